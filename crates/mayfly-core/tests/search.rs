//! Finding messages, labelling inboxes, and lists by the page.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, MessageList, MessageSort, SearchHit, Segment};
use support::{World, wait_for};
use tempmailg_sandbox::Mail;

async fn search(world: &World, query: &str) -> Vec<SearchHit> {
    let page = world.core.search_messages(query, 50, None).await.unwrap();
    assert_eq!(page.next, None);
    page.hits
}

async fn subjects(world: &World, query: &str) -> Vec<String> {
    search(world, query).await.into_iter().map(|hit| hit.message.subject).collect()
}

/// Segments with their hits in brackets.
fn shown(segments: &[Segment]) -> String {
    segments.iter().map(|s| if s.hit { format!("[{}]", s.text) } else { s.text.clone() }).collect()
}

#[tokio::test]
async fn what_the_user_types_finds_what_they_mean() {
    let world = World::connected().await;
    let shop = world.core.create_inbox().await.unwrap();
    let other = world.core.create_inbox().await.unwrap();
    world.core.set_inbox_label(shop.id, Some("Cửa hàng")).await.unwrap();
    let order = Mail::html("Đơn hàng 4711", "<p>Cảm ơn bạn</p><p>Straße 東京都</p>")
        .from("Søren Łukasz", "orders@shop.example")
        .attach("invoice.pdf", b"x".to_vec());
    world.receive(&shop, order).await;
    world
        .receive(&other, Mail::text("Your code", "Your verification code is 482913.").from("", "no-reply@b.test"))
        .await;
    let seen =
        world.receive(&other, Mail::text("Night train", "The order of things").from("Ann", "ann@c.example")).await;
    world.core.read_message(&seen.id).await.unwrap();
    world.core.delete_inbox(other.id).await.unwrap();

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
        assert_eq!(subjects(&world, query).await, found, "{query:?}");
    }
    assert!(world.core.search_messages(&"order AND ( ".repeat(1_000), 50, None).await.is_ok());
}

#[tokio::test]
async fn a_result_shows_where_the_hits_are_and_whose_mail_it_is() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    world.core.set_inbox_label(inbox.id, Some("Trips")).await.unwrap();
    let text = format!("{} Your néedle is here. {}", "before ".repeat(50), "after ".repeat(50));
    let message = world.receive(&inbox, Mail::text("A needle", text).from("Needles Ltd", "x@needle.example")).await;
    let hits = search(&world, "needle").await;
    assert_eq!(hits.len(), 1);
    let hit = &hits[0];
    assert_eq!(hit.message, message);
    assert_eq!((hit.inbox_address.as_str(), hit.inbox_label.as_deref()), (inbox.address.as_str(), Some("Trips")));
    assert_eq!(shown(&hit.subject), "A [needle]");
    assert_eq!(shown(&hit.from_name), "[Needles] Ltd");
    assert_eq!(shown(&hit.from_address), "x@[needle].example");
    let snippet = shown(&hit.snippet);
    assert!(snippet.starts_with('…') && snippet.contains("before Your [néedle] is here. after"), "{snippet}");

    let only = &search(&world, "subject:needle").await[0];
    assert_eq!(shown(&only.from_name), "Needles Ltd");
    assert_eq!(shown(&only.snippet), message.snippet, "the first words, where the body was not asked for");
}

#[tokio::test]
async fn results_come_by_the_page_and_newest_first() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    for number in 0..7 {
        world.sandbox.deliver(&inbox.address, Mail::text(format!("Number {number}"), "needle")).unwrap();
    }
    world.core.list_messages(inbox.id, true).await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = world.core.search_messages("needle", 3, cursor.as_deref()).await.unwrap();
        assert!(page.hits.len() <= 3);
        seen.extend(page.hits.into_iter().map(|hit| hit.message));
        // What comes meanwhile moves nothing.
        world.receive(&inbox, Mail::text("Later", "needle")).await;
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let listed = world.core.list_messages(inbox.id, false).await.unwrap();
    let first: Vec<_> = listed.into_iter().filter(|message| message.subject != "Later").collect();
    assert_eq!(seen, first);
    let odd = world.core.search_messages("needle", 3, Some("not a cursor")).await.unwrap();
    assert!(odd.hits.is_empty() && odd.next.is_none());
}

#[tokio::test]
async fn what_is_gone_is_not_found_and_a_converted_inbox_has_its_mail_once() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let first = world.receive(&inbox, Mail::text("First", "needle")).await;
    world.receive(&inbox, Mail::text("Second", "needle")).await;
    world.core.delete_message(&first.id).await.unwrap();
    assert_eq!(subjects(&world, "needle").await, ["Second"]);

    let domain = inbox.address.split('@').nth(1).unwrap().to_owned();
    let new = world.core.change_inbox(inbox.id, "converted", &domain).await.unwrap();
    world.core.list_messages(new.id, true).await.unwrap();
    assert_eq!(subjects(&world, "needle").await, ["Second"]);

    world.core.delete_inbox(new.id).await.unwrap();
    for id in [inbox.id, new.id] {
        world.core.remove_inbox(id).await.unwrap();
    }
    assert!(subjects(&world, "needle").await.is_empty());
    world.core.restore_inbox(inbox.id).await.unwrap();
    assert_eq!(subjects(&world, "needle").await, ["Second"]);
}

#[tokio::test]
async fn a_label_stays_and_goes_along() {
    let mut world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.set_inbox_label(inbox.id, Some("  Night\n trains ")).await.unwrap();
    wait_for(
        &mut events,
        |change| matches!(change, Change::Inbox { inbox } if inbox.label.as_deref() == Some("Night trains")),
    )
    .await;
    world.restart().await;
    let domain = inbox.address.split('@').nth(1).unwrap();
    let converted = world.core.change_inbox(inbox.id, "another", domain).await.unwrap();
    assert_eq!(converted.label.as_deref(), Some("Night trains"), "by whatever address");
    world.core.set_inbox_label(converted.id, Some(" ")).await.unwrap();
    let labels: Vec<_> = world.snapshot().await.inboxes.into_iter().map(|inbox| inbox.label).collect();
    assert_eq!(labels, [None, Some("Night trains".to_owned())]);
    world.core.set_inbox_label(inbox.id, None).await.unwrap();
    assert_eq!(world.core.set_inbox_label(99, None).await.unwrap_err().code(), ErrorCode::UnknownInbox);
}

#[tokio::test]
async fn a_list_comes_by_the_page_in_any_order() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    for (subject, name) in [("đ", "Zoe"), ("b", "ánh"), ("C", ""), ("a", "Zoe"), ("é", "Bob")] {
        world.receive(&inbox, Mail::text(subject, "Words.").from(name, "m@x.example")).await;
    }
    let read = world.core.list_messages(inbox.id, false).await.unwrap()[4].id.clone();
    world.core.set_messages_unread(&[read], false).await.unwrap();
    for (sort, unread_only, subjects) in [
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
                let list = MessageList { unread_only, sort };
                let page = world.core.page_messages(inbox.id, list, limit, cursor.as_deref()).await.unwrap();
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
    let unknown = world.core.page_messages(99, MessageList::default(), 5, None).await.unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownInbox);
}
