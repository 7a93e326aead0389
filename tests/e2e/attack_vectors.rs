//! Every attack vector of `mayfly-mail`, delivered as mail and opened in the real window; and the same vectors in a browser
//! without Mayfly's protections, to prove that a successful attack would be detected.

use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::ChildGuard;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_some, wait_until_true};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, UdpSocket};

/// An attack: its class, its name, its markup.
struct AttackVector {
    class: String,
    name: String,
    markup: String,
}

/// Reads the vectors, with their hosts replaced by the listener of the test, and scripts that leave traces.
fn load_attack_vectors(internet: &ConnectionRecorder) -> Vec<AttackVector> {
    let mut vectors: Vec<AttackVector> = Vec::new();
    for line in include_str!("../../crates/mayfly-mail/tests/data/vectors.txt").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            let class = name.split(':').next().unwrap().to_owned();
            vectors.push(AttackVector { class, name: name.to_owned(), markup: String::new() });
        } else if let Some(vector) = vectors.last_mut() {
            vector.markup.push_str(&decode_unicode_escapes(line));
            vector.markup.push('\n');
        }
    }
    let here = format!("127.0.0.1:{}", internet.port);
    for vector in &mut vectors {
        let markup = &mut vector.markup;
        for host in ["evil.test", "a.test", "b.test", "x.test", "127.0.0.1:8080", "[::1]", "localhost/x.png"] {
            for scheme in ["https://", "http://", "https:/", "https:"] {
                *markup = markup.replace(&format!("{scheme}{host}"), &format!("http://{here}"));
            }
            *markup = markup.replace(host, &here);
        }
        // Without quotes, spaces and commas, because it is inserted into every kind of attribute.
        for n in 1..=3 {
            let trace = format!("alert(window.name=document.title=document.documentElement.lang=/ran{n}/.source)");
            *markup = markup.replace(&format!("alert({n})"), &trace);
        }
    }
    vectors
}

/// Replaces `\u{…}` and `\\`.
fn decode_unicode_escapes(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((hex, after)) = rest.strip_prefix("\\u{").and_then(|r| r.split_once('}')) {
            out.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
            rest = after;
        } else {
            out.push('\\');
            rest = rest.strip_prefix("\\\\").unwrap_or(&rest[1..]);
        }
    }
    out.push_str(rest);
    out
}

/// Stands for all remote hosts: a port that records every connection and datagram.
struct ConnectionRecorder {
    port: u16,
    records: Arc<Mutex<Vec<String>>>,
}

impl ConnectionRecorder {
    async fn start() -> Self {
        let (tcp, udp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (tcp, udp);
            }
        };
        let port = tcp.local_addr().unwrap().port();
        let records = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&records);
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = tcp.accept().await {
                // A connection without a request is recorded as well.
                let place = {
                    let mut noted = noted.lock().unwrap();
                    noted.push("a connection".to_owned());
                    noted.len() - 1
                };
                let noted = Arc::clone(&noted);
                tokio::spawn(async move {
                    let mut bytes = vec![0; 500];
                    if let Ok(read @ 1..) = connection.read(&mut bytes).await {
                        let request = String::from_utf8_lossy(&bytes[..read]).lines().next().unwrap().to_owned();
                        if let Some(note) = noted.lock().unwrap().get_mut(place) {
                            *note = request;
                        }
                        let answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                        let _ = connection.write_all(answer).await;
                    }
                });
            }
        });
        let noted = Arc::clone(&records);
        tokio::spawn(async move {
            let mut bytes = [0; 500];
            while let Ok((read, _)) = udp.recv_from(&mut bytes).await {
                noted.lock().unwrap().push(format!("a datagram of {read} bytes"));
            }
        });
        Self { port, records }
    }

    /// Returns and clears what has arrived since the last call.
    fn take_records(&self) -> Vec<String> {
        std::mem::take(&mut self.records.lock().unwrap())
    }
}

/// Reads what an attack could change in the page, outside the message frame.
const READ_PAGE_STATE: &str = "
    const root = document.documentElement, main = document.querySelector('main[data-pane=reading]');
    const subject = document.querySelector('[data-testid=message-subject]').getBoundingClientRect();
    return [location.href, document.title, window.name, root.lang, 'hacked' in window, window.length,
        root.scrollWidth, root.scrollHeight, innerWidth, innerHeight, scrollX, scrollY,
        document.elementFromPoint(subject.left + 2, subject.top + 2)?.dataset.testid,
        [...document.querySelectorAll('iframe')].every((frame) => {
            const inner = frame.getBoundingClientRect(), outer = main.getBoundingClientRect();
            return inner.left >= outer.left && inner.right <= outer.right && inner.top > subject.bottom
                && inner.bottom <= outer.bottom && inner.width > 100 && inner.height > 100;
        })];";

/// Reads what an attack could change within the message frame.
const READ_FRAME_STATE: &str = "
    const root = document.documentElement;
    // A link to a place in the message changes the fragment alone.
    return [document.URL.split('#')[0], document.title, window.name, root.lang, document.scripts.length,
        document.querySelectorAll('iframe,object,embed,form,input,svg,math,link,base,video,audio').length];";

/// Finds the message list for the scripts below. Only the rows in view exist.
const FIND_LIST: &str = "
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const any = document.querySelector('[data-testid=message-item]');
    const height = any.getBoundingClientRect().height;
    let list = any.parentElement;
    while (list.scrollHeight <= list.clientHeight || getComputedStyle(list).overflowY === 'visible') list = list.parentElement;
";

/// Scrolls through the list and reads the position of every message.
const READ_POSITIONS: &str = "
    const done = arguments[arguments.length - 1];
    (async () => {
        const positions = {};
        for (list.scrollTop = 0; ; list.scrollTop += list.clientHeight / 2) {
            await wait(50);
            for (const row of document.querySelectorAll('[data-testid=message-item]'))
                positions[row.dataset.messageId] = Number(row.dataset.index);
            if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) break;
        }
        done(positions);
    })();";

/// Clicks a message's row; done when the frame's document is loaded.
const OPEN_MESSAGE: &str = "
    const [id, place, done] = arguments;
    (async () => {
        const row = () => document.querySelector(`[data-message-id=\"${id}\"]`);
        list.scrollTop = Math.max(0, (place - 1) * height);
        for (let tries = 0; !row(); tries++) {
            if (tries > 500) return done('there is no such row');
            await wait(10);
        }
        setTimeout(() => done('the frame did not load'), 20000);
        const watch = new MutationObserver(() => {
            const frame = document.querySelector('[data-testid=message-frame]');
            if (!frame?.src.includes(encodeURIComponent(id))) return;
            watch.disconnect();
            frame.addEventListener('load', () => setTimeout(() => done('open'), 20));
        });
        watch.observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['src']});
        row().querySelector('button').click();
    })();";

async fn open_message(window: &AppWindow, id: &str, positions: &Value) -> String {
    let arguments = vec![json!(id), positions[id].clone()];
    match window.client.execute_async(&format!("{FIND_LIST}{OPEN_MESSAGE}"), arguments).await {
        Ok(answer) => answer.as_str().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// How long the dialog of a link may take.
const DIALOG_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(8);

/// Opens one vector after the other, and records every change to the page, the frame or the network.
struct AttackObserver<'a> {
    window: &'a AppWindow,
    internet: &'a ConnectionRecorder,
    page_state: Value,
    frame_state: Value,
    failures: Vec<String>,
}

impl AttackObserver<'_> {
    /// Opens a message, clicks its links, and checks what an attack could have changed. Returns the number of clicked links.
    async fn open_message_and_check_attacks(&mut self, name: &str, id: &str, positions: &Value) -> usize {
        let opened = open_message(self.window, id, positions).await;
        if opened != "open" {
            self.failures.push(format!("{name}: not opened: {opened}"));
            return 0;
        }
        self.check_page_unchanged_by_message(name, "opened", id).await;
        let clicked = self.click_links(name).await;
        if clicked > 0 {
            self.check_page_unchanged_by_message(name, "its links clicked", id).await;
        }
        clicked
    }

    async fn check_page_unchanged_by_message(&mut self, name: &str, when: &str, id: &str) {
        let client = &self.window.client;
        let mut wrong = Vec::new();
        if let Ok(text) = client.get_alert_text().await {
            wrong.push(format!("a dialog says {text:?}"));
            let _ = client.dismiss_alert().await;
        }
        let page_state = client.execute(READ_PAGE_STATE, Vec::new()).await.unwrap_or_else(|e| json!(e.to_string()));
        if page_state != self.page_state {
            wrong.push(format!("the page is {page_state}, not {}", self.page_state));
        }
        self.window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
        let mut frame_state =
            client.execute(READ_FRAME_STATE, Vec::new()).await.unwrap_or_else(|e| json!(e.to_string()));
        client.enter_parent_frame().await.unwrap();
        match frame_state.get_mut(0) {
            Some(Value::String(url)) if url.starts_with("mail://localhost/") && url.ends_with(id) => url.clear(),
            _ => wrong.push("the frame shows another document".to_owned()),
        }
        if frame_state != self.frame_state {
            wrong.push(format!("the frame is {frame_state}, not {}", self.frame_state));
        }
        wrong.extend(self.internet.take_records().into_iter().map(|what| format!("{what} reached the internet")));
        self.failures.extend(wrong.into_iter().map(|what| format!("{name}, {when}: {what}")));
    }

    /// Clicks every link. Each must open the confirmation dialog, and nothing else.
    async fn click_links(&mut self, name: &str) -> usize {
        let mut clicked = 0;
        for place in 0.. {
            self.window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
            let links = self.window.client.find_all(Locator::Css("a")).await.unwrap();
            let Some(link) = links.get(place) else { break };
            // One that may not be opened leads nowhere. WebDriver gives the attribute only as what it resolves to.
            let markup = link.html(false).await.unwrap();
            let has_target = markup.contains(" href=\"") && !markup.contains(" href=\"#");
            // A link that is invisible or covered can't be clicked by a user either.
            let is_clicked = link.click().await.is_ok();
            self.window.client.enter_parent_frame().await.unwrap();
            clicked += usize::from(is_clicked);
            if is_clicked && has_target {
                let dialog = self.window.find_by_testid("link-dialog");
                if tokio::time::timeout(DIALOG_TIMEOUT, dialog).await.is_err() {
                    self.failures.push(format!("{name}: no dialog for {markup}"));
                    continue;
                }
                if self.window.client.active_element().await.unwrap().click().await.is_err() {
                    self.failures.push(format!("{name}: the confirmation of link {place} can't be cancelled"));
                }
                self.window.wait_until_element_gone("[data-testid=\"link-dialog\"]").await;
            }
        }
        self.window.client.enter_parent_frame().await.unwrap();
        clicked
    }
}

#[tokio::test]
async fn no_attack_vector_succeeds_in_the_real_window() {
    let (desktop, service, internet) =
        (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start(), ConnectionRecorder::start().await);
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let vectors = load_attack_vectors(&internet);
    let mut ids = Vec::new();
    let mail = |subject: &str, content: String| json!({"address": address, "subject": subject, "html": true, "content": content});
    let calm = service.deliver_mail(mail("Calm", "<p>Words.</p>".to_owned())).await;
    for vector in &vectors {
        ids.push(service.deliver_mail(mail(&vector.name, format!("<p>Words.</p>{}", vector.markup))).await);
    }
    window.click_testid("refresh").await;
    let all = ids.len() + 1;
    window.find_by_selector(&format!("[data-testid=\"message-item\"][aria-setsize=\"{all}\"]")).await;
    let positions = window.client.execute_async(&format!("{FIND_LIST}{READ_POSITIONS}"), Vec::new()).await.unwrap();
    assert_eq!(positions.as_object().unwrap().len(), all);
    // The state with a harmless message is the expected state for all others.
    assert_eq!(open_message(&window, &calm, &positions).await, "open");
    let page_state = window.run_script(READ_PAGE_STATE).await;
    assert_eq!(page_state.as_array().unwrap().last(), Some(&json!(true)), "the frame is within its pane: {page_state}");
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    let mut frame_state = window.run_script(READ_FRAME_STATE).await;
    window.client.enter_parent_frame().await.unwrap();
    frame_state[0] = json!("");

    let mut observer =
        AttackObserver { window: &window, internet: &internet, page_state, frame_state, failures: Vec::new() };
    verify_attack_detection(&mut observer, &calm).await;
    let mut table = BTreeMap::<&str, (usize, usize, usize)>::new();
    for (place, vector) in vectors.iter().enumerate() {
        let before = observer.failures.len();
        let links = observer.open_message_and_check_attacks(&vector.name, &ids[place], &positions).await;
        let (tried, held, clicked) = table.entry(&vector.class).or_default();
        *tried += 1;
        *held += usize::from(observer.failures.len() == before);
        *clicked += links;
    }
    // Delayed connections would have arrived by now.
    tokio::time::sleep(Duration::from_secs(1)).await;
    observer
        .failures
        .extend(internet.take_records().into_iter().map(|what| format!("at the end: {what} reached the internet")));
    assert!(observer.failures.is_empty(), "{} failures\n{}", observer.failures.len(), observer.failures.join("\n"));

    let mut rows = String::new();
    let mut sum = (0, 0, 0);
    for (class, (tried, held, clicked)) in &table {
        writeln!(rows, "| {class} | {tried} | {held} | {clicked} |").unwrap();
        sum = (sum.0 + tried, sum.1 + held, sum.2 + clicked);
    }
    writeln!(rows, "| **all** | **{}** | **{}** | **{}** |", sum.0, sum.1, sum.2).unwrap();
    println!("{rows}");
    let document = include_str!("../../docs/security.md");
    assert!(document.contains(&rows), "docs/security.md has another table than\n{rows}");
    window.quit_app().await;
}

/// Makes each kind of change on purpose, asserts that it is detected, and undoes it.
async fn verify_attack_detection(observer: &mut AttackObserver<'_>, id: &str) {
    observer.check_page_unchanged_by_message("calm", "opened", id).await;
    assert_eq!(observer.failures, Vec::<String>::new());
    for (change, undo, expected) in [
        ("document.title = 'ran1'", "document.title = 'Mayfly'", "ran1"),
        ("window.name = 'ran2'", "window.name = ''", "ran2"),
        ("window.hacked = 1", "delete window.hacked", "true"),
        (
            "scroll = document.createElement('div'); scroll.style.height = '9000px'; document.body.append(scroll)",
            "scroll.remove()",
            "9000",
        ),
        // The app has no `alert`: a plugin replaces it by a command that the page may not call.
        ("setTimeout(() => prompt('ran3'))", "", "ran3"),
    ] {
        observer.window.run_script(change).await;
        observer.check_page_unchanged_by_message("done on purpose", change, id).await;
        observer.window.run_script(undo).await;
        let failures = std::mem::take(&mut observer.failures);
        assert!(failures.iter().any(|failure| failure.contains(expected)), "{change} was not detected: {failures:?}");
    }
    tokio::net::TcpStream::connect(("127.0.0.1", observer.internet.port)).await.unwrap();
    wait_until_true("the connection to be recorded", || {
        let recorded = !observer.internet.take_records().is_empty();
        async move { recorded }
    })
    .await;
    observer.check_page_unchanged_by_message("calm", "again", id).await;
    assert_eq!(observer.failures, Vec::<String>::new(), "the changes were undone");
}

/// Starts a browser with the same engine and none of Mayfly's protections.
async fn start_unprotected_browser(desktop: &TestDesktop) -> (Client, ChildGuard) {
    let program = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib"]
        .map(|folder| format!("{folder}/webkit2gtk-4.1/MiniBrowser"))
        .into_iter()
        .find(|path| std::path::Path::new(path).exists())
        .expect("WebKitGTK's MiniBrowser is installed");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let driver =
        desktop.build_desktop_command("WebKitWebDriver").arg(format!("--port={port}")).stdout(Stdio::null()).spawn();
    let driver = ChildGuard(driver.expect("WebKitWebDriver is installed"));
    wait_until_true(
        "the WebDriver",
        || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() },
    )
    .await;
    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": program, "args": ["--automation"] },
        // A dialog stays open until the test has read it.
        "unhandledPromptBehavior": "ignore",
    });
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities.as_object().unwrap().clone())
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("the browser starts");
    (client, driver)
}

/// Serves pages over HTTP, each under its index. Returns the port.
async fn serve_pages(pages: Vec<String>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut bytes = vec![0; 2_000];
            let read = connection.read(&mut bytes).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&bytes[..read]).into_owned();
            let number = request.strip_prefix("GET /").and_then(|r| r.split(' ').next()).and_then(|n| n.parse().ok());
            let page = number.and_then(|n: usize| pages.get(n)).cloned().unwrap_or_default();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                page.len()
            );
            let _ = connection.write_all(answer.as_bytes()).await;
        }
    });
    port
}

#[tokio::test]
async fn attacks_on_an_unprotected_browser_are_detected() {
    let (desktop, internet) = (TestDesktop::start(Keychain::None), ConnectionRecorder::start().await);
    let vectors = load_attack_vectors(&internet);
    let (mut client, mut _driver) = start_unprotected_browser(&desktop).await;
    let (mut scripts, mut connections) = (Vec::new(), Vec::new());
    // A dialog would block the browser, and the traces are sufficient.
    let port =
        serve_pages(vectors.iter().map(|vector| vector.markup.replace("alert(window", "(window")).collect()).await;
    for (number, vector) in vectors.iter().enumerate() {
        let _ = client.goto(&format!("http://127.0.0.1:{port}/{number}")).await;
        let traces = "return [window.name, document.title, document.documentElement.lang, 'hacked' in window]";
        let Ok(traces) = client.execute(traces, Vec::new()).await else {
            // Some attacks crash the browser, or its connection to the driver.
            internet.take_records();
            (client, _driver) = start_unprotected_browser(&desktop).await;
            continue;
        };
        let traces = traces.to_string();
        if traces.contains("ran") || traces.contains("true") {
            scripts.push(vector.name.as_str());
        }
        let _ = client.execute("window.name = ''", Vec::new()).await;
        if !internet.take_records().is_empty() {
            connections.push(vector.name.as_str());
        }
    }
    println!("scripts of {}: {scripts:?}\nconnections of {}: {connections:?}", scripts.len(), connections.len());
    for name in ["script: plain", "svg: script", "handler: img onerror", "handler: details ontoggle"] {
        assert!(scripts.contains(&name), "the script of {name} was not detected");
    }
    for name in ["remote: srcset", "remote: media elements", "css: import", "script: upper case and space"] {
        assert!(connections.contains(&name), "the connection of {name} was not detected");
    }
    let dialog = serve_pages(vec!["<script>setTimeout(() => alert('seen'), 100)</script>".to_owned()]).await;
    // The dialog opens while the page loads, which the driver reports as an error.
    let _ = client.goto(&format!("http://127.0.0.1:{dialog}/0")).await;
    let text = wait_for_some("the dialog", || async { client.get_alert_text().await.ok() }).await;
    assert_eq!(text, "seen");
    client.dismiss_alert().await.unwrap();
    let _ = client.close().await;
}

#[tokio::test]
async fn datagram_is_detected() {
    let internet = ConnectionRecorder::start().await;
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.send_to(b"x", ("127.0.0.1", internet.port)).await.unwrap();
    let recorded =
        wait_for_some("the datagram", || async { Some(internet.take_records()).filter(|noted| !noted.is_empty()) })
            .await;
    assert_eq!(recorded, ["a datagram of 1 bytes"]);
}
