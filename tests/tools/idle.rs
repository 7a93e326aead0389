//! Memory and processor time of Mayfly in the tray with twenty inboxes and no mail, compared with an empty app.

use crate::support::process_stats::{list_process_tree, measure_cpu_seconds, measure_memory, read_memory};
use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::{ChildGuard, app_program};
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use std::time::Duration;

const INBOXES: usize = 20;
/// How long the app settles before the measurement, so that the start is not part of it.
const SETTLE_TIME: Duration = Duration::from_secs(20);

/// Measures for `seconds` and prints a table.
pub async fn measure_idle_cost(seconds: u64) {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let service = SandboxProcess::start_sandbox_with_args(&["--empty", "--lifetime", "86400"]);
    let tray = TrayHost::start(&desktop).await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    for _ in 0..INBOXES {
        window.create_inbox().await;
    }
    window.quit_app().await;
    desktop.wait_until_app_exits().await;

    let program = app_program();
    let count_requests = async || service.list_requests().await.len();
    let app = ChildGuard(desktop.build_desktop_command(&program).spawn().unwrap());
    wait_until_true("the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains('@'))
    })
    .await;
    close_window_when_shown(&desktop).await;
    let before = count_requests().await;
    let mayfly = IdleCost::measure_app(&app, seconds).await;
    let checks = count_requests().await - before;
    drop(app);
    desktop.wait_until_app_exits().await;

    let empty = program.with_file_name("examples").join("empty_app");
    let app = ChildGuard(desktop.build_desktop_command(&empty).arg("--stay").spawn().unwrap());
    close_window_when_shown(&desktop).await;
    let empty = IdleCost::measure_app(&app, seconds.min(60)).await;

    println!(
        "| in the tray, the window opened and closed | Mayfly, {INBOXES} inboxes | an empty app |\n|---|---:|---:|"
    );
    println!("| measured for | {} s | {} s |", mayfly.seconds, empty.seconds);
    println!("| checks made | {checks} | |");
    println!("| processor time | {} | {} |", mayfly.format_processor_time(), empty.format_processor_time());
    println!("| memory (PSS), all processes | {} | {} |", mayfly.format_memory(), empty.format_memory());
    println!("| ratio of the memory | {:.2} | |", mayfly.megabytes / empty.megabytes);
    println!(
        "| of it memory that can't be dropped (Private_Dirty) | {:.1} MB | {:.1} MB |",
        mayfly.private_dirty, empty.private_dirty
    );
}

/// Waits for the window and closes it.
async fn close_window_when_shown(desktop: &TestDesktop) {
    wait_until_true("the window", || async { !desktop.list_window_ids().is_empty() }).await;
    desktop.close_window();
}

/// What an app in the tray cost during the measurement.
struct IdleCost {
    seconds: u64,
    /// Processor time, in seconds.
    processor_seconds: f64,
    megabytes: f64,
    /// The part of the memory that the kernel can't drop, in megabytes. The rest are pages of program files.
    private_dirty: f64,
    processes: usize,
}

impl IdleCost {
    async fn measure_app(app: &ChildGuard, seconds: u64) -> Self {
        tokio::time::sleep(SETTLE_TIME).await;
        let before = measure_cpu_seconds(app.0.id());
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let processor_seconds = measure_cpu_seconds(app.0.id()) - before;
        let memory = measure_memory(app.0.id());
        let megabytes = memory.iter().map(|(_, megabytes)| megabytes).sum();
        let private_dirty =
            list_process_tree(app.0.id()).into_iter().filter_map(|pid| read_memory(pid, "Private_Dirty")).sum();
        Self { seconds, processor_seconds, megabytes, private_dirty, processes: memory.len() }
    }

    fn format_processor_time(&self) -> String {
        format!(
            "{:.2} s ({:.3} % of one core)",
            self.processor_seconds,
            self.processor_seconds / self.seconds as f64 * 100.0
        )
    }

    fn format_memory(&self) -> String {
        format!("{:.1} MB in {}", self.megabytes, self.processes)
    }
}
