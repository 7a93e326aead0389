//! The tray icon of Windows and macOS.

use super::tray_actions::{TrayAction, perform_tray_action};
use super::tray_menu::{TrayMenuItem, list_menu_items};
use super::tray_view::TrayView;
use crate::main_window;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::menu::{CheckMenuItem, IsMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};
use tokio::sync::oneshot;

/// Whether the system colours the icon itself, by its shape: black in a light menu bar, white in a dark one.
const IS_TEMPLATE_ICON: bool = cfg!(target_os = "macos");
/// Whether a left click opens the menu, as every icon in the menu bar of macOS does; elsewhere it opens the window.
const OPENS_MENU_BY_LEFT_CLICK: bool = cfg!(target_os = "macos");

/// The icon, its menu, and what both show.
#[derive(Clone)]
pub(super) struct SystemTray {
    app: AppHandle,
    icon: TrayIcon,
    shown: Arc<Mutex<ShownMenu>>,
}

#[derive(Default)]
struct ShownMenu {
    items: Vec<TrayMenuItem>,
    /// The menu of `items`, and the one before: it may still be open.
    menus: [Option<Menu<Wry>>; 2],
}

impl SystemTray {
    /// Adds the icon.
    ///
    /// # Errors
    /// When the system refuses it.
    pub(super) async fn create(app: &AppHandle, view: TrayView) -> tauri::Result<Self> {
        let (result, built) = oneshot::channel();
        let handle = app.clone();
        app.run_on_main_thread(move || {
            // Whoever waits for it may have ended.
            let _ = result.send(Self::create_tray_on_main_thread(&handle, &view));
        })?;
        built.await.map_err(|_| tauri::Error::FailedToReceiveMessage)?
    }

    fn create_tray_on_main_thread(app: &AppHandle, view: &TrayView) -> tauri::Result<Self> {
        let shown = Arc::<Mutex<ShownMenu>>::default();
        let shown_at_click = Arc::clone(&shown);
        let icon = TrayIconBuilder::with_id("mayfly")
            .icon(view.icon().clone())
            .icon_as_template(IS_TEMPLATE_ICON)
            .show_menu_on_left_click(OPENS_MENU_BY_LEFT_CLICK)
            .on_menu_event(move |app, event| {
                let chosen =
                    with_locked_menu_state(&shown_at_click, |shown| find_action(&shown.items, event.id().as_ref()));
                if let Some(action) = chosen {
                    perform_tray_action(app, action);
                }
            })
            .on_tray_icon_event(|tray, event| {
                if !OPENS_MENU_BY_LEFT_CLICK
                    && let TrayIconEvent::Click {
                        button: MouseButton::Left, button_state: MouseButtonState::Up, ..
                    } = event
                {
                    main_window::open_main_window(tray.app_handle());
                }
            })
            .build(app)?;
        let tray = Self { app: app.clone(), icon, shown };
        tray.update_tray_on_main_thread(view)?;
        Ok(tray)
    }

    /// Shows this state.
    pub(super) async fn show_tray_view(&self, view: TrayView) {
        let tray = self.clone();
        let scheduled = self.app.run_on_main_thread(move || {
            if let Err(error) = tray.update_tray_on_main_thread(&view) {
                tracing::warn!("the tray could not be updated: {error}");
            }
        });
        if let Err(error) = scheduled {
            tracing::warn!("the tray could not be updated: {error}");
        }
    }

    /// Never returns: the system keeps the icon.
    pub(super) async fn restore_lost_registration(&self) {
        std::future::pending().await
    }

    fn update_tray_on_main_thread(&self, view: &TrayView) -> tauri::Result<()> {
        #[cfg(windows)]
        main_window::set_unread_overlay(&self.app, view.unread_count > 0);
        self.icon.set_tooltip(Some(view.tooltip()))?;
        self.icon.set_icon_with_as_template(Some(view.icon().clone()), IS_TEMPLATE_ICON)?;
        // The text beside the icon, which macOS shows.
        self.icon.set_title((view.unread_count > 0).then(|| view.unread_count.to_string()))?;
        let items = list_menu_items(view);
        with_locked_menu_state(&self.shown, |shown| {
            // An unchanged menu is left alone, for it may be open.
            if shown.items == items && shown.menus[0].is_some() {
                return Ok(());
            }
            let menu = build_menu(&self.app, &items)?;
            self.icon.set_menu(Some(menu.clone()))?;
            shown.items = items;
            shown.menus = [Some(menu), shown.menus[0].take()];
            Ok(())
        })
    }
}

fn with_locked_menu_state<T>(shown: &Mutex<ShownMenu>, work: impl FnOnce(&mut ShownMenu) -> T) -> T {
    work(&mut shown.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Builds a menu whose items have their positions as identifiers.
fn build_menu(app: &AppHandle, items: &[TrayMenuItem]) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    for (position, item) in items.iter().enumerate() {
        let id = position.to_string();
        let native: Box<dyn IsMenuItem<Wry>> = match item {
            TrayMenuItem::Separator => Box::new(PredefinedMenuItem::separator(app)?),
            TrayMenuItem::Action { label, is_menu_item_enabled, .. } => {
                Box::new(MenuItem::with_id(app, id, escape_label(label), *is_menu_item_enabled, None::<&str>)?)
            }
            TrayMenuItem::Check { label, is_menu_item_enabled, is_checked, .. } => {
                let label = escape_label(label);
                Box::new(CheckMenuItem::with_id(app, id, label, *is_menu_item_enabled, *is_checked, None::<&str>)?)
            }
        };
        menu.append(native.as_ref())?;
    }
    Ok(menu)
}

/// Returns the action of the item with this identifier.
fn find_action(items: &[TrayMenuItem], id: &str) -> Option<TrayAction> {
    match items.get(id.parse::<usize>().ok()?)? {
        TrayMenuItem::Separator => None,
        TrayMenuItem::Action { action, .. } | TrayMenuItem::Check { action, .. } => Some(action.clone()),
    }
}

/// Doubles ampersands: a single one would make the letter after it the item's access key.
fn escape_label(text: &str) -> String {
    text.replace('&', "&&")
}
