//! The remote images of a signed-in account, in memory only: rules for single messages, lists of images, the cache.

use super::image_cache::{ImageCache, ImageCacheEntry, ImageFetchOutcome};
use super::image_fetcher::ImageFetcher;
use super::message_images::RemoteMessageImages;
use super::remote_image_error::RemoteImageError;
use crate::view::MessageId;
use lru::LruCache;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many messages' lists of images are cached: more than a user switches between.
const MAX_CACHED_LISTS: NonZeroUsize = NonZeroUsize::new(16).unwrap();

/// The remote images of a signed-in account.
pub(crate) struct AccountImages(Mutex<AccountImagesState>);

struct AccountImagesState {
    /// The user's rules for single messages: whether their images are shown.
    message_rules: HashMap<MessageId, bool>,
    message_images: LruCache<MessageId, Arc<RemoteMessageImages>>,
    cache: ImageCache,
}

impl Default for AccountImages {
    fn default() -> Self {
        Self(Mutex::new(AccountImagesState {
            message_rules: HashMap::new(),
            message_images: LruCache::new(MAX_CACHED_LISTS),
            cache: ImageCache::default(),
        }))
    }
}

impl AccountImages {
    /// Sets the rule for a message; `None` removes it.
    pub(crate) fn set_message_image_rule(&self, message_id: &MessageId, allowed: Option<bool>) {
        let mut state = self.lock_state();
        match allowed {
            Some(allowed) => state.message_rules.insert(message_id.clone(), allowed),
            None => state.message_rules.remove(message_id),
        };
    }

    /// Returns whether the rule for a message allows its images; `None` if there is no rule.
    pub(crate) fn find_message_image_rule(&self, message_id: &MessageId) -> Option<bool> {
        self.lock_state().message_rules.get(message_id).copied()
    }

    /// Returns the cached list of a message's images.
    pub(crate) fn find_message_images(&self, message_id: &MessageId) -> Option<Arc<RemoteMessageImages>> {
        self.lock_state().message_images.get(message_id).map(Arc::clone)
    }

    /// Caches the list of a message's images and returns it; the one cached before, if there is one.
    pub(crate) fn get_or_insert_message_images(
        &self,
        message_id: &MessageId,
        images: RemoteMessageImages,
    ) -> Arc<RemoteMessageImages> {
        let mut state = self.lock_state();
        Arc::clone(state.message_images.get_or_insert(message_id.clone(), || Arc::new(images)))
    }

    /// Returns an image from the cache. Nothing is fetched.
    ///
    /// # Errors
    /// Why its last fetch failed, or that it has been dropped since.
    pub(crate) fn find_cached_image(&self, url: &str) -> ImageFetchOutcome {
        self.lock_state().cache.find_cached_fetch_outcome(url).unwrap_or(Err(RemoteImageError::NoLongerCached))
    }

    /// Returns the image at a URL from the cache, from a fetch under way, or by fetching it for this message.
    pub(crate) async fn fetch_image(
        &self,
        fetcher: &ImageFetcher,
        images: &RemoteMessageImages,
        url: &str,
    ) -> ImageFetchOutcome {
        let entry = self.lock_state().cache.get_or_insert_pending(url);
        let pending = match entry {
            ImageCacheEntry::Cached(outcome) => return outcome,
            ImageCacheEntry::Pending(pending) => pending,
        };
        let outcome = pending.get_or_init(|| async {
            let _slot = images.acquire_fetch_slot().await;
            let outcome = fetcher.fetch_image(url).await;
            self.lock_state().cache.cache_fetch_outcome(url, &outcome);
            outcome
        });
        outcome.await.clone()
    }

    fn lock_state(&self) -> MutexGuard<'_, AccountImagesState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
