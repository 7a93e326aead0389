//! Reading and changing settings. They are kept in the encrypted store; the demo and "this session only" keep them in
//! memory.

use crate::core_handle::Core;
use crate::error::Result;
use crate::store::{Store, setting_rows};
use crate::view::{AccountStorageKind, Change, ProxyMode, ProxySettings, Settings, SettingsPatch, WindowSize};
use secrecy::SecretString;
use tempmailg::{ProxyUrl, ProxyUrlError};

impl Core {
    /// The settings as they are.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.0.settings.current_settings()
    }

    /// The locale that texts, dates and numbers are written in, as a BCP 47 tag. The system's region is kept where
    /// the user chose the system's language by name.
    #[must_use]
    pub fn locale(&self) -> String {
        self.0.environment.localisation.choose_locale(self.settings().language)
    }

    /// Changes some settings, stores them and emits them. What the patch does not name stays as it is.
    ///
    /// # Errors
    /// A failure of the store, or a proxy that can't be used; nothing is changed then.
    pub async fn update_settings(&self, mut patch: SettingsPatch) -> Result<()> {
        if let Some(proxy) = patch.proxy.take() {
            let (proxy, password) = normalise_proxy_settings(proxy)?;
            if password.is_some() {
                return Err(ProxyUrlError::InvalidCredentials.into());
            }
            patch.proxy = Some(proxy);
        }
        self.run_exclusively(self.store_and_emit_settings(patch)).await
    }

    /// Sets the proxy with its password, which goes to the keychain; in the demo and "this session only" it stays in
    /// memory. Without a password the one before stays if the address and user name are the same, else it is deleted. A
    /// user name and password in the address are used where none are given.
    ///
    /// # Errors
    /// An address that can't be used, or a failure of the keychain or the store; the proxy is not changed then.
    pub async fn set_proxy(&self, proxy: ProxySettings, password: Option<SecretString>) -> Result<()> {
        let (proxy, password_in_url) = normalise_proxy_settings(proxy)?;
        let password = password.or(password_in_url).filter(|_| !proxy.username.is_empty());
        self.run_exclusively(async {
            if let Some(password) = password {
                let in_keychain = !matches!(self.current_settings_store(), SettingsStoreState::None);
                self.0.proxy_router.set_proxy_password(&proxy, password, in_keychain).await?;
                self.retry_after_proxy_change();
            }
            self.store_and_emit_settings(SettingsPatch { proxy: Some(proxy), ..SettingsPatch::default() }).await
        })
        .await
    }

    async fn store_and_emit_settings(&self, patch: SettingsPatch) -> Result<()> {
        let settings = patch.apply_to(&self.settings());
        match self.current_settings_store() {
            SettingsStoreState::Open(store) => {
                let settings = settings.clone();
                store.write_transaction(move |db| setting_rows::write_settings_rows(db, &settings)).await?;
            }
            SettingsStoreState::NotYetOpen => self.0.settings.remember_unsaved_changes(patch),
            SettingsStoreState::None => {}
        }
        // Before the event: whoever receives it and asks gets the same answer.
        let before = self.0.settings.replace_settings(settings.clone());
        let retention_changed = settings.keep_mail != before.keep_mail;
        let settings_proxy = settings.proxy.clone();
        self.0.events.emit(Change::Settings { settings });
        for session in self.signed_in_sessions().iter() {
            session.on_settings_changed(&before);
        }
        if (&settings_proxy.url, &settings_proxy.username) != (&before.proxy.url, &before.proxy.username)
            && !before.proxy.username.is_empty()
        {
            self.delete_password_of_other_proxy(&settings_proxy).await;
        }
        if settings_proxy != before.proxy {
            self.retry_after_proxy_change();
        }
        if retention_changed {
            self.delete_expired_mail_of_closed_accounts().await;
        }
        Ok(())
    }

    /// Has every account try again at once what failed: another proxy may work.
    fn retry_after_proxy_change(&self) {
        for session in self.signed_in_sessions().iter() {
            session.retry_checks_after_proxy_change();
        }
    }

    /// Deletes the password of the proxy that was set before. If that fails, it is still sent to no other proxy.
    async fn delete_password_of_other_proxy(&self, proxy: &ProxySettings) {
        let in_keychain = !matches!(self.current_settings_store(), SettingsStoreState::None);
        if let Err(error) = self.0.proxy_router.delete_other_proxy_password(proxy, in_keychain).await {
            tracing::warn!(%error, "the password of the proxy before could not be deleted");
        }
    }

    /// The window's size when it was last seen, if that is known.
    #[must_use]
    pub fn window_size(&self) -> Option<WindowSize> {
        self.0.settings.window_size()
    }

    /// Stores the window's size for the next start.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn store_window_size(&self, size: WindowSize) -> Result<()> {
        self.run_exclusively(async {
            self.0.settings.store_window_size(size);
            if let Some(store) = self.find_open_settings_store() {
                store.write_transaction(move |db| setting_rows::write_window_size(db, size)).await?;
            }
            Ok(())
        })
        .await
    }

    /// Reads what the store holds, or the defaults without one, and adds what was changed before the store was open.
    pub(crate) async fn load_settings_from_store(&self) -> Result<()> {
        let store = self.lock_accounts().store.clone();
        let unsaved = self.0.settings.unsaved_changes();
        let Some(store) = store else {
            self.0.settings.replace_settings(unsaved.apply_to(&Settings::default()));
            return Ok(());
        };
        let (settings, window_size) = store
            .write_transaction(move |db| {
                let stored = setting_rows::read_settings(db)?;
                let settings = unsaved.apply_to(&stored);
                if settings != stored {
                    setting_rows::write_settings_rows(db, &settings)?;
                }
                Ok((settings, setting_rows::read_window_size(db)?))
            })
            .await?;
        self.0.settings.clear_unsaved_changes();
        self.0.settings.replace_settings(settings);
        self.0.settings.set_window_size_if_unset(window_size);
        Ok(())
    }

    /// The store that settings are written to, if it is open.
    pub(crate) fn find_open_settings_store(&self) -> Option<Store> {
        match self.current_settings_store() {
            SettingsStoreState::Open(store) => Some(store),
            SettingsStoreState::NotYetOpen | SettingsStoreState::None => None,
        }
    }

    /// Where settings are stored at the moment.
    fn current_settings_store(&self) -> SettingsStoreState {
        let accounts = self.lock_accounts();
        let is_temporary = accounts.session_only
            || accounts.signed_in.active.as_ref().is_some_and(|session| session.storage != AccountStorageKind::Kept);
        match &accounts.store {
            _ if is_temporary => SettingsStoreState::None,
            Some(store) => SettingsStoreState::Open(store.clone()),
            None => SettingsStoreState::NotYetOpen,
        }
    }
}

/// Brings the proxy of a patch into the form that is stored, and takes the password out of its address.
fn normalise_proxy_settings(mut proxy: ProxySettings) -> Result<(ProxySettings, Option<SecretString>)> {
    proxy.username = proxy.username.trim().to_owned();
    proxy.url = proxy.url.trim().to_owned();
    if proxy.url.is_empty() && proxy.mode != ProxyMode::Custom {
        return Ok((proxy, None));
    }
    let url = ProxyUrl::parse(&proxy.url)?;
    proxy.url = url.without_credentials().to_string();
    let mut password = None;
    if let (Some(username), "") = (url.username(), proxy.username.as_str()) {
        proxy.username = username.to_owned();
        password = url.password().cloned();
    }
    if !proxy.username.is_empty() {
        url.with_credentials(&proxy.username, SecretString::default())?;
    }
    Ok((proxy, password))
}

/// Where settings are stored.
enum SettingsStoreState {
    /// In the encrypted store.
    Open(Store),
    /// In the encrypted store once it opens, which it does when the first account signs in.
    NotYetOpen,
    /// Nowhere: the demo and "this session only" keep them in memory.
    None,
}
