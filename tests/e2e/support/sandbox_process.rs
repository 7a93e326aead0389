//! The service that Mayfly connects to: the sandbox, in a separate process.

use super::test_desktop::ChildGuard;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The API key that the sandbox accepts.
pub const API_KEY: &str = "mk_live_e2e_7f3a9c51d2b84e60";

/// A running sandbox; killed when dropped.
pub struct SandboxProcess {
    pub base_url: String,
    _process: ChildGuard,
    http: reqwest::Client,
}

impl SandboxProcess {
    /// Starts the sandbox without sample mail.
    pub fn start() -> Self {
        Self::start_sandbox_with_args(&["--empty"])
    }

    /// Starts the sandbox with additional command-line arguments.
    pub fn start_sandbox_with_args(arguments: &[&str]) -> Self {
        let mut process = Command::new(sandbox_program_path())
            .args(["--port", "0", "--key", API_KEY, "--control"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("tempmailg-sandbox is built: make test does so");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { base_url: line.trim().to_owned(), _process: ChildGuard(process), http: build_sandbox_control_client() }
    }

    /// Delivers a mail and returns its identifier.
    pub async fn deliver_mail(&self, mail: serde_json::Value) -> String {
        let answer: serde_json::Value = self.call_control_api("POST", "deliver", Some(mail)).await;
        answer["id"].as_str().unwrap_or_else(|| panic!("the mail was not accepted: {answer}")).to_owned()
    }

    /// Adds a fault, as the sandbox's control API describes it.
    pub async fn add_fault(&self, fault: serde_json::Value) {
        self.call_control_api("POST", "faults", Some(fault)).await;
    }

    /// Removes all faults.
    pub async fn clear_faults(&self) {
        self.call_control_api("DELETE", "faults", None).await;
    }

    /// Ends an inbox at the service. Mayfly ends it a minute later, once the service has said so twice.
    pub async fn expire_inbox(&self, address: &str) {
        self.call_control_api("POST", "expire", Some(serde_json::json!({ "address": address }))).await;
    }

    /// Sets the lifetime of inboxes that are created from now on, in seconds.
    pub async fn set_new_inbox_lifetime(&self, seconds: u32) {
        self.call_control_api("POST", "lifetime", Some(serde_json::json!({ "seconds": seconds }))).await;
    }

    /// Replaces the API key of an account.
    pub async fn replace_api_key(&self, api_key: &str, new_api_key: &str) {
        self.call_control_api("POST", "key", Some(serde_json::json!({ "key": api_key, "other": new_api_key }))).await;
    }

    /// Returns the API requests so far, as `METHOD /path`.
    pub async fn list_requests(&self) -> Vec<String> {
        let answer = self.call_control_api("GET", "requests", None).await;
        let list = answer.as_array().or_else(|| answer["requests"].as_array()).cloned().unwrap_or_default();
        list.iter()
            .map(|request| {
                let part = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
                format!("{} {}", part("method"), part("path"))
            })
            .collect()
    }

    /// Returns whether the service has marked a message as seen, or `None` if it has no such message.
    pub async fn is_message_marked_seen(&self, message_id: &str) -> Option<bool> {
        let answer = self.call_control_api("GET", &format!("messages/{message_id}"), None).await;
        answer["is_seen"].as_bool().or_else(|| answer["data"]["is_seen"].as_bool())
    }

    async fn call_control_api(&self, method: &str, path: &str, body: Option<serde_json::Value>) -> serde_json::Value {
        let root = self.base_url.trim_end_matches("/api");
        let mut request = self.http.request(method.parse().unwrap(), format!("{root}/_sandbox/{path}"));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let text = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(serde_json::Value::Null)
    }
}

/// Returns a base URL at which nothing listens. Its port stays bound, so that no other program is given it.
pub fn unreachable_base_url() -> String {
    static BOUND: std::sync::Mutex<Vec<tokio::net::TcpSocket>> = std::sync::Mutex::new(Vec::new());
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let base_url = format!("http://{}/api", socket.local_addr().unwrap());
    BOUND.lock().unwrap().push(socket);
    base_url
}

fn sandbox_program_path() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_mayfly")).with_file_name("tempmailg-sandbox")
}

fn build_sandbox_control_client() -> reqwest::Client {
    // The client library needs a TLS provider to be chosen, although only plain HTTP is used here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}
