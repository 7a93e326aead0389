//! Images on other computers.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use fantoccini::Locator;
use fantoccini::error::CmdError;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

#[tokio::test]
async fn shown_images_never_come_from_this_computer() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    // What only this computer can reach; on the usual port too, where the test may have it.
    let near = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let usual = TcpListener::bind("127.0.0.1:443").await.ok();
    let port = near.local_addr().unwrap().port();
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<h1>Before</h1><p><img src='https://127.0.0.1:{port}/a.png' width=40 height=40>
         <img src='https://127.0.0.1/b.png' alt='A boat'><img src='https://localhost/c.png'>
         <img src='http://127.0.0.1:{port}/d.png'><img src='https://[::ffff:127.0.0.1]/e.png'>
         <img src='https://127.0.0.1/wf/open?u=1' width=1 height=1></p><p>After.</p>"
    );
    let mail = json!({"address": address, "subject": "Pictures", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver(mail).await;
    window.click("message-item").await;
    window.shows("remote-images-count", "6 remote images blocked, 1 looks like a tracker").await;
    until_true("a message that asks for nothing", || async { images(&window).await == Some(0) }).await;

    window.click("remote-images-show").await;
    window.shows("remote-images-count", "shown").await;
    let text = window.message_text().await;
    assert!(text.contains("Before") && text.contains("After."), "{text}");
    until_true("images asked of Mayfly, without the tracker", || async { images(&window).await == Some(5) }).await;
    for listener in [Some(near), usual].into_iter().flatten() {
        let reached = tokio::time::timeout(Duration::from_secs(1), listener.accept()).await;
        assert!(reached.is_err(), "something connected to this computer");
    }
    window.shows("remote-images-count", "5 couldn’t be loaded").await;

    window.click("remote-images-always").await;
    window.shows("remote-images-count", "always shown").await;
    window.click("remote-images-hide").await;
    window.shows("remote-images-count", "6 remote images blocked").await;
    until_true("the message without images again", || async { images(&window).await == Some(0) }).await;
    assert!(window.message_text().await.contains("After."));
    window.quit().await;
}

/// How many images the shown document asks for; `None` while it is on its way.
async fn images(window: &Window) -> Option<usize> {
    window.message_text().await;
    window.get("message-frame").await.enter_frame().await.ok()?;
    let found = window.client.find_all(Locator::Css("img[src]")).await;
    window.client.enter_parent_frame().await.unwrap();
    Some(found.ok()?.len())
}

/// How wide each image came out; 0 for one that isn't there.
async fn widths(window: &Window) -> Vec<u64> {
    window.get("message-frame").await.enter_frame().await.unwrap();
    let mut widths = Vec::new();
    for image in window.client.find_all(Locator::Css("img[src]")).await.unwrap() {
        // The client takes properties for texts: a number comes as an error that holds it.
        let Err(CmdError::NotW3C(width)) = image.prop("naturalWidth").await else { panic!("an image has a width") };
        widths.push(width.as_u64().unwrap());
    }
    window.client.enter_parent_frame().await.unwrap();
    widths
}

/// An address that counts as public; here it leads to this computer, in a network of the test's own.
const PUBLIC: &str = "198.41.0.4";

/// Runs the named test of this file once more, in a network where [`PUBLIC`] is this computer.
fn on_an_internet_of_its_own(test: &str) {
    let done = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "sh", "-c"])
        .arg(format!(
            "ip link set lo up && ip address add {PUBLIC}/32 dev lo && exec \"$0\" --exact --nocapture \"$1\""
        ))
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env("OWN_INTERNET", "1")
        .output()
        .expect("unshare, of util-linux, is needed");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}\n{}\nUser namespaces have to be allowed for this test.",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[tokio::test]
async fn an_image_from_the_internet_is_shown_and_tells_nothing() {
    if std::env::var_os("OWN_INTERNET").is_none() {
        let again = || on_an_internet_of_its_own("images::an_image_from_the_internet_is_shown_and_tells_nothing");
        tokio::task::spawn_blocking(again).await.unwrap();
        return;
    }
    let mut desktop = Desktop::start(Keychain::Unlocked);
    let service = Service::start();
    let web = WebServer::start(&desktop).await;
    desktop.set("SSL_CERT_FILE", desktop.path("authority.pem").display().to_string());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<p>Look.<img src='https://{PUBLIC}/boat.png?reader=7' alt='A boat'><img src='https://{PUBLIC}/gone.png'></p>"
    );
    let mail = json!({"address": address, "subject": "A boat", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver(mail).await;
    window.click("message-item").await;
    window.shows("remote-images-count", "2 remote images blocked").await;
    assert!(web.requests().is_empty(), "nothing is asked for before the user agrees");
    window.click("remote-images-show").await;
    until_true("the image from the internet", || async {
        images(&window).await == Some(2) && widths(&window).await[0] == BOAT.0
    })
    .await;
    window.shows("remote-images-count", "1 couldn’t be loaded").await;
    let requests = web.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    for request in &requests {
        let request = request.to_ascii_lowercase();
        for told in ["cookie", "referer", "mayfly", "accept-language", &address, KEY] {
            assert!(!request.contains(told), "{told} in {request}");
        }
        assert!(request.starts_with("get /") && request.contains("\r\nuser-agent: mozilla/5.0\r\n"), "{request}");
    }
    window.quit().await;
}

/// The one picture there is, and its width.
const BOAT: (u64, &[u8]) = (64, include_bytes!("../../icons/64x64.png"));

/// A web server with a certificate for [`PUBLIC`], whose authority lies in the desktop's `authority.pem`.
struct WebServer {
    requests: Arc<Mutex<Vec<String>>>,
}

impl WebServer {
    async fn start(desktop: &Desktop) -> Self {
        let certificate = rcgen::generate_simple_self_signed([PUBLIC.to_owned()]).unwrap();
        std::fs::write(desktop.path("authority.pem"), certificate.cert.pem()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = rustls::pki_types::PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((PUBLIC, 443)).await.unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(stream).await {
                    tokio::spawn(answer(stream, Arc::clone(&heard)));
                }
            }
        });
        Self { requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn answer(mut stream: tokio_rustls::server::TlsStream<tokio::net::TcpStream>, heard: Arc<Mutex<Vec<String>>>) {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(length @ 1..) => request.extend_from_slice(&buffer[..length]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let found = request.starts_with("GET /boat.png?reader=7 ");
    heard.lock().unwrap().push(request);
    let (status, body) = if found { ("200 OK", BOAT.1) } else { ("404 Not Found", &[][..]) };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: image/png\r\ncontent-length: {}\r\nset-cookie: reader=7\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let _ = stream.shutdown().await;
}
