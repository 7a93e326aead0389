//! The icon and its menu: one menu whose items are changed in place. Building menus anew makes some desktops
//! close an open one.

use super::{COPIES, View};
use crate::words::Words;
use mayfly_core::RecentCode;
use mayfly_core::view::InboxView;
use std::sync::{Mutex, PoisonError};
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIcon;
use tauri::{AppHandle, Wry};

pub(super) const ICON: Image<'_> = tauri::include_image!("icons/tray.png");
const ICON_UNREAD: Image<'_> = tauri::include_image!("icons/tray-unread.png");

const NEW: &str = "new";
const OPEN: &str = "open";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";
const CODE: &str = "code";
const COPY: &str = "copy-";

/// The copy items stand behind "New address" and the line below it.
const FIRST_COPY: usize = 2;

/// What an item does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    New,
    Copy(usize),
    Code,
    Open,
    Pause,
    Quit,
}

impl Action {
    /// The action of the item with this identifier.
    pub(super) fn of(id: &str) -> Option<Self> {
        match id {
            NEW => Some(Self::New),
            CODE => Some(Self::Code),
            OPEN => Some(Self::Open),
            PAUSE => Some(Self::Pause),
            QUIT => Some(Self::Quit),
            id => id.strip_prefix(COPY)?.parse().ok().map(Self::Copy),
        }
    }
}

/// The menu's items; those for addresses and the code are in it only while there is something to copy.
pub(super) struct Items {
    menu: tauri::menu::Menu<Wry>,
    new: MenuItem<Wry>,
    copies: Vec<MenuItem<Wry>>,
    code: MenuItem<Wry>,
    open: MenuItem<Wry>,
    pause: CheckMenuItem<Wry>,
    quit: MenuItem<Wry>,
}

impl Items {
    pub(super) fn new(app: &AppHandle, words: &Words) -> tauri::Result<Self> {
        let item = |id: &str, text: String| MenuItem::with_id(app, id, text, true, None::<&str>);
        let menu = tauri::menu::Menu::new(app)?;
        let pause = CheckMenuItem::with_id(app, PAUSE, words.pause(), true, false, None::<&str>)?;
        let (new, open) = (item(NEW, words.new_address())?, item(OPEN, words.open())?);
        let quit = item(QUIT, words.quit())?;
        menu.append(&new)?;
        menu.append(&PredefinedMenuItem::separator(app)?)?;
        menu.append(&open)?;
        menu.append(&pause)?;
        menu.append(&quit)?;
        let copy = |slot| item(&format!("{COPY}{slot}"), String::new());
        let copies = (0..COPIES).map(copy).collect::<tauri::Result<_>>()?;
        Ok(Self { menu, new, copies, code: item(CODE, String::new())?, open, pause, quit })
    }

    /// Writes the items that say the same all the time.
    fn write(&self, words: &Words) -> tauri::Result<()> {
        self.new.set_text(words.new_address())?;
        self.open.set_text(words.open())?;
        self.pause.set_text(words.pause())?;
        self.quit.set_text(words.quit())
    }

    pub(super) fn menu(&self) -> &tauri::menu::Menu<Wry> {
        &self.menu
    }
}

/// What is drawn.
struct Shown {
    recent: Vec<InboxView>,
    code: Option<RecentCode>,
    unread: u32,
    words: &'static Words,
}

/// The icon, its menu, and what both show.
pub(super) struct Menu {
    icon: TrayIcon,
    items: Items,
    shown: Mutex<Shown>,
}

impl Menu {
    pub(super) fn new(icon: TrayIcon, items: Items, words: &'static Words) -> Self {
        let shown = Shown { recent: Vec::new(), code: None, unread: 0, words };
        Self { icon, items, shown: Mutex::new(shown) }
    }

    /// The address that a copy item stands for.
    pub(super) fn address(&self, slot: usize) -> Option<InboxView> {
        self.with_shown(|shown| shown.recent.get(slot).cloned())
    }

    /// The code that its item stands for.
    pub(super) fn code(&self) -> Option<RecentCode> {
        self.with_shown(|shown| shown.code.clone())
    }

    /// Brings icon and menu up to date; on the main thread.
    pub(super) fn draw(&self, view: View) -> tauri::Result<()> {
        self.with_shown(|shown| {
            let other_language = !std::ptr::eq(shown.words, view.words);
            shown.words = view.words;
            if other_language {
                self.items.write(view.words)?;
            }
            self.draw_copies(shown, view.recent)?;
            self.draw_code(shown, view.code)?;
            self.items.pause.set_checked(view.paused)?;
            self.items.pause.set_enabled(view.checks)?;
            if shown.unread != view.unread || other_language {
                self.draw_unread(shown, view.unread)?;
            }
            Ok(())
        })
    }

    fn draw_copies(&self, shown: &mut Shown, recent: Vec<InboxView>) -> tauri::Result<()> {
        let Items { menu, copies, .. } = &self.items;
        for (item, inbox) in copies.iter().zip(&recent) {
            item.set_text(shown.words.copy_address(inbox))?;
        }
        for (slot, item) in copies.iter().enumerate().take(recent.len()).skip(shown.recent.len()) {
            menu.insert(item, FIRST_COPY + slot)?;
        }
        for item in copies.iter().take(shown.recent.len()).skip(recent.len()) {
            menu.remove(item)?;
        }
        shown.recent = recent;
        Ok(())
    }

    /// The code stands behind the addresses.
    fn draw_code(&self, shown: &mut Shown, code: Option<RecentCode>) -> tauri::Result<()> {
        let Items { menu, code: item, .. } = &self.items;
        if let Some(code) = &code {
            item.set_text(shown.words.copy_code(code))?;
        }
        match (&shown.code, &code) {
            (None, Some(_)) => menu.insert(item, FIRST_COPY + shown.recent.len())?,
            (Some(_), None) => menu.remove(item)?,
            _ => {}
        }
        shown.code = code;
        Ok(())
    }

    fn draw_unread(&self, shown: &mut Shown, unread: u32) -> tauri::Result<()> {
        // The text beside the icon, on desktops that show one.
        self.icon.set_title((unread > 0).then(|| unread.to_string()))?;
        self.icon.set_tooltip(Some(shown.words.tooltip(unread)))?;
        if (shown.unread == 0) != (unread == 0) {
            self.icon.set_icon(Some(if unread == 0 { ICON } else { ICON_UNREAD }))?;
        }
        shown.unread = unread;
        Ok(())
    }

    fn with_shown<T>(&self, work: impl FnOnce(&mut Shown) -> T) -> T {
        work(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_apart_by_their_identifiers() {
        for (id, action) in [
            ("new", Some(Action::New)),
            ("copy-0", Some(Action::Copy(0))),
            ("copy-4", Some(Action::Copy(4))),
            ("code", Some(Action::Code)),
            ("pause", Some(Action::Pause)),
            ("copy-", None),
            ("copy-x", None),
            ("", None),
        ] {
            assert_eq!(Action::of(id), action, "{id:?}");
        }
    }
}
