//! Fetches one image from its URL: without data about the user in the request, without trust in the response.

use super::fetched_image::FetchedImage;
use super::remote_image_error::RemoteImageError;
use super::{image_validation, public_address};
use crate::ports::image_fetch_environment::{ImageFetchNetwork, ImageTimeouts};
use crate::proxy_router::ProxyRouter;
use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Certificate, Client, Response, StatusCode};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// The most bytes of one image.
pub(crate) const MAX_IMAGE_BYTES: usize = 5 << 20;
/// How many redirects are followed for one image.
const MAX_REDIRECTS: usize = 3;
/// Long enough to reuse a connection for the images of one message, too short to link the user's later requests.
const MAX_CONNECTION_IDLE: Duration = Duration::from_secs(5);
/// The shortest user agent that servers accept; it names neither the app nor the system.
const USER_AGENT: &str = "Mozilla/5.0";
/// The formats that [`validate`] accepts.
const ACCEPTED_TYPES: &str = "image/webp,image/png,image/jpeg,image/gif";

/// Fetches images from public addresses.
pub(crate) struct ImageFetcher {
    network: Arc<dyn ImageFetchNetwork>,
    timeouts: ImageTimeouts,
    client: OnceLock<Option<Client>>,
    proxy_router: Arc<ProxyRouter>,
}

impl ImageFetcher {
    /// Creates a fetcher that uses this network. Nothing is read from the system before the first fetch.
    pub(crate) fn new(network: Arc<dyn ImageFetchNetwork>, proxy_router: Arc<ProxyRouter>) -> Self {
        Self { timeouts: network.timeouts(), network, client: OnceLock::new(), proxy_router }
    }

    /// Returns whether https requests go through a proxy, by the user's setting or the system's.
    ///
    /// A proxy resolves host names by itself, past every check here. A direct connection could disclose to the sender
    /// the IP address that the proxy hides. So nothing is fetched behind a proxy.
    pub(crate) async fn is_behind_proxy(&self) -> bool {
        self.proxy_router.might_use_proxy("https://images.invalid/").await
    }

    /// Fetches and validates the image at a URL.
    ///
    /// # Errors
    /// Why the image can't be shown.
    pub(super) async fn fetch_image(&self, url: &str) -> Result<FetchedImage, RemoteImageError> {
        let url = Url::parse(url).map_err(|_| RemoteImageError::NotPublicAddress)?;
        let client = self.client.get_or_init(|| self.build_image_client()).as_ref().ok_or(RemoteImageError::Network)?;
        timeout(self.timeouts.total, self.fetch_following_redirects(client, url))
            .await
            .map_err(|_| RemoteImageError::Timeout)?
    }

    fn build_image_client(&self) -> Option<Client> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // An error means that another thread has installed a provider meanwhile.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let roots = self.network.additional_root_certificates();
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(true)
            // Nothing is fetched behind a proxy; see `is_behind_proxy`.
            .no_proxy()
            .pool_idle_timeout(MAX_CONNECTION_IDLE)
            .dns_resolver(Arc::new(PublicAddressResolver(Arc::clone(&self.network))))
            .tls_certs_merge(roots.iter().filter_map(|root| Certificate::from_der(root).ok()))
            .build();
        if let Err(error) = &client {
            tracing::error!("the client for remote images could not be built: {error}");
        }
        client.ok()
    }

    async fn fetch_following_redirects(&self, client: &Client, mut url: Url) -> Result<FetchedImage, RemoteImageError> {
        for _ in 0..=MAX_REDIRECTS {
            public_address::validate_image_url(&url)?;
            if self.proxy_router.might_use_proxy(url.as_str()).await {
                return Err(RemoteImageError::BehindProxy);
            }
            let request = client.get(url.clone()).header(ACCEPT, ACCEPTED_TYPES).header(ACCEPT_ENCODING, "identity");
            let response = self.await_within_idle_timeout(request.send()).await?;
            match response.status() {
                StatusCode::OK => return self.read_image_response(response).await,
                status if status.is_redirection() => {
                    let location =
                        get_http_header_text(response.headers(), &LOCATION).ok_or(RemoteImageError::RefusedByServer)?;
                    url = url.join(location).map_err(|_| RemoteImageError::NotPublicAddress)?;
                }
                _ => return Err(RemoteImageError::RefusedByServer),
            }
        }
        Err(RemoteImageError::TooManyRedirects)
    }

    async fn read_image_response(&self, mut response: Response) -> Result<FetchedImage, RemoteImageError> {
        let content_type = get_http_header_text(response.headers(), &CONTENT_TYPE)
            .unwrap_or_default()
            .trim_start()
            .to_ascii_lowercase();
        if !content_type.starts_with("image/") {
            return Err(RemoteImageError::NotAnImage);
        }
        let content_length =
            get_http_header_text(response.headers(), &CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
        if content_length.is_some_and(|length| length > MAX_IMAGE_BYTES) {
            return Err(RemoteImageError::TooManyBytes);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = self.await_within_idle_timeout(response.chunk()).await? {
            if bytes.len() + chunk.len() > MAX_IMAGE_BYTES {
                return Err(RemoteImageError::TooManyBytes);
            }
            bytes.extend_from_slice(&chunk);
        }
        let media_type = image_validation::validate_image(&bytes)?;
        Ok(FetchedImage { media_type, bytes: Bytes::from(bytes) })
    }

    async fn await_within_idle_timeout<T>(
        &self,
        step: impl Future<Output = reqwest::Result<T>>,
    ) -> Result<T, RemoteImageError> {
        match timeout(self.timeouts.idle, step).await {
            Ok(result) => result.map_err(|error| to_image_error(&error)),
            Err(_) => Err(RemoteImageError::Timeout),
        }
    }
}

/// Resolves a host name once and returns its public addresses only. The client connects to the addresses that were
/// checked, so a later DNS answer has no effect.
struct PublicAddressResolver(Arc<dyn ImageFetchNetwork>);

impl Resolve for PublicAddressResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let network = Arc::clone(&self.0);
        Box::pin(async move {
            let resolved = network.resolve_host(name.as_str()).await?;
            let has_addresses = !resolved.is_empty();
            let allowed: Vec<_> =
                resolved.into_iter().filter(|address| may_connect_to_address(&*network, *address)).collect();
            if has_addresses && allowed.is_empty() {
                return Err(RemoteImageError::NotPublicAddress.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Returns whether a resolved address may be connected to. A network can allow loopback addresses besides the public
/// ones, and nothing else.
fn may_connect_to_address(network: &dyn ImageFetchNetwork, address: SocketAddr) -> bool {
    public_address::is_public_address(address.ip())
        || (address.ip().is_loopback() && network.allows_loopback_address(address))
}

/// Returns a header's value if it is text.
fn get_http_header_text<'a>(headers: &'a HeaderMap, name: &reqwest::header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Returns the [`RemoteImageError`] that caused the error, if one did; else that the network failed, without the error's own
/// text, which contains the URL.
fn to_image_error(error: &reqwest::Error) -> RemoteImageError {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(image_error) = error.downcast_ref::<RemoteImageError>() {
            return image_error.clone();
        }
        next = error.source();
    }
    RemoteImageError::Network
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::ports::image_fetch_environment::SystemNetwork;
    use futures_util::future::BoxFuture;
    use std::io;

    /// Allows every address it is asked about.
    struct PermissiveNetwork;

    impl ImageFetchNetwork for PermissiveNetwork {
        fn resolve_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
            SystemNetwork.resolve_host(host)
        }

        fn allows_loopback_address(&self, _: SocketAddr) -> bool {
            true
        }
    }

    #[test]
    fn network_can_allow_loopback_addresses_and_no_other_private_address() {
        for (address, allowed_by_system, allowed_by_permissive) in [
            ("1.1.1.1:443", true, true),
            ("127.0.0.1:443", false, true),
            ("[::1]:443", false, true),
            ("[::ffff:127.0.0.1]:443", false, false),
            ("0.0.0.0:443", false, false),
            ("10.0.0.1:443", false, false),
            ("192.168.1.1:443", false, false),
            ("169.254.169.254:443", false, false),
            ("[fe80::1]:443", false, false),
            ("[fd00::1]:443", false, false),
        ] {
            let address = address.parse().unwrap();
            assert_eq!(may_connect_to_address(&SystemNetwork, address), allowed_by_system, "{address}");
            assert_eq!(may_connect_to_address(&PermissiveNetwork, address), allowed_by_permissive, "{address}");
        }
    }
}
