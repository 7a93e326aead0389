//! A small HTTP client: one connection for each request.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tempmailg_sandbox::{Sandbox, SandboxBuilder};
use tokio::net::TcpStream;

#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
    pub(crate) headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A sandbox without sample mail, and a client with its key.
pub(crate) async fn empty_sandbox() -> (Sandbox, Client) {
    started(Sandbox::builder().empty(true)).await
}

pub(crate) async fn started(builder: SandboxBuilder) -> (Sandbox, Client) {
    let sandbox = builder.start().await.unwrap();
    let client = Client::new(sandbox.address(), sandbox.key());
    (sandbox, client)
}

impl Client {
    pub(crate) fn new(address: SocketAddr, key: &str) -> Self {
        let headers = vec![("authorization", format!("Bearer {key}")), ("accept", "application/json".into())];
        Self { address, headers }
    }

    pub(crate) fn with_headers(&self, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        Self { address: self.address, headers }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, Bytes::new()).await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str) -> Reply {
        self.send("POST", path, Bytes::new()).await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, Bytes::new()).await.unwrap()
    }

    /// Sends JSON, as the control endpoints want it.
    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Reply {
        let client = self.with_headers(&[("content-type", "application/json")]);
        client.send("POST", path, body.to_string().into()).await.unwrap()
    }

    /// Makes an inbox and tells its address.
    pub(crate) async fn create(&self) -> String {
        let reply = self.post("/api/emails").await;
        reply.json()["data"]["email"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn subjects(&self, email: &str) -> Vec<String> {
        let reply = self.get(&format!("/api/messages?email={email}")).await;
        assert_eq!(reply.status, 200);
        let answer = reply.json();
        let messages = answer["messages"].as_array().unwrap().iter();
        messages.map(|message| message["subject"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Bytes) -> hyper::Result<Reply> {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path).header("host", self.address.to_string());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = sender.send_request(request.body(Full::new(body)).unwrap()).await?;
        let (head, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        driver.abort();
        Ok(Reply { status: head.status, headers: head.headers, body })
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts a refusal in the service's shape and tells its message.
    #[track_caller]
    pub(crate) fn refused_with(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{:?}", self.body);
        let answer = self.json();
        assert_eq!(answer["status"], false);
        answer["message"].as_str().unwrap().to_owned()
    }
}
