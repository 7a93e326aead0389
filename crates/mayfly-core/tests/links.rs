//! The way out of a message: every link is a question, and only what was asked about is ever opened.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mayfly_core::view::{Change, ErrorCode, Event, LinkKind, LinkQuestion};
use support::{World, wait_for};
use tempmailg_sandbox::Mail;
use tokio::sync::broadcast::Receiver;

const LETTER: &str = r#"
    <p><a href="https://login.harbour.example/a?utm_source=mail&amp;id=7">Open your booking</a>
    <a href="http://evil.test/x">https://bank.example/login</a>
    <a href="http://evil.test/x">harmless words</a>
    <a href="https://xn--bcher-kva.example/">Books</a>
    <a href="https://www.google.com/url?q=https%3A%2F%2Fshop.example%2Fsale">Sale</a>
    <a href="mailto:help@harbour.example?subject=Hi&amp;attach=/etc/passwd">Write to us</a></p>"#;

async fn reading(html: &str) -> (World, String, Receiver<Event>) {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let message = world.receive(&inbox, Mail::html("Links", html)).await;
    let (_, events) = world.core.subscribe().await.unwrap();
    (world, message.id, events)
}

async fn question(events: &mut Receiver<Event>) -> LinkQuestion {
    let event = wait_for(events, |change| matches!(change, Change::LinkAsked { .. })).await;
    let Change::LinkAsked { link } = event.change else { unreachable!() };
    link
}

fn asked_nothing(events: &mut Receiver<Event>) -> bool {
    std::iter::from_fn(|| events.try_recv().ok()).all(|event| !matches!(event.change, Change::LinkAsked { .. }))
}

#[tokio::test]
async fn a_question_says_what_the_link_really_does() {
    let (world, message, mut events) = reading(LETTER).await;
    world.core.message_document(&message).await.unwrap();

    world.core.ask_about("https://login.harbour.example/a?utm_source=mail&id=7").await.unwrap();
    let asked = question(&mut events).await;
    assert_eq!(asked.kind, LinkKind::Web);
    assert_eq!(asked.text.as_deref(), Some("Open your booking"));
    assert_eq!(asked.target.host, "login.harbour.example");
    assert!(!asked.target.mismatch && !asked.target.insecure);
    assert_eq!(asked.stripped.unwrap().href, "https://login.harbour.example/a?id=7");

    world.core.ask_about("http://evil.test/x").await.unwrap();
    let asked = question(&mut events).await;
    assert_eq!(asked.text.as_deref(), Some("https://bank.example/login"), "the words that mislead are the ones told");
    assert!(asked.target.mismatch && asked.target.insecure);
    assert_eq!(asked.stripped, None);

    world.core.ask_about("https://bücher.example/").await.unwrap();
    let target = question(&mut events).await.target;
    assert_eq!(target.host, "xn--bcher-kva.example");
    assert_eq!(target.host_unicode.as_deref(), Some("bücher.example"));

    world.core.ask_about("https://www.google.com/url?q=https%3A%2F%2Fshop.example%2Fsale").await.unwrap();
    let asked = question(&mut events).await;
    assert_eq!(asked.target.host, "www.google.com");
    assert_eq!(asked.stripped.unwrap().host, "shop.example", "another host is told as such");

    world.core.ask_about("mailto:help@harbour.example?subject=Hi&attach=/etc/passwd").await.unwrap();
    let asked = question(&mut events).await;
    assert_eq!(asked.kind, LinkKind::Mail);
    assert_eq!(asked.target.host, "help@harbour.example");
    assert_eq!(asked.target.href, "mailto:help@harbour.example?subject=Hi");
}

#[tokio::test]
async fn only_web_and_mail_addresses_are_ever_asked_about() {
    let (world, _, mut events) = reading(LETTER).await;
    for href in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mail://localhost/x",
        "tauri://localhost/",
        "about:blank",
        "smb://evil.test/share",
        "",
        "/relative",
    ] {
        world.core.ask_about(href).await.unwrap();
        assert!(asked_nothing(&mut events), "{href}");
    }
}

#[tokio::test]
async fn a_question_is_answered_once_and_only_the_latest() {
    let (world, message, mut events) = reading(LETTER).await;
    world.core.message_document(&message).await.unwrap();
    world.core.ask_about("http://evil.test/x").await.unwrap();
    let first = question(&mut events).await;
    let tracked = "https://login.harbour.example/a?utm_source=mail&id=7";
    world.core.ask_about(tracked).await.unwrap();
    let second = question(&mut events).await;

    let unknown = |answer: mayfly_core::Result<String>| answer.unwrap_err().code() == ErrorCode::UnknownLink;
    assert!(unknown(world.core.take_link(first.id, false)), "overtaken by the second");
    assert!(unknown(world.core.take_link(second.id + 1, false)));
    assert_eq!(world.core.link_address(second.id, true).unwrap(), "https://login.harbour.example/a?id=7");
    assert_eq!(world.core.take_link(second.id, false).unwrap(), tracked);
    assert!(unknown(world.core.take_link(second.id, false)), "answered already");

    world.core.ask_about("http://evil.test/x").await.unwrap();
    let third = question(&mut events).await;
    assert!(unknown(world.core.take_link(third.id, true)), "it has no other form");
    world.core.sign_out().await.unwrap();
    assert!(unknown(world.core.take_link(third.id, false)), "the account is closed");
}

#[tokio::test]
async fn a_window_can_only_ask_about_links_of_the_message() {
    let (world, message, mut events) = reading(LETTER).await;
    world.core.ask_link(&message, "http://evil.test/x").await.unwrap();
    assert!(question(&mut events).await.target.mismatch);
    for (message, href, code) in [
        (message.as_str(), "https://elsewhere.example/", ErrorCode::UnknownLink),
        (message.as_str(), "javascript:alert(1)", ErrorCode::UnknownLink),
        ("nothing", "http://evil.test/x", ErrorCode::UnknownMessage),
    ] {
        assert_eq!(world.core.ask_link(message, href).await.unwrap_err().code(), code, "{href}");
    }
    assert!(asked_nothing(&mut events));
}

#[tokio::test]
async fn the_confirmation_link_of_a_plain_text_can_be_asked_about() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let text = "Confirm your address:\nhttps://harbour.example/confirm?token=abc\n";
    let message = world.receive(&inbox, Mail::text("Confirm your address", text)).await;
    let link = world.core.read_message(&message.id).await.unwrap().link.unwrap();
    let (_, mut events) = world.core.subscribe().await.unwrap();
    world.core.ask_link(&message.id, &link.href).await.unwrap();
    assert_eq!(question(&mut events).await.target.host, "harbour.example");
}
