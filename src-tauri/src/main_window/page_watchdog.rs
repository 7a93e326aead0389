//! Ends a page that no longer answers because of the message that it shows.
//!
//! A message has no scripts, but laying it out can take a web view longer than anyone waits, and the whole page waits
//! with it. So the page is pinged while it shows a message. When it does not answer, its process is ended, the display
//! of the message is limited, and the page is loaded again. Only on Linux, where the web view's processes can be
//! observed and ended.

use super::page_recovery::recover_page;
use super::page_unresponsive_time::{PageUnresponsiveInterval, PageUnresponsiveTime};
use crate::app_state::AppState;
use crate::web_view::{PageResponsivenessPing, measure_page_process_activity};
use crate::window_labels::MAIN_WINDOW;
use mayfly_core::ShownMessage;
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::watch;

/// How often the page is pinged.
const PING_INTERVAL: Duration = Duration::from_millis(500);

/// Starts watching the page, for as long as the app runs.
pub(crate) fn start_page_watchdog(app: &AppHandle) {
    let app = app.clone();
    let mut shown_message = app.state::<AppState>().core.subscribe_shown_message();
    tauri::async_runtime::spawn(async move {
        while shown_message.wait_for(Option::is_some).await.is_ok() {
            if wait_until_page_unresponsive(&app, &mut shown_message).await {
                tracing::warn!("the page does not answer, and is ended");
                recover_page(&app, true).await;
            }
        }
    });
}

/// Pings the page while it shows a message. Returns `true` once the page has been silent for too long, `false` when the
/// message is closed.
async fn wait_until_page_unresponsive(
    app: &AppHandle,
    shown_message: &mut watch::Receiver<Option<ShownMessage>>,
) -> bool {
    let ping = PageResponsivenessPing::default();
    let mut silence = PageUnresponsiveTime::default();
    let mut activity = measure_page_process_activity();
    let mut turns = ping.main_thread_ping_count();
    loop {
        if let Some(window) = app.get_webview_window(MAIN_WINDOW)
            && let Err(error) = ping.ping_page(&window)
        {
            tracing::debug!("the page could not be pinged: {error}");
        }
        let is_closed = shown_message.wait_for(Option::is_none);
        if tokio::time::timeout(PING_INTERVAL, is_closed).await.is_ok() {
            return false;
        }
        let (activity_before, turns_before) = (activity, turns);
        turns = ping.main_thread_ping_count();
        if !ping.has_unanswered_ping() {
            silence.record_page_answer();
            continue;
        }
        activity = measure_page_process_activity();
        let is_too_long = silence.add_unresponsive_interval(PageUnresponsiveInterval {
            length: PING_INTERVAL,
            processor_time: activity.processor_time.saturating_sub(activity_before.processor_time),
            is_waiting_for_machine: activity.is_waiting_for_machine,
            is_main_thread_alive: turns != turns_before,
        });
        if is_too_long {
            return true;
        }
    }
}
