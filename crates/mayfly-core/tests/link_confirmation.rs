//! Opening a link of a message: the user confirms every link, and only confirmed links are opened.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, Event, LinkConfirmation, LinkKind, MessageId};
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;

const MESSAGE_WITH_LINKS: &str = r#"
    <p><a href="https://login.harbour.example/a?utm_source=mail&amp;id=7">Open your booking</a>
    <a href="http://evil.test/x">https://bank.example/login</a>
    <a href="http://evil.test/x">harmless words</a>
    <a href="https://xn--bcher-kva.example/">Books</a>
    <a href="https://www.google.com/url?q=https%3A%2F%2Fshop.example%2Fsale">Sale</a>
    <a href="mailto:help@harbour.example?subject=Hi&amp;attach=/etc/passwd">Write to us</a>
    <a href="tel:+49 30 1234567">030 1234567</a> <a href="sms:+49170123?body=Yes">030 7654321</a>
    <a href="webcal://harbour.example/stay.ics">Add to the calendar</a></p>"#;

/// A core that has received this message.
async fn receive_html_message(html: &str) -> (TestCore, MessageId, Receiver<Event>) {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Links", html)).await;
    let (_, events) = test.core.subscribe_with_snapshot().await.unwrap();
    (test, message.id, events)
}

async fn wait_for_link_confirmation_event(events: &mut Receiver<Event>) -> LinkConfirmation {
    let event = wait_for_change(events, |change| matches!(change, Change::ConfirmLink { .. })).await;
    let Change::ConfirmLink { link } = event.change else { unreachable!() };
    link
}

fn has_no_confirm_link_event(events: &mut Receiver<Event>) -> bool {
    std::iter::from_fn(|| events.try_recv().ok()).all(|event| !matches!(event.change, Change::ConfirmLink { .. }))
}

#[tokio::test]
async fn link_confirmation_describes_the_real_target() {
    let (test, message, mut events) = receive_html_message(MESSAGE_WITH_LINKS).await;
    test.core.render_message_document(&message).await.unwrap();

    test.core
        .request_link_confirmation_for_new_window("https://login.harbour.example/a?utm_source=mail&id=7")
        .await
        .unwrap();
    let confirmation = wait_for_link_confirmation_event(&mut events).await;
    assert_eq!(confirmation.kind, LinkKind::Web);
    assert_eq!(confirmation.text.as_deref(), Some("Open your booking"));
    assert_eq!(confirmation.target.host, "login.harbour.example");
    assert!(!confirmation.target.mismatch && !confirmation.target.insecure);
    assert_eq!(confirmation.stripped.unwrap().href, "https://login.harbour.example/a?id=7");

    test.core.request_link_confirmation_for_new_window("http://evil.test/x").await.unwrap();
    let confirmation = wait_for_link_confirmation_event(&mut events).await;
    assert_eq!(confirmation.text.as_deref(), Some("https://bank.example/login"), "the misleading text is shown");
    assert!(confirmation.target.mismatch && confirmation.target.insecure);
    assert_eq!(confirmation.stripped, None);

    test.core.request_link_confirmation_for_new_window("https://bücher.example/").await.unwrap();
    let target = wait_for_link_confirmation_event(&mut events).await.target;
    assert_eq!(target.host, "xn--bcher-kva.example");
    assert_eq!(target.host_unicode.as_deref(), Some("bücher.example"));

    test.core
        .request_link_confirmation_for_new_window("https://www.google.com/url?q=https%3A%2F%2Fshop.example%2Fsale")
        .await
        .unwrap();
    let confirmation = wait_for_link_confirmation_event(&mut events).await;
    assert_eq!(confirmation.target.host, "www.google.com");
    assert_eq!(
        confirmation.stripped.unwrap().host,
        "shop.example",
        "the target without the redirection has another host"
    );

    test.core
        .request_link_confirmation_for_new_window("mailto:help@harbour.example?subject=Hi&attach=/etc/passwd")
        .await
        .unwrap();
    let confirmation = wait_for_link_confirmation_event(&mut events).await;
    assert_eq!(confirmation.kind, LinkKind::Mail);
    assert_eq!(confirmation.target.host, "help@harbour.example");
    assert_eq!(confirmation.target.href, "mailto:help@harbour.example?subject=Hi");

    for (href, kind, host, text, is_misleading) in [
        ("tel:+49301234567", LinkKind::Phone, "+49301234567", "030 1234567", false),
        ("sms:+49170123?body=Yes", LinkKind::TextMessage, "+49170123", "030 7654321", true),
        ("webcal://harbour.example/stay.ics", LinkKind::Calendar, "harbour.example", "Add to the calendar", false),
    ] {
        test.core.request_link_confirmation_for_new_window(href).await.unwrap();
        let confirmation = wait_for_link_confirmation_event(&mut events).await;
        assert_eq!((confirmation.kind, confirmation.text.as_deref()), (kind, Some(text)));
        assert_eq!((confirmation.target.href.as_str(), confirmation.target.host.as_str()), (href, host));
        assert_eq!((confirmation.target.mismatch, confirmation.stripped), (is_misleading, None));
        assert_eq!(test.core.take_link_confirmation_address(confirmation.id, false).unwrap(), href);
    }
}

#[tokio::test]
async fn link_is_flagged_by_what_is_drawn_of_it() {
    let html = r#"<style>@media (max-width:600px){.x{display:none}}</style>
        <a href="https://evil.test/a">bank.example<i class="x"> told us</i></a>
        <a href="https://evil.test/b"><bdo dir="rtl">elpmaxe.knab</bdo></a>
        <a href="https://evil.test/c?utm_source=mail" title="https://bank.example/">Sign in</a>
        <a href="mailto:help@bank.example?bcc=x@evil.test">help@bank.example</a>
        <a href="https://evil.test/d">What bank.example told us</a>"#;
    let (test, message, mut events) = receive_html_message(html).await;
    test.core.render_message_document(&message).await.unwrap();
    for (href, text, is_flagged) in [
        ("https://evil.test/a", "bank.example told us", true),
        ("https://evil.test/b", "bank.example", true),
        ("https://evil.test/c?utm_source=mail", "Sign in", true),
        ("mailto:help@bank.example?bcc=x@evil.test", "help@bank.example", true),
        ("https://evil.test/d", "What bank.example told us", false),
    ] {
        test.core.request_link_confirmation_for_new_window(href).await.unwrap();
        let confirmation = wait_for_link_confirmation_event(&mut events).await;
        assert_eq!(confirmation.text.as_deref(), Some(text));
        assert_eq!(confirmation.target.mismatch, is_flagged, "{href}");
        assert!(confirmation.stripped.is_none_or(|stripped| stripped.mismatch == is_flagged), "{href}");
    }
}

#[tokio::test]
async fn only_links_that_may_be_opened_are_confirmed() {
    let (test, _, mut events) = receive_html_message(MESSAGE_WITH_LINKS).await;
    for href in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mail://localhost/x",
        "tauri://localhost/",
        "about:blank",
        "smb://evil.test/share",
        "mail://localhost/x#mayfly-nowhere",
        "tel:*%2306%23",
        "facetime:+49301234567",
        "",
        "/relative",
    ] {
        test.core.request_link_confirmation_for_new_window(href).await.unwrap();
        assert!(has_no_confirm_link_event(&mut events), "{href}");
    }
}

#[tokio::test]
async fn only_the_latest_link_confirmation_can_be_answered_and_only_once() {
    let (test, message, mut events) = receive_html_message(MESSAGE_WITH_LINKS).await;
    test.core.render_message_document(&message).await.unwrap();
    test.core.request_link_confirmation_for_new_window("http://evil.test/x").await.unwrap();
    let first = wait_for_link_confirmation_event(&mut events).await;
    let tracked = "https://login.harbour.example/a?utm_source=mail&id=7";
    test.core.request_link_confirmation_for_new_window(tracked).await.unwrap();
    let second = wait_for_link_confirmation_event(&mut events).await;

    let is_unknown = |outcome: mayfly_core::Result<String>| outcome.unwrap_err().code() == ErrorCode::UnknownLink;
    assert!(is_unknown(test.core.take_link_confirmation_address(first.id, false)), "replaced by the second");
    assert!(is_unknown(test.core.take_link_confirmation_address(second.id + 1, false)));
    assert_eq!(test.core.link_confirmation_address(second.id, true).unwrap(), "https://login.harbour.example/a?id=7");
    assert_eq!(test.core.take_link_confirmation_address(second.id, false).unwrap(), tracked);
    assert!(is_unknown(test.core.take_link_confirmation_address(second.id, false)), "answered already");

    test.core.request_link_confirmation_for_new_window("http://evil.test/x").await.unwrap();
    let third = wait_for_link_confirmation_event(&mut events).await;
    assert!(is_unknown(test.core.take_link_confirmation_address(third.id, true)), "it has no form without tracking");
    test.core.sign_out().await.unwrap();
    assert!(is_unknown(test.core.take_link_confirmation_address(third.id, false)), "the account is closed");
}

#[tokio::test]
async fn window_can_only_confirm_links_of_the_message() {
    let (test, message, mut events) = receive_html_message(MESSAGE_WITH_LINKS).await;
    test.core.request_link_confirmation(&message, "http://evil.test/x").await.unwrap();
    assert!(wait_for_link_confirmation_event(&mut events).await.target.mismatch);
    for (message, href, code) in [
        (message.clone(), "https://elsewhere.example/", ErrorCode::UnknownLink),
        (message.clone(), "javascript:alert(1)", ErrorCode::UnknownLink),
        ("unknown".into(), "http://evil.test/x", ErrorCode::UnknownMessage),
    ] {
        assert_eq!(test.core.request_link_confirmation(&message, href).await.unwrap_err().code(), code, "{href}");
    }
    assert!(has_no_confirm_link_event(&mut events));
}

#[tokio::test]
async fn detected_link_of_a_plain_text_message_can_be_confirmed() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let text = "Confirm your address:\nhttps://harbour.example/confirm?token=abc\n";
    let message = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Confirm your address", text)).await;
    let link = test.core.read_message(&message.id).await.unwrap().link.unwrap();
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.request_link_confirmation(&message.id, &link.href).await.unwrap();
    assert_eq!(wait_for_link_confirmation_event(&mut events).await.target.host, "harbour.example");
}

#[tokio::test]
async fn account_page_is_confirmed_like_a_link_before_anyone_is_signed_in() {
    let test = TestCore::signed_out().await;
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    test.core.request_account_page_confirmation();
    let confirmation = wait_for_link_confirmation_event(&mut events).await;
    assert_eq!((confirmation.kind, confirmation.text), (LinkKind::Web, None));
    assert_eq!(confirmation.target.host, "tempmailg.com");
    assert!(!confirmation.target.mismatch && !confirmation.target.insecure && confirmation.stripped.is_none());
    let opened = test.core.take_link_confirmation_address(confirmation.id, false).unwrap();
    assert_eq!(opened, "https://tempmailg.com/");
    let error = test.core.take_link_confirmation_address(confirmation.id, false).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownLink);
}
