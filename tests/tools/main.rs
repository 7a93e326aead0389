//! Screenshots and measurements of Mayfly on the desktop of the end-to-end tests: `make gallery` (a screenshot of every
//! screen), `make speed` (launch time, memory, time to show a message), `make scale` (10,000 messages and 1,000 inboxes),
//! `make growth` (how cost grows with the mail), `make idle` (memory and processor time in the tray), `make soak` (leaks over
//! the use of a day) and `make peers` (Mayfly beside other programs).

#![allow(clippy::unwrap_used, dead_code, unreachable_pub, reason = "not part of the app")]

#[cfg(target_os = "linux")]
mod gallery;
#[cfg(target_os = "linux")]
mod growth;
#[cfg(target_os = "linux")]
mod idle;
#[cfg(target_os = "linux")]
mod page_timings;
#[cfg(target_os = "linux")]
mod peers;
#[cfg(target_os = "linux")]
mod scale;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(target_os = "linux")]
mod speed;
#[cfg(target_os = "linux")]
mod store_seeding;
#[cfg(target_os = "linux")]
#[path = "../e2e/support/mod.rs"]
mod support;
#[cfg(target_os = "linux")]
mod x11_screen;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("gallery") => {
            let folder = arguments.next().expect("a folder for the screenshots");
            gallery::take_screenshots(folder, arguments.next().unwrap_or_default()).await;
        }
        Some("growth") => {
            growth::measure_growth_with_mail_count(arguments.next().map_or(3, |steps| steps.parse().unwrap())).await
        }
        Some("idle") => idle::measure_idle_cost(arguments.next().map_or(600, |seconds| seconds.parse().unwrap())).await,
        Some("peers") => {
            let runs = arguments.next().map_or(7, |runs| runs.parse().unwrap());
            peers::compare_mail_programs(runs, arguments.next().map_or(120, |seconds| seconds.parse().unwrap())).await;
        }
        Some("scale") => scale::measure_large_lists().await,
        Some("soak") => soak::measure_endurance(arguments.next().map_or(30, |minutes| minutes.parse().unwrap())).await,
        Some("speed") => speed::measure_app_speed(arguments.next().map_or(10, |runs| runs.parse().unwrap())).await,
        other => panic!(
            "gallery FOLDER [ONLY], growth [STEPS], idle [SECONDS], peers [RUNS [SECONDS]], scale, soak [MINUTES] or speed [RUNS], not {other:?}"
        ),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    panic!("these tools need Linux's /proc and an X server");
}
