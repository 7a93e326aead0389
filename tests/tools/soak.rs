//! The use of a day in minutes: mail arrives continuously, the window is opened and closed hundreds of times, and Mayfly's
//! resource usage is sampled in between. Mail and windows are more frequent than in real use; the clock is not accelerated.

use crate::support::process_stats::{ResourceUsage, measure_resource_usage};
use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::{ChildGuard, app_program};
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

const INBOXES: usize = 10;

/// The interval between two mails.
const ARRIVAL_INTERVAL: Duration = Duration::from_millis(500);

/// How long a window stays open: its list is painted, and mail arrives.
const OPEN_TIME: Duration = Duration::from_millis(1_500);

/// How long to wait before a sample, because WebKit ends its processes one after the other.
const SETTLE_TIME: Duration = Duration::from_secs(4);

/// The number of samples after the first.
const SAMPLE_COUNT: u64 = 12;

/// Resource usage at one moment, in the tray, and what had happened until then.
struct UsageSample {
    minutes: f64,
    windows_opened: u32,
    mails: u32,
    usage: ResourceUsage,
    files_besides_database: usize,
}

/// Uses Mayfly for `minutes` and prints a table of samples.
pub async fn measure_endurance(minutes: u64) {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let service =
        Arc::new(SandboxProcess::start_sandbox_with_args(&["--empty", "--lifetime", "864000", "--quota", "100000000"]));
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let mut addresses = Vec::new();
    for _ in 0..INBOXES {
        addresses.push(window.create_inbox().await);
    }
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    let program = app_program();
    let app = ChildGuard(desktop.build_desktop_command(&program).arg("--hidden").spawn().unwrap());
    wait_until_true("the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains('@'))
    })
    .await;

    let (mails, ended) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let delivery =
        tokio::spawn(deliver_continuously(Arc::clone(&service), addresses, Arc::clone(&mails), Arc::clone(&ended)));
    let (began_at, total_time) = (Instant::now(), Duration::from_secs(minutes * 60));
    let mut samples = Vec::new();
    let mut opened = 0;
    // The first windows load libraries that stay loaded, so they are not part of the comparison.
    for _ in 0..5 {
        open_and_close_window(&desktop, &tray, &program, &mut opened).await;
    }
    println!(
        "| after | window opened and closed | mails | memory (PSS) | processes | threads | open handles | temporary files |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    loop {
        tokio::time::sleep(SETTLE_TIME).await;
        let sample = UsageSample {
            minutes: began_at.elapsed().as_secs_f64() / 60.0,
            windows_opened: opened,
            mails: mails.load(Ordering::Relaxed),
            usage: measure_resource_usage(app.0.id()),
            files_besides_database: count_files_besides_database(&desktop),
        };
        println!(
            "| {:.1} min | {} | {} | {:.1} MB | {} | {} | {} | {} |",
            sample.minutes,
            sample.windows_opened,
            sample.mails,
            sample.usage.megabytes,
            sample.usage.processes,
            sample.usage.threads,
            sample.usage.handles,
            sample.files_besides_database
        );
        samples.push(sample);
        if samples.len() as u64 > SAMPLE_COUNT {
            break;
        }
        let next = total_time.mul_f64(samples.len() as f64 / SAMPLE_COUNT as f64);
        while began_at.elapsed() < next {
            open_and_close_window(&desktop, &tray, &program, &mut opened).await;
        }
    }
    ended.store(true, Ordering::Relaxed);
    delivery.await.unwrap();
    print_summary(&samples);
    tray.click_item("Quit").await;
    desktop.wait_until_app_exits().await;
}

/// Prints the growth from the first sample to the last. None should grow with the number of windows.
fn print_summary(samples: &[UsageSample]) {
    let (first, last) = (&samples[0], &samples[samples.len() - 1]);
    let windows = f64::from(last.windows_opened - first.windows_opened).max(1.0);
    println!();
    println!(
        "From the first row to the last: {:+.1} MB ({:+.0} KB per window), {:+} processes, {:+} threads, {:+} handles.",
        last.usage.megabytes - first.usage.megabytes,
        (last.usage.megabytes - first.usage.megabytes) * 1024.0 / windows,
        last.usage.processes as i64 - first.usage.processes as i64,
        last.usage.threads as i64 - first.usage.threads as i64,
        last.usage.handles as i64 - first.usage.handles as i64,
    );
}

/// Opens the window by the tray or by a second launch, alternately, and closes it as a user does.
async fn open_and_close_window(desktop: &TestDesktop, tray: &TrayHost, program: &Path, opened: &mut u32) {
    if opened.is_multiple_of(2) {
        tray.click_item("Open Mayfly").await;
    } else {
        let status = desktop.build_desktop_command(program).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "the second launch shows the first one's window");
    }
    wait_until_true("the window", || async { !desktop.list_window_ids().is_empty() }).await;
    tokio::time::sleep(OPEN_TIME).await;
    desktop.close_window();
    *opened += 1;
}

/// Delivers mail of different sizes to each inbox in turn, until `ended` is set.
async fn deliver_continuously(
    service: Arc<SandboxProcess>,
    addresses: Vec<String>,
    mails: Arc<AtomicU32>,
    ended: Arc<AtomicBool>,
) {
    let mut number: usize = 0;
    while !ended.load(Ordering::Relaxed) {
        let words = "<p>Words of a letter, as letters have them.</p>".repeat(1 + number % 97);
        let mail = json!({
            "address": addresses[number % addresses.len()],
            "subject": format!("Letter {number}"),
            "html": true,
            "content": format!("<p>Your code is {:06}.</p>{words}", number % 1_000_000),
        });
        service.deliver_mail(mail).await;
        number += 1;
        mails.store(u32::try_from(number).unwrap(), Ordering::Relaxed);
        tokio::time::sleep(ARRIVAL_INTERVAL).await;
    }
}

/// Counts the files below the home folder, except those of the database.
fn count_files_besides_database(desktop: &TestDesktop) -> usize {
    let home = desktop.path_in_home("").display().to_string();
    let found = Command::new("find").arg(home).args(["-type", "f", "-not", "-name", "mayfly.db*"]).output().unwrap();
    String::from_utf8_lossy(&found.stdout).lines().count()
}
