//! Everything of Mayfly that needs no window: the account, its inboxes, their messages, the encrypted store,
//! checking for mail, and downloads.
//!
//! The core owns the truth. A front end calls [`Core`]'s functions, starts from a [`view::Snapshot`] and then
//! applies ordered [`view::Event`]s; it may go away and come back at any moment.
//!
//! ```
//! # use mayfly_core::{Config, Core, Locales, MemorySecrets, SystemClock};
//! # use std::sync::Arc;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let folder = std::env::temp_dir().join("mayfly-doc");
//! let core = Core::start(Config {
//!     data_folder: folder,
//!     clock: Arc::new(SystemClock),
//!     secrets: Arc::new(MemorySecrets::default()),
//!     locales: Locales::default(),
//! });
//! let (snapshot, mut events) = core.subscribe().await.expect("a fresh core can be read");
//! assert!(snapshot.inboxes.is_empty());
//! // From here on: `events.recv()`, and apply what has a number above `snapshot.seq`.
//! # drop(events);
//! # }
//! ```
//!
//! What it refuses to do: keep a secret in a plain file, overwrite a database it can't read, tell a window of
//! something that is not on disk yet, or let one bad message hide the others.

mod account;
mod accounts;
mod arrivals;
mod clock;
mod eml;
mod error;
mod events;
mod exchange;
mod images;
mod inboxes;
mod keeping;
mod key;
mod language;
mod links;
mod mbox;
mod messages;
mod origin;
mod prepared;
mod reading;
mod search;
mod secrets;
mod session;
mod settings;
mod store;
pub mod sync;
mod transfers;
pub mod view;

pub use arrivals::{Arrival, RecentCode};
pub use clock::{Clock, SystemClock};
pub use error::{Error, Result};
pub use exchange::INBOXES_FILE_NAME;
#[cfg(feature = "test-network")]
pub use images::TestNetwork;
pub use images::{ImageError, RemoteImage};
pub use language::{Locales, spoken_locale};
pub use secrets::{MemorySecrets, SecretError, SecretStore};
pub use store::StoreError;
pub use sync::Pace;
pub use transfers::Destination;

use accounts::Running;
use events::Hub;
use session::Session;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Store;
use tokio::sync::{broadcast, watch};
use view::{
    Change, ErrorView, Event, LinkQuestion, MessageSummary, Notice, Phase, Settings, Snapshot, SyncView, WindowSize,
};

/// What the core needs from its surroundings.
#[derive(Clone)]
pub struct Config {
    /// The folder for the database; made when first needed, readable by the user alone.
    pub data_folder: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Keeps the API key and the database's key.
    pub secrets: Arc<dyn SecretStore>,
    /// What the user's languages are, and how to write in them.
    pub locales: Locales,
}

/// The core; cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    config: Config,
    hub: Arc<Hub>,
    state: Mutex<State>,
    /// Held while an account is being opened or closed: those steps never overlap.
    lifecycle: tokio::sync::Mutex<()>,
    transfers: transfers::Transfers,
    /// Fetches remote images; shared by all accounts, for it knows nothing of them.
    fetcher: images::Fetcher,
    /// How checking goes, for whatever accounts there are.
    steering: Mutex<sync::Steering>,
    /// Whether checking waits for a window that opens.
    held: watch::Sender<bool>,
}

struct State {
    phase: Phase,
    running: Running,
    /// The encrypted store, open from the moment its key is known, whoever is signed in.
    kept: Option<Store>,
    /// The user chose to go on without a keychain.
    session_only: bool,
    notices: Vec<Notice>,
    next_notice: u32,
    settings: Settings,
    window_size: Option<WindowSize>,
    /// The message the user asked for outside the window, until one is read.
    open_message: Option<MessageSummary>,
    /// The message that the frame shows: where a link that is clicked is looked for.
    shown_message: Option<String>,
    preparations: prepared::Preparations,
    /// The link the user is asked about; the latest one alone.
    asked_link: Option<LinkQuestion>,
    next_link: u32,
}

impl Core {
    /// Starts a core; must be called within a tokio runtime. Opening the keychain and the store goes on in
    /// the background: the phase tells when that is done.
    #[must_use]
    pub fn start(config: Config) -> Self {
        Self::start_with(config, images::Fetcher::default())
    }

    /// Starts a core whose remote images come from a small internet that a test plays.
    #[cfg(feature = "test-network")]
    #[must_use]
    pub fn start_with_network(config: Config, network: TestNetwork) -> Self {
        Self::start_with(config, images::Fetcher::playing(network))
    }

    /// Starts a core that checks for mail at another pace.
    #[must_use]
    pub fn start_at(pace: Pace, config: Config) -> Self {
        let core = Self::idle(config, Phase::Starting, images::Fetcher::default());
        core.steer(|steering| steering.pace = pace);
        core.open()
    }

    fn start_with(config: Config, fetcher: images::Fetcher) -> Self {
        Self::idle(config, Phase::Starting, fetcher).open()
    }

    fn open(self) -> Self {
        let opening = self.clone();
        tokio::spawn(async move { opening.open_kept_account().await });
        tokio::spawn(keeping::keep_tidy(Arc::downgrade(&self.0)));
        self
    }

    /// Starts a core on the welcome page without touching the keychain or the disk, for going on to
    /// [`start_demo`](Self::start_demo).
    #[must_use]
    pub fn start_without_account(config: Config) -> Self {
        Self::idle(config, Phase::Welcome, images::Fetcher::default())
    }

    fn idle(config: Config, phase: Phase, fetcher: images::Fetcher) -> Self {
        let hub = Arc::new(Hub::new());
        Self(Arc::new(Inner {
            config,
            transfers: transfers::Transfers::new(Arc::clone(&hub)),
            fetcher,
            hub,
            state: Mutex::new(State {
                phase,
                running: Running::default(),
                kept: None,
                session_only: false,
                notices: Vec::new(),
                next_notice: 1,
                settings: Settings::default(),
                window_size: None,
                open_message: None,
                shown_message: None,
                preparations: prepared::Preparations::default(),
                asked_link: None,
                next_link: 1,
            }),
            lifecycle: tokio::sync::Mutex::new(()),
            steering: Mutex::new(sync::Steering::new(Pace::default())),
            held: watch::Sender::new(false),
        }))
    }

    /// The state as it is now, and every event after it.
    ///
    /// A listener that falls too far behind gets an error from its receiver and starts again from here.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn subscribe(&self) -> Result<(Snapshot, broadcast::Receiver<Event>)> {
        // First the number, then the state: an event in between is applied twice, which does no harm,
        // rather than never.
        let (seq, events) = self.0.hub.listen();
        let (mut snapshot, running) = {
            let state = self.state();
            let snapshot = Snapshot {
                seq,
                phase: state.phase.clone(),
                account: None,
                accounts: Vec::new(),
                inboxes: Vec::new(),
                selected_inbox: None,
                quota: None,
                sync: SyncView::Idle,
                transfers: self.0.transfers.views(),
                notices: state.notices.clone(),
                settings: state.settings.clone(),
                system_locale: self.0.config.locales.system.clone(),
                open_message: state.open_message.clone(),
                session_only: state.session_only,
            };
            (snapshot, state.running.clone())
        };
        if let Some(open) = &running.open {
            snapshot.accounts = running.views(open).await?;
            snapshot.account = snapshot.accounts.iter().find(|account| account.id == open.account).cloned();
            open.fill(&mut snapshot).await?;
        }
        Ok((snapshot, events))
    }

    /// Takes a notice off the screen.
    pub fn dismiss_notice(&self, id: u32) {
        self.state().notices.retain(|notice| notice.id != id);
    }

    /// Which Mayfly this is, in the version that the front end says it is.
    #[must_use]
    pub fn about(&self, version: &str) -> view::About {
        let data_folder = self.0.config.data_folder.display().to_string();
        view::About { version: version.to_owned(), data_folder }
    }

    /// An error as windows see it, by this core's clock.
    #[must_use]
    pub fn view_error(&self, error: &Error) -> ErrorView {
        error.view(self.now())
    }

    fn notify(&self, error: &Error) {
        self.tell(self.view_error(error));
    }

    /// Puts up a notice of something that belongs to no action in a window.
    pub fn tell(&self, error: ErrorView) {
        self.put_up(error, None);
    }

    /// Puts up a notice, maybe that the mail of an address can't be checked, and gives its identifier.
    fn put_up(&self, error: ErrorView, unchecked: Option<String>) -> u32 {
        let notice = {
            let mut state = self.state();
            let notice = Notice { id: state.next_notice, error, unchecked };
            state.next_notice += 1;
            state.notices.push(notice.clone());
            notice
        };
        let id = notice.id;
        self.0.hub.emit(Change::Notice { notice });
        id
    }

    /// Takes a notice down that no longer holds, if it is still up.
    fn take_down(&self, id: u32) {
        self.dismiss_notice(id);
        self.0.hub.emit(Change::NoticeGone { id });
    }

    fn steer<T>(&self, work: impl FnOnce(&mut sync::Steering) -> T) -> T {
        work(&mut self.0.steering.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn now(&self) -> jiff::Timestamp {
        self.0.config.clock.now()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn session(&self) -> Result<Arc<Session>> {
        self.state().running.open.clone().ok_or(Error::NotSignedIn)
    }

    fn running(&self) -> Running {
        self.state().running.clone()
    }

    /// Puts the app on another screen, with or without accounts, and has every window start again. Accounts that
    /// are new are checked for mail from now on, those that are gone no longer.
    fn enter(&self, phase: Phase, running: Running) {
        let before = {
            let mut state = self.state();
            if !same(state.running.open.as_ref(), running.open.as_ref()) {
                state.open_message = None;
                state.shown_message = None;
                state.preparations.clear();
                state.asked_link = None;
            }
            state.phase = phase;
            std::mem::replace(&mut state.running, running.clone())
        };
        for session in before.all().filter(|session| !running.has(session)) {
            session.stop();
        }
        self.0.hub.reset(running.open.as_ref().map(|open| &open.voice));
        let (watching, checking) = (self.steer(|steering| steering.watching), self.settings().checking);
        for session in running.all() {
            session.plan(|planner, _| planner.set_checking(checking));
            session.be_watched(watching && same(running.open.as_ref(), Some(session)));
            if !before.has(session) {
                tokio::spawn(sync::run(self.clone(), Arc::clone(session)));
            }
        }
    }
}

fn same(one: Option<&Arc<Session>>, other: Option<&Arc<Session>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
