//! Opening and closing accounts: at start, by connecting, by the demo; signing out and wiping.

use crate::session::Session;
use crate::store::folder::{self, Hold};
use crate::store::{self, Store, StoreError};
use crate::view::{AccountKind, Phase, Settings};
use crate::{Core, Error, Result, sync};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::fmt::Write as _;
use std::sync::Arc;
use tempmailg::{ApiKey, BaseUrl, Client};
use tokio::sync::broadcast::error::RecvError;

/// The database's key in the keychain.
const STORE_KEY: &str = "store-key";

/// An account's API key in the keychain.
fn api_key_name(account: u32) -> String {
    format!("api-key:{account}")
}

impl Core {
    /// Opens the keychain and the store, and the account that was signed in last.
    pub(crate) async fn open_kept_account(&self) {
        let _turn = self.0.lifecycle.lock().await;
        let reopened = self.reopen().await;
        let loaded = self.load_settings().await;
        let (phase, session) = match reopened.and_then(|session| loaded.map(|()| session)) {
            Ok(Some(session)) => (Phase::Ready, Some(session)),
            Ok(None) => (Phase::Welcome, None),
            Err(error) => (Phase::Blocked { error: self.view_error(&error) }, None),
        };
        self.begin(phase, session);
    }

    /// Waits until the account that was signed in last, if there is one, is open or is known not to open.
    pub async fn started(&self) {
        let (_, mut events) = self.0.hub.listen();
        while self.state().phase == Phase::Starting {
            if let Err(RecvError::Closed) = events.recv().await {
                return;
            }
        }
    }

    /// Tries the keychain and the store again after [`Phase::Blocked`].
    pub async fn retry_keychain(&self) {
        self.state().session_only = false;
        self.open_kept_account().await;
    }

    /// Goes on without a keychain: everything is kept in memory and gone when the app quits.
    pub async fn use_session_only(&self) {
        let _turn = self.0.lifecycle.lock().await;
        self.state().session_only = true;
        self.begin(Phase::Welcome, None);
    }

    /// Checks the key against the service and, only if that accepts it, keeps it and opens the account.
    ///
    /// A key that this store has seen before finds its inboxes again; while the service refuses the
    /// current account's key, a new one takes its place.
    ///
    /// # Errors
    /// An unusable key or base URL, any refusal of the service, the keychain or the store. Nothing is kept then.
    pub async fn connect(&self, key: &str, base_url: Option<&str>) -> Result<()> {
        let key = ApiKey::parse(key)?;
        let base_url = match base_url.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => BaseUrl::parse(text)?,
            None => BaseUrl::default(),
        };
        let client = build_client(&key, &base_url)?;
        let checked = client.domains("free").await?;

        let _turn = self.0.lifecycle.lock().await;
        let session = if self.state().session_only {
            self.open_session_only(AccountKind::SessionOnly, &key, &base_url, client).await?
        } else {
            let session = self.open_kept(&key, &base_url, client).await?;
            self.load_settings().await?;
            session
        };
        session.set_quota(checked.quota.as_ref());
        self.begin(Phase::Ready, Some(session));
        Ok(())
    }

    /// Opens the demo account against a server that the caller runs and keeps running. Nothing is stored.
    ///
    /// # Errors
    /// When the server doesn't answer.
    pub async fn start_demo(&self, base_url: &str, key: &str) -> Result<()> {
        let (key, base_url) = (ApiKey::parse(key)?, BaseUrl::parse(base_url)?);
        let client = build_client(&key, &base_url)?;
        let checked = client.domains("free").await?;
        let _turn = self.0.lifecycle.lock().await;
        let session = self.open_session_only(AccountKind::Demo, &key, &base_url, client).await?;
        session.set_quota(checked.quota.as_ref());
        self.begin(Phase::Ready, Some(session));
        Ok(())
    }

    /// Closes the account and forgets its key. A kept account's mail stays, encrypted, for the next sign-in
    /// with the same key; the demo's and a session-only account's is gone. Leaving the demo goes back to
    /// where it was started from.
    ///
    /// # Errors
    /// When the keychain or the store fails; the account stays open then.
    pub async fn sign_out(&self) -> Result<()> {
        let session = self.session()?;
        if session.kind == AccountKind::Demo {
            self.enter(Phase::Starting, None);
            self.open_kept_account().await;
            return Ok(());
        }
        let _turn = self.0.lifecycle.lock().await;
        if session.kind == AccountKind::Kept {
            self.0.config.secrets.delete(&api_key_name(session.account)).await?;
            session.store.update(|db| Ok((store::accounts::set_signed_in(db, None)?, Vec::new()))).await?;
        }
        self.begin(Phase::Welcome, None);
        Ok(())
    }

    /// Deletes everything Mayfly ever kept: the keychain's entries and every file of the store. What is cut short,
    /// by a keychain that fails or by the end of the program, is finished by the next start.
    ///
    /// # Errors
    /// When the keychain or the disk fails; what could be deleted is deleted. While another Mayfly uses the data
    /// folder, nothing is.
    pub async fn wipe_data(&self) -> Result<()> {
        let _turn = self.0.lifecycle.lock().await;
        let kept = self.state().kept.take();
        let hold = if kept.is_none() { self.hold_if_there().await? } else { None };
        // Off the screen first; the welcome page comes when it is true that nothing is left.
        self.enter(Phase::Starting, None);
        let mut accounts = Vec::new();
        if let Some(kept) = kept {
            accounts = kept.read(store::accounts::ids).await.unwrap_or_default();
            kept.close().await;
        }
        let hold = match hold {
            Some(hold) => Ok(Some(hold)),
            None => self.hold_if_there().await,
        };
        let erased = match hold {
            Ok(hold) => self.erase(&accounts, hold.as_ref()).await,
            Err(error) => Err(error),
        };
        self.state().settings = Settings::default();
        self.enter(Phase::Welcome, None);
        erased
    }

    /// The data folder, for this process alone; `None` if there is none.
    async fn hold_if_there(&self) -> Result<Option<Hold>> {
        let folder = &self.0.config.data_folder;
        Ok(if folder.exists() { Some(folder::hold(folder).await?) } else { None })
    }

    /// Deletes the keychain's entries and, in a folder that is held, the store's files.
    async fn erase(&self, accounts: &[u32], hold: Option<&Hold>) -> Result<()> {
        let (secrets, folder) = (&self.0.config.secrets, &self.0.config.data_folder);
        if hold.is_some()
            && let Err(error) = folder::begin_erasing(folder, accounts)
        {
            tracing::warn!(%error, "should erasing be cut short, it will not be finished by itself");
        }
        // The store's key first: without it the files are noise, whatever happens next.
        let mut outcome = secrets.delete(STORE_KEY).await;
        for account in accounts {
            outcome = outcome.and(secrets.delete(&api_key_name(*account)).await);
        }
        // And those of databases that can't be read any more.
        let mut outcome = outcome.and(secrets.clear().await).map_err(Error::from);
        if hold.is_some() {
            outcome = outcome.and(folder::erase(folder).map_err(Error::from));
            if outcome.is_ok() {
                folder::end_erasing(folder)?;
            }
        }
        outcome
    }

    /// Ends: stops checking and closes the store. Whatever is asked of the core from now on finds no account.
    pub async fn shut_down(&self) {
        let _turn = self.0.lifecycle.lock().await;
        let (session, kept) = {
            let mut state = self.state();
            (state.session.clone(), state.kept.take())
        };
        self.enter(Phase::Starting, None);
        for store in kept.into_iter().chain(session.map(|session| session.store.clone())) {
            store.close().await;
        }
    }

    /// Enters a phase and, with an account, starts checking for its mail.
    fn begin(&self, phase: Phase, session: Option<Arc<Session>>) {
        self.enter(phase, session.clone());
        if let Some(session) = session {
            tokio::spawn(sync::run(self.clone(), session));
        }
    }

    async fn reopen(&self) -> Result<Option<Arc<Session>>> {
        let Some(store) = self.kept_store(false).await? else { return Ok(None) };
        let Some(account) = store.read(store::accounts::signed_in).await? else { return Ok(None) };
        let Some(key) = self.0.config.secrets.get(&api_key_name(account.id)).await? else { return Ok(None) };
        let (key, base_url) = (ApiKey::parse(key.expose_secret())?, BaseUrl::parse(&account.base_url)?);
        let client = build_client(&key, &base_url)?;
        Ok(Some(self.session_of(account, AccountKind::Kept, client, store)))
    }

    /// The encrypted store, opened if its key is there; made with a new key if `create`.
    async fn kept_store(&self, create: bool) -> Result<Option<Store>> {
        if let Some(store) = self.state().kept.clone() {
            return Ok(Some(store));
        }
        let folder = &self.0.config.data_folder;
        let mut key = self.0.config.secrets.get(STORE_KEY).await?;
        if !create && !folder::is_used(folder) {
            return Ok(None);
        }
        let mut hold = folder::hold(folder).await?;
        if let Some(accounts) = folder::being_erased(folder) {
            self.erase(&accounts, Some(&hold)).await?;
            if !create {
                return Ok(None);
            }
            (key, hold) = (None, folder::hold(folder).await?);
        }
        let hold = Arc::new(hold);
        let file_exists = folder::has_database(folder);
        if !create && !file_exists {
            return Ok(None);
        }
        let key = match key {
            Some(key) => key,
            None => {
                if file_exists {
                    self.set_aside()?;
                }
                if !create {
                    return Ok(None);
                }
                let key = random_hex_key()?;
                self.0.config.secrets.set(STORE_KEY, key.clone()).await?;
                key
            }
        };
        if file_exists {
            let was_used = self.0.config.secrets.get(&api_key_name(1)).await?.is_some();
            if folder::is_cut(folder, was_used) {
                self.set_aside()?;
                if !create {
                    return Ok(None);
                }
            }
        }
        let store = match Store::open(folder, &key, Arc::clone(&self.0.hub), Arc::clone(&hold)).await {
            Err(StoreError::Unreadable { .. }) => {
                self.set_aside()?;
                if !create {
                    return Ok(None);
                }
                Store::open(folder, &key, Arc::clone(&self.0.hub), hold).await?
            }
            other => other?,
        };
        self.state().kept = Some(store.clone());
        Ok(Some(store))
    }

    /// Moves an unreadable database out of the way and says so.
    fn set_aside(&self) -> Result<()> {
        let moved = folder::set_aside(&self.0.config.data_folder, self.now())?;
        self.notify(&Error::Store(StoreError::Unreadable { set_aside: Some(moved) }));
        Ok(())
    }

    async fn open_kept(&self, key: &ApiKey, base_url: &BaseUrl, client: Client) -> Result<Arc<Session>> {
        let store = self.kept_store(true).await?.ok_or(Error::Internal("a store was asked for and not made"))?;
        let refused =
            self.state().session.clone().filter(|session| {
                session.kind == AccountKind::Kept && session.sync() == crate::view::SyncView::KeyRefused
            });
        let id = self.account_row(&store, key, base_url, refused.map(|session| session.account)).await?;
        // The keychain before the store: a signed-in account always has its key.
        self.0.config.secrets.set(&api_key_name(id), SecretString::from(key.expose())).await?;
        let account = store
            .update(move |db| {
                store::accounts::set_signed_in(db, Some(id))?;
                Ok((store::accounts::get(db, id)?, Vec::new()))
            })
            .await?
            .ok_or(Error::Internal("an account vanished while it was opened"))?;
        Ok(self.session_of(account, AccountKind::Kept, client, store))
    }

    async fn open_session_only(
        &self,
        kind: AccountKind,
        key: &ApiKey,
        base_url: &BaseUrl,
        client: Client,
    ) -> Result<Arc<Session>> {
        let store = Store::in_memory(Arc::clone(&self.0.hub)).await?;
        let id = self.account_row(&store, key, base_url, None).await?;
        let account = store
            .read(move |db| store::accounts::get(db, id))
            .await?
            .ok_or(Error::Internal("an account vanished while it was opened"))?;
        Ok(self.session_of(account, kind, client, store))
    }

    /// The account of this key: known already, the one whose key is being replaced, or new.
    async fn account_row(
        &self,
        store: &Store,
        key: &ApiKey,
        base_url: &BaseUrl,
        replacing: Option<u32>,
    ) -> Result<u32> {
        let (key, base_url, now) = (key.clone(), base_url.to_string(), self.now());
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| Error::Internal("the system has no randomness"))?;
        Ok(store
            .update(move |db| {
                let id = match (store::accounts::find(db, &base_url, &key)?, replacing) {
                    (Some(id), _) => id,
                    (None, Some(id)) => {
                        store::accounts::set_key(db, id, &base_url, &key, salt)?;
                        id
                    }
                    (None, None) => store::accounts::insert(db, &base_url, &key, salt, now)?,
                };
                Ok((id, Vec::new()))
            })
            .await?)
    }

    fn session_of(&self, account: store::AccountRow, kind: AccountKind, client: Client, store: Store) -> Arc<Session> {
        Arc::new(Session::new(
            account.id,
            kind,
            account.base_url,
            client,
            store,
            Arc::clone(&self.0.hub),
            Arc::clone(&self.0.config.clock),
            account.selected_inbox,
            &self.steer(|steering| steering.clone()),
        ))
    }
}

fn build_client(key: &ApiKey, base_url: &BaseUrl) -> Result<Client> {
    Ok(Client::builder(key.clone())
        .base_url(base_url.clone())
        .user_agent(concat!("Mayfly/", env!("CARGO_PKG_VERSION")))
        .build()?)
}

/// 256 random bits as 64 hexadecimal digits, the form SQLCipher takes without deriving anything.
fn random_hex_key() -> Result<SecretString> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|_| Error::Internal("the system has no randomness"))?;
    let mut text = String::with_capacity(64);
    for byte in bytes.iter() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(SecretString::from(text))
}
