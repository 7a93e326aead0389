//! Opening the accounts that are signed in, at the start and after others were closed.

use super::api_key_digest::restore_api_key_digest;
use super::credential_validation::build_api_client;
use super::secret_names::api_key_secret_name;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::{AccountSession, SessionParts, SignedInSessions};
use crate::store::{Store, StoredAccount, account_rows};
use crate::view::{AccountStorageKind, ErrorCode, Phase};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use tempmailg::{ApiKey, BaseUrl, Client};

impl Core {
    /// Opens and shows what can be opened, or shows the error and returns it. Called within `run_exclusively`.
    pub(super) async fn reopen_accounts_or_show_error(&self) -> Result<()> {
        match self.open_accounts_and_settings().await {
            Ok(signed_in) => {
                self.show_active_account_or_welcome(signed_in);
                self.delete_expired_mail_of_closed_accounts().await;
                self.offer_mail_of_other_database().await;
                Ok(())
            }
            Err(error) => {
                self.show_store_blocked(&error);
                Err(error)
            }
        }
    }

    /// Shows that the store can't be opened. Windows that show the same error are left as they are.
    pub(super) fn show_store_blocked(&self, error: &Error) {
        let phase = Phase::Blocked { error: self.to_error_view(error) };
        let is_shown = self.lock_accounts().phase == phase;
        if !is_shown {
            self.set_phase_and_sessions(phase, SignedInSessions::default());
        }
    }

    /// The base URL of the account that was active last, which whoever signs in again will want; `None` while one is
    /// active, where nothing is kept, or where it is the service's own.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn last_base_url(&self) -> Result<Option<String>> {
        let store = {
            let accounts = self.lock_accounts();
            accounts.store.clone().filter(|_| accounts.signed_in.active.is_none())
        };
        let Some(store) = store else { return Ok(None) };
        let last = store.run_database_read(account_rows::find_last_base_url).await?;
        Ok(last.filter(|url| *url != BaseUrl::default().to_string()))
    }

    async fn open_accounts_and_settings(&self) -> Result<SignedInSessions> {
        let signed_in = match self.open_store(false).await {
            Ok(Some(store)) => self.open_accounts_of_store(&store, None).await,
            Ok(None) => Ok(SignedInSessions::default()),
            Err(error) => Err(error),
        };
        let loaded = self.load_settings_from_store().await;
        signed_in.and_then(|signed_in| loaded.map(|()| signed_in))
    }

    /// Shows what is signed in after an account was closed, as far as that can be opened.
    pub(super) async fn show_remaining_accounts(&self, store: &Store) {
        let signed_in = self.open_accounts_of_store(store, None).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the other accounts could not be opened");
            SignedInSessions::default()
        });
        self.show_active_account_or_welcome(signed_in);
    }

    /// The accounts of the store that are signed in, the one opened last as the active one. Sessions that run already
    /// are kept; `fresh` takes the place of the session with its account's former API key.
    pub(super) async fn open_accounts_of_store(
        &self,
        store: &Store,
        fresh: Option<&Arc<AccountSession>>,
    ) -> Result<SignedInSessions> {
        let before = self.signed_in_sessions();
        let (mut sessions, mut failure) = (Vec::new(), None);
        for row in store.run_database_read(account_rows::list_signed_in_accounts).await? {
            let fresh = fresh.filter(|session| session.account == row.id);
            match fresh.or_else(|| before.find_stored_account_session(row.id)) {
                Some(session) => sessions.push(Arc::clone(session)),
                // An account that can't be opened doesn't close the others.
                None => match self.reopen_account(row, store).await {
                    Ok(session) => sessions.extend(session),
                    Err(error) => {
                        tracing::warn!(%error, "an account could not be opened");
                        failure = Some(error);
                    }
                },
            }
        }
        match failure {
            // Waiting for the keychain or the disk may help, which is offered while nothing is open.
            Some(error @ (Error::Secret(_) | Error::Store(_))) if sessions.is_empty() => return Err(error),
            Some(_) => self.add_notice_of_unopened_account(),
            None => {}
        }
        Ok(SignedInSessions::with_first_session_active(sessions))
    }

    /// Shows that an account could not be opened, unless that is shown already.
    fn add_notice_of_unopened_account(&self) {
        if !self.0.notices.list_shown_notices().iter().any(|notice| notice.error.code == ErrorCode::AccountNotOpened) {
            self.add_error_notice(&Error::AccountNotOpened);
        }
    }

    /// Opens a kept account; `None` if its API key is not in the keychain.
    pub(super) async fn reopen_account(
        &self,
        row: StoredAccount,
        store: &Store,
    ) -> Result<Option<Arc<AccountSession>>> {
        let Some(api_key) = self.0.environment.secrets.get(&api_key_secret_name(store, row.id)).await? else {
            return Ok(None);
        };
        let (api_key, base_url) = (ApiKey::parse(api_key.expose_secret())?, BaseUrl::parse(&row.base_url)?);
        let client = build_api_client(&api_key, &base_url, &self.0.proxy_router)?;
        // Without it the account is not found by its key, if that is typed in again; nothing else needs it.
        if let Err(error) = restore_api_key_digest(store, row.id, &api_key, &base_url).await {
            tracing::warn!(%error, "the store may not recognise an account by its API key");
        }
        tracing::debug!(account = %row.id, "an account is open");
        Ok(Some(self.create_account_session(row, AccountStorageKind::Kept, client, store.clone())))
    }

    /// A session for an account; nothing runs for it until it is shown.
    pub(super) fn create_account_session(
        &self,
        account: StoredAccount,
        storage: AccountStorageKind,
        client: Client,
        store: Store,
    ) -> Arc<AccountSession> {
        Arc::new(AccountSession::from(SessionParts {
            account,
            storage,
            client,
            store,
            event_bus: Arc::clone(&self.0.events),
            clock: Arc::clone(&self.0.environment.clock),
            settings: Arc::clone(&self.0.settings),
            polling_conditions: Arc::clone(&self.0.polling_conditions),
        }))
    }
}
