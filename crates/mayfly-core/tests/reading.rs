//! A message as plain text, on paper, as source, and as a file of its own.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mail_parser::{MessageParser, MimeHeaders as _};
use mayfly_core::Destination;
use mayfly_core::view::{Change, ErrorCode, TransferState, TransferView};
use std::path::Path;
use support::{World, wait_for};
use tempmailg_sandbox::{Fault, FaultAction, Mail};

async fn receive(world: &World, mail: Mail) -> String {
    let inbox = world.core.create_inbox().await.unwrap();
    world.receive(&inbox, mail).await.id
}

#[tokio::test]
async fn the_plain_text_of_a_message_has_its_words_and_nothing_else() {
    let world = World::connected().await;
    let mail =
        Mail::html("Hello", "<h1 style='color:red'>Big &lt;b&gt;</h1><img src='https://t.test/x.png'><p>Words</p>");
    let id = receive(&world, mail).await;
    let document = world.core.message_text_document(&id).await.unwrap();
    assert!(document.contains("Big &lt;b&gt;") && document.contains("Words"), "{document}");
    assert!(!document.contains("<h1") && !document.contains("<img") && !document.contains("red"), "{document}");
}

#[tokio::test]
async fn what_is_printed_has_the_headers_and_stays_harmless() {
    let world = World::connected().await;
    let mail = Mail::html("<script>x</script> & more", "<p>Words</p><style>header{display:none}h1{color:red}</style>")
        .from("<b>Name</b>", "sender@example.org");
    let id = receive(&world, mail).await;
    for plain in [false, true] {
        let document = world.core.message_print_document(&id, plain).await.unwrap();
        assert!(document.contains("&lt;script&gt;x&lt;/script&gt; &amp; more"), "{document}");
        assert!(document.contains("&lt;b&gt;Name&lt;/b&gt;") && document.contains("sender@example.org"), "{document}");
        assert!(document.contains("Words") && !document.contains("<script"), "{document}");
        // The message's own rules reach the message alone.
        assert!(!document.contains("}header{") && !document.contains(">header{"), "{document}");
    }
}

#[tokio::test]
async fn the_source_is_what_came_and_no_more_than_can_be_shown() {
    let world = World::connected().await;
    let id = receive(&world, Mail::html("Short", "<p onclick=x()>Wörds</p>")).await;
    let source = world.core.message_source(&id).await.unwrap();
    assert_eq!((source.text.as_str(), source.size, source.truncated), ("<p onclick=x()>Wörds</p>", 25, false));
    assert!(!format!("{source:?}").contains("onclick"), "not in logs");

    let long = "ö".repeat(1 << 20);
    let id = receive(&world, Mail::html("Long", &long)).await;
    let source = world.core.message_source(&id).await.unwrap();
    assert!(source.truncated && source.text.len() < long.len());
    assert_eq!(source.size, long.len() as u64);
    assert_eq!(world.core.message_content(&id).await.unwrap(), long);
    assert_eq!(world.core.message_source("nothing").await.unwrap_err().code(), ErrorCode::UnknownMessage);
}

/// Saves a message and waits for the end.
async fn save(world: &World, id: &str, with_attachments: bool, to: Destination) -> TransferView {
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let started = world.core.save_message(id, with_attachments, to).await.unwrap();
    assert_eq!(started.index, None);
    let event = wait_for(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running),
    );
    let Change::Transfer { transfer } = event.await.change else { unreachable!() };
    transfer
}

fn done(transfer: &TransferView) -> &Path {
    match &transfer.state {
        TransferState::Done { path } => Path::new(path),
        other => panic!("not done: {other:?}"),
    }
}

#[tokio::test]
async fn a_message_is_saved_as_a_file_that_mail_programs_read() {
    let world = World::connected().await;
    let html = "<p>Xin chào</p>\r\n<p>Second</p>";
    let mail = Mail::html("Mã của bạn / 🎉", html)
        .from("Biển Đông", "no-reply@harbour.example")
        .attach("seat.png", vec![0, 1, 2, 255])
        .attach("../../évil?.txt", b"text".to_vec());
    let id = receive(&world, mail).await;
    let folder = world.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();

    let alone = save(&world, &id, false, Destination::Folder(folder.clone())).await;
    let path = done(&alone).to_owned();
    assert_eq!(path.parent().unwrap(), folder);
    assert_eq!(path.file_name().unwrap().to_str().unwrap(), alone.file_name);
    let bytes = std::fs::read(&path).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(message.subject(), Some("Mã của bạn / 🎉"));
    assert_eq!(message.from().unwrap().first().unwrap().name(), Some("Biển Đông"));
    assert_eq!(message.body_html(0).unwrap(), html);
    assert!(message.body_text(0).unwrap().contains("Xin chào"));
    assert_eq!(message.attachment_count(), 0);

    let whole = save(&world, &id, true, Destination::Folder(folder.clone())).await;
    assert_ne!(done(&whole), path, "nothing is replaced");
    let bytes = std::fs::read(done(&whole)).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    let files: Vec<_> = message.attachments().map(|part| (part.attachment_name().unwrap(), part.contents())).collect();
    assert_eq!(files[0], ("seat.png", [0, 1, 2, 255].as_slice()));
    assert!(!files[1].0.contains('/'), "{}", files[1].0);
    assert_eq!(files[1].1, b"text");
}

#[tokio::test]
async fn a_message_whose_attachments_cannot_be_had_is_not_saved_by_half() {
    let world = World::connected().await;
    let id = receive(&world, Mail::text("Files", "Words.").attach("a.bin", vec![7; 100_000])).await;
    let folder = world.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let path = format!("/messages/{id}/attachments");
    world.sandbox.inject(Fault::new(FaultAction::Truncate { after: Some(1000) }).path(&path));
    let transfer = save(&world, &id, true, Destination::Folder(folder.clone())).await;
    assert!(matches!(transfer.state, TransferState::Failed { .. }), "{transfer:?}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[tokio::test]
async fn a_message_that_was_just_read_is_shown_as_at_any_other_time() {
    let world = World::connected().await;
    let image = "<p>Hello</p><img src=\"https://images.example/a.png\" width=\"20\" height=\"20\">";
    let (one, two) = (
        receive(&world, Mail::html("One", image)).await,
        receive(&world, Mail::html("Two", "<p style=\"color:red\">Another</p>")).await,
    );
    let core = &world.core;
    let (fresh, other) = (core.message_document(&one).await.unwrap(), core.message_document(&two).await.unwrap());
    assert_ne!(fresh, other);
    core.read_message(&one).await.unwrap();
    assert_eq!(core.message_document(&one).await.unwrap(), fresh, "what was prepared");
    assert_eq!(core.message_document(&one).await.unwrap(), fresh, "and once more");
    core.read_message(&one).await.unwrap();
    assert_eq!(core.message_document(&two).await.unwrap(), other, "another than was read");

    core.read_message(&one).await.unwrap();
    core.show_remote_images(&one, false).await.unwrap();
    let shown = core.message_document(&one).await.unwrap();
    assert_ne!(shown, fresh, "its images were allowed after it was read");
    core.read_message(&one).await.unwrap();
    assert_eq!(core.message_document(&one).await.unwrap(), shown);
}

#[tokio::test]
async fn a_message_that_is_aimed_at_is_ready_and_nobody_knows() {
    let world = World::connected().await;
    let core = &world.core;
    let inbox = core.create_inbox().await.unwrap();
    let id = world.receive(&inbox, Mail::html("One", "<p>Hello</p>")).await.id;
    core.prepare_message(&id).await.unwrap();
    core.prepare_message(&id).await.unwrap();
    assert!(core.list_messages(inbox.id, false).await.unwrap()[0].unread, "it was not read");
    let path = format!("/messages/{id}");
    assert!(world.sandbox.requests().iter().all(|request| !request.path.ends_with(&path)), "the service was not told");

    // What is told is as of now, not as of when it was prepared.
    let (view, document) = tokio::join!(core.read_message(&id), core.message_document(&id));
    assert!(!view.unwrap().summary.unread);
    assert!(document.unwrap().contains("Hello"));

    core.delete_message(&id).await.unwrap();
    for outcome in [core.prepare_message(&id).await, core.prepare_message("nonsense").await] {
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::UnknownMessage);
    }
    assert_eq!(core.message_document(&id).await.unwrap_err().code(), ErrorCode::UnknownMessage, "ready and gone");
}
