//! Messages got ready to be shown: once, by whoever asks first, for all who ask meanwhile and soon after.
//!
//! A window asks for what it tells of a message and its frame for the document at the same time, and a window that
//! sees a message aimed at asks for neither yet. Rendering is most of the work of both.

use crate::images::Permission;
use crate::session::Session;
use crate::view::{MessageSummary, MessageView};
use crate::{Core, Result, messages};
use mayfly_mail::RenderOptions;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The message that is open and the one that is aimed at.
const KEPT: usize = 2;

/// A message, ready to be shown.
pub(crate) struct Prepared {
    /// What a window is told; its summary is as old as this.
    pub(crate) view: MessageView,
    pub(crate) document: String,
}

/// What makes one document differ from another.
#[derive(PartialEq, Eq)]
struct Key {
    account: u32,
    id: String,
    images: Permission,
    locale: String,
}

/// The messages prepared last, the latest first.
#[derive(Default)]
pub(crate) struct Preparations(VecDeque<Arc<Preparation>>);

struct Preparation {
    key: Key,
    outcome: OnceCell<Arc<Prepared>>,
}

impl Preparations {
    fn of(&mut self, key: Key) -> Arc<Preparation> {
        let known = self.0.iter().position(|preparation| preparation.key == key);
        let preparation = known
            .and_then(|at| self.0.remove(at))
            .unwrap_or_else(|| Arc::new(Preparation { key, outcome: OnceCell::new() }));
        self.0.push_front(Arc::clone(&preparation));
        self.0.truncate(KEPT);
        preparation
    }

    /// Nobody is looking any more.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Core {
    /// Gets a message ready that is likely to be read next. Nothing changes, and nobody learns of it.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn prepare_message(&self, id: &str) -> Result<()> {
        let session = self.session()?;
        let (summary, _) = messages::heading(&session, id).await?;
        self.prepared(&session, &summary).await?;
        Ok(())
    }

    /// A message ready to be shown, with its remote images if they are allowed now.
    pub(crate) async fn prepared(&self, session: &Arc<Session>, summary: &MessageSummary) -> Result<Arc<Prepared>> {
        let id = summary.id.as_str();
        let images = self.image_permission(session, id, &summary.from_address).await?;
        let key = Key { account: session.account, id: id.to_owned(), images, locale: self.locale() };
        let preparation = self.state().preparations.of(key);
        let prepare = async || {
            let message = messages::find(session, id).await?;
            let options = RenderOptions { labels: self.labels(), ..images.options(id) };
            messages::prepare(move || Arc::new(messages::view(message, images, &options))).await
        };
        preparation.outcome.get_or_try_init(prepare).await.cloned()
    }
}
