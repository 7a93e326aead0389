//! What the tray shows.

use crate::app_state::AppState;
use crate::texts::Texts;
use mayfly_core::view::{CheckFrequency, InboxView};
use mayfly_core::{Core, RecentCode};
use tauri::image::Image;

#[cfg(not(target_os = "macos"))]
static READ_ICON: Image<'_> = tauri::include_image!("icons/tray.png");
#[cfg(target_os = "macos")]
static READ_ICON: Image<'_> = tauri::include_image!("icons/tray-template.png");
#[cfg(not(target_os = "macos"))]
static UNREAD_ICON: Image<'_> = tauri::include_image!("icons/tray-unread.png");
#[cfg(target_os = "macos")]
static UNREAD_ICON: Image<'_> = tauri::include_image!("icons/tray-unread-template.png");

/// How many addresses the menu offers to copy.
pub(super) const MAX_LISTED_ADDRESSES: usize = 5;

/// The state that the icon and its menu show.
#[derive(Clone)]
pub(super) struct TrayView {
    pub(super) addresses: Vec<InboxView>,
    pub(super) code: Option<RecentCode>,
    pub(super) unread_count: u32,
    pub(super) is_paused: bool,
    /// Whether mail is checked automatically, so that there is something to pause.
    pub(super) can_pause: bool,
    /// Why no mail can be shown or checked; `None` if it can.
    pub(super) unavailable: Option<AccountsUnavailableReason>,
    pub(super) texts: &'static Texts,
}

/// Why no mail can be shown or checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccountsUnavailableReason {
    /// Mayfly goes on by itself once the keychain is unlocked.
    LockedKeychain,
    /// The window asks the user what to do.
    DecisionNeeded,
}

impl AccountsUnavailableReason {
    fn from_core(core: &Core) -> Option<Self> {
        if core.is_waiting_for_keychain() {
            Some(Self::LockedKeychain)
        } else {
            core.is_store_blocked().then_some(Self::DecisionNeeded)
        }
    }

    /// What the menu and the tooltip say.
    pub(super) fn describe(self, texts: &Texts) -> String {
        match self {
            Self::LockedKeychain => texts.waiting_for_keychain_label(),
            Self::DecisionNeeded => texts.unopenable_mail_label(),
        }
    }
}

impl TrayView {
    /// Loads the state from the core. What can't be read is shown as absent.
    pub(super) async fn load_tray_view(state: &AppState) -> Self {
        let core = &state.core;
        Self {
            addresses: core.list_newest_open_inboxes(MAX_LISTED_ADDRESSES).await.unwrap_or_default(),
            code: core.recent_code().await.unwrap_or_default(),
            unread_count: core.unread_count().await.unwrap_or_default(),
            is_paused: core.is_checking_paused(),
            can_pause: core.settings().checking != CheckFrequency::OnRequest,
            unavailable: AccountsUnavailableReason::from_core(core),
            texts: state.current_texts(),
        }
    }

    /// The icon, which tells whether there is unread mail.
    pub(super) fn icon(&self) -> &'static Image<'static> {
        if self.unread_count == 0 { &READ_ICON } else { &UNREAD_ICON }
    }

    /// The text that is shown when the mouse rests on the icon.
    pub(super) fn tooltip(&self) -> String {
        match self.unavailable {
            Some(unavailable) => unavailable.describe(self.texts),
            None => self.texts.tray_tooltip(self.unread_count),
        }
    }
}
