//! The tray: a view of the core's state that works with the window gone.
//!
//! One menu whose items are changed in place; building menus anew makes some desktops close an open one.

mod host;

use crate::shell::Shell;
use crate::{clipboard, window};
use mayfly_core::view::{Change, InboxView};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tauri::image::Image;
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::error::RecvError;

const ICON: Image<'_> = tauri::include_image!("icons/tray.png");
const ICON_UNREAD: Image<'_> = tauri::include_image!("icons/tray-unread.png");

/// How many addresses the menu offers to copy.
const COPIES: usize = 5;

/// Changes that come together are shown together.
const COALESCE: Duration = Duration::from_millis(150);

const NEW: &str = "new";
const OPEN: &str = "open";
const QUIT: &str = "quit";
const COPY: &str = "copy-";

struct Tray {
    icon: TrayIcon,
    menu: Menu<tauri::Wry>,
    /// The menu's copy items, of which as many are in the menu as there are addresses.
    copies: Vec<MenuItem<tauri::Wry>>,
    /// The inbox that each copy item in the menu stands for.
    shown: Mutex<Vec<InboxView>>,
    host: host::Host,
}

/// Puts Mayfly into the tray. Where that can't be, the app goes on without.
pub(crate) fn start(app: &AppHandle) {
    // A missing tray library panics inside its binding; it must not take the app along.
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(app)));
    match built {
        Ok(Ok(tray)) => {
            app.manage(tray);
            tauri::async_runtime::spawn(follow(app.clone()));
        }
        Ok(Err(error)) => tracing::warn!("there is no tray: {error}"),
        Err(_) => tracing::warn!("there is no tray: its library is missing"),
    }
}

/// Whether the user can reach Mayfly through the tray.
pub(crate) fn is_reachable(app: &AppHandle) -> bool {
    app.try_state::<Tray>().is_some_and(|tray| tray.host.is_there())
}

fn build(app: &AppHandle) -> tauri::Result<Tray> {
    let menu = Menu::new(app)?;
    menu.append(&MenuItem::with_id(app, NEW, "New address", true, None::<&str>)?)?;
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&MenuItem::with_id(app, OPEN, "Open Mayfly", true, None::<&str>)?)?;
    menu.append(&MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?)?;
    let copies = (0..COPIES)
        .map(|slot| MenuItem::with_id(app, format!("{COPY}{slot}"), "", true, None::<&str>))
        .collect::<tauri::Result<_>>()?;
    let icon = TrayIconBuilder::with_id("mayfly")
        .icon(ICON)
        .tooltip("Mayfly")
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(on_menu)
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::open(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(Tray { icon, menu, copies, shown: Mutex::default(), host: host::Host::watch() })
}

fn on_menu(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        NEW => {
            tauri::async_runtime::spawn(new_address(app.clone()));
        }
        OPEN => window::open(app),
        QUIT => app.exit(0),
        id => {
            let slot = id.strip_prefix(COPY).and_then(|slot| slot.parse::<usize>().ok());
            if let Some(slot) = slot {
                copy(app, slot);
            }
        }
    }
}

/// Makes an inbox and copies its address; where that needs the user, opens the window.
async fn new_address(app: AppHandle) {
    match app.state::<Shell>().core.create_inbox().await {
        Ok(inbox) => {
            if let Err(error) = clipboard::write(&app, &inbox.address) {
                tracing::warn!("the new address was not copied: {}", error.message);
            }
        }
        Err(error) => {
            tracing::warn!(code = ?error.code(), "no new address: {error}");
            window::open(&app);
        }
    }
}

fn copy(app: &AppHandle, slot: usize) {
    let tray = app.state::<Tray>();
    let shown = tray.shown.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(inbox) = shown.get(slot)
        && let Err(error) = clipboard::write(app, &inbox.address)
    {
        tracing::warn!("the address was not copied: {}", error.message);
    }
}

/// Keeps the menu as the core's state is.
async fn follow(app: AppHandle) {
    loop {
        let core = &app.state::<Shell>().core;
        let Ok((snapshot, mut events)) = core.subscribe().await else {
            tokio::time::sleep(Duration::from_secs(5)).await;
            continue;
        };
        let unread = snapshot.inboxes.iter().map(|inbox| inbox.unread).sum();
        let recent = core.recent_addresses(COPIES).await.unwrap_or_default();
        show(&app, recent, unread);
        loop {
            match events.recv().await {
                Ok(event) if concerns_menu(&event.change) => break,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
        tokio::time::sleep(COALESCE).await;
    }
}

fn concerns_menu(change: &Change) -> bool {
    matches!(change, Change::Reset | Change::Inbox { .. } | Change::InboxRemoved { .. })
}

fn show(app: &AppHandle, recent: Vec<InboxView>, unread: u32) {
    let handle = app.clone();
    let shown = app.run_on_main_thread(move || {
        if let Err(error) = draw(&handle.state::<Tray>(), recent, unread) {
            tracing::warn!("the tray could not be brought up to date: {error}");
        }
    });
    if let Err(error) = shown {
        tracing::warn!("the tray could not be brought up to date: {error}");
    }
}

fn draw(tray: &Tray, recent: Vec<InboxView>, unread: u32) -> tauri::Result<()> {
    let mut shown = tray.shown.lock().unwrap_or_else(PoisonError::into_inner);
    for (item, inbox) in tray.copies.iter().zip(&recent) {
        // An underscore before a letter would be taken for the item's access key.
        item.set_text(format!("Copy {}", inbox.address.replace('_', "__")))?;
    }
    // The items stand behind "New address" and the line below it.
    for slot in shown.len()..recent.len() {
        tray.menu.insert(&tray.copies[slot], slot + 2)?;
    }
    for slot in (recent.len()..shown.len()).rev() {
        tray.menu.remove(&tray.copies[slot])?;
    }
    let had_unread = tray_label(unread);
    tray.icon.set_title(had_unread.as_deref())?;
    tray.icon.set_tooltip(Some(match unread {
        0 => "Mayfly".to_owned(),
        n => format!("Mayfly: {n} unread"),
    }))?;
    tray.icon.set_icon(Some(if unread == 0 { ICON } else { ICON_UNREAD }))?;
    *shown = recent;
    Ok(())
}

/// The text beside the icon, on desktops that show one.
fn tray_label(unread: u32) -> Option<String> {
    (unread > 0).then(|| unread.to_string())
}
