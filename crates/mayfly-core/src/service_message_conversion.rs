//! A message of the service as a row for the store.

use crate::rendering::render_body::render_body;
use crate::store::{AttachmentInfo, MessageToInsert};
use jiff::{SignedDuration, Timestamp};
use mayfly_mail::to_single_line;

/// How many bytes of a message's text are searched for codes and indexed: far beyond any real mail.
const MAX_TEXT: usize = 1 << 20;

/// How many attachments of a message are stored; nobody sends more by hand.
const MAX_ATTACHMENTS: usize = 1_000;

/// How many bytes of an attachment's name are stored; the name it is saved under is shorter.
const MAX_ATTACHMENT_NAME: usize = 1_000;

/// Derives from a message of the service what the store keeps: text, snippet and code, once, here. Texts that stand in
/// lists become single lines. `server_offset` is the service's clock less this computer's.
pub(crate) fn to_new_message(
    message: tempmailg::Message,
    now: Timestamp,
    server_offset: SignedDuration,
) -> MessageToInsert {
    let mut rendered = render_body(message.is_html, &message.content);
    rendered.text.truncate(rendered.text.floor_char_boundary(MAX_TEXT));
    let subject = to_single_line(&message.subject);
    let from_name = to_single_line(&message.from_name);
    let codes = mayfly_codes::find_codes_from_sender(&from_name, &subject, &rendered.text);
    MessageToInsert {
        id: message.id.into(),
        from_name,
        from_address: to_single_line(&message.from_address),
        recipient: to_single_line(&message.to),
        subject,
        snippet: rendered.snippet,
        text: rendered.text,
        code: codes.into_iter().next().map(|code| code.value),
        is_html: message.is_html,
        content: message.content,
        attachments: message
            .attachments
            .into_iter()
            .take(MAX_ATTACHMENTS)
            .map(|file| AttachmentInfo { name: keep_end_of_long_name(file.name), size: file.size })
            .collect(),
        received_at: message.received_at.map_or(now, |time| time.checked_sub(server_offset).unwrap_or(time)),
        arrived_at: now,
        seen: message.seen,
        extra: serde_json::to_string(&message.extra).unwrap_or_else(|_| "{}".into()),
    }
}

/// Cuts a long name at its start: its end says what kind of file it is.
fn keep_end_of_long_name(name: String) -> String {
    if name.len() <= MAX_ATTACHMENT_NAME {
        name
    } else {
        name[name.ceil_char_boundary(name.len() - MAX_ATTACHMENT_NAME)..].to_owned()
    }
}
