//! The tray icon of Linux desktops: a StatusNotifierItem with its menu, over D-Bus.

use super::tray_actions::{TrayAction, perform_tray_action};
use super::tray_menu::{TrayMenuItem, list_menu_items};
use super::tray_view::TrayView;
use crate::installation::Installation;
use crate::texts::APP_NAME;
use ksni::menu::{CheckmarkItem, MenuItem, StandardItem};
use ksni::{Category, Error, Handle, Icon, OfflineReason, ToolTip, Tray, TrayMethods as _};
use std::time::Duration;
use tauri::AppHandle;
use tauri::image::Image;

/// The time between two attempts to register the icon with a watcher that fails.
const RETRY_INTERVAL: Duration = Duration::from_secs(10);

/// The registered icon.
pub(super) struct SystemTray(Handle<MayflyItem>);

impl SystemTray {
    /// Registers the icon; without a watcher, as soon as there is one.
    ///
    /// # Errors
    /// When there is no session bus.
    pub(super) async fn create(app: &AppHandle, view: TrayView) -> Result<Self, Error> {
        loop {
            let item = MayflyItem { app: app.clone(), view: view.clone() }
                .assume_sni_available(true)
                // Watchers take the connection's name as well as the one that the protocol wants.
                .disable_dbus_name(!Installation::current().can_own_other_bus_names());
            match item.spawn().await {
                Ok(handle) => return Ok(Self(handle)),
                // A desktop that is just starting may not answer in time.
                Err(Error::Watcher(error)) => {
                    tracing::info!("the tray does not take the icon yet: {error}");
                    tokio::time::sleep(RETRY_INTERVAL).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Shows this state.
    pub(super) async fn show_view(&self, view: TrayView) {
        self.0.update(|item| item.view = view).await;
    }
}

/// The icon and its menu as functions of what is shown.
struct MayflyItem {
    app: AppHandle,
    view: TrayView,
}

impl Tray for MayflyItem {
    fn id(&self) -> String {
        "mayfly".to_owned()
    }

    fn category(&self) -> Category {
        Category::Communications
    }

    fn title(&self) -> String {
        APP_NAME.to_owned()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        vec![to_argb_icon(self.view.icon())]
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.view.tooltip(), ..ToolTip::default() }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        list_menu_items(&self.view).into_iter().map(to_bus_item).collect()
    }

    /// A click with the left button, where the desktop opens the menu by another.
    fn activate(&mut self, _x: i32, _y: i32) {
        perform_tray_action(&self.app, TrayAction::OpenWindow);
    }

    /// The icon stays and is registered with the next watcher.
    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        true
    }
}

fn to_bus_item(item: TrayMenuItem) -> MenuItem<MayflyItem> {
    let activate = |action: TrayAction| -> Box<dyn Fn(&mut MayflyItem) + Send> {
        Box::new(move |item| perform_tray_action(&item.app, action.clone()))
    };
    match item {
        TrayMenuItem::Separator => MenuItem::Separator,
        TrayMenuItem::Action { label, action, is_enabled } => StandardItem {
            label: escape_label(&label),
            enabled: is_enabled,
            activate: activate(action),
            ..StandardItem::default()
        }
        .into(),
        TrayMenuItem::Check { label, action, is_enabled, is_checked } => CheckmarkItem {
            label: escape_label(&label),
            enabled: is_enabled,
            checked: is_checked,
            activate: activate(action),
            ..CheckmarkItem::default()
        }
        .into(),
    }
}

/// Doubles underscores: a single one would make the letter after it the item's access key.
fn escape_label(text: &str) -> String {
    text.replace('_', "__")
}

/// The protocol has the bytes of a pixel in the order alpha, red, green, blue.
fn to_argb_icon(image: &Image<'_>) -> Icon {
    let to_argb = |pixel: &[u8]| match *pixel {
        [red, green, blue, alpha] => [alpha, red, green, blue],
        _ => [0; 4],
    };
    Icon {
        width: i32::try_from(image.width()).unwrap_or_default(),
        height: i32::try_from(image.height()).unwrap_or_default(),
        data: image.rgba().chunks_exact(4).flat_map(to_argb).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_sent_with_the_alpha_byte_first() {
        let image = Image::new(&[1, 2, 3, 4, 5, 6, 7, 8], 2, 1);
        let icon = to_argb_icon(&image);
        assert_eq!((icon.width, icon.height, icon.data), (2, 1, vec![4, 1, 2, 3, 8, 5, 6, 7]));
    }

    #[test]
    fn no_letter_of_an_address_becomes_an_access_key() {
        assert_eq!(escape_label("a_b__c@example.org"), "a__b____c@example.org");
    }
}
