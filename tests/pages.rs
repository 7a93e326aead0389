//! What ARCHITECTURE.md and CONTRIBUTING.md name is there.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// Made while building, or by others.
const NOT_OURS: [&str; 6] = ["target", "node_modules", "dist", "gen", ".git", "__pycache__"];

#[test]
fn every_path_is_there() {
    let paths = tree();
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = read_to_string(page).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let missing: Vec<_> = links.filter(|link| !link.contains("://") && !Path::new(link).exists()).collect();
        assert!(missing.is_empty(), "{page} leads to {missing:?}");

        let named = quoted(&text).filter(|name| is_path(name));
        let missing: Vec<_> = named.filter(|name| !paths.iter().any(|path| is_at_end(path, name))).collect();
        assert!(missing.is_empty(), "{page} names {missing:?}");
    }
}

#[test]
fn the_rooms_hold_what_the_table_says() {
    let text = read_to_string("ARCHITECTURE.md").unwrap();
    let table = text.split("## Rooms").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut rooms = 0;
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let [_, room, things, ..] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let folders: Vec<_> = quoted(room).collect();
        for thing in quoted(things).filter(|thing| !thing.contains(' ')) {
            let is_there =
                |base: &str| ["", ".rs"].iter().any(|end| Path::new(&format!("{base}{thing}{end}")).exists());
            let bases = folders.iter().flat_map(|folder| [format!("{folder}/"), format!("{folder}/src/")]);
            assert!(bases.chain([String::new()]).any(|base| is_there(&base)), "{thing} is not in {folders:?}");
        }
        rooms += 1;
    }
    assert!(rooms > 8, "{rooms}");

    let tools = read_dir("tests/tools").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let unnamed: Vec<_> =
        tools.filter(|name| name != "main.rs" && !quoted(table).any(|thing| format!("{thing}.rs") == *name)).collect();
    assert!(unnamed.is_empty(), "no newcomer is told of {unnamed:?}");
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether it is a file or folder of ours, and not a command, a type or an address.
fn is_path(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let file = [".rs", ".ts", ".md", ".json", ".toml", ".svelte", ".ftl"].iter().any(|end| name.ends_with(end));
    plain && (name.contains('/') || file) && !name.starts_with("xx.") && !name.contains("/xx.")
}

fn is_at_end(path: &str, name: &str) -> bool {
    path.strip_suffix(name.trim_end_matches('/')).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Every file and folder.
fn tree() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in read_dir(Path::new(".").join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type().unwrap().is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}
