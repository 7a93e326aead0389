//! Who is trusted with the key.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rcgen::{CertifiedKey, KeyPair};
use rustls::{ServerConfig, ServerConnection, Stream};
use support::{INBOX, key};
use tempmailg::{BaseUrl, Client, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct TlsServer {
    address: SocketAddr,
    /// Whether a request, and so the key, ever arrived.
    asked: Arc<AtomicBool>,
}

/// Serves with a certificate for as long as the process lives.
fn serve(certified: &CertifiedKey<KeyPair>) -> TlsServer {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let private = certified.signing_key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], private)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut connection, &mut socket);
            if stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {
                flag.store(true, Ordering::SeqCst);
                let length = INBOX.len();
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
                let _ = write!(stream, "{head} {length}\r\n\r\n{INBOX}");
                let _ = stream.flush();
            }
        }
    });
    TlsServer { address, asked }
}

fn certificate_for(name: &str) -> CertifiedKey<KeyPair> {
    rcgen::generate_simple_self_signed([name.to_owned()]).unwrap()
}

async fn call(base: &str) -> Result<(), Error> {
    let base = BaseUrl::parse(base).unwrap();
    let client = Client::builder(key()).base_url(base).build().unwrap();
    client.create_inbox().await.map(drop)
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let server = serve(&certificate_for("localhost"));
    let base = format!("https://localhost:{}/api", server.address.port());
    let error = call(&base).await.unwrap_err();
    assert!(matches!(error, Error::Tls(_)), "{error:?}");
    assert!(!error.is_retryable() && !error.is_offline());
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(!server.asked.load(Ordering::SeqCst), "the key must not have been sent");
}

#[tokio::test]
async fn a_server_without_tls_is_refused() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let speaking = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let mut heard = Vec::new();
        let _ = socket.read_to_end(&mut heard).await;
        heard
    });
    let error = call(&format!("https://{address}/api")).await.unwrap_err();
    assert!(matches!(error, Error::Tls(_)), "{error:?}");
    let heard = speaking.await.unwrap();
    assert!(!String::from_utf8_lossy(&heard).contains(support::KEY));
}

const ROLE: &str = "TEMPMAILG_TEST_BASE";

/// The counterpart of the refusals: with the same server and its certificate among the system's, the
/// call works. The system's certificates are told by variables, so that takes a process of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_the_system_trusts_is_accepted_for_its_name_alone() {
    if let Ok(base) = std::env::var(ROLE) {
        let result = call(&base).await;
        match base.contains("localhost") {
            true => result.unwrap(),
            false => assert!(matches!(result, Err(Error::Tls(_))), "{result:?}"),
        }
        return;
    }
    let certificate = certificate_for("localhost");
    let server = serve(&certificate);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trusted.pem");
    std::fs::write(&file, certificate.cert.pem()).unwrap();
    for host in ["localhost", "127.0.0.1"] {
        let test = "a_certificate_that_the_system_trusts_is_accepted_for_its_name_alone";
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .env(ROLE, format!("https://{host}:{}/api", server.address.port()))
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }
}
