//! Taking inboxes and mail out of Mayfly, and inboxes into it.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mail_parser::MessageParser;
use mail_parser::mailbox::mbox::MessageIterator;
use mayfly_core::view::{Change, ErrorCode, ImportedInboxes, InboxState, TransferState, TransferView};
use mayfly_core::{Destination, INBOXES_FILE_NAME};
use serde_json::{Value, json};
use std::path::PathBuf;
use support::{World, wait_for};
use tempmailg_sandbox::Mail;

/// Starts a transfer and waits for its file.
async fn file(world: &World, start: impl Future<Output = mayfly_core::Result<TransferView>>) -> PathBuf {
    let (_, mut events) = world.core.subscribe().await.unwrap();
    let started = start.await.unwrap();
    assert_eq!((started.message_id, started.index), (None, None));
    let ended =
        |change: &Change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running);
    let Change::Transfer { transfer } = wait_for(&mut events, ended).await.change else { unreachable!() };
    match transfer.state {
        TransferState::Done { path } => path.into(),
        other => panic!("not done: {other:?}"),
    }
}

fn folder(world: &World) -> Destination {
    Destination::Folder(world.folder.path().to_owned())
}

async fn import(world: &World, document: &Value) -> Result<ImportedInboxes, ErrorCode> {
    import_text(world, &document.to_string()).await
}

async fn import_text(world: &World, text: &str) -> Result<ImportedInboxes, ErrorCode> {
    let path = world.folder.path().join("import.json");
    std::fs::write(&path, text).unwrap();
    world.core.import_inboxes(&path).await.map_err(|error| error.code())
}

#[tokio::test]
async fn the_list_of_inboxes_goes_to_another_computer() {
    let world = World::connected().await;
    let domain = world.core.list_domains().await.unwrap()[0].domain.clone();
    let first = world.core.create_inbox().await.unwrap();
    world.core.set_inbox_label(first.id, Some("Trips")).await.unwrap();
    world.core.set_inbox_muted(first.id, true).await.unwrap();
    let second = world.core.create_inbox().await.unwrap();
    world.core.change_inbox(second.id, "converted", &domain).await.unwrap();
    let before = world.snapshot().await.inboxes;

    let path = file(&world, world.core.export_inboxes(false, folder(&world))).await;
    assert_eq!(path.file_name().unwrap(), INBOXES_FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&document["format"], &document["version"]), (&json!("mayfly-inboxes"), &json!(1)));
    assert!(!text.contains("token"), "{text}");

    let known = world.core.import_inboxes(&path).await.unwrap();
    assert_eq!(known, ImportedInboxes { added: 0, known: 3 });
    assert_eq!(world.snapshot().await.inboxes, before);

    let other = World::connected().await;
    let own = other.core.create_inbox().await.unwrap();
    let (_, mut events) = other.core.subscribe().await.unwrap();
    assert_eq!(other.core.import_inboxes(&path).await.unwrap(), ImportedInboxes { added: 3, known: 0 });
    wait_for(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.address == first.address)).await;
    let after = other.snapshot().await.inboxes;
    assert_eq!(after.len(), 4);
    assert_eq!(after[3].address, own.address);
    for (inbox, was) in after.iter().zip(&before) {
        assert_eq!(inbox.address, was.address);
        assert_eq!((&inbox.label, inbox.muted), (&was.label, was.muted));
        assert_eq!((&inbox.created_at, &inbox.expires_at), (&was.created_at, &was.expires_at));
        assert_eq!(
            (inbox.state == InboxState::Replaced, &inbox.replaced_by),
            (was.state == InboxState::Replaced, &was.replaced_by)
        );
    }
}

#[tokio::test]
async fn tokens_leave_only_when_asked_for_and_for_the_user_alone() {
    let world = World::connected().await;
    world.core.create_inbox().await.unwrap();
    let path = file(&world, world.core.export_inboxes(true, folder(&world))).await;
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let token = document["inboxes"][0]["token"].as_str().unwrap().to_owned();
    assert!(!token.is_empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
    let other = World::connected().await;
    other.core.import_inboxes(&path).await.unwrap();
    let again = file(&other, other.core.export_inboxes(true, folder(&other))).await;
    assert!(std::fs::read_to_string(again).unwrap().contains(&token), "it came along");
}

#[tokio::test]
async fn what_is_no_list_of_inboxes_adds_nothing() {
    let world = World::connected().await;
    let good = json!({"address": "a@b.example", "created_at": "2026-01-01T00:00:00Z"});
    let list = |inboxes: Value| json!({"format": "mayfly-inboxes", "version": 1, "exported_at": "2026-01-01T00:00:00Z", "inboxes": inboxes});
    for (document, reason) in [
        (json!([]), "not a list"),
        (json!({"format": "other", "version": 1}), "not a list"),
        (json!({"format": "mayfly-inboxes", "version": 2, "boxes": {}}), "newer version"),
        (list(json!({})), "line 1"),
        (list(json!([good, {"address": "x@y.example"}])), "line 1"),
        (
            list(
                json!([good, {"address": "x@y.example", "created_at": "2026-01-01T00:00:00Z", "token": {"s3cret": 1}}]),
            ),
            "line 1",
        ),
        (list(json!([good, {"address": "no address", "created_at": "2026-01-01T00:00:00Z"}])), "inbox 2"),
        (list(json!([good, {"address": "a/../b c@d.example", "created_at": "2026-01-01T00:00:00Z"}])), "inbox 2"),
        (list(Value::Array(vec![good.clone(); 10_001])), "more than"),
    ] {
        let path = world.folder.path().join("import.json");
        std::fs::write(&path, document.to_string()).unwrap();
        let error = world.core.import_inboxes(&path).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::ImportFailed);
        let view = world.core.view_error(&error);
        assert!(view.message.contains(reason) && !view.message.contains("s3cret"), "{}", view.message);
        assert_eq!(view.details.path, Some(path.display().to_string()));
    }
    for text in ["", "{", "\0\u{1}", &" ".repeat(9 << 20)] {
        assert_eq!(import_text(&world, text).await, Err(ErrorCode::ImportFailed));
    }
    let missing = world.core.import_inboxes(&world.folder.path().join("nothing")).await.unwrap_err();
    assert_eq!(missing.code(), ErrorCode::ImportFailed);
    assert!(world.snapshot().await.inboxes.is_empty());

    let odd = json!({"address": " A@B.example ", "created_at": "2026-01-01T00:00:00Z", "expires_at": null,
        "label": " x\ny ", "of_tomorrow": [1]});
    assert_eq!(import(&world, &list(json!([odd, good]))).await, Ok(ImportedInboxes { added: 1, known: 1 }));
    assert_eq!(world.snapshot().await.inboxes[0].address, "a@b.example", "the older of the two is first");
}

#[tokio::test]
async fn an_inbox_is_saved_as_a_file_that_mail_programs_read() {
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let html = "<p>Xin chào</p>\n<p>From here</p>\n";
    let mails = [
        ("First", Mail::text("First", "From me to you.\n>From them\n\nFrom end\n").from("Ann", "ann@b.example")),
        (
            "Mã của bạn",
            Mail::html("Mã của bạn", html).from("Biển Đông", "sea@c.example").attach("a.txt", b"x".to_vec()),
        ),
        ("Nobody", Mail::text("Nobody", "Words.").from("", "")),
    ];
    for (_, mail) in &mails {
        world.receive(&inbox, mail.clone()).await;
    }
    let gone = world.receive(&inbox, Mail::text("Gone", "Words.")).await;
    world.core.delete_message(&gone.id).await.unwrap();
    world.core.delete_inbox(inbox.id).await.unwrap();

    let name = world.core.mailbox_file_name(inbox.id).await.unwrap();
    assert_eq!(name, format!("{}.mbox", inbox.address));
    let path = file(&world, world.core.save_mailbox(inbox.id, folder(&world))).await;
    assert_eq!(path.file_name().unwrap().to_str().unwrap(), name);
    let bytes = std::fs::read(&path).unwrap();
    let entries: Vec<_> = MessageIterator::new(bytes.as_slice()).map(|entry| entry.unwrap()).collect();
    assert_eq!(entries.len(), mails.len());
    for (entry, (subject, _)) in entries.iter().zip(&mails) {
        let message = MessageParser::new().parse(entry.contents()).unwrap();
        assert_eq!(message.subject(), Some(*subject));
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some(inbox.address.as_str()));
        assert_eq!(message.attachment_count(), 0);
    }
    let senders: Vec<_> = entries.iter().map(|entry| entry.from()).collect();
    assert_eq!(senders, ["ann@b.example", "sea@c.example", "MAILER-DAEMON"]);
    let body = |at: usize| {
        MessageParser::new().parse(entries[at].contents()).unwrap().body_text(0).unwrap().replace("\r\n", "\n")
    };
    assert_eq!(body(0).trim_end(), "From me to you.\n>From them\n\nFrom end");
    let second = MessageParser::new().parse(entries[1].contents()).unwrap().into_owned();
    assert_eq!(second.body_html(0).unwrap().replace("\r\n", "\n").trim_end(), html.trim_end());

    let empty = world.core.create_inbox().await.unwrap();
    let path = file(&world, world.core.save_mailbox(empty.id, folder(&world))).await;
    assert!(std::fs::read(path).unwrap().is_empty());
    assert_eq!(world.core.save_mailbox(99, folder(&world)).await.unwrap_err().code(), ErrorCode::UnknownInbox);
}
