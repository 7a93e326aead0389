//! Whether a message's remote images are shown.

use crate::core_handle::Core;
use crate::error::Result;
use crate::rendering::remote_images::ImagePermission;
use crate::session::AccountSession;
use crate::store::sender_image_rules;
use crate::view::{MessageId, RemoteImagesSetting};

impl Core {
    /// Returns whether a message's images are shown, by the rules for it and its sender, the setting and the proxy.
    pub(super) async fn find_image_permission(
        &self,
        session: &AccountSession,
        message_id: &MessageId,
        sender: &str,
    ) -> Result<ImagePermission> {
        let (account, sender) = (session.account, sender.to_owned());
        let sender_rule = session
            .store
            .run_database_read(move |db| sender_image_rules::find_sender_image_rule(db, account, &sender))
            .await?;
        let message_rule = session.session_images.find_message_image_rule(message_id);
        let default_allowed = self.settings().remote_images == RemoteImagesSetting::Show;
        let permission = ImagePermission::from_message_and_sender_rules(message_rule, sender_rule, default_allowed);
        // Last, because the system's answer may take a while: most messages don't need it.
        if permission.is_allowed() && self.0.image_fetcher.is_behind_proxy().await {
            return Ok(ImagePermission::default());
        }
        Ok(permission)
    }
}
