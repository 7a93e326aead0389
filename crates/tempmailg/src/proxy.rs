//! Which proxy a client uses, and why one can't be used.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::cause_text::CauseText;
use crate::proxy_url::{ProxyUrl, ProxyUrlError, redact_unreadable_proxy};

/// Which proxy a client uses. Requests to a loopback host never use one.
#[derive(Clone, Default)]
pub enum ProxyChoice {
    /// The one that the environment variables name: `https_proxy` or `all_proxy`, with the exceptions of `no_proxy`, in
    /// lower or upper case; on Windows and macOS the system's settings where no variable is set. A value that can't be
    /// read is an error.
    #[default]
    Environment,
    /// None.
    Direct,
    /// This one.
    Fixed(ProxyUrl),
    /// The one that is selected for each request anew.
    Selected(Arc<dyn ProxySelector>),
}

/// Selects a proxy for each request.
pub trait ProxySelector: Send + Sync + 'static {
    /// Returns the proxy for a URL; `None` stands for a direct connection.
    ///
    /// # Errors
    /// Why the proxy that is set can't be used. The request fails with this error; it is never sent directly.
    fn select_proxy<'a>(&'a self, url: &'a str) -> ProxySelectionFuture<'a>;
}

/// The pending result of [`ProxySelector::select_proxy`].
pub type ProxySelectionFuture<'a> = Pin<Box<dyn Future<Output = Result<Option<ProxyUrl>, ProxyError>> + Send + 'a>>;

/// The proxy that is set can't be used. Nothing was sent past it.
///
/// No text of this error contains the proxy's user name or password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the proxy{} can't be used: {failure}", format_proxy_name(.name))]
pub struct ProxyError {
    name: Option<String>,
    failure: ProxyFailure,
}

/// Why a proxy can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyFailure {
    /// The text that names the proxy is not the address of one that can be used.
    #[error(transparent)]
    InvalidUrl(ProxyUrlError),
    /// The proxy could not be reached, or broke off the connection.
    #[error("no connection through it: {0}")]
    Unreachable(CauseText),
    /// The proxy asks for a user name and password, or refuses those it got.
    #[error("it does not accept the name and password: {0}")]
    CredentialsRefused(CauseText),
    /// The proxy does not connect to the service: it is not allowed to, or cannot reach it.
    #[error("it does not connect to TempMailG: {0}")]
    ConnectionRefused(CauseText),
    /// Which proxy is set, or its password, could not be read.
    #[error("its settings can't be read: {0}")]
    SettingsUnavailable(CauseText),
}

impl ProxyError {
    /// Creates the error of a text that is not the address of a proxy.
    pub fn from_invalid_url(text: &str, error: ProxyUrlError) -> ProxyError {
        let name = CauseText::new(&redact_unreadable_proxy(text)).to_string();
        let is_named = !redact_unreadable_proxy(text).is_empty();
        ProxyError { name: is_named.then_some(name), failure: ProxyFailure::InvalidUrl(error) }
    }

    /// Creates the error of settings that can't be read. `cause` is a technical description without secrets.
    pub fn from_unavailable_settings(proxy: Option<&ProxyUrl>, cause: &str) -> ProxyError {
        ProxyError {
            name: proxy.map(ProxyUrl::to_string),
            failure: ProxyFailure::SettingsUnavailable(CauseText::new(cause)),
        }
    }

    pub(crate) fn new(proxy: &ProxyUrl, failure: ProxyFailure) -> ProxyError {
        ProxyError { name: Some(proxy.to_string()), failure }
    }

    /// Returns the proxy's address without user name and password, such as `socks5h://proxy.example:1080`; `None` if
    /// it is not known.
    pub fn proxy_address(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns why the proxy can't be used.
    pub fn failure(&self) -> &ProxyFailure {
        &self.failure
    }
}

fn format_proxy_name(name: &Option<String>) -> String {
    name.as_ref().map(|name| format!(" {name}")).unwrap_or_default()
}

impl std::fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ProxyChoice::Environment => f.write_str("Environment"),
            ProxyChoice::Direct => f.write_str("Direct"),
            ProxyChoice::Fixed(proxy) => f.debug_tuple("Fixed").field(proxy).finish(),
            ProxyChoice::Selected(_) => f.write_str("Selected"),
        }
    }
}
