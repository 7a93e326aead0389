//! A message as an `.eml` file: MIME that any mail program opens.
//!
//! Everything that goes in was written by a stranger, so nothing of it can begin a line of its own: the
//! headers hold no control characters, and bodies are encoded whole.

use crate::store::MessageRow;
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use mail_builder::mime::BodyPart;

/// How long a file's name may get, its extension included.
const MAX_FILE_NAME_CHARS: usize = 100;

/// What the file is made of.
pub(crate) struct EmlMessage<'a> {
    pub(crate) id: &'a str,
    pub(crate) from_name: &'a str,
    pub(crate) from_address: &'a str,
    pub(crate) to: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) date: Timestamp,
    pub(crate) text: &'a str,
    /// The body as it came, where that is HTML.
    pub(crate) html: Option<&'a str>,
    /// Names and bytes.
    pub(crate) attachments: &'a [(String, Vec<u8>)],
}

impl<'a> EmlMessage<'a> {
    /// A stored message, with these of its attachments.
    pub(crate) fn from_row(row: &'a MessageRow, attachments: &'a [(String, Vec<u8>)]) -> Self {
        let summary = &row.summary;
        Self {
            id: summary.id.as_str(),
            from_name: &summary.from_name,
            from_address: &summary.from_address,
            to: &row.recipient,
            subject: &summary.subject,
            date: summary.received_at.parse().unwrap_or_default(),
            text: if row.is_html { &row.text } else { &row.content },
            html: row.is_html.then_some(row.content.as_str()),
            attachments,
        }
    }

    /// The file's bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let to = sanitise_address(self.to);
        let domain = to.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        let name = to_header_text(self.from_name);
        let name = Some(name).filter(|name| !name.is_empty());
        let mut message = MessageBuilder::new()
            .from(Address::new_address(name, sanitise_address(self.from_address)))
            .to(to.as_str())
            .subject(to_header_text(self.subject))
            .date(Date::new(self.date.as_second()))
            .message_id(format!("{}@{}", to_message_id_part(self.id), to_message_id_part(domain)))
            .text_body(self.text);
        if let Some(html) = self.html {
            message = message.html_body(html);
        }
        for (name, bytes) in self.attachments {
            // Never the type that a stranger claims: what a mail program makes of the file is its own choice.
            message = message.attachment(
                "application/octet-stream",
                mayfly_mail::sanitise_file_name(name),
                BodyPart::Binary(bytes.as_slice().into()),
            );
        }
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }
}

/// The name under which a message is saved: its subject.
pub(crate) fn eml_file_name(subject: &str) -> String {
    safe_name_with_extension(subject, "message", "eml")
}

/// A file's name from words, or from others where there are none.
pub(super) fn safe_name_with_extension(words: &str, otherwise: &str, extension: &str) -> String {
    let line = to_header_text(words);
    let stem: String = line.chars().take(MAX_FILE_NAME_CHARS - 1 - extension.len()).collect();
    let stem = stem.trim().trim_end_matches('.');
    mayfly_mail::sanitise_file_name(&format!("{}.{extension}", if stem.is_empty() { otherwise } else { stem }))
}

/// Words for a header: what would end the line, or is no character of a text, is a space.
fn to_header_text(words: &str) -> String {
    let spaced = words.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

/// An address without what could end it before its end.
pub(super) fn sanitise_address(address: &str) -> String {
    let kept = address.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    kept.filter(|c| !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']')).collect()
}

/// One side of a message identifier.
fn to_message_id_part(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .take(128)
        .collect();
    let kept = kept.trim_matches('.');
    if kept.is_empty() { "message".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;
    use mail_parser::{Message, MessageParser, MimeHeaders as _};

    fn sample_message<'a>() -> EmlMessage<'a> {
        EmlMessage {
            id: "ap94AWDg",
            from_name: "Harbour Tickets",
            from_address: "no-reply@harbour.example",
            to: "box@example.com",
            subject: "Your tickets",
            date: Timestamp::from_second(1_782_639_532).unwrap(),
            text: "Words.\r\n",
            html: None,
            attachments: &[],
        }
    }

    fn parse(bytes: &[u8]) -> Message<'_> {
        MessageParser::new().parse(bytes).unwrap()
    }

    fn sender_name_and_address(message: &Message<'_>) -> (String, String) {
        let from = message.from().unwrap().first().unwrap();
        let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
        (text(from.name()), text(from.address()))
    }

    fn header_names(bytes: &[u8]) -> Vec<String> {
        parse(bytes).headers().iter().map(|header| header.name().to_owned()).collect()
    }

    const HEADER_NAMES: [&str; 7] = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"];

    #[test]
    fn a_message_reads_as_it_was() {
        let files = [("seat plan.png".to_owned(), vec![0, 1, 2, 253, 254, 255]), ("vé tàu.txt".into(), b"x".to_vec())];
        let html = "<p>Xin chào <b>bạn</b> 🎟️</p>".repeat(200);
        let eml = EmlMessage {
            from_name: "Vé tàu Biển Đông 🚢",
            subject: "Mã xác nhận của bạn: 482913 🎉 và một tiêu đề dài hơn một dòng rất nhiều, rất nhiều",
            text: "Xin chào bạn 🎟️\n",
            html: Some(&html),
            attachments: &files,
            ..sample_message()
        };
        let bytes = eml.to_bytes();
        let message = parse(&bytes);
        assert_eq!(sender_name_and_address(&message), (eml.from_name.to_owned(), eml.from_address.to_owned()));
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some(eml.to));
        assert_eq!(message.subject(), Some(eml.subject));
        assert_eq!(message.date().unwrap().to_timestamp(), eml.date.as_second());
        assert_eq!(message.message_id(), Some("ap94AWDg@example.com"));
        assert_eq!(message.body_html(0).unwrap(), html);
        assert_eq!(message.body_text(0).unwrap().trim_end(), eml.text.trim_end());
        let saved: Vec<_> = message
            .attachments()
            .map(|part| (part.attachment_name().unwrap().to_owned(), part.contents().to_vec()))
            .collect();
        assert_eq!(saved, files);
    }

    #[test]
    fn nothing_a_stranger_wrote_begins_a_header() {
        let evil = "x\r\nBcc: victim@example.org\r\n\r\n<script>\nX-Evil: 1\rX-More: 2\u{2028}X-Line: 3\0";
        let files = [(format!("{evil}.txt"), b"x".to_vec())];
        let eml = EmlMessage {
            id: evil,
            from_name: evil,
            from_address: "a@b.example>\r\nBcc: victim@example.org\r\nX: <y",
            to: "box@example.com\r\nX-To: 1, other@example.org",
            subject: evil,
            text: evil,
            html: Some(evil),
            attachments: &files,
            ..sample_message()
        };
        let bytes = eml.to_bytes();
        let names = header_names(&bytes);
        assert_eq!(names, HEADER_NAMES, "{}", String::from_utf8_lossy(&bytes));
        let message = parse(&bytes);
        assert_eq!(message.attachment_count(), 1);
        assert_eq!(message.from().unwrap().iter().count(), 1);
        assert_eq!(message.to().unwrap().iter().count(), 1);
        for part in message.attachments() {
            assert!(!part.attachment_name().unwrap().contains(['\r', '\n', '/']));
        }
    }

    #[test]
    fn no_line_is_longer_than_mail_allows() {
        let long = "x".repeat(5_000);
        let wide = "ế🎉".repeat(2_000);
        let files = [(wide.clone(), vec![b'a'; 10_000])];
        for words in [long.as_str(), &wide, &"word ".repeat(1_000)] {
            let eml = EmlMessage {
                subject: words,
                from_name: words,
                text: words,
                html: Some(words),
                attachments: &files,
                ..sample_message()
            };
            let bytes = eml.to_bytes();
            let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap();
            assert!(longest <= 999, "a line of {longest} bytes");
            let message = parse(&bytes);
            assert_eq!(message.subject().map(str::trim_end), Some(words.trim_end()));
            assert_eq!(message.body_html(0).unwrap(), words);
        }
    }

    #[test]
    fn what_is_missing_makes_no_broken_header() {
        let eml =
            EmlMessage { id: "", from_name: "", from_address: "", to: "", subject: "", text: "", ..sample_message() };
        let bytes = eml.to_bytes();
        assert_eq!(header_names(&bytes).iter().filter(|name| *name == "From").count(), 1);
        assert_eq!(parse(&bytes).message_id(), Some("message@localhost"));
    }

    #[test]
    fn the_file_is_named_after_the_subject() {
        for (subject, name) in [
            ("Your tickets", "Your tickets.eml"),
            ("", "message.eml"),
            ("..", "message.eml"),
            ("Mã xác nhận 🎉", "Mã xác nhận 🎉.eml"),
        ] {
            assert_eq!(eml_file_name(subject), name);
        }
        for subject in ["../../etc/passwd", "a\r\nb", "\u{202e}txt.exe", &"x".repeat(500), "con"] {
            let name = eml_file_name(subject);
            assert!(name.ends_with(".eml") && name.len() <= 150, "{name}");
            assert!(!name.contains(['/', '\\', '\r', '\n', '\u{202e}']), "{name}");
        }
    }
}
