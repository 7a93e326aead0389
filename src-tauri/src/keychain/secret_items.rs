//! Mayfly's items in the Secret Service.
//!
//! Services differ in what they show of a locked collection: gnome-keyring finds its items and says that they are
//! locked, KeePassXC and KWallet find none. So a search without a result means that there is no item only if the
//! default collection is unlocked.

use super::secret_service_access::{SecretServiceAccess, to_secret_error};
use super::unlock_prompt::Unlocker;
use mayfly_core::SecretError;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use secret_service::{Collection, Error, Item, SecretService};
use std::cmp::Reverse;
use std::collections::HashMap;
use zbus::zvariant::OwnedObjectPath;

const CONTENT_TYPE: &str = "application/octet-stream";
const DEFAULT_ALIAS: &str = "default";
/// The label of a default collection that Mayfly has to create.
const DEFAULT_LABEL: &str = "Default";
/// The end of the path of a collection that is kept in memory and never locked.
const SESSION_COLLECTION: &str = "/session";

/// Which of several items are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemUnlockMode {
    /// Those that are unlocked; locked ones are unlocked only if there are no others.
    Readable,
    /// All; locked ones are unlocked.
    All,
}

/// Finds, reads and writes Mayfly's items in one session with the Secret Service.
pub(super) struct SecretServiceSession<'a> {
    connection: zbus::Connection,
    service: SecretService<'static>,
    unlocker: &'a Unlocker,
    service_name: &'static str,
}

impl<'a> SecretServiceSession<'a> {
    pub(super) async fn open(access: &SecretServiceAccess, unlocker: &'a Unlocker) -> Result<Self, SecretError> {
        let (connection, service) = access.open_secret_service_session().await?;
        Ok(Self { connection, service, unlocker, service_name: access.service_name() })
    }

    /// Reads the secrets with this name, the one that was written last first.
    pub(super) async fn read_secrets_with_name(&self, name: &str) -> Result<Vec<SecretString>, SecretError> {
        let mut secrets = Vec::new();
        let mut failure = None;
        for item in self.find_items(&self.item_attributes(name), ItemUnlockMode::Readable).await? {
            match read_keychain_item(&item).await {
                Ok(secret) => secrets.push(secret),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        // One item that can't be read doesn't keep the others from being used.
        match failure {
            Some(error) if secrets.is_empty() => Err(error),
            _ => Ok(secrets),
        }
    }

    /// Stores a secret: in the item that is read first, or in a new one.
    pub(super) async fn write_secret(&self, name: &str, secret: &SecretString) -> Result<(), SecretError> {
        let secret = secret.expose_secret().as_bytes();
        let attributes = self.item_attributes(name);
        if let Some(item) = self.find_items(&attributes, ItemUnlockMode::Readable).await?.first() {
            return item.set_secret(secret, CONTENT_TYPE).await.map_err(|error| to_secret_error(&error));
        }
        let label = format!("keyring:{name}@{}", self.service_name);
        let creating = async {
            let collection = self.open_or_create_default_collection().await?;
            collection.create_item(&label, attributes, secret, true, CONTENT_TYPE).await.map(drop)
        };
        creating.await.map_err(|error| to_secret_error(&error))
    }

    /// Deletes all items with this name.
    pub(super) async fn delete_secret(&self, name: &str) -> Result<(), SecretError> {
        self.delete_matching_items(&self.item_attributes(name)).await
    }

    /// Deletes all items of Mayfly.
    pub(super) async fn delete_all_items(&self) -> Result<(), SecretError> {
        self.delete_matching_items(&HashMap::from([("service", self.service_name)])).await
    }

    /// Succeeds if [`read_secrets_with_name`](Self::read_secrets_with_name) would not ask the user.
    pub(super) async fn ensure_readable_without_prompt(&self, name: &str) -> Result<(), SecretError> {
        self.ensure_any_collection_unlocked().await?;
        let found = self.search_keychain_items(&self.item_attributes(name)).await?;
        if found.unlocked.is_empty() && (!found.locked.is_empty() || self.find_locked_default().await?.is_some()) {
            return Err(SecretError::Locked);
        }
        Ok(())
    }

    /// Fails if every collection is locked. KeePassXC then asks for its password when it is searched.
    async fn ensure_any_collection_unlocked(&self) -> Result<(), SecretError> {
        let mut has_locked = false;
        for collection in self.service.get_all_collections().await.map_err(|error| to_secret_error(&error))? {
            if collection.collection_path.ends_with(SESSION_COLLECTION) {
                continue;
            }
            match collection.is_locked().await.map_err(|error| to_secret_error(&error))? {
                true => has_locked = true,
                false => return Ok(()),
            }
        }
        if has_locked { Err(SecretError::Locked) } else { Ok(()) }
    }

    fn item_attributes<'n>(&self, name: &'n str) -> HashMap<&'n str, &'n str> {
        HashMap::from([("service", self.service_name), ("username", name)])
    }

    async fn delete_matching_items(&self, attributes: &HashMap<&str, &str>) -> Result<(), SecretError> {
        for item in self.find_items(attributes, ItemUnlockMode::All).await? {
            item.delete().await.map_err(|error| to_secret_error(&error))?;
        }
        Ok(())
    }

    /// Finds unlocked items, the one that was changed last first; asks the user to unlock them if that is needed.
    async fn find_items(
        &self,
        attributes: &HashMap<&str, &str>,
        wanted: ItemUnlockMode,
    ) -> Result<Vec<Item<'_>>, SecretError> {
        let found = self.search_keychain_items(attributes).await?;
        let locked = match (found.locked.is_empty(), found.unlocked.is_empty()) {
            (false, is_only_locked) if is_only_locked || wanted == ItemUnlockMode::All => {
                found.locked.iter().map(|item| item.item_path.clone()).collect()
            }
            (true, true) => self.find_locked_default().await?.into_iter().collect(),
            _ => Vec::new(),
        };
        if locked.is_empty() {
            return sort_items_by_change_time(found.unlocked).await;
        }
        self.unlocker.unlock(&self.connection, locked).await?;
        let found = self.search_keychain_items(attributes).await?;
        let is_still_locked = match (found.locked.is_empty(), found.unlocked.is_empty()) {
            (false, is_only_locked) => is_only_locked || wanted == ItemUnlockMode::All,
            (true, true) => self.find_locked_default().await?.is_some(),
            (true, false) => false,
        };
        if is_still_locked { Err(SecretError::Locked) } else { sort_items_by_change_time(found.unlocked).await }
    }

    async fn search_keychain_items(
        &self,
        attributes: &HashMap<&str, &str>,
    ) -> Result<secret_service::SearchItemsResult<Item<'_>>, SecretError> {
        self.service.search_items(attributes.clone()).await.map_err(|error| to_secret_error(&error))
    }

    /// The default collection's path if it is locked.
    async fn find_locked_default(&self) -> Result<Option<OwnedObjectPath>, SecretError> {
        let finding = async {
            match self.service.get_default_collection().await {
                Ok(collection) => Ok(collection.is_locked().await?.then(|| collection.collection_path.clone())),
                Err(Error::NoResult) => Ok(None),
                Err(error) => Err(error),
            }
        };
        finding.await.map_err(|error| to_secret_error(&error))
    }

    /// The default collection; one is created, for which the user is asked, where there is none.
    async fn open_or_create_default_collection(&self) -> Result<Collection<'_>, Error> {
        match self.service.get_default_collection().await {
            Err(Error::NoResult) => self.service.create_collection(DEFAULT_LABEL, DEFAULT_ALIAS).await,
            other => other,
        }
    }
}

/// Sorts by the time of the last change. Among items of the same second, the order is that of their paths, so that an
/// item that was first and is changed stays first.
async fn sort_items_by_change_time(items: Vec<Item<'_>>) -> Result<Vec<Item<'_>>, SecretError> {
    if items.len() < 2 {
        return Ok(items);
    }
    let mut sorted = Vec::with_capacity(items.len());
    for item in items {
        // A service without the time leaves the order to the paths.
        let changed = item.get_modified().await.unwrap_or_default();
        sorted.push((Reverse(changed), item));
    }
    sorted.sort_by(|(one_time, one), (other_time, other)| {
        one_time.cmp(other_time).then_with(|| one.item_path.as_str().cmp(other.item_path.as_str()))
    });
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

async fn read_keychain_item(item: &Item<'_>) -> Result<SecretString, SecretError> {
    let bytes = Zeroizing::new(item.get_secret().await.map_err(|error| to_secret_error(&error))?);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(SecretString::from(text)),
        Err(_) => Err(SecretError::Unavailable("it holds an entry that can't be read".into())),
    }
}
