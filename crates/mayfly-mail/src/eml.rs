//! Formats a message as an `.eml` file.
//!
//! All input comes from an untrusted sender and must not add header lines: control characters are removed from headers,
//! and bodies are encoded as a whole.

use crate::file_name::sanitise_file_name;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use mail_builder::mime::BodyPart;

/// The maximum length of a file name in characters, its extension included.
const MAX_FILE_NAME_CHARS: usize = 100;

/// The contents of an `.eml` file.
#[derive(Clone, Copy)]
pub struct EmlMessage<'a> {
    /// The service's identifier of the message, from which its `Message-ID` is made.
    pub id: &'a str,
    /// The sender's display name. May be empty.
    pub from_name: &'a str,
    /// The sender's address. May be empty.
    pub from_address: &'a str,
    /// The recipient's address.
    pub to: &'a str,
    /// The subject. May be empty.
    pub subject: &'a str,
    /// When the message arrived, in seconds since 1970 (UTC).
    pub received_at: i64,
    /// The text.
    pub text: &'a str,
    /// The body as the service sent it, if it is HTML.
    pub html: Option<&'a str>,
    /// The names and contents of the attachments.
    pub attachments: &'a [(String, Vec<u8>)],
}

impl EmlMessage<'_> {
    /// Returns the bytes of the file.
    #[must_use]
    pub fn to_eml_bytes(&self) -> Vec<u8> {
        let to = sanitise_header_address(self.to);
        let domain = to.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        let name = to_header_text(self.from_name);
        let name = Some(name).filter(|name| !name.is_empty());
        let mut message = MessageBuilder::new()
            .from(Address::new_address(name, sanitise_header_address(self.from_address)))
            .to(to.as_str())
            .subject(to_header_text(self.subject))
            .date(Date::new(self.received_at))
            .message_id(format!("{}@{}", to_message_id_part(self.id), to_message_id_part(domain)))
            .text_body(self.text);
        if let Some(html) = self.html {
            message = message.html_body(html);
        }
        for (name, bytes) in self.attachments {
            // The sender's content type is not used: it is untrusted, and mail programs detect the type themselves.
            message = message.attachment(
                "application/octet-stream",
                sanitise_file_name(name),
                BodyPart::Binary(bytes.as_slice().into()),
            );
        }
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }
}

/// Returns the name of the `.eml` file of a message with this subject.
#[must_use]
pub fn eml_file_name(subject: &str) -> String {
    build_safe_file_name(subject, "message", "eml")
}

/// Returns a safe file name made of `words`, or of `otherwise` if nothing of `words` is usable.
#[must_use]
pub fn build_safe_file_name(words: &str, otherwise: &str, extension: &str) -> String {
    let line = to_header_text(words);
    let stem: String = line.chars().take(MAX_FILE_NAME_CHARS - 1 - extension.len()).collect();
    let stem = stem.trim().trim_end_matches('.');
    sanitise_file_name(&format!("{}.{extension}", if stem.is_empty() { otherwise } else { stem }))
}

/// Replaces control characters and line separators by spaces, so that the text fits in one header line.
fn to_header_text(words: &str) -> String {
    let spaced = words.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

/// Removes every character that could end an address early or separate it into several.
#[must_use]
pub fn sanitise_header_address(address: &str) -> String {
    let kept = address.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    kept.filter(|c| !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']')).collect()
}

/// Returns `text` as one side of a message identifier.
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
            received_at: 1_782_639_532,
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
    fn saved_message_is_parsed_back_unchanged() {
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
        let bytes = eml.to_eml_bytes();
        let message = parse(&bytes);
        assert_eq!(sender_name_and_address(&message), (eml.from_name.to_owned(), eml.from_address.to_owned()));
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some(eml.to));
        assert_eq!(message.subject(), Some(eml.subject));
        assert_eq!(message.date().unwrap().to_timestamp(), eml.received_at);
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
    fn sender_input_adds_no_header() {
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
        let bytes = eml.to_eml_bytes();
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
    fn lines_do_not_exceed_the_limit_of_mail() {
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
            let bytes = eml.to_eml_bytes();
            let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap();
            assert!(longest <= 999, "a line of {longest} bytes");
            let message = parse(&bytes);
            assert_eq!(message.subject().map(str::trim_end), Some(words.trim_end()));
            assert_eq!(message.body_html(0).unwrap(), words);
        }
    }

    #[test]
    fn missing_fields_give_valid_headers() {
        let eml =
            EmlMessage { id: "", from_name: "", from_address: "", to: "", subject: "", text: "", ..sample_message() };
        let bytes = eml.to_eml_bytes();
        assert_eq!(header_names(&bytes).iter().filter(|name| *name == "From").count(), 1);
        assert_eq!(parse(&bytes).message_id(), Some("message@localhost"));
    }

    #[test]
    fn file_is_named_after_the_subject() {
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
