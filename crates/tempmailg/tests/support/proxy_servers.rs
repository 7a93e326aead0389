//! A SOCKS5 proxy, an HTTP proxy and a TLS server on real sockets, each of which records what it sees.
//!
//! The service's address is `https://0.0.0.0:PORT`, which is no loopback address by the client's rules and leads to
//! this computer. What arrives there without a proxy is recorded by the server that stands for the outside.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "part of a test")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, Stream};

/// A user name and a password that need escaping in a URL.
pub const PROXY_USERNAME: &str = "proxy user";
pub const PROXY_PASSWORD: &str = "pa:ss@wörd/1";
/// Both as an HTTP proxy receives them.
pub const PROXY_AUTHORIZATION: &str = "Basic cHJveHkgdXNlcjpwYTpzc0B3w7ZyZC8x";

/// Names that the certificate of every [`TlsFront`] is valid for.
const CERTIFICATE_NAMES: [&str; 2] = ["0.0.0.0", "api.example.com"];
/// The folder of the certificate and its key, in the environment of a child process.
const CERTIFICATE_FOLDER: &str = "PROXY_TEST_CERTIFICATE_FOLDER";

/// Runs the body of a test in a child process that trusts the certificate of [`TlsFront`] and has these additional
/// environment variables; a variable without a value is removed. Only the environment can set either.
pub fn run_in_child_with_trusted_certificate(test: &str, variables: &[(&str, Option<&str>)], body: impl AsyncFnOnce()) {
    if std::env::var_os(CERTIFICATE_FOLDER).is_some() {
        tokio::runtime::Runtime::new().unwrap().block_on(body());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let names = CERTIFICATE_NAMES.map(str::to_owned);
    let certified = rcgen::generate_simple_self_signed(names).unwrap();
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, certified.cert.pem()).unwrap();
    std::fs::write(folder.path().join("certificate.der"), certified.cert.der()).unwrap();
    std::fs::write(folder.path().join("key.der"), certified.signing_key.serialize_der()).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env(CERTIFICATE_FOLDER, folder.path());
    command.env("SSL_CERT_FILE", &trusted).env_remove("SSL_CERT_DIR");
    for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] {
        command.env_remove(name);
    }
    for (name, value) in variables {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}\n{errors}");
}

/// A TLS server that passes each request on to a plain HTTP server.
pub struct TlsFront {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl TlsFront {
    /// Starts the server, which runs until the process ends. Only for the body of a child process.
    pub fn start(upstream: SocketAddr) -> TlsFront {
        let folder = PathBuf::from(std::env::var_os(CERTIFICATE_FOLDER).expect("runs in a child process"));
        let config = Arc::new(tls_server_config(&folder));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&connections);
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                counter.fetch_add(1, Ordering::SeqCst);
                let config = Arc::clone(&config);
                thread::spawn(move || pass_on_request(socket, config, upstream));
            }
        });
        TlsFront { address, connections }
    }

    /// The base URL that leads here without a proxy.
    pub fn direct_base_url(&self) -> String {
        format!("https://0.0.0.0:{}/api", self.address.port())
    }

    /// How many connections were accepted.
    pub fn connection_count(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn tls_server_config(folder: &Path) -> ServerConfig {
    let certificate = std::fs::read(folder.join("certificate.der")).unwrap();
    let key = std::fs::read(folder.join("key.der")).unwrap();
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key.try_into().unwrap())
        .unwrap()
}

fn pass_on_request(mut socket: TcpStream, config: Arc<ServerConfig>, upstream: SocketAddr) -> Option<()> {
    let mut connection = ServerConnection::new(config).unwrap();
    let mut stream = Stream::new(&mut connection, &mut socket);
    let head = read_head(&mut stream)?;
    // Each connection carries one request, so that every request is seen.
    let head = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    let mut plain = TcpStream::connect(upstream).ok()?;
    plain.write_all(head.as_bytes()).ok()?;
    let mut response = Vec::new();
    plain.read_to_end(&mut response).ok()?;
    stream.write_all(&response).ok()?;
    stream.conn.send_close_notify();
    stream.flush().ok()
}

/// What a proxy asks for and does with a connection.
#[derive(Clone, Copy)]
pub struct ProxyBehaviour {
    /// Whether it asks for [`PROXY_USERNAME`] and [`PROXY_PASSWORD`].
    pub asks_for_credentials: bool,
    /// Where every connection leads, whatever its target; `None` refuses all.
    pub tunnel_to: Option<SocketAddr>,
}

/// A connection that a proxy was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxiedConnection {
    /// The host and port, as they were sent.
    pub target: String,
    /// The user name and password, or the header `Proxy-Authorization`.
    pub credentials: Option<String>,
}

/// A proxy that runs until the process ends.
pub struct TestProxy {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<ProxiedConnection>>>,
}

impl TestProxy {
    pub fn start_socks5(behaviour: ProxyBehaviour) -> TestProxy {
        TestProxy::start(behaviour, serve_socks5)
    }

    pub fn start_http_proxy(behaviour: ProxyBehaviour) -> TestProxy {
        TestProxy::start(behaviour, serve_http_connect)
    }

    /// A proxy that accepts connections, sends these bytes, and nothing more.
    pub fn start_with_fixed_bytes(bytes: &'static [u8]) -> TestProxy {
        let behaviour = ProxyBehaviour { asks_for_credentials: false, tunnel_to: None };
        TestProxy::start(behaviour, move |mut socket, _, seen| {
            seen.lock().unwrap().push(ProxiedConnection { target: String::new(), credentials: None });
            socket.write_all(bytes).ok()?;
            while socket.read(&mut [0; 64]).ok()? > 0 {}
            None
        })
    }

    fn start(
        behaviour: ProxyBehaviour,
        serve: impl Fn(TcpStream, ProxyBehaviour, &Mutex<Vec<ProxiedConnection>>) -> Option<()> + Send + Sync + 'static,
    ) -> TestProxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::<Mutex<Vec<ProxiedConnection>>>::default();
        let (log, serve) = (Arc::clone(&seen), Arc::new(serve));
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (log, serve) = (Arc::clone(&log), Arc::clone(&serve));
                thread::spawn(move || serve(socket, behaviour, &log));
            }
        });
        TestProxy { address, seen }
    }

    /// The connections that were asked for so far.
    pub fn connections(&self) -> Vec<ProxiedConnection> {
        self.seen.lock().unwrap().clone()
    }

    /// Forgets the connections so far and returns them.
    pub fn take_connections(&self) -> Vec<ProxiedConnection> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    /// The address as a URL with this scheme.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// The same with the user name and the password.
    pub fn url_with_credentials(&self, scheme: &str) -> String {
        format!("{scheme}://proxy%20user:pa%3Ass%40w%C3%B6rd%2F1@{}", self.address)
    }
}

fn serve_socks5(mut socket: TcpStream, behaviour: ProxyBehaviour, seen: &Mutex<Vec<ProxiedConnection>>) -> Option<()> {
    let [version, count] = read_exact_bytes(&mut socket)?;
    assert_eq!(version, 5);
    let methods = read_socket_bytes(&mut socket, count)?;
    let method = if behaviour.asks_for_credentials { 2 } else { 0 };
    if !methods.contains(&method) {
        seen.lock().unwrap().push(ProxiedConnection { target: String::new(), credentials: None });
        socket.write_all(&[5, 0xff]).ok()?;
        return None;
    }
    socket.write_all(&[5, method]).ok()?;
    let mut credentials = None;
    if behaviour.asks_for_credentials {
        let [_, length] = read_exact_bytes(&mut socket)?;
        let username = String::from_utf8(read_socket_bytes(&mut socket, length)?).unwrap();
        let [length] = read_exact_bytes(&mut socket)?;
        let password = String::from_utf8(read_socket_bytes(&mut socket, length)?).unwrap();
        let is_right = (username.as_str(), password.as_str()) == (PROXY_USERNAME, PROXY_PASSWORD);
        credentials = Some(format!("{username}:{password}"));
        if !is_right {
            seen.lock().unwrap().push(ProxiedConnection { target: String::new(), credentials: credentials.clone() });
        }
        socket.write_all(&[1, u8::from(!is_right)]).ok()?;
        if !is_right {
            return None;
        }
    }
    let [_, _, _, kind] = read_exact_bytes(&mut socket)?;
    let host = match kind {
        1 => std::net::Ipv4Addr::from(read_exact_bytes(&mut socket)?).to_string(),
        3 => {
            let [length] = read_exact_bytes(&mut socket)?;
            String::from_utf8(read_socket_bytes(&mut socket, length)?).unwrap()
        }
        _ => std::net::Ipv6Addr::from(read_exact_bytes(&mut socket)?).to_string(),
    };
    let port = u16::from_be_bytes(read_exact_bytes(&mut socket)?);
    seen.lock().unwrap().push(ProxiedConnection { target: format!("{host}:{port}"), credentials });
    let tunnel = behaviour.tunnel_to.and_then(|target| TcpStream::connect(target).ok());
    // 5: connection refused.
    let status = if tunnel.is_some() { 0 } else { 5 };
    socket.write_all(&[5, status, 0, 1, 0, 0, 0, 0, 0, 0]).ok()?;
    join_sockets(socket, tunnel?)
}

fn serve_http_connect(
    mut socket: TcpStream,
    behaviour: ProxyBehaviour,
    seen: &Mutex<Vec<ProxiedConnection>>,
) -> Option<()> {
    let head = read_head(&mut socket)?;
    let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).unwrap_or(&head).to_owned();
    let credentials = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("proxy-authorization").then(|| value.trim().to_owned())
    });
    let is_authorized = !behaviour.asks_for_credentials || credentials.as_deref() == Some(PROXY_AUTHORIZATION);
    seen.lock().unwrap().push(ProxiedConnection { target, credentials });
    let tunnel_to = behaviour.tunnel_to.filter(|_| is_authorized);
    let tunnel = tunnel_to.and_then(|target| TcpStream::connect(target).ok());
    let (status, tunnel) = match tunnel {
        _ if !is_authorized => ("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic", None),
        None => ("502 Bad Gateway", None),
        tunnel => ("200 OK", tunnel),
    };
    socket.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).ok()?;
    join_sockets(socket, tunnel?)
}

/// Passes bytes on in both directions until both ends are closed.
fn join_sockets(one: TcpStream, other: TcpStream) -> Option<()> {
    let (mut from, mut to) = (one.try_clone().ok()?, other.try_clone().ok()?);
    let forth = thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let (mut from, mut to) = (other, one);
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
    forth.join().ok()
}

fn read_exact_bytes<const COUNT: usize>(socket: &mut TcpStream) -> Option<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    socket.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn read_socket_bytes(socket: &mut TcpStream, count: u8) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::from(count)];
    socket.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn read_head(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    String::from_utf8(head).ok()
}

/// An address at which nothing listens.
pub fn closed_address() -> SocketAddr {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap()
}
