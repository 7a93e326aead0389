//! The messages rendered last, so that all who ask for one share one rendering.
//!
//! A window asks for a message's view and its frame for the document at the same time, and a window whose user is about
//! to open a message asks for neither yet. Rendering is most of the work of both.

use super::remote_images::ImagePermission;
use super::rendered_message::RenderedMessage;
use crate::error::Result;
use crate::view::{AccountId, MessageId};
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// How many messages are kept: the open one and the one that is likely to be opened next.
const CAPACITY: usize = 2;

/// Everything that a message's rendering depends on.
#[derive(PartialEq, Eq)]
pub(crate) struct RenderCacheKey {
    pub(crate) account: AccountId,
    pub(crate) message: MessageId,
    pub(crate) images: ImagePermission,
    pub(crate) locale: String,
}

/// The messages rendered last, the latest first.
#[derive(Default)]
pub(crate) struct RenderCache(VecDeque<Arc<RenderCacheEntry>>);

/// One message's rendering, done or under way.
pub(crate) struct RenderCacheEntry {
    key: RenderCacheKey,
    rendered: OnceCell<Arc<RenderedMessage>>,
}

impl RenderCache {
    /// The entry of this key, which may still have to be rendered; it becomes the latest.
    pub(crate) fn entry(&mut self, key: RenderCacheKey) -> Arc<RenderCacheEntry> {
        let position = self.0.iter().position(|entry| entry.key == key);
        let entry = position
            .and_then(|position| self.0.remove(position))
            .unwrap_or_else(|| Arc::new(RenderCacheEntry { key, rendered: OnceCell::new() }));
        self.0.push_front(Arc::clone(&entry));
        self.0.truncate(CAPACITY);
        entry
    }

    /// Forgets all renderings.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl RenderCacheEntry {
    /// The rendering: there already, under way, or made by `render` now.
    pub(crate) async fn get_or_render<F: Future<Output = Result<Arc<RenderedMessage>>>>(
        &self,
        render: impl FnOnce() -> F,
    ) -> Result<Arc<RenderedMessage>> {
        self.rendered.get_or_try_init(render).await.cloned()
    }
}
