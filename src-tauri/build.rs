//! Declares the app's commands to Tauri's access control, and allows them for the main window alone.
//!
//! Without the declaration every command would be open to any local origin, which includes the scheme of the message
//! frame. Declaration and permissions are generated from the list of commands.

use std::path::{Path, PathBuf};

#[path = "src/commands/command_list.rs"]
mod command_list;
#[allow(dead_code, reason = "only the label of the main window is needed here")]
#[path = "src/window_labels.rs"]
mod window_labels;

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/src/commands/command_list.rs");
    println!("cargo:rerun-if-changed=src-tauri/src/window_labels.rs");
    // The page is compiled into the program.
    println!("cargo:rerun-if-changed=ui/dist");
    if let Err(error) = generate_access_control() {
        panic!("{error}");
    }
}

fn generate_access_control() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::var("OUT_DIR")?).join("capabilities");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("main-window.json"), build_main_window_capability())?;
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(command_list::COMMANDS))
        // The build script runs once, so the pattern may stay allocated until it exits.
        .capabilities_path_pattern(String::leak(json_files_glob_pattern(&folder)?));
    Ok(tauri_build::try_build(attributes).map_err(|error| format!("{error:#}"))?)
}

/// Returns the capability of the main window: every command of the app, and none of Tauri or its plugins.
///
/// `tauri.conf.json` names the capability.
fn build_main_window_capability() -> String {
    let permissions: Vec<_> =
        command_list::COMMANDS.iter().map(|command| format!("\"allow-{}\"", command.replace('_', "-"))).collect();
    format!(
        "{{\"identifier\":\"main-window\",\"windows\":[\"{}\"],\"permissions\":[{}]}}",
        window_labels::MAIN_WINDOW,
        permissions.join(",")
    )
}

/// Returns a pattern for the files in a folder, whose path may contain characters that are special in patterns.
fn json_files_glob_pattern(folder: &Path) -> Result<String, String> {
    let folder = folder.to_str().ok_or("the path of the build folder is not valid Unicode")?;
    let mut pattern = String::new();
    for c in folder.chars() {
        match c {
            '?' | '*' | '[' | ']' => pattern.extend(['[', c, ']']),
            c => pattern.push(c),
        }
    }
    Ok(pattern + "/*.json")
}
