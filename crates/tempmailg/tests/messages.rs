//! Listing, reading and deleting messages.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::json;
use support::{MESSAGE, MESSAGE_DELETED, Reply, Server, inbox_of, read_one};
use tempmailg::{Attachment, Error, Message, MessageList, Unexpected};

async fn list(body: impl AsRef<[u8]>) -> Result<MessageList, Error> {
    let reply = Reply::new(200, &[("Content-Type", "application/json")], body);
    let server = Server::answering(reply).await;
    let client = server.client();
    Ok(client.messages("randombox@example.com").await?.value)
}

async fn read(message: &str) -> Result<Message, Error> {
    let server = Server::answering(Reply::json(200, &read_one(message))).await;
    Ok(server.client().message("ap94AWDg123").await?.value)
}

#[tokio::test]
async fn an_inbox_lists_its_messages_with_their_bodies() {
    let list = list(inbox_of(&[MESSAGE])).await.unwrap();
    assert_eq!(list.mailbox.as_deref(), Some("randombox@example.com"));
    assert_eq!((list.messages.len(), list.unreadable), (1, 0));
    let message = &list.messages[0];
    assert_eq!(message.id, "ap94AWDg123");
    assert!(!message.seen && message.is_html);
    assert_eq!(message.subject, "Welcome to Temp Mail");
    assert_eq!(message.from_name, "Example Sender");
    assert_eq!(message.from_address, "hello@example.org");
    assert_eq!(message.to, "randombox@example.com");
    assert_eq!(message.received_at, Some("2026-06-28T09:38:52Z".parse().unwrap()));
    assert_eq!(message.content, "<p>Hello from the inbox.</p>");
    let attachment = Attachment { name: "file.txt".to_owned(), extension: Some("txt".to_owned()), size: Some(91) };
    assert_eq!(message.attachments, [attachment]);
    assert!(message.extra.is_empty());
}

#[tokio::test]
async fn an_inbox_may_be_empty() {
    for body in [
        inbox_of(&[]),
        r#"{"status":true,"messages":null}"#.to_owned(),
        r#"{"status":true,"messages":{}}"#.to_owned(),
        r#"{"status":true,"data":{"messages":[]}}"#.to_owned(),
    ] {
        let list = list(&body).await.unwrap();
        assert_eq!((list.messages.len(), list.unreadable), (0, 0), "{body}");
    }
}

#[tokio::test]
async fn messages_may_come_inside_data() {
    let body = format!(r#"{{"status":true,"data":{{"mailbox":"a@example.com","messages":[{MESSAGE}]}}}}"#);
    let list = list(body).await.unwrap();
    assert_eq!(list.mailbox.as_deref(), Some("a@example.com"));
    assert_eq!(list.messages.len(), 1);
}

#[tokio::test]
async fn an_answer_without_any_list_is_not_an_empty_inbox() {
    for body in
        [r#"{"status":true}"#, r#"{"status":true,"data":{}}"#, r#"{"status":true,"data":[]}"#, "[]", "null", "\"fine\""]
    {
        let error = list(body).await.unwrap_err();
        let lacking = matches!(error, Error::UnexpectedAnswer { status: 200, reason: Unexpected::Lacks(_), .. });
        assert!(lacking, "{body}: {error}");
    }
}

#[tokio::test]
async fn one_bad_message_never_hides_the_others() {
    let deep = format!(r#"{{"id":"deep","content":{}1{}}}"#, "[".repeat(9000), "]".repeat(9000));
    for (bad, readable) in [
        ("null", false),
        ("17", false),
        (r#""text""#, false),
        ("[]", false),
        ("{}", false),
        (r#"{"id":null,"subject":"x"}"#, false),
        (r#"{"id":"","subject":"x"}"#, false),
        (r#"{"id":{"$":1}}"#, false),
        (r#"{"id":"huge","size":1e999}"#, true),
        (r#"{"id":"half","subject":"\ud83d"}"#, true),
        (&deep, true),
    ] {
        let list = list(inbox_of(&[MESSAGE, bad, MESSAGE])).await.unwrap();
        let wanted = if readable { (3, 0) } else { (2, 1) };
        let shown = &bad[..bad.len().min(40)];
        assert_eq!((list.messages.len(), list.unreadable), wanted, "{shown}");
    }
}

#[tokio::test]
async fn a_message_needs_nothing_but_its_id() {
    for given in [
        json!({"id": "a"}),
        json!({"id": "a", "is_seen": null, "subject": null, "from": null, "from_email": null,
            "to": null, "receivedAt": null, "html": null, "content": null, "attachments": null}),
        json!({"id": "a", "is_seen": {}, "subject": [], "from": {}, "from_email": false, "to": [],
            "receivedAt": "yesterday", "html": "perhaps", "content": {}, "attachments": "none"}),
    ] {
        let message = read(&given.to_string()).await.unwrap();
        let texts = [&message.subject, &message.from_name, &message.from_address, &message.to, &message.content];
        assert!(texts.iter().all(|text| text.is_empty()), "{given}");
        assert!(!message.seen && !message.is_html && message.attachments.is_empty());
        assert_eq!((message.id.as_str(), message.received_at), ("a", None));
    }
}

#[tokio::test]
async fn loosely_typed_fields_are_understood() {
    let given = json!({"id": 77, "is_seen": 1, "html": "true", "subject": 123456,
        "receivedAt": "2026-06-28T09:38:52.000000Z", "thread": "t-1",
        "attachments": [{"name": "a", "size": "12"}, {"name": "b", "size": -1},
            {"name": "../c d/é", "extension": ""}, {"name": null}, {"size": 3}, null]});
    let message = read(&given.to_string()).await.unwrap();
    assert_eq!((message.id.as_str(), message.subject.as_str()), ("77", "123456"));
    assert!(message.seen && message.is_html);
    assert_eq!(message.received_at, Some("2026-06-28T09:38:52Z".parse().unwrap()));
    assert_eq!(json!(message.extra), json!({"thread": "t-1"}));
    let attachments: Vec<_> =
        message.attachments.iter().map(|it| (it.name.as_str(), it.extension.as_deref(), it.size)).collect();
    let wanted = [("a", None, Some(12)), ("b", None, None), ("../c d/é", None, None)];
    assert_eq!(attachments, wanted);
}

#[tokio::test]
async fn badly_encoded_bytes_cost_only_themselves() {
    let mut body = inbox_of(&[MESSAGE]).into_bytes();
    let at = body.windows(7).position(|seven| seven == b"Welcome").unwrap();
    body[at] = 0xff;
    let list = list([b"\xef\xbb\xbf".as_slice(), &body].concat()).await.unwrap();
    assert_eq!(list.messages[0].subject, "\u{fffd}elcome to Temp Mail");
}

#[tokio::test]
async fn json_is_read_whatever_its_content_type_says() {
    for content_type in ["text/html; charset=UTF-8", "text/plain", "application/octet-stream"] {
        let reply = Reply::new(200, &[("Content-Type", content_type)], inbox_of(&[MESSAGE]));
        let server = Server::answering(reply).await;
        let answer = server.client().messages("a@example.com").await.unwrap();
        assert_eq!(answer.value.messages.len(), 1, "{content_type}");
    }
}

#[tokio::test]
async fn a_message_is_read_one_by_one_too() {
    let message = read(&MESSAGE.replace("\"is_seen\":false", "\"is_seen\":true")).await.unwrap();
    assert!(message.seen);
    assert_eq!(message.content, "<p>Hello from the inbox.</p>");
    for lacking in ["null", "[]", "{}", r#"{"subject":"x"}"#] {
        let error = read(lacking).await.unwrap_err();
        assert!(matches!(error, Error::UnexpectedAnswer { .. }), "{lacking}: {error}");
    }
}

#[tokio::test]
async fn a_message_is_deleted() {
    let server = Server::answering(Reply::json(200, MESSAGE_DELETED)).await;
    server.client().delete_message("ap94AWDg123").await.unwrap();
    assert_eq!(server.last().method, "DELETE");
}

#[tokio::test]
async fn a_long_list_is_read_whole() {
    let body = inbox_of(&vec![MESSAGE; 5000]);
    assert_eq!(list(body).await.unwrap().messages.len(), 5000);
}
