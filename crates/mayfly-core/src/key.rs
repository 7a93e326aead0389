//! Another key for the open account: its inboxes and their mail stay.

use crate::account::{api_key_name, build_client, check, parse, random_salt};
use crate::accounts::Running;
use crate::store::{self, Store};
use crate::view::AccountKind;
use crate::{Core, Error, Result};
use secrecy::{ExposeSecret as _, SecretString};
use tempmailg::{ApiKey, BaseUrl};

impl Core {
    /// Checks another key with the service and, only if that accepts it, has it take the place of the open account's.
    ///
    /// # Errors
    /// An unusable key or base URL, a key that is another account's, any refusal of the service, the keychain or the
    /// store; the demo has no key to replace. The old key stays in use then.
    pub async fn replace_key(&self, key: &str, base_url: Option<&str>) -> Result<()> {
        let (key, base_url) = parse(key, base_url)?;
        let open = self.session()?;
        if open.kind == AccountKind::Demo {
            return Err(Error::NotSignedIn);
        }
        let client = build_client(&key, &base_url)?;
        let checked = check(&client).await?;

        let _turn = self.0.lifecycle.lock().await;
        let session = self.session()?;
        if session.account != open.account || session.kind != open.kind {
            return Err(Error::UnknownAccount);
        }
        let (account, store) = (session.account, &session.store);
        let (url, wanted) = (base_url.to_string(), key.clone());
        let known = store.read(move |db| store::accounts::find(db, &url, &wanted)).await?;
        if known.is_some_and(|other| other != account) {
            return Err(Error::KeyInUse);
        }
        if session.kind == AccountKind::Kept {
            self.keep_key(store, account, &key, &base_url).await?;
        } else {
            write_key(store, account, &key, &base_url).await?;
        }
        let row = store.read(move |db| store::accounts::get(db, account)).await?.ok_or(Error::UnknownAccount)?;
        let fresh = self.session_of(row, session.kind, client, store.clone());
        fresh.set_quota(checked.quota.as_ref());
        let running = match session.kind {
            AccountKind::Kept => self.signed_in(store, Some(&fresh)).await?,
            _ => Running::alone(fresh),
        };
        self.show(running);
        Ok(())
    }

    /// The key in the keychain is the account's, whatever a Mayfly that was killed while it replaced one has left in
    /// the store: signing in with it has to find the account.
    pub(crate) async fn know_again(&self, store: &Store, account: u32, key: &ApiKey, base_url: &BaseUrl) -> Result<()> {
        let (url, wanted) = (base_url.to_string(), key.clone());
        if store.read(move |db| store::accounts::find(db, &url, &wanted)).await?.is_none() {
            write_key(store, account, key, base_url).await?;
        }
        Ok(())
    }

    /// Writes the key to the store, which knows it again by it, and to the keychain. Between the two Mayfly may be
    /// killed: the old key goes on then, but never meets another service than its own.
    async fn keep_key(&self, store: &Store, account: u32, key: &ApiKey, base_url: &BaseUrl) -> Result<()> {
        let (secrets, name) = (&self.0.config.secrets, api_key_name(account));
        let before = store.read(move |db| store::accounts::get(db, account)).await?.ok_or(Error::UnknownAccount)?;
        let old = secrets.get(&name).await?;
        let elsewhere = before.base_url != base_url.to_string();
        if elsewhere {
            secrets.delete(&name).await?;
        }
        let mut kept = write_key(store, account, key, base_url).await;
        if kept.is_ok() {
            kept = secrets.set(&name, SecretString::from(key.expose())).await.map_err(Error::from);
        }
        let Err(error) = kept else { return Ok(()) };
        // As it was, as far as that can be.
        if let Some(old) = old {
            if let (Ok(key), Ok(url)) = (ApiKey::parse(old.expose_secret()), BaseUrl::parse(&before.base_url))
                && let Err(error) = write_key(store, account, &key, &url).await
            {
                tracing::warn!(%error, "the account is not known by its old key any more");
            } else if elsewhere && let Err(error) = secrets.set(&name, old).await {
                tracing::warn!(%error, "the old key could not be put back");
            }
        }
        Err(error)
    }
}

async fn write_key(store: &Store, account: u32, key: &ApiKey, base_url: &BaseUrl) -> Result<()> {
    let (key, url, salt) = (key.clone(), base_url.to_string(), random_salt()?);
    Ok(store.update(move |db| Ok((store::accounts::set_key(db, account, &url, &key, salt)?, Vec::new()))).await?)
}
