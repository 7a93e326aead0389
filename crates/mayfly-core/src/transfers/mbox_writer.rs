//! Formats messages as entries of an mbox file (RFC 4155) with the reversible quoting of mboxrd.

use super::stored_message_eml::to_eml_message;
use crate::store::StoredMessage;
use jiff::Timestamp;

/// The sender of a message without a sender address.
const UNKNOWN_SENDER: &str = "MAILER-DAEMON";

/// Formats a stored message as an entry, including the empty line after it.
pub(super) fn to_mbox_entry(row: &StoredMessage) -> Vec<u8> {
    let mail = to_eml_message(row, &[]);
    let date = Timestamp::from_second(mail.received_at).unwrap_or_default();
    build_mbox_entry(mail.from_address, date, &mail.to_eml_bytes())
}

/// Returns the file name for an inbox's messages: its address.
pub(crate) fn mbox_file_name(address: &str) -> String {
    mayfly_mail::build_safe_file_name(address, "inbox", "mbox")
}

fn build_mbox_entry(from: &str, date: Timestamp, mail: &[u8]) -> Vec<u8> {
    let address = mayfly_mail::sanitise_header_address(from);
    let sender = if address.is_empty() { UNKNOWN_SENDER } else { &address };
    // The date in the format of C's `asctime`, in UTC.
    let mut entry = format!("From {sender} {}\n", date.strftime("%a %b %e %H:%M:%S %Y")).into_bytes();
    entry.reserve(mail.len() + 16);
    for line in mail.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        if line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From ")) {
            entry.push(b'>');
        }
        entry.extend_from_slice(line);
        entry.push(b'\n');
    }
    if !entry.ends_with(b"\n\n") {
        entry.push(b'\n');
    }
    entry
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;
    use mail_parser::mailbox::mbox::MessageIterator;
    use proptest::prelude::*;

    #[test]
    fn entry_follows_the_mbox_format() {
        let date = Timestamp::from_second(1_782_639_532).unwrap();
        let entry =
            build_mbox_entry("a b@\r\nc.example", date, b"Subject: x\r\n\r\nFrom me\r\n>From you\r\nFromage\r\n");
        let expected = "From ab@c.example Sun Jun 28 09:38:52 2026\nSubject: x\n\n>From me\n>>From you\nFromage\n\n";
        assert_eq!(String::from_utf8(entry).unwrap(), expected);
        assert!(build_mbox_entry("", date, b"").starts_with(b"From MAILER-DAEMON "));
        assert_eq!(mbox_file_name("box@example.com"), "box@example.com.mbox");
    }

    proptest! {
        #[test]
        fn written_messages_are_parsed_back_unchanged(mails in prop::collection::vec("(>|From |from |x|\n|\r\n|é){0,20}", 1..5)) {
            let date = Timestamp::UNIX_EPOCH;
            let file: Vec<u8> = mails.iter().flat_map(|mail| build_mbox_entry("a@b.example", date, mail.as_bytes())).collect();
            let messages: Vec<_> = MessageIterator::new(file.as_slice()).map(|message| message.unwrap()).collect();
            prop_assert_eq!(messages.len(), mails.len());
            for (message, mail) in messages.iter().zip(&mails) {
                let text = String::from_utf8(message.contents().to_vec()).unwrap();
                let mail = mail.replace("\r\n", "\n");
                prop_assert_eq!(text.trim_end_matches('\n'), mail.trim_end_matches('\n'));
            }
        }
    }
}
