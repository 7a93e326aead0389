//! A small HTTP client that opens one connection per request.

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
pub(crate) struct TestHttpClient {
    pub(crate) address: SocketAddr,
    pub(crate) headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(crate) struct ReceivedHttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Starts a sandbox without sample mail. Returns it with a client that sends its API key.
pub(crate) async fn start_empty_sandbox() -> (Sandbox, TestHttpClient) {
    start_sandbox(Sandbox::builder().keep_new_inboxes_empty(true)).await
}

/// Starts a sandbox. Returns it with a client that sends its API key.
pub(crate) async fn start_sandbox(builder: SandboxBuilder) -> (Sandbox, TestHttpClient) {
    let sandbox = builder.start().await.unwrap();
    let client = TestHttpClient::new(sandbox.address(), sandbox.api_key());
    (sandbox, client)
}

impl TestHttpClient {
    pub(crate) fn new(address: SocketAddr, api_key: &str) -> Self {
        let headers = vec![("authorization", format!("Bearer {api_key}")), ("accept", "application/json".into())];
        Self { address, headers }
    }

    pub(crate) fn with_headers(&self, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|&(name, value)| (name, value.to_owned())).collect();
        Self { address: self.address, headers }
    }

    pub(crate) async fn get(&self, path: &str) -> ReceivedHttpResponse {
        self.send("GET", path, Bytes::new()).await.unwrap()
    }

    /// Whether a server accepts this client's API key. The port of a server that has stopped may belong to the server of
    /// another test at once, so that a connection alone says nothing.
    pub(crate) async fn server_accepts_api_key(&self, path: &str) -> bool {
        let Ok(stream) = TcpStream::connect(self.address).await else { return false };
        self.send_over_stream(stream, "GET", path, Bytes::new()).await.is_ok_and(|reply| reply.status == 200)
    }

    pub(crate) async fn post(&self, path: &str) -> ReceivedHttpResponse {
        self.send("POST", path, Bytes::new()).await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> ReceivedHttpResponse {
        self.send("DELETE", path, Bytes::new()).await.unwrap()
    }

    /// Posts JSON to an endpoint of the control API.
    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> ReceivedHttpResponse {
        let client = self.with_headers(&[("content-type", "application/json")]);
        client.send("POST", path, body.to_string().into()).await.unwrap()
    }

    /// Creates an inbox and returns its address.
    pub(crate) async fn create_inbox(&self) -> String {
        let reply = self.post("/api/emails").await;
        reply.json()["data"]["email"].as_str().unwrap().to_owned()
    }

    /// Lists the messages of an inbox and returns their subjects.
    pub(crate) async fn list_subjects(&self, email: &str) -> Vec<String> {
        let reply = self.get(&format!("/api/messages?email={email}")).await;
        assert_eq!(reply.status, 200);
        let list = reply.json();
        let messages = list["messages"].as_array().unwrap().iter();
        messages.map(|message| message["subject"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Bytes) -> hyper::Result<ReceivedHttpResponse> {
        let stream = TcpStream::connect(self.address).await.expect("the server listens");
        self.send_over_stream(stream, method, path, body).await
    }

    async fn send_over_stream(
        &self,
        stream: TcpStream,
        method: &str,
        path: &str,
        body: Bytes,
    ) -> hyper::Result<ReceivedHttpResponse> {
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
        Ok(ReceivedHttpResponse { status: head.status, headers: head.headers, body })
    }
}

impl ReceivedHttpResponse {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts an error response of the API and returns its message.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{:?}", self.body);
        let body = self.json();
        assert_eq!(body["status"], false);
        body["message"].as_str().unwrap().to_owned()
    }
}
