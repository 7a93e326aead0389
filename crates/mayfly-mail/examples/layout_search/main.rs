//! Measures in WebKitGTK how long documents hold the engine.

mod engine;
#[path = "../../tests/slow_layout_cases/mod.rs"]
mod slow_layout_cases;

use engine::Engine;
use mayfly_mail::{RenderOptions, render};
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let raw = arguments.iter().any(|a| a == "--raw");
    let limit = Duration::from_millis(
        arguments.iter().find_map(|a| a.strip_prefix("limit=")).map_or(15_000, |l| l.parse().unwrap()),
    );
    let folder = std::env::temp_dir().join(format!("layout-{}", std::process::id()));
    let mut engine = Engine::start(folder)?;
    let text = match arguments.iter().find(|a| a.ends_with(".txt")) {
        Some(file) => std::fs::read_to_string(file)?,
        None => slow_layout_cases::CASES.to_owned(),
    };
    let only = arguments.iter().find_map(|a| a.strip_prefix("only="));
    for case in slow_layout_cases::parse_cases(&text) {
        if only.is_some_and(|only| !case.name.contains(only)) {
            continue;
        }
        let document = if raw { case.markup.clone() } else { render(&case.markup, &RenderOptions::default()).document };
        let time = engine.measure(&document, limit)?;
        println!(
            "{:>8} -> {:>8}  {:<22} {}",
            case.markup.len(),
            document.len(),
            match time {
                engine::BusyTime::Answered(t) => format!("{t:?}"),
                _ => "TIMEOUT".into(),
            },
            case.name
        );
    }
    Ok(())
}
