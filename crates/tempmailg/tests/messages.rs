//! Listing, reading and deleting messages.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::json;
use support::{
    MESSAGE_DELETED_JSON, MESSAGE_JSON, ScriptedReply, ScriptedServer, message_list_json, message_response_body,
};
use tempmailg::{
    Attachment, Error, ListFingerprint, Message, MessageList, MessageListUpdate, UnexpectedResponseReason,
};

async fn list_messages_from_body(body: impl AsRef<[u8]>) -> Result<MessageList, Error> {
    let reply = ScriptedReply::new(200, &[("Content-Type", "application/json")], body);
    let server = ScriptedServer::with_repeated_reply(reply).await;
    let client = server.client();
    Ok(client.list_messages("randombox@example.com").await?.value)
}

async fn read_message_from_json(message: &str) -> Result<Message, Error> {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, &message_response_body(message))).await;
    Ok(server.client().read_message("ap94AWDg123").await?.value)
}

#[tokio::test]
async fn messages_are_listed_with_their_bodies() {
    let list = list_messages_from_body(message_list_json(&[MESSAGE_JSON])).await.unwrap();
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
async fn empty_inbox_has_no_messages() {
    for body in [
        message_list_json(&[]),
        r#"{"status":true,"messages":null}"#.to_owned(),
        r#"{"status":true,"messages":{}}"#.to_owned(),
        r#"{"status":true,"data":{"messages":[]}}"#.to_owned(),
    ] {
        let list = list_messages_from_body(&body).await.unwrap();
        assert_eq!((list.messages.len(), list.unreadable), (0, 0), "{body}");
    }
}

#[tokio::test]
async fn message_list_may_be_nested_in_data() {
    let body = format!(r#"{{"status":true,"data":{{"mailbox":"a@example.com","messages":[{MESSAGE_JSON}]}}}}"#);
    let list = list_messages_from_body(body).await.unwrap();
    assert_eq!(list.mailbox.as_deref(), Some("a@example.com"));
    assert_eq!(list.messages.len(), 1);
}

#[tokio::test]
async fn response_without_a_list_is_not_an_empty_inbox() {
    for body in
        [r#"{"status":true}"#, r#"{"status":true,"data":{}}"#, r#"{"status":true,"data":[]}"#, "[]", "null", "\"fine\""]
    {
        let error = list_messages_from_body(body).await.unwrap_err();
        let is_missing = matches!(
            error,
            Error::UnexpectedResponse { status: 200, reason: UnexpectedResponseReason::Missing(_), .. }
        );
        assert!(is_missing, "{body}: {error}");
    }
}

#[tokio::test]
async fn invalid_message_does_not_hide_the_others() {
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
        let list = list_messages_from_body(message_list_json(&[MESSAGE_JSON, bad, MESSAGE_JSON])).await.unwrap();
        let expected = if readable { (3, 0) } else { (2, 1) };
        let excerpt = &bad[..bad.len().min(40)];
        assert_eq!((list.messages.len(), list.unreadable), expected, "{excerpt}");
    }
}

#[tokio::test]
async fn only_the_id_of_a_message_is_required() {
    for given in [
        json!({"id": "a"}),
        json!({"id": "a", "is_seen": null, "subject": null, "from": null, "from_email": null,
            "to": null, "receivedAt": null, "html": null, "content": null, "attachments": null}),
        json!({"id": "a", "is_seen": {}, "subject": [], "from": {}, "from_email": false, "to": [],
            "receivedAt": "yesterday", "html": "perhaps", "content": {}, "attachments": "none"}),
    ] {
        let message = read_message_from_json(&given.to_string()).await.unwrap();
        let texts = [&message.subject, &message.from_name, &message.from_address, &message.to, &message.content];
        assert!(texts.iter().all(|text| text.is_empty()), "{given}");
        assert!(!message.seen && !message.is_html && message.attachments.is_empty());
        assert_eq!((message.id.as_str(), message.received_at), ("a", None));
    }
}

#[tokio::test]
async fn fields_of_other_json_types_are_converted() {
    let given = json!({"id": 77, "is_seen": 1, "html": "true", "subject": 123456,
        "receivedAt": "2026-06-28T09:38:52.000000Z", "thread": "t-1",
        "attachments": [{"name": "a", "size": "12"}, {"name": "b", "size": -1},
            {"name": "../c d/é", "extension": ""}, {"name": null}, {"size": 3}, null]});
    let message = read_message_from_json(&given.to_string()).await.unwrap();
    assert_eq!((message.id.as_str(), message.subject.as_str()), ("77", "123456"));
    assert!(message.seen && message.is_html);
    assert_eq!(message.received_at, Some("2026-06-28T09:38:52Z".parse().unwrap()));
    assert_eq!(json!(message.extra), json!({"thread": "t-1"}));
    let attachments: Vec<_> =
        message.attachments.iter().map(|it| (it.name.as_str(), it.extension.as_deref(), it.size)).collect();
    let expected = [("a", None, Some(12)), ("b", None, None), ("../c d/é", None, None)];
    assert_eq!(attachments, expected);
}

#[tokio::test]
async fn invalid_utf8_is_replaced_byte_by_byte() {
    let mut body = message_list_json(&[MESSAGE_JSON]).into_bytes();
    let at = body.windows(7).position(|seven| seven == b"Welcome").unwrap();
    body[at] = 0xff;
    let list = list_messages_from_body([b"\xef\xbb\xbf".as_slice(), &body].concat()).await.unwrap();
    assert_eq!(list.messages[0].subject, "\u{fffd}elcome to Temp Mail");
}

#[tokio::test]
async fn json_is_decoded_whatever_its_content_type() {
    for content_type in ["text/html; charset=UTF-8", "text/plain", "application/octet-stream"] {
        let reply = ScriptedReply::new(200, &[("Content-Type", content_type)], message_list_json(&[MESSAGE_JSON]));
        let server = ScriptedServer::with_repeated_reply(reply).await;
        let response = server.client().list_messages("a@example.com").await.unwrap();
        assert_eq!(response.value.messages.len(), 1, "{content_type}");
    }
}

#[tokio::test]
async fn single_message_is_read() {
    let message = read_message_from_json(&MESSAGE_JSON.replace("\"is_seen\":false", "\"is_seen\":true")).await.unwrap();
    assert!(message.seen);
    assert_eq!(message.content, "<p>Hello from the inbox.</p>");
    for incomplete in ["null", "[]", "{}", r#"{"subject":"x"}"#] {
        let error = read_message_from_json(incomplete).await.unwrap_err();
        assert!(matches!(error, Error::UnexpectedResponse { .. }), "{incomplete}: {error}");
    }
}

#[tokio::test]
async fn message_is_deleted() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(200, MESSAGE_DELETED_JSON)).await;
    server.client().delete_message("ap94AWDg123").await.unwrap();
    assert_eq!(server.last_request().method, "DELETE");
}

#[tokio::test]
async fn long_list_is_decoded_completely() {
    let body = message_list_json(&vec![MESSAGE_JSON; 5000]);
    assert_eq!(list_messages_from_body(body).await.unwrap().messages.len(), 5000);
}

#[tokio::test]
async fn unchanged_list_is_recognised_and_every_change_is_decoded() {
    let seen = MESSAGE_JSON.replace("\"is_seen\":false", "\"is_seen\":true");
    let [one, one_seen, two] = [&[MESSAGE_JSON][..], &[&seen], &[MESSAGE_JSON, &seen]].map(message_list_json);
    let refused = r#"{"status":false,"message":"Try again later."}"#.to_owned();
    // Each response, and the number of messages decoded from it. A refusal never counts as the same list.
    let responses = [
        (&one, Some(1)),
        (&one, None),
        (&one_seen, Some(1)),
        (&one, Some(1)),
        (&refused, None),
        (&refused, None),
        (&one, None),
        (&two, Some(2)),
    ];
    let server = ScriptedServer::with_replies_in_order(responses.map(|(body, _)| ScriptedReply::json(200, body))).await;
    let client = server.client();
    let mut previous: Option<ListFingerprint> = None;
    for (step, (body, decoded)) in responses.into_iter().enumerate() {
        let response = client.list_messages_if_changed("randombox@example.com", previous).await;
        match response {
            Err(error) => assert!(body == &refused && error.to_string().contains("Try again later"), "{step}: {error}"),
            Ok(response) => match response.value {
                MessageListUpdate::Unchanged => assert_eq!(decoded, None, "{step}"),
                MessageListUpdate::Changed { list, fingerprint } => {
                    assert_eq!(Some(list.messages.len()), decoded, "{step}");
                    previous = Some(fingerprint);
                }
            },
        }
    }
}

#[tokio::test]
async fn quota_is_reported_with_an_unchanged_list() {
    let replies = [3, 2].map(|remaining| {
        let remaining = remaining.to_string();
        let headers = [("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", remaining.as_str())];
        ScriptedReply::new(200, &headers, message_list_json(&[MESSAGE_JSON]))
    });
    let server = ScriptedServer::with_replies_in_order(replies).await;
    let client = server.client();
    let first = client.list_messages_if_changed("a@example.com", None).await.unwrap();
    let MessageListUpdate::Changed { fingerprint, .. } = first.value else { panic!("the first list is new") };
    let second = client.list_messages_if_changed("a@example.com", Some(fingerprint)).await.unwrap();
    assert_eq!(second.value, MessageListUpdate::Unchanged);
    assert_eq!(second.quota.map(|quota| quota.remaining), Some(2));
}
