//! The columns of the `messages` table, and reading rows from them.

use super::message_display_levels::message_display_limit_from_integer;
use crate::ports::clock::{from_millis, to_rfc3339};
use crate::view::{MessageBodyDisplayLevel, MessageId, MessageSummary};
use jiff::Timestamp;
use rusqlite::Row;
use serde::{Deserialize, Serialize};

/// A message to insert: the service's fields and the values derived from them.
#[derive(Debug, Clone)]
pub(crate) struct MessageToInsert {
    pub(crate) id: MessageId,
    pub(crate) from_name: String,
    pub(crate) from_address: String,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) snippet: String,
    pub(crate) text: String,
    pub(crate) code: Option<String>,
    pub(crate) is_html: bool,
    pub(crate) content: String,
    pub(crate) attachments: Vec<AttachmentInfo>,
    pub(crate) received_at: Timestamp,
    /// When it was first received from the service, by this computer's clock.
    pub(crate) arrived_at: Timestamp,
    pub(crate) seen: bool,
    pub(crate) extra: String,
}

/// An attachment as the service describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttachmentInfo {
    pub(crate) name: String,
    pub(crate) size: Option<u64>,
}

/// A stored message.
#[derive(Debug, Clone)]
pub(crate) struct StoredMessage {
    pub(crate) summary: MessageSummary,
    pub(crate) recipient: String,
    pub(crate) text: String,
    pub(crate) is_html: bool,
    pub(crate) content: String,
    pub(crate) attachments: Vec<AttachmentInfo>,
    pub(crate) display: MessageBodyDisplayLevel,
}

/// A message's summary, and what opening it has to know besides.
#[derive(Debug, Clone)]
pub(crate) struct MessageOpeningData {
    pub(crate) summary: MessageSummary,
    pub(crate) is_html: bool,
    /// Whether the service knows that the message was opened.
    pub(crate) seen_on_service: bool,
    pub(crate) display: MessageBodyDisplayLevel,
}

fn read_attachments_column(row: &Row<'_>) -> rusqlite::Result<Vec<AttachmentInfo>> {
    let text: String = row.get("attachments")?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// Reads the columns of [`SUMMARY_COLUMNS`].
pub(super) fn read_message_summary_row(row: &Row<'_>) -> rusqlite::Result<MessageSummary> {
    Ok(MessageSummary {
        id: row.get("id")?,
        inbox_id: row.get("inbox_id")?,
        from_name: row.get("from_name")?,
        from_address: row.get("from_address")?,
        subject: row.get("subject")?,
        snippet: row.get("snippet")?,
        received_at: to_rfc3339(from_millis(row.get("received_at")?)),
        unread: row.get("unread")?,
        attachments: row.get("attachment_count")?,
        code: row.get("code")?,
    })
}

/// Reads the columns of [`SUMMARY_COLUMNS`] and those of [`MessageOpeningData`].
pub(super) fn read_message_opening_data(row: &Row<'_>) -> rusqlite::Result<MessageOpeningData> {
    Ok(MessageOpeningData {
        summary: read_message_summary_row(row)?,
        is_html: row.get("is_html")?,
        seen_on_service: row.get("seen_on_service")?,
        display: message_display_limit_from_integer(row.get("display_limit")?),
    })
}

/// Reads all columns of a message with its body.
pub(super) fn read_message(row: &Row<'_>) -> rusqlite::Result<StoredMessage> {
    Ok(StoredMessage {
        summary: read_message_summary_row(row)?,
        recipient: row.get("recipient")?,
        text: row.get("text")?,
        is_html: row.get("is_html")?,
        content: row.get("content")?,
        attachments: read_attachments_column(row)?,
        display: message_display_limit_from_integer(row.get("display_limit")?),
    })
}

/// The columns that [`read_message_summary_row`] reads.
pub(super) const SUMMARY_COLUMNS: &str = "messages.id, messages.inbox_id, messages.from_name, messages.from_address,
    messages.subject, messages.snippet, messages.received_at, messages.unread, messages.attachment_count,
    messages.code";
