//! Signing in: an API key that the service accepts opens its account.

use super::api_key_digest::random_salt;
use super::credential_validation::{build_api_client, check_api_key_with_service, parse_api_key_and_base_url};
use super::secret_names::api_key_secret_name;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::{AccountSession, SignedInSessions};
use crate::store::{Store, account_rows};
use crate::view::{AccountId, AccountStorageKind};
use secrecy::SecretString;
use std::sync::Arc;
use tempmailg::{ApiKey, BaseUrl, Client};
use tokio::time::Instant;

impl Core {
    /// Asks the service whether it accepts the API key and, if it does, keeps the key and opens the account.
    ///
    /// A key that this store has seen before opens the account with its inboxes again.
    ///
    /// # Errors
    /// An unusable key or base URL, any refusal of the service, the keychain or the store. Nothing is kept then.
    pub async fn sign_in(&self, api_key: &str, base_url: Option<&str>) -> Result<()> {
        self.validate_and_open_account(api_key, base_url).await
    }

    /// The same beside the accounts that are signed in: all of them go on, and the new one is active. A key that is
    /// known opens its account.
    ///
    /// # Errors
    /// Those of [`sign_in`](Self::sign_in); and when no kept account is active, because the demo and "this session
    /// only" have one account each.
    pub async fn add_account(&self, api_key: &str, base_url: Option<&str>) -> Result<()> {
        if self.active_session()?.storage != AccountStorageKind::Kept {
            return Err(Error::NotSignedIn);
        }
        self.validate_and_open_account(api_key, base_url).await
    }

    async fn validate_and_open_account(&self, api_key: &str, base_url: Option<&str>) -> Result<()> {
        let (api_key, base_url) = parse_api_key_and_base_url(api_key, base_url)?;
        let client = build_api_client(&api_key, &base_url, &self.0.proxy_router)?;
        let validated = check_api_key_with_service(&client).await?;
        let received = Instant::now();

        self.run_exclusively(async {
            let session_only = self.lock_accounts().session_only;
            let session = if session_only {
                self.open_in_memory_account(AccountStorageKind::SessionOnly, &api_key, &base_url, client).await?
            } else {
                let session = self.store_and_open_account(&api_key, &base_url, client).await?;
                self.load_settings_from_store().await?;
                session
            };
            session.record_validation_response(&validated, received);
            let signed_in = if session_only {
                SignedInSessions::with_single_session(session)
            } else {
                self.open_accounts_of_store(&session.store, Some(&session)).await?
            };
            self.show_active_account_or_welcome(signed_in);
            Ok(())
        })
        .await
    }

    /// Keeps the API key in the keychain and the account in the store, and opens it.
    async fn store_and_open_account(
        &self,
        api_key: &ApiKey,
        base_url: &BaseUrl,
        client: Client,
    ) -> Result<Arc<AccountSession>> {
        let store = self.open_store(true).await?.ok_or(Error::Internal("a store was requested and not created"))?;
        let (id, is_new) = self.find_or_insert_account(&store, api_key, base_url).await?;
        // The keychain before the store: a signed-in account always has its API key.
        let secret = SecretString::from(api_key.expose());
        if let Err(error) = self.0.environment.secrets.set(&api_key_secret_name(&store, id), secret).await {
            if is_new {
                store.write_transaction(move |db| account_rows::delete_account(db, id)).await?;
            }
            return Err(error.into());
        }
        let account = store
            .write_transaction(move |db| {
                account_rows::mark_account_signed_in_and_latest(db, id)?;
                account_rows::get_account(db, id)
            })
            .await?
            .ok_or(Error::Internal("an account vanished while it was opened"))?;
        Ok(self.create_account_session(account, AccountStorageKind::Kept, client, store))
    }

    /// Opens an account that is kept in memory only.
    pub(super) async fn open_in_memory_account(
        &self,
        storage: AccountStorageKind,
        api_key: &ApiKey,
        base_url: &BaseUrl,
        client: Client,
    ) -> Result<Arc<AccountSession>> {
        let store = Store::in_memory().await?;
        let (id, _) = self.find_or_insert_account(&store, api_key, base_url).await?;
        let account = store
            .run_database_read(move |db| account_rows::get_account(db, id))
            .await?
            .ok_or(Error::Internal("an account vanished while it was opened"))?;
        Ok(self.create_account_session(account, storage, client, store))
    }

    /// The account of this API key, and whether it is new.
    async fn find_or_insert_account(
        &self,
        store: &Store,
        api_key: &ApiKey,
        base_url: &BaseUrl,
    ) -> Result<(AccountId, bool)> {
        let (api_key, base_url, now, salt) = (api_key.clone(), base_url.to_string(), self.now(), random_salt()?);
        Ok(store
            .write_transaction(move |db| match account_rows::find_stored_account_by_api_key(db, &base_url, &api_key)? {
                Some(id) => Ok((id, false)),
                None => Ok((account_rows::insert_account(db, &base_url, &api_key, salt, now)?, true)),
            })
            .await?)
    }
}
