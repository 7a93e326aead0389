//! The tray: a view of the core's state that works with the window gone.

mod actions;
mod host;
mod menu;

use crate::shell::{RETRY, Shell};
use crate::window;
use crate::words::Words;
use mayfly_core::RecentCode;
use mayfly_core::view::{Change, Checking, InboxView};
use std::time::Duration;
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

pub(crate) use actions::new_address;

/// How many addresses the menu offers to copy.
const COPIES: usize = 5;

/// Changes that come together are shown together.
const COALESCE: Duration = Duration::from_millis(150);

/// The icon and its menu.
struct Tray {
    menu: menu::Menu,
    host: host::Host,
}

/// What the tray shows.
struct View {
    recent: Vec<InboxView>,
    code: Option<RecentCode>,
    unread: u32,
    paused: bool,
    /// Mail is checked by itself: there is something to pause.
    checks: bool,
    words: &'static Words,
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
    let words = app.state::<Shell>().words();
    let items = menu::Items::new(app, words)?;
    let icon = TrayIconBuilder::with_id("mayfly")
        .icon(menu::ICON)
        .tooltip(crate::words::NAME)
        .menu(items.menu())
        .show_menu_on_left_click(false)
        .on_menu_event(actions::on_menu)
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::open(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(Tray { menu: menu::Menu::new(icon, items, words), host: host::Host::watch() })
}

/// Keeps the menu as the core's state is.
async fn follow(app: AppHandle) {
    loop {
        let core = &app.state::<Shell>().core;
        let Ok((_, mut events)) = core.subscribe().await else {
            tokio::time::sleep(RETRY).await;
            continue;
        };
        let view = View {
            recent: core.recent_addresses(COPIES).await.unwrap_or_default(),
            code: core.recent_code().await.unwrap_or_default(),
            unread: core.unread().await.unwrap_or_default(),
            paused: core.is_paused(),
            checks: core.settings().checking != Checking::OnRequest,
            words: app.state::<Shell>().words(),
        };
        let code_ends = view.code.as_ref().map(|code| code.expires_in);
        show(&app, view);
        tokio::select! {
            goes_on = until_changed(&mut events) => if !goes_on { return },
            () = tokio::time::sleep(code_ends.unwrap_or_default()), if code_ends.is_some() => {}
        }
        tokio::time::sleep(COALESCE).await;
    }
}

/// Waits for something the tray shows; `false` when the core is gone.
async fn until_changed(events: &mut Receiver<mayfly_core::view::Event>) -> bool {
    loop {
        match events.recv().await {
            Ok(event) if concerns_tray(&event.change) => return true,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}

fn concerns_tray(change: &Change) -> bool {
    matches!(
        change,
        Change::Reset
            | Change::Account { .. }
            | Change::Inbox { .. }
            | Change::InboxRemoved { .. }
            | Change::Sync { .. }
            | Change::Settings { .. }
    )
}

fn show(app: &AppHandle, view: View) {
    let handle = app.clone();
    let shown = app.run_on_main_thread(move || {
        if let Err(error) = handle.state::<Tray>().menu.draw(view) {
            tracing::warn!("the tray could not be brought up to date: {error}");
        }
    });
    if let Err(error) = shown {
        tracing::warn!("the tray could not be brought up to date: {error}");
    }
}
