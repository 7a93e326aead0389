//! The JSON objects that `--json` prints. `docs/automation.md` lists their fields, which stay as they are: fields may be
//! added, none is removed or changes its type.

use crate::cli_error::format_utc_timestamp;
use crate::extracted_message_content::ExtractedMessageContent;
use jiff::Timestamp;
use rmcp::schemars::{self, JsonSchema};
use serde::Serialize;
use tempmailg::{Attachment, Domain, Inbox, Message, Quota};

/// A domain on which addresses can be made.
#[derive(Debug, Serialize)]
pub(crate) struct DomainOutput {
    pub(crate) domain: String,
    pub(crate) r#type: String,
    pub(crate) custom: bool,
}

/// A new address.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct AddressOutput {
    /// The e-mail address.
    pub(crate) address: String,
    /// When it expires, in UTC.
    pub(crate) expires_at: Option<String>,
}

/// A message in a list. Sender, subject, code and link are the sender's words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct MessageOutput {
    /// The identifier of the message.
    pub(crate) id: String,
    /// The sender's display name, which nobody verified.
    pub(crate) from: String,
    /// The sender's address, which nobody verified.
    pub(crate) from_address: String,
    /// The subject.
    pub(crate) subject: String,
    /// When the message arrived, in UTC.
    pub(crate) received_at: Option<String>,
    /// Whether the message was read before.
    pub(crate) seen: bool,
    /// The verification code in it.
    pub(crate) code: Option<String>,
    /// The confirmation link in it.
    pub(crate) link: Option<String>,
}

/// A message with its content.
#[derive(Debug, Serialize)]
pub(crate) struct FullMessageOutput {
    #[serde(flatten)]
    pub(crate) message: MessageOutput,
    pub(crate) to: String,
    pub(crate) text: String,
    /// As it was sent.
    pub(crate) html: Option<String>,
    pub(crate) attachments: Vec<AttachmentOutput>,
}

/// An attachment in a message. Its size is what the message says.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct AttachmentOutput {
    /// The name as the sender wrote it.
    pub(crate) name: String,
    /// The size in bytes.
    pub(crate) size: Option<u64>,
}

/// An attachment that was saved.
#[derive(Debug, Serialize)]
pub(crate) struct SavedFileOutput {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) size: u64,
}

/// What was deleted: an address or the identifier of a message.
#[derive(Debug, Serialize)]
pub(crate) struct DeletedOutput {
    pub(crate) deleted: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct QuotaOutput {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) remaining: u64,
    pub(crate) resets_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ErrorOutput<'a> {
    pub(crate) error: &'a str,
    pub(crate) message: &'a str,
}

impl From<Domain> for DomainOutput {
    fn from(domain: Domain) -> Self {
        Self { domain: domain.domain, r#type: domain.kind.to_lowercase(), custom: domain.custom }
    }
}

impl AddressOutput {
    pub(crate) fn new(inbox: &Inbox, expires_at: Option<Timestamp>) -> Self {
        Self { address: inbox.address.clone(), expires_at: expires_at.map(format_utc_timestamp) }
    }
}

impl MessageOutput {
    pub(crate) fn new(message: &Message, content: &ExtractedMessageContent) -> Self {
        Self {
            id: message.id.clone(),
            from: message.from_name.clone(),
            from_address: message.from_address.clone(),
            subject: message.subject.clone(),
            received_at: message.received_at.map(format_utc_timestamp),
            seen: message.seen,
            code: content.code.clone(),
            link: content.link.clone(),
        }
    }
}

impl FullMessageOutput {
    pub(crate) fn new(message: Message, content: ExtractedMessageContent) -> Self {
        let record = MessageOutput::new(&message, &content);
        Self {
            message: record,
            to: message.to,
            text: content.text,
            html: message.is_html.then_some(message.content),
            attachments: message.attachments.iter().map(AttachmentOutput::from).collect(),
        }
    }
}

impl From<&Attachment> for AttachmentOutput {
    fn from(attachment: &Attachment) -> Self {
        Self { name: attachment.name.clone(), size: attachment.size }
    }
}

impl From<Quota> for QuotaOutput {
    fn from(quota: Quota) -> Self {
        let Quota { limit, used, remaining, reset } = quota;
        Self { limit, used, remaining, resets_at: reset.map(format_utc_timestamp) }
    }
}
