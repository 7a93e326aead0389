//! What Mayfly costs in the tray with twenty inboxes, while nothing happens, beside an app that does nothing.

use crate::support::desktop::Running;
use crate::support::process::{cpu_seconds, memory};
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use std::path::PathBuf;
use std::time::Duration;

const INBOXES: usize = 20;
/// Starting is not idling.
const SETTLING: Duration = Duration::from_secs(20);

/// Measures over so many seconds and prints a table.
pub async fn run(seconds: u64) {
    let desktop = Desktop::start(Keychain::Unlocked);
    let service = Service::start_with(&["--empty", "--lifetime", "86400"]);
    let tray = Tray::start(&desktop).await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    for _ in 0..INBOXES {
        window.create_inbox().await;
    }
    window.quit().await;
    desktop.app_gone().await;

    let program =
        std::env::var("MAYFLY_BIN").map_or_else(|_| PathBuf::from(env!("CARGO_BIN_EXE_mayfly")), PathBuf::from);
    let asked = async || service.requests().await.len();
    let app = Running(desktop.command(&program).spawn().unwrap());
    until_true("the tray", || async { tray.labels().await.iter().any(|label| label.contains('@')) }).await;
    close(&desktop).await;
    let before = asked().await;
    let mayfly = Cost::measure(&app, seconds).await;
    let checks = asked().await - before;
    drop(app);
    desktop.app_gone().await;

    let empty = program.with_file_name("examples").join("empty");
    let app = Running(desktop.command(&empty).arg("--stay").spawn().unwrap());
    close(&desktop).await;
    let empty = Cost::measure(&app, seconds.min(60)).await;

    println!(
        "| in the tray, the window opened and closed | Mayfly, {INBOXES} inboxes | an empty app |\n|---|---:|---:|"
    );
    println!("| measured for | {} s | {} s |", mayfly.seconds, empty.seconds);
    println!("| checks made | {checks} | |");
    println!("| processor time | {} | {} |", mayfly.processor(), empty.processor());
    println!("| memory (PSS), all processes | {} | {} |", mayfly.memory(), empty.memory());
    println!("| ratio of the memory | {:.2} | |", mayfly.megabytes / empty.megabytes);
}

/// Closes the window once it is there.
async fn close(desktop: &Desktop) {
    until_true("the window", || async { !desktop.windows().is_empty() }).await;
    desktop.close_window();
}

struct Cost {
    seconds: u64,
    used: f64,
    megabytes: f64,
    processes: usize,
}

impl Cost {
    async fn measure(app: &Running, seconds: u64) -> Self {
        tokio::time::sleep(SETTLING).await;
        let before = cpu_seconds(app.0.id());
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let used = cpu_seconds(app.0.id()) - before;
        let memory = memory(app.0.id());
        let megabytes = memory.iter().map(|(_, megabytes)| megabytes).sum();
        Self { seconds, used, megabytes, processes: memory.len() }
    }

    fn processor(&self) -> String {
        format!("{:.2} s ({:.3} % of one core)", self.used, self.used / self.seconds as f64 * 100.0)
    }

    fn memory(&self) -> String {
        format!("{:.1} MB in {}", self.megabytes, self.processes)
    }
}
