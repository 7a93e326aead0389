//! Images fetched lately, by URL, within a limit of bytes.

use super::fetched_image::FetchedImage;
use super::remote_image_error::RemoteImageError;
use lru::LruCache;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The most bytes of images that are cached.
const MAX_CACHED_BYTES: usize = 48 << 20;
/// The approximate memory that a cached outcome needs besides its bytes and its URL.
const ENTRY_OVERHEAD: usize = 256;

/// The outcome of fetching an image.
pub(super) type ImageFetchOutcome = Result<FetchedImage, RemoteImageError>;

/// A fetch under way. Everyone who wants the same image waits for the same outcome.
pub(super) type PendingImageFetch = Arc<OnceCell<ImageFetchOutcome>>;

/// Images fetched lately and refusals that are permanent, by URL. The least recently used are dropped first.
pub(super) struct ImageCache {
    outcomes: LruCache<String, ImageFetchOutcome>,
    /// The estimated size of `outcomes`.
    bytes: usize,
    pending: HashMap<String, PendingImageFetch>,
}

/// What the cache has for a URL.
pub(super) enum ImageCacheEntry {
    Cached(ImageFetchOutcome),
    Pending(PendingImageFetch),
}

impl Default for ImageCache {
    fn default() -> Self {
        Self { outcomes: LruCache::unbounded(), bytes: 0, pending: HashMap::new() }
    }
}

impl ImageCache {
    /// Returns the cached outcome for a URL, or its fetch under way, which is created if there is none.
    pub(super) fn get_or_insert_pending(&mut self, url: &str) -> ImageCacheEntry {
        match self.outcomes.get(url) {
            Some(outcome) => ImageCacheEntry::Cached(outcome.clone()),
            None => ImageCacheEntry::Pending(Arc::clone(self.pending.entry(url.to_owned()).or_default())),
        }
    }

    /// Returns the cached outcome for a URL.
    pub(super) fn find_cached_fetch_outcome(&mut self, url: &str) -> Option<ImageFetchOutcome> {
        self.outcomes.get(url).cloned()
    }

    /// Ends a URL's fetch under way, and caches its outcome unless a later fetch may end differently.
    pub(super) fn cache_fetch_outcome(&mut self, url: &str, outcome: &ImageFetchOutcome) {
        self.pending.remove(url);
        if outcome.as_ref().is_err_and(RemoteImageError::is_transient) {
            return;
        }
        self.bytes += estimate_bytes(url, outcome);
        if let Some((url, replaced)) = self.outcomes.push(url.to_owned(), outcome.clone()) {
            self.bytes -= estimate_bytes(&url, &replaced);
        }
        while self.bytes > MAX_CACHED_BYTES {
            let Some((url, oldest)) = self.outcomes.pop_lru() else { return };
            self.bytes -= estimate_bytes(&url, &oldest);
        }
    }
}

fn estimate_bytes(url: &str, outcome: &ImageFetchOutcome) -> usize {
    ENTRY_OVERHEAD + url.len() + outcome.as_ref().map_or(0, |image| image.bytes.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn image_of_size(length: usize) -> ImageFetchOutcome {
        Ok(FetchedImage { media_type: "image/png", bytes: vec![0; length].into() })
    }

    #[test]
    fn least_recently_used_images_are_dropped_beyond_the_byte_limit() {
        let mut cache = ImageCache::default();
        for number in 0..12 {
            cache.cache_fetch_outcome(&number.to_string(), &image_of_size(5 << 20));
            // The first is used again and again.
            cache.outcomes.get("0").unwrap();
        }
        let bytes = cache.bytes;
        assert!(bytes <= MAX_CACHED_BYTES && bytes > MAX_CACHED_BYTES - (6 << 20), "{bytes}");
        assert!(cache.outcomes.contains("0") && cache.outcomes.contains("11"));
        assert!(!cache.outcomes.contains("1"));
        let counted: usize = cache.outcomes.iter().map(|(url, outcome)| estimate_bytes(url, outcome)).sum();
        assert_eq!(bytes, counted);
    }

    #[test]
    fn permanent_refusal_is_cached_and_transient_failure_is_not() {
        let mut cache = ImageCache::default();
        for (url, error) in
            [("a", RemoteImageError::NotAnImage), ("b", RemoteImageError::Timeout), ("c", RemoteImageError::Network)]
        {
            cache.cache_fetch_outcome(url, &Err(error));
        }
        assert_eq!(cache.outcomes.iter().map(|(url, _)| url.as_str()).collect::<Vec<_>>(), ["a"]);
    }
}
