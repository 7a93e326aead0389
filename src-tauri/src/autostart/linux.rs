//! By the XDG autostart folder. Written here rather than by Tauri's plugin, which knows no other place for it than
//! `~/.config` and takes the program's path as it is.

use super::ARGUMENT;
use crate::words;
use mayfly_core::view::{ErrorCode, ErrorDetails, ErrorView};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

const FILE: &str = "autostart/app.mayfly.Mayfly.desktop";

/// Whether Mayfly starts at login.
pub(crate) fn is_on(app: &AppHandle) -> bool {
    path(app).is_ok_and(|path| std::fs::read_to_string(path).is_ok_and(|entry| is_enabled(&entry)))
}

/// Has Mayfly start at login or not.
pub(crate) fn set(app: &AppHandle, on: bool) -> Result<(), ErrorView> {
    let path = path(app).map_err(|error| failed(&error, Path::new(FILE)))?;
    let done = if on { write(&path) } else { remove(&path) };
    done.map_err(|error| failed(&error, &path))
}

fn path(app: &AppHandle) -> io::Result<PathBuf> {
    Ok(app.path().config_dir().map_err(io::Error::other)?.join(FILE))
}

fn write(path: &Path) -> io::Result<()> {
    // Inside an AppImage the program's own path is gone after it ends.
    let program = std::env::var_os("APPIMAGE").map_or_else(std::env::current_exe, |path: OsString| Ok(path.into()))?;
    let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // There whole or not at all; a file by another ending starts nothing.
    let beside = path.with_extension("new");
    std::fs::write(&beside, entry(program)).and_then(|()| std::fs::rename(&beside, path)).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn entry(program: &str) -> String {
    let name = words::NAME;
    let command = quote(program);
    format!(
        "[Desktop Entry]\nType=Application\nName={name}\nIcon=mayfly\nExec={command} {ARGUMENT}\nTerminal=false\n\
         StartupNotify=false\nX-GNOME-Autostart-enabled=true\n"
    )
}

/// A path as the Exec key takes it: quoted, and quoted again as every value is.
fn quote(path: &str) -> String {
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

/// Desktops switch an entry off by a line of it.
fn is_enabled(entry: &str) -> bool {
    !entry.lines().any(|line| {
        let line = line.replace(' ', "").to_lowercase();
        line == "hidden=true" || line == "x-gnome-autostart-enabled=false"
    })
}

fn failed(error: &io::Error, path: &Path) -> ErrorView {
    ErrorView {
        code: ErrorCode::FileFailed,
        message: error.to_string(),
        details: ErrorDetails { path: Some(path.display().to_string()), ..ErrorDetails::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_starts_this_program_hidden_whatever_its_path() {
        for (path, exec) in [
            ("/usr/bin/mayfly", r#"Exec="/usr/bin/mayfly" --hidden"#),
            ("/opt/My Apps/mayfly", r#"Exec="/opt/My Apps/mayfly" --hidden"#),
            ("/a$b`c\"d/mayfly", r#"Exec="/a\\$b\\`c\\"d/mayfly" --hidden"#),
            ("/a\\b/100%/mayfly", r#"Exec="/a\\\\b/100%%/mayfly" --hidden"#),
        ] {
            assert!(entry(path).lines().any(|line| line == exec), "{path}: {}", entry(path));
        }
    }

    #[test]
    fn an_entry_that_the_desktop_switched_off_is_off() {
        let on = entry("/usr/bin/mayfly");
        assert!(is_enabled(&on));
        assert!(!is_enabled(&on.replace("enabled=true", "enabled=false")));
        assert!(!is_enabled(&format!("{on}Hidden=true\n")));
    }
}
