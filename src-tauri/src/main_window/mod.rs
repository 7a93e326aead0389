//! The main window: created when it is first opened, and on Linux kept without a page while it is closed.

mod appearance;
mod lifecycle;
mod window_builder;
mod window_phase;
mod window_size;
mod window_state;

pub(crate) use appearance::Appearance;
pub(crate) use lifecycle::{
    handle_page_response, handle_window_event, has_focus, keeps_running_without_window, open_window, start_main_window,
};
pub(crate) use window_size::{WindowSizeState, apply_stored_size, size_on_exit};
pub(crate) use window_state::WindowState;
