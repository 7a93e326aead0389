//! The images of a message as they are fetched when it is opened: all of them, once, whatever the web view asks for.
//!
//! A web view asks for an image when it needs it: when an element is shown that was hidden, when the window gets
//! narrower, when the pointer moves. If such a request reached the network, the image's server would learn of it.

use super::image_cache::ImageFetchOutcome;
use super::remote_image_error::RemoteImageError;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// How one image was fetched; `None` while it is not done. The bytes are in the cache, which has a limit.
type ImageFetchState = Option<Result<(), RemoteImageError>>;

/// The fetch of a message's images, under way or done. Dropping it stops the fetch.
pub(super) struct ImagePrefetch {
    /// By number; `None` for an image that is never fetched.
    results: Vec<Option<watch::Receiver<ImageFetchState>>>,
    _stops_when_dropped: DropGuard,
}

/// The side that fetches.
pub(crate) struct ImageFetchList {
    images: Vec<(String, watch::Sender<ImageFetchState>)>,
    stop_token: CancellationToken,
}

impl ImagePrefetch {
    /// Creates the fetch of these images, which the returned list has to do.
    pub(super) fn new(urls: &[Option<String>]) -> (Self, ImageFetchList) {
        let mut images = Vec::new();
        let results = urls
            .iter()
            .map(|url| {
                let (sender, receiver) = watch::channel(None);
                images.push((url.clone()?, sender));
                Some(receiver)
            })
            .collect();
        let stop_token = CancellationToken::new();
        let fetch = Self { results, _stops_when_dropped: stop_token.clone().drop_guard() };
        (fetch, ImageFetchList { images, stop_token })
    }

    /// Whether no image is being fetched any more.
    pub(super) fn is_done(&self) -> bool {
        // A sender that is gone without a result was stopped.
        self.results.iter().flatten().all(|result| result.borrow().is_some() || result.has_changed().is_err())
    }

    /// The receiver of an image's result.
    pub(super) fn image_result_receiver(&self, number: u32) -> Option<watch::Receiver<ImageFetchState>> {
        self.results.get(usize::try_from(number).ok()?)?.clone()
    }
}

/// Waits until an image has been fetched.
///
/// # Errors
/// Why it can't be shown.
pub(super) async fn wait_for_image_fetch(mut result: watch::Receiver<ImageFetchState>) -> Result<(), RemoteImageError> {
    match result.wait_for(Option::is_some).await {
        Ok(result) => result.clone().unwrap_or(Err(RemoteImageError::Network)),
        Err(_) => Err(RemoteImageError::NotAllowed),
    }
}

impl ImageFetchList {
    /// Fetches every image with `fetch_image`, all at the same time, until the message's images are blocked or
    /// `stop_token` is cancelled.
    pub(crate) async fn fetch_all_images<F: Future<Output = ImageFetchOutcome>>(
        self,
        session_stop_token: &CancellationToken,
        fetch_image: impl Fn(String) -> F,
    ) {
        let fetches = self.images.into_iter().map(|(url, result)| {
            let fetch = fetch_image(url);
            async move {
                let outcome = fetch.await;
                // Nobody waits for an image of a message that was left.
                let _ = result.send(Some(outcome.map(|_| ())));
            }
        });
        tokio::select! {
            () = self.stop_token.cancelled() => {}
            () = session_stop_token.cancelled() => {}
            _ = futures_util::future::join_all(fetches) => {}
        }
    }
}
