//! Other ways to look at a message than as it came: as plain text, on paper, as source.

use crate::store::MessageRow;
use crate::view::MessageSource;
use crate::{Core, Result, messages};
use jiff::tz::TimeZone;
use mayfly_mail::{ColorScheme, RenderOptions, SYSTEM_FONT, escape_html};

/// How much of a message's source a window is given: more than anyone reads, little enough to lay out.
const MAX_SOURCE: usize = 512 << 10;

impl Core {
    /// A message's words alone, as a safe document for the sandboxed frame.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_text_document(&self, id: &str) -> Result<String> {
        let message = messages::find(&*self.session()?, id).await?;
        self.shows(id);
        let options =
            RenderOptions { labels: self.labels(), rejoin_wrapped_lines: !message.is_html, ..RenderOptions::default() };
        messages::prepare(move || mayfly_mail::render_text(&message.text, &options).document).await
    }

    /// A message as a safe document for printing: its headers above its body, as plain text on request. Its
    /// remote images are there where they are shown on the screen.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_print_document(&self, id: &str, plain: bool) -> Result<String> {
        let session = self.session()?;
        let message = messages::find(&session, id).await?;
        let images = self.image_permission(&session, id, &message.summary.from_address).await?;
        // Paper is white, however the screen looks.
        let options = RenderOptions {
            color_scheme: ColorScheme::Light,
            labels: self.labels(),
            rejoin_wrapped_lines: !message.is_html,
            ..images.options(id)
        };
        messages::prepare(move || {
            let document = if plain {
                mayfly_mail::render_text(&message.text, &options).document
            } else {
                messages::render_with(message.is_html, &message.content, &options).document
            };
            document.replacen("<body>", &format!("<body>{}", print_head(&message)), 1)
        })
        .await
    }

    /// A message's body as the service gave it, as text; the beginning, where it is long.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_source(&self, id: &str) -> Result<MessageSource> {
        let mut text = self.message_content(id).await?;
        let size = text.len();
        text.truncate(text.floor_char_boundary(MAX_SOURCE));
        Ok(MessageSource { truncated: text.len() < size, size: size as u64, text })
    }

    /// A message's body as the service gave it, all of it.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_content(&self, id: &str) -> Result<String> {
        Ok(messages::find(&*self.session()?, id).await?.content)
    }

    /// Remembers which message the frame shows.
    pub(crate) fn shows(&self, id: &str) {
        self.state().shown_message = Some(id.to_owned());
    }
}

/// Subject, sender, recipient and time, without a word that would need a language.
fn print_head(message: &MessageRow) -> String {
    let summary = &message.summary;
    let from = match (summary.from_name.as_str(), summary.from_address.as_str()) {
        ("", address) => escape_html(address),
        (name, "") => isolated(name),
        (name, address) => format!("{} &lt;{}&gt;", isolated(name), escape_html(address)),
    };
    let received = summary.received_at.parse::<jiff::Timestamp>().map_or_else(
        |_| escape_html(&summary.received_at),
        |time| time.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
    );
    format!(
        "<header style=\"padding:0 16px 12px;border-bottom:1px solid;font:13px/1.5 {SYSTEM_FONT};\
         overflow-wrap:anywhere\"><h1 style=\"margin:0 0 6px;font:600 18px/1.3 {SYSTEM_FONT}\">{}</h1>\
         <div>{from} → {}</div><div>{received}</div></header>",
        isolated(&summary.subject),
        escape_html(&message.recipient),
    )
}

/// Words of a stranger's, whose direction of writing ends with them.
fn isolated(words: &str) -> String {
    format!("<bdi>{}</bdi>", escape_html(words))
}
