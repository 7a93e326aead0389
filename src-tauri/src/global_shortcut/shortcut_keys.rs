//! The keys of the global shortcut as the settings name them, such as `Ctrl+Alt+M`.

use super::shortcut_error::ShortcutError;
use tauri_plugin_global_shortcut::{Code, Modifiers, Shortcut};

/// Parses the keys of the settings.
///
/// # Errors
/// For what names no key, and for keys that would be taken from everything that is typed: a single key has to be one
/// that writes nothing.
pub(super) fn parse_shortcut_keys(keys: &str) -> Result<Shortcut, ShortcutError> {
    let shortcut: Shortcut = keys.parse().map_err(|_| ShortcutError::Invalid(keys.to_owned()))?;
    let has_modifier = shortcut.mods.intersects(Modifiers::CONTROL | Modifiers::ALT | Modifiers::SUPER);
    if has_modifier || is_function_key(shortcut.key) { Ok(shortcut) } else { Err(ShortcutError::Invalid(keys.into())) }
}

fn is_function_key(key: Code) -> bool {
    let name = key.to_string();
    name.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_needed_for_typing_are_refused() {
        for keys in ["Ctrl+Alt+M", "ctrl+alt+m", "Super+N", "Alt+Shift+1", "F9", "Shift+F12", "Ctrl+Space", "Alt+Up"] {
            assert!(parse_shortcut_keys(keys).is_ok(), "{keys}");
        }
        for keys in ["M", "Shift+M", "Space", "Enter", "Shift+Tab", "Ctrl", "Ctrl+", "", "Ctrl+Alt+Ü", "Ctrl+M+N"] {
            assert_eq!(parse_shortcut_keys(keys), Err(ShortcutError::Invalid(keys.into())));
        }
    }
}
