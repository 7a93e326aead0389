//! The salted digest by which the store recognises the API key of an account; the key itself is in the keychain.

use crate::error::{Error, Result};
use crate::store::{Store, account_rows};
use crate::view::AccountId;
use tempmailg::{ApiKey, BaseUrl};

/// A salt for the digest.
pub(super) fn random_salt() -> Result<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| Error::Internal("the system has no randomness"))?;
    Ok(salt)
}

/// Has the store recognise the account by this API key from now on.
pub(super) async fn write_api_key_digest(
    store: &Store,
    account: AccountId,
    api_key: &ApiKey,
    base_url: &BaseUrl,
) -> Result<()> {
    let (api_key, url, salt) = (api_key.clone(), base_url.to_string(), random_salt()?);
    Ok(store
        .write_transaction(move |db| account_rows::set_base_url_and_key_digest(db, account, &url, &api_key, salt))
        .await?)
}

/// Makes the store recognise the account by the API key in the keychain. The two differ when Mayfly was killed while
/// it replaced a key; signing in with the key must still find the account.
pub(super) async fn restore_api_key_digest(
    store: &Store,
    account: AccountId,
    api_key: &ApiKey,
    base_url: &BaseUrl,
) -> Result<()> {
    let (url, wanted) = (base_url.to_string(), api_key.clone());
    if store
        .run_database_read(move |db| account_rows::find_stored_account_by_api_key(db, &url, &wanted))
        .await?
        .is_none()
    {
        write_api_key_digest(store, account, api_key, base_url).await?;
    }
    Ok(())
}
