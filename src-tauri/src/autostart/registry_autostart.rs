//! Autostart on Windows: a value of the user's `Run` key.
//!
//! Not by Tauri's plugin, which writes the path without quotes: Windows reads a path with spaces as several words, and
//! may start another program. The plugin also writes for all users when it may.

use crate::app_command_line::HIDDEN_OPTION;
use crate::texts::APP_NAME;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::io;
use tauri::AppHandle;
use windows_registry::{CURRENT_USER, Type};

/// The programs that start at login, by names of their own choice.
const RUN_KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// Which of them the user has switched off, in the Task Manager or the settings of Windows.
const APPROVED_KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";
/// The value there of a program that starts. One that is switched off has an odd first byte, and the time.
const APPROVED_VALUE: [u8; 12] = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// Whether Mayfly starts at login; `None` where it can't be known, which never is so here.
pub(crate) fn find_autostart_state(_: &AppHandle) -> Option<bool> {
    Some(is_entry_enabled(APP_NAME))
}

/// Enables or disables starting at login.
pub(crate) async fn set_autostart(_: &AppHandle, enabled: bool, _reason: &str) -> Result<(), ErrorView> {
    let result = if enabled { write_entry_of_this_program(APP_NAME) } else { remove_entry(APP_NAME) };
    result.map_err(|error| ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorTextValues::default().into(),
    })
}

fn is_entry_enabled(name: &str) -> bool {
    let approval = CURRENT_USER.open(APPROVED_KEY).and_then(|key| key.get_value(name));
    is_entry_registered(name) && !approval.is_ok_and(|value| value.first().is_some_and(|flags| flags & 1 == 1))
}

fn is_entry_registered(name: &str) -> bool {
    CURRENT_USER.open(RUN_KEY).and_then(|key| key.get_string(name)).is_ok()
}

fn write_entry_of_this_program(name: &str) -> io::Result<()> {
    let program = std::env::current_exe()?;
    // No path of Windows has a quote in it.
    let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
    CURRENT_USER.create(RUN_KEY)?.set_string(name, format_autostart_command(program))?;
    // Only where Windows keeps such a list: an entry that was switched off there would stay so.
    if let Ok(key) = CURRENT_USER.options().read().write().open(APPROVED_KEY) {
        key.set_bytes(name, Type::Bytes, &APPROVED_VALUE)?;
    }
    Ok(())
}

fn remove_entry(name: &str) -> io::Result<()> {
    if is_entry_registered(name) {
        CURRENT_USER.options().read().write().open(RUN_KEY)?.remove_value(name)?;
    }
    Ok(())
}

fn format_autostart_command(program: &str) -> String {
    format!("\"{program}\" {HIDDEN_OPTION}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_with_spaces_is_one_word_of_the_command() {
        assert_eq!(format_autostart_command(r"C:\My Apps\mayfly.exe"), r#""C:\My Apps\mayfly.exe" --hidden"#);
    }

    #[test]
    fn entry_is_written_read_and_removed_in_the_registry() {
        const NAME: &str = "Mayfly-test";
        remove_entry(NAME).unwrap();
        assert!(!is_entry_enabled(NAME));
        write_entry_of_this_program(NAME).unwrap();
        assert!(is_entry_enabled(NAME));
        let command = CURRENT_USER.open(RUN_KEY).unwrap().get_string(NAME).unwrap();
        assert_eq!(command, format_autostart_command(std::env::current_exe().unwrap().to_str().unwrap()));

        // The user switches it off in the Task Manager, and on again in Mayfly.
        let approved = CURRENT_USER.create(APPROVED_KEY).unwrap();
        approved.set_bytes(NAME, Type::Bytes, &[3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
        assert!(!is_entry_enabled(NAME));
        write_entry_of_this_program(NAME).unwrap();
        assert!(is_entry_enabled(NAME));

        remove_entry(NAME).unwrap();
        assert!(!is_entry_enabled(NAME));
        approved.remove_value(NAME).unwrap();
    }
}
