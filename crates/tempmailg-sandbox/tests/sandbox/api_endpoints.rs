//! Successful responses of each endpoint, the quota, the request log and the server.

use std::time::Duration;

use serde_json::json;
use tempmailg_sandbox::{Mail, Sandbox};

use crate::test_http_client::{start_empty_sandbox, start_sandbox};

#[tokio::test]
async fn domains_are_listed_by_type() {
    let (_sandbox, client) = start_empty_sandbox().await;
    let answer = client.get("/api/domains?type=free").await.json();
    assert_eq!(answer["status"], true);
    assert_eq!(answer["data"]["requested_type"], "free");
    assert_eq!(answer["data"]["allowed_types"], json!(["free"]));
    assert_eq!(
        answer["data"]["domains"],
        json!([
            { "domain": "quickpost.example", "type": "Free", "custom": false },
            { "domain": "dayfly.example", "type": "Free", "custom": false },
            { "domain": "letterhop.test", "type": "Free", "custom": false },
        ])
    );

    let premium = client.get("/api/domains?type=Premium").await.json();
    let custom = json!({ "domain": "mail.own-brand.example", "type": "Premium", "custom": true });
    assert_eq!(premium["data"]["domains"].as_array().unwrap().len(), 2);
    assert_eq!(premium["data"]["domains"][1], custom);

    let all = client.get("/api/domains?type=all").await.json();
    assert_eq!(all["data"]["domains"].as_array().unwrap().len(), 5);
    assert_eq!(client.get("/api/domains").await.json(), answer, "free is the default");
}

#[tokio::test]
async fn created_inbox_reports_its_lifetime() {
    let (_sandbox, client) =
        start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true).lifetime(Duration::from_secs(90))).await;
    let reply = client.post("/api/emails").await;
    assert_eq!(reply.status, 200);
    let data = &reply.json()["data"];
    let (username, domain) = data["email"].as_str().unwrap().split_once('@').unwrap();
    assert_eq!(data["domain"], domain);
    assert!(username.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{username}");
    assert!(data["id"].is_u64());
    assert!(!data["email_token"].as_str().unwrap().is_empty());

    let time = |field: &str| data[field].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(time("expire_at").duration_since(time("created_at")).as_secs(), 90);
    assert!(data["created_at"].as_str().unwrap().ends_with("+00:00"));
    assert!((89..=90).contains(&data["expires_in_seconds"].as_i64().unwrap()));
}

#[tokio::test]
async fn changed_inbox_is_a_new_inbox() {
    let (sandbox, client) = start_empty_sandbox().await;
    let first = client.post("/api/emails").await.json();
    let old = first["data"]["email"].as_str().unwrap();
    sandbox.deliver_mail(old, Mail::new_text("Stays behind", "…")).unwrap();

    let reply = client.post(&format!("/api/emails/{old}/Demo.123/dayfly.example")).await;
    assert_eq!(reply.status, 200);
    let changed = reply.json();
    assert_eq!(changed["data"]["email"], "demo.123@dayfly.example");
    assert_eq!(changed["data"]["domain"], "dayfly.example");
    assert_ne!(changed["data"]["id"], first["data"]["id"]);
    assert_ne!(changed["data"]["email_token"], first["data"]["email_token"]);

    assert!(client.list_subjects("demo.123@dayfly.example").await.is_empty(), "messages are not moved");
    client.get(&format!("/api/messages?email={old}")).await.assert_error(404);
}

#[tokio::test]
async fn deleting_an_inbox_deletes_its_messages() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Hello", "…")).unwrap();
    let reply = client.delete(&format!("/api/emails/{email}")).await;
    assert_eq!(reply.json(), json!({ "status": true, "message": "Email has been successfully deleted." }));
    client.get(&format!("/api/messages?email={email}")).await.assert_error(404);
    client.get(&format!("/api/messages/{id}")).await.assert_error(404);
    client.delete(&format!("/api/emails/{email}")).await.assert_error(404);
    assert_eq!(sandbox.deliver_mail(&email, Mail::new_text("Too late", "…")), None);
}

#[tokio::test]
async fn messages_are_listed_newest_first_with_their_bodies() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    sandbox.deliver_mail(&email, Mail::new_text("First", "plain")).unwrap();
    let mail = Mail::new_html("Second", "<p>rich</p>")
        .from("Example Sender", "hello@sender.example")
        .attach("file.txt", "content");
    let id = sandbox.deliver_mail(&email, mail).unwrap();

    let answer = client.get(&format!("/api/messages?email={email}")).await.json();
    assert_eq!(answer["status"], true);
    assert_eq!(answer["mailbox"], email);
    let mut message = answer["messages"][0].clone();
    let received = message["receivedAt"].take();
    assert!(jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", received.as_str().unwrap()).is_ok());
    assert_eq!(
        message,
        json!({
            "is_seen": false, "subject": "Second", "from": "Example Sender",
            "from_email": "hello@sender.example", "to": email, "receivedAt": null, "id": id,
            "html": true, "content": "<p>rich</p>",
            "attachments": [{
                "name": "file.txt", "extension": "txt", "size": 7,
                "url": format!("{}/messages/{id}/attachments/file.txt", sandbox.base_url()),
            }],
        })
    );
    assert_eq!(answer["messages"][1]["subject"], "First");
    assert_eq!(answer["messages"][1]["html"], false);
}

#[tokio::test]
async fn reading_a_message_marks_it_as_seen_but_listing_does_not() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Hello", "…")).unwrap();
    let list = format!("/api/messages?email={email}");
    client.get(&list).await;
    assert_eq!(sandbox.is_seen(&id), Some(false));
    let answer = client.get(&format!("/api/messages/{id}")).await.json();
    assert_eq!(answer["data"]["is_seen"], true);
    assert_eq!(answer["data"]["subject"], "Hello");
    assert_eq!(sandbox.is_seen(&id), Some(true));
    assert_eq!(client.get(&list).await.json()["messages"][0]["is_seen"], true);
}

#[tokio::test]
async fn deleting_a_message_keeps_the_others() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let id = sandbox.deliver_mail(&email, Mail::new_text("Goes", "…")).unwrap();
    sandbox.deliver_mail(&email, Mail::new_text("Stays", "…")).unwrap();
    let reply = client.delete(&format!("/api/messages/{id}")).await;
    assert_eq!(reply.json(), json!({ "status": true, "message": "Message was deleted successfully." }));
    assert_eq!(client.list_subjects(&email).await, ["Stays"]);
    client.get(&format!("/api/messages/{id}")).await.assert_error(404);
    client.delete(&format!("/api/messages/{id}")).await.assert_error(404);
}

#[tokio::test]
async fn attachments_are_downloaded_unchanged_under_any_name() {
    let names = [
        ("file.txt", "file.txt", "txt"),
        ("two words.tar.gz", "two%20words.tar.gz", "gz"),
        ("../../évil name?.txt", "..%2F..%2F%C3%A9vil%20name%3F.txt", "txt"),
        ("100%#&+.bin", "100%25%23%26%2B.bin", "bin"),
        ("没有后缀", "%E6%B2%A1%E6%9C%89%E5%90%8E%E7%BC%80", ""),
    ];
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let every_byte: Vec<u8> = (0..=255).collect();
    let mail = names.iter().fold(Mail::new_text("Files", "…"), |mail, (name, ..)| {
        mail.attach(*name, [name.as_bytes(), &every_byte].concat())
    });
    let id = sandbox.deliver_mail(&email, mail).unwrap();
    let listed = client.get(&format!("/api/messages/{id}")).await.json();
    for (index, (name, encoded, extension)) in names.into_iter().enumerate() {
        let attachment = &listed["data"]["attachments"][index];
        assert_eq!(attachment["name"], name);
        assert_eq!(attachment["extension"], extension);
        let path = format!("/messages/{id}/attachments/{encoded}");
        assert_eq!(attachment["url"], format!("{}{path}", sandbox.base_url()));

        let reply = client.get(&format!("/api{path}")).await;
        assert_eq!(reply.status, 200, "{name}");
        assert_eq!(reply.body, [name.as_bytes(), &every_byte].concat());
        assert_eq!(reply.header("content-length"), reply.body.len().to_string());
        assert_eq!(attachment["size"], reply.body.len());
        assert_eq!(reply.header("content-type"), "application/octet-stream");
        assert_eq!(reply.header("content-disposition"), format!("attachment; filename*=UTF-8''{encoded}"));
    }
}

#[tokio::test]
async fn listed_attachment_size_can_be_overridden() {
    let (sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let mut mail = Mail::new_text("Files", "…").attach("a.bin", "four");
    mail.attachments[0].size_override = Some(9_000_000_000);
    let id = sandbox.deliver_mail(&email, mail).unwrap();
    let listed = client.get(&format!("/api/messages/{id}")).await.json();
    assert_eq!(listed["data"]["attachments"][0]["size"], 9_000_000_000_u64);
    let reply = client.get(&format!("/api/messages/{id}/attachments/a.bin")).await;
    assert_eq!(reply.header("content-length"), "4");
}

#[tokio::test]
async fn addresses_match_in_any_case_and_encoding() {
    let (_sandbox, client) = start_empty_sandbox().await;
    let email = client.create_inbox().await;
    let encoded = email.to_uppercase().replace('@', "%40");
    assert!(client.list_subjects(&encoded).await.is_empty());
    assert_eq!(client.delete(&format!("/api/emails/{encoded}")).await.status, 200);
}

#[tokio::test]
async fn only_successful_requests_count_against_the_quota() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true).quota(10)).await;
    let counters = |reply: &crate::test_http_client::ReceivedHttpResponse| {
        ["limit", "used", "remaining"].map(|name| {
            let value = reply.header(&format!("x-ratelimit-{name}"));
            value.parse::<u64>().unwrap()
        })
    };
    assert_eq!(counters(&client.get("/api/domains").await), [10, 1, 9]);
    assert_eq!(counters(&client.post("/api/emails").await), [10, 2, 8]);
    let refusals = [
        client.get("/api/messages?email=nobody@quickpost.example").await,
        client.get("/api/messages").await,
        client.get("/api/nothing").await,
        client.delete("/api/domains").await,
    ];
    for refusal in &refusals {
        assert!(refusal.status.is_client_error());
        assert_eq!(counters(refusal), [10, 2, 8], "{}", refusal.status);
    }
    assert_eq!(counters(&client.get("/api/domains").await), [10, 3, 7]);
}

#[tokio::test]
async fn exhausted_quota_resets_with_the_next_month() {
    let (sandbox, client) = start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true).quota(2)).await;
    client.get("/api/domains").await;
    let last = client.get("/api/domains").await;
    assert_eq!((last.status.as_u16(), last.header("x-ratelimit-remaining")), (200, "0"));

    let reply = client.get("/api/domains").await;
    reply.assert_error(429);
    let reset = reply.header("x-ratelimit-reset");
    assert!(reset.ends_with("-01T00:00:00+05:00"), "{reset}");
    let now = jiff::fmt::rfc2822::parse(reply.header("date")).unwrap().timestamp();
    let wait = reset.parse::<jiff::Timestamp>().unwrap().duration_since(now).as_secs();
    let retry_after: i64 = reply.header("retry-after").parse().unwrap();
    assert!((wait - retry_after).abs() <= 1, "{wait} s to {reset}, but Retry-After: {retry_after}");
    assert!((1..=31 * 86_400).contains(&retry_after));

    sandbox.advance_clock(Duration::from_secs(retry_after as u64));
    let reply = client.get("/api/domains").await;
    assert_eq!((reply.status.as_u16(), reply.header("x-ratelimit-used")), (200, "1"));
    assert_ne!(reply.header("x-ratelimit-reset"), reset);
}

#[tokio::test]
async fn requests_are_recorded_in_order() {
    let (sandbox, client) = start_empty_sandbox().await;
    client.get("/api/domains?type=free").await;
    client.with_headers(&[("authorization", "Bearer wrong")]).post("/api/emails").await;
    client.with_headers(&[]).get("/elsewhere/%2e").await;
    let seen: Vec<_> =
        sandbox.list_requests().into_iter().map(|r| (r.method, r.path, r.query, r.authorised, r.credentials)).collect();
    let record = |method: &str, path: &str, query: Option<&str>, authorised, credentials| {
        (method.to_owned(), path.to_owned(), query.map(str::to_owned), authorised, credentials)
    };
    assert_eq!(
        seen,
        [
            record("GET", "/api/domains", Some("type=free"), true, true),
            record("POST", "/api/emails", None, false, true),
            record("GET", "/elsewhere/%2e", None, false, false),
        ]
    );
}

#[tokio::test]
async fn server_listens_on_loopback_until_shutdown() {
    let (sandbox, client) = start_empty_sandbox().await;
    let address = sandbox.address();
    assert!(address.ip().is_loopback());
    assert_eq!(sandbox.base_url(), format!("http://{address}/api"));
    let mut idle = tokio::net::TcpStream::connect(address).await.unwrap();
    client.get("/api/domains").await;
    sandbox.shutdown().await;
    assert!(!client.server_accepts_api_key("/api/domains").await, "nothing answers at the address with this API key");
    let mut rest = Vec::new();
    let end = tokio::io::AsyncReadExt::read_to_end(&mut idle, &mut rest).await;
    assert!(matches!(end, Ok(0) | Err(_)), "open connections are closed too");
}

#[tokio::test]
async fn port_in_use_is_an_error() {
    let (sandbox, _client) = start_empty_sandbox().await;
    let error = Sandbox::builder().port(sandbox.address().port()).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn debug_output_contains_no_api_keys() {
    let builder = Sandbox::builder().api_key("very-secret");
    assert!(!format!("{builder:?}").contains("very-secret"));
    let (sandbox, _client) = start_sandbox(builder).await;
    assert!(!format!("{sandbox:?}").contains("very-secret"));
    let mail = Mail::new_text("Hello", "very-secret").attach("a", "very-secret");
    assert!(!format!("{mail:?}").contains("very-secret"));
}
