//! Every direct dependency is on the page that says why it is here.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::fs::read_to_string;

const PAGE: &str = "docs/dependencies.md";

#[test]
fn every_direct_dependency_has_its_reason() {
    let used: BTreeSet<String> = manifests().iter().flat_map(|path| crates(path)).chain(packages()).collect();
    let explained = explained();
    let unexplained: Vec<_> = used.difference(&explained).collect();
    assert!(unexplained.is_empty(), "{PAGE} doesn't say why these are here: {unexplained:?}");
    let gone: Vec<_> = explained.difference(&used).collect();
    assert!(gone.is_empty(), "{PAGE} explains what nothing depends on: {gone:?}");
}

/// `[workspace.dependencies]` only says which version; a crate that nobody takes from there is a leftover.
#[test]
fn no_version_is_kept_for_a_crate_that_nobody_uses() {
    let used: BTreeSet<String> = manifests().iter().flat_map(|path| crates(path)).collect();
    let ours = ["mayfly-codes", "mayfly-core", "mayfly-mail", "tempmailg", "tempmailg-sandbox"];
    let unused: Vec<_> = keys("Cargo.toml", |section| section == "workspace.dependencies")
        .into_iter()
        .filter(|name| !used.contains(name) && !ours.contains(&name.as_str()))
        .collect();
    assert!(unused.is_empty(), "nothing uses these of [workspace.dependencies]: {unused:?}");
}

fn manifests() -> Vec<String> {
    let crates = std::fs::read_dir("crates").unwrap().map(|entry| entry.unwrap().path().join("Cargo.toml"));
    let crates = crates.filter(|path| path.exists()).map(|path| path.to_str().unwrap().to_owned());
    ["Cargo.toml".to_owned()].into_iter().chain(crates).collect()
}

/// The crates of others that a manifest names.
fn crates(path: &str) -> Vec<String> {
    let own = |name: &str| name.starts_with("mayfly") || name.starts_with("tempmailg");
    let mut names = keys(path, |section| section.ends_with("dependencies") && section != "workspace.dependencies");
    names.retain(|name| !own(name));
    names
}

/// The keys of those sections of a manifest.
fn keys(path: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in read_to_string(path).unwrap().lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = wanted(section.trim_end_matches(']'));
        } else if inside
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once(['.', '='])
        {
            names.push(name.trim().to_owned());
        }
    }
    names
}

fn packages() -> Vec<String> {
    let manifest: serde_json::Value = serde_json::from_str(&read_to_string("ui/package.json").unwrap()).unwrap();
    let of = |kind: &str| manifest[kind].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    [of("dependencies"), of("devDependencies")].concat()
}

/// What stands in backquotes in the first column of the page's tables.
fn explained() -> BTreeSet<String> {
    let page = read_to_string(PAGE).unwrap();
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" |"))
        .flat_map(|(first, _)| first.split("`, `").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>())
        .collect()
}
