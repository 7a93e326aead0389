//! Searching messages, labels of inboxes, and pages of the message list.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{
    Change, ErrorCode, HighlightSegment, InboxId, MessageFilter, MessageFilterAndOrder, MessageSort, SearchHit,
};
use support::{API_KEY, TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

async fn search_messages(test: &TestCore, query: &str) -> Vec<SearchHit> {
    let page = test.core.search_messages(query, 50, None).await.unwrap();
    assert_eq!(page.next, None);
    page.hits
}

async fn find_subjects_of_hits(test: &TestCore, query: &str) -> Vec<String> {
    search_messages(test, query).await.into_iter().map(|hit| hit.message.subject).collect()
}

/// The text of the segments, with matches in brackets.
fn mark_matches_in_brackets(segments: &[HighlightSegment]) -> String {
    let bracket = |segment: &HighlightSegment| match segment.matches {
        true => format!("[{}]", segment.text),
        false => segment.text.clone(),
    };
    segments.iter().map(bracket).collect()
}

#[tokio::test]
async fn search_queries_find_the_expected_messages() {
    let test = TestCore::signed_in().await;
    let shop = test.core.create_inbox().await.unwrap();
    let other = test.core.create_inbox().await.unwrap();
    test.core.set_inbox_label(shop.id, Some("Cửa hàng")).await.unwrap();
    let order = Mail::new_html("Đơn hàng 4711", "<p>Cảm ơn bạn</p><p>Straße 東京都</p>")
        .from("Søren Łukasz", "orders@shop.example")
        .attach("invoice.pdf", b"x".to_vec());
    test.deliver_and_fetch_mail(&shop, order).await;
    test.deliver_and_fetch_mail(
        &other,
        Mail::new_text("Your code", "Your verification code is 482913.").from("", "no-reply@b.test"),
    )
    .await;
    let seen = test
        .deliver_and_fetch_mail(
            &other,
            Mail::new_text("Night train", "The order of things").from("Ann", "ann@c.example"),
        )
        .await;
    test.core.read_message(&seen.id).await.unwrap();
    test.core.delete_inbox(other.id).await.unwrap();

    let (order, code, train) = ("Đơn hàng 4711", "Your code", "Night train");
    for (query, found) in [
        ("don hang", vec![order]),
        ("ĐƠN", vec![order]),
        ("cam on", vec![order]),
        ("soren lukasz strasse", vec![order]),
        ("京都", vec![order]),
        ("order", vec![train, order]),
        ("\"order\"", vec![train]),
        ("\"the order of", vec![train]),
        ("482913", vec![code]),
        ("o", vec![train, order]),
        ("from:shop", vec![order]),
        ("from:ann night", vec![train]),
        ("subject:code", vec![code]),
        ("subject:verification", vec![]),
        ("has:attachment", vec![order]),
        ("-has:attachment", vec![train, code]),
        ("has:code", vec![code]),
        ("is:unread", vec![code, order]),
        ("is:read", vec![train]),
        ("-order -code", vec![order]),
        ("to:cua", vec![order]),
        (&format!("to:{}", other.address), vec![train, code]),
        (&format!("-to:{}", other.address), vec![order]),
        ("to:nobody", vec![]),
        ("order nothing", vec![]),
        ("", vec![]),
        ("\" - from:", vec![]),
        ("🎉", vec![]),
    ] {
        assert_eq!(find_subjects_of_hits(&test, query).await, found, "{query:?}");
    }
    assert!(test.core.search_messages(&"order AND ( ".repeat(1_000), 50, None).await.is_ok());
}

#[tokio::test]
async fn search_hit_marks_matches_and_names_its_inbox() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    test.core.set_inbox_label(inbox.id, Some("Trips")).await.unwrap();
    let text = format!("{} Your néedle is here. {}", "before ".repeat(50), "after ".repeat(50));
    let message = test
        .deliver_and_fetch_mail(&inbox, Mail::new_text("A needle", text).from("Needles Ltd", "x@needle.example"))
        .await;
    let hits = search_messages(&test, "needle").await;
    assert_eq!(hits.len(), 1);
    let hit = &hits[0];
    assert_eq!(hit.message, message);
    assert_eq!((hit.inbox_address.as_str(), hit.inbox_label.as_deref()), (inbox.address.as_str(), Some("Trips")));
    assert_eq!(mark_matches_in_brackets(&hit.subject), "A [needle]");
    assert_eq!(mark_matches_in_brackets(&hit.from_name), "[Needles] Ltd");
    assert_eq!(mark_matches_in_brackets(&hit.from_address), "x@[needle].example");
    let snippet = mark_matches_in_brackets(&hit.snippet);
    assert!(snippet.starts_with('…') && snippet.contains("before Your [néedle] is here. after"), "{snippet}");

    let only = &search_messages(&test, "subject:needle").await[0];
    assert_eq!(mark_matches_in_brackets(&only.from_name), "Needles Ltd");
    assert_eq!(
        mark_matches_in_brackets(&only.snippet),
        message.snippet,
        "the first words, because the body was not searched"
    );
}

#[tokio::test]
async fn search_pages_are_ordered_newest_first() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    for number in 0..7 {
        test.deliver_mail(&inbox, Mail::new_text(format!("Number {number}"), "needle"));
    }
    test.core.list_messages(inbox.id, true).await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = test.core.search_messages("needle", 3, cursor.as_deref()).await.unwrap();
        assert!(page.hits.len() <= 3);
        seen.extend(page.hits.into_iter().map(|hit| hit.message));
        // Mail that arrives meanwhile does not shift the pages.
        test.deliver_and_fetch_mail(&inbox, Mail::new_text("Later", "needle")).await;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let listed = test.core.list_messages(inbox.id, false).await.unwrap();
    let first: Vec<_> = listed.into_iter().filter(|message| message.subject != "Later").collect();
    assert_eq!(seen, first);
    let invalid = test.core.search_messages("needle", 3, Some("not a cursor")).await.unwrap();
    assert!(invalid.hits.is_empty() && invalid.next.is_none());
}

#[tokio::test]
async fn deleted_mail_is_not_found_and_converted_inbox_has_its_mail_once() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let first = test.deliver_and_fetch_mail(&inbox, Mail::new_text("First", "needle")).await;
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("Second", "needle")).await;
    test.core.delete_message(&first.id).await.unwrap();
    assert_eq!(find_subjects_of_hits(&test, "needle").await, ["Second"]);

    let domain = inbox.address.split('@').nth(1).unwrap().to_owned();
    let converted = test.core.convert_inbox(inbox.id, "converted", &domain).await.unwrap();
    test.core.list_messages(converted.id, true).await.unwrap();
    assert_eq!(find_subjects_of_hits(&test, "needle").await, ["Second"]);

    test.core.delete_inbox(converted.id).await.unwrap();
    for id in [inbox.id, converted.id] {
        test.core.remove_inbox(id).await.unwrap();
    }
    assert!(find_subjects_of_hits(&test, "needle").await.is_empty());
    test.core.restore_inbox(test.active_account_id().await, inbox.id).await.unwrap();
    assert_eq!(find_subjects_of_hits(&test, "needle").await, ["Second"]);
}

#[tokio::test]
async fn label_survives_restart_and_conversion() {
    let mut test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.set_inbox_label(inbox.id, Some("  Night\n trains ")).await.unwrap();
    wait_for_change(
        &mut events,
        |change| matches!(change, Change::Inbox { inbox } if inbox.label.as_deref() == Some("Night trains")),
    )
    .await;
    test.restart().await;
    let domain = inbox.address.split('@').nth(1).unwrap();
    let converted = test.core.convert_inbox(inbox.id, "another", domain).await.unwrap();
    assert_eq!(converted.label.as_deref(), Some("Night trains"), "also under another address");
    test.core.set_inbox_label(converted.id, Some(" ")).await.unwrap();
    let labels: Vec<_> = test.snapshot().await.inboxes.into_iter().map(|inbox| inbox.label).collect();
    assert_eq!(labels, [None, Some("Night trains".to_owned())]);
    test.core.set_inbox_label(inbox.id, None).await.unwrap();
    assert_eq!(test.core.set_inbox_label(InboxId::new(99), None).await.unwrap_err().code(), ErrorCode::UnknownInbox);
}

#[tokio::test]
async fn message_pages_follow_every_sort_order() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    for (subject, name) in [("đ", "Zoe"), ("b", "ánh"), ("C", ""), ("a", "Zoe"), ("é", "Bob")] {
        test.deliver_and_fetch_mail(&inbox, Mail::new_text(subject, "Words.").from(name, "m@x.example")).await;
    }
    let read = test.core.list_messages(inbox.id, false).await.unwrap()[4].id.clone();
    test.core.set_messages_unread(test.active_account_id().await, &[read], false).await.unwrap();
    for (sort, unread, subjects) in [
        (MessageSort::Newest, false, "é a C b đ"),
        (MessageSort::Newest, true, "é a C b"),
        (MessageSort::Oldest, false, "đ b C a é"),
        (MessageSort::Subject, false, "a b C đ é"),
        (MessageSort::Sender, false, "b é C a đ"),
        (MessageSort::Sender, true, "b é C a"),
    ] {
        for limit in [1, 2, 50] {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let options =
                    MessageFilterAndOrder { filter: MessageFilter { unread, ..MessageFilter::default() }, sort };
                let page = test.core.list_message_page(inbox.id, options, limit, cursor.as_deref()).await.unwrap();
                assert!(page.messages.len() <= limit as usize && !page.messages.is_empty());
                seen.extend(page.messages.into_iter().map(|message| message.subject));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen.join(" "), subjects, "{sort:?} {limit}");
        }
    }
    let unknown =
        test.core.list_message_page(InboxId::new(99), MessageFilterAndOrder::default(), 5, None).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownInbox);
}

/// The subjects of all mail, collected from pages of this size.
async fn list_all_subjects(test: &TestCore, filter: MessageFilter, limit: u32) -> String {
    let (mut subjects, mut cursor) = (Vec::new(), None);
    loop {
        let page = test.core.list_all_mail(filter, limit, cursor.as_deref()).await.unwrap();
        assert!(page.messages.len() <= limit as usize);
        subjects.extend(page.messages.into_iter().map(|message| message.subject));
        cursor = page.next;
        if cursor.is_none() {
            return subjects.join(" ");
        }
    }
}

#[tokio::test]
async fn all_mail_lists_and_filters_the_messages_of_every_inbox() {
    let test = TestCore::signed_in().await;
    let (first, second) = (test.core.create_inbox().await.unwrap(), test.core.create_inbox().await.unwrap());
    let all = MessageFilter::default();
    assert_eq!(list_all_subjects(&test, all, 5).await, "");
    test.deliver_and_fetch_mail(&first, Mail::new_text("plain", "Words.")).await;
    test.deliver_and_fetch_mail(&second, Mail::new_text("code", "Your verification code is 482913.")).await;
    let read =
        test.deliver_and_fetch_mail(&first, Mail::new_text("file", "Words.").attach("a.pdf", b"x".to_vec())).await;
    let both = Mail::new_text("both", "Your verification code is 731940.").attach("b.pdf", b"x".to_vec());
    test.deliver_and_fetch_mail(&second, both).await;
    test.core.set_messages_unread(test.active_account_id().await, &[read.id], false).await.unwrap();

    for (unread, with_code, with_attachments, subjects) in [
        (false, false, false, "both file code plain"),
        (true, false, false, "both code plain"),
        (false, true, false, "both code"),
        (false, false, true, "both file"),
        (true, false, true, "both"),
        (true, true, true, "both"),
    ] {
        let filter = MessageFilter { unread, with_code, with_attachments };
        for limit in [1, 2, 50] {
            assert_eq!(list_all_subjects(&test, filter, limit).await, subjects, "{filter:?} {limit}");
        }
        let options = MessageFilterAndOrder { filter, sort: MessageSort::Newest };
        let page = test.core.list_message_page(second.id, options, 50, None).await.unwrap();
        let of_second: Vec<_> = page.messages.into_iter().map(|message| message.subject).collect();
        let expected: Vec<_> = subjects.split(' ').filter(|subject| ["both", "code"].contains(subject)).collect();
        assert_eq!(of_second, expected, "{filter:?}");
    }
    let nothing = test.core.list_all_mail(all, 5, Some("not a cursor")).await.unwrap();
    assert!(nothing.messages.is_empty() && nothing.next.is_none());

    // The mail of an ended inbox stays listed until the inbox is removed.
    test.core.delete_inbox(first.id).await.unwrap();
    assert_eq!(list_all_subjects(&test, all, 3).await, "both file code plain");
    test.core.remove_inbox(first.id).await.unwrap();
    assert_eq!(list_all_subjects(&test, all, 3).await, "both code");
}

#[tokio::test]
async fn all_mail_lists_the_mail_of_a_converted_inbox_once() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let kept = test.deliver_and_fetch_mail(&inbox, Mail::new_text("kept", "Words.")).await;
    // A service may list the former mail at the new address too.
    let message = serde_json::json!({"id": kept.id, "subject": "kept", "content": "Words.", "html": false,
        "from_email": "hello@example.org", "receivedAt": kept.received_at});
    let body = serde_json::json!({"status": true, "messages": [message]}).to_string();
    let answer = FaultAction::answer(200).with_body(&body);
    test.sandbox.inject_fault(InjectedFault::new(answer).method("GET").path("/messages").apply_to_every_request());
    let domain = inbox.address.split('@').nth(1).unwrap();
    let converted = test.core.convert_inbox(inbox.id, "converted", domain).await.unwrap();
    test.core.list_messages(converted.id, true).await.unwrap();
    let page = test.core.list_all_mail(MessageFilter::default(), 50, None).await.unwrap();
    let listed: Vec<_> = page.messages.iter().map(|message| (message.subject.as_str(), message.inbox_id)).collect();
    assert_eq!(listed, [("kept", converted.id)], "the copy in the newer inbox");
}

#[tokio::test]
async fn all_mail_is_that_of_the_active_account_alone() {
    let test = TestCore::signed_out().await;
    let unknown = test.core.list_all_mail(MessageFilter::default(), 5, None).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NotSignedIn);
    let other =
        tempmailg_sandbox::Sandbox::builder().api_key("mk_other").keep_new_inboxes_empty(true).start().await.unwrap();
    test.core.sign_in(API_KEY, Some(test.sandbox.base_url())).await.unwrap();
    let inbox = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&inbox, Mail::new_text("mine", "Words.")).await;
    test.core.sign_in("mk_other", Some(other.base_url())).await.unwrap();
    assert_eq!(list_all_subjects(&test, MessageFilter::default(), 5).await, "");
}
