//! What WebKitGTK is told that Tauri has no word for.

#[cfg(target_os = "linux")]
use std::{
    cell::Cell,
    time::{Duration, Instant},
};
use tauri::WebviewWindow;

/// A page that lived so long may have died by chance.
#[cfg(target_os = "linux")]
const LONG_ENOUGH: Duration = Duration::from_secs(10);

/// Has the page drawn by the processor and in the desktop's font, has it come back when its process dies, and offers of
/// the web view's own menu only what fits a window that isn't a browser's.
///
/// A list and a letter are drawn as quickly without the graphics card, and what that needs takes more memory than all
/// of the page.
#[cfg(target_os = "linux")]
pub(crate) fn adapt(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        ContextMenuExt as _, ContextMenuItemExt as _, HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _,
    };
    window.with_webview(|view| {
        let view = view.inner();
        if let Some(settings) = view.settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            // Otherwise it stays what the system calls sans-serif, which is the desktop's where that names no font.
            if let Some(family) = desktop_font() {
                settings.set_sans_serif_font_family(&family);
            }
        }
        let last = Cell::new(None::<Instant>);
        view.connect_web_process_terminated(move |view, reason| {
            tracing::warn!("the page's process ended: {reason:?}");
            // One that dies at once would do so for ever.
            if last.get().is_none_or(|last| last.elapsed() > LONG_ENOUGH) {
                last.set(Some(Instant::now()));
                view.reload();
            }
        });
        view.connect_context_menu(|_, menu, _, _| {
            for item in menu.items().iter().filter(|item| !is_offered(item.stock_action())) {
                menu.remove(item);
            }
            // An empty menu is none.
            menu.n_items() == 0
        });
    })
}

/// The family of the desktop's font, if that is a font that is there.
#[cfg(target_os = "linux")]
fn desktop_font() -> Option<String> {
    use gtk::{pango::prelude::FontExt as _, prelude::GtkSettingsExt as _};
    let wanted = gtk::pango::FontDescription::from_string(&gtk::Settings::default()?.gtk_font_name()?);
    let found = gtk::gdk::pango_context_get()?.load_font(&wanted)?.describe();
    let (wanted, found) = (wanted.family()?, found.family()?);
    wanted.eq_ignore_ascii_case(&found).then(|| found.to_string())
}

/// Elsewhere the web view always draws with the graphics card, and has its menu.
#[cfg(not(target_os = "linux"))]
pub(crate) fn adapt(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whatever opens, loads or downloads something is done by Mayfly itself or not at all.
#[cfg(target_os = "linux")]
fn is_offered(action: webkit2gtk::ContextMenuAction) -> bool {
    use webkit2gtk::ContextMenuAction as Action;
    matches!(
        action,
        Action::Copy | Action::Cut | Action::Paste | Action::Delete | Action::SelectAll | Action::CopyLinkToClipboard
    )
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use webkit2gtk::ContextMenuAction as Action;

    #[test]
    fn the_menu_is_no_browsers() {
        for (action, offered) in [
            (Action::Copy, true),
            (Action::Paste, true),
            (Action::CopyLinkToClipboard, true),
            (Action::NoAction, false),
            (Action::OpenLink, false),
            (Action::OpenLinkInNewWindow, false),
            (Action::DownloadLinkToDisk, false),
            (Action::DownloadImageToDisk, false),
            (Action::OpenFrameInNewWindow, false),
            (Action::GoBack, false),
            (Action::Reload, false),
            (Action::InspectElement, false),
        ] {
            assert_eq!(is_offered(action), offered, "{action:?}");
        }
    }
}
