//! What a notification says.

use crate::words::Words;
use mayfly_core::Arrival;
use mayfly_core::view::MessageSummary;
use std::collections::BTreeMap;

/// How many messages have a line of their own in a notification of several.
const LINES: usize = 4;

/// One notification, in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announcement {
    pub(super) title: String,
    pub(super) body: String,
    /// The message it is about.
    pub(super) subject: Option<Subject>,
}

/// The message a notification is about, and the code it offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) message: String,
    pub(super) code: Option<String>,
}

impl Announcement {
    /// A notification about no message.
    pub(crate) fn plain(title: String, body: String) -> Self {
        Self { title, body, subject: None }
    }

    /// The notification for an address that is about to end.
    pub(super) fn ending(address: &str, account: Option<&String>, words: &Words) -> Self {
        let lines = [words.ends_soon_text(address)].into_iter().chain(account.map(|name| words.account(name)));
        Self::plain(words.ends_soon(), lines.collect::<Vec<_>>().join("\n"))
    }

    /// The notification for mail that came together; `None` for none.
    ///
    /// Of several messages the newest with a code is the one it opens, else the newest.
    ///
    /// `names` are those of the accounts, where they are told apart.
    pub(super) fn of(arrivals: &[Arrival], names: &BTreeMap<u32, String>, words: &Words) -> Option<Self> {
        let mut messages: Vec<_> = arrivals
            .iter()
            .flat_map(|arrival| arrival.messages.iter().map(|message| (message, names.get(&arrival.account))))
            .collect();
        messages.sort_by(|(a, _), (b, _)| b.received_at.cmp(&a.received_at));
        let (newest, _) = messages.iter().find(|(message, _)| message.code.is_some()).or(messages.first())?;
        // The account has a line of its own, or where several got mail a place in each message's line.
        let account = messages.first().and_then(|(_, account)| *account);
        let together = messages.iter().all(|(_, other)| *other == account);
        let title = match messages.as_slice() {
            [(message, _)] => words.sender(message),
            several => words.several(several.len()),
        };
        let mut lines = match messages.as_slice() {
            [(message, _)] => about(message, words),
            several => list(several, !together, words),
        };
        lines.extend(account.filter(|_| together).map(|name| words.account(name)));
        let body = lines.join("\n");
        Some(Self { title, body, subject: Some(Subject { message: newest.id.clone(), code: newest.code.clone() }) })
    }
}

/// The lines about one message.
fn about(message: &MessageSummary, words: &Words) -> Vec<String> {
    let code = message.code.as_deref().map(|code| words.code(code));
    [words.subject(message)].into_iter().chain(code).collect()
}

/// A line for each message, each with its account if asked for.
fn list(messages: &[(&MessageSummary, Option<&String>)], accounts: bool, words: &Words) -> Vec<String> {
    let line = |(message, account): &(&MessageSummary, Option<&String>)| {
        let account = account.filter(|_| accounts).map(|name| words.account_name(name));
        let facts: Vec<_> = about(message, words).into_iter().chain(account).collect();
        format!("{}: {}", words.sender(message), facts.join(" · "))
    };
    let mut lines: Vec<_> = messages.iter().take(LINES).map(line).collect();
    if messages.len() > LINES {
        lines.push(words.more(messages.len() - LINES));
    }
    lines
}

/// Text for a desktop that reads markup in a notification's body.
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "elsewhere text is text"))]
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mayfly_core::view::{InboxState, InboxView};

    fn message(id: u32, from: &str, subject: &str, code: Option<&str>) -> MessageSummary {
        MessageSummary {
            id: format!("m{id}"),
            inbox_id: 1,
            from_name: from.into(),
            from_address: "x@y.example".into(),
            subject: subject.into(),
            snippet: "the body's words".into(),
            received_at: format!("2026-06-28T09:40:{id:02}Z"),
            unread: true,
            attachments: 0,
            code: code.map(str::to_owned),
        }
    }

    fn arrival(messages: Vec<MessageSummary>) -> Arrival {
        let inbox = InboxView {
            id: 1,
            address: "box@example.com".into(),
            label: None,
            state: InboxState::Active,
            created_at: String::new(),
            expires_at: None,
            replaced_by: None,
            unread: 0,
            total: 0,
            checked_at: None,
            muted: false,
        };
        Arrival { account: 1, inbox, messages }
    }

    fn announced(arrivals: &[Arrival]) -> (String, String, String, Option<String>) {
        let Announcement { title, body, subject } =
            Announcement::of(arrivals, &BTreeMap::new(), Words::of("en")).unwrap();
        let subject = subject.unwrap();
        (title, body, subject.message, subject.code)
    }

    #[test]
    fn one_message_has_sender_subject_and_code_and_nothing_of_its_body() {
        let one = |from, subject, code| announced(&[arrival(vec![message(1, from, subject, code)])]);
        let said = |title: &str, body: &str, code: Option<&str>| {
            (title.to_owned(), body.to_owned(), "m1".to_owned(), code.map(str::to_owned))
        };
        assert_eq!(one("Harbour", "Sign in", Some("123456")), said("Harbour", "Sign in\nCode 123456", Some("123456")));
        assert_eq!(one("Harbour", "Hello", None), said("Harbour", "Hello", None));
        assert_eq!(one("", "", None), said("x@y.example", "(no subject)", None));
        assert_eq!(
            one("Bank\u{202e}\nlive", "a\r\nb\u{2066}", None),
            said("Bank live", "a b", None),
            "a stranger's text stays in its line"
        );
        let (_, body, _, _) = one("X", &"s".repeat(5000), None);
        assert_eq!(body.chars().count(), 120);
    }

    #[test]
    fn several_messages_are_one_notification_that_opens_the_newest_with_a_code() {
        let first = arrival(vec![message(1, "A", "One", None), message(2, "B", "Two", Some("22 22"))]);
        let second = arrival(vec![message(3, "C", "Three", None)]);
        assert_eq!(
            announced(&[first.clone(), second]),
            (
                "3 new messages".into(),
                "C: Three\nB: Two · Code 22 22\nA: One".into(),
                "m2".into(),
                Some("22 22".into())
            )
        );
        let many = arrival((1..=7).map(|id| message(id, "A", &id.to_string(), None)).collect());
        let (title, body, opens, _) = announced(&[many]);
        assert_eq!((title.as_str(), opens.as_str()), ("7 new messages", "m7"));
        assert_eq!(body, "A: 7\nA: 6\nA: 5\nA: 4\nand 3 more");
        assert_eq!(Announcement::of(&[], &BTreeMap::new(), Words::of("en")), None);
    }

    #[test]
    fn of_several_accounts_each_is_named() {
        let names = BTreeMap::from([(1, "Personal".to_owned()), (2, "Shop\u{202e}\n1".to_owned())]);
        let body = |arrivals: &[Arrival]| Announcement::of(arrivals, &names, Words::of("en")).unwrap().body;
        let mine = arrival(vec![message(1, "A", "One", Some("22 22"))]);
        let shop = Arrival { account: 2, ..arrival(vec![message(2, "B", "Two", None)]) };
        let more = arrival(vec![message(3, "C", "Three", None)]);
        assert_eq!(body(std::slice::from_ref(&shop)), "Two\nAccount: Shop 1");
        assert_eq!(body(&[mine.clone(), more]), "C: Three\nA: One · Code 22 22\nAccount: Personal");
        assert_eq!(body(&[mine, shop]), "B: Two · Shop 1\nA: One · Code 22 22 · Personal");
        let ending = Announcement::ending("box@example.com", names.get(&1), Words::of("en"));
        assert!(ending.body.starts_with("box@example.com\n") && ending.body.ends_with("\nAccount: Personal"));
    }

    #[test]
    fn markup_is_shown_as_it_was_written() {
        assert_eq!(escape("<a href='x'>5 > 3 & more</a>"), "&lt;a href='x'&gt;5 &gt; 3 &amp; more&lt;/a&gt;");
    }
}
