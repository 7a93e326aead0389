//! Asks the page's process for a sign of life.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tauri::WebviewWindow;

/// A script that the page answers as soon as it is not busy.
const PING_SCRIPT: &str = "0";

/// Pings of one page, sent and answered on the main thread; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct PageResponsivenessPing(Arc<PingState>);

#[derive(Default)]
struct PingState {
    has_unanswered_ping: AtomicBool,
    /// How often the main thread has handled [`PageResponsivenessPing::ping_page`]. While it doesn't, an answer can't arrive either.
    main_thread_ping_count: AtomicU32,
}

impl PageResponsivenessPing {
    /// Whether a ping was sent that the page has not answered.
    pub(crate) fn has_unanswered_ping(&self) -> bool {
        self.0.has_unanswered_ping.load(Ordering::Acquire)
    }

    /// How often the main thread has handled [`ping_page`](Self::ping_page).
    pub(crate) fn main_thread_ping_count(&self) -> u32 {
        self.0.main_thread_ping_count.load(Ordering::Acquire)
    }

    /// Pings the page from the main thread, unless a ping is unanswered.
    pub(crate) fn ping_page(&self, window: &WebviewWindow) -> tauri::Result<()> {
        use gtk::gio::Cancellable;
        use webkit2gtk::WebViewExt as _;
        let state = Arc::clone(&self.0);
        window.with_webview(move |view| {
            state.main_thread_ping_count.fetch_add(1, Ordering::AcqRel);
            if state.has_unanswered_ping.swap(true, Ordering::AcqRel) {
                return;
            }
            let answered = Arc::clone(&state);
            // An error means that the process ended: then nothing is left to wait for.
            view.inner().evaluate_javascript(PING_SCRIPT, None, None, Cancellable::NONE, move |_| {
                answered.has_unanswered_ping.store(false, Ordering::Release);
            });
        })
    }
}
