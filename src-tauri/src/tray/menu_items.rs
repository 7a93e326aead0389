//! The items of the tray's menu and the icons.

use super::tray_view::MAX_LISTED_ADDRESSES;
use crate::texts::Texts;
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::{AppHandle, Wry};

/// Whether the system colours the icon itself, by its shape: black in a light menu bar, white in a dark one.
pub(super) const IS_TEMPLATE_ICON: bool = cfg!(target_os = "macos");
#[cfg(not(target_os = "macos"))]
pub(super) const READ_ICON: Image<'_> = tauri::include_image!("icons/tray.png");
#[cfg(target_os = "macos")]
pub(super) const READ_ICON: Image<'_> = tauri::include_image!("icons/tray-template.png");
#[cfg(not(target_os = "macos"))]
pub(super) const UNREAD_ICON: Image<'_> = tauri::include_image!("icons/tray-unread.png");
#[cfg(target_os = "macos")]
pub(super) const UNREAD_ICON: Image<'_> = tauri::include_image!("icons/tray-unread-template.png");

const CREATE_ADDRESS_ID: &str = "new";
const OPEN_WINDOW_ID: &str = "open";
const OPEN_POCKET_ID: &str = "pocket";
const TOGGLE_PAUSE_ID: &str = "pause";
const QUIT_APP_ID: &str = "quit";
const COPY_CODE_ID: &str = "code";
const UNAVAILABLE_ID: &str = "unavailable";
const COPY_ADDRESS_ID_PREFIX: &str = "copy-";

/// The position of the first copy item: after "New address" and the separator.
const FIRST_COPY_POSITION: usize = 2;

/// The action of a menu item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TrayAction {
    CreateAddress,
    /// Copies the address in this slot of the menu.
    CopyAddress(usize),
    CopyCode,
    OpenWindow,
    OpenPocket,
    TogglePause,
    QuitApp,
}

impl TrayAction {
    /// Returns the action of the item with an identifier.
    pub(super) fn from_item_id(id: &str) -> Option<Self> {
        match id {
            CREATE_ADDRESS_ID => Some(Self::CreateAddress),
            COPY_CODE_ID => Some(Self::CopyCode),
            OPEN_WINDOW_ID | UNAVAILABLE_ID => Some(Self::OpenWindow),
            OPEN_POCKET_ID => Some(Self::OpenPocket),
            TOGGLE_PAUSE_ID => Some(Self::TogglePause),
            QUIT_APP_ID => Some(Self::QuitApp),
            id => id.strip_prefix(COPY_ADDRESS_ID_PREFIX)?.parse().ok().map(Self::CopyAddress),
        }
    }
}

/// The menu with its items. The items that copy are in the menu only while there is something to copy, the one about
/// the one that says why no mail can be shown only then.
pub(super) struct TrayMenuItems {
    menu: Menu<Wry>,
    create_address: MenuItem<Wry>,
    copy_address: Vec<MenuItem<Wry>>,
    copy_code: MenuItem<Wry>,
    unavailable: MenuItem<Wry>,
    open_window: MenuItem<Wry>,
    open_pocket: MenuItem<Wry>,
    toggle_pause: CheckMenuItem<Wry>,
    quit_app: MenuItem<Wry>,
}

impl TrayMenuItems {
    pub(super) fn new(app: &AppHandle, texts: &Texts) -> tauri::Result<Self> {
        let new_item = |id: &str, text: String| MenuItem::with_id(app, id, text, true, None::<&str>);
        let menu = Menu::new(app)?;
        let create_address = new_item(CREATE_ADDRESS_ID, texts.new_address_label())?;
        let open_window = new_item(OPEN_WINDOW_ID, texts.open_window_action_label())?;
        let open_pocket = new_item(OPEN_POCKET_ID, texts.open_pocket_window_label())?;
        let toggle_pause =
            CheckMenuItem::with_id(app, TOGGLE_PAUSE_ID, texts.pause_checking_label(), true, false, None::<&str>)?;
        let quit_app = new_item(QUIT_APP_ID, texts.quit_app_label())?;
        menu.append(&create_address)?;
        menu.append(&PredefinedMenuItem::separator(app)?)?;
        menu.append(&open_window)?;
        menu.append(&open_pocket)?;
        menu.append(&toggle_pause)?;
        menu.append(&quit_app)?;
        let new_copy_item = |slot| new_item(&format!("{COPY_ADDRESS_ID_PREFIX}{slot}"), String::new());
        let copy_address = (0..MAX_LISTED_ADDRESSES).map(new_copy_item).collect::<tauri::Result<_>>()?;
        let copy_code = new_item(COPY_CODE_ID, String::new())?;
        let unavailable = new_item(UNAVAILABLE_ID, String::new())?;
        Ok(Self {
            menu,
            create_address,
            copy_address,
            copy_code,
            unavailable,
            open_window,
            open_pocket,
            toggle_pause,
            quit_app,
        })
    }

    pub(super) fn menu(&self) -> &Menu<Wry> {
        &self.menu
    }

    /// Sets the texts that depend on the language alone.
    pub(super) fn set_fixed_texts(&self, texts: &Texts) -> tauri::Result<()> {
        self.create_address.set_text(texts.new_address_label())?;
        self.open_window.set_text(texts.open_window_action_label())?;
        self.open_pocket.set_text(texts.open_pocket_window_label())?;
        self.toggle_pause.set_text(texts.pause_checking_label())?;
        self.quit_app.set_text(texts.quit_app_label())
    }

    /// Replaces the items that copy an address; `previous_count` of them are in the menu.
    pub(super) fn set_address_items(&self, texts: &[String], previous_count: usize) -> tauri::Result<()> {
        for (item, text) in self.copy_address.iter().zip(texts) {
            item.set_text(text)?;
        }
        for (slot, item) in self.copy_address.iter().enumerate().take(texts.len()).skip(previous_count) {
            self.menu.insert(item, FIRST_COPY_POSITION + slot)?;
        }
        for item in self.copy_address.iter().take(previous_count).skip(texts.len()) {
            self.menu.remove(item)?;
        }
        Ok(())
    }

    /// Replaces or removes the item that copies a code, which follows `address_count` items that copy an address.
    pub(super) fn set_code_item(
        &self,
        text: Option<&str>,
        is_in_menu: bool,
        address_count: usize,
    ) -> tauri::Result<()> {
        match text {
            Some(text) => {
                self.copy_code.set_text(text)?;
                if is_in_menu { Ok(()) } else { self.menu.insert(&self.copy_code, FIRST_COPY_POSITION + address_count) }
            }
            None if is_in_menu => self.menu.remove(&self.copy_code),
            None => Ok(()),
        }
    }

    /// Shows why no mail is available above all other items, as a new item if `is_new`. The positions of the other items are those
    /// without it, so it is in the menu only while they are not changed. Neither an
    /// address can be created nor the pocket window opened while it is shown.
    pub(super) fn set_unavailable_item(&self, text: &str, is_new: bool) -> tauri::Result<()> {
        self.unavailable.set_text(text)?;
        self.create_address.set_enabled(false)?;
        self.open_pocket.set_enabled(false)?;
        if is_new { self.menu.insert(&self.unavailable, 0) } else { Ok(()) }
    }

    /// Removes the item that says why no mail is available.
    pub(super) fn remove_unavailable_item(&self) -> tauri::Result<()> {
        self.create_address.set_enabled(true)?;
        self.open_pocket.set_enabled(true)?;
        self.menu.remove(&self.unavailable)
    }

    /// Sets the state of the item that pauses checking.
    pub(super) fn set_pause_item_state(&self, is_paused: bool, can_pause: bool) -> tauri::Result<()> {
        self.toggle_pause.set_checked(is_paused)?;
        self.toggle_pause.set_enabled(can_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn item_identifiers_select_their_actions() {
        for (id, action) in [
            ("new", Some(TrayAction::CreateAddress)),
            ("copy-0", Some(TrayAction::CopyAddress(0))),
            ("copy-4", Some(TrayAction::CopyAddress(4))),
            ("code", Some(TrayAction::CopyCode)),
            ("pocket", Some(TrayAction::OpenPocket)),
            ("pause", Some(TrayAction::TogglePause)),
            ("unavailable", Some(TrayAction::OpenWindow)),
            ("copy-", None),
            ("copy-x", None),
            ("", None),
        ] {
            assert_eq!(TrayAction::from_item_id(id), action, "{id:?}");
        }
    }
}
