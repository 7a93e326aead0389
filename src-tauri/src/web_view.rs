//! What WebKitGTK is told that Tauri has no word for.

#[cfg(target_os = "linux")]
use gtk::glib;
#[cfg(target_os = "linux")]
use std::{
    cell::Cell,
    sync::OnceLock,
    time::{Duration, Instant},
};
use tauri::WebviewWindow;

/// A page that lived so long may have died by chance.
#[cfg(target_os = "linux")]
const LONG_ENOUGH: Duration = Duration::from_secs(10);

/// What Mayfly sets for itself and the web view's processes: GDK asks OpenGL for the screen's kinds of pixels, WebKit for
/// the ways to hand over what a graphics card has drawn, and its script engine optimises scripts that run for long; none of
/// it is needed.
#[cfg(target_os = "linux")]
const LEAN: [(&str, &str); 3] =
    [("GDK_GL", "disable"), ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("JSC_useDFGJIT", "0")];

/// The variables of [`LEAN`] that the user had not set.
#[cfg(target_os = "linux")]
static SET: OnceLock<Vec<&str>> = OnceLock::new();

/// Does without what a list and a letter don't need, unless the user's environment says otherwise. Before any other thread
/// runs.
#[cfg(target_os = "linux")]
pub(crate) fn be_lean() {
    let unset = LEAN.into_iter().filter(|(name, _)| std::env::var_os(name).is_none());
    let set = unset.filter(|(name, value)| glib::setenv(name, value, true).is_ok());
    let _ = SET.set(set.map(|(name, _)| name).collect());
    find_no_drivers();
}

/// Has this process find no graphics drivers. WebKit starts one in it only to learn which card there is, and with it a
/// compiler. Its page's process can't do without, and finds them as ever.
#[cfg(target_os = "linux")]
fn find_no_drivers() {
    const DRIVERS: &str = "__EGL_VENDOR_LIBRARY_FILENAMES";
    // Who has OpenGL used here, or says which drivers there are, is to have them.
    let is_wanted = std::env::var_os(DRIVERS).is_some() || SET.get().is_none_or(|set| !set.contains(&"GDK_GL"));
    if is_wanted || glib::setenv(DRIVERS, "/dev/null", true).is_err() {
        return;
    }
    // The drivers are looked for at the first question, once. Without libglvnd nothing is looked for, and the answer is no
    // matter either.
    let _ = khronos_egl::API.query_string(None, khronos_egl::EXTENSIONS);
    glib::unsetenv(DRIVERS);
}

/// Gives another program the environment that Mayfly was given.
#[cfg(target_os = "linux")]
pub(crate) fn restore_environment(command: &mut std::process::Command) {
    for name in SET.get().into_iter().flatten() {
        command.env_remove(name);
    }
}

/// Has the page drawn by the processor and in the desktop's font, has it come back when its process dies, and offers of
/// the web view's own menu only what fits a window that isn't a browser's.
///
/// A list and a letter are drawn as quickly without the graphics card, and what that needs takes more memory than all
/// of the page.
#[cfg(target_os = "linux")]
pub(crate) fn adapt(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        ContextMenuExt as _, ContextMenuItemExt as _, HardwareAccelerationPolicy, SettingsExt as _,
        WebProcessTerminationReason, WebViewExt as _,
    };
    let page = window.clone();
    window.with_webview(move |view| {
        let view = view.inner();
        pass_keys_on(&view, page);
        if let Some(settings) = view.settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            // Otherwise it stays what the system calls sans-serif, which is the desktop's where that names no font.
            if let Some(family) = desktop_font() {
                settings.set_sans_serif_font_family(&family);
            }
        }
        let last = Cell::new(None::<Instant>);
        view.connect_web_process_terminated(move |view, reason| {
            if reason == WebProcessTerminationReason::TerminatedByApi {
                return;
            }
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

/// Tells the page of keys that may be shortcuts. A mail's frame that has the focus keeps all keys to itself, and has no scripts
/// that could pass them on; the page leaves alone what it hears itself.
#[cfg(target_os = "linux")]
fn pass_keys_on(view: &webkit2gtk::WebView, page: WebviewWindow) {
    use gtk::gdk::ModifierType as Held;
    use gtk::prelude::WidgetExt as _;
    view.connect_key_press_event(move |_, event| {
        let held = |modifier| event.state().contains(modifier);
        let name = event.keyval().name().unwrap_or_default();
        let with = (held(Held::CONTROL_MASK), held(Held::SHIFT_MASK));
        if let Some(key) = shortcut(&name, event.keyval().to_unicode(), with) {
            let told = serde_json::json!({
                "key": key, "ctrlKey": held(Held::CONTROL_MASK), "shiftKey": held(Held::SHIFT_MASK), "altKey": held(Held::MOD1_MASK),
            });
            let script = format!("dispatchEvent(new CustomEvent('mayfly-key',{{detail:{told}}}))");
            if let Err(error) = page.eval(script) {
                tracing::debug!("the page was not told of a key: {error}");
            }
        }
        glib::Propagation::Proceed
    });
}

/// A key as pages know it, if it may be a shortcut: nothing that moves in a mail, finds, or copies from it.
#[cfg(target_os = "linux")]
fn shortcut(name: &str, letter: Option<char>, (with_control, with_shift): (bool, bool)) -> Option<String> {
    // Whatever CapsLock does. A layout without Latin letters has its own for copying.
    let letter =
        letter.filter(char::is_ascii).map(|letter| if with_shift { letter } else { letter.to_ascii_lowercase() });
    match (name, letter) {
        ("Delete" | "KP_Delete", _) => Some("Delete".into()),
        ("Escape" | "F5", _) => Some(name.into()),
        (_, Some(letter)) if with_control && !letter.is_control() && !matches!(letter, 'c' | 'a' | 'x' | 'v') => {
            Some(letter.into())
        }
        (_, Some(letter @ ('?' | '/'))) => Some(letter.into()),
        _ => None,
    }
}

/// Ends the process that has the page, and the one that loads for pages if there is no other. WebKit starts both again
/// when the page is loaded again.
#[cfg(target_os = "linux")]
pub(crate) fn end_page(window: &WebviewWindow) -> tauri::Result<()> {
    use tauri::Manager as _;
    use webkit2gtk::WebViewExt as _;
    let alone = window.app_handle().webview_windows().len() == 1;
    window.with_webview(move |view| {
        view.inner().terminate_web_process();
        if alone {
            end_loader();
        }
    })
}

/// Ends WebKit's network process: a quarter of what would wait in the tray. WebKit has no call for that, but takes it as
/// it would take a crash. On systems that don't list a process's children nothing happens.
#[cfg(target_os = "linux")]
fn end_loader() {
    use rustix::process::{Pid, Signal, kill_process};
    // The kernel keeps fifteen letters of a name.
    let is_loader = |pid: &Pid| {
        let name = std::fs::read_to_string(format!("/proc/{}/comm", pid.as_raw_nonzero()));
        name.is_ok_and(|name| name.trim_end() == "WebKitNetworkPr")
    };
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let children = lists.flat_map(|list| list.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>());
    for pid in children.filter_map(Pid::from_raw).filter(is_loader) {
        if let Err(error) = kill_process(pid, Signal::TERM) {
            tracing::debug!("the network process stays: {error}");
        }
    }
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

/// Elsewhere the page ends with its window.
#[cfg(not(target_os = "linux"))]
pub(crate) fn end_page(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
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
    fn what_moves_in_a_mail_or_copies_from_it_is_no_shortcut() {
        for (name, letter, with_control, key) in [
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
            assert_eq!(shortcut(name, letter, (with_control, false)).as_deref(), key, "{name}");
        }
        assert_eq!(shortcut("C", Some('C'), (true, true)).as_deref(), Some("C"), "that copies the address");
    }

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
