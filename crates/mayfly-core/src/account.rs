//! Opening and closing accounts: at start, by connecting, by the demo; signing out and wiping. What is done with
//! several of them is in `accounts`.

use crate::accounts::Running;
use crate::session::{Opening, Session};
use crate::store::folder::{self, Hold};
use crate::store::{self, AccountRow, Store, StoreError};
use crate::sync::Steering;
use crate::view::{AccountKind, Phase, Settings};
use crate::{Core, Error, Result};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::fmt::Write as _;
use std::sync::Arc;
use tempmailg::{ApiKey, ApiResponse, BaseUrl, Client, DomainList};
use tokio::sync::broadcast::error::RecvError;

/// The database's key in the keychain.
const STORE_KEY: &str = "store-key";

/// How many keys are looked for when everything is erased, at least: those of a database that was set aside, or
/// that can't be read, are told of by nothing else.
const UNTOLD_KEYS: u32 = 16;

/// An account's API key in the keychain.
pub(crate) fn api_key_name(account: u32) -> String {
    format!("api-key:{account}")
}

impl Core {
    /// Opens the keychain and the store, and the accounts that are signed in.
    pub(crate) async fn open_kept_account(&self) {
        let _turn = self.0.lifecycle.lock().await;
        let reopened = self.reopen().await;
        let loaded = self.load_settings().await;
        match reopened.and_then(|running| loaded.map(|()| running)) {
            Ok(running) => {
                self.show(running);
                self.tidy_closed_accounts().await;
            }
            Err(error) => self.enter(Phase::Blocked { error: self.view_error(&error) }, Running::default()),
        }
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

    /// The base URL of the account that was open last, which whoever signs in again will want; none while one is open, where
    /// nothing is kept, or where it is the service's own.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn last_base_url(&self) -> Result<Option<String>> {
        let store = {
            let state = self.state();
            state.kept.clone().filter(|_| state.running.open.is_none())
        };
        let Some(store) = store else { return Ok(None) };
        let last = store.read(store::accounts::last_base_url).await?;
        Ok(last.filter(|url| *url != BaseUrl::default().to_string()))
    }

    /// Goes on without a keychain: everything is kept in memory and gone when the app quits.
    pub async fn use_session_only(&self) {
        let _turn = self.0.lifecycle.lock().await;
        self.state().session_only = true;
        self.show(Running::default());
    }

    /// Checks the key against the service and, only if that accepts it, keeps it and opens the account.
    ///
    /// A key that this store has seen before finds its inboxes again.
    ///
    /// # Errors
    /// An unusable key or base URL, any refusal of the service, the keychain or the store. Nothing is kept then.
    pub async fn connect(&self, key: &str, base_url: Option<&str>) -> Result<()> {
        self.sign_in(key, base_url).await
    }

    /// The same beside the accounts that are signed in: all of them go on, and the new one is open. A key that is
    /// known opens its account.
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect). No kept account is open: the demo and "this session only" have one
    /// account each.
    pub async fn add_account(&self, key: &str, base_url: Option<&str>) -> Result<()> {
        if self.session()?.kind != AccountKind::Kept {
            return Err(Error::NotSignedIn);
        }
        self.sign_in(key, base_url).await
    }

    async fn sign_in(&self, key: &str, base_url: Option<&str>) -> Result<()> {
        let (key, base_url) = parse(key, base_url)?;
        let client = build_client(&key, &base_url)?;
        let checked = check(&client).await?;

        let _turn = self.0.lifecycle.lock().await;
        if self.state().session_only {
            let session = self.open_session_only(AccountKind::SessionOnly, &key, &base_url, client).await?;
            session.set_quota(checked.quota.as_ref());
            self.show(Running::alone(session));
            return Ok(());
        }
        let session = self.open_kept(&key, &base_url, client).await?;
        self.load_settings().await?;
        session.set_quota(checked.quota.as_ref());
        let running = self.signed_in(&session.store, Some(&session)).await?;
        self.show(running);
        Ok(())
    }

    /// Opens the demo account against a server that the caller runs and keeps running. Nothing is stored.
    ///
    /// # Errors
    /// When the server doesn't answer.
    pub async fn start_demo(&self, base_url: &str, key: &str) -> Result<()> {
        let (key, base_url) = (ApiKey::parse(key)?, BaseUrl::parse(base_url)?);
        let client = build_client(&key, &base_url)?;
        let checked = client.list_domains("free").await?;
        let _turn = self.0.lifecycle.lock().await;
        let session = self.open_session_only(AccountKind::Demo, &key, &base_url, client).await?;
        session.set_quota(checked.quota.as_ref());
        self.show(Running::alone(session));
        Ok(())
    }

    /// Closes the open account and forgets its key; another one that is signed in is open then. A kept account's
    /// mail stays, encrypted, for the next sign-in with the same key; the demo's and a session-only account's is
    /// gone. Leaving the demo goes back to where it was started from.
    ///
    /// # Errors
    /// When the keychain or the store fails; the account stays open then.
    pub async fn sign_out(&self) -> Result<()> {
        if self.session()?.kind == AccountKind::Demo {
            self.enter(Phase::Starting, Running::default());
            self.open_kept_account().await;
            return Ok(());
        }
        let _turn = self.0.lifecycle.lock().await;
        // Not before: another account may have been opened meanwhile.
        let session = self.session()?;
        if session.kind != AccountKind::Kept {
            self.show(Running::default());
            return Ok(());
        }
        let account = session.account;
        self.0.config.secrets.delete(&api_key_name(account)).await?;
        session.store.update(move |db| Ok((store::accounts::set_signed_out(db, account)?, Vec::new()))).await?;
        self.show_the_rest(&session.store).await;
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
        self.enter(Phase::Starting, Running::default());
        let mut highest = 0;
        if let Some(kept) = kept {
            highest = kept.read(store::accounts::highest_id).await.unwrap_or_default();
            kept.close().await;
        }
        let hold = match hold {
            Some(hold) => Ok(Some(hold)),
            None => self.hold_if_there().await,
        };
        let erased = match hold {
            Ok(hold) => {
                let accounts: Vec<_> = (1..=highest.max(UNTOLD_KEYS)).collect();
                self.erase(&accounts, hold.as_ref()).await
            }
            Err(error) => Err(error),
        };
        self.state().settings = Settings::default();
        self.enter(Phase::Welcome, Running::default());
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
            (state.running.open.clone(), state.kept.take())
        };
        self.enter(Phase::Starting, Running::default());
        for store in kept.into_iter().chain(session.map(|session| session.store.clone())) {
            store.close().await;
        }
    }

    /// Shows the open account, or without one the welcome page.
    pub(crate) fn show(&self, running: Running) {
        let phase = if running.open.is_some() { Phase::Ready } else { Phase::Welcome };
        self.enter(phase, running);
    }

    /// Shows what is signed in after an account was closed, as far as that can be opened.
    pub(crate) async fn show_the_rest(&self, store: &Store) {
        let running = self.signed_in(store, None).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the other accounts could not be opened");
            Running::default()
        });
        self.show(running);
    }

    async fn reopen(&self) -> Result<Running> {
        match self.kept_store(false).await? {
            Some(store) => self.signed_in(&store, None).await,
            None => Ok(Running::default()),
        }
    }

    /// The accounts that are signed in, the one opened last as the open one. Those that run already go on as they
    /// are; `fresh` takes the place of one with another key.
    pub(crate) async fn signed_in(&self, store: &Store, fresh: Option<&Arc<Session>>) -> Result<Running> {
        let before = self.running();
        let mut sessions = Vec::new();
        for row in store.read(store::accounts::signed_in).await? {
            let fresh = fresh.filter(|session| session.account == row.id);
            match fresh.or_else(|| before.kept(row.id)) {
                Some(session) => sessions.push(Arc::clone(session)),
                None => match self.reopen_account(row, store).await {
                    Ok(session) => sessions.extend(session),
                    Err(error) if sessions.is_empty() => return Err(error),
                    // One that can't be opened doesn't close the others.
                    Err(error) => tracing::warn!(%error, "an account could not be opened"),
                },
            }
        }
        let mut sessions = sessions.into_iter();
        Ok(Running { open: sessions.next(), beside: sessions.collect() })
    }

    /// Opens a kept account; `None` if its key is gone.
    pub(crate) async fn reopen_account(&self, row: AccountRow, store: &Store) -> Result<Option<Arc<Session>>> {
        let Some(key) = self.0.config.secrets.get(&api_key_name(row.id)).await? else { return Ok(None) };
        let (key, base_url) = (ApiKey::parse(key.expose_secret())?, BaseUrl::parse(&row.base_url)?);
        let client = build_client(&key, &base_url)?;
        self.know_again(store, row.id, &key, &base_url).await?;
        tracing::debug!(account = row.id, "an account is open");
        Ok(Some(self.session_of(row, AccountKind::Kept, client, store.clone())))
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
        // The keychain is slow to answer: it is asked only about a file that is too short to be a database.
        if file_exists
            && folder::is_cut(folder, true)
            && folder::is_cut(folder, self.0.config.secrets.get(&api_key_name(1)).await?.is_some())
        {
            self.set_aside()?;
            if !create {
                return Ok(None);
            }
        }
        let store = match Store::open(folder, &key, Arc::clone(&hold)).await {
            Err(StoreError::Unreadable { .. }) => {
                self.set_aside()?;
                if !create {
                    return Ok(None);
                }
                Store::open(folder, &key, hold).await?
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
        let (id, is_new) = self.account_row(&store, key, base_url).await?;
        // The keychain before the store: a signed-in account always has its key.
        if let Err(error) = self.0.config.secrets.set(&api_key_name(id), SecretString::from(key.expose())).await {
            if is_new {
                store.update(move |db| Ok((store::accounts::remove(db, id)?, Vec::new()))).await?;
            }
            return Err(error.into());
        }
        let account = store
            .update(move |db| {
                store::accounts::set_open(db, id)?;
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
        let store = Store::in_memory().await?;
        let (id, _) = self.account_row(&store, key, base_url).await?;
        let account = store
            .read(move |db| store::accounts::get(db, id))
            .await?
            .ok_or(Error::Internal("an account vanished while it was opened"))?;
        Ok(self.session_of(account, kind, client, store))
    }

    /// The account of this key, and whether it is new.
    async fn account_row(&self, store: &Store, key: &ApiKey, base_url: &BaseUrl) -> Result<(u32, bool)> {
        let (key, base_url, now, salt) = (key.clone(), base_url.to_string(), self.now(), random_salt()?);
        Ok(store
            .update(move |db| {
                let account = match store::accounts::find(db, &base_url, &key)? {
                    Some(id) => (id, false),
                    None => (store::accounts::insert(db, &base_url, &key, salt, now)?, true),
                };
                Ok((account, Vec::new()))
            })
            .await?)
    }

    pub(crate) fn session_of(
        &self,
        account: AccountRow,
        kind: AccountKind,
        client: Client,
        store: Store,
    ) -> Arc<Session> {
        Arc::new(Session::from(Opening {
            account,
            kind,
            client,
            store,
            hub: Arc::clone(&self.0.hub),
            clock: Arc::clone(&self.0.config.clock),
            // Until it is shown nobody watches it.
            steering: self.steer(|steering| Steering { watching: false, ..steering.clone() }),
        }))
    }
}

/// The user's key and base URL, as they typed them; without a URL the service's own.
pub(crate) fn parse(key: &str, base_url: Option<&str>) -> Result<(ApiKey, BaseUrl)> {
    let key = ApiKey::parse(key)?;
    let base_url = match base_url.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => BaseUrl::parse(text)?,
        None => BaseUrl::default(),
    };
    Ok((key, base_url))
}

/// What the digest of a key is mixed with.
pub(crate) fn random_salt() -> Result<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| Error::Internal("the system has no randomness"))?;
    Ok(salt)
}

/// Asks the service whether it accepts the client's key.
pub(crate) async fn check(client: &Client) -> Result<ApiResponse<DomainList>> {
    client.list_domains("free").await.map_err(|error| match error {
        // What every service has is missing: this isn't one.
        tempmailg::Error::NotFound { .. } => Error::NoService,
        error => error.into(),
    })
}

pub(crate) fn build_client(key: &ApiKey, base_url: &BaseUrl) -> Result<Client> {
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
