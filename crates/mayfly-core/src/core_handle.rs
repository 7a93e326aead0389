//! The handle that front ends hold, and the state behind it. Services extend [`Core`] with what can be done.

use crate::core_environment::CoreEnvironment;
use crate::error::{Error, Result};
use crate::events::EventBus;
use crate::notices::Notices;
use crate::proxy_router::ProxyRouter;
use crate::rendering::attachment_preview::CurrentAttachmentPreview;
use crate::rendering::remote_images::ImageFetcher;
use crate::rendering::render_cache::RenderCache;
use crate::session::{AccountSession, PollingConditions, SignedInSessions};
use crate::shared_settings::SharedSettings;
use crate::store::Store;
use crate::transfer_table::TransferTable;
use crate::view::{
    AccountId, DesktopStatus, ErrorView, LinkConfirmation, MessageBodyDisplayLevel, MessageId, MessageSummary, Phase,
    WindowShape,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// A handle to the core, which is everything of Mayfly except its windows; cheap to clone.
#[derive(Clone)]
pub struct Core(pub(crate) Arc<CoreInner>);

/// What all clones of a [`Core`] share.
pub(crate) struct CoreInner {
    pub(crate) environment: CoreEnvironment,
    pub(crate) events: Arc<EventBus>,
    pub(crate) notices: Notices,
    pub(crate) settings: Arc<SharedSettings>,
    pub(crate) polling_conditions: Arc<PollingConditions>,
    /// Whether checks that haven't begun wait for a window that is opening.
    pub(crate) checks_deferred: watch::Sender<bool>,
    pub(crate) transfers: TransferTable,
    pub(crate) proxy_router: Arc<ProxyRouter>,
    /// Fetches remote images for all accounts; it knows nothing of them.
    pub(crate) image_fetcher: ImageFetcher,
    /// Held while an account is being opened or closed: those steps never overlap.
    pub(crate) lifecycle: tokio::sync::Mutex<()>,
    /// Cancelled when the core shuts down; the step that holds `lifecycle` is dropped.
    pub(crate) shutdown: CancellationToken,
    /// Wakes the task that waits for the keychain because the user is there to give its password.
    pub(crate) keychain_retry: Notify,
    pub(crate) accounts: Mutex<AccountsState>,
    pub(crate) reading_state: Mutex<ActiveAccountReadingState>,
    /// The message that the frame shows: a link that is clicked is looked up in it, and a page that stops responding is
    /// attributed to it.
    pub(crate) shown_message: watch::Sender<Option<ShownMessage>>,
    /// The address that was copied last, of whichever account.
    pub(crate) copied_address: Mutex<Option<String>>,
    pub(crate) window_shape: Mutex<WindowShape>,
    pub(crate) desktop_status: Mutex<DesktopStatus>,
}

/// The message of the active account that the window shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMessage {
    /// The message.
    pub message: MessageId,
    /// How much of it.
    pub display: MessageBodyDisplayLevel,
}

/// Which accounts are open, and the screen that follows from it.
pub(crate) struct AccountsState {
    pub(crate) phase: Phase,
    pub(crate) signed_in: SignedInSessions,
    /// The encrypted store, open from the moment its key is known, whoever is signed in.
    pub(crate) store: Option<Store>,
    /// The user chose to start with an empty database beside those whose key is missing.
    pub(crate) starts_beside: bool,
    /// The user chose to go on without a keychain.
    pub(crate) session_only: bool,
    /// Ends the task that waits for the keychain, while there is one.
    pub(crate) keychain_wait: Option<CancellationToken>,
}

/// What windows read and ask about in the active account; reset when another account becomes active.
#[derive(Default)]
pub(crate) struct ActiveAccountReadingState {
    /// The message the user asked for outside the window, until one is read.
    pub(crate) requested_message: Option<MessageSummary>,
    pub(crate) render_cache: RenderCache,
    /// The link the user is asked about; only the latest one.
    pub(crate) link_confirmation: Option<LinkConfirmation>,
    pub(crate) last_link_confirmation: u32,
    /// The attachment that is shown in place.
    pub(crate) attachment_preview: CurrentAttachmentPreview,
}

impl ActiveAccountReadingState {
    /// Clears the state of the account that was active before. The numbers of confirmations and previews
    /// continue, so that a late answer is never applied to a later one.
    pub(crate) fn clear_account_state(&mut self) {
        let last_link_confirmation = self.last_link_confirmation;
        let attachment_preview = self.attachment_preview.to_empty_keeping_number();
        *self = Self { last_link_confirmation, attachment_preview, ..Self::default() };
    }
}

impl Core {
    /// An error as windows see it, with times by this core's clock.
    #[must_use]
    pub fn to_error_view(&self, error: &Error) -> ErrorView {
        error.to_view(self.now())
    }

    /// Shows a notice of something that belongs to no action in a window.
    pub fn add_notice(&self, error: ErrorView) {
        self.0.notices.add_notice(error, None);
    }

    /// Forgets a notice that the user dismissed.
    pub fn dismiss_notice(&self, id: u32) {
        self.0.notices.dismiss(id);
    }

    pub(crate) fn add_error_notice(&self, error: &Error) {
        self.add_notice(self.to_error_view(error));
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.0.environment.clock.now()
    }

    pub(crate) fn lock_accounts(&self) -> MutexGuard<'_, AccountsState> {
        self.0.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn lock_reading_state(&self) -> MutexGuard<'_, ActiveAccountReadingState> {
        self.0.reading_state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The active account's session.
    pub(crate) fn active_session(&self) -> Result<Arc<AccountSession>> {
        self.lock_accounts().signed_in.active.clone().ok_or(Error::NotSignedIn)
    }

    /// The session of an account that is signed in, active or not.
    pub(crate) fn session_of_account(&self, account: AccountId) -> Result<Arc<AccountSession>> {
        let signed_in = self.signed_in_sessions();
        signed_in.find_session(account).cloned().ok_or(Error::UnknownAccount)
    }

    pub(crate) fn signed_in_sessions(&self) -> SignedInSessions {
        self.lock_accounts().signed_in.clone()
    }

    /// Runs one step of opening or closing accounts while no other one runs. When the core shuts down, the step is
    /// dropped where it waits, as if the program had been killed there: whoever waits for a keychain that doesn't
    /// answer must not keep the store from being closed.
    pub(crate) async fn run_exclusively<T>(&self, step: impl Future<Output = Result<T>>) -> Result<T> {
        let exclusive = async {
            let _guard = self.0.lifecycle.lock().await;
            step.await
        };
        tokio::select! {
            biased;
            () = self.0.shutdown.cancelled() => Err(Error::ShuttingDown),
            outcome = exclusive => outcome,
        }
    }
}
