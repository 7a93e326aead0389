//! Fetching the remote images of a message when it is opened.

use super::message_lookup::find_message;
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::Result;
use crate::rendering::remote_images::RemoteMessageImages;
use crate::rendering::render_body::render_body;
use crate::session::AccountSession;
use crate::view::{MessageId, MessageSummary};
use mayfly_mail::RemoteContentReference;
use std::sync::Arc;

impl Core {
    /// Begins to fetch all images of a message that has been opened and rendered with them. Images whose fetch failed
    /// before are requested once more.
    pub(super) fn start_fetching_rendered_images(
        &self,
        session: &Arc<AccountSession>,
        summary: &MessageSummary,
        remote: &[RemoteContentReference],
    ) {
        let images = session.session_images.find_message_images(&summary.id).unwrap_or_else(|| {
            let images = RemoteMessageImages::from_remote_references(summary.from_address.clone(), remote.to_vec());
            session.session_images.get_or_insert_message_images(&summary.id, images)
        });
        self.begin_fetching_images(session, &images, true);
    }

    /// Begins to fetch all images of a message, unless it was opened before.
    pub(super) async fn begin_fetching_message_images(
        &self,
        session: &Arc<AccountSession>,
        message_id: &MessageId,
    ) -> Result<()> {
        let images = find_message_images(session, message_id).await?;
        self.begin_fetching_images(session, &images, false);
        Ok(())
    }

    /// Begins to fetch these images, unless that is under way. With `again`, also when it has been done before.
    pub(super) fn begin_fetching_images(
        &self,
        session: &Arc<AccountSession>,
        images: &Arc<RemoteMessageImages>,
        again: bool,
    ) {
        let Some(list) = images.begin_image_fetch(again) else { return };
        let (core, session, images) = (self.clone(), Arc::clone(session), Arc::clone(images));
        tokio::spawn(async move {
            let fetch_image =
                async |url: String| session.session_images.fetch_image(&core.0.image_fetcher, &images, &url).await;
            list.fetch_all_images(&session.stop_token, fetch_image).await;
        });
    }
}

/// Returns a message's images, cached or from rendering the message.
pub(super) async fn find_message_images(
    session: &AccountSession,
    message_id: &MessageId,
) -> Result<Arc<RemoteMessageImages>> {
    if let Some(images) = session.session_images.find_message_images(message_id) {
        return Ok(images);
    }
    let message = find_message(session, message_id).await?;
    let sender = message.summary.from_address.clone();
    let rendered = run_blocking(move || render_body(message.is_html, &message.content)).await?;
    let images = RemoteMessageImages::from_remote_references(sender, rendered.remote);
    Ok(session.session_images.get_or_insert_message_images(message_id, images))
}
