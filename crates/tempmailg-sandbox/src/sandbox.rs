//! Starting, steering and stopping.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::faults::Fault;
use crate::gate::RequestRecord;
use crate::mail::Mail;
use crate::world::{Settings, Shared};
use crate::{api, control, random, server};

/// A running sandbox. Dropping it stops it.
pub struct Sandbox {
    shared: Arc<Shared>,
    keys: Vec<String>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

/// What a sandbox is to be like; made by [`Sandbox::builder`].
#[derive(Clone)]
pub struct SandboxBuilder {
    keys: Vec<String>,
    port: u16,
    lifetime: Duration,
    empty: bool,
    quota: u64,
    arrival_scale: f64,
    control: bool,
    plan: Vec<String>,
}

impl Sandbox {
    /// Starts describing a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder {
            keys: Vec::new(),
            port: 0,
            lifetime: Duration::from_secs(600),
            empty: false,
            quota: 50_000,
            arrival_scale: 1.0,
            control: false,
            plan: vec!["free".into()],
        }
    }

    /// The base URL of the API, such as `http://127.0.0.1:41207/api`.
    pub fn base_url(&self) -> &str {
        &self.shared.settings.base_url
    }

    /// The API key of the first account.
    pub fn key(&self) -> &str {
        // A sandbox always has at least one key: the builder sees to it.
        self.keys.first().map_or("", String::as_str)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Puts mail into an inbox at once and tells the message's identifier; `None` if there is no such inbox.
    pub fn deliver(&self, address: &str, mail: Mail) -> Option<String> {
        self.shared.world().deliver(address, mail)
    }

    /// Makes a coming request go wrong.
    ///
    /// # Panics
    ///
    /// If the fault can't be carried out; see [`Fault::check`].
    pub fn inject(&self, fault: Fault) {
        if let Err(error) = fault.check() {
            panic!("{error}");
        }
        self.shared.world().faults.push(fault);
    }

    /// Forgets every fault that hasn't struck.
    pub fn clear_faults(&self) {
        self.shared.world().faults.clear();
    }

    /// The last 10,000 requests to the API, oldest first, whatever became of them.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.shared.world().requests.iter().cloned().collect()
    }

    /// Ends an inbox before its time; false if there is none.
    pub fn expire(&self, address: &str) -> bool {
        self.shared.world().remove_inbox(address)
    }

    /// Puts the service's clock forward: mail arrives, inboxes expire and quotas start again accordingly.
    pub fn advance(&self, by: Duration) {
        self.shared.world().advance(by);
    }

    /// Gives the account of this key another one, which alone is accepted from now on; false if there is none.
    pub fn replace_key(&self, key: &str, other: &str) -> bool {
        self.shared.world().replace_key(key, other)
    }

    /// Whether a message was read through the API; `None` if there is no such message.
    pub fn is_seen(&self, message_id: &str) -> Option<bool> {
        self.shared.world().message(message_id).map(|message| message.seen)
    }

    /// Stops listening, closes every connection and waits until that is done.
    pub async fn shutdown(mut self) {
        self.server.abort();
        // It ends by having been aborted, which is no news.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl SandboxBuilder {
    /// Adds an account with this key. Without any, there is one account with a random key.
    pub fn key(mut self, key: &str) -> Self {
        self.keys.push(key.to_owned());
        self
    }

    /// The port to listen on; 0, the default, is any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// How long an inbox lives; 600 s by default, in whole seconds.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Leaves new inboxes empty instead of filling them with sample mail.
    pub fn empty(mut self, empty: bool) -> Self {
        self.empty = empty;
        self
    }

    /// How many requests an account may make in a month; 50,000 by default.
    pub fn quota(mut self, limit: u64) -> Self {
        self.quota = limit;
        self
    }

    /// Stretches (above 1) or shortens (below 1) the time until each sample mail arrives; at 0 all of it
    /// is there at once. Anything below 0, or not a number, counts as 0.
    pub fn arrival_scale(mut self, scale: f64) -> Self {
        self.arrival_scale = scale.max(0.0);
        self
    }

    /// Opens the `/_sandbox/` endpoints, through which anybody on this computer can steer the sandbox.
    pub fn control(mut self, control: bool) -> Self {
        self.control = control;
        self
    }

    /// The domain types the accounts may use, in lower case; `["free"]` by default.
    pub fn plan(mut self, allowed_types: &[&str]) -> Self {
        self.plan = allowed_types.iter().map(|&allowed| allowed.to_owned()).collect();
        self
    }

    /// Starts listening on 127.0.0.1. Needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// When the port can't be had, or the system gives no random numbers.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        if self.keys.is_empty() {
            let secret = random::alphanumeric(40).map_err(io::Error::other)?;
            self.keys.push(format!("sandbox-{secret}"));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let settings = Settings {
            base_url: format!("http://{address}/api"),
            lifetime: self.lifetime,
            sample_mail: !self.empty,
            quota: self.quota,
            arrival_scale: self.arrival_scale,
            plan: self.plan,
        };
        let shared = Arc::new(Shared::new(settings, self.keys.clone()));
        let mut router = api::router(shared.clone());
        if self.control {
            router = router.merge(control::router(shared.clone()));
        }
        Ok(Sandbox { shared, keys: self.keys, address, server: tokio::spawn(server::serve(listener, router)) })
    }
}

// The keys stay out of debug output.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder").field("accounts", &self.keys.len()).finish_non_exhaustive()
    }
}
