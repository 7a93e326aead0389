//! Which proxy a request takes: the user's setting, the password in the keychain, and the system's settings.

use crate::ports::proxy_resolver::ProxyResolver;
use crate::ports::secrets::{SecretError, SecretStore};
use crate::shared_settings::SharedSettings;
use crate::view::{ProxyMode, ProxySettings};
use secrecy::zeroize::Zeroize as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tempmailg::{ProxyError, ProxySelectionFuture, ProxySelector, ProxyUrl, ProxyUrlError};
use tokio::sync::Mutex;

/// The name of the proxy's password in the keychain.
pub(crate) const PROXY_PASSWORD_SECRET: &str = "proxy-password";

/// The longest time that showing a message waits for the system's answer whether there is a proxy.
const IMAGE_LOOKUP_TIME: Duration = Duration::from_secs(2);

/// Selects the proxy of each request by the settings as they are at that moment.
pub(crate) struct ProxyRouter {
    settings: Arc<SharedSettings>,
    secrets: Arc<dyn SecretStore>,
    system: Arc<dyn ProxyResolver>,
    /// The password of the proxy that was used last; empty if the keychain has none for it.
    password: Mutex<Option<ProxyPassword>>,
}

/// A password with the proxy that it was entered for: it is sent to no other, whatever happens to the settings.
#[derive(Clone)]
struct ProxyPassword {
    url: String,
    username: String,
    password: SecretString,
}

impl ProxyPassword {
    fn belongs_to_proxy(&self, proxy: &ProxySettings) -> bool {
        self.url == proxy.url && self.username == proxy.username
    }
}

/// The form of a [`ProxyPassword`] in the keychain.
#[derive(Serialize, Deserialize)]
struct KeychainProxyPasswordJson {
    url: String,
    username: String,
    password: String,
}

impl Drop for KeychainProxyPasswordJson {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}

impl ProxyRouter {
    pub(crate) fn new(
        settings: Arc<SharedSettings>,
        secrets: Arc<dyn SecretStore>,
        system: Arc<dyn ProxyResolver>,
    ) -> Self {
        Self { settings, secrets, system, password: Mutex::default() }
    }

    /// Waits until the system's settings have changed.
    pub(crate) async fn wait_for_system_change(&self) {
        self.system.wait_for_change().await;
    }

    /// Returns whether a URL is requested through a proxy, or can't be because of one. Asks the system for a short time
    /// only; without an answer there may be one.
    pub(crate) async fn might_use_proxy(&self, url: &str) -> bool {
        match self.settings.proxy_settings().mode {
            ProxyMode::None => false,
            ProxyMode::Custom => true,
            ProxyMode::System => {
                let resolved = tokio::time::timeout(IMAGE_LOOKUP_TIME, self.system.resolve_proxy(url)).await;
                !matches!(resolved, Ok(Ok(None)))
            }
        }
    }

    /// Sets the password of a proxy; `in_keychain` is set where it is to be kept.
    ///
    /// # Errors
    /// A failure of the keychain; nothing is changed then.
    pub(crate) async fn set_proxy_password(
        &self,
        proxy: &ProxySettings,
        password: SecretString,
        in_keychain: bool,
    ) -> Result<(), SecretError> {
        let mut known = self.password.lock().await;
        if in_keychain {
            let json = KeychainProxyPasswordJson {
                url: proxy.url.clone(),
                username: proxy.username.clone(),
                password: password.expose_secret().to_owned(),
            };
            let json = serde_json::to_string(&json).map_err(|error| SecretError::Unavailable(error.to_string()))?;
            self.secrets.set(PROXY_PASSWORD_SECRET, SecretString::from(json)).await?;
        }
        *known = Some(ProxyPassword { url: proxy.url.clone(), username: proxy.username.clone(), password });
        Ok(())
    }

    /// Deletes the password unless it belongs to this proxy.
    ///
    /// # Errors
    /// A failure of the keychain.
    pub(crate) async fn delete_other_proxy_password(
        &self,
        proxy: &ProxySettings,
        in_keychain: bool,
    ) -> Result<(), SecretError> {
        let mut known = self.password.lock().await;
        known.take_if(|known| !known.belongs_to_proxy(proxy));
        if in_keychain && self.read_proxy_password(proxy).await?.is_none() {
            self.secrets.delete(PROXY_PASSWORD_SECRET).await?;
        }
        Ok(())
    }

    /// Forgets what was read from the keychain.
    pub(crate) async fn clear_cached_proxy_password(&self) {
        *self.password.lock().await = None;
    }

    async fn build_custom_proxy_url(&self, proxy: &ProxySettings) -> Result<ProxyUrl, ProxyError> {
        let unreadable = |error: ProxyUrlError| ProxyError::from_invalid_url(&proxy.url, error);
        let url = ProxyUrl::parse(&proxy.url).map_err(unreadable)?.without_credentials();
        if proxy.username.is_empty() {
            return Ok(url);
        }
        let password = self.find_proxy_password(proxy).await.map_err(|error| {
            ProxyError::from_unavailable_settings(Some(&url), &format!("its password is in the keychain, and {error}"))
        })?;
        url.with_credentials(&proxy.username, password).map_err(unreadable)
    }

    /// The password that was entered for this proxy; empty if there is none.
    async fn find_proxy_password(&self, proxy: &ProxySettings) -> Result<SecretString, SecretError> {
        // Locked while the keychain is asked, so that it prompts the user once.
        let mut known = self.password.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.belongs_to_proxy(proxy)) {
            return Ok(known.password.clone());
        }
        let found = self.read_proxy_password(proxy).await?.unwrap_or_else(|| ProxyPassword {
            url: proxy.url.clone(),
            username: proxy.username.clone(),
            password: SecretString::default(),
        });
        Ok(known.insert(found).password.clone())
    }

    /// The password of this proxy in the keychain; `None` if there is none, or that of another proxy.
    async fn read_proxy_password(&self, proxy: &ProxySettings) -> Result<Option<ProxyPassword>, SecretError> {
        let secret = self.secrets.get(PROXY_PASSWORD_SECRET).await?;
        Ok(secret
            .and_then(|secret| decode_stored_proxy_credentials(&secret))
            .filter(|found| found.belongs_to_proxy(proxy)))
    }
}

fn decode_stored_proxy_credentials(secret: &SecretString) -> Option<ProxyPassword> {
    let json: KeychainProxyPasswordJson = serde_json::from_str(secret.expose_secret()).ok()?;
    let password = SecretString::from(json.password.as_str());
    Some(ProxyPassword { url: json.url.clone(), username: json.username.clone(), password })
}

impl ProxySelector for ProxyRouter {
    fn select_proxy<'a>(&'a self, url: &'a str) -> ProxySelectionFuture<'a> {
        Box::pin(async move {
            let proxy = self.settings.proxy_settings();
            match proxy.mode {
                ProxyMode::System => self.system.resolve_proxy(url).await,
                ProxyMode::None => Ok(None),
                ProxyMode::Custom => self.build_custom_proxy_url(&proxy).await.map(Some),
            }
        })
    }
}
