//! Asking another computer for one image, telling it nothing and believing it nothing.

use super::{ImageError, RemoteImage, address, decode};
use bytes::Bytes;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Client, Response, StatusCode};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// The most bytes of one image.
const MAX_BYTES: usize = 5 << 20;
/// How many times an answer may point elsewhere.
const MAX_REDIRECTS: usize = 3;
/// How long nothing may come.
const IDLE: Duration = Duration::from_secs(8);
/// How long one image may take, redirects and all.
const TOTAL: Duration = Duration::from_secs(30);
/// Connections serve the images of one message, not to recognise the reader by later.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Says as little as servers put up with.
const USER_AGENT: &str = "Mozilla/5.0";
const WANTED: &str = "image/webp,image/png,image/jpeg,image/gif";

/// Fetches images, from public addresses alone.
#[derive(Default)]
pub(crate) struct Fetcher {
    client: OnceLock<Option<Client>>,
    proxies: OnceLock<Matcher>,
    network: Network,
}

/// What a fetcher sees of the world: in the app always the internet with the rules of [`address`].
#[derive(Clone, Default)]
struct Network {
    #[cfg(feature = "test-network")]
    played: Option<Arc<super::TestNetwork>>,
}

impl Fetcher {
    #[cfg(feature = "test-network")]
    pub(crate) fn playing(network: super::TestNetwork) -> Self {
        Self { network: Network { played: Some(Arc::new(network)) }, ..Self::default() }
    }

    /// Whether the system sends requests to the web through a proxy.
    ///
    /// A proxy looks names up by itself, past every check here; and going around it could tell the sender an
    /// address that the proxy is there to hide. So with one, nothing is fetched.
    pub(super) fn is_behind_proxy(&self) -> bool {
        self.is_proxied("https://images.invalid/")
    }

    fn is_proxied(&self, url: &str) -> bool {
        let proxies = self.proxies.get_or_init(|| self.network.proxies());
        url.parse().is_ok_and(|uri| proxies.intercept(&uri).is_some())
    }

    /// Fetches the image at this address.
    pub(super) async fn fetch(&self, url: &str) -> Result<RemoteImage, ImageError> {
        let url = Url::parse(url).map_err(|_| ImageError::Address)?;
        let client = self.client.get_or_init(|| self.network.client()).as_ref().ok_or(ImageError::Network)?;
        timeout(self.network.total(), self.follow(client, url)).await.map_err(|_| ImageError::Timeout)?
    }

    async fn follow(&self, client: &Client, mut url: Url) -> Result<RemoteImage, ImageError> {
        for _ in 0..=MAX_REDIRECTS {
            address::check_url(&url)?;
            if self.is_proxied(url.as_str()) {
                return Err(ImageError::Proxy);
            }
            let request = client.get(url.clone()).header(ACCEPT, WANTED).header(ACCEPT_ENCODING, "identity");
            let response = self.in_time(request.send()).await?;
            match response.status() {
                StatusCode::OK => return self.read(response).await,
                status if status.is_redirection() => {
                    let target = text(response.headers(), &LOCATION).ok_or(ImageError::Refused)?;
                    url = url.join(target).map_err(|_| ImageError::Address)?;
                }
                _ => return Err(ImageError::Refused),
            }
        }
        Err(ImageError::Redirects)
    }

    async fn read(&self, mut response: Response) -> Result<RemoteImage, ImageError> {
        let declared = text(response.headers(), &CONTENT_TYPE).unwrap_or_default().trim_start().to_ascii_lowercase();
        if !declared.starts_with("image/") {
            return Err(ImageError::NotAnImage);
        }
        let length = text(response.headers(), &CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
        if length.is_some_and(|length| length > MAX_BYTES) {
            return Err(ImageError::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = self.in_time(response.chunk()).await? {
            if bytes.len() + chunk.len() > MAX_BYTES {
                return Err(ImageError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        let media_type = decode::inspect(&bytes)?;
        Ok(RemoteImage { media_type, bytes: Bytes::from(bytes) })
    }

    async fn in_time<T>(&self, step: impl Future<Output = reqwest::Result<T>>) -> Result<T, ImageError> {
        match timeout(self.network.idle(), step).await {
            Ok(result) => result.map_err(|error| cause(&error)),
            Err(_) => Err(ImageError::Timeout),
        }
    }
}

impl Network {
    fn client(&self) -> Option<Client> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Lost a race: another thread has installed one.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(true)
            // Nothing is fetched where there is one; see `is_behind_proxy`.
            .no_proxy()
            .pool_idle_timeout(KEEP_ALIVE)
            .dns_resolver(Arc::new(Checked(self.clone())));
        let client = self.trust(builder).build();
        if let Err(error) = &client {
            tracing::error!("images can't be fetched: {error}");
        }
        client.ok()
    }

    #[cfg(not(feature = "test-network"))]
    fn trust(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        builder
    }

    #[cfg(not(feature = "test-network"))]
    fn proxies(&self) -> Matcher {
        Matcher::from_system()
    }

    #[cfg(not(feature = "test-network"))]
    fn played(&self, _: &str) -> Option<Vec<SocketAddr>> {
        None
    }

    #[cfg(not(feature = "test-network"))]
    fn is_played(&self, _: SocketAddr) -> bool {
        false
    }

    #[cfg(not(feature = "test-network"))]
    fn idle(&self) -> Duration {
        IDLE
    }

    #[cfg(not(feature = "test-network"))]
    fn total(&self) -> Duration {
        TOTAL
    }
}

#[cfg(feature = "test-network")]
impl Network {
    fn trust(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let root = self.played.as_ref().and_then(|played| reqwest::Certificate::from_der(&played.root).ok());
        builder.tls_certs_merge(root)
    }

    fn proxies(&self) -> Matcher {
        match &self.played {
            Some(played) => Matcher::builder().https(played.proxy.clone().unwrap_or_default()).build(),
            None => Matcher::from_system(),
        }
    }

    fn played(&self, name: &str) -> Option<Vec<SocketAddr>> {
        self.played.as_ref().map(|played| (played.resolve)(name))
    }

    fn is_played(&self, address: SocketAddr) -> bool {
        self.played.as_ref().is_some_and(|played| played.servers.contains(&address))
    }

    fn idle(&self) -> Duration {
        self.played.as_ref().map_or(IDLE, |played| played.idle)
    }

    fn total(&self) -> Duration {
        self.played.as_ref().map_or(TOTAL, |played| played.total)
    }
}

/// Looks a name up once and hands on the public addresses alone: what was checked is what is connected to,
/// whatever the name server says a moment later.
struct Checked(Network);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let network = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = match network.played(name.as_str()) {
                Some(played) => played,
                None => tokio::net::lookup_host((name.as_str(), 0)).await?.collect(),
            };
            let any = !found.is_empty();
            let public: Vec<_> = found
                .into_iter()
                .filter(|address| address::is_public(address.ip()) || network.is_played(*address))
                .collect();
            if any && public.is_empty() {
                return Err(ImageError::Address.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &reqwest::header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Ours where it is one of ours; else only that the network failed, for the error names the address.
fn cause(error: &reqwest::Error) -> ImageError {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(ours) = error.downcast_ref::<ImageError>() {
            return ours.clone();
        }
        next = error.source();
    }
    ImageError::Network
}
