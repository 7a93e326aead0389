//! Loads the page again after its process stopped answering or ended by itself.

use crate::app_state::AppState;
use crate::web_view;
use crate::window_labels::MAIN_WINDOW;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager as _};

/// A page that ends again within this time, without a message to blame, would end forever.
const MIN_RELOAD_INTERVAL: Duration = Duration::from_secs(10);

/// A store that takes longer than this to record the message's limit does not keep the window waiting.
const MAX_STORE_TIME: Duration = Duration::from_secs(1);

/// When the page was last loaded again after its process had ended by itself; managed by Tauri.
#[derive(Default)]
pub(crate) struct LastCrashReload(Mutex<Option<Instant>>);

impl LastCrashReload {
    /// Records a reload at `now`, if the last one was long enough ago.
    fn admit_reload(&self, now: Instant) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_admitted = last.is_none_or(|last| now.duration_since(last) > MIN_RELOAD_INTERVAL);
        if is_admitted {
            *last = Some(now);
        }
        is_admitted
    }
}

/// Loads the page again. If it showed a message, the message's display is limited, since it is the likely reason, and
/// the new page opens it again. With `is_running`, the page's process is ended first.
pub(super) async fn recover_page(app: &AppHandle, is_running: bool) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else { return };
    if is_running && let Err(error) = web_view::terminate_page_process(&window) {
        tracing::error!("the page's process could not be ended: {error}");
        return;
    }
    let core = &app.state::<AppState>().core;
    let shows_message = core.subscribe_shown_message().borrow().is_some();
    if !shows_message && !app.state::<LastCrashReload>().admit_reload(Instant::now()) {
        return;
    }
    match tokio::time::timeout(MAX_STORE_TIME, core.limit_shown_message_display()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(code = ?error.code(), "a message's display could not be limited"),
        Err(_) => tracing::warn!("the store did not record in time that a message's display is limited"),
    }
    if let Err(error) = window.reload() {
        tracing::error!("the page could not be loaded again: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_that_ends_again_at_once_is_not_loaded_again() {
        let (last, start) = (LastCrashReload::default(), Instant::now());
        for (seconds, admitted) in [(0, true), (3, false), (9, false), (11, true), (12, false), (30, true)] {
            assert_eq!(last.admit_reload(start + Duration::from_secs(seconds)), admitted, "after {seconds} s");
        }
    }
}
