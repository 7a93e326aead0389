//! Notices: things the user must know that belong to no action in a window.

use crate::events::EventBus;
use crate::view::{Change, ErrorView, Notice};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The notices that are shown, in the order they were added.
pub(crate) struct Notices {
    events: Arc<EventBus>,
    shown: Mutex<NoticesState>,
}

#[derive(Default)]
struct NoticesState {
    notices: Vec<Notice>,
    last_id: u32,
}

impl Notices {
    pub(crate) fn new(events: Arc<EventBus>) -> Self {
        Self { events, shown: Mutex::default() }
    }

    /// All notices that are shown.
    pub(crate) fn list_shown_notices(&self) -> Vec<Notice> {
        self.lock_notices().notices.clone()
    }

    /// Shows a notice and returns its identifier. `unchecked_address` is set when the notice says that the mail of
    /// that address can't be checked.
    pub(crate) fn add_notice(&self, error: ErrorView, unchecked_address: Option<String>) -> u32 {
        let notice = {
            let mut shown = self.lock_notices();
            shown.last_id += 1;
            let notice = Notice { id: shown.last_id, error, unchecked_address };
            shown.notices.push(notice.clone());
            notice
        };
        let id = notice.id;
        self.events.emit(Change::Notice { notice });
        id
    }

    /// Forgets a notice that the user dismissed; the window has removed it already.
    pub(crate) fn dismiss(&self, id: u32) {
        self.lock_notices().notices.retain(|notice| notice.id != id);
    }

    /// Removes a notice that no longer holds, from windows too.
    pub(crate) fn remove_notice(&self, id: u32) {
        self.dismiss(id);
        self.events.emit(Change::NoticeRemoved { id });
    }

    fn lock_notices(&self) -> MutexGuard<'_, NoticesState> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
