//! What Mayfly costs in the tray with twenty inboxes, while nothing happens.

use crate::process::{cpu_seconds, memory};
use crate::support::desktop::Running;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
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

    let program = std::env::var("MAYFLY_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_mayfly").into());
    let app = Running(desktop.command(&program).arg("--hidden").spawn().unwrap());
    until_true("the tray", || async { tray.labels().await.iter().any(|label| label.contains('@')) }).await;
    tokio::time::sleep(SETTLING).await;
    let (before, asked) = (cpu_seconds(app.0.id()), service.requests().await.len());
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let used = cpu_seconds(app.0.id()) - before;
    let checks = service.requests().await.len() - asked;
    println!("| in the tray, {INBOXES} inboxes | |\n|---|---:|");
    println!("| measured for | {seconds} s |");
    println!("| checks made | {checks} |");
    println!("| processor time | {used:.2} s ({:.3} % of one core) |", used / seconds as f64 * 100.0);
    let memory = memory(app.0.id());
    for (name, megabytes) in &memory {
        println!("| memory (PSS) of {name} | {megabytes:.1} MB |");
    }
    println!("| memory in all | {:.1} MB |", memory.iter().map(|(_, megabytes)| megabytes).sum::<f64>());
}
