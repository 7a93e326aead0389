//! The texts of a notification.

use crate::texts::Texts;
use mayfly_core::view::{AccountId, AccountMessageId, MessageSummary, NotificationSound};
use mayfly_core::{CodeToCopy, NewMailBatch};
use std::collections::BTreeMap;

/// How many messages a notification lists; the others are counted.
const MAX_LISTED_MESSAGES: usize = 4;

/// The content of one notification, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotificationContent {
    pub(super) title: String,
    pub(super) body: String,
    /// The message that a click opens; `None` for a notification that is not about a message.
    pub(super) target: Option<NotificationTarget>,
    /// Whether the desktop plays its sound for new mail.
    pub(super) has_sound: bool,
}

/// The message that a notification opens, and the button that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotificationTarget {
    pub(super) message: AccountMessageId,
    pub(super) button: Option<NotificationButton>,
}

/// A button of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotificationButton {
    /// Copies this code.
    CopyCode(String),
    /// Takes the message's code, which was copied by itself, off the clipboard.
    UndoCopy,
}

impl NotificationButton {
    /// Returns the label in the user's language.
    pub(super) fn label(&self, texts: &Texts) -> String {
        match self {
            Self::CopyCode(_) => texts.copy_code_action_label(),
            Self::UndoCopy => texts.undo_copy_action_label(),
        }
    }
}

impl NotificationContent {
    /// Returns a notification that is not about a message.
    pub(crate) fn not_about_message(title: String, body: String) -> Self {
        Self { title, body, target: None, has_sound: false }
    }

    /// Returns the notification for an address that expires soon. `account_name` is `None` where there is only one
    /// account.
    pub(super) fn notification_for_expiring_address(
        address: &str,
        account_name: Option<&String>,
        texts: &Texts,
    ) -> Self {
        let body = [texts.expires_soon_body(address)].into_iter();
        let lines = body.chain(account_name.map(|name| texts.notification_account_line(name)));
        Self::not_about_message(texts.expires_soon_title(), lines.collect::<Vec<_>>().join("\n"))
    }

    /// Returns the notification that the code of a message was copied by itself; `None` if the batch does not contain
    /// the message. `account_name` is `None` where there is only one account.
    pub(super) fn notification_for_copied_code(
        copied: &CodeToCopy,
        batch: &NewMailBatch,
        account_name: Option<&String>,
        sound: NotificationSound,
        texts: &Texts,
    ) -> Option<Self> {
        let message = batch.messages.iter().find(|message| message.id == copied.message.message)?;
        let source = format!("{}: {}", texts.sender_line(message), texts.subject_line(message));
        let lines = [source, batch.inbox.address.clone()].into_iter();
        let lines = lines.chain(account_name.map(|name| texts.notification_account_line(name)));
        Some(Self {
            title: texts.code_copied_title(&copied.code),
            body: lines.collect::<Vec<_>>().join("\n"),
            target: Some(NotificationTarget {
                message: copied.message.clone(),
                button: Some(NotificationButton::UndoCopy),
            }),
            has_sound: sound != NotificationSound::Off,
        })
    }

    /// Returns the notification for batches of new mail; `None` if they contain no message.
    ///
    /// It opens the newest message that has a code, or else the newest. `account_names` is empty where there is only
    /// one account.
    pub(super) fn for_new_mail(
        batches: &[NewMailBatch],
        account_names: &BTreeMap<AccountId, String>,
        sound: NotificationSound,
        texts: &Texts,
    ) -> Option<Self> {
        let mut messages: Vec<_> =
            batches.iter().flat_map(|batch| batch.messages.iter().map(|message| (batch.account, message))).collect();
        messages.sort_by(|(_, a), (_, b)| b.received_at.cmp(&a.received_at));
        let (target_account, target) =
            *messages.iter().find(|(_, message)| message.code.is_some()).or(messages.first())?;
        let messages: Vec<_> =
            messages.into_iter().map(|(account, message)| (message, account_names.get(&account))).collect();
        // The account has a line of its own if it is the same for all messages, otherwise a part of each message's
        // line.
        let account = messages.first().and_then(|(_, account)| *account);
        let is_one_account = messages.iter().all(|(_, other)| *other == account);
        let title = match messages.as_slice() {
            [(message, _)] => texts.sender_line(message),
            several => texts.several_messages_title(several.len()),
        };
        let mut lines = match messages.as_slice() {
            [(message, _)] => subject_and_code_lines(message, texts),
            several => format_notification_lines(several, !is_one_account, texts),
        };
        lines.extend(account.filter(|_| is_one_account).map(|name| texts.notification_account_line(name)));
        let message = AccountMessageId { account: target_account, message: target.id.clone() };
        let has_sound = match sound {
            NotificationSound::Off => false,
            NotificationSound::Codes => target.code.is_some(),
            NotificationSound::On => true,
        };
        let button = target.code.clone().map(NotificationButton::CopyCode);
        let target = NotificationTarget { message, button };
        Some(Self { title, body: lines.join("\n"), target: Some(target), has_sound })
    }
}

/// Returns the subject of a message and, if it has one, its code.
fn subject_and_code_lines(message: &MessageSummary, texts: &Texts) -> Vec<String> {
    let code = message.code.as_deref().map(|code| texts.notification_code_line(code));
    [texts.subject_line(message)].into_iter().chain(code).collect()
}

/// Returns one line for each message, optionally with its account.
fn format_notification_lines(
    messages: &[(&MessageSummary, Option<&String>)],
    with_account: bool,
    texts: &Texts,
) -> Vec<String> {
    let format_line = |(message, account): &(&MessageSummary, Option<&String>)| {
        let account = account.filter(|_| with_account).map(|name| texts.shorten_account_name(name));
        let parts: Vec<_> = subject_and_code_lines(message, texts).into_iter().chain(account).collect();
        format!("{}: {}", texts.sender_line(message), parts.join(" · "))
    };
    let mut lines: Vec<_> = messages.iter().take(MAX_LISTED_MESSAGES).map(format_line).collect();
    if messages.len() > MAX_LISTED_MESSAGES {
        lines.push(texts.more_messages_line(messages.len() - MAX_LISTED_MESSAGES));
    }
    lines
}

/// Escapes text for a desktop that parses markup in the body of a notification.
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "only Linux desktops parse markup"))]
pub(super) fn escape_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mayfly_core::view::{InboxId, InboxState, InboxView};

    fn message(id: u32, from: &str, subject: &str, code: Option<&str>) -> MessageSummary {
        MessageSummary {
            id: format!("m{id}").into(),
            inbox_id: InboxId::new(1),
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

    fn sample_new_mail_batch(messages: Vec<MessageSummary>) -> NewMailBatch {
        let inbox = InboxView {
            id: InboxId::new(1),
            address: "box@example.com".into(),
            label: None,
            state: InboxState::Active,
            created_at: String::new(),
            expires_at: None,
            replaced_by: None,
            unread: 0,
            total: 0,
            checked_at: None,
            gone_recheck_at: None,
            muted: false,
            pinned: false,
        };
        NewMailBatch { account: AccountId::new(1), inbox, messages }
    }

    fn silent_notification(
        batches: &[NewMailBatch],
        names: &BTreeMap<AccountId, String>,
    ) -> Option<NotificationContent> {
        NotificationContent::for_new_mail(batches, names, NotificationSound::Off, Texts::for_locale("en"))
    }

    #[test]
    fn sound_is_for_all_mail_for_codes_or_off() {
        let code = sample_new_mail_batch(vec![message(1, "A", "One", Some("22 22"))]);
        let plain = sample_new_mail_batch(vec![message(2, "B", "Two", None)]);
        let has_sound = |batches: &[NewMailBatch], sound: NotificationSound| {
            let texts = Texts::for_locale("en");
            NotificationContent::for_new_mail(batches, &BTreeMap::new(), sound, texts).unwrap().has_sound
        };
        for (sound, of_code, of_plain) in [
            (NotificationSound::Off, false, false),
            (NotificationSound::Codes, true, false),
            (NotificationSound::On, true, true),
        ] {
            assert_eq!(has_sound(std::slice::from_ref(&code), sound), of_code, "{sound:?}");
            assert_eq!(has_sound(std::slice::from_ref(&plain), sound), of_plain, "{sound:?}");
            assert_eq!(has_sound(&[plain.clone(), code.clone()], sound), of_code, "{sound:?}");
        }
    }

    fn notification_parts_of(batches: &[NewMailBatch]) -> (String, String, String, Option<String>) {
        let NotificationContent { title, body, target, .. } = silent_notification(batches, &BTreeMap::new()).unwrap();
        let target = target.unwrap();
        let code = target.button.map(|button| match button {
            NotificationButton::CopyCode(code) => code,
            NotificationButton::UndoCopy => panic!("nothing was copied"),
        });
        (title, body, target.message.message.as_str().to_owned(), code)
    }

    #[test]
    fn notification_of_one_message_has_sender_subject_and_code_but_no_body() {
        let one = |from, subject, code| {
            notification_parts_of(&[sample_new_mail_batch(vec![message(1, from, subject, code)])])
        };
        let expected = |title: &str, body: &str, code: Option<&str>| {
            (title.to_owned(), body.to_owned(), "m1".to_owned(), code.map(str::to_owned))
        };
        assert_eq!(
            one("Harbour", "Sign in", Some("123456")),
            expected("Harbour", "Sign in\nCode 123456", Some("123456"))
        );
        assert_eq!(one("Harbour", "Hello", None), expected("Harbour", "Hello", None));
        assert_eq!(one("", "", None), expected("x@y.example", "(no subject)", None));
        assert_eq!(
            one("Bank\u{202e}\nlive", "a\r\nb\u{2066}", None),
            expected("Bank live", "a b", None),
            "untrusted text stays in its line"
        );
        let (_, body, _, _) = one("X", &"s".repeat(5000), None);
        assert_eq!(body.chars().count(), 120);
    }

    #[test]
    fn notification_of_several_messages_opens_the_newest_with_a_code() {
        let first = sample_new_mail_batch(vec![message(1, "A", "One", None), message(2, "B", "Two", Some("22 22"))]);
        let second = sample_new_mail_batch(vec![message(3, "C", "Three", None)]);
        assert_eq!(
            notification_parts_of(&[first.clone(), second]),
            (
                "3 new messages".into(),
                "C: Three\nB: Two · Code 22 22\nA: One".into(),
                "m2".into(),
                Some("22 22".into())
            )
        );
        let many = sample_new_mail_batch((1..=7).map(|id| message(id, "A", &id.to_string(), None)).collect());
        let (title, body, opens, _) = notification_parts_of(&[many]);
        assert_eq!((title.as_str(), opens.as_str()), ("7 new messages", "m7"));
        assert_eq!(body, "A: 7\nA: 6\nA: 5\nA: 4\nand 3 more");
        assert_eq!(silent_notification(&[], &BTreeMap::new()), None);
    }

    #[test]
    fn notification_of_a_copied_code_names_code_sender_subject_and_address() {
        let batch =
            sample_new_mail_batch(vec![message(1, "Harbour", "Sign in", Some("123456")), message(2, "B", "Two", None)]);
        let mut copied = CodeToCopy {
            message: AccountMessageId { account: AccountId::new(1), message: "m1".into() },
            code: "123456".into(),
        };
        let content = |copied: &CodeToCopy, account: Option<&String>| {
            NotificationContent::notification_for_copied_code(
                copied,
                &batch,
                account,
                NotificationSound::Codes,
                Texts::for_locale("en"),
            )
        };
        let shown = content(&copied, None).unwrap();
        assert_eq!(
            (shown.title.as_str(), shown.body.as_str()),
            ("Code 123456 copied", "Harbour: Sign in\nbox@example.com")
        );
        let target = NotificationTarget { message: copied.message.clone(), button: Some(NotificationButton::UndoCopy) };
        assert_eq!((shown.target, shown.has_sound), (Some(target), true));
        assert!(content(&copied, Some(&"Shop".to_owned())).unwrap().body.ends_with("\nAccount: Shop"));
        copied.message.message = "unknown".into();
        assert_eq!(content(&copied, None), None);
    }

    #[test]
    fn accounts_are_named_where_there_are_several() {
        let names = BTreeMap::from([
            (AccountId::new(1), "Personal".to_owned()),
            (AccountId::new(2), "Shop\u{202e}\n1".to_owned()),
        ]);
        let body = |batches: &[NewMailBatch]| silent_notification(batches, &names).unwrap().body;
        let mine = sample_new_mail_batch(vec![message(1, "A", "One", Some("22 22"))]);
        let shop =
            NewMailBatch { account: AccountId::new(2), ..sample_new_mail_batch(vec![message(2, "B", "Two", None)]) };
        let more = sample_new_mail_batch(vec![message(3, "C", "Three", None)]);
        assert_eq!(body(std::slice::from_ref(&shop)), "Two\nAccount: Shop 1");
        assert_eq!(body(&[mine.clone(), more]), "C: Three\nA: One · Code 22 22\nAccount: Personal");
        assert_eq!(body(&[mine, shop]), "B: Two · Shop 1\nA: One · Code 22 22 · Personal");
        let ending = NotificationContent::notification_for_expiring_address(
            "box@example.com",
            names.get(&AccountId::new(1)),
            Texts::for_locale("en"),
        );
        assert!(ending.body.starts_with("box@example.com\n") && ending.body.ends_with("\nAccount: Personal"));
    }

    #[test]
    fn markup_characters_are_escaped() {
        assert_eq!(escape_markup("<a href='x'>5 > 3 & more</a>"), "&lt;a href='x'&gt;5 &gt; 3 &amp; more&lt;/a&gt;");
    }
}
