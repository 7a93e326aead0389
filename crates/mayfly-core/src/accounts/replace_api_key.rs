//! Replacing the API key of the active account: its inboxes and their mail stay.

use super::api_key_digest::write_api_key_digest;
use super::credential_validation::{build_api_client, check_api_key_with_service, parse_api_key_and_base_url};
use super::secret_names::api_key_secret_name;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::SignedInSessions;
use crate::store::{Store, account_rows};
use crate::view::{AccountId, AccountStorageKind};
use secrecy::{ExposeSecret as _, SecretString};
use tempmailg::{ApiKey, BaseUrl};
use tokio::time::Instant;

impl Core {
    /// Asks the service whether it accepts another API key and, if it does, has it take the place of the active
    /// account's.
    ///
    /// # Errors
    /// An unusable key or base URL, a key that is another account's, any refusal of the service, the keychain or the
    /// store; the demo has no key to replace. The old key stays in use then.
    pub async fn replace_api_key(&self, api_key: &str, base_url: Option<&str>) -> Result<()> {
        let (api_key, base_url) = parse_api_key_and_base_url(api_key, base_url)?;
        let before = self.active_session()?;
        if before.storage == AccountStorageKind::Demo {
            return Err(Error::NotSignedIn);
        }
        let client = build_api_client(&api_key, &base_url, &self.0.proxy_router)?;
        let validated = check_api_key_with_service(&client).await?;
        let received = Instant::now();

        self.run_exclusively(async {
            let session = self.active_session()?;
            if session.account != before.account || session.storage != before.storage {
                return Err(Error::UnknownAccount);
            }
            let (account, store) = (session.account, &session.store);
            let (url, wanted) = (base_url.to_string(), api_key.clone());
            let owner = store
                .run_database_read(move |db| account_rows::find_stored_account_by_api_key(db, &url, &wanted))
                .await?;
            if owner.is_some_and(|other| other != account) {
                return Err(Error::KeyInUse);
            }
            if session.storage == AccountStorageKind::Kept {
                self.store_new_api_key(store, account, &api_key, &base_url).await?;
            } else {
                write_api_key_digest(store, account, &api_key, &base_url).await?;
            }
            let row = store.run_database_read(move |db| account_rows::get_account(db, account)).await?;
            let row = row.ok_or(Error::UnknownAccount)?;
            let fresh = self.create_account_session(row, session.storage, client, store.clone());
            fresh.record_validation_response(&validated, received);
            let signed_in = match session.storage {
                AccountStorageKind::Kept => self.open_accounts_of_store(store, Some(&fresh)).await?,
                _ => SignedInSessions::with_single_session(fresh),
            };
            self.show_active_account_or_welcome(signed_in);
            Ok(())
        })
        .await
    }

    /// Writes the key's digest to the store and the key to the keychain. If Mayfly is killed between the two, the old
    /// key goes on, but is never sent to another service than its own.
    async fn store_new_api_key(
        &self,
        store: &Store,
        account: AccountId,
        api_key: &ApiKey,
        base_url: &BaseUrl,
    ) -> Result<()> {
        let (secrets, name) = (&self.0.environment.secrets, api_key_secret_name(store, account));
        let before = store.run_database_read(move |db| account_rows::get_account(db, account)).await?;
        let before = before.ok_or(Error::UnknownAccount)?;
        let old_secret = secrets.get(&name).await?;
        let is_other_service = before.base_url != base_url.to_string();
        if is_other_service {
            secrets.delete(&name).await?;
        }
        let mut outcome = write_api_key_digest(store, account, api_key, base_url).await;
        if outcome.is_ok() {
            outcome = secrets.set(&name, SecretString::from(api_key.expose())).await.map_err(Error::from);
        }
        let Err(error) = outcome else { return Ok(()) };
        // Back to what was before, as far as that is possible.
        if let Some(old_secret) = old_secret {
            if let (Ok(old_key), Ok(url)) =
                (ApiKey::parse(old_secret.expose_secret()), BaseUrl::parse(&before.base_url))
                && let Err(error) = write_api_key_digest(store, account, &old_key, &url).await
            {
                tracing::warn!(%error, "the store no longer recognises the account by its old API key");
            } else if is_other_service && let Err(error) = secrets.set(&name, old_secret).await {
                tracing::warn!(%error, "the old API key could not be put back");
            }
        }
        Err(error)
    }
}
