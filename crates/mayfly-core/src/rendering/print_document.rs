//! A message on paper.

use super::render_body::render_body_with;
use crate::store::StoredMessage;
use jiff::tz::TimeZone;
use mayfly_mail::{RenderOptions, SYSTEM_FONT, escape_html};

/// A message as a safe document for printing: its headers above its body.
pub(crate) fn render_print_document(message: &StoredMessage, plain: bool, options: &RenderOptions) -> String {
    let document = if plain {
        mayfly_mail::render_plain_text(&message.text, options).document
    } else {
        render_body_with(message.is_html, &message.content, options).document
    };
    document.replacen("<body>", &format!("<body>{}", render_print_header(message)), 1)
}

/// Subject, sender, recipient and time, without a word that would need a language.
fn render_print_header(message: &StoredMessage) -> String {
    let summary = &message.summary;
    let from = match (summary.from_name.as_str(), summary.from_address.as_str()) {
        ("", address) => escape_html(address),
        (name, "") => isolate_direction(name),
        (name, address) => format!("{} &lt;{}&gt;", isolate_direction(name), escape_html(address)),
    };
    let received = summary.received_at.parse::<jiff::Timestamp>().map_or_else(
        |_| escape_html(&summary.received_at),
        |time| time.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
    );
    format!(
        // Above the message, which could draw over it with a shadow or a line that is too high for its box.
        "<header style=\"position:relative;z-index:1;background:Canvas;padding:0 16px 12px;border-bottom:1px solid;font:13px/1.5 {SYSTEM_FONT};\
         overflow-wrap:anywhere\"><h1 style=\"margin:0 0 6px;font:600 18px/1.3 {SYSTEM_FONT}\">{}</h1>\
         <div>{from} → {}</div><div>{received}</div></header>",
        isolate_direction(&summary.subject),
        escape_html(&message.recipient),
    )
}

/// Text of a stranger's, whose writing direction doesn't affect what follows.
fn isolate_direction(words: &str) -> String {
    format!("<bdi>{}</bdi>", escape_html(words))
}
