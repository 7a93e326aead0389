//! The connection to the display, opened before anything else needs it.

use crate::installation::Installation;
use std::ffi::OsString;

/// Connects to the display.
///
/// # Errors
/// A sentence that says why there is none. Without this, Tauri would panic.
pub(crate) fn connect_gtk_to_display() -> Result<(), String> {
    // Desktops find the icon and the name of a window by its application's identifier, which GTK takes from here. It is
    // the name of the desktop file.
    gtk::glib::set_prgname(Some(Installation::current().desktop_file_name()));
    gtk::init().map_err(|_| describe_missing_display(std::env::var_os("WAYLAND_DISPLAY"), std::env::var_os("DISPLAY")))
}

fn describe_missing_display(wayland: Option<OsString>, x11: Option<OsString>) -> String {
    let names: Vec<String> = [("WAYLAND_DISPLAY", wayland), ("DISPLAY", x11)]
        .into_iter()
        .filter_map(|(variable, name)| Some((variable, name.filter(|name| !name.is_empty())?)))
        .map(|(variable, name)| format!("{variable}={}", name.to_string_lossy()))
        .collect();
    if names.is_empty() {
        "there is no display: start Mayfly in a graphical session, where WAYLAND_DISPLAY or DISPLAY is set".into()
    } else {
        format!("the display can't be used ({})", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_display_is_described_by_what_is_set() {
        let none = describe_missing_display(None, Some(OsString::new()));
        assert!(none.contains("no display") && none.contains("graphical session"), "{none}");
        assert_eq!(describe_missing_display(None, Some(":77".into())), "the display can't be used (DISPLAY=:77)");
        assert_eq!(
            describe_missing_display(Some("wayland-0".into()), Some(":0".into())),
            "the display can't be used (WAYLAND_DISPLAY=wayland-0, DISPLAY=:0)"
        );
    }
}
