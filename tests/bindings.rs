//! The TypeScript bindings in the tree are the ones Rust generates, and the lists of commands agree.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::path::Path;

const BINDINGS: &str = "ui/src/lib/bindings.ts";

#[test]
fn bindings_are_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    mayfly_lib::export_bindings(&fresh).unwrap();
    let fresh = std::fs::read_to_string(fresh).unwrap();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(BINDINGS, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(BINDINGS).unwrap();
    assert!(kept == fresh, "{BINDINGS} is stale: run `make bindings`");
}

#[test]
fn every_command_is_declared_allowed_and_bound() {
    let declared: BTreeSet<String> = mayfly_lib::COMMANDS.iter().map(|name| (*name).to_owned()).collect();
    let capability = std::fs::read_to_string("src-tauri/capabilities/main.json").unwrap();
    let allowed = quoted(&capability, "\"allow-").map(|name| name.replace('-', "_")).collect();
    assert_eq!(declared, allowed, "the capability allows just the declared commands");

    let folder = tempfile::tempdir().unwrap();
    let bindings = folder.path().join("bindings.ts");
    mayfly_lib::export_bindings(&bindings).unwrap();
    let bindings = std::fs::read_to_string(bindings).unwrap();
    let bound = bindings.lines().filter(|line| line.contains("__TAURI_INVOKE<")).flat_map(|line| quoted(line, ">(\""));
    let bound = bound.map(str::to_owned).collect();
    assert_eq!(declared, bound, "every declared command is implemented, and the other way round");
    assert!(Path::new("tauri.conf.json").exists());
}

/// What stands between `prefix` and the next quotation mark, wherever `prefix` stands.
fn quoted<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(prefix).skip(1).filter_map(|rest| rest.split('"').next())
}
