//! Remote images of messages: the user's permission for them, and the images themselves.

use super::fetch_images_on_opening::find_message_images;
use super::message_lookup::find_message;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::rendering::remote_images::{FetchedImage, RemoteImageError, RemoteMessageImages};
use crate::session::AccountSession;
use crate::store::sender_image_rules;
use crate::view::{Change, MessageId, MessageView, RemoteImagesSetting, SenderImageRule};
use std::sync::Arc;

impl Core {
    /// Shows a message's remote images from now on: this message's until the account is closed or, with `always`, those
    /// of every message from its sender's address. For a sender without an address, `always` has no effect.
    ///
    /// # Errors
    /// An unknown message, proxy settings that rule out fetching images, or a failure of the store.
    pub async fn show_remote_images(&self, message_id: &MessageId, always: bool) -> Result<MessageView> {
        let session = self.active_session()?;
        let message = find_message(&session, message_id).await?;
        if self.0.image_fetcher.is_behind_proxy().await {
            return Err(Error::ImagesBehindProxy);
        }
        let always = always && !message.summary.from_address.trim().is_empty();
        if always {
            let (account, sender) = (session.account, message.summary.from_address.clone());
            session
                .store
                .write_transaction(move |db| sender_image_rules::set_sender_image_rule(db, account, &sender, true))
                .await?;
        }
        // A rule for the sender needs none for this message.
        session.session_images.set_message_image_rule(message_id, (!always).then_some(true));
        self.read_message(message_id).await
    }

    /// Blocks a message's remote images, and those of the sender's other messages that were not shown one by one.
    ///
    /// Removes the sender's rule or, where the setting shows images by default, sets one that blocks them. A sender
    /// without an address can have no rule: there the message alone is blocked, until the account is closed.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn block_remote_images(&self, message_id: &MessageId) -> Result<MessageView> {
        let session = self.active_session()?;
        let message = find_message(&session, message_id).await?;
        let (account, sender) = (session.account, message.summary.from_address.clone());
        let shown_by_default = self.settings().remote_images == RemoteImagesSetting::Show;
        let needs_message_rule = shown_by_default && sender.trim().is_empty();
        session
            .store
            .write_transaction(move |db| {
                match sender_image_rules::find_sender_image_rule(db, account, &sender)? {
                    _ if shown_by_default => sender_image_rules::set_sender_image_rule(db, account, &sender, false)?,
                    Some(true) => sender_image_rules::remove_sender_image_rule(db, account, &sender)?,
                    _ => {}
                }
                Ok(())
            })
            .await?;
        session.session_images.set_message_image_rule(message_id, needs_message_rule.then_some(false));
        if let Some(images) = session.session_images.find_message_images(message_id) {
            images.stop_image_fetch();
        }
        self.read_message(message_id).await
    }

    /// Returns every sender's image rule of the active account, ordered by address.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn list_sender_image_rules(&self) -> Result<Vec<SenderImageRule>> {
        let session = self.active_session()?;
        let account = session.account;
        Ok(session.store.run_database_read(move |db| sender_image_rules::list_sender_image_rules(db, account)).await?)
    }

    /// Removes the image rule for one sender. The general setting applies to this sender from then on.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn remove_sender_image_rule(&self, address: &str) -> Result<()> {
        let session = self.active_session()?;
        let (account, address) = (session.account, address.to_owned());
        Ok(session
            .store
            .write_transaction(move |db| sender_image_rules::remove_sender_image_rule(db, account, &address))
            .await?)
    }

    /// Removes every sender's image rule of the active account.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn clear_sender_image_rules(&self) -> Result<()> {
        let session = self.active_session()?;
        let account = session.account;
        Ok(session.store.write_transaction(move |db| sender_image_rules::clear_sender_image_rules(db, account)).await?)
    }

    /// Loads an image of a message by its number in the message's document.
    ///
    /// All images of a message are fetched when it is opened, that is, when its document is given out or the first of
    /// them is asked for. A later call waits for that and fetches nothing: what the web view asks for, and when, tells
    /// how the pointer moves and how wide the window is.
    ///
    /// Emits [`Change::ImagesMissing`] when the number of the message's missing images changes.
    ///
    /// # Errors
    /// Why the image is not shown.
    pub async fn load_remote_message_image(
        &self,
        message_id: &MessageId,
        number: u32,
    ) -> std::result::Result<FetchedImage, RemoteImageError> {
        let outcome = self.find_allowed_image(message_id, number).await;
        let (session, images, url) = outcome.map_err(|error| match error {
            ImageLookupError::Refused(error) => error,
            ImageLookupError::Failed(error) => {
                tracing::warn!(%error, "a message's images could not be listed");
                RemoteImageError::UnknownImage
            }
        })?;
        self.begin_fetching_images(&session, &images, false);
        let outcome = tokio::select! {
            () = session.stop_token.cancelled() => return Err(RemoteImageError::NotAllowed),
            fetched = images.wait_until_image_fetched(number) => fetched,
        };
        let outcome = outcome.and_then(|()| session.session_images.find_cached_image(&url));
        // The reader misses nothing without a tracking pixel.
        let is_missing = outcome.as_ref().is_err_and(|error| *error != RemoteImageError::TrackingPixel);
        if let Some(count) = images.record_missing_image(number, is_missing) {
            self.0.events.emit(Change::ImagesMissing { message_id: message_id.clone(), count });
        }
        outcome
    }

    /// Finds the URL of an image that the user allowed, with its message's images.
    async fn find_allowed_image(
        &self,
        message_id: &MessageId,
        number: u32,
    ) -> std::result::Result<(Arc<AccountSession>, Arc<RemoteMessageImages>, String), ImageLookupError> {
        let session = self.active_session()?;
        let images = find_message_images(&session, message_id).await?;
        if !self.find_image_permission(&session, message_id, images.sender()).await?.is_allowed() {
            return Err(RemoteImageError::NotAllowed.into());
        }
        let url = images.find_image_url(number).ok_or(RemoteImageError::UnknownImage)?.to_owned();
        Ok((session, images, url))
    }
}

/// Why no image was found that may be fetched.
enum ImageLookupError {
    /// The image is not allowed, or there is none of that number.
    Refused(RemoteImageError),
    /// The message could not be read or rendered.
    Failed(Error),
}

impl From<RemoteImageError> for ImageLookupError {
    fn from(error: RemoteImageError) -> Self {
        Self::Refused(error)
    }
}

impl From<Error> for ImageLookupError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
