//! The tracing span of a request: its fields, and the data that it must not contain.

#![allow(clippy::unwrap_used)]

mod support;

use std::io;
use std::sync::{Arc, Mutex};

use support::{
    API_KEY, INBOX_JSON, MESSAGE_JSON, ScriptedReply, ScriptedServer, message_list_json, message_response_body,
};
use tracing::Level;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Collects everything that the current thread traces, at every level and from every crate.
#[derive(Clone, Default)]
struct CollectedTraceOutput(Arc<Mutex<Vec<u8>>>);

impl CollectedTraceOutput {
    /// Collects until the guard is dropped.
    fn install_subscriber() -> (CollectedTraceOutput, DefaultGuard) {
        let buffer = CollectedTraceOutput::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(buffer.clone())
            .finish();
        (buffer, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The line that ends the only request.
    fn request_finished_line(&self) -> String {
        let text = self.text();
        let mut lines = text.lines().filter(|line| line.ends_with("request finished"));
        let line = lines.next().unwrap_or_else(|| panic!("no request finished: {text}"));
        assert!(lines.next().is_none(), "more than one request: {text}");
        line.to_owned()
    }
}

impl io::Write for CollectedTraceOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for CollectedTraceOutput {
    type Writer = CollectedTraceOutput;

    fn make_writer(&self) -> CollectedTraceOutput {
        self.clone()
    }
}

#[tokio::test]
async fn request_span_has_method_endpoint_status_and_elapsed_time() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::json(404, "{}")).await;
    let client = server.client();
    let (buffer, _guard) = CollectedTraceOutput::install_subscriber();
    client.read_message("ap94AWDg123").await.unwrap_err();
    let line = buffer.request_finished_line();
    assert!(line.contains(r#"request{method=GET endpoint="/messages/{id}" status=404 elapsed_ms="#), "{line}");
}

#[tokio::test]
async fn request_without_a_response_has_no_status() {
    let server = ScriptedServer::with_repeated_reply(ScriptedReply::silence()).await;
    let client = server.client_with_short_timeout();
    let (buffer, _guard) = CollectedTraceOutput::install_subscriber();
    client.create_inbox().await.unwrap_err();
    let line = buffer.request_finished_line();
    assert!(line.contains(r#"request{method=POST endpoint="/emails" elapsed_ms="#), "{line}");
}

#[tokio::test]
async fn nothing_traced_contains_a_secret_address_id_or_mail() {
    let refusal = format!(r#"{{"status":false,"message":"{API_KEY} private-name refused"}}"#);
    let server = ScriptedServer::with_replies_in_order([
        ScriptedReply::json(200, "{}"),
        ScriptedReply::json(200, INBOX_JSON),
        ScriptedReply::json(422, &refusal),
        ScriptedReply::json(200, &refusal),
        ScriptedReply::json(200, &message_list_json(&[MESSAGE_JSON])),
        ScriptedReply::json(200, &message_response_body(MESSAGE_JSON)),
        ScriptedReply::json(500, &refusal),
        ScriptedReply::new(200, &[], "private-content"),
        ScriptedReply::raw("private-content\r\n\r\n"),
    ])
    .await;
    let client = server.client();
    let (buffer, _guard) = CollectedTraceOutput::install_subscriber();
    client.list_domains("private-type").await.unwrap_err();
    client.create_inbox().await.unwrap();
    client.convert_inbox("private-address@example.com", "private-name", "private-domain.example").await.unwrap_err();
    client.delete_inbox("private-address@example.com").await.unwrap_err();
    client.list_messages("private-address@example.com").await.unwrap();
    client.read_message("private-id").await.unwrap();
    client.delete_message("private-id").await.unwrap_err();
    let mut download = client.download_attachment("private-id", "private-name.txt").await.unwrap().value;
    download.copy_to(&mut Vec::new(), |_, _| {}).await.unwrap();
    client.list_messages("private-address@example.com").await.unwrap_err();

    let text = buffer.text();
    assert_eq!(text.matches("request finished").count(), 9, "{text}");
    for endpoint in [
        "/domains",
        "/emails",
        "/emails/{current}/{username}/{domain}",
        "/emails/{email}",
        "/messages",
        "/messages/{id}",
        "/messages/{id}/attachments/{name}",
    ] {
        assert!(text.contains(&format!("endpoint=\"{endpoint}\"")), "{endpoint}: {text}");
    }
    let secrets = [
        API_KEY,
        "Bearer",
        "private",
        "randombox",
        "encrypted-email-token",
        "Welcome",
        "hello@example.org",
        "Hello from",
        "%40",
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
