//! The service Mayfly talks to: the sandbox, as a process of its own.

use super::desktop::Running;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The key the service accepts.
pub const KEY: &str = "mk_live_e2e_7f3a9c51d2b84e60";

/// The sandbox.
pub struct Service {
    pub base_url: String,
    _process: Running,
    http: reqwest::Client,
}

impl Service {
    /// Starts the sandbox without mail of its own.
    pub fn start() -> Self {
        Self::start_with(&["--empty"])
    }

    /// Starts the sandbox with more arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        let mut process = Command::new(program())
            .args(["--port", "0", "--key", KEY, "--control"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("tempmailg-sandbox is built: make test does so");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { base_url: line.trim().to_owned(), _process: Running(process), http: http_client() }
    }

    /// Has a mail arrive and answers with its identifier.
    pub async fn deliver(&self, mail: serde_json::Value) -> String {
        let answer: serde_json::Value = self.control("POST", "deliver", Some(mail)).await;
        answer["id"].as_str().unwrap_or_else(|| panic!("the mail was not taken: {answer}")).to_owned()
    }

    /// Scripts a fault.
    pub async fn fault(&self, fault: serde_json::Value) {
        self.control("POST", "faults", Some(fault)).await;
    }

    /// Forgets the scripted faults.
    pub async fn no_faults(&self) {
        self.control("DELETE", "faults", None).await;
    }

    /// Ends an inbox.
    pub async fn expire(&self, address: &str) {
        self.control("POST", "expire", Some(serde_json::json!({ "address": address }))).await;
    }

    /// Gives the account of this key another one.
    pub async fn replace_key(&self, key: &str, other: &str) {
        self.control("POST", "key", Some(serde_json::json!({ "key": key, "other": other }))).await;
    }

    /// The requests so far, as "METHOD /path".
    pub async fn requests(&self) -> Vec<String> {
        let answer = self.control("GET", "requests", None).await;
        let list = answer.as_array().or_else(|| answer["requests"].as_array()).cloned().unwrap_or_default();
        list.iter()
            .map(|request| {
                let part = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
                format!("{} {}", part("method"), part("path"))
            })
            .collect()
    }

    /// Whether the service knows that a message was read; `None` if it has no such message.
    pub async fn is_seen(&self, message: &str) -> Option<bool> {
        let answer = self.control("GET", &format!("messages/{message}"), None).await;
        answer["is_seen"].as_bool().or_else(|| answer["data"]["is_seen"].as_bool())
    }

    async fn control(&self, method: &str, path: &str, body: Option<serde_json::Value>) -> serde_json::Value {
        let root = self.base_url.trim_end_matches("/api");
        let mut request = self.http.request(method.parse().unwrap(), format!("{root}/_sandbox/{path}"));
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let text = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(serde_json::Value::Null)
    }
}

/// Where nothing listens: a port that was free a moment ago.
pub fn dead_url() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/api", listener.local_addr().unwrap())
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_mayfly")).with_file_name("tempmailg-sandbox")
}

fn http_client() -> reqwest::Client {
    // The client library leaves the choice of a TLS provider to the program; this one speaks plain http only.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}
