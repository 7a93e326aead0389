//! Opening a message: its view, and that it counts as read.

use super::message_lookup::{find_message, find_message_opening_data};
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::inboxes::find_inbox;
use crate::rendering::render_cache::RenderCacheKey;
use crate::rendering::rendered_message::{RenderedMessage, render_message};
use crate::session::AccountSession;
use crate::store::{MessageOpeningData, inbox_rows, message_rows};
use crate::view::{Change, InboxId, MessageBodyDisplayLevel, MessageId, MessageSummary, MessageView};
use mayfly_mail::{DocumentLabels, RenderOptions};
use std::sync::Arc;

impl Core {
    /// A message, from the cache and at once. It counts as read from now on, here and, as soon as the
    /// service answers, there.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn read_message(&self, message: &MessageId) -> Result<MessageView> {
        self.lock_reading_state().requested_message = None;
        let session = self.active_session()?;
        let MessageOpeningData { mut summary, seen_on_service, display, .. } =
            find_message_opening_data(&session, message).await?;
        let (inbox, now) = (summary.inbox_id, session.now());
        summary.unread = false;
        let id = message.clone();
        let marked = session.store.write_and_emit(move |db, changes| {
            if message_rows::set_message_unread(db, inbox, &id, false)? {
                let messages = message_rows::get_message_summary(db, inbox, &id)?.into_iter().collect();
                changes.push(Change::Messages { inbox_id: inbox, messages });
                changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
            }
            Ok(())
        });
        // The disk is as slow as the mail is long: neither waits for the other.
        let marked = async { Ok::<_, Error>(marked.await?) };
        let ((), rendered) = tokio::try_join!(marked, self.render_message(&session, &summary))?;
        if !seen_on_service {
            tokio::spawn(mark_seen_on_service(Arc::clone(&session), inbox, message.clone()));
        }
        Ok(MessageView { summary, display, ..rendered.view.clone() })
    }

    /// Renders a message that is likely to be read next, so that it opens at once. Nothing changes, and nobody is
    /// notified.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn prerender_message(&self, message: &MessageId) -> Result<()> {
        let session = self.active_session()?;
        let status = find_message_opening_data(&session, message).await?;
        if status.display == MessageBodyDisplayLevel::Full {
            self.render_message(&session, &status.summary).await?;
        }
        Ok(())
    }

    /// Succeeds if `code` is one that was found in the message.
    ///
    /// # Errors
    /// An unknown message, a code that isn't in it, or a failure of the store.
    pub async fn verify_code_is_from_message(&self, message: &MessageId, code: &str) -> Result<()> {
        let message = find_message(&*self.active_session()?, message).await?;
        let codes =
            mayfly_codes::find_codes_from_sender(&message.summary.from_name, &message.summary.subject, &message.text);
        if codes.iter().any(|found| found.value == code) { Ok(()) } else { Err(Error::UnknownMessage) }
    }

    /// The texts that go into a message's document.
    pub(super) fn localised_document_texts(&self) -> DocumentLabels {
        (self.0.environment.localisation.labels)(&self.locale())
    }

    /// A message rendered with its remote images if they are allowed now; rendered once for all who ask.
    pub(super) async fn render_message(
        &self,
        session: &Arc<AccountSession>,
        summary: &MessageSummary,
    ) -> Result<Arc<RenderedMessage>> {
        let message = &summary.id;
        let images = self.find_image_permission(session, message, &summary.from_address).await?;
        let key = RenderCacheKey { account: session.account, message: message.clone(), images, locale: self.locale() };
        let entry = self.lock_reading_state().render_cache.entry(key);
        let render = async || {
            let row = find_message(session, message).await?;
            let options = RenderOptions { labels: self.localised_document_texts(), ..images.render_options(message) };
            run_blocking(move || Arc::new(render_message(row, images, &options))).await
        };
        entry.get_or_render(render).await
    }
}

/// Requests a message from the service, which is what marks it as seen there; only while its inbox receives mail.
async fn mark_seen_on_service(session: Arc<AccountSession>, inbox: InboxId, message: MessageId) {
    if !find_inbox(&session, inbox).await.is_ok_and(|row| row.is_open(session.now())) {
        return;
    }
    // After a failure it is tried again the next time the message is opened; after "no such message" that is useless.
    if matches!(
        session.record_response_to_user_request(session.client.read_message(message.as_str()).await),
        Ok(_) | Err(Error::Api(tempmailg::Error::NotFound { .. }))
    ) {
        let marked = session
            .store
            .write_transaction(move |db| message_rows::record_message_seen_on_service(db, inbox, &message));
        if let Err(error) = marked.await {
            tracing::warn!(%error, "a message's seen mark was not stored");
        }
    }
}
