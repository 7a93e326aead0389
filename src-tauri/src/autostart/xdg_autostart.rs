//! Autostart by an entry in the XDG autostart folder.
//!
//! Tauri's plugin is not used: it always writes to `~/.config`, and does not quote the program's path.

use crate::app_command_line::HIDDEN_OPTION;
use crate::texts;
use mayfly_core::view::{ErrorCode, ErrorTextValues, ErrorView};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

/// The autostart entry, below the user's configuration folder.
const ENTRY_FILE: &str = "autostart/app.mayfly.Mayfly.desktop";

/// Whether Mayfly starts at login.
pub(super) fn is_autostart_enabled(app: &AppHandle) -> bool {
    entry_path(app)
        .is_ok_and(|path| std::fs::read_to_string(path).is_ok_and(|entry| is_autostart_entry_enabled(&entry)))
}

/// Enables or disables starting at login.
pub(super) fn set_autostart(app: &AppHandle, enabled: bool) -> Result<(), ErrorView> {
    let path = entry_path(app).map_err(|error| file_error(&error, Path::new(ENTRY_FILE)))?;
    let result = if enabled { write_autostart_entry(&path) } else { remove_autostart_entry(&path) };
    result.map_err(|error| file_error(&error, &path))
}

fn entry_path(app: &AppHandle) -> io::Result<PathBuf> {
    Ok(app.path().config_dir().map_err(io::Error::other)?.join(ENTRY_FILE))
}

fn write_autostart_entry(path: &Path) -> io::Result<()> {
    // The path of a program inside an AppImage is unmounted when the program exits.
    let program = std::env::var_os("APPIMAGE").map_or_else(std::env::current_exe, |path: OsString| Ok(path.into()))?;
    let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Written beside and renamed, so that the entry is never incomplete; desktops ignore the temporary extension.
    let temporary = path.with_extension("new");
    std::fs::write(&temporary, format_autostart_entry(program))
        .and_then(|()| std::fs::rename(&temporary, path))
        .inspect_err(|_| {
            let _ = std::fs::remove_file(&temporary);
        })
}

fn remove_autostart_entry(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn format_autostart_entry(program: &str) -> String {
    let name = texts::APP_NAME;
    let command = quote_exec_path(program);
    format!(
        "[Desktop Entry]\nType=Application\nName={name}\nIcon=mayfly\nExec={command} {HIDDEN_OPTION}\nTerminal=false\n\
         StartupNotify=false\nX-GNOME-Autostart-enabled=true\n"
    )
}

/// Quotes a path for the `Exec` key: as an argument, and again as the value of a desktop entry.
fn quote_exec_path(path: &str) -> String {
    let mut quoted = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '`' | '$' => quoted.extend(["\\\\", &c.to_string()]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Whether an entry is active; desktops disable one by adding a line to it.
fn is_autostart_entry_enabled(entry: &str) -> bool {
    !entry.lines().any(|line| {
        let line = line.replace(' ', "").to_lowercase();
        line == "hidden=true" || line == "x-gnome-autostart-enabled=false"
    })
}

fn file_error(error: &io::Error, path: &Path) -> ErrorView {
    ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorTextValues { path: Some(path.display().to_string()), ..ErrorTextValues::default() }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_starts_this_program_hidden_whatever_its_path() {
        for (path, exec) in [
            ("/usr/bin/mayfly", r#"Exec="/usr/bin/mayfly" --hidden"#),
            ("/opt/My Apps/mayfly", r#"Exec="/opt/My Apps/mayfly" --hidden"#),
            ("/a$b`c\"d/mayfly", r#"Exec="/a\\$b\\`c\\"d/mayfly" --hidden"#),
            ("/a\\b/100%/mayfly", r#"Exec="/a\\\\b/100%%/mayfly" --hidden"#),
        ] {
            assert!(
                format_autostart_entry(path).lines().any(|line| line == exec),
                "{path}: {}",
                format_autostart_entry(path)
            );
        }
    }

    #[test]
    fn entry_disabled_by_the_desktop_counts_as_disabled() {
        let enabled = format_autostart_entry("/usr/bin/mayfly");
        assert!(is_autostart_entry_enabled(&enabled));
        assert!(!is_autostart_entry_enabled(&enabled.replace("enabled=true", "enabled=false")));
        assert!(!is_autostart_entry_enabled(&format!("{enabled}Hidden=true\n")));
    }
}
