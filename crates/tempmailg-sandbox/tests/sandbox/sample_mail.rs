//! The sample mail of new inboxes.

use std::time::Duration;

use serde_json::Value;
use tempmailg_sandbox::Sandbox;

use crate::test_http_client::start_sandbox;

const ARRIVALS: [(u64, &str); 8] = [
    (1, "Your inbox is open"),
    (3, "is your Lantern Notes code"),
    (6, "The night train is not a nostalgia act"),
    (9, "Re: rear wheel, Thursday or Friday?"),
    (12, "Your tickets: Eastmere to Port Callan"),
    (16, "Mã xác minh Chợ Nhỏ"),
    (20, "Your year at the library"),
    (25, "UNPAID: invoice 88213"),
];

#[tokio::test]
async fn sample_mail_arrives_one_by_one() {
    // Ten times slower, so that the duration of the test itself does not matter.
    let (sandbox, client) = start_sandbox(Sandbox::builder().mail_delay_factor(10.0)).await;
    let email = client.create_inbox().await;
    assert!(client.list_subjects(&email).await.is_empty());
    let mut clock = 0;
    for (count, (after, subject)) in ARRIVALS.into_iter().enumerate() {
        let due = after * 10;
        sandbox.advance_clock(Duration::from_secs(due - 5 - clock));
        assert_eq!(client.list_subjects(&email).await.len(), count, "nothing before {due} s");
        sandbox.advance_clock(Duration::from_secs(5));
        clock = due;
        let subjects = client.list_subjects(&email).await;
        assert_eq!(subjects.len(), count + 1, "one more at {due} s");
        assert!(subjects[0].contains(subject), "{subjects:?}");
    }
}

#[tokio::test]
async fn sample_mail_arrives_at_once_at_scale_zero() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().mail_delay_factor(0.0)).await;
    let email = client.create_inbox().await;
    assert_eq!(client.list_subjects(&email).await.len(), ARRIVALS.len());
    client.post(&format!("/api/emails/{email}/demo123/dayfly.example")).await;
    let changed = client.list_subjects("demo123@dayfly.example").await;
    assert_eq!(changed.len(), ARRIVALS.len(), "a changed inbox gets its own");
}

#[tokio::test]
async fn arrival_times_are_reported_in_utc() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().mail_delay_factor(0.0)).await;
    let created = client.post("/api/emails").await.json()["data"].take();
    let email = created["email"].as_str().unwrap();
    let messages = client.get(&format!("/api/messages?email={email}")).await.json();
    let received_at = messages["messages"][0]["receivedAt"].as_str().unwrap();
    let as_created = format!("{}+00:00", received_at.replace(' ', "T"));
    assert_eq!(created["created_at"], as_created);
}

#[tokio::test]
async fn each_sample_has_its_intended_content() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().mail_delay_factor(0.0)).await;
    let email = client.create_inbox().await;
    let answer = client.get(&format!("/api/messages?email={email}")).await.json();
    let mut messages = answer["messages"].as_array().unwrap().clone();
    messages.reverse();
    let [welcome, confirm, newsletter, reply, tickets, vietnamese, statement, invoice] = messages.try_into().unwrap();
    let content = |message: &Value| message["content"].as_str().unwrap().to_owned();
    let subject = |message: &Value| message["subject"].as_str().unwrap().to_owned();

    assert!(content(&welcome).contains(&email));

    let code = subject(&confirm)[..6].to_owned();
    assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    assert!(content(&confirm).contains(&format!(">{code}<")));
    assert!(content(&confirm).contains("https://app.lanternnotes.example/confirm?"));

    let images = content(&newsletter).matches("<img src=\"https://images.slowcommute.example/").count();
    assert_eq!(images, 3);
    assert!(content(&newsletter).contains("width=\"1\" height=\"1\""));

    assert_eq!(reply["html"], false);
    assert!(content(&reply).contains("\n>> "));

    let vietnamese_code = subject(&vietnamese)[subject(&vietnamese).len() - 6..].to_owned();
    assert!(content(&vietnamese).contains(&vietnamese_code));
    assert_ne!(vietnamese_code, code);

    assert!((90_000..120_000).contains(&content(&statement).len()));

    let names: Vec<&str> = tickets["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attachment| attachment["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["ticket NR-7741-QK.pdf", "seat-plan.png", "../../évil name?.txt"]);
    assert_eq!(invoice["attachments"][0]["name"], "invoice.pdf.exe");

    let starts: [&[u8]; 3] = [b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"Travel notes\n"];
    for (attachment, start) in tickets["attachments"].as_array().unwrap().iter().zip(starts) {
        let url = attachment["url"].as_str().unwrap();
        let path = url.split_once("/api/").unwrap().1;
        let reply = client.get(&format!("/api/{path}")).await;
        assert!(reply.body.starts_with(start), "{url}");
        assert_eq!(attachment["size"], reply.body.len());
    }
}

#[tokio::test]
async fn senders_and_links_use_reserved_domains() {
    let (_sandbox, client) = start_sandbox(Sandbox::builder().mail_delay_factor(0.0)).await;
    let email = client.create_inbox().await;
    let answer = client.get(&format!("/api/messages?email={email}")).await.json();
    let reserved = |host: &str| host.ends_with(".example") || host.ends_with(".test") || host == "www.w3.org";
    for message in answer["messages"].as_array().unwrap() {
        let sender = message["from_email"].as_str().unwrap();
        assert!(reserved(sender.split_once('@').unwrap().1), "{sender}");
        for link in message["content"].as_str().unwrap().split("://").skip(1) {
            let host = link.split(['/', '"', '\n', '?', '>']).next().unwrap();
            assert!(reserved(host), "{host}");
        }
    }
}
