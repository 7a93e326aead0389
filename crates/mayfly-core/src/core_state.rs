//! The handle that front ends hold, and the state behind it. Services extend [`Core`] with what can be done.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::events::EventBus;
use crate::notices::Notices;
use crate::rendering::cache::RenderCache;
use crate::rendering::remote_images::ImageFetcher;
use crate::session::{SchedulePolicy, Session};
use crate::shared_settings::SharedSettings;
use crate::signed_in::SignedIn;
use crate::store::Store;
use crate::transfer_table::TransferTable;
use crate::view::{AccountId, ErrorView, LinkConfirmation, MessageId, MessageSummary, Phase};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Everything of Mayfly but its windows; cheap to clone.
#[derive(Clone)]
pub struct Core(pub(crate) Arc<CoreState>);

/// What all clones of a [`Core`] share.
pub(crate) struct CoreState {
    pub(crate) config: Config,
    pub(crate) events: Arc<EventBus>,
    pub(crate) notices: Notices,
    pub(crate) settings: Arc<SharedSettings>,
    pub(crate) schedule_policy: Arc<SchedulePolicy>,
    /// Whether checks that haven't begun wait for a window that is opening.
    pub(crate) checks_deferred: watch::Sender<bool>,
    pub(crate) transfers: TransferTable,
    /// Fetches remote images for all accounts; it knows nothing of them.
    pub(crate) image_fetcher: ImageFetcher,
    /// Held while an account is being opened or closed: those steps never overlap.
    pub(crate) lifecycle: tokio::sync::Mutex<()>,
    /// Cancelled when the core shuts down: whoever holds `lifecycle` gives up.
    pub(crate) shutdown: CancellationToken,
    pub(crate) accounts: Mutex<AccountsState>,
    pub(crate) reading: Mutex<ReadingState>,
}

/// Which accounts are open, and the screen that follows from it.
pub(crate) struct AccountsState {
    pub(crate) phase: Phase,
    pub(crate) signed_in: SignedIn,
    /// The encrypted store, open from the moment its key is known, whoever is signed in.
    pub(crate) store: Option<Store>,
    /// The user chose to go on without a keychain.
    pub(crate) session_only: bool,
}

/// What windows read and ask about in the active account; reset when another account becomes active.
#[derive(Default)]
pub(crate) struct ReadingState {
    /// The message the user asked for outside the window, until one is read.
    pub(crate) requested_message: Option<MessageSummary>,
    /// The message that the frame shows: a link that is clicked is looked up in it.
    pub(crate) shown_message: Option<MessageId>,
    pub(crate) render_cache: RenderCache,
    /// The link the user is asked about; only the latest one.
    pub(crate) link_confirmation: Option<LinkConfirmation>,
    pub(crate) last_link_confirmation: u32,
}

impl ReadingState {
    /// Forgets what belongs to the account that was active. Confirmations keep counting, so that a late answer never
    /// meets a later question.
    pub(crate) fn reset(&mut self) {
        let last_link_confirmation = self.last_link_confirmation;
        *self = Self { last_link_confirmation, ..Self::default() };
    }
}

impl Core {
    /// An error as windows see it, with times by this core's clock.
    #[must_use]
    pub fn view_error(&self, error: &Error) -> ErrorView {
        error.view(self.now())
    }

    /// Shows a notice of something that belongs to no action in a window.
    pub fn add_notice(&self, error: ErrorView) {
        self.0.notices.add(error, None);
    }

    /// Forgets a notice that the user dismissed.
    pub fn dismiss_notice(&self, id: u32) {
        self.0.notices.dismiss(id);
    }

    pub(crate) fn add_error_notice(&self, error: &Error) {
        self.add_notice(self.view_error(error));
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.0.config.clock.now()
    }

    pub(crate) fn lock_accounts(&self) -> MutexGuard<'_, AccountsState> {
        self.0.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn lock_reading(&self) -> MutexGuard<'_, ReadingState> {
        self.0.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The active account's session.
    pub(crate) fn active_session(&self) -> Result<Arc<Session>> {
        self.lock_accounts().signed_in.active.clone().ok_or(Error::NotSignedIn)
    }

    /// The session of an account that is signed in, active or not.
    pub(crate) fn session_of_account(&self, account: AccountId) -> Result<Arc<Session>> {
        let signed_in = self.signed_in();
        signed_in.find(account).cloned().ok_or(Error::UnknownAccount)
    }

    pub(crate) fn signed_in(&self) -> SignedIn {
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
