//! The tray's icon and menu as they are shown. The items are changed in place: replacing a menu makes some desktops
//! close one that is open.

use super::menu_items::{IS_TEMPLATE_ICON, READ_ICON, TrayMenuItems, UNREAD_ICON};
use super::tray_view::{AccountsUnavailableReason, TrayView};
use crate::texts::Texts;
use mayfly_core::RecentCode;
use mayfly_core::view::InboxView;
use std::sync::{Mutex, PoisonError};
use tauri::tray::TrayIcon;

/// What is currently shown.
struct ShownTrayContent {
    addresses: Vec<InboxView>,
    code: Option<RecentCode>,
    unread_count: u32,
    unavailable: Option<AccountsUnavailableReason>,
    texts: &'static Texts,
}

/// The icon, its menu, and what both show; managed by Tauri.
pub(super) struct ShownTray {
    icon: TrayIcon,
    items: TrayMenuItems,
    shown: Mutex<ShownTrayContent>,
}

impl ShownTray {
    pub(super) fn new(icon: TrayIcon, items: TrayMenuItems, texts: &'static Texts) -> Self {
        let shown = ShownTrayContent { addresses: Vec::new(), code: None, unread_count: 0, unavailable: None, texts };
        Self { icon, items, shown: Mutex::new(shown) }
    }

    /// Returns the inbox whose address the item in this slot copies.
    pub(super) fn shown_inbox(&self, slot: usize) -> Option<InboxView> {
        self.with_shown_content(|shown| shown.addresses.get(slot).cloned())
    }

    /// Returns the code that its item copies.
    pub(super) fn shown_code(&self) -> Option<RecentCode> {
        self.with_shown_content(|shown| shown.code.clone())
    }

    /// Updates the icon and the menu; on the main thread.
    pub(super) fn update_icon_and_menu(&self, view: TrayView) -> tauri::Result<()> {
        self.with_shown_content(|shown| {
            let language_changed = !std::ptr::eq(shown.texts, view.texts);
            shown.texts = view.texts;
            if language_changed {
                self.items.set_fixed_texts(view.texts)?;
            }
            let previous_unavailable = std::mem::replace(&mut shown.unavailable, view.unavailable);
            let unavailable_changed = previous_unavailable != view.unavailable;
            if unavailable_changed && previous_unavailable.is_some() {
                self.items.remove_unavailable_item()?;
            }
            self.update_address_items(shown, view.addresses)?;
            self.update_code_item(shown, view.code)?;
            if let Some(unavailable) = view.unavailable {
                self.items.set_unavailable_item(&unavailable.describe(view.texts), unavailable_changed)?;
            }
            self.items.set_pause_item_state(view.is_paused, view.can_pause)?;
            if shown.unread_count != view.unread_count || language_changed || unavailable_changed {
                self.show_unread_count(shown, view.unread_count)?;
            }
            Ok(())
        })
    }

    fn update_address_items(&self, shown: &mut ShownTrayContent, addresses: Vec<InboxView>) -> tauri::Result<()> {
        let item_texts: Vec<_> = addresses.iter().map(|inbox| shown.texts.copy_address_label(inbox)).collect();
        self.items.set_address_items(&item_texts, shown.addresses.len())?;
        shown.addresses = addresses;
        Ok(())
    }

    fn update_code_item(&self, shown: &mut ShownTrayContent, code: Option<RecentCode>) -> tauri::Result<()> {
        let item_text = code.as_ref().map(|code| shown.texts.copy_code_label(code));
        self.items.set_code_item(item_text.as_deref(), shown.code.is_some(), shown.addresses.len())?;
        shown.code = code;
        Ok(())
    }

    fn show_unread_count(&self, shown: &mut ShownTrayContent, unread_count: u32) -> tauri::Result<()> {
        // The title is a text beside the icon, on desktops that show one.
        self.icon.set_title((unread_count > 0).then(|| unread_count.to_string()))?;
        let tooltip = match shown.unavailable {
            Some(unavailable) => unavailable.describe(shown.texts),
            None => shown.texts.tray_tooltip(unread_count),
        };
        self.icon.set_tooltip(Some(tooltip))?;
        if (shown.unread_count == 0) != (unread_count == 0) {
            let icon = if unread_count == 0 { READ_ICON } else { UNREAD_ICON };
            self.icon.set_icon_with_as_template(Some(icon), IS_TEMPLATE_ICON)?;
        }
        shown.unread_count = unread_count;
        Ok(())
    }

    fn with_shown_content<T>(&self, work: impl FnOnce(&mut ShownTrayContent) -> T) -> T {
        work(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
