//! What a reader finds in a message: its text, a verification code, a confirmation link.

use mayfly_mail::{RenderOptions, RenderedBody};
use tempmailg::Message;

/// The text of a message, and what was found in it.
#[derive(Clone)]
pub(crate) struct ExtractedMessageContent {
    /// The text without markup.
    pub(crate) text: String,
    /// The most likely verification code.
    pub(crate) code: Option<String>,
    /// The confirmation link.
    pub(crate) link: Option<String>,
}

impl ExtractedMessageContent {
    /// Reads a message as Mayfly does.
    pub(crate) fn analyse(message: &Message) -> Self {
        let rendered = render_message(message);
        let codes = mayfly_codes::find_codes_from_sender(&message.from_name, &message.subject, &rendered.text);
        let links: Vec<_> = rendered.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
        let link = mayfly_codes::find_confirmation_link(&links, &message.subject, &rendered.text)
            .filter(|link| mayfly_mail::inspect_link(&link.href, &link.text).host.is_some());
        Self {
            code: codes.into_iter().next().map(|code| code.value),
            link: link.map(|link| link.href),
            text: if message.is_html { rendered.text } else { message.content.clone() },
        }
    }
}

fn render_message(message: &Message) -> RenderedBody {
    // A sender may write what this program writes around a message.
    let options = RenderOptions { recognise_own_documents: false, ..RenderOptions::default() };
    match message.is_html {
        true => mayfly_mail::render(&message.content, &options),
        false => mayfly_mail::render_plain_text(&message.content, &options),
    }
}
