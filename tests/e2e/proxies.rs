//! Proxies in the real window: one's own before the first sign-in, and the desktop's by real GSettings.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, TestDesktop, wait_until_true};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

/// A local port that records what it receives first on each connection, answers, and closes the connection.
struct RecordingTcpServer {
    port: u16,
    received: Arc<Mutex<Vec<String>>>,
}

impl RecordingTcpServer {
    fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for mut socket in listener.incoming().flatten() {
                let mut bytes = [0; 4096];
                let count = socket.read(&mut bytes).unwrap_or(0);
                log.lock().unwrap().push(String::from_utf8_lossy(&bytes[..count]).into_owned());
                let _ = socket.write_all(answer.as_bytes());
            }
        });
        Self { port, received }
    }

    fn start_proxy_that_asks_for_a_password() -> Self {
        Self::start("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    }

    /// What was received so far; it is forgotten.
    fn take_received(&self) -> Vec<String> {
        std::mem::take(&mut *self.received.lock().unwrap())
    }

    /// A base URL that leads here without a proxy, and is none of this computer by Mayfly's rules.
    fn base_url(&self) -> String {
        format!("https://0.0.0.0:{}/api", self.port)
    }
}

#[tokio::test]
async fn own_proxy_is_used_from_the_first_sign_in_on_with_its_password_in_the_keychain_only() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let (proxy, outside) = (RecordingTcpServer::start_proxy_that_asks_for_a_password(), RecordingTcpServer::start(""));
    let window = AppWindow::open(&desktop).await;
    window.show_advanced_fields().await;
    window.click_testid("proxy-open").await;
    window.click_selector("[data-testid=\"setting-proxy\"] option[value=\"custom\"]").await;
    window.fill_field("proxy-url", "gopher://proxy.example").await;
    window.click_testid("proxy-save").await;
    window.find_by_selector("dialog [data-testid=\"error-banner\"][data-code=\"invalid_proxy\"]").await;
    window.fill_field("proxy-url", &format!("http://127.0.0.1:{}", proxy.port)).await;
    window.fill_field("proxy-username", "me").await;
    window.fill_field("proxy-password", "sesame-in-the-street").await;
    window.click_testid("proxy-save").await;
    window.wait_for_text("toast", "proxy").await;
    let secret = desktop.read_secret("proxy-password").unwrap_or_default();
    assert!(secret.contains("sesame-in-the-street"));
    assert_eq!(desktop.find_files_containing(b"sesame-in-the-street"), Vec::<std::path::PathBuf>::new());
    window.click_selector("dialog .close").await;

    window.submit_sign_in_form(API_KEY, &outside.base_url()).await;
    window.find_by_selector("[data-testid=\"error-banner\"][data-code=\"proxy_credentials\"]").await;
    window.wait_for_text("error-banner", &format!("http://127.0.0.1:{}", proxy.port)).await;
    let received = proxy.take_received();
    // me:sesame-in-the-street
    let expected = "bWU6c2VzYW1lLWluLXRoZS1zdHJlZXQ=";
    assert!(
        received.iter().all(|head| head.starts_with("CONNECT 0.0.0.0:") && head.contains(expected)),
        "{received:?}"
    );
    assert!(!received.is_empty() && outside.take_received().is_empty());
    window.quit_app().await;
}

#[tokio::test]
async fn proxy_of_the_desktop_is_used_and_its_changes_are_followed() {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    let (proxy, outside) = (RecordingTcpServer::start_proxy_that_asks_for_a_password(), RecordingTcpServer::start(""));
    desktop.set_env("XDG_CURRENT_DESKTOP", "GNOME");
    desktop.set_env("GSETTINGS_BACKEND", "keyfile");
    let keyfile = desktop.path_in_home("config/glib-2.0/settings/keyfile");
    std::fs::create_dir_all(keyfile.parent().unwrap()).unwrap();
    let write_settings_rows = |mode: &str| {
        let https = format!("[system/proxy/https]\nhost='127.0.0.1'\nport={}\n", proxy.port);
        std::fs::write(&keyfile, format!("[system/proxy]\nmode='{mode}'\n{https}")).unwrap();
    };
    write_settings_rows("manual");
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &outside.base_url()).await;
    window.find_by_selector("[data-testid=\"error-banner\"][data-code=\"proxy_credentials\"]").await;
    assert!(!proxy.take_received().is_empty() && outside.take_received().is_empty());

    write_settings_rows("none");
    wait_until_true("a connection without the proxy", || async {
        window.click_testid("connect").await;
        !outside.take_received().is_empty()
    })
    .await;
    proxy.take_received();
    window.click_testid("connect").await;
    wait_until_true("another one", || async { !outside.take_received().is_empty() }).await;
    assert!(proxy.take_received().is_empty());
    window.quit_app().await;
}
