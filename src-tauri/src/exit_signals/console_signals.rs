//! The signals of the console on Windows. A program without a console receives none; the end of the session is sent to its
//! windows (`desktop_session_end`).

use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, ctrl_break, ctrl_c, ctrl_close};

/// Receives the signals that ask the program to end, from its creation on.
pub(crate) struct ExitSignals {
    interrupt: Option<CtrlC>,
    stop: Option<CtrlBreak>,
    close: Option<CtrlClose>,
}

impl ExitSignals {
    /// Receives the signals from now on, instead of being ended by them.
    pub(crate) fn start_listening_for_exit_signals() -> Self {
        tauri::async_runtime::block_on(async {
            Self { interrupt: ctrl_c().ok(), stop: ctrl_break().ok(), close: ctrl_close().ok() }
        })
    }

    /// Waits for the next signal; for ever if none is received.
    pub(crate) async fn wait_for_signal(&mut self) {
        let Self { interrupt, stop, close } = self;
        tokio::select! {
            Some(()) = async { interrupt.as_mut()?.recv().await } => {}
            Some(()) = async { stop.as_mut()?.recv().await } => {}
            Some(()) = async { close.as_mut()?.recv().await } => {}
            else => std::future::pending().await,
        }
    }
}
