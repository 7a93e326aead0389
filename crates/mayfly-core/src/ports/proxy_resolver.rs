//! The port for the system's proxy settings: the desktop's in the app, scripted ones in tests.

use futures_util::future::BoxFuture;
use tempmailg::{ProxyError, ProxyUrl};

/// Knows the proxy that the system sets. It applies where the user's settings name none of their own.
pub trait ProxyResolver: Send + Sync + 'static {
    /// Returns the proxy for a URL, by the settings as they are now; `None` stands for a direct connection.
    /// Implementations must end every call in bounded time.
    ///
    /// # Errors
    /// A proxy is set that can't be used, or the settings can't be read. Nothing is sent directly then.
    fn resolve_proxy<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Option<ProxyUrl>, ProxyError>>;

    /// Waits until the settings have changed, so that what failed can be tried again at once; by default for ever.
    fn wait_for_change(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// The proxy of the environment variables; on Windows and macOS the system's where no variable is set.
#[derive(Debug, Clone, Copy, Default)]
pub struct EnvironmentProxyResolver;

impl ProxyResolver for EnvironmentProxyResolver {
    fn resolve_proxy<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Option<ProxyUrl>, ProxyError>> {
        Box::pin(std::future::ready(tempmailg::find_environment_proxy(url)))
    }
}
