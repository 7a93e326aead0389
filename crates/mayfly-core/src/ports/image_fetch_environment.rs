//! The network that remote images are fetched from, as a port: the system's in the app, scripted in tests.
//!
//! The port supplies facts about the network. The rules for what may be fetched (https only, public addresses only,
//! limits on redirects, bytes and pixels, nothing through a proxy) are applied by the image fetcher to whatever an
//! implementation returns.

use futures_util::future::BoxFuture;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// The network that remote images are fetched from.
///
/// The provided methods are for tests to override: they return what the app always uses, no exceptions and its own
/// timeouts.
pub trait ImageFetchNetwork: Send + Sync + 'static {
    /// Resolves a host name. A port other than 0 is connected to in place of 443.
    ///
    /// The fetcher connects to the returned addresses that are public, and to no others.
    ///
    /// # Errors
    /// The name could not be resolved.
    fn resolve_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>>;

    /// Returns whether a resolved loopback address may be connected to as if it were public; by default none.
    ///
    /// Only called for loopback addresses: no other private address can be allowed.
    fn allows_loopback_address(&self, _address: SocketAddr) -> bool {
        false
    }

    /// Returns certificates, in DER, that are trusted as roots besides the system's; by default none.
    fn additional_root_certificates(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    /// Returns how long the fetcher waits for an image.
    fn timeouts(&self) -> ImageTimeouts {
        ImageTimeouts::default()
    }
}

/// How long the fetcher waits for one image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageTimeouts {
    /// The longest wait for the response head, or for the next part of its body.
    pub idle: Duration,
    /// The longest time for the whole image, redirects included.
    pub total: Duration,
}

impl Default for ImageTimeouts {
    fn default() -> Self {
        Self { idle: Duration::from_secs(8), total: Duration::from_secs(30) }
    }
}

/// The system's network: its name resolution, its root certificates.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNetwork;

impl ImageFetchNetwork for SystemNetwork {
    fn resolve_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.collect()) })
    }
}
