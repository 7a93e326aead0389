//! docs/dependencies.md gives a reason for every direct dependency, and for nothing else.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::fs::read_to_string;

const DEPENDENCIES_PAGE: &str = "docs/dependencies.md";

#[test]
fn every_direct_dependency_has_a_documented_reason() {
    let used: BTreeSet<String> = list_manifests()
        .iter()
        .flat_map(|path| list_external_crates(path))
        .chain(list_direct_npm_dependencies())
        .collect();
    let explained = list_explained_dependencies();
    let unexplained: Vec<_> = used.difference(&explained).collect();
    assert!(unexplained.is_empty(), "{DEPENDENCIES_PAGE} has no reason for these: {unexplained:?}");
    let unused: Vec<_> = explained.difference(&used).collect();
    assert!(unused.is_empty(), "{DEPENDENCIES_PAGE} has reasons for these, which nothing depends on: {unused:?}");
}

/// `[workspace.dependencies]` only sets versions; Cargo does not warn about an entry that no crate uses.
#[test]
fn every_workspace_dependency_is_used_by_a_crate() {
    let used: BTreeSet<String> = list_manifests().iter().flat_map(|path| list_external_crates(path)).collect();
    let workspace_crates =
        ["mayfly-codes", "mayfly-core", "mayfly-mail", "mayfly-schedule", "tempmailg", "tempmailg-sandbox"];
    let unused: Vec<_> = list_manifest_section_keys("Cargo.toml", |section| section == "workspace.dependencies")
        .into_iter()
        .filter(|name| !used.contains(name) && !workspace_crates.contains(&name.as_str()))
        .collect();
    assert!(unused.is_empty(), "no crate uses these of [workspace.dependencies]: {unused:?}");
}

fn list_manifests() -> Vec<String> {
    let crates = std::fs::read_dir("crates").unwrap().map(|entry| entry.unwrap().path().join("Cargo.toml"));
    let crates = crates.filter(|path| path.exists()).map(|path| path.to_str().unwrap().to_owned());
    ["Cargo.toml".to_owned()].into_iter().chain(crates).collect()
}

/// Returns the dependencies of a manifest that are not crates of this workspace.
fn list_external_crates(path: &str) -> Vec<String> {
    let is_workspace_crate = |name: &str| name.starts_with("mayfly") || name.starts_with("tempmailg");
    let mut names = list_manifest_section_keys(path, |section| {
        section.ends_with("dependencies") && section != "workspace.dependencies"
    });
    names.retain(|name| !is_workspace_crate(name));
    names
}

/// Returns the keys of the sections of a manifest whose names satisfy `is_wanted`.
fn list_manifest_section_keys(path: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_in_section = false;
    for line in read_to_string(path).unwrap().lines() {
        if let Some(section) = line.strip_prefix('[') {
            is_in_section = is_wanted(section.trim_end_matches(']'));
        } else if is_in_section
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once(['.', '='])
        {
            names.push(name.trim().to_owned());
        }
    }
    names
}

fn list_direct_npm_dependencies() -> Vec<String> {
    let manifest: serde_json::Value = serde_json::from_str(&read_to_string("ui/package.json").unwrap()).unwrap();
    let list_names = |kind: &str| manifest[kind].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    [list_names("dependencies"), list_names("devDependencies")].concat()
}

/// Returns the names in backquotes in the first column of the page's tables.
fn list_explained_dependencies() -> BTreeSet<String> {
    let page = read_to_string(DEPENDENCIES_PAGE).unwrap();
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" |"))
        .flat_map(|(first, _)| first.split("`, `").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>())
        .collect()
}
