//! A scripted server over real sockets: it answers with exactly the bytes a test wants, and can hang,
//! break off or never end. It keeps what it was asked.

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

pub const KEY: &str = "sample-key-Zm9vYmFy";

pub const DOMAINS: &str = r#"{"status":true,"data":{"requested_type":"free","allowed_types":["free"],
    "domains":[{"domain":"example.com","type":"Free","custom":false}]}}"#;
pub const INBOX: &str = r#"{"status":true,"data":{"id":2301,"email":"randombox@example.com",
    "domain":"example.com","expire_at":"2026-06-28T09:48:52+00:00","expires_in_seconds":600,
    "created_at":"2026-06-28T09:38:52+00:00","email_token":"encrypted-email-token"}}"#;
pub const MESSAGE: &str = r#"{"is_seen":false,"subject":"Welcome to Temp Mail",
    "from":"Example Sender","from_email":"hello@example.org","to":"randombox@example.com",
    "receivedAt":"2026-06-28 09:38:52","id":"ap94AWDg123","html":true,
    "content":"<p>Hello from the inbox.</p>","attachments":[{"name":"file.txt","extension":"txt",
    "size":91,"url":"https://v1.tempmailg.com/api/messages/ap94AWDg123/attachments/file.txt"}]}"#;
pub const INBOX_DELETED: &str = r#"{"status":true,"message":"Email has been successfully deleted."}"#;
pub const MESSAGE_DELETED: &str = r#"{"status":true,"message":"Message was deleted successfully."}"#;

pub fn inbox_of(messages: &[&str]) -> String {
    let messages = messages.join(",");
    format!(r#"{{"status":true,"mailbox":"randombox@example.com","messages":[{messages}]}}"#)
}

pub fn read_one(message: &str) -> String {
    format!(r#"{{"status":true,"data":{message}}}"#)
}

/// What the server was asked.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// Path and query as they came.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(at, _)| at == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} came twice");
        value
    }

    /// The path's segments, decoded as a server does after routing by `/`.
    pub fn segments(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap();
        path.split('/').skip(1).map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned()).collect()
    }
}

#[derive(Debug, Clone)]
enum Step {
    Send(Bytes),
    Wait(Duration),
    /// Says nothing more, until the client gives up.
    Hang,
    /// Sends the same again and again, until the client gives up.
    Flood(Bytes),
    Reset,
}

/// What the server answers, byte for byte.
#[derive(Debug, Clone)]
pub struct Reply(Vec<Step>);

impl Reply {
    /// An ordinary answer, complete and of declared length.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Reply {
        let length = body.as_ref().len().to_string();
        let headers = [headers, &[("Content-Length", length.as_str())]].concat();
        Reply::head(status, &headers).send(body)
    }

    pub fn json(status: u16, body: &str) -> Reply {
        Reply::new(status, &[("Content-Type", "application/json")], body)
    }

    pub fn html(status: u16) -> Reply {
        let page = "<!DOCTYPE html><html><head><title>Just a moment</title></head></html>";
        Reply::new(status, &[("Content-Type", "text/html; charset=UTF-8")], page)
    }

    /// Only a head, to go on from with [`Reply::send`] and the rest.
    pub fn head(status: u16, headers: &[(&str, &str)]) -> Reply {
        let mut head = format!("HTTP/1.1 {status} Scripted\r\nConnection: close\r\n").into_bytes();
        for (name, value) in headers {
            head.extend_from_slice(format!("{name}: ").as_bytes());
            // Values may be any bytes: what a test writes as U+0080..U+00FF goes out as one byte.
            head.extend(value.chars().map(|c| u8::try_from(u32::from(c)).unwrap()));
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(b"\r\n");
        Reply::raw(head)
    }

    pub fn raw(bytes: impl AsRef<[u8]>) -> Reply {
        Reply(Vec::new()).send(bytes)
    }

    pub fn silence() -> Reply {
        Reply(Vec::new()).hang()
    }

    pub fn send(self, bytes: impl AsRef<[u8]>) -> Reply {
        self.then(Step::Send(Bytes::copy_from_slice(bytes.as_ref())))
    }

    pub fn wait(self, time: Duration) -> Reply {
        self.then(Step::Wait(time))
    }

    pub fn hang(self) -> Reply {
        self.then(Step::Hang)
    }

    pub fn flood(self, bytes: impl AsRef<[u8]>) -> Reply {
        self.then(Step::Flood(Bytes::copy_from_slice(bytes.as_ref())))
    }

    pub fn reset(self) -> Reply {
        self.then(Step::Reset)
    }

    fn then(mut self, step: Step) -> Reply {
        self.0.push(step);
        self
    }
}

/// Serves until dropped.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers every request alike.
    pub async fn answering(reply: Reply) -> Server {
        Server::with(move |_| reply.clone()).await
    }

    /// Answers the requests in turn; one more than there are replies is a failed test.
    pub async fn scripted(replies: impl IntoIterator<Item = Reply>) -> Server {
        let replies = Mutex::new(replies.into_iter().collect::<Vec<_>>().into_iter());
        Server::with(move |_| {
            let next = replies.lock().unwrap().next();
            next.unwrap_or_else(|| Reply::json(599, r#"{"message":"the script has ended"}"#))
        })
        .await
    }

    pub async fn with(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answer = Arc::new(answer);
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&seen), Arc::clone(&answer)));
                while connections.try_join_next().is_some() {}
            }
        });
        Server { address, requests, task }
    }

    pub fn base_url(&self) -> BaseUrl {
        BaseUrl::parse(&format!("http://{}/api", self.address)).unwrap()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A client for this server, patient enough for a busy machine.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder(key()).base_url(self.base_url())
    }

    /// A client that gives up soon, for answers that never come.
    pub fn impatient(&self) -> Client {
        self.builder().timeout(Duration::from_millis(150)).build().unwrap()
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    pub fn last(&self) -> Request {
        self.requests().pop().expect("the server was never asked")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub fn key() -> ApiKey {
    ApiKey::parse(KEY).unwrap()
}

async fn serve(
    mut stream: TcpStream,
    seen: Arc<Mutex<Vec<Request>>>,
    answer: Arc<impl Fn(&Request) -> Reply>,
) -> Option<()> {
    let request = read_request(&mut stream).await?;
    let reply = answer(&request);
    seen.lock().unwrap().push(request);
    for step in reply.0 {
        match step {
            Step::Send(bytes) => stream.write_all(&bytes).await.ok()?,
            Step::Wait(time) => tokio::time::sleep(time).await,
            Step::Hang => while stream.read(&mut [0; 64]).await.ok()? > 0 {},
            Step::Flood(bytes) => loop {
                stream.write_all(&bytes).await.ok()?;
            },
            Step::Reset => {
                stream.set_zero_linger().ok()?;
                return None;
            }
        }
    }
    stream.shutdown().await.ok()
}

async fn read_request(stream: &mut TcpStream) -> Option<Request> {
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
    Some(Request { method, target, headers, body })
}
