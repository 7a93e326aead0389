//! From JSON to what the crate promises. Only what a thing can't be used without is required.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::value::RawValue;

use crate::error::Unexpected;
use crate::headers::timestamp;
use crate::json::{self, Object};
use crate::model::{Attachment, Domain, DomainList, Inbox, Message, MessageList};

/// A century: longer lifetimes are garbage, and would overflow clocks further on.
const LONGEST_LIFETIME: i64 = 100 * 366 * 24 * 60 * 60;

pub(crate) fn domains(answer: &Object<'_>) -> Result<DomainList, Unexpected> {
    let data = answer.object("data").ok_or(Unexpected::Lacks("the domains"))?;
    Ok(DomainList {
        requested_type: data.text("requested_type").unwrap_or_default(),
        allowed_types: data.list("allowed_types").unwrap_or_default().into_iter().filter_map(json::text).collect(),
        domains: data.list("domains").unwrap_or_default().into_iter().filter_map(domain).collect(),
    })
}

fn domain(raw: &RawValue) -> Option<Domain> {
    let fields = Object::of(raw)?;
    Some(Domain {
        domain: fields.text("domain").filter(|name| !name.is_empty())?,
        kind: fields.text("type").unwrap_or_default(),
        custom: fields.flag("custom").unwrap_or(false),
    })
}

pub(crate) fn inbox(answer: &Object<'_>) -> Result<Inbox, Unexpected> {
    const KNOWN: [&str; 7] = ["id", "email", "domain", "expire_at", "expires_in_seconds", "created_at", "email_token"];
    let data = answer.object("data").ok_or(Unexpected::Lacks("the inbox"))?;
    let address =
        data.text("email").filter(|address| is_address(address)).ok_or(Unexpected::Lacks("the inbox's address"))?;
    Ok(Inbox {
        id: data.text("id").unwrap_or_default(),
        address,
        domain: data.text("domain").filter(|domain| !domain.is_empty()),
        expires_at: data.text("expire_at").as_deref().and_then(timestamp),
        expires_in: data
            .number("expires_in_seconds")
            .filter(|seconds| *seconds <= LONGEST_LIFETIME)
            .map(|seconds| Duration::from_secs(seconds.try_into().unwrap_or(0))),
        created_at: data.text("created_at").as_deref().and_then(timestamp),
        token: data.text("email_token").filter(|token| !token.is_empty()).map(SecretString::from),
        extra: data.rest(&KNOWN),
    })
}

/// Enough of an address to show, copy and send back; the service knows better than we do what is valid.
fn is_address(text: &str) -> bool {
    let visible = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    visible && text.rsplit_once('@').is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty())
}

pub(crate) fn messages(answer: &Object<'_>) -> Result<MessageList, Unexpected> {
    let data = answer.object("data");
    let places = [Some(answer), data.as_ref()];
    let entries = match places.iter().flatten().find_map(|at| at.list("messages")) {
        Some(entries) => entries,
        // A null list is an empty one, but an answer without any list isn't an empty inbox.
        None if places.iter().flatten().any(|at| at.has("messages")) => Vec::new(),
        None => return Err(Unexpected::Lacks("the messages")),
    };
    let count = entries.len();
    let messages: Vec<Message> = entries.into_iter().filter_map(readable).collect();
    Ok(MessageList {
        mailbox: places.iter().flatten().find_map(|at| at.text("mailbox")),
        unreadable: count - messages.len(),
        messages,
    })
}

pub(crate) fn message(answer: &Object<'_>) -> Result<Message, Unexpected> {
    answer.get("data").and_then(readable).ok_or(Unexpected::Lacks("the message"))
}

fn readable(raw: &RawValue) -> Option<Message> {
    const KNOWN: [&str; 10] =
        ["is_seen", "subject", "from", "from_email", "to", "receivedAt", "id", "html", "content", "attachments"];
    let fields = Object::of(raw)?;
    let text = |name: &str| fields.text(name).unwrap_or_default();
    Some(Message {
        id: fields.text("id").filter(|id| !id.is_empty())?,
        seen: fields.flag("is_seen").unwrap_or(false),
        subject: text("subject"),
        from_name: text("from"),
        from_address: text("from_email"),
        to: text("to"),
        received_at: fields.text("receivedAt").as_deref().and_then(timestamp),
        is_html: fields.flag("html").unwrap_or(false),
        content: text("content"),
        attachments: fields.list("attachments").unwrap_or_default().into_iter().filter_map(attachment).collect(),
        extra: fields.rest(&KNOWN),
    })
}

/// The announced `url` is left out on purpose: it is data from outside, and the key must not follow it.
fn attachment(raw: &RawValue) -> Option<Attachment> {
    let fields = Object::of(raw)?;
    Some(Attachment {
        name: fields.text("name").filter(|name| !name.is_empty())?,
        extension: fields.text("extension").filter(|text| !text.is_empty()),
        size: fields.number("size").and_then(|size| size.try_into().ok()),
    })
}
