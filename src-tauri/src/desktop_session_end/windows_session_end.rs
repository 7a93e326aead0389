//! The end of a session on Windows, which is sent to the windows of a program.
//!
//! Tauri's windows let the system end the process at once: without clean-up, a copied code stays in the clipboard's
//! history and the store is not closed. A window of its own, which is never shown, receives the message, and keeps the
//! system waiting until Mayfly has ended.

use std::time::Duration;
use tauri::AppHandle;
use winsafe::co::{SW, WS, WS_EX};
use winsafe::gui::{WindowMain, WindowMainOpts};
use winsafe::prelude::GuiEventsWindow as _;

/// The class of the window, by which tests find it.
const CLASS_NAME: &str = "app.mayfly.Mayfly-session-end";

/// How long the system is kept waiting. It ends a program after five seconds.
const EXIT_TIMEOUT: Duration = Duration::from_millis(4_500);

/// Exits the app when the session ends.
pub(crate) fn exit_at_session_end(app: &AppHandle) {
    let app = app.clone();
    let started = std::thread::Builder::new().name("mayfly-session-end".into()).spawn(move || {
        let window = WindowMain::new(WindowMainOpts {
            class_name: CLASS_NAME,
            // A window without a title bar, which the taskbar and Alt+Tab leave out.
            style: WS::POPUP,
            ex_style: WS_EX::TOOLWINDOW,
            ..WindowMainOpts::default()
        });
        window.on().wm_end_session(move |message| {
            if message.is_session_being_ended {
                tracing::info!("the session ends, and Mayfly with it");
                app.exit(0);
                // The process ends meanwhile.
                std::thread::sleep(EXIT_TIMEOUT);
            }
            Ok(())
        });
        if let Err(error) = window.run_main(Some(SW::HIDE)) {
            tracing::warn!("the end of the session will end Mayfly without cleaning up: {error}");
        }
    });
    if let Err(error) = started {
        tracing::warn!("the end of the session will end Mayfly without cleaning up: {error}");
    }
}
