//! TLS: the API key is sent only to a server with a trusted certificate.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rcgen::{CertifiedKey, KeyPair};
use rustls::{ServerConfig, ServerConnection, Stream};
use support::{INBOX_JSON, api_key};
use tempmailg::{BaseUrl, Client, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct TlsServer {
    address: SocketAddr,
    /// Whether a request, and with it the API key, arrived.
    request_received: Arc<AtomicBool>,
}

/// Starts a TLS server that runs until the process ends.
fn start_tls_server(certified: &CertifiedKey<KeyPair>) -> TlsServer {
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
    let request_received = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&request_received);
    std::thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut connection, &mut socket);
            if stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {
                flag.store(true, Ordering::SeqCst);
                let length = INBOX_JSON.len();
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
                let _ = write!(stream, "{head} {length}\r\n\r\n{INBOX_JSON}");
                let _ = stream.flush();
            }
        }
    });
    TlsServer { address, request_received }
}

fn self_signed_certificate(name: &str) -> CertifiedKey<KeyPair> {
    rcgen::generate_simple_self_signed([name.to_owned()]).unwrap()
}

async fn create_inbox_with_base_url(base: &str) -> Result<(), Error> {
    let base = BaseUrl::parse(base).unwrap();
    let client = Client::builder(api_key()).base_url(base).build().unwrap();
    client.create_inbox().await.map(drop)
}

#[tokio::test]
async fn untrusted_certificate_is_rejected() {
    let server = start_tls_server(&self_signed_certificate("localhost"));
    let base = format!("https://localhost:{}/api", server.address.port());
    let error = create_inbox_with_base_url(&base).await.unwrap_err();
    assert!(matches!(error, Error::Tls(_)), "{error:?}");
    assert!(!error.is_retryable() && !error.is_connection_failure() && error.is_unknown_authority());
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(!server.request_received.load(Ordering::SeqCst), "the key must not have been sent");
}

#[tokio::test]
async fn server_without_tls_is_rejected() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let plain_server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let mut received = Vec::new();
        let _ = socket.read_to_end(&mut received).await;
        received
    });
    let error = create_inbox_with_base_url(&format!("https://{address}/api")).await.unwrap_err();
    assert!(matches!(error, Error::Tls(_)), "{error:?}");
    let received = plain_server.await.unwrap();
    assert!(!String::from_utf8_lossy(&received).contains(support::API_KEY));
}

const CHILD_BASE_URL: &str = "TEMPMAILG_TEST_BASE";

/// Runs itself in a child process, because environment variables determine the trusted certificates.
#[tokio::test(flavor = "multi_thread")]
async fn trusted_certificate_is_accepted_for_its_own_name_only() {
    if let Ok(base) = std::env::var(CHILD_BASE_URL) {
        let result = create_inbox_with_base_url(&base).await;
        match base.contains("localhost") {
            true => result.unwrap(),
            false => assert!(matches!(result, Err(Error::Tls(_))), "{result:?}"),
        }
        return;
    }
    let certificate = self_signed_certificate("localhost");
    let server = start_tls_server(&certificate);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trusted.pem");
    std::fs::write(&file, certificate.cert.pem()).unwrap();
    for host in ["localhost", "127.0.0.1"] {
        let test = "trusted_certificate_is_accepted_for_its_own_name_only";
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .env(CHILD_BASE_URL, format!("https://{host}:{}/api", server.address.port()))
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }
}
