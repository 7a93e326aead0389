//! Exporting and importing the list of inboxes, and saving an inbox's mail as an `.mbox` file.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use mail_parser::MessageParser;
use mail_parser::mailbox::mbox::MessageIterator;
use mayfly_core::view::{
    Change, ErrorCode, InboxId, InboxImportFault, InboxImportFaultReason, InboxImportSummary, InboxState, InboxView,
    TransferState, TransferView,
};
use mayfly_core::{FileDestination, INBOXES_FILE_NAME};
use serde_json::{Value, json};
use std::path::PathBuf;
use support::{TestCore, wait_for_change};
use tempmailg_sandbox::Mail;

/// Starts a transfer, waits until it is done, and returns the path of its file.
async fn run_transfer(test: &TestCore, start: impl Future<Output = mayfly_core::Result<TransferView>>) -> PathBuf {
    let (_, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let running = start.await.unwrap();
    assert_eq!((running.message_id, running.index), (None, None));
    let is_ended =
        |change: &Change| matches!(change, Change::Transfer { transfer } if transfer.state != TransferState::Running);
    let Change::Transfer { transfer } = wait_for_change(&mut events, is_ended).await.change else { unreachable!() };
    match transfer.state {
        TransferState::Done { path } => path.into(),
        other => panic!("the transfer is not done: {other:?}"),
    }
}

fn test_folder_destination(test: &TestCore) -> FileDestination {
    FileDestination::Folder(test.folder.path().to_owned())
}

async fn import_document(test: &TestCore, document: &Value) -> Result<InboxImportSummary, ErrorCode> {
    import_inbox_export_text(test, &document.to_string()).await
}

async fn import_inbox_export_text(test: &TestCore, text: &str) -> Result<InboxImportSummary, ErrorCode> {
    let path = test.folder.path().join("import.json");
    std::fs::write(&path, text).unwrap();
    test.core.import_inboxes(&path).await.map_err(|error| error.code())
}

#[tokio::test]
async fn exported_inbox_list_can_be_imported_on_another_computer() {
    let test = TestCore::signed_in().await;
    let domain = test.core.list_domains().await.unwrap()[0].domain.clone();
    let first = test.core.create_inbox().await.unwrap();
    test.core.set_inbox_label(first.id, Some("Trips")).await.unwrap();
    test.core.set_inboxes_muted(&[first.id], true).await.unwrap();
    let second = test.core.create_inbox().await.unwrap();
    test.core.convert_inbox(second.id, "converted", &domain).await.unwrap();
    let before = test.snapshot().await.inboxes;

    let path = run_transfer(&test, test.core.export_inboxes(false, test_folder_destination(&test))).await;
    assert_eq!(path.file_name().unwrap(), INBOXES_FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&document["format"], &document["version"]), (&json!("mayfly-inboxes"), &json!(1)));
    assert!(!text.contains("token"), "{text}");

    let summary = test.core.import_inboxes(&path).await.unwrap();
    assert_eq!(summary, InboxImportSummary { added: 0, already_present: 3 });
    assert_eq!(test.snapshot().await.inboxes, before);

    let other = TestCore::signed_in().await;
    let own = other.core.create_inbox().await.unwrap();
    let (_, mut events) = other.core.subscribe_with_snapshot().await.unwrap();
    assert_eq!(other.core.import_inboxes(&path).await.unwrap(), InboxImportSummary { added: 3, already_present: 0 });
    wait_for_change(&mut events, |change| matches!(change, Change::Inbox { inbox } if inbox.address == first.address))
        .await;
    let after = other.snapshot().await.inboxes;
    assert_eq!(after.len(), 4);
    assert_eq!(after[0].address, own.address, "it was created after the imported ones");
    for (inbox, was) in after[1..].iter().zip(&before) {
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
async fn tokens_are_exported_only_on_request_and_readable_only_by_the_user() {
    let test = TestCore::signed_in().await;
    test.core.create_inbox().await.unwrap();
    let path = run_transfer(&test, test.core.export_inboxes(true, test_folder_destination(&test))).await;
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let token = document["inboxes"][0]["token"].as_str().unwrap().to_owned();
    assert!(!token.is_empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
    let other = TestCore::signed_in().await;
    other.core.import_inboxes(&path).await.unwrap();
    let second_export = run_transfer(&other, other.core.export_inboxes(true, test_folder_destination(&other))).await;
    assert!(std::fs::read_to_string(second_export).unwrap().contains(&token), "the token was imported");
}

fn make_import_fault(
    reason: InboxImportFaultReason,
    line: Option<u32>,
    entry: Option<u32>,
    field: Option<&str>,
) -> InboxImportFault {
    InboxImportFault { reason, line, column: None, entry, field: field.map(str::to_owned) }
}

#[tokio::test]
async fn internationalised_domains_and_files_with_a_byte_order_mark_are_imported() {
    let test = TestCore::signed_in().await;
    test.core.set_checking_paused(true);
    let entry = |address: &str| json!({"address": address, "created_at": "2026-01-01T00:00:00Z"});
    let inboxes = [entry("một@thư-rác.vn"), entry("two@xn--mnchen-3ya.de"), entry("three@example.com")];
    let document =
        json!({"format": "mayfly-inboxes", "version": 1, "exported_at": "2026-01-01T00:00:00Z", "inboxes": inboxes});
    assert_eq!(
        import_inbox_export_text(&test, &format!("\u{feff}{document}")).await,
        Ok(InboxImportSummary { added: 3, already_present: 0 })
    );
    let path = run_transfer(&test, test.core.export_inboxes(true, test_folder_destination(&test))).await;
    let other = TestCore::signed_in().await;
    other.core.set_checking_paused(true);
    assert_eq!(other.core.import_inboxes(&path).await.unwrap(), InboxImportSummary { added: 3, already_present: 0 });
    let addresses: Vec<_> = other.snapshot().await.inboxes.into_iter().map(|inbox| inbox.address).collect();
    assert!(addresses.contains(&"một@thư-rác.vn".to_owned()), "{addresses:?}");
}

#[tokio::test]
async fn invalid_inbox_list_imports_nothing_and_is_explained_with_the_place() {
    let test = TestCore::signed_in().await;
    let good = json!({"address": "a@b.example", "created_at": "2026-01-01T00:00:00Z"});
    let list = |inboxes: Value| json!({"format": "mayfly-inboxes", "version": 1, "exported_at": "2026-01-01T00:00:00Z", "inboxes": inboxes});
    use InboxImportFaultReason as Reason;
    let time = "2026-01-01T00:00:00Z";
    let at_field = |reason, field| make_import_fault(reason, Some(1), None, Some(field));
    let in_entry = |reason, field| make_import_fault(reason, Some(1), Some(2), Some(field));
    for (document, expected) in [
        (json!([]), make_import_fault(Reason::NotInboxList, None, None, None)),
        (json!({"format": "other", "version": 1}), make_import_fault(Reason::NotInboxList, None, None, None)),
        (
            json!({"format": "mayfly-inboxes", "version": 2, "boxes": {}}),
            make_import_fault(Reason::NewerVersion, None, None, None),
        ),
        (list(json!({})), at_field(Reason::InvalidValue, "inboxes")),
        (
            json!({"format": "mayfly-inboxes", "version": 1, "exported_at": time}),
            at_field(Reason::MissingField, "inboxes"),
        ),
        (list(json!([good, {"address": "x@y.example"}])), in_entry(Reason::MissingField, "created_at")),
        (list(json!([good, {"created_at": time}])), in_entry(Reason::MissingField, "address")),
        (
            list(json!([good, {"address": "x@y.example", "created_at": "today"}])),
            in_entry(Reason::InvalidValue, "created_at"),
        ),
        (
            list(json!([good, {"address": "x@y.example", "created_at": time, "ended": "lost"}])),
            in_entry(Reason::InvalidValue, "ended"),
        ),
        (
            list(json!([good, {"address": "x@y.example", "created_at": time, "token": {"s3cret": 1}}])),
            in_entry(Reason::InvalidValue, "token"),
        ),
        (list(json!([good, "s3cret"])), make_import_fault(Reason::InvalidValue, Some(1), Some(2), None)),
        (
            list(json!([good, {"address": "no address", "created_at": time}])),
            in_entry(Reason::InvalidAddress, "address"),
        ),
        (list(json!([good, {"address": 7, "created_at": time}])), in_entry(Reason::InvalidAddress, "address")),
        (
            list(json!([good, {"address": "a/../b c@d.example", "created_at": time}])),
            in_entry(Reason::InvalidAddress, "address"),
        ),
        (list(Value::Array(vec![good.clone(); 10_001])), make_import_fault(Reason::TooMany, None, None, None)),
    ] {
        let path = test.folder.path().join("import.json");
        std::fs::write(&path, document.to_string()).unwrap();
        let error = test.core.import_inboxes(&path).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::ImportFailed);
        let view = test.core.to_error_view(&error);
        assert!(!view.message.contains("s3cret"), "{}", view.message);
        assert_eq!(view.details.path, Some(path.display().to_string()));
        let found = view.details.import_fault.unwrap();
        assert_eq!(InboxImportFault { column: None, ..found }, expected, "{}", view.message);
    }
    // The place is that of an editor: lines and columns from 1.
    let pretty = serde_json::to_string_pretty(&list(json!([good, {"address": "x@", "created_at": time}]))).unwrap();
    let (line, text) = pretty.lines().enumerate().find(|(_, text)| text.contains("x@")).unwrap();
    let place = |reason, line, column| (reason, Some(line), Some(column));
    for (bytes, expected) in [
        (pretty.as_bytes().to_vec(), place(Reason::InvalidAddress, line as u32 + 1, text.len() as u32 - 1)),
        (b"".to_vec(), place(Reason::Truncated, 1, 0)),
        (b"{\n  \"format\":".to_vec(), place(Reason::Truncated, 2, 11)),
        (b"{\n  \"format\" 7}".to_vec(), place(Reason::NotJson, 2, 12)),
        (b"\0\x01".to_vec(), place(Reason::NotJson, 1, 1)),
        (b"{\n\"a\": \"\xff\"}".to_vec(), place(Reason::NotText, 2, 7)),
        (vec![b' '; 9 << 20], (Reason::TooLarge, None, None)),
    ] {
        let path = test.folder.path().join("import.json");
        std::fs::write(&path, bytes).unwrap();
        let error = test.core.import_inboxes(&path).await.unwrap_err();
        let found = test.core.to_error_view(&error).details.import_fault.unwrap();
        assert_eq!((found.reason, found.line, found.column), expected, "{error}");
    }
    for path in [test.folder.path().join("nothing"), test.folder.path().to_owned()] {
        let error = test.core.import_inboxes(&path).await.unwrap_err();
        let found = test.core.to_error_view(&error).details.import_fault.unwrap();
        assert_eq!(found, make_import_fault(Reason::Unopenable, None, None, None));
    }
    assert!(test.snapshot().await.inboxes.is_empty());

    let unusual = json!({"address": " A@B.example ", "created_at": "2026-01-01T00:00:00Z", "expires_at": null,
        "label": " x\ny ", "added_later": [1]});
    assert_eq!(
        import_document(&test, &list(json!([unusual, good]))).await,
        Ok(InboxImportSummary { added: 1, already_present: 1 })
    );
    assert_eq!(test.snapshot().await.inboxes[0].address, "a@b.example", "the older of the two is first");
}

#[tokio::test]
async fn saved_mailbox_file_can_be_parsed_by_mail_programs() {
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let html = "<p>Xin chào</p>\n<p>From here</p>\n";
    let mails = [
        ("First", Mail::new_text("First", "From me to you.\n>From them\n\nFrom end\n").from("Ann", "ann@b.example")),
        (
            "Mã của bạn",
            Mail::new_html("Mã của bạn", html).from("Biển Đông", "sea@c.example").attach("a.txt", b"x".to_vec()),
        ),
        ("Nobody", Mail::new_text("Nobody", "Words.").from("", "")),
    ];
    for (_, mail) in &mails {
        test.deliver_and_fetch_mail(&inbox, mail.clone()).await;
    }
    let deleted = test.deliver_and_fetch_mail(&inbox, Mail::new_text("Deleted", "Words.")).await;
    test.core.delete_message(&deleted.id).await.unwrap();
    test.core.delete_inbox(inbox.id).await.unwrap();

    let name = test.core.mailbox_file_name(inbox.id).await.unwrap();
    assert_eq!(name, format!("{}.mbox", inbox.address));
    let path = run_transfer(&test, test.core.save_mailbox(inbox.id, test_folder_destination(&test))).await;
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

    let empty = test.core.create_inbox().await.unwrap();
    let path = run_transfer(&test, test.core.save_mailbox(empty.id, test_folder_destination(&test))).await;
    assert!(std::fs::read(path).unwrap().is_empty());
    assert_eq!(
        test.core.save_mailbox(InboxId::new(99), test_folder_destination(&test)).await.unwrap_err().code(),
        ErrorCode::UnknownInbox
    );
}

#[tokio::test]
async fn imported_inboxes_are_ordered_by_creation_like_all_others() {
    let mut test = TestCore::signed_in().await;
    // The service does not know the imported inboxes: a check would end them.
    test.core.set_checking_paused(true);
    let own = test.core.create_inbox().await.unwrap();
    let (mut window, mut events) = test.core.subscribe_with_snapshot().await.unwrap();
    let entry =
        |name: &str, created_at: &str| json!({"address": format!("{name}@b.example"), "created_at": created_at});
    // Not in the order of creation, and two that were created at the same time.
    let document = json!({"format": "mayfly-inboxes", "version": 1, "exported_at": "2026-05-01T00:00:00Z", "inboxes": [
        entry("middle", "2026-02-01T00:00:00Z"),
        entry("oldest", "2025-01-01T00:00:00Z"),
        entry("newest", "2026-03-01T00:00:00Z"),
        entry("middle-too", "2026-02-01T00:00:00Z"),
    ]});
    import_document(&test, &document).await.unwrap();
    let addresses = |inboxes: &[InboxView]| inboxes.iter().map(|inbox| inbox.address.clone()).collect::<Vec<_>>();
    let expected =
        [own.address.as_str(), "newest@b.example", "middle@b.example", "middle-too@b.example", "oldest@b.example"];
    let inboxes = test.snapshot().await.inboxes;
    assert_eq!(addresses(&inboxes), expected);
    assert!(inboxes[2].created_at == inboxes[3].created_at && inboxes[2].id > inboxes[3].id);
    assert_eq!(addresses(&test.core.list_newest_open_inboxes(10).await.unwrap()), expected);

    // A window that inserts each inbox at its place has the same order.
    while let Ok(event) = events.try_recv() {
        if let Change::Inbox { inbox } = event.change {
            window.inboxes.retain(|shown| shown.id != inbox.id);
            let is_before = |shown: &InboxView| (&shown.created_at, shown.id) > (&inbox.created_at, inbox.id);
            window.inboxes.insert(window.inboxes.partition_point(is_before), inbox);
        }
    }
    assert_eq!(addresses(&window.inboxes), expected);
    test.restart().await;
    assert_eq!(addresses(&test.snapshot().await.inboxes), expected);
}
