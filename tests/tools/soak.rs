//! A day's use in minutes: mail arrives all the time, the window is opened and closed hundreds of times, and what
//! Mayfly holds of the computer is looked at in between. Only arrivals and the window are quicker than in life; the
//! clock is the real one.

use crate::support::desktop::Running;
use crate::support::process::{Held, held};
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

const INBOXES: usize = 10;

/// How often mail arrives.
const ARRIVAL: Duration = Duration::from_millis(500);

/// How long a window stays open, for its list to be painted and mail to come into it.
const OPEN: Duration = Duration::from_millis(1_500);

/// What has ended needs a moment to be gone: WebKit ends its processes one after the other.
const SETTLING: Duration = Duration::from_secs(4);

/// How many rows the table has.
const SAMPLES: u64 = 12;

/// What was held at one moment, in the tray, and what had happened until then.
struct Sample {
    minutes: f64,
    opened: u32,
    mails: u32,
    held: Held,
    temporary: usize,
}

/// Uses Mayfly for so many minutes and prints a table.
pub async fn run(minutes: u64) {
    let desktop = Desktop::start(Keychain::Unlocked);
    let service = Arc::new(Service::start_with(&["--empty", "--lifetime", "864000", "--quota", "100000000"]));
    let tray = Tray::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let mut addresses = Vec::new();
    for _ in 0..INBOXES {
        addresses.push(window.create_inbox().await);
    }
    window.quit().await;
    desktop.app_gone().await;

    let program =
        std::env::var("MAYFLY_BIN").map_or_else(|_| PathBuf::from(env!("CARGO_BIN_EXE_mayfly")), PathBuf::from);
    let app = Running(desktop.command(&program).arg("--hidden").spawn().unwrap());
    until_true("the tray", || async { tray.labels().await.iter().any(|label| label.contains('@')) }).await;

    let (mails, ended) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let post = tokio::spawn(deliver(Arc::clone(&service), addresses, Arc::clone(&mails), Arc::clone(&ended)));
    let (began, whole) = (Instant::now(), Duration::from_secs(minutes * 60));
    let mut samples = Vec::new();
    let mut opened = 0;
    // The first windows load what stays loaded; they are no leak and no part of the comparison.
    for _ in 0..5 {
        open_and_close(&desktop, &tray, &program, &mut opened).await;
    }
    println!(
        "| after | window opened and closed | mails | memory (PSS) | processes | threads | open handles | temporary files |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    loop {
        tokio::time::sleep(SETTLING).await;
        let sample = Sample {
            minutes: began.elapsed().as_secs_f64() / 60.0,
            opened,
            mails: mails.load(Ordering::Relaxed),
            held: held(app.0.id()),
            temporary: temporary_files(&desktop),
        };
        println!(
            "| {:.1} min | {} | {} | {:.1} MB | {} | {} | {} | {} |",
            sample.minutes,
            sample.opened,
            sample.mails,
            sample.held.megabytes,
            sample.held.processes,
            sample.held.threads,
            sample.held.handles,
            sample.temporary
        );
        samples.push(sample);
        if samples.len() as u64 > SAMPLES {
            break;
        }
        let next = whole.mul_f64(samples.len() as f64 / SAMPLES as f64);
        while began.elapsed() < next {
            open_and_close(&desktop, &tray, &program, &mut opened).await;
        }
    }
    ended.store(true, Ordering::Relaxed);
    post.await.unwrap();
    sum_up(&samples);
    tray.click("Quit").await;
    desktop.app_gone().await;
}

/// Prints what the last row has more than the first: nothing of it should grow with the number of windows.
fn sum_up(samples: &[Sample]) {
    let (first, last) = (&samples[0], &samples[samples.len() - 1]);
    let windows = f64::from(last.opened - first.opened).max(1.0);
    println!();
    println!(
        "From the first row to the last: {:+.1} MB ({:+.0} KB per window), {:+} processes, {:+} threads, {:+} handles.",
        last.held.megabytes - first.held.megabytes,
        (last.held.megabytes - first.held.megabytes) * 1024.0 / windows,
        last.held.processes as i64 - first.held.processes as i64,
        last.held.threads as i64 - first.held.threads as i64,
        last.held.handles as i64 - first.held.handles as i64,
    );
}

/// Opens the window by the tray and by a second launch in turn, and closes it as a person does.
async fn open_and_close(desktop: &Desktop, tray: &Tray, program: &Path, opened: &mut u32) {
    if opened.is_multiple_of(2) {
        tray.click("Open Mayfly").await;
    } else {
        let status = desktop.command(program).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "the second launch calls the first");
    }
    until_true("the window", || async { !desktop.windows().is_empty() }).await;
    tokio::time::sleep(OPEN).await;
    desktop.close_window();
    *opened += 1;
}

/// Mail of many sizes until the end, to one inbox after the other.
async fn deliver(service: Arc<Service>, addresses: Vec<String>, mails: Arc<AtomicU32>, ended: Arc<AtomicBool>) {
    let mut number: usize = 0;
    while !ended.load(Ordering::Relaxed) {
        let words = "<p>Words of a letter, as letters have them.</p>".repeat(1 + number % 97);
        let mail = json!({
            "address": addresses[number % addresses.len()],
            "subject": format!("Letter {number}"),
            "html": true,
            "content": format!("<p>Your code is {:06}.</p>{words}", number % 1_000_000),
        });
        service.deliver(mail).await;
        number += 1;
        mails.store(u32::try_from(number).unwrap(), Ordering::Relaxed);
        tokio::time::sleep(ARRIVAL).await;
    }
}

/// Files below the home folder and in the system's temporary folder that belong to this desktop's Mayfly.
fn temporary_files(desktop: &Desktop) -> usize {
    let home = desktop.path("").display().to_string();
    let found = Command::new("find").arg(home).args(["-type", "f", "-not", "-name", "mayfly.db*"]).output().unwrap();
    String::from_utf8_lossy(&found.stdout).lines().count()
}
