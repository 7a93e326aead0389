//! What the tray shows.

use crate::app_state::AppState;
use crate::texts::Texts;
use mayfly_core::RecentCode;
use mayfly_core::view::{CheckFrequency, InboxView};

/// How many addresses the menu offers to copy.
pub(super) const MAX_LISTED_ADDRESSES: usize = 5;

/// The state that the icon and its menu show.
pub(super) struct TrayView {
    pub(super) addresses: Vec<InboxView>,
    pub(super) code: Option<RecentCode>,
    pub(super) unread_count: u32,
    pub(super) is_paused: bool,
    /// Whether mail is checked automatically, so that there is something to pause.
    pub(super) can_pause: bool,
    /// Whether nothing can be shown or checked before the keychain is unlocked.
    pub(super) waits_for_keychain: bool,
    pub(super) texts: &'static Texts,
}

impl TrayView {
    /// Loads the state from the core. What can't be read is shown as absent.
    pub(super) async fn load_from_core(state: &AppState) -> Self {
        let core = &state.core;
        Self {
            addresses: core.list_recent_inboxes(MAX_LISTED_ADDRESSES).await.unwrap_or_default(),
            code: core.recent_code().await.unwrap_or_default(),
            unread_count: core.unread_count().await.unwrap_or_default(),
            is_paused: core.is_checking_paused(),
            can_pause: core.settings().checking != CheckFrequency::OnRequest,
            waits_for_keychain: core.is_waiting_for_keychain(),
            texts: state.current_texts(),
        }
    }
}
