//! The TypeScript bindings in the repository are the generated ones, and the list of commands, the bindings and the
//! access control agree.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tauri::utils::acl::ExecutionContext;
use tauri::utils::acl::capability::Capability;
use tauri::utils::acl::manifest::Manifest;
use tauri::utils::acl::resolved::Resolved;
use tauri::utils::platform::Target;

const BINDINGS: &str = "ui/src/lib/bindings.ts";

/// What the build script generated for the access control that is compiled into the app.
const ACL_MANIFESTS: &str = include_str!(concat!(env!("OUT_DIR"), "/acl-manifests.json"));
const CAPABILITIES: &str = include_str!(concat!(env!("OUT_DIR"), "/capabilities.json"));

#[test]
fn bindings_are_up_to_date() {
    let generated = generate_bindings();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(BINDINGS, &generated).unwrap();
    }
    let stored = std::fs::read_to_string(BINDINGS).unwrap();
    assert!(stored == generated, "{BINDINGS} is stale: run `make bindings`");
}

#[test]
fn every_declared_command_is_bound() {
    let bindings = generate_bindings();
    let calls = bindings.lines().filter(|line| line.contains("__TAURI_INVOKE<"));
    let bound: BTreeSet<_> =
        calls.filter_map(|line| line.split_once(">(\"")?.1.split('"').next()).map(str::to_owned).collect();
    assert_eq!(bound, declared_commands());
}

#[test]
fn main_window_may_call_exactly_the_declared_commands() {
    let access = resolve_tauri_access_control();
    assert!(access.has_app_acl, "without it, every command is allowed");
    let allowed: BTreeSet<_> = access.allowed_commands.keys().cloned().collect();
    assert_eq!(allowed, declared_commands(), "no command of Tauri or a plugin is allowed");
    for (command, rules) in &access.allowed_commands {
        for rule in rules {
            assert_eq!(rule.context, ExecutionContext::Local, "{command} is refused to remote pages");
            let windows: Vec<_> = rule.windows.iter().map(|pattern| pattern.as_str()).collect();
            assert_eq!(windows, ["main"], "{command} is allowed for the main window");
            assert!(rule.webviews.is_empty(), "{command} is allowed for no web view of another window");
        }
    }
    assert!(access.command_scope.is_empty() && access.global_scope.is_empty(), "no plugin has a scope");
}

#[test]
fn configuration_enables_only_the_generated_capability() {
    let config: serde_json::Value = serde_json::from_str(&std::fs::read_to_string("tauri.conf.json").unwrap()).unwrap();
    let enabled: Vec<String> = serde_json::from_value(config["app"]["security"]["capabilities"].clone()).unwrap();
    assert_eq!(enabled, parse_tauri_capabilities().into_keys().collect::<Vec<_>>());
}

fn declared_commands() -> BTreeSet<String> {
    mayfly_lib::COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

fn generate_bindings() -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bindings.ts");
    mayfly_lib::export_bindings(Path::new(&path)).unwrap();
    std::fs::read_to_string(path).unwrap()
}

fn parse_tauri_capabilities() -> BTreeMap<String, Capability> {
    serde_json::from_str(CAPABILITIES).unwrap()
}

/// Resolves the access control as Tauri does when it compiles it into the app.
fn resolve_tauri_access_control() -> Resolved {
    let manifests: BTreeMap<String, Manifest> = serde_json::from_str(ACL_MANIFESTS).unwrap();
    Resolved::resolve(&manifests, parse_tauri_capabilities(), Target::current()).unwrap()
}
