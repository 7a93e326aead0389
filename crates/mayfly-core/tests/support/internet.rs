//! A small internet on loopback: one HTTPS server with scripted answers, and names that lead to it.

#![allow(unreachable_pub, clippy::unwrap_used, reason = "part of a test")]

use mayfly_core::TestNetwork;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring};

/// A PNG of 32 × 32 pixels, as far as anything here looks.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x20\x08\x06\0\0\0";

/// What the server does when a path is asked for.
#[derive(Clone)]
pub enum Reply {
    /// An answer with this type and body.
    Body(&'static str, Vec<u8>),
    /// A status with these header lines and no body.
    Head(&'static str, String),
    /// An image that never ends, without a length.
    Endless,
    /// An image of which a byte comes every so often.
    Drip(Duration),
    /// The PNG, once the test lets it go.
    Held,
    /// Nothing at all.
    Silence,
}

#[derive(Default)]
struct Seen {
    /// Request heads, in order.
    heads: Mutex<Vec<String>>,
    connections: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    sent: AtomicUsize,
}

type Names = Arc<Mutex<HashMap<String, Vec<Vec<SocketAddr>>>>>;

pub struct Internet {
    pub address: SocketAddr,
    /// Lets held answers go.
    pub gate: Arc<Semaphore>,
    root: Vec<u8>,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    names: Names,
    lookups: Arc<Mutex<Vec<String>>>,
    seen: Arc<Seen>,
}

impl Internet {
    pub async fn start() -> Self {
        let names = ["images.example", "other.example", "rebinding.example"].map(str::to_owned);
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let root = certified.cert.der().to_vec();
        let key = certified.signing_key.serialize_der().try_into().unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let internet = Self {
            address: listener.local_addr().unwrap(),
            gate: Arc::new(Semaphore::new(0)),
            root,
            replies: Arc::default(),
            names: Arc::default(),
            lookups: Arc::default(),
            seen: Arc::default(),
        };
        let (acceptor, replies) = (TlsAcceptor::from(Arc::new(config)), Arc::clone(&internet.replies));
        let (gate, seen) = (Arc::clone(&internet.gate), Arc::clone(&internet.seen));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, replies) = (acceptor.clone(), Arc::clone(&replies));
                let (gate, seen) = (Arc::clone(&gate), Arc::clone(&seen));
                seen.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(socket).await else { return };
                    serve(stream, &replies, &gate, &seen).await;
                });
            }
        });
        for name in ["images.example", "other.example"] {
            internet.lead(name, &[&[internet.address]]);
        }
        internet
    }

    /// The network as a core is told of it.
    pub fn network(&self) -> TestNetwork {
        let (names, lookups) = (Arc::clone(&self.names), Arc::clone(&self.lookups));
        TestNetwork {
            resolve: Box::new(move |name| {
                lookups.lock().unwrap().push(name.to_owned());
                let mut names = names.lock().unwrap();
                let Some(answers) = names.get_mut(name) else { return Vec::new() };
                if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() }
            }),
            servers: vec![self.address],
            root: self.root.clone(),
            proxy: None,
            idle: Duration::from_millis(500),
            total: Duration::from_secs(2),
        }
    }

    /// Says what a name leads to: the first answer once, and so on, the last for good.
    pub fn lead(&self, name: &str, answers: &[&[SocketAddr]]) {
        self.names.lock().unwrap().insert(name.to_owned(), answers.iter().map(|answer| answer.to_vec()).collect());
    }

    /// Scripts the answer to a path.
    pub fn reply(&self, path: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
    }

    /// The heads of the requests so far, in lower case.
    pub fn heads(&self) -> Vec<String> {
        self.seen.heads.lock().unwrap().clone()
    }

    /// The paths asked for so far.
    pub fn paths(&self) -> Vec<String> {
        self.heads().iter().map(|head| head.split(' ').nth(1).unwrap_or_default().to_owned()).collect()
    }

    /// The names looked up so far.
    pub fn lookups(&self) -> Vec<String> {
        self.lookups.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Requests being answered right now.
    pub fn at_once(&self) -> usize {
        self.seen.at_once.load(Ordering::SeqCst)
    }

    /// The most requests that were ever answered at the same time.
    pub fn most_at_once(&self) -> usize {
        self.seen.most_at_once.load(Ordering::SeqCst)
    }

    /// Bytes of endless answers that were taken from the server's hands.
    pub fn sent(&self) -> usize {
        self.seen.sent.load(Ordering::SeqCst)
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    replies: &Mutex<HashMap<String, Reply>>,
    gate: &Semaphore,
    seen: &Seen,
) {
    while let Some(head) = read_head(&mut stream).await {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        seen.heads.lock().unwrap().push(head);
        let now = seen.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        seen.most_at_once.fetch_max(now, Ordering::SeqCst);
        let reply = replies.lock().unwrap().get(&path).cloned();
        let answered = answer(&mut stream, reply, gate, seen).await;
        seen.at_once.fetch_sub(1, Ordering::SeqCst);
        if answered.is_err() {
            return;
        }
    }
}

async fn answer<S: AsyncWrite + Unpin>(
    stream: &mut S,
    reply: Option<Reply>,
    gate: &Semaphore,
    seen: &Seen,
) -> std::io::Result<()> {
    let head = |status: &str, lines: &str| format!("HTTP/1.1 {status}\r\nSet-Cookie: seen=1\r\n{lines}\r\n");
    let whole = |media_type: &str, body: &[u8]| {
        let lines = format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", body.len());
        [head("200 OK", &lines).as_bytes(), body].concat()
    };
    match reply {
        None => stream.write_all(head("404 Not Found", "Content-Length: 0\r\n").as_bytes()).await?,
        Some(Reply::Body(media_type, body)) => stream.write_all(&whole(media_type, &body)).await?,
        Some(Reply::Head(status, lines)) => {
            stream.write_all(head(status, &format!("Content-Length: 0\r\n{lines}")).as_bytes()).await?;
        }
        Some(Reply::Endless) => {
            stream.write_all(head("200 OK", "Content-Type: image/png\r\nConnection: close\r\n").as_bytes()).await?;
            stream.write_all(PNG).await?;
            loop {
                stream.write_all(&[0; 64 << 10]).await?;
                seen.sent.fetch_add(64 << 10, Ordering::SeqCst);
            }
        }
        Some(Reply::Drip(pause)) => {
            stream.write_all(head("200 OK", "Content-Type: image/png\r\nContent-Length: 1000\r\n").as_bytes()).await?;
            for byte in PNG.iter().cycle() {
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
                tokio::time::sleep(pause).await;
            }
        }
        Some(Reply::Held) => {
            gate.acquire().await.unwrap().forget();
            stream.write_all(&whole("image/png", PNG)).await?;
        }
        Some(Reply::Silence) => std::future::pending().await,
    }
    stream.flush().await
}

async fn read_head<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).to_lowercase())
}
