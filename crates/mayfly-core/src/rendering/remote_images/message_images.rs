//! The remote images of one message.

use super::image_prefetch::{ImageFetchList, ImagePrefetch, wait_for_image_fetch};
use super::remote_image_error::RemoteImageError;
use mayfly_mail::RemoteContentReference;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

/// How many images of one message are fetched; the others are never shown.
const MAX_IMAGES: usize = 60;
/// How many images of one message are fetched at the same time.
const MAX_CONCURRENT_FETCHES: usize = 4;

/// The remote images of one message, numbered as in its rendered document.
pub(crate) struct RemoteMessageImages {
    sender: String,
    /// By number; `None` for an image that is never fetched.
    urls: Vec<Option<String>>,
    /// The numbers of the images whose last fetch failed.
    missing: Mutex<BTreeSet<u32>>,
    /// The fetch of all images since the message was opened last.
    opening: Mutex<Option<ImagePrefetch>>,
    fetch_slots: Semaphore,
}

impl RemoteMessageImages {
    /// Lists the images among the remote content of a rendered message. Trackers, and images beyond the limit per
    /// message, are never fetched.
    pub(crate) fn from_remote_references(sender: String, remote: Vec<RemoteContentReference>) -> Self {
        let mut remaining = MAX_IMAGES;
        let urls = remote
            .into_iter()
            .map(|content| {
                let is_fetched = content.kind.is_displayable_image() && !content.tracker && remaining > 0;
                remaining -= usize::from(is_fetched);
                is_fetched.then_some(content.url)
            })
            .collect();
        Self {
            sender,
            urls,
            missing: Mutex::default(),
            opening: Mutex::default(),
            fetch_slots: Semaphore::new(MAX_CONCURRENT_FETCHES),
        }
    }

    /// The address of the message's sender.
    pub(crate) fn sender(&self) -> &str {
        &self.sender
    }

    /// Returns the URL of an image by its number; `None` if there is none to fetch.
    pub(crate) fn find_image_url(&self, number: u32) -> Option<&str> {
        self.urls.get(usize::try_from(number).ok()?)?.as_deref()
    }

    /// Begins to fetch all images, unless that is under way. With `again`, also when it has been done before: images
    /// that failed may be there now. Returns what the caller has to fetch.
    pub(crate) fn begin_image_fetch(&self, again: bool) -> Option<ImageFetchList> {
        let mut opening = self.lock_image_fetch();
        if opening.as_ref().is_some_and(|fetch| !again || !fetch.is_done()) {
            return None;
        }
        let (fetch, list) = ImagePrefetch::new(&self.urls);
        *opening = Some(fetch);
        Some(list)
    }

    /// Stops fetching images: the next opening begins anew.
    pub(crate) fn stop_image_fetch(&self) {
        *self.lock_image_fetch() = None;
    }

    /// Waits until an image has been fetched by the opening of the message. Nothing is fetched for this call.
    ///
    /// # Errors
    /// Why it can't be shown.
    pub(crate) async fn wait_until_image_fetched(&self, number: u32) -> Result<(), RemoteImageError> {
        let result =
            self.lock_image_fetch().as_ref().ok_or(RemoteImageError::NotAllowed)?.image_result_receiver(number);
        wait_for_image_fetch(result.ok_or(RemoteImageError::UnknownImage)?).await
    }

    fn lock_image_fetch(&self) -> MutexGuard<'_, Option<ImagePrefetch>> {
        self.opening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records whether an image is missing. Returns how many are missing if windows must be told the count.
    pub(crate) fn record_missing_image(&self, number: u32, is_missing: bool) -> Option<u32> {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let has_changed = if is_missing { missing.insert(number) } else { missing.remove(&number) };
        // Also when an image is missing as before: a new window has not received the count.
        (has_changed || is_missing).then(|| u32::try_from(missing.len()).unwrap_or(u32::MAX))
    }

    /// Waits until fewer than the allowed number of this message's images are being fetched.
    pub(super) async fn acquire_fetch_slot(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        self.fetch_slots.acquire().await
    }
}
