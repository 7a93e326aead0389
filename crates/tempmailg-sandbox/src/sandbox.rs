//! The running sandbox and its builder.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::api_endpoints::build_api_router;
use crate::control_api::build_control_router;
use crate::fault_injection::InjectedFault;
use crate::http_server::serve_connections;
use crate::mail::Mail;
use crate::random::random_alphanumeric;
use crate::request_log::RequestRecord;
use crate::sandbox_state::{SandboxSettings, SharedState};

/// A running sandbox. Dropping it stops the server and closes every connection.
pub struct Sandbox {
    shared: Arc<SharedState>,
    api_keys: Vec<String>,
    address: SocketAddr,
    server_task: JoinHandle<()>,
}

/// Builds a [`Sandbox`]. Returned by [`Sandbox::builder`].
#[derive(Clone)]
pub struct SandboxBuilder {
    api_keys: Vec<String>,
    port: u16,
    inbox_lifetime: Duration,
    empty: bool,
    quota: u64,
    mail_delay_factor: f64,
    control: bool,
    plan: Vec<String>,
}

impl Sandbox {
    /// Returns a builder with default settings.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            api_keys: Vec::new(),
            port: 0,
            inbox_lifetime: Duration::from_secs(600),
            empty: false,
            quota: 50_000,
            mail_delay_factor: 1.0,
            control: false,
            plan: vec!["free".into()],
        }
    }

    /// Returns the base URL of the API, such as `http://127.0.0.1:41207/api`.
    pub fn base_url(&self) -> &str {
        &self.shared.settings.base_url
    }

    /// Returns the API key of the first account.
    pub fn api_key(&self) -> &str {
        // The builder adds a random key if none is set.
        self.api_keys.first().map_or("", String::as_str)
    }

    /// Returns the socket address of the server.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Delivers mail to an inbox at once. Returns the message's identifier, or `None` if there is no such inbox.
    pub fn deliver_mail(&self, address: &str, mail: Mail) -> Option<String> {
        self.shared.lock_state().deliver_mail(address, mail)
    }

    /// Adds a fault that applies to coming requests.
    ///
    /// # Panics
    ///
    /// If the fault is invalid; see [`InjectedFault::validate`].
    pub fn inject_fault(&self, fault: InjectedFault) {
        if let Err(error) = fault.validate() {
            panic!("{error}");
        }
        self.shared.lock_state().faults.push(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.shared.lock_state().faults.clear();
    }

    /// Returns the last 10,000 requests to the API, oldest first, whatever the responses were.
    pub fn list_requests(&self) -> Vec<RequestRecord> {
        self.shared.lock_state().request_log.to_vec()
    }

    /// Ends an inbox before its time. Returns whether there was such an inbox.
    pub fn expire_inbox(&self, address: &str) -> bool {
        self.shared.lock_state().remove_inbox(address)
    }

    /// Advances the sandbox's clock. Sample mail arrives, inboxes expire and quotas reset accordingly.
    pub fn advance_clock(&self, by: Duration) {
        self.shared.lock_state().advance_clock(by);
    }

    /// Replaces the API key of an account. The old key is no longer accepted. Returns whether there is such an
    /// account.
    pub fn replace_api_key(&self, old_api_key: &str, new_api_key: &str) -> bool {
        self.shared.lock_state().accounts.replace_api_key(old_api_key, new_api_key)
    }

    /// Whether a message was read through the API. `None` if there is no such message.
    pub fn is_seen(&self, message_id: &str) -> Option<bool> {
        self.shared.lock_state().find_message(message_id).map(|message| message.seen)
    }

    /// Stops the server, closes every connection and waits until that is done.
    pub async fn shutdown(mut self) {
        self.server_task.abort();
        // The result is the error of the abort.
        let _ = (&mut self.server_task).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server_task.abort();
    }
}

impl SandboxBuilder {
    /// Adds an account with this API key. The default is one account with a random key.
    pub fn api_key(mut self, api_key: &str) -> Self {
        self.api_keys.push(api_key.to_owned());
        self
    }

    /// Sets the port. 0, the default, means any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the lifetime of an inbox, in whole seconds. The default is 600 seconds.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.inbox_lifetime = lifetime;
        self
    }

    /// Sets whether new inboxes stay empty. By default they receive sample mail.
    pub fn keep_new_inboxes_empty(mut self, empty: bool) -> Self {
        self.empty = empty;
        self
    }

    /// Sets the number of requests per account and month. The default is 50,000.
    pub fn quota(mut self, limit: u64) -> Self {
        self.quota = limit;
        self
    }

    /// Multiplies the time until each sample mail arrives. The default is 1; at 0 all sample mail arrives at
    /// once. Negative values and NaN count as 0.
    pub fn mail_delay_factor(mut self, scale: f64) -> Self {
        self.mail_delay_factor = scale.max(0.0);
        self
    }

    /// Sets whether the `/_sandbox/` endpoints are available, through which every process of this computer can
    /// control the sandbox. The default is no.
    pub fn with_control_endpoints(mut self, control: bool) -> Self {
        self.control = control;
        self
    }

    /// Sets the domain types that the accounts may use, in lower case. The default is `["free"]`.
    pub fn set_allowed_domain_types(mut self, allowed_types: &[&str]) -> Self {
        self.plan = allowed_types.iter().map(|&allowed| allowed.to_owned()).collect();
        self
    }

    /// Starts the server on 127.0.0.1. Needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// When the port is not available, or the system provides no random numbers.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        if self.api_keys.is_empty() {
            let secret = random_alphanumeric(40).map_err(io::Error::other)?;
            self.api_keys.push(format!("sandbox-{secret}"));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let settings = SandboxSettings {
            base_url: format!("http://{address}/api"),
            inbox_lifetime: self.inbox_lifetime,
            sample_mail: !self.empty,
            quota: self.quota,
            mail_delay_factor: self.mail_delay_factor,
            plan: self.plan,
        };
        let shared = Arc::new(SharedState::new(settings, self.api_keys.clone()));
        let mut router = build_api_router(shared.clone());
        if self.control {
            router = router.merge(build_control_router(shared.clone()));
        }
        let server_task = tokio::spawn(serve_connections(listener, router));
        Ok(Sandbox { shared, api_keys: self.api_keys, address, server_task })
    }
}

// Debug output contains no API keys.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder").field("accounts", &self.api_keys.len()).finish_non_exhaustive()
    }
}
