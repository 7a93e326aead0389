//! The HTTP client for the way that a request takes: directly, or through a proxy.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::base_url::BaseUrl;
use crate::cause_text::CauseText;
use crate::environment_proxy::find_environment_proxy;
use crate::error::Error;
use crate::proxy::ProxyChoice;
use crate::proxy_url::ProxyUrl;

/// Creates the HTTP client of each request, and keeps the one that was used last with its connections.
pub(crate) struct HttpClientCache {
    settings: HttpSettings,
    proxy: ProxyChoice,
    last_used: Mutex<RoutedClient>,
}

/// The settings that all HTTP clients share.
pub(crate) struct HttpSettings {
    pub(crate) user_agent: HeaderValue,
    pub(crate) base_url: BaseUrl,
    pub(crate) timeout: Duration,
}

/// An HTTP client and the proxy that it uses for everything.
#[derive(Clone)]
pub(crate) struct RoutedClient {
    pub(crate) http: reqwest::Client,
    pub(crate) proxy: Option<ProxyUrl>,
}

impl HttpClientCache {
    /// Builds the client for a direct connection or a fixed proxy, so that a system without TLS is an error at once.
    pub(crate) fn new(settings: HttpSettings, proxy: ProxyChoice) -> Result<HttpClientCache, Error> {
        let fixed = match &proxy {
            ProxyChoice::Fixed(proxy) if !settings.base_url.is_loopback() => Some(proxy.clone()),
            _ => None,
        };
        let last_used = Mutex::new(settings.build_client(fixed)?);
        Ok(HttpClientCache { settings, proxy, last_used })
    }

    /// Returns the client for the next request. A client of another way, and its idle connections, are dropped.
    pub(crate) async fn select_client(&self) -> Result<RoutedClient, Error> {
        let base_url = &self.settings.base_url;
        let proxy = match &self.proxy {
            _ if base_url.is_loopback() => None,
            ProxyChoice::Direct => None,
            ProxyChoice::Fixed(proxy) => Some(proxy.clone()),
            ProxyChoice::Environment => find_environment_proxy(base_url.as_str())?,
            ProxyChoice::Selected(selector) => selector.select_proxy(base_url.as_str()).await?,
        };
        let mut last_used = self.last_used.lock().unwrap_or_else(PoisonError::into_inner);
        if last_used.proxy != proxy {
            *last_used = self.settings.build_client(proxy)?;
        }
        Ok(last_used.clone())
    }
}

impl HttpSettings {
    fn build_client(&self, proxy: Option<ProxyUrl>) -> Result<RoutedClient, Error> {
        let to_setup_error = |error: reqwest::Error| Error::Setup(CauseText::new(&error.without_url().to_string()));
        let mut http = reqwest::Client::builder()
            .user_agent(self.user_agent.clone())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(self.base_url.as_str().starts_with("https://"))
            // The environment's proxies, which would be read leniently.
            .no_proxy();
        if self.base_url.is_loopback() {
            // Requests to loopback are unencrypted: no proxy may see them, and "localhost" must not be
            // resolved by a name server.
            let loopback: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            http = http.resolve_to_addrs("localhost", &loopback);
        }
        if let Some(proxy) = &proxy {
            // Before the call's own timeout, so that the error names the proxy.
            http = http.proxy(proxy.to_reqwest_proxy().map_err(to_setup_error)?).connect_timeout(self.timeout / 2);
        }
        Ok(RoutedClient { http: http.build().map_err(to_setup_error)?, proxy })
    }
}
