//! Decodes JSON responses into the types of [`crate::model`]. Only the fields a value is useless without are required.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::value::RawValue;

use crate::error::UnexpectedResponseReason;
use crate::lenient_json::{UnparsedJsonObject, parse_string_or_number};
use crate::model::{Attachment, Domain, DomainList, Inbox, Message, MessageList};
use crate::response_head::parse_timestamp;

/// Limit for an inbox's lifetime, a century in seconds. Longer ones could overflow later time arithmetic.
const MAX_LIFETIME_SECONDS: i64 = 100 * 366 * 24 * 60 * 60;

pub(crate) fn decode_domain_list(body: &UnparsedJsonObject<'_>) -> Result<DomainList, UnexpectedResponseReason> {
    let data = body.get_field_as_object("data").ok_or(UnexpectedResponseReason::Missing("the domains"))?;
    Ok(DomainList {
        requested_type: data.get_string_field("requested_type").unwrap_or_default(),
        allowed_types: data
            .get_list_field("allowed_types")
            .unwrap_or_default()
            .into_iter()
            .filter_map(parse_string_or_number)
            .collect(),
        domains: data.get_list_field("domains").unwrap_or_default().into_iter().filter_map(parse_domain_json).collect(),
    })
}

fn parse_domain_json(raw: &RawValue) -> Option<Domain> {
    let fields = UnparsedJsonObject::from_raw(raw)?;
    Some(Domain {
        domain: fields.get_string_field("domain").filter(|name| !name.is_empty())?,
        kind: fields.get_string_field("type").unwrap_or_default(),
        custom: fields.parse_lenient_bool_field("custom").unwrap_or(false),
    })
}

pub(crate) fn decode_inbox(body: &UnparsedJsonObject<'_>) -> Result<Inbox, UnexpectedResponseReason> {
    const KNOWN_FIELDS: [&str; 7] =
        ["id", "email", "domain", "expire_at", "expires_in_seconds", "created_at", "email_token"];
    let data = body.get_field_as_object("data").ok_or(UnexpectedResponseReason::Missing("the inbox"))?;
    let address = data
        .get_string_field("email")
        .filter(|address| is_address(address))
        .ok_or(UnexpectedResponseReason::Missing("the inbox's address"))?;
    Ok(Inbox {
        id: data.get_string_field("id").unwrap_or_default(),
        address,
        domain: data.get_string_field("domain").filter(|domain| !domain.is_empty()),
        expires_at: data.get_string_field("expire_at").as_deref().and_then(parse_timestamp),
        expires_in: data
            .read_lenient_integer_field("expires_in_seconds")
            .filter(|seconds| *seconds <= MAX_LIFETIME_SECONDS)
            .map(|seconds| Duration::from_secs(seconds.try_into().unwrap_or(0))),
        created_at: data.get_string_field("created_at").as_deref().and_then(parse_timestamp),
        token: data.get_string_field("email_token").filter(|token| !token.is_empty()).map(SecretString::from),
        extra: data.unknown_fields(&KNOWN_FIELDS),
    })
}

/// Whether the text can be shown and sent back as an address. The service decides which addresses are valid.
fn is_address(text: &str) -> bool {
    let is_visible = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    is_visible && text.rsplit_once('@').is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty())
}

pub(crate) fn decode_message_list(body: &UnparsedJsonObject<'_>) -> Result<MessageList, UnexpectedResponseReason> {
    let data = body.get_field_as_object("data");
    let candidates = [Some(body), data.as_ref()];
    let entries = match candidates.iter().flatten().find_map(|object| object.get_list_field("messages")) {
        Some(entries) => entries,
        // A null list is an empty one, but a response without any list is not an empty inbox.
        None if candidates.iter().flatten().any(|object| object.contains_field("messages")) => Vec::new(),
        None => return Err(UnexpectedResponseReason::Missing("the messages")),
    };
    let count = entries.len();
    let messages: Vec<Message> = entries.into_iter().filter_map(decode_message_json).collect();
    Ok(MessageList {
        mailbox: candidates.iter().flatten().find_map(|object| object.get_string_field("mailbox")),
        unreadable: count - messages.len(),
        messages,
    })
}

pub(crate) fn decode_message_response(body: &UnparsedJsonObject<'_>) -> Result<Message, UnexpectedResponseReason> {
    body.get("data").and_then(decode_message_json).ok_or(UnexpectedResponseReason::Missing("the message"))
}

fn decode_message_json(raw: &RawValue) -> Option<Message> {
    const KNOWN_FIELDS: [&str; 10] =
        ["is_seen", "subject", "from", "from_email", "to", "receivedAt", "id", "html", "content", "attachments"];
    let fields = UnparsedJsonObject::from_raw(raw)?;
    let text = |name: &str| fields.get_string_field(name).unwrap_or_default();
    Some(Message {
        id: fields.get_string_field("id").filter(|id| !id.is_empty())?,
        seen: fields.parse_lenient_bool_field("is_seen").unwrap_or(false),
        subject: text("subject"),
        from_name: text("from"),
        from_address: text("from_email"),
        to: text("to"),
        received_at: fields.get_string_field("receivedAt").as_deref().and_then(parse_timestamp),
        is_html: fields.parse_lenient_bool_field("html").unwrap_or(false),
        content: text("content"),
        attachments: fields
            .get_list_field("attachments")
            .unwrap_or_default()
            .into_iter()
            .filter_map(decode_attachment_info)
            .collect(),
        extra: fields.unknown_fields(&KNOWN_FIELDS),
    })
}

/// Does not read the `url` field: it is untrusted, and the API key must not be sent to it.
fn decode_attachment_info(raw: &RawValue) -> Option<Attachment> {
    let fields = UnparsedJsonObject::from_raw(raw)?;
    Some(Attachment {
        name: fields.get_string_field("name").filter(|name| !name.is_empty())?,
        extension: fields.get_string_field("extension").filter(|text| !text.is_empty()),
        size: fields.read_lenient_integer_field("size").and_then(|size| size.try_into().ok()),
    })
}
