//! Searches for mail that holds WebKitGTK: puts pieces of markup, style and text together at random, renders the result,
//! and measures in the real engine how long its layout and painting take.
//!
//! ```sh
//! cargo run --release -p mayfly-mail --example layout_search -- 60        # minutes
//! cargo run --release -p mayfly-mail --example layout_search -- cases     # the known cases
//! cargo run --release -p mayfly-mail --example layout_search -- candidate 12345  # the one with this number again
//! cargo run --release -p mayfly-mail --example layout_search -- FILE.html
//! ```
//!
//! Needs Xvfb and the browser of the package `webkit2gtk-driver` (`make deps-test`). What is found is written to
//! `target/layout-search`: the source of the mail, named after the number of the candidate, which makes it again.

#![allow(clippy::print_stdout, reason = "a tool for the command line")]

#[cfg(target_os = "linux")]
mod browser_process;
#[cfg(target_os = "linux")]
mod mail_generators;
#[cfg(target_os = "linux")]
mod search;
#[cfg(target_os = "linux")]
#[path = "../../tests/slow_layout_cases/mod.rs"]
mod slow_layout_cases;

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<std::process::ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let first = arguments.first().map_or("60", String::as_str);
    let second = arguments.get(1).map(String::as_str);
    match (first, first.parse::<u64>(), second.and_then(|number| number.parse::<u64>().ok())) {
        ("cases", ..) => search::measure_known_layout_cases(second),
        ("candidate", _, Some(number)) => search::measure_generated_mail(number),
        (_, Ok(minutes), _) => search::search_slow_layouts(minutes),
        _ => search::measure_mail_files(&arguments),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("this tool needs WebKitGTK");
}
