//! Attachments shown in place.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use mayfly_core::PictureScale;
use mayfly_core::view::{AttachmentPreviewContent, AttachmentPreviewKind, ErrorCode, MessageId};
use std::io::Cursor;
use support::{TestCore, find_files_containing};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail};

/// Receives a message with these attachments.
async fn receive_message_with_files(test: &TestCore, files: &[(&str, Vec<u8>)]) -> MessageId {
    let inbox = test.core.create_inbox().await.unwrap();
    let mail = files
        .iter()
        .fold(Mail::new_text("Files", "Attached."), |mail, (name, bytes)| mail.attach(*name, bytes.clone()));
    test.deliver_and_fetch_mail(&inbox, mail).await.id
}

fn encode_picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 251) as u8, (y % 251) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG with another size in its header, whose checksum is right again.
fn png_that_claims_size(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encode_picture(8, 8, ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[tokio::test]
async fn picture_is_encoded_anew_and_nothing_is_written_to_disk() {
    let test = TestCore::signed_in().await;
    let mut source = encode_picture(60, 40, ImageFormat::Png);
    let marker = b"a text that only this file holds";
    source.extend(marker);
    let message = receive_message_with_files(&test, &[("seat.png", source)]).await;
    let view = test.core.read_message(&message).await.unwrap();
    assert_eq!(view.attachments[0].preview, Some(AttachmentPreviewKind::Picture));

    let preview = test.core.open_attachment_preview(&message, 0).await.unwrap();
    assert_eq!(preview.content, AttachmentPreviewContent::Picture { width: 60, height: 40 });
    let document = test.core.attachment_preview_document(preview.number, PictureScale::Fit).unwrap();
    let picture_url = format!("<img src=\"{}/picture\" width=\"60\" height=\"40\" alt=\"seat.png\">", preview.number);
    assert!(document.contains(&picture_url) && document.contains("class=\"fit\""), "{document}");
    let document = test.core.attachment_preview_document(preview.number, PictureScale::Actual).unwrap();
    assert!(document.contains("class=\"actual\""), "{document}");
    let picture = test.core.attachment_preview_picture(preview.number).unwrap();
    assert_eq!(picture.media_type, "image/png");
    assert!(!picture.bytes.windows(marker.len()).any(|part| part == marker));
    assert_eq!(find_files_containing(test.folder.path(), marker), Vec::<std::path::PathBuf>::new());

    // Another number has nothing, and neither has this one once it is closed.
    assert!(test.core.attachment_preview_picture(preview.number + 1).is_none());
    test.core.close_attachment_preview();
    assert!(test.core.attachment_preview_picture(preview.number).is_none());
    assert!(test.core.attachment_preview_document(preview.number, PictureScale::Fit).is_none());
}

#[tokio::test]
async fn picture_that_exceeds_a_limit_or_is_none_is_refused() {
    let test = TestCore::signed_in().await;
    let page = b"<!DOCTYPE html><script>alert(1)</script>".to_vec();
    let message = receive_message_with_files(
        &test,
        &[
            ("wide.png", png_that_claims_size(30_000, 10)),
            ("tall.png", png_that_claims_size(10, 30_000)),
            // Of each side as much as is allowed, together too many.
            ("bomb.png", png_that_claims_size(8_192, 8_192)),
            ("page.png", page.clone()),
            ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
            ("damaged.png", png_that_claims_size(80, 80)),
            ("heavy.png", vec![0; (5 << 20) + 1]),
            ("empty.png", Vec::new()),
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
            ("page.html", page),
            ("picture.png.exe", encode_picture(8, 8, ImageFormat::Png)),
        ],
    )
    .await;
    for (index, code) in (0..).zip([
        ErrorCode::PreviewTooManyPixels,
        ErrorCode::PreviewTooManyPixels,
        ErrorCode::PreviewTooManyPixels,
        ErrorCode::PreviewUnreadablePicture,
        ErrorCode::PreviewUnreadablePicture,
        ErrorCode::PreviewUnreadablePicture,
        ErrorCode::PreviewTooManyBytes,
        ErrorCode::PreviewUnreadablePicture,
        ErrorCode::PreviewUnsupportedType,
        ErrorCode::PreviewUnsupportedType,
        ErrorCode::PreviewUnsupportedType,
    ]) {
        let error = test.core.open_attachment_preview(&message, index).await.unwrap_err();
        assert_eq!(error.code(), code, "attachment {index}");
    }
}

#[tokio::test]
async fn text_is_shown_as_text_and_its_beginning_where_it_is_long() {
    let test = TestCore::signed_in().await;
    let long = "A line of a log that goes on and on\n".repeat(20_000);
    let message = receive_message_with_files(
        &test,
        &[
            ("notes.txt", "Ghế 12A\n<b>not bold</b>\n".into()),
            ("long.log", long.clone().into()),
            ("latin.csv", b"caf\xe9;1\n".to_vec()),
            ("page.md", b"</pre><script>alert(1)</script><img src='https://example.com/a.png'>".to_vec()),
            ("mail.ics", b"\xff\xfeB\0E\0G\0I\0N\0".to_vec()),
            ("empty.json", Vec::new()),
        ],
    )
    .await;
    let view = test.core.read_message(&message).await.unwrap();
    assert!(view.attachments.iter().all(|file| file.preview == Some(AttachmentPreviewKind::Text)));
    let mut documents = Vec::new();
    for (index, (size, truncated)) in
        (0..).zip([(26, false), (long.len() as u64, true), (7, false), (68, false), (12, false), (0, false)])
    {
        let preview = test.core.open_attachment_preview(&message, index).await.unwrap();
        let expected = AttachmentPreviewContent::Text { size: Some(size), truncated };
        assert_eq!(preview.content, expected, "attachment {index}");
        assert!(test.core.attachment_preview_picture(preview.number).is_none());
        documents.push(test.core.attachment_preview_document(preview.number, PictureScale::Fit).unwrap());
    }
    assert!(documents[0].contains("Ghế 12A\n&lt;b&gt;not bold&lt;/b&gt;"), "{}", documents[0]);
    let lines = documents[1].matches("A line of a log").count();
    assert_eq!(lines, (256 << 10) / 36 + 1);
    assert!(documents[2].contains("caf\u{fffd};1"), "{}", documents[2]);
    assert!(!documents[3].contains("<script") && !documents[3].contains("<img"), "{}", documents[3]);
    assert!(documents[4].contains("BEGIN"), "{}", documents[4]);
}

#[tokio::test]
async fn failed_download_is_an_error_and_shows_nothing() {
    let test = TestCore::signed_in().await;
    let picture = encode_picture(200, 200, ImageFormat::Png);
    let message = receive_message_with_files(&test, &[("seat.png", picture)]).await;
    let path = format!("/messages/{message}/attachments");
    for (action, code) in [
        (FaultAction::answer(404), ErrorCode::NotFound),
        (FaultAction::answer(500), ErrorCode::ServiceFault),
        (FaultAction::Reset, ErrorCode::Offline),
        (FaultAction::Truncate { after: Some(100) }, ErrorCode::Offline),
        (FaultAction::Overlong { bytes: (5 << 20) + 1, declared: true }, ErrorCode::PreviewTooManyBytes),
        (FaultAction::Overlong { bytes: (5 << 20) + 1, declared: false }, ErrorCode::PreviewTooManyBytes),
    ] {
        test.sandbox.inject_fault(InjectedFault::new(action.clone()).path(&path));
        let error = test.core.open_attachment_preview(&message, 0).await.unwrap_err();
        assert_eq!(error.code(), code, "{action:?}");
    }
    let error = test.core.open_attachment_preview(&message, 1).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownAttachment);
    let error = test.core.open_attachment_preview(&"nothing".into(), 0).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownMessage);
    let preview = test.core.open_attachment_preview(&message, 0).await.unwrap();
    assert!(test.core.attachment_preview_picture(preview.number).is_some());
}

#[tokio::test]
async fn download_is_given_up_when_the_preview_is_closed_or_replaced() {
    let test = TestCore::signed_in().await;
    let message =
        receive_message_with_files(&test, &[("a.txt", b"first".to_vec()), ("b.txt", b"second".to_vec())]).await;
    let path = format!("/messages/{message}/attachments/a.txt");
    let is_requested = || test.sandbox.list_requests().iter().filter(|request| request.path.contains("a.txt")).count();
    for count in 1..=2 {
        test.sandbox.inject_fault(InjectedFault::new(FaultAction::Hang).path(&path));
        let (core, id) = (test.core.clone(), message.clone());
        let opening = tokio::spawn(async move { core.open_attachment_preview(&id, 0).await });
        while is_requested() < count {
            tokio::task::yield_now().await;
        }
        if count == 1 {
            test.core.close_attachment_preview();
        } else {
            test.core.open_attachment_preview(&message, 1).await.unwrap();
        }
        assert_eq!(opening.await.unwrap().unwrap_err().code(), ErrorCode::Cancelled);
    }
}

#[tokio::test]
async fn preview_ends_with_the_message_and_with_the_account() {
    let test = TestCore::signed_in().await;
    let message = receive_message_with_files(&test, &[("a.txt", b"first".to_vec())]).await;
    let first = test.core.open_attachment_preview(&message, 0).await.unwrap();
    test.core.clear_shown_message();
    assert!(test.core.attachment_preview_document(first.number, PictureScale::Fit).is_none());
    let second = test.core.open_attachment_preview(&message, 0).await.unwrap();
    assert_ne!(first.number, second.number);
    test.core.sign_out().await.unwrap();
    assert!(test.core.attachment_preview_document(second.number, PictureScale::Fit).is_none());
}

/// The service finds attachments by name: of two with one name it sends the first.
#[tokio::test]
async fn attachment_with_the_name_of_an_earlier_one_is_marked_and_not_shown() {
    let test = TestCore::signed_in().await;
    let files = [("a.txt", b"first".to_vec()), ("b.txt", b"other".to_vec()), ("a.txt", b"second".to_vec())];
    let message = receive_message_with_files(&test, &files).await;
    let attachments = test.core.read_message(&message).await.unwrap().attachments;
    let marked: Vec<_> = attachments.iter().map(|file| file.same_name_as_earlier).collect();
    assert_eq!(marked, [false, false, true]);
    let text = Some(AttachmentPreviewKind::Text);
    assert_eq!(attachments.iter().map(|file| file.preview).collect::<Vec<_>>(), [text, text, None]);
}
