//! Building a core.

use crate::core_environment::CoreEnvironment;
use crate::core_handle::{AccountsState, ActiveAccountReadingState, Core, CoreInner};
use crate::events::EventBus;
use crate::mail_retention::run_closed_account_retention;
use crate::notices::Notices;
use crate::ports::image_fetch_environment::{ImageFetchNetwork, SystemNetwork};
use crate::ports::proxy_resolver::{EnvironmentProxyResolver, ProxyResolver};
use crate::proxy_router::ProxyRouter;
use crate::rendering::remote_images::ImageFetcher;
use crate::scheduler_types::PollTiming;
use crate::session::{PollingConditions, SignedInSessions};
use crate::shared_settings::SharedSettings;
use crate::transfer_table::TransferTable;
use crate::view::{Phase, WindowShape};
use std::sync::{Arc, Mutex, Weak};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// Builds a [`Core`].
#[must_use = "a builder does nothing until it is started"]
pub struct CoreBuilder {
    environment: CoreEnvironment,
    poll_timing: PollTiming,
    image_fetch_environment: Arc<dyn ImageFetchNetwork>,
    proxy_resolver: Arc<dyn ProxyResolver>,
}

impl Core {
    /// A builder of a core with these surroundings.
    pub fn builder(environment: CoreEnvironment) -> CoreBuilder {
        CoreBuilder {
            environment,
            poll_timing: PollTiming::default(),
            image_fetch_environment: Arc::new(SystemNetwork),
            proxy_resolver: Arc::new(EnvironmentProxyResolver),
        }
    }
}

impl CoreBuilder {
    /// Sets the intervals and timeouts of checking for mail.
    pub fn poll_timing(mut self, timing: PollTiming) -> Self {
        self.poll_timing = timing;
        self
    }

    /// Sets the network that remote images are fetched from; by default it is the system's.
    pub fn image_fetch_environment(mut self, network: Arc<dyn ImageFetchNetwork>) -> Self {
        self.image_fetch_environment = network;
        self
    }

    /// Sets where the system's proxy settings are read; by default from the environment variables.
    pub fn proxy_resolver(mut self, resolver: Arc<dyn ProxyResolver>) -> Self {
        self.proxy_resolver = resolver;
        self
    }

    /// Starts the core; must be called within a tokio runtime. Opening the keychain and the store goes on in the
    /// background: the phase changes when that is done, and again once a keychain that can't be read at first can be.
    #[must_use]
    pub fn start(self) -> Core {
        let core = self.build(Phase::Starting);
        let opening = core.clone();
        tokio::spawn(async move { opening.open_signed_in_accounts().await });
        tokio::spawn(run_closed_account_retention(Arc::downgrade(&core.0)));
        core
    }

    /// Starts the core on the welcome page without touching the keychain or the disk, for going on to
    /// [`open_demo_account`](Core::open_demo_account). Must be called within a tokio runtime too.
    #[must_use]
    pub fn start_signed_out(self) -> Core {
        self.build(Phase::Welcome)
    }

    fn build(self, phase: Phase) -> Core {
        let event_bus = Arc::new(EventBus::new());
        let settings = Arc::new(SharedSettings::default());
        let secrets = Arc::clone(&self.environment.secrets);
        let proxy_router = Arc::new(ProxyRouter::new(Arc::clone(&settings), secrets, self.proxy_resolver));
        let core = Core(Arc::new(CoreInner {
            environment: self.environment,
            notices: Notices::new(Arc::clone(&event_bus)),
            settings,
            polling_conditions: Arc::new(PollingConditions::new(self.poll_timing)),
            checks_deferred: watch::Sender::new(false),
            transfers: TransferTable::new(Arc::clone(&event_bus)),
            image_fetcher: ImageFetcher::new(self.image_fetch_environment, Arc::clone(&proxy_router)),
            proxy_router: Arc::clone(&proxy_router),
            events: event_bus,
            lifecycle: tokio::sync::Mutex::new(()),
            shutdown: CancellationToken::new(),
            keychain_retry: Notify::new(),
            accounts: Mutex::new(AccountsState {
                phase,
                signed_in: SignedInSessions::default(),
                store: None,
                starts_beside: false,
                session_only: false,
                keychain_wait: None,
            }),
            reading_state: Mutex::new(ActiveAccountReadingState::default()),
            shown_message: watch::Sender::new(None),
            copied_address: Mutex::default(),
            window_shape: Mutex::new(WindowShape::Full),
            desktop_status: Mutex::default(),
        }));
        tokio::spawn(retry_after_proxy_changes(Arc::downgrade(&core.0), proxy_router));
        core
    }
}

/// Tries what failed again whenever the system's proxy settings have changed, as long as the core exists.
async fn retry_after_proxy_changes(core: Weak<CoreInner>, proxy_router: Arc<ProxyRouter>) {
    loop {
        proxy_router.wait_for_system_change().await;
        let Some(core) = core.upgrade() else { return };
        Core(core).retry_checks_now();
    }
}
