//! What an open account knows of images, in memory alone: which messages may show theirs, and the images.

use super::{AT_A_TIME, Fetcher, ImageError, RemoteImage};
use lru::LruCache;
use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OnceCell, Semaphore};

/// The most bytes of images that are kept.
const MAX_BYTES: usize = 48 << 20;
/// What keeping an answer costs besides its bytes and its address, roughly.
const OVERHEAD: usize = 256;
/// Messages whose lists of images are kept; longer than anybody goes back and forth.
const LISTINGS: NonZeroUsize = NonZeroUsize::new(16).unwrap();

type Outcome = Result<RemoteImage, ImageError>;

/// An account's images.
pub(crate) struct Shelf(Mutex<Known>);

struct Known {
    /// What the user decided about single messages: to show their images, or not to.
    decided: HashMap<String, bool>,
    listings: LruCache<String, Arc<Listing>>,
    /// What was fetched, and what was refused for good, by address.
    kept: LruCache<String, Outcome>,
    bytes: usize,
    /// Fetches under way: whoever else wants the same image waits for the same answer.
    under_way: HashMap<String, Arc<OnceCell<Outcome>>>,
}

/// A message's images.
pub(super) struct Listing {
    /// The sender's address.
    pub(super) sender: String,
    /// By number; `None` for what is never fetched.
    pub(super) urls: Vec<Option<String>>,
    /// The numbers of those that could not be had.
    missing: Mutex<BTreeSet<u32>>,
    slots: Semaphore,
}

impl Listing {
    pub(super) fn new(sender: String, urls: Vec<Option<String>>) -> Self {
        Self { sender, urls, missing: Mutex::default(), slots: Semaphore::new(AT_A_TIME) }
    }

    /// Notes whether an image is missing; answers with how many are, where there is something to tell.
    pub(super) fn missed(&self, number: u32, missing: bool) -> Option<u32> {
        let mut all = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = if missing { all.insert(number) } else { all.remove(&number) };
        // Told each time: the window may be another one.
        (changed || missing).then(|| u32::try_from(all.len()).unwrap_or(u32::MAX))
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self(Mutex::new(Known {
            decided: HashMap::new(),
            listings: LruCache::new(LISTINGS),
            kept: LruCache::unbounded(),
            bytes: 0,
            under_way: HashMap::new(),
        }))
    }
}

impl Shelf {
    /// Remembers what the user decided about a message, or that it is as its sender's others again.
    pub(super) fn decide(&self, message_id: &str, shown: Option<bool>) {
        let mut known = self.known();
        match shown {
            Some(shown) => known.decided.insert(message_id.to_owned(), shown),
            None => known.decided.remove(message_id),
        };
    }

    pub(super) fn decision(&self, message_id: &str) -> Option<bool> {
        self.known().decided.get(message_id).copied()
    }

    pub(super) fn listing(&self, message_id: &str) -> Option<Arc<Listing>> {
        self.known().listings.get(message_id).map(Arc::clone)
    }

    /// Keeps a message's list, or answers with the one that another was faster to make.
    pub(super) fn list(&self, message_id: &str, listing: Listing) -> Arc<Listing> {
        let mut known = self.known();
        Arc::clone(known.listings.get_or_insert(message_id.to_owned(), || Arc::new(listing)))
    }

    /// The image at this address: kept, on its way, or fetched now.
    pub(super) async fn load(&self, fetcher: &Fetcher, listing: &Listing, url: &str) -> Outcome {
        let fetch = {
            let mut known = self.known();
            if let Some(kept) = known.kept.get(url) {
                return kept.clone();
            }
            Arc::clone(known.under_way.entry(url.to_owned()).or_default())
        };
        let outcome = fetch.get_or_init(|| async {
            let _slot = listing.slots.acquire().await;
            let outcome = fetcher.fetch(url).await;
            self.known().keep(url, &outcome);
            outcome
        });
        outcome.await.clone()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn keep(&mut self, url: &str, outcome: &Outcome) {
        self.under_way.remove(url);
        if outcome.as_ref().is_err_and(ImageError::is_passing) {
            return;
        }
        self.bytes += cost(url, outcome);
        if let Some((url, before)) = self.kept.push(url.to_owned(), outcome.clone()) {
            self.bytes -= cost(&url, &before);
        }
        while self.bytes > MAX_BYTES {
            let Some((url, oldest)) = self.kept.pop_lru() else { return };
            self.bytes -= cost(&url, &oldest);
        }
    }
}

fn cost(url: &str, outcome: &Outcome) -> usize {
    OVERHEAD + url.len() + outcome.as_ref().map_or(0, |image| image.bytes.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn image(length: usize) -> Outcome {
        Ok(RemoteImage { media_type: "image/png", bytes: vec![0; length].into() })
    }

    #[test]
    fn the_images_looked_at_longest_ago_make_room() {
        let shelf = Shelf::default();
        let mut known = shelf.known();
        for number in 0..12 {
            known.keep(&number.to_string(), &image(5 << 20));
            // The first is looked at again and again.
            known.kept.get("0").unwrap();
        }
        assert!(known.bytes <= MAX_BYTES && known.bytes > MAX_BYTES - (6 << 20), "{}", known.bytes);
        assert!(known.kept.contains("0") && known.kept.contains("11"));
        assert!(!known.kept.contains("1"));
        let counted: usize = known.kept.iter().map(|(url, outcome)| cost(url, outcome)).sum();
        assert_eq!(known.bytes, counted);
    }

    #[test]
    fn a_refusal_for_good_is_kept_and_a_passing_one_is_not() {
        let shelf = Shelf::default();
        let mut known = shelf.known();
        for (url, error) in [("a", ImageError::NotAnImage), ("b", ImageError::Timeout), ("c", ImageError::Network)] {
            known.keep(url, &Err(error));
        }
        assert_eq!(known.kept.iter().map(|(url, _)| url.as_str()).collect::<Vec<_>>(), ["a"]);
    }
}
