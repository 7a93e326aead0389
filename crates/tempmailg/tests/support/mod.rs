//! A scripted HTTP server on a real socket. It sends exactly the bytes that a test specifies, can stall,
//! reset the connection or never end, and records the requests it receives.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use tempmailg::{ApiKey, BaseUrl, Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

pub const API_KEY: &str = "sample-key-Zm9vYmFy";

pub const DOMAINS_JSON: &str = r#"{"status":true,"data":{"requested_type":"free","allowed_types":["free"],
    "domains":[{"domain":"example.com","type":"Free","custom":false}]}}"#;
pub const INBOX_JSON: &str = r#"{"status":true,"data":{"id":2301,"email":"randombox@example.com",
    "domain":"example.com","expire_at":"2026-06-28T09:48:52+00:00","expires_in_seconds":600,
    "created_at":"2026-06-28T09:38:52+00:00","email_token":"encrypted-email-token"}}"#;
pub const MESSAGE_JSON: &str = r#"{"is_seen":false,"subject":"Welcome to Temp Mail",
    "from":"Example Sender","from_email":"hello@example.org","to":"randombox@example.com",
    "receivedAt":"2026-06-28 09:38:52","id":"ap94AWDg123","html":true,
    "content":"<p>Hello from the inbox.</p>","attachments":[{"name":"file.txt","extension":"txt",
    "size":91,"url":"https://v1.tempmailg.com/api/messages/ap94AWDg123/attachments/file.txt"}]}"#;
pub const INBOX_DELETED_JSON: &str = r#"{"status":true,"message":"Email has been successfully deleted."}"#;
pub const MESSAGE_DELETED_JSON: &str = r#"{"status":true,"message":"Message was deleted successfully."}"#;

pub fn message_list_json(messages: &[&str]) -> String {
    let messages = messages.join(",");
    format!(r#"{{"status":true,"mailbox":"randombox@example.com","messages":[{messages}]}}"#)
}

pub fn message_response_body(message: &str) -> String {
    format!(r#"{{"status":true,"data":{message}}}"#)
}

/// A request that the server received.
#[derive(Debug, Clone)]
pub struct ReceivedRequest {
    pub method: String,
    /// Path and query, still percent-encoded.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(at, _)| at == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "the header {name} occurs twice");
        value
    }

    /// The segments of the path, each percent-decoded.
    pub fn segments(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap();
        path.split('/').skip(1).map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned()).collect()
    }
}

#[derive(Debug, Clone)]
enum ReplyStep {
    Send(Bytes),
    Wait(Duration),
    /// Sends nothing more until the client closes the connection.
    Hang,
    /// Sends the same bytes again and again until the client closes the connection.
    Flood(Bytes),
    Reset,
}

/// The bytes of a response, and how they are sent.
#[derive(Debug, Clone)]
pub struct ScriptedReply(Vec<ReplyStep>);

impl ScriptedReply {
    /// A complete response with a `Content-Length`.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> ScriptedReply {
        let length = body.as_ref().len().to_string();
        let headers = [headers, &[("Content-Length", length.as_str())]].concat();
        ScriptedReply::head(status, &headers).send(body)
    }

    pub fn json(status: u16, body: &str) -> ScriptedReply {
        ScriptedReply::new(status, &[("Content-Type", "application/json")], body)
    }

    pub fn html(status: u16) -> ScriptedReply {
        let page = "<!DOCTYPE html><html><head><title>Just a moment</title></head></html>";
        ScriptedReply::new(status, &[("Content-Type", "text/html; charset=UTF-8")], page)
    }

    /// The head of a response. Continue it with [`ScriptedReply::send`] and the other steps.
    pub fn head(status: u16, headers: &[(&str, &str)]) -> ScriptedReply {
        let mut head = format!("HTTP/1.1 {status} Scripted\r\nConnection: close\r\n").into_bytes();
        for (name, value) in headers {
            head.extend_from_slice(format!("{name}: ").as_bytes());
            // Header values may be any bytes: U+0080..U+00FF in a test is sent as one byte.
            head.extend(value.chars().map(|c| u8::try_from(u32::from(c)).unwrap()));
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        ScriptedReply::raw(head)
    }

    pub fn raw(bytes: impl AsRef<[u8]>) -> ScriptedReply {
        ScriptedReply(Vec::new()).send(bytes)
    }

    pub fn silence() -> ScriptedReply {
        ScriptedReply(Vec::new()).hang()
    }

    pub fn send(self, bytes: impl AsRef<[u8]>) -> ScriptedReply {
        self.push_reply_step(ReplyStep::Send(Bytes::copy_from_slice(bytes.as_ref())))
    }

    pub fn wait(self, time: Duration) -> ScriptedReply {
        self.push_reply_step(ReplyStep::Wait(time))
    }

    pub fn hang(self) -> ScriptedReply {
        self.push_reply_step(ReplyStep::Hang)
    }

    pub fn flood(self, bytes: impl AsRef<[u8]>) -> ScriptedReply {
        self.push_reply_step(ReplyStep::Flood(Bytes::copy_from_slice(bytes.as_ref())))
    }

    pub fn reset(self) -> ScriptedReply {
        self.push_reply_step(ReplyStep::Reset)
    }

    fn push_reply_step(mut self, step: ReplyStep) -> ScriptedReply {
        self.0.push(step);
        self
    }
}

/// A server that runs until it is dropped.
pub struct ScriptedServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<ReceivedRequest>>>,
    task: JoinHandle<()>,
}

impl ScriptedServer {
    /// Sends the same reply to every request.
    pub async fn with_repeated_reply(reply: ScriptedReply) -> ScriptedServer {
        ScriptedServer::with_responder(move |_| reply.clone()).await
    }

    /// Sends the replies in order. Further requests get status 599.
    pub async fn with_replies_in_order(replies: impl IntoIterator<Item = ScriptedReply>) -> ScriptedServer {
        let replies = Mutex::new(replies.into_iter().collect::<Vec<_>>().into_iter());
        ScriptedServer::with_responder(move |_| {
            let next_reply = replies.lock().unwrap().next();
            next_reply.unwrap_or_else(|| ScriptedReply::json(599, r#"{"message":"no reply is left"}"#))
        })
        .await
    }

    pub async fn with_responder(
        responder: impl Fn(&ReceivedRequest) -> ScriptedReply + Send + Sync + 'static,
    ) -> ScriptedServer {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let received = Arc::clone(&requests);
        let responder = Arc::new(responder);
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve_connection(stream, Arc::clone(&received), Arc::clone(&responder)));
                while connections.try_join_next().is_some() {}
            }
        });
        ScriptedServer { address, requests, task }
    }

    pub fn base_url(&self) -> BaseUrl {
        BaseUrl::parse(&format!("http://{}/api", self.address)).unwrap()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A client for this server with the default timeout.
    pub fn client(&self) -> Client {
        self.client_builder().build().unwrap()
    }

    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder(api_key()).base_url(self.base_url())
    }

    /// A client with a short timeout, for responses that never complete.
    pub fn client_with_short_timeout(&self) -> Client {
        self.client_with_timeout(Duration::from_millis(150))
    }

    pub fn client_with_timeout(&self, timeout: Duration) -> Client {
        self.client_builder().timeout(timeout).build().unwrap()
    }

    pub fn list_requests(&self) -> Vec<ReceivedRequest> {
        self.requests.lock().unwrap().clone()
    }

    pub fn last_request(&self) -> ReceivedRequest {
        self.list_requests().pop().expect("the server received no request")
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub fn api_key() -> ApiKey {
    ApiKey::parse(API_KEY).unwrap()
}

async fn serve_connection(
    mut stream: TcpStream,
    received: Arc<Mutex<Vec<ReceivedRequest>>>,
    responder: Arc<impl Fn(&ReceivedRequest) -> ScriptedReply>,
) -> Option<()> {
    let request = read_request(&mut stream).await?;
    let reply = responder(&request);
    received.lock().unwrap().push(request);
    for step in reply.0 {
        match step {
            ReplyStep::Send(bytes) => stream.write_all(&bytes).await.ok()?,
            ReplyStep::Wait(time) => tokio::time::sleep(time).await,
            ReplyStep::Hang => while stream.read(&mut [0; 64]).await.ok()? > 0 {},
            ReplyStep::Flood(bytes) => loop {
                stream.write_all(&bytes).await.ok()?;
            },
            ReplyStep::Reset => {
                stream.set_zero_linger().ok()?;
                return None;
            }
        }
    }
    stream.shutdown().await.ok()
}

async fn read_request(stream: &mut TcpStream) -> Option<ReceivedRequest> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length =
        headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        stream.read_buf(&mut body).await.ok().filter(|read| *read > 0)?;
    }
    Some(ReceivedRequest { method, target, headers, body })
}
