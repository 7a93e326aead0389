//! Messages and attachments in the JSON of the API.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::sandbox_state::DeliveredMessage;

/// Everything except the unreserved characters, so that a name is one path segment.
pub(crate) const ENCODED_IN_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A message as the API returns it.
#[derive(Serialize)]
pub(crate) struct ApiMessageJson<'a> {
    is_seen: bool,
    subject: &'a str,
    from: &'a str,
    from_email: &'a str,
    to: &'a str,
    #[serde(rename = "receivedAt")]
    received_at: String,
    id: &'a str,
    html: bool,
    content: &'a str,
    attachments: Vec<ApiAttachmentJson<'a>>,
}

#[derive(Serialize)]
struct ApiAttachmentJson<'a> {
    name: &'a str,
    extension: &'a str,
    size: u64,
    url: String,
}

impl<'a> ApiMessageJson<'a> {
    pub(crate) fn new(message: &'a DeliveredMessage, base_url: &str) -> Self {
        let mail = &message.mail;
        let attachments = mail.attachments.iter().map(|attachment| ApiAttachmentJson {
            name: &attachment.name,
            extension: attachment.extension(),
            size: attachment.listed_size(),
            url: format!(
                "{base_url}/messages/{}/attachments/{}",
                message.id,
                utf8_percent_encode(&attachment.name, ENCODED_IN_SEGMENT)
            ),
        });
        Self {
            is_seen: message.seen,
            subject: &mail.subject,
            from: &mail.from,
            from_email: &mail.from_email,
            to: &message.address,
            received_at: message.received_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            id: &message.id,
            html: mail.html,
            content: &mail.content,
            attachments: attachments.collect(),
        }
    }
}
