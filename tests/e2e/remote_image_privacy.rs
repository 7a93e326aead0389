//! Remote images: what is requested, from where, and what a request reveals.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use fantoccini::Locator;
use fantoccini::error::CmdError;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

#[tokio::test]
async fn remote_images_are_never_fetched_from_loopback_addresses() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    // Listeners on loopback: one on a free port, and one on the default port if the test may bind it.
    let loopback = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let default_port = TcpListener::bind("127.0.0.1:443").await.ok();
    let port = loopback.local_addr().unwrap().port();
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<h1>Before</h1><p><img src='https://127.0.0.1:{port}/a.png' width=40 height=40>
         <img src='https://127.0.0.1/b.png' alt='A boat'><img src='https://localhost/c.png'>
         <img src='http://127.0.0.1:{port}/d.png'><img src='https://[::ffff:127.0.0.1]/e.png'>
         <img src='https://127.0.0.1/wf/open?u=1' width=1 height=1></p><p>After.</p>"
    );
    let mail = json!({"address": address, "subject": "Pictures", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    window.wait_for_text("remote-images-count", "6 remote images blocked, 1 looks like a tracker").await;
    wait_until_true("a document that requests no image", || async {
        window.count_images_with_source().await == Some(0)
    })
    .await;

    window.click_testid("remote-images-show").await;
    window.wait_for_text("remote-images-count", "shown").await;
    let text = window.read_message_frame_text().await;
    assert!(text.contains("Before") && text.contains("After."), "{text}");
    wait_until_true("requested images, without the tracker", || async {
        window.count_images_with_source().await == Some(5)
    })
    .await;
    for listener in [Some(loopback), default_port].into_iter().flatten() {
        let reached = tokio::time::timeout(Duration::from_secs(1), listener.accept()).await;
        assert!(reached.is_err(), "something connected to this computer");
    }
    window.wait_for_text("remote-images-count", "5 couldn’t be loaded").await;

    window.click_testid("remote-images-always").await;
    window.wait_for_text("remote-images-count", "always shown").await;
    window.click_testid("remote-images-hide").await;
    window.wait_for_text("remote-images-count", "6 remote images blocked").await;
    wait_until_true("the message without images again", || async {
        window.count_images_with_source().await == Some(0)
    })
    .await;
    assert!(window.read_message_frame_text().await.contains("After."));
    window.quit_app().await;
}

/// Returns the natural width of each image in pixels; 0 for one that was not loaded.
async fn read_image_widths(window: &AppWindow) -> Vec<u64> {
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    let mut widths = Vec::new();
    for image in window.client.find_all(Locator::Css("img[src]")).await.unwrap() {
        // The client expects properties to be strings: a number comes as an error that contains it.
        let Err(CmdError::NotW3C(width)) = image.prop("naturalWidth").await else { panic!("an image has a width") };
        widths.push(width.as_u64().unwrap());
    }
    window.client.enter_parent_frame().await.unwrap();
    widths
}

/// A public address, which belongs to the loopback interface in the test's network namespace.
const PUBLIC_ADDRESS: &str = "198.41.0.4";

/// Runs the named test again in a network namespace where [`PUBLIC_ADDRESS`] is a local address. Returns whether it
/// did; false in the namespace.
async fn rerun_in_network_namespace(test: &'static str) -> bool {
    if std::env::var_os("MAYFLY_TEST_NETWORK_NAMESPACE").is_some() {
        return false;
    }
    tokio::task::spawn_blocking(move || run_in_network_namespace(test)).await.unwrap();
    true
}

fn run_in_network_namespace(test: &str) {
    let child = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "sh", "-c"])
        .arg(format!(
            "ip link set lo up && ip address add {PUBLIC_ADDRESS}/32 dev lo && exec \"$0\" --exact --nocapture \"$1\""
        ))
        .arg(std::env::current_exe().unwrap())
        .arg(format!("remote_image_privacy::{test}"))
        .env("MAYFLY_TEST_NETWORK_NAMESPACE", "1")
        .output()
        .expect("unshare, of util-linux, is needed");
    let output = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && output.contains("1 passed"),
        "{output}\n{}\nThis test needs user namespaces.",
        String::from_utf8_lossy(&child.stderr)
    );
}

#[tokio::test]
async fn public_image_is_shown_without_identifying_the_reader() {
    if rerun_in_network_namespace("public_image_is_shown_without_identifying_the_reader").await {
        return;
    }
    let WindowAndWebServer { desktop: _desktop, service, web, window, address } = WindowAndWebServer::open().await;
    let content = format!(
        "<p>Look.<img src='https://{PUBLIC_ADDRESS}/boat.png?reader=7' alt='A boat'><img src='https://{PUBLIC_ADDRESS}/gone.png'></p>"
    );
    let mail = json!({"address": address, "subject": "A boat", "from_email": "news@example.org", "html": true,
        "content": content});
    service.deliver_mail(mail).await;
    window.click_testid("message-item").await;
    window.wait_for_text("remote-images-count", "2 remote images blocked").await;
    assert!(web.list_requests().is_empty(), "nothing is requested before the user allows it");
    window.click_testid("remote-images-show").await;
    wait_until_true("the image from the internet", || async {
        window.count_images_with_source().await == Some(2) && read_image_widths(&window).await[0] == IMAGE.0
    })
    .await;
    window.wait_for_text("remote-images-count", "1 couldn’t be loaded").await;
    let requests = web.list_requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    for request in &requests {
        let request = request.to_ascii_lowercase();
        for revealing in ["cookie", "referer", "mayfly", "accept-language", &address, API_KEY] {
            assert!(!request.contains(revealing), "{revealing} in {request}");
        }
        assert!(request.starts_with("get /") && request.contains("\r\nuser-agent: mozilla/5.0\r\n"), "{request}");
    }
    window.quit_app().await;
}

/// Markup whose images a web view would fetch when the pointer, the focus, the scheme or the window changes.
///
/// Every image has a path of its own. Those in rules that apply only sometimes are under `/never/`.
fn build_tracking_message() -> String {
    let url = |path: &str| format!("url(https://{PUBLIC_ADDRESS}/{path})");
    let mut styles = format!(
        "a:hover{{background:{}}}a:active{{background:{}}}a:focus{{background:{}}}a:visited{{background:{}}}
         details[open]{{background:{}}}@media (prefers-color-scheme:dark){{body{{background:{}}}
         .dark{{display:block!important}}}}@media print{{p{{background:{}}}}}p:hover~div{{background:{}}}",
        url("never/hover"),
        url("never/active"),
        url("never/focus"),
        url("never/visited"),
        url("never/unfolded"),
        url("never/dark"),
        url("never/print"),
        url("never/sibling")
    );
    let mut boxes = format!("<div class=dark style='display:none;background:{}'>Dark</div>", url("dark-box"));
    for width in WIDTHS {
        styles += &format!(
            "@media (min-width:{width}px){{.w{width}{{display:block!important;background-color:red}}
             p{{background:{}}}}}",
            url(&format!("never/width-{width}"))
        );
        boxes +=
            &format!("<div class=w{width} style='display:none;background:{}'>Wide</div>", url(&format!("w{width}")));
    }
    format!(
        "<style>{styles}</style><p><img src='https://{PUBLIC_ADDRESS}/boat.png?reader=7' width=64>
         <a id=near href='https://harbour.example/near'>Near</a></p>{boxes}
         <div style='height:3000px'>Far</div><img loading=lazy src='https://{PUBLIC_ADDRESS}/below' width=9 height=9>
         <details><summary id=more>More</summary><div style='background:{}'>Inside
         <img src='https://{PUBLIC_ADDRESS}/inside-image'></div></details>
         <a href='https://harbour.example/far'>Far away</a>",
        url("inside")
    )
}

/// Widths at which a box of the message appears, close enough for any change of the window to be seen.
const WIDTHS: [u32; 12] = [250, 320, 390, 460, 530, 600, 670, 740, 810, 880, 950, 1020];

/// Returns how many boxes the message shows.
async fn count_displayed(window: &AppWindow, selector: &str) -> usize {
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    let mut count = 0;
    for element in window.client.find_all(Locator::Css(selector)).await.unwrap() {
        count += usize::from(element.is_displayed().await.unwrap());
    }
    window.client.enter_parent_frame().await.unwrap();
    count
}

/// Moves the mouse to the centre of an element in the message.
async fn hover_in_message(desktop: &TestDesktop, window: &AppWindow, selector: &str) {
    let frame = window.find_by_testid("message-frame").await;
    let (left, top, ..) = frame.rectangle().await.unwrap();
    frame.enter_frame().await.unwrap();
    let (x, y, width, height) = window.client.find(Locator::Css(selector)).await.unwrap().rectangle().await.unwrap();
    window.client.enter_parent_frame().await.unwrap();
    let centre = [left + x + width / 2.0, top + y + height / 2.0].map(|number| (number as i32).to_string());
    desktop.perform_xdotool_mouse_actions(&centre, &[]);
}

#[tokio::test]
async fn images_are_requested_at_opening_and_never_later() {
    if rerun_in_network_namespace("images_are_requested_at_opening_and_never_later").await {
        return;
    }
    let WindowAndWebServer { desktop, service, web, window, address } = WindowAndWebServer::open().await;
    let mail = |subject: &str, content: &str| {
        json!({"address": address, "subject": subject,
        "from_email": "news@example.org", "html": true, "content": content})
    };
    service.deliver_mail(mail("Watching", &build_tracking_message())).await;
    window.click_testid("message-item").await;
    let mut expected: Vec<String> = WIDTHS.iter().map(|width| format!("/w{width}")).collect();
    let others = ["/boat.png?reader=7", "/below", "/inside", "/inside-image", "/dark-box"];
    expected.extend(others.map(str::to_owned));
    expected.sort();
    window.wait_for_text("remote-images-count", &format!("{} remote images blocked", expected.len())).await;
    window.click_testid("remote-images-show").await;
    // All at once, hidden or not, near or far.
    wait_until_true("a request for every image", || async { web.list_request_paths().len() >= expected.len() }).await;
    assert_eq!(web.list_request_paths(), expected);

    // The pointer, over a link and away from it; a click, which focuses the link; content that is opened; a far place.
    hover_in_message(&desktop, &window, "[id$=\"near\"]").await;
    hover_in_message(&desktop, &window, "div").await;
    for link in ["[id$=\"near\"]", "a[href$=\"far\"]"] {
        window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
        window.client.find(Locator::Css(link)).await.unwrap().click().await.unwrap();
        window.client.enter_parent_frame().await.unwrap();
        window.find_by_testid("link-dialog").await;
        window.client.active_element().await.unwrap().click().await.unwrap();
        window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;
    }
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    window.client.find(Locator::Css("summary")).await.unwrap().click().await.unwrap();
    window.client.enter_parent_frame().await.unwrap();
    wait_until_true("the opened details", || async { count_displayed(&window, "details div").await == 1 }).await;

    // The window's width.
    let mut counts = std::collections::BTreeSet::from([count_displayed(&window, "[class*=\"w\"]").await]);
    for (width, height) in [(1300, 700), (700, 600), (900, 620), (1300, 700)] {
        desktop.resize_window(width, height);
        let is_resized = || async {
            let inner = window.run_script("return innerWidth").await.as_u64().unwrap();
            inner.abs_diff(u64::from(width)) < 60
        };
        wait_until_true("the other width", is_resized).await;
        window.wait_until_painted().await;
        counts.insert(count_displayed(&window, "[class*=\"w\"]").await);
    }
    assert!(counts.len() > 1, "the window's width has an effect on the message: {counts:?}");

    // The scheme.
    assert_eq!(count_displayed(&window, ".dark").await, 0);
    window.click_testid("settings-open").await;
    window.click_selector("[data-testid=\"setting-theme\"] option[value=\"dark\"]").await;
    window.find_by_selector("dialog[open]").await.send_keys("\u{e00c}").await.unwrap();
    wait_until_true("the dark scheme in the message", || async { count_displayed(&window, ".dark").await == 1 }).await;

    // Another message's image is requested after all that: whatever was on its way before has arrived.
    let last = format!("<p>Last.<img src='https://{PUBLIC_ADDRESS}/last'></p>");
    service.deliver_mail(mail("Last", &last)).await;
    wait_until_true("the last message", || async {
        window.client.find(Locator::Css("[data-testid=\"message-item\"]")).await.is_ok()
            && window.count_matching_elements("[data-testid=\"message-item\"]").await == 2
    })
    .await;
    window.click_testid("message-item").await;
    window.wait_for_text("message-subject", "Last").await;
    window.click_testid("remote-images-show").await;
    wait_until_true("the last image", || async { web.list_request_paths().contains(&"/last".to_owned()) }).await;
    expected.push("/last".to_owned());
    expected.sort();
    assert_eq!(web.list_request_paths(), expected);
    window.quit_app().await;
}

/// A window with an inbox, whose app trusts the certificate of a web server.
struct WindowAndWebServer {
    desktop: TestDesktop,
    service: SandboxProcess,
    web: WebServer,
    window: AppWindow,
    /// The address of the inbox.
    address: String,
}

impl WindowAndWebServer {
    async fn open() -> Self {
        let mut desktop = TestDesktop::start(Keychain::Unlocked);
        let service = SandboxProcess::start();
        let web = WebServer::start(&desktop).await;
        desktop.set_env("SSL_CERT_FILE", desktop.path_in_home("authority.pem").display().to_string());
        let window = AppWindow::open(&desktop).await;
        window.submit_sign_in_form(API_KEY, &service.base_url).await;
        let address = window.create_inbox().await;
        Self { desktop, service, web, window, address }
    }
}

/// The width and the bytes of the only image that the server has.
const IMAGE: (u64, &[u8]) = (64, include_bytes!("../../icons/64x64.png"));

/// A web server with a certificate for [`PUBLIC_ADDRESS`]; its authority is the desktop's `authority.pem`.
struct WebServer {
    requests: Arc<Mutex<Vec<String>>>,
}

impl WebServer {
    async fn start(desktop: &TestDesktop) -> Self {
        let certificate = rcgen::generate_simple_self_signed([PUBLIC_ADDRESS.to_owned()]).unwrap();
        std::fs::write(desktop.path_in_home("authority.pem"), certificate.cert.pem()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let private_key = rustls::pki_types::PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.cert.der().clone()], private_key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((PUBLIC_ADDRESS, 443)).await.unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let recorded = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(stream).await {
                    tokio::spawn(serve_request(stream, Arc::clone(&recorded)));
                }
            }
        });
        Self { requests }
    }

    fn list_requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the path of every request so far, sorted.
    fn list_request_paths(&self) -> Vec<String> {
        let requests = self.list_requests();
        let mut paths: Vec<_> =
            requests.iter().map(|request| request.split(' ').nth(1).unwrap_or_default().to_owned()).collect();
        paths.sort();
        paths
    }
}

async fn serve_request(
    mut stream: tokio_rustls::server::TlsStream<tokio::net::TcpStream>,
    recorded: Arc<Mutex<Vec<String>>>,
) {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(length @ 1..) => request.extend_from_slice(&buffer[..length]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let is_found = request.starts_with("GET /boat.png?reader=7 ");
    recorded.lock().unwrap().push(request);
    let (status, body) = if is_found { ("200 OK", IMAGE.1) } else { ("404 Not Found", &[][..]) };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: image/png\r\ncontent-length: {}\r\nset-cookie: reader=7\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let _ = stream.shutdown().await;
}
