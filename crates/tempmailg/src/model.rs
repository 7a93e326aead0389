//! The data types that the API returns.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Map, Value};

/// A successful response: the decoded value, and what the response headers report.
#[derive(Debug, Clone)]
pub struct ApiResponse<T> {
    /// The decoded value.
    pub value: T,
    /// The account's quota after this call. `None` when the response has no quota headers.
    pub quota: Option<Quota>,
    /// The service's clock (the `Date` header). Expiry times follow this clock, not the local one.
    pub server_time: Option<Timestamp>,
}

/// The account's quota, in successful calls per period. The length of the period depends on the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Calls allowed in the period.
    pub limit: u64,
    /// Calls used in the period.
    pub used: u64,
    /// Calls left in the period.
    pub remaining: u64,
    /// When the period ends and [`used`](Self::used) returns to zero. `None` when the response does not say.
    pub reset: Option<Timestamp>,
}

/// The domains of one type, and the types that the account may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainList {
    /// The type as the service understood it. Empty when the response does not say.
    pub requested_type: String,
    /// The types that the plan allows, as the service spells them. The case is not consistent.
    pub allowed_types: Vec<String>,
    /// The domains of the requested type.
    pub domains: Vec<Domain>,
}

/// A domain on which inboxes can be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The domain's name, e.g. `example.com`.
    pub domain: String,
    /// The type as the service spells it, e.g. `Free`. Empty when the response does not say.
    pub kind: String,
    /// Whether the domain belongs to the account.
    pub custom: bool,
}

/// An inbox that the account owns.
///
/// `Debug` prints neither the token nor the values of [`extra`](Self::extra).
#[derive(Clone)]
pub struct Inbox {
    /// The service's number for the inbox, as text. Empty when the response has none. No call needs it.
    pub id: String,
    /// The e-mail address. Calls identify the inbox by it.
    pub address: String,
    /// The domain part of the address, when the response has it as a field of its own.
    pub domain: Option<String>,
    /// When the inbox expires, by the service's clock.
    pub expires_at: Option<Timestamp>,
    /// Time left when the service sent the response. Zero when the inbox had already expired.
    pub expires_in: Option<Duration>,
    /// When the inbox was created, by the service's clock.
    pub created_at: Option<Timestamp>,
    /// The inbox's own token. It is a secret like the API key.
    pub token: Option<SecretString>,
    /// Fields that this crate does not know. They may hold personal data such as an IP address, so do not log them.
    pub extra: Map<String, Value>,
}

/// A message. Every field is untrusted input from the sender.
///
/// `Debug` prints neither the sender, nor the subject, nor the content.
#[derive(Clone, PartialEq)]
pub struct Message {
    /// The service's identifier of the message.
    pub id: String,
    /// Whether the message was read through the API before.
    pub seen: bool,
    /// The subject. May be empty.
    pub subject: String,
    /// The sender's display name, which is not verified. May be empty.
    pub from_name: String,
    /// The sender's address, which is not verified. May be empty.
    pub from_address: String,
    /// The recipient's address. May be empty.
    pub to: String,
    /// When the message arrived. Times without a zone are read as UTC.
    pub received_at: Option<Timestamp>,
    /// Whether [`content`](Self::content) is HTML.
    pub is_html: bool,
    /// The body. HTML is **not** sanitised.
    pub content: String,
    /// The attachments. Those without a name are left out, because they cannot be downloaded.
    pub attachments: Vec<Attachment>,
    /// Fields that this crate does not know.
    pub extra: Map<String, Value>,
}

/// An attachment as a message lists it.
///
/// [`Client::download_attachment`](crate::Client::download_attachment) fetches its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name as the sender wrote it. It may contain `/`, `..` or anything else: never use it as a local path.
    pub name: String,
    /// The file extension, when the message lists one.
    pub extension: Option<String>,
    /// The size in bytes as the message lists it, which may be wrong.
    pub size: Option<u64>,
}

/// The messages of an inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageList {
    /// The inbox's address as the response gives it.
    pub mailbox: Option<String>,
    /// The messages, in the service's order.
    pub messages: Vec<Message>,
    /// Number of entries left out because they have no id or are not messages.
    pub unreadable: usize,
}

/// Identifies the response that a list of messages was decoded from, so that the same response is recognised.
///
/// It is valid for one [`Client`](crate::Client) and its clones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListFingerprint(pub(crate) u64);

/// What [`Client::list_messages_if_changed`](crate::Client::list_messages_if_changed) found.
#[derive(Debug, Clone, PartialEq)]
pub enum MessageListUpdate {
    /// The service responded with the same bytes as before.
    Unchanged,
    /// The response is another one than before.
    Changed {
        /// The messages of the inbox, the known ones too.
        list: MessageList,
        /// Identifies this response in the next call.
        fingerprint: ListFingerprint,
    },
}

/// Prints the names of unknown fields without their values.
struct UnknownFieldNames<'a>(&'a Map<String, Value>);

impl fmt::Debug for UnknownFieldNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox")
            .field("id", &self.id)
            .field("address", &self.address)
            .field("domain", &self.domain)
            .field("expires_at", &self.expires_at)
            .field("expires_in", &self.expires_in)
            .field("created_at", &self.created_at)
            .field("token", &self.token)
            .field("extra", &UnknownFieldNames(&self.extra))
            .finish()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("id", &self.id)
            .field("seen", &self.seen)
            .field("received_at", &self.received_at)
            .field("is_html", &self.is_html)
            .field("content_bytes", &self.content.len())
            .field("attachments", &self.attachments.len())
            .finish_non_exhaustive()
    }
}
