//! What the service answers with, typed.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Map, Value};

/// A successful answer, with what its headers told beside it.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// What was asked for.
    pub value: T,
    /// The account's quota after this call, when the answer told.
    pub quota: Option<Quota>,
    /// The service's clock (the `Date` header): expiry times are by this clock, not the local one.
    pub server_time: Option<Timestamp>,
}

/// The account's quota in successful calls. The period differs by plan: read [`reset`](Self::reset).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Calls allowed in the period.
    pub limit: u64,
    /// Calls used in the period.
    pub used: u64,
    /// Calls left in the period.
    pub remaining: u64,
    /// When the period ends.
    pub reset: Option<Timestamp>,
}

/// The domains that the account may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainList {
    /// The type that the service understood; empty when it didn't say.
    pub requested_type: String,
    /// The types that the plan allows, as the service writes them (case differs between places).
    pub allowed_types: Vec<String>,
    /// The domains of the requested type.
    pub domains: Vec<Domain>,
}

/// One domain for inboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The domain's name, e.g. `example.com`.
    pub domain: String,
    /// Its type as the service writes it, e.g. `Free`; empty when it didn't say.
    pub kind: String,
    /// Whether it is the account's own domain.
    pub custom: bool,
}

/// An inbox that the account owns.
///
/// `Debug` shows neither the token nor the values of [`extra`](Self::extra).
#[derive(Clone)]
pub struct Inbox {
    /// The service's number for it, as text; empty when it gave none. No call needs it.
    pub id: String,
    /// The e-mail address: what every call about the inbox takes.
    pub address: String,
    /// The domain part, when the service gave it on its own.
    pub domain: Option<String>,
    /// When it expires, by the service's clock.
    pub expires_at: Option<Timestamp>,
    /// How long it had left when the service answered; zero when it had already expired.
    pub expires_in: Option<Duration>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The inbox's own token: a secret like the key.
    pub token: Option<SecretString>,
    /// Fields this crate doesn't know. They may be personal (an IP address): don't show or log them.
    pub extra: Map<String, Value>,
}

/// A message. Everything in it was written by strangers.
///
/// `Debug` shows neither who wrote, nor subject, nor content.
#[derive(Clone, PartialEq)]
pub struct Message {
    /// The service's name for it.
    pub id: String,
    /// Whether it was read before.
    pub seen: bool,
    /// The subject; may be empty.
    pub subject: String,
    /// The sender's display name, which proves nothing; may be empty.
    pub from_name: String,
    /// The sender's address as claimed; may be empty.
    pub from_address: String,
    /// The recipient's address; may be empty.
    pub to: String,
    /// When it arrived. Times without a zone are read as UTC.
    pub received_at: Option<Timestamp>,
    /// Whether [`content`](Self::content) is HTML. It is **not** sanitised.
    pub is_html: bool,
    /// The body.
    pub content: String,
    /// Its attachments; those without a name are left out, since they can't be asked for.
    pub attachments: Vec<Attachment>,
    /// Fields this crate doesn't know.
    pub extra: Map<String, Value>,
}

/// An attachment, as announced. Its bytes come from [`Client::attachment`](crate::Client::attachment).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name as the sender wrote it: may hold `/`, `..` or anything else. Never a local path.
    pub name: String,
    /// The extension, when announced.
    pub extension: Option<String>,
    /// The size in bytes as announced, which may be wrong.
    pub size: Option<u64>,
}

/// The messages of an inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageList {
    /// The address that the service answered for.
    pub mailbox: Option<String>,
    /// The messages, in the service's order.
    pub messages: Vec<Message>,
    /// How many entries were left out because they had no id or weren't messages at all.
    pub unreadable: usize,
}

/// Shows the names of the unknown fields without their values.
struct Names<'a>(&'a Map<String, Value>);

impl fmt::Debug for Names<'_> {
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
            .field("extra", &Names(&self.extra))
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
