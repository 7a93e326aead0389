//! Declares the app's commands to Tauri's access control: without this every command would be open to any
//! local origin, and the message frame's scheme counts as one.

#[path = "src/commands/names.rs"]
mod names;

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/src/commands/names.rs");
    // The page is part of the program.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(names::COMMANDS))
        .capabilities_path_pattern("src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
