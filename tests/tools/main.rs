//! Looks at Mayfly from outside, on the desktop that the end-to-end tests use: pictures of every screen, how fast it
//! is, how it fares with very much, and what it costs while nobody looks, or over a day. `make gallery`, `make speed`,
//! `make scale`, `make idle` and `make soak`.

#![allow(clippy::unwrap_used, dead_code, unreachable_pub, reason = "no part of the app")]

#[cfg(target_os = "linux")]
mod gallery;
#[cfg(target_os = "linux")]
mod idle;
#[cfg(target_os = "linux")]
mod scale;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(target_os = "linux")]
mod speed;
#[cfg(target_os = "linux")]
mod stock;
#[cfg(target_os = "linux")]
#[path = "../e2e/support/mod.rs"]
mod support;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("gallery") => {
            let folder = arguments.next().expect("a folder for the pictures");
            gallery::run(folder, arguments.next().unwrap_or_default()).await;
        }
        Some("idle") => idle::run(arguments.next().map_or(600, |seconds| seconds.parse().unwrap())).await,
        Some("scale") => scale::run().await,
        Some("soak") => soak::run(arguments.next().map_or(30, |minutes| minutes.parse().unwrap())).await,
        Some("speed") => speed::run(arguments.next().map_or(10, |runs| runs.parse().unwrap())).await,
        other => panic!("gallery FOLDER [ONLY], idle [SECONDS], scale, soak [MINUTES] or speed [RUNS], not {other:?}"),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    panic!("these tools need Linux's /proc and an X server");
}
