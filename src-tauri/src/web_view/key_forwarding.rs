//! Forwards keys that may be shortcuts to the page.
//!
//! The frame of a message receives all keys while it has the focus, and has no scripts that could pass them on. The
//! page ignores forwarded keys that it receives itself.

use gtk::gdk::ModifierType;
use gtk::glib;
use gtk::prelude::WidgetExt as _;
use tauri::WebviewWindow;

/// Starts dispatching a `mayfly-key` event in the page for every key press that may be a shortcut.
pub(super) fn forward_shortcut_keys(view: &webkit2gtk::WebView, page: WebviewWindow) {
    view.connect_key_press_event(move |_, event| {
        let holds = |modifier| event.state().contains(modifier);
        let name = event.keyval().name().unwrap_or_default();
        let (control, shift) = (holds(ModifierType::CONTROL_MASK), holds(ModifierType::SHIFT_MASK));
        if let Some(key) = shortcut_key_dom_name(&name, event.keyval().to_unicode(), control, shift) {
            let alt = holds(ModifierType::MOD1_MASK);
            let detail = serde_json::json!({ "key": key, "ctrlKey": control, "shiftKey": shift, "altKey": alt });
            let script = format!("dispatchEvent(new CustomEvent('mayfly-key',{{detail:{detail}}}))");
            if let Err(error) = page.eval(script) {
                tracing::debug!("a key was not forwarded to the page: {error}");
            }
        }
        glib::Propagation::Proceed
    });
}

/// Returns the DOM's name of a key that may be a shortcut; `None` for keys that scroll a message, search in it or copy
/// from it.
fn shortcut_key_dom_name(name: &str, character: Option<char>, control: bool, shift: bool) -> Option<String> {
    // Lower case whatever CapsLock does. A layout without Latin letters has its own letter for copying.
    let letter =
        character.filter(char::is_ascii).map(|letter| if shift { letter } else { letter.to_ascii_lowercase() });
    match (name, letter) {
        ("Delete" | "KP_Delete", _) => Some("Delete".into()),
        ("Escape" | "F5", _) => Some(name.into()),
        (_, Some(letter)) if control && !letter.is_control() && !matches!(letter, 'c' | 'a' | 'x' | 'v') => {
            Some(letter.into())
        }
        (_, Some(letter @ ('?' | '/'))) => Some(letter.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_scroll_a_message_or_copy_from_it_are_not_forwarded() {
        for (name, character, control, key) in [
            ("Delete", None, false, Some("Delete")),
            ("Escape", Some('\u{1b}'), false, Some("Escape")),
            ("k", Some('k'), true, Some("k")),
            ("A", Some('A'), true, None),
            ("Cyrillic_es", Some('с'), true, None),
            ("comma", Some(','), true, Some(",")),
            ("question", Some('?'), false, Some("?")),
            ("k", Some('k'), false, None),
            ("c", Some('c'), true, None),
            ("a", Some('a'), true, None),
            ("Down", None, false, None),
            ("Down", None, true, None),
            ("space", Some(' '), false, None),
            ("Return", Some('\r'), true, None),
            ("Tab", Some('\t'), true, None),
        ] {
            assert_eq!(shortcut_key_dom_name(name, character, control, false).as_deref(), key, "{name}");
        }
        assert_eq!(
            shortcut_key_dom_name("C", Some('C'), true, true).as_deref(),
            Some("C"),
            "Ctrl+Shift+C copies the address"
        );
    }
}
