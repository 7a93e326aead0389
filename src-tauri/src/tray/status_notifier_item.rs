//! The tray icon of Linux desktops: a StatusNotifierItem with its menu, over D-Bus.

use super::tray_actions::{TrayAction, perform_tray_action};
use super::tray_menu::{TrayMenuItem, list_menu_items};
use super::tray_view::TrayView;
use crate::installation::Installation;
use crate::texts::APP_NAME;
use crate::tray_availability::subscribe_to_tray_availability;
use ksni::menu::{CheckmarkItem, MenuItem, StandardItem};
use ksni::{Category, Error, Handle, Icon, OfflineReason, ToolTip, Tray, TrayMethods as _};
use std::time::Duration;
use tauri::AppHandle;
use tauri::image::Image;
use tokio::sync::{Mutex, watch};

/// The longest wait for an answer while the icon is registered or changed. A watcher that does not answer would be waited
/// for without end.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
/// The time between two attempts to register the icon with a watcher that fails.
const RETRY_INTERVAL: Duration = Duration::from_secs(10);
/// How long the icon may be unknown to a tray that is there: for so long its registration may be on its way.
const REGISTRATION_TIME: Duration = Duration::from_secs(2);

/// The icon in the tray.
pub(super) struct SystemTray {
    app: AppHandle,
    /// What is shown, and the registered icon; locked while either changes.
    shown: Mutex<(TrayView, Handle<MayflyTrayIcon>)>,
    is_registered: watch::Sender<bool>,
}

impl SystemTray {
    /// Registers the icon; without a watcher, as soon as there is one.
    ///
    /// # Errors
    /// When there is no session bus.
    pub(super) async fn create(app: &AppHandle, view: TrayView) -> Result<Self, Error> {
        let is_registered = watch::Sender::new(true);
        let handle = register_tray_icon(app, &view, &is_registered).await?;
        Ok(Self { app: app.clone(), shown: Mutex::new((view, handle)), is_registered })
    }

    /// Shows this state.
    pub(super) async fn show_tray_view(&self, view: TrayView) {
        let mut shown = self.shown.lock().await;
        let updated = tokio::time::timeout(ANSWER_TIMEOUT, shown.1.update(|item| item.view = view.clone())).await;
        shown.0 = view;
        if !matches!(updated, Ok(Some(()))) {
            self.register_tray_icon_again(&mut shown).await;
        }
    }

    /// Registers the icon anew whenever a tray is there that does not know it; never returns.
    ///
    /// The icon's service registers it with each watcher that starts, but misses one that starts while it registers, and
    /// gives up on one that refuses it.
    pub(super) async fn restore_lost_registration(&self) {
        let mut has_tray = subscribe_to_tray_availability(&self.app);
        let mut is_registered = self.is_registered.subscribe();
        loop {
            let is_lost = *has_tray.borrow_and_update() == Some(true) && !*is_registered.borrow_and_update();
            let changes = async {
                tokio::select! {
                    _ = has_tray.changed() => {}
                    _ = is_registered.changed() => {}
                }
            };
            if !is_lost {
                changes.await;
            } else if tokio::time::timeout(REGISTRATION_TIME, changes).await.is_err() {
                tracing::info!("the tray does not know the icon, which is registered anew");
                self.register_tray_icon_again(&mut *self.shown.lock().await).await;
            }
        }
    }

    async fn register_tray_icon_again(&self, shown: &mut (TrayView, Handle<MayflyTrayIcon>)) {
        // Not awaited: a service that waits for a watcher does not end.
        drop(shown.1.shutdown());
        self.is_registered.send_replace(true);
        match register_tray_icon(&self.app, &shown.0, &self.is_registered).await {
            Ok(handle) => shown.1 = handle,
            Err(error) => tracing::warn!("the icon of the tray is lost: {error}"),
        }
    }
}

/// Registers the icon, and tries again while a watcher fails.
async fn register_tray_icon(
    app: &AppHandle,
    view: &TrayView,
    is_registered: &watch::Sender<bool>,
) -> Result<Handle<MayflyTrayIcon>, Error> {
    loop {
        let item = MayflyTrayIcon { app: app.clone(), view: view.clone(), is_registered: is_registered.clone() }
            .assume_sni_available(true)
            // Watchers take the connection's name as well as the one that the protocol wants.
            .disable_dbus_name(!Installation::current().can_own_other_bus_names());
        match tokio::time::timeout(ANSWER_TIMEOUT, item.spawn()).await {
            Ok(Ok(handle)) => return Ok(handle),
            // A desktop that is just starting may not answer in time.
            Ok(Err(Error::Watcher(error))) => tracing::info!("the tray does not take the icon yet: {error}"),
            Ok(Err(error)) => return Err(error),
            Err(_) => tracing::info!("the tray does not answer yet"),
        }
        tokio::time::sleep(RETRY_INTERVAL).await;
    }
}

/// The icon and its menu as functions of what is shown.
struct MayflyTrayIcon {
    app: AppHandle,
    view: TrayView,
    /// Whether a watcher has the icon, or is about to.
    is_registered: watch::Sender<bool>,
}

impl Tray for MayflyTrayIcon {
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

    fn watcher_online(&self) {
        self.is_registered.send_replace(true);
    }

    /// The icon stays and is registered with the next watcher.
    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        self.is_registered.send_replace(false);
        true
    }
}

fn to_bus_item(item: TrayMenuItem) -> MenuItem<MayflyTrayIcon> {
    let activate = |action: TrayAction| -> Box<dyn Fn(&mut MayflyTrayIcon) + Send> {
        Box::new(move |item| perform_tray_action(&item.app, action.clone()))
    };
    match item {
        TrayMenuItem::Separator => MenuItem::Separator,
        TrayMenuItem::Action { label, action, is_menu_item_enabled } => StandardItem {
            label: escape_label(&label),
            enabled: is_menu_item_enabled,
            activate: activate(action),
            ..StandardItem::default()
        }
        .into(),
        TrayMenuItem::Check { label, action, is_menu_item_enabled, is_checked } => CheckmarkItem {
            label: escape_label(&label),
            enabled: is_menu_item_enabled,
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
