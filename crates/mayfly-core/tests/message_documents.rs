//! The documents of a message: as rendered, as plain text, for printing, as source, and as an `.eml` file.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mail_parser::{MessageParser, MimeHeaders as _};
use mayfly_core::FileDestination;
use mayfly_core::view::{Change, ErrorCode, MessageId, TransferState, TransferView};
use std::path::Path;
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

/// Receives a message in a new inbox.
async fn receive_in_new_inbox(test: &TestCore, mail: Mail) -> MessageId {
    let inbox = test.core.create_inbox().await.unwrap();
    test.deliver_and_fetch_mail(&inbox, mail).await.id
}

#[tokio::test]
async fn plain_text_document_contains_only_the_words_of_the_message() {
    let test = TestCore::signed_in().await;
    let mail =
        Mail::new_html("Hello", "<h1 style='color:red'>Big &lt;b&gt;</h1><img src='https://t.test/x.png'><p>Words</p>");
    let id = receive_in_new_inbox(&test, mail).await;
    let document = test.core.message_text_document(&id).await.unwrap();
    assert!(document.contains("Big &lt;b&gt;") && document.contains("Words"), "{document}");
    assert!(!document.contains("<h1") && !document.contains("<img") && !document.contains("red"), "{document}");
}

#[tokio::test]
async fn print_document_contains_the_headers_and_no_active_content() {
    let test = TestCore::signed_in().await;
    let mail =
        Mail::new_html("<script>x</script> & more", "<p>Words</p><style>header{display:none}h1{color:red}</style>")
            .from("<b>Name</b>", "sender@example.org");
    let id = receive_in_new_inbox(&test, mail).await;
    for plain in [false, true] {
        let document = test.core.message_print_document(&id, plain).await.unwrap();
        assert!(document.contains("&lt;script&gt;x&lt;/script&gt; &amp; more"), "{document}");
        assert!(document.contains("&lt;b&gt;Name&lt;/b&gt;") && document.contains("sender@example.org"), "{document}");
        assert!(document.contains("Words") && !document.contains("<script"), "{document}");
        // Style rules of the message apply to its body only.
        assert!(!document.contains("}header{") && !document.contains(">header{"), "{document}");
    }
}

#[tokio::test]
async fn message_source_is_the_received_content_truncated_to_a_limit() {
    let test = TestCore::signed_in().await;
    let id = receive_in_new_inbox(&test, Mail::new_html("Short", "<p onclick=x()>Wörds</p>")).await;
    let source = test.core.message_source(&id).await.unwrap();
    assert_eq!((source.text.as_str(), source.size, source.truncated), ("<p onclick=x()>Wörds</p>", 25, false));
    assert!(!format!("{source:?}").contains("onclick"), "the content stays out of logs");

    let long = "ö".repeat(1 << 20);
    let id = receive_in_new_inbox(&test, Mail::new_html("Long", &long)).await;
    let source = test.core.message_source(&id).await.unwrap();
    assert!(source.truncated && source.text.len() < long.len());
    assert_eq!(source.size, long.len() as u64);
    assert_eq!(test.core.message_content(&id).await.unwrap(), long);
    assert_eq!(test.core.message_source(&"nothing".into()).await.unwrap_err().code(), ErrorCode::UnknownMessage);
}

/// Saves a message and waits until the transfer ends.
async fn save_message(test: &TestCore, id: &MessageId, with_attachments: bool, to: FileDestination) -> TransferView {
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let running = test.core.save_message(id, with_attachments, to).await.unwrap();
    assert_eq!(running.index, None);
    let event = wait_for_change(
        &mut events,
        |change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running),
    );
    let Change::Transfer { transfer } = event.await.change else { unreachable!() };
    transfer
}

fn finished_path(transfer: &TransferView) -> &Path {
    match &transfer.state {
        TransferState::Done { path } => Path::new(path),
        other => panic!("the transfer is not done: {other:?}"),
    }
}

#[tokio::test]
async fn saved_message_file_can_be_parsed_by_mail_programs() {
    let test = TestCore::signed_in().await;
    let html = "<p>Xin chào</p>\r\n<p>Second</p>";
    let mail = Mail::new_html("Mã của bạn / 🎉", html)
        .from("Biển Đông", "no-reply@harbour.example")
        .attach("seat.png", vec![0, 1, 2, 255])
        .attach("../../évil?.txt", b"text".to_vec());
    let id = receive_in_new_inbox(&test, mail).await;
    let folder = test.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();

    let without_attachments = save_message(&test, &id, false, FileDestination::Folder(folder.clone())).await;
    let path = finished_path(&without_attachments).to_owned();
    assert_eq!(path.parent().unwrap(), folder);
    assert_eq!(path.file_name().unwrap().to_str().unwrap(), without_attachments.file_name);
    let bytes = std::fs::read(&path).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(message.subject(), Some("Mã của bạn / 🎉"));
    assert_eq!(message.from().unwrap().first().unwrap().name(), Some("Biển Đông"));
    assert_eq!(message.body_html(0).unwrap(), html);
    assert!(message.body_text(0).unwrap().contains("Xin chào"));
    assert_eq!(message.attachment_count(), 0);

    let with_attachments = save_message(&test, &id, true, FileDestination::Folder(folder.clone())).await;
    assert_ne!(finished_path(&with_attachments), path, "nothing is replaced");
    let bytes = std::fs::read(finished_path(&with_attachments)).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    let files: Vec<_> = message.attachments().map(|part| (part.attachment_name().unwrap(), part.contents())).collect();
    assert_eq!(files[0], ("seat.png", [0, 1, 2, 255].as_slice()));
    assert!(!files[1].0.contains('/'), "{}", files[1].0);
    assert_eq!(files[1].1, b"text");
}

#[tokio::test]
async fn message_whose_attachments_fail_to_download_leaves_no_file() {
    let test = TestCore::signed_in().await;
    let id = receive_in_new_inbox(&test, Mail::new_text("Files", "Words.").attach("a.bin", vec![7; 100_000])).await;
    let folder = test.folder.path().join("downloads");
    std::fs::create_dir(&folder).unwrap();
    let path = format!("/messages/{id}/attachments");
    test.sandbox.inject_fault(InjectedFault::new(FaultAction::Truncate { after: Some(1000) }).path(&path));
    let transfer = save_message(&test, &id, true, FileDestination::Folder(folder.clone())).await;
    assert!(matches!(transfer.state, TransferState::Failed { .. }), "{transfer:?}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[tokio::test]
async fn cached_document_equals_a_newly_rendered_one() {
    let test = TestCore::signed_in().await;
    let image = "<p>Hello</p><img src=\"https://images.example/a.png\" width=\"20\" height=\"20\">";
    let (one, two) = (
        receive_in_new_inbox(&test, Mail::new_html("One", image)).await,
        receive_in_new_inbox(&test, Mail::new_html("Two", "<p style=\"color:red\">Another</p>")).await,
    );
    let core = &test.core;
    let (first, second) =
        (core.render_message_document(&one).await.unwrap(), core.render_message_document(&two).await.unwrap());
    assert_ne!(first, second);
    core.read_message(&one).await.unwrap();
    assert_eq!(core.render_message_document(&one).await.unwrap(), first, "rendered by reading");
    assert_eq!(core.render_message_document(&one).await.unwrap(), first, "from the cache");
    core.read_message(&one).await.unwrap();
    assert_eq!(core.render_message_document(&two).await.unwrap(), second, "another message than the one read last");

    core.read_message(&one).await.unwrap();
    core.show_remote_images(&one, false).await.unwrap();
    let shown = core.render_message_document(&one).await.unwrap();
    assert_ne!(shown, first, "its images were allowed after it was read");
    core.read_message(&one).await.unwrap();
    assert_eq!(core.render_message_document(&one).await.unwrap(), shown);
}

#[tokio::test]
async fn prerendering_changes_nothing_and_sends_no_request() {
    let test = TestCore::signed_in().await;
    let core = &test.core;
    let inbox = core.create_inbox().await.unwrap();
    let id = test.deliver_and_fetch_mail(&inbox, Mail::new_html("One", "<p>Hello</p>")).await.id;
    core.prerender_message(&id).await.unwrap();
    core.prerender_message(&id).await.unwrap();
    assert!(core.list_messages(inbox.id, false).await.unwrap()[0].unread, "it does not count as read");
    let path = format!("/messages/{id}");
    assert!(
        test.sandbox.list_requests().iter().all(|request| !request.path.ends_with(&path)),
        "the service received no request"
    );

    // The returned state is the current one, not that of the time of rendering.
    let (view, document) = tokio::join!(core.read_message(&id), core.render_message_document(&id));
    assert!(!view.unwrap().summary.unread);
    assert!(document.unwrap().contains("Hello"));

    core.delete_message(&id).await.unwrap();
    for outcome in [core.prerender_message(&id).await, core.prerender_message(&"nonsense".into()).await] {
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::UnknownMessage);
    }
    assert_eq!(
        core.render_message_document(&id).await.unwrap_err().code(),
        ErrorCode::UnknownMessage,
        "a deleted message has no cached document"
    );
}
