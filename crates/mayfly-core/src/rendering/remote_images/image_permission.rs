//! Whether a message's remote images are shown, and why.

use crate::view::MessageId;
use mayfly_mail::{RemoteImagePolicy, RenderOptions};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Whether a message's remote images are shown, and why. The default is that they are not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ImagePermission {
    /// The user allowed them for this message, until the account is closed.
    allowed_for_message: bool,
    /// The user allowed them for every message of the sender.
    allowed_for_sender: bool,
    /// The setting allows them, and the user decided about neither the message nor the sender.
    allowed_by_default: bool,
}

impl ImagePermission {
    /// Combines the rules for the message and its sender, where there are any, with the setting for all others.
    pub(crate) fn from_message_and_sender_rules(
        message_rule: Option<bool>,
        sender_rule: Option<bool>,
        default_allowed: bool,
    ) -> Self {
        Self {
            allowed_for_message: message_rule == Some(true),
            allowed_for_sender: sender_rule == Some(true),
            allowed_by_default: default_allowed && message_rule.is_none() && sender_rule.is_none(),
        }
    }

    /// Returns whether the message's images are shown.
    pub(crate) fn is_allowed(self) -> bool {
        self.allowed_for_message || self.allowed_for_sender || self.allowed_by_default
    }

    /// Returns whether they are shown for every message of the sender.
    pub(crate) fn is_allowed_for_sender(self) -> bool {
        self.allowed_for_sender
    }

    /// Returns whether they are shown because of the setting alone.
    pub(crate) fn are_images_allowed_by_setting(self) -> bool {
        self.allowed_by_default
    }

    /// Returns the options for rendering the message's document, with the URLs of its images where they are allowed.
    pub(crate) fn render_options(self, message_id: &MessageId) -> RenderOptions {
        if !self.is_allowed() {
            return RenderOptions::default();
        }
        // Relative to the document's own host, because the scheme that serves documents depends on the platform.
        let image_base = format!("/{}/image/", utf8_percent_encode(message_id.as_str(), NON_ALPHANUMERIC));
        RenderOptions { images: RemoteImagePolicy::Allowed, image_base, ..RenderOptions::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_applies_only_without_a_rule_for_message_or_sender() {
        for (message_rule, sender_rule, default_allowed, expected) in [
            (None, None, false, false),
            (None, None, true, true),
            (Some(false), None, true, false),
            (None, Some(false), true, false),
            (Some(true), Some(false), false, true),
            (Some(false), Some(true), false, true),
        ] {
            let permission = ImagePermission::from_message_and_sender_rules(message_rule, sender_rule, default_allowed);
            assert_eq!(permission.is_allowed(), expected, "{message_rule:?} {sender_rule:?} {default_allowed}");
        }
    }
}
