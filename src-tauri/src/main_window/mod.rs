//! The main window: created when it is first opened, and on Linux kept without a page while it is closed.

mod appearance;
#[cfg(not(target_os = "linux"))]
mod creation_failure;
mod current_window_phase;
mod page_recovery;
#[cfg(target_os = "linux")]
mod page_unresponsive_time;
#[cfg(target_os = "linux")]
mod page_watchdog;
#[cfg(windows)]
mod unread_overlay;
mod window_builder;
mod window_lifecycle;
mod window_lifecycle_phase;
mod window_shape;
mod window_size;

pub(crate) use appearance::Appearance;
pub(crate) use current_window_phase::CurrentWindowLifecyclePhase;
pub(crate) use page_recovery::LastCrashReload;
#[cfg(target_os = "linux")]
pub(crate) use page_watchdog::start_page_watchdog;
#[cfg(windows)]
pub(crate) use unread_overlay::{UnreadOverlayState, set_unread_overlay};
pub(crate) use window_lifecycle::{
    handle_window_event, is_main_window_closed, is_main_window_focused, keeps_running_without_window, open_main_window,
    open_pocket_window, show_window_after_state_response, start_main_window,
};
pub(crate) use window_shape::{fit_pocket_window_to_zoom, set_window_shape};
pub(crate) use window_size::{WindowSizeState, apply_stored_window_size, choose_window_size_to_store};
