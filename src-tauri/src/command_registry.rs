//! Registers every command of the list with Tauri's handler and with the generator of the TypeScript bindings.

use crate::commands::{
    account_commands, app_commands, attachment_preview_commands, for_each_command, image_commands, inbox_commands,
    inbox_file_commands, link_commands, message_commands, message_output_commands, other_database_commands,
    sender_commands, settings_commands,
};
use mayfly_core::view::Settings;
use specta_typescript::Typescript;
use std::path::Path;
use tauri_specta::{Builder, ErrorHandlingMode};

macro_rules! collect_commands {
    ($($module:ident::$command:ident),* $(,)?) => {
        tauri_specta::collect_commands![$($module::$command),*]
    };
}

/// Returns a builder with every command, for Tauri's handler and for the TypeScript bindings.
pub(crate) fn tauri_command_builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        // The settings that the page uses until it has the state.
        .constant("defaultSettings", Settings::default())
        .commands(for_each_command!(collect_commands))
}

/// Writes the TypeScript bindings to `path`.
///
/// # Errors
/// When a type has no counterpart in TypeScript, or the file can't be written.
pub fn export_bindings(path: &Path) -> Result<(), String> {
    tauri_command_builder().export(Typescript::default(), path).map_err(|error| error.to_string())
}
