//! A test double for the internet, on loopback: one HTTPS server with scripted replies, and DNS names for it.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "part of a test")]

use futures_util::future::BoxFuture;
use mayfly_core::{ImageFetchNetwork, ImageTimeouts};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring};

/// The header of a PNG of 32 × 32 pixels, which is all that is validated.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x20\x08\x06\0\0\0";

/// How the server replies to a request for a path.
#[derive(Clone)]
pub enum Reply {
    /// Status 200 with this media type and body.
    Body(&'static str, Vec<u8>),
    /// A response with this status, these header lines and no body.
    Status(&'static str, String),
    /// An image without a content length that never ends.
    Endless,
    /// An image sent byte by byte, with this pause after each.
    Slow(Duration),
    /// [`PNG`], once the test adds a permit to [`TestInternet::held_replies`].
    Held,
    /// No reply at all.
    Silent,
}

#[derive(Default)]
struct RequestLog {
    /// Request heads, in order.
    heads: Mutex<Vec<String>>,
    connections: AtomicUsize,
    active: AtomicUsize,
    max_active: AtomicUsize,
    endless_bytes: AtomicUsize,
}

/// The answers for each host name that have not been given yet.
type DnsAnswers = Arc<Mutex<HashMap<String, Vec<Vec<SocketAddr>>>>>;

/// An HTTPS server on loopback, the DNS names that lead to it, and a log of what is requested.
pub struct TestInternet {
    /// The address of the HTTPS server.
    pub address: SocketAddr,
    /// A permit for each [`Reply::Held`] that may be sent.
    pub held_replies: Arc<Semaphore>,
    root_certificate: Vec<u8>,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    dns_answers: DnsAnswers,
    dns_lookups: Arc<Mutex<Vec<String>>>,
    request_log: Arc<RequestLog>,
}

impl TestInternet {
    /// Starts the server, with `images.example` and `other.example` leading to it.
    pub async fn start() -> Self {
        let names = ["images.example", "other.example", "rebinding.example"].map(str::to_owned);
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let root_certificate = certified.cert.der().to_vec();
        let private_key = certified.signing_key.serialize_der().try_into().unwrap();
        let tls_server_config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], private_key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let internet = Self {
            address: listener.local_addr().unwrap(),
            held_replies: Arc::new(Semaphore::new(0)),
            root_certificate,
            replies: Arc::default(),
            dns_answers: Arc::default(),
            dns_lookups: Arc::default(),
            request_log: Arc::default(),
        };
        let (acceptor, replies) = (TlsAcceptor::from(Arc::new(tls_server_config)), Arc::clone(&internet.replies));
        let (held_replies, request_log) = (Arc::clone(&internet.held_replies), Arc::clone(&internet.request_log));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, replies) = (acceptor.clone(), Arc::clone(&replies));
                let (held_replies, request_log) = (Arc::clone(&held_replies), Arc::clone(&request_log));
                request_log.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(socket).await else { return };
                    serve_requests(stream, &replies, &held_replies, &request_log).await;
                });
            }
        });
        for name in ["images.example", "other.example"] {
            internet.set_dns_answers(name, &[&[internet.address]]);
        }
        internet
    }

    /// The network to start a core with, so that it fetches images from this server.
    pub fn test_network(&self) -> TestNetwork {
        TestNetwork {
            dns_answers: Arc::clone(&self.dns_answers),
            dns_lookups: Arc::clone(&self.dns_lookups),
            server: self.address,
            root_certificate: self.root_certificate.clone(),
        }
    }

    /// Sets the DNS answers for a name: each but the last is given once, the last from then on.
    pub fn set_dns_answers(&self, name: &str, answers: &[&[SocketAddr]]) {
        self.dns_answers
            .lock()
            .unwrap()
            .insert(name.to_owned(), answers.iter().map(|answer| answer.to_vec()).collect());
    }

    /// Sets the reply to requests for a path.
    pub fn set_reply(&self, path: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
    }

    /// The heads of the requests so far, in lower case.
    pub fn request_heads(&self) -> Vec<String> {
        self.request_log.heads.lock().unwrap().clone()
    }

    /// The paths requested so far.
    pub fn request_paths(&self) -> Vec<String> {
        self.request_heads().iter().map(|head| head.split(' ').nth(1).unwrap_or_default().to_owned()).collect()
    }

    /// The host names resolved so far.
    pub fn dns_lookups(&self) -> Vec<String> {
        self.dns_lookups.lock().unwrap().clone()
    }

    /// The connections accepted so far.
    pub fn connection_count(&self) -> usize {
        self.request_log.connections.load(Ordering::SeqCst)
    }

    /// The number of requests that have no complete reply yet.
    pub fn active_requests(&self) -> usize {
        self.request_log.active.load(Ordering::SeqCst)
    }

    /// The highest number of requests that were ever active at the same time.
    pub fn max_active_requests(&self) -> usize {
        self.request_log.max_active.load(Ordering::SeqCst)
    }

    /// The bytes of endless replies that were sent.
    pub fn endless_bytes_sent(&self) -> usize {
        self.request_log.endless_bytes.load(Ordering::SeqCst)
    }
}

/// A network with scripted DNS answers, whose one server on loopback counts as public. Every other rule is the app's.
pub struct TestNetwork {
    dns_answers: DnsAnswers,
    dns_lookups: Arc<Mutex<Vec<String>>>,
    server: SocketAddr,
    root_certificate: Vec<u8>,
}

impl ImageFetchNetwork for TestNetwork {
    fn resolve_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        self.dns_lookups.lock().unwrap().push(host.to_owned());
        let mut dns_answers = self.dns_answers.lock().unwrap();
        let addresses = match dns_answers.get_mut(host) {
            None => Vec::new(),
            Some(answers) if answers.len() > 1 => answers.remove(0),
            Some(answers) => answers[0].clone(),
        };
        Box::pin(std::future::ready(Ok(addresses)))
    }

    fn allows_loopback_address(&self, address: SocketAddr) -> bool {
        address == self.server
    }

    fn additional_root_certificates(&self) -> Vec<Vec<u8>> {
        vec![self.root_certificate.clone()]
    }

    fn timeouts(&self) -> ImageTimeouts {
        ImageTimeouts { idle: Duration::from_millis(500), total: Duration::from_secs(2) }
    }
}

async fn serve_requests<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    replies: &Mutex<HashMap<String, Reply>>,
    held_replies: &Semaphore,
    request_log: &RequestLog,
) {
    while let Some(head) = read_request_head(&mut stream).await {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        request_log.heads.lock().unwrap().push(head);
        let active = request_log.active.fetch_add(1, Ordering::SeqCst) + 1;
        request_log.max_active.fetch_max(active, Ordering::SeqCst);
        let reply = replies.lock().unwrap().get(&path).cloned();
        let outcome = write_reply(&mut stream, reply, held_replies, request_log).await;
        request_log.active.fetch_sub(1, Ordering::SeqCst);
        if outcome.is_err() {
            return;
        }
    }
}

async fn write_reply<S: AsyncWrite + Unpin>(
    stream: &mut S,
    reply: Option<Reply>,
    held_replies: &Semaphore,
    request_log: &RequestLog,
) -> io::Result<()> {
    let head = |status: &str, lines: &str| format!("HTTP/1.1 {status}\r\nSet-Cookie: seen=1\r\n{lines}\r\n");
    let whole = |media_type: &str, body: &[u8]| {
        let lines = format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", body.len());
        [head("200 OK", &lines).as_bytes(), body].concat()
    };
    match reply {
        None => stream.write_all(head("404 Not Found", "Content-Length: 0\r\n").as_bytes()).await?,
        Some(Reply::Body(media_type, body)) => stream.write_all(&whole(media_type, &body)).await?,
        Some(Reply::Status(status, lines)) => {
            stream.write_all(head(status, &format!("Content-Length: 0\r\n{lines}")).as_bytes()).await?;
        }
        Some(Reply::Endless) => {
            stream.write_all(head("200 OK", "Content-Type: image/png\r\nConnection: close\r\n").as_bytes()).await?;
            stream.write_all(PNG).await?;
            loop {
                stream.write_all(&[0; 64 << 10]).await?;
                request_log.endless_bytes.fetch_add(64 << 10, Ordering::SeqCst);
            }
        }
        Some(Reply::Slow(pause)) => {
            stream.write_all(head("200 OK", "Content-Type: image/png\r\nContent-Length: 1000\r\n").as_bytes()).await?;
            for byte in PNG.iter().cycle() {
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
                tokio::time::sleep(pause).await;
            }
        }
        Some(Reply::Held) => {
            held_replies.acquire().await.unwrap().forget();
            stream.write_all(&whole("image/png", PNG)).await?;
        }
        Some(Reply::Silent) => std::future::pending().await,
    }
    stream.flush().await
}

async fn read_request_head<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).to_lowercase())
}
