//! A stored message as the contents of an `.eml` file.

use crate::store::StoredMessage;
use jiff::Timestamp;
use mayfly_mail::EmlMessage;

/// Creates the contents from a stored message and these of its attachments.
pub(super) fn to_eml_message<'a>(row: &'a StoredMessage, attachments: &'a [(String, Vec<u8>)]) -> EmlMessage<'a> {
    let summary = &row.summary;
    EmlMessage {
        id: summary.id.as_str(),
        from_name: &summary.from_name,
        from_address: &summary.from_address,
        to: &row.recipient,
        subject: &summary.subject,
        received_at: summary.received_at.parse::<Timestamp>().unwrap_or_default().as_second(),
        text: if row.is_html { &row.text } else { &row.content },
        html: row.is_html.then_some(row.content.as_str()),
        attachments,
    }
}
