//! Every attack of `mayfly-mail`'s list, delivered as mail and opened in the real window; and the same attacks
//! in a browser without Mayfly's walls, to show that what is looked for would be seen.

use crate::support::desktop::Running;
use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until, until_true};
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
struct Vector {
    class: String,
    name: String,
    markup: String,
}

/// The list, aimed at this test's own stand-in for the internet, with scripts that leave traces.
fn vectors(internet: &Internet) -> Vec<Vector> {
    let mut vectors: Vec<Vector> = Vec::new();
    for line in include_str!("../../crates/mayfly-mail/tests/data/vectors.txt").lines() {
        if let Some(name) = line.strip_prefix("== ") {
            let class = name.split(':').next().unwrap().to_owned();
            vectors.push(Vector { class, name: name.to_owned(), markup: String::new() });
        } else if let Some(vector) = vectors.last_mut() {
            vector.markup.push_str(&unescape(line));
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
        // No quotes, spaces or commas: it stands in every kind of attribute.
        for n in 1..=3 {
            let trace = format!("alert(window.name=document.title=document.documentElement.lang=/ran{n}/.source)");
            *markup = markup.replace(&format!("alert({n})"), &trace);
        }
    }
    vectors
}

/// Replaces `\u{…}` and `\\`.
fn unescape(line: &str) -> String {
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

/// Stands for every other computer: a port that takes connections and datagrams and notes each.
struct Internet {
    port: u16,
    reached: Arc<Mutex<Vec<String>>>,
}

impl Internet {
    async fn start() -> Self {
        let (tcp, udp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (tcp, udp);
            }
        };
        let port = tcp.local_addr().unwrap().port();
        let reached = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&reached);
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = tcp.accept().await {
                // A bare connection counts as much as a request.
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
        let noted = Arc::clone(&reached);
        tokio::spawn(async move {
            let mut bytes = [0; 500];
            while let Ok((read, _)) = udp.recv_from(&mut bytes).await {
                noted.lock().unwrap().push(format!("a datagram of {read} bytes"));
            }
        });
        Self { port, reached }
    }

    /// What arrived since it was last asked.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.reached.lock().unwrap())
    }
}

/// What an attack could change in the window's page, outside the frame.
const OUTSIDE: &str = "
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

/// What an attack could change within the frame.
const INSIDE: &str = "
    const root = document.documentElement;
    return [document.URL, document.title, window.name, root.lang, document.scripts.length,
        document.querySelectorAll('iframe,object,embed,form,input,svg,math,link,base,video,audio').length];";

/// The list of messages, for the scripts below: only the rows that are seen exist.
const LIST: &str = "
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const any = document.querySelector('[data-testid=message-item]');
    const height = any.getBoundingClientRect().height;
    let list = any.parentElement;
    while (list.scrollHeight <= list.clientHeight || getComputedStyle(list).overflowY === 'visible') list = list.parentElement;
";

/// Reads the whole list: which message is where.
const PLACES: &str = "
    const done = arguments[arguments.length - 1];
    (async () => {
        const places = {};
        for (list.scrollTop = 0; ; list.scrollTop += list.clientHeight / 2) {
            await wait(50);
            for (const row of document.querySelectorAll('[data-testid=message-item]'))
                places[row.dataset.messageId] = Number(row.dataset.index);
            if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) break;
        }
        done(places);
    })();";

/// Opens a message as a click on its row does; done when the frame's document is loaded.
const OPEN: &str = "
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

async fn open(window: &Window, id: &str, places: &Value) -> String {
    let arguments = vec![json!(id), places[id].clone()];
    match window.client.execute_async(&format!("{LIST}{OPEN}"), arguments).await {
        Ok(answer) => answer.as_str().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// The walls, as one vector after the other meets them.
struct Reader<'a> {
    window: &'a Window,
    internet: &'a Internet,
    outside: Value,
    inside: Value,
    failures: Vec<String>,
}

impl Reader<'_> {
    /// Opens a message and looks at everything an attack could have changed; tells how many links were clicked.
    async fn read(&mut self, name: &str, id: &str, places: &Value) -> usize {
        let opened = open(self.window, id, places).await;
        if opened != "open" {
            self.failures.push(format!("{name}: not opened: {opened}"));
            return 0;
        }
        self.look(name, "opened", id).await;
        let clicked = self.click_links(name).await;
        if clicked > 0 {
            self.look(name, "its links clicked", id).await;
        }
        clicked
    }

    async fn look(&mut self, name: &str, when: &str, id: &str) {
        let client = &self.window.client;
        let mut wrong = Vec::new();
        if let Ok(text) = client.get_alert_text().await {
            wrong.push(format!("a dialog says {text:?}"));
            let _ = client.dismiss_alert().await;
        }
        let outside = client.execute(OUTSIDE, Vec::new()).await.unwrap_or_else(|e| json!(e.to_string()));
        if outside != self.outside {
            wrong.push(format!("the page is {outside}, not {}", self.outside));
        }
        self.window.get("message-frame").await.enter_frame().await.unwrap();
        let mut inside = client.execute(INSIDE, Vec::new()).await.unwrap_or_else(|e| json!(e.to_string()));
        client.enter_parent_frame().await.unwrap();
        match inside.get_mut(0) {
            Some(Value::String(url)) if url.starts_with("mail://localhost/") && url.ends_with(id) => url.clear(),
            _ => wrong.push("the frame shows another document".to_owned()),
        }
        if inside != self.inside {
            wrong.push(format!("the frame is {inside}, not {}", self.inside));
        }
        wrong.extend(self.internet.take().into_iter().map(|what| format!("{what} reached the internet")));
        self.failures.extend(wrong.into_iter().map(|what| format!("{name}, {when}: {what}")));
    }

    /// Clicks every link as a person does. Each must end in the question, and nowhere else.
    async fn click_links(&mut self, name: &str) -> usize {
        let mut clicked = 0;
        for place in 0.. {
            self.window.get("message-frame").await.enter_frame().await.unwrap();
            let links = self.window.client.find_all(Locator::Css("a")).await.unwrap();
            let Some(link) = links.get(place) else { break };
            let leads = link.attr("href").await.unwrap().is_some();
            // What is invisible or covered can't be clicked by a person either.
            let done = link.click().await.is_ok();
            self.window.client.enter_parent_frame().await.unwrap();
            clicked += usize::from(done);
            if done && leads {
                self.window.get("link-dialog").await;
                if self.window.client.active_element().await.unwrap().click().await.is_err() {
                    self.failures.push(format!("{name}: the question of link {place} can't be answered"));
                }
                self.window.gone("[data-testid=\"link-dialog\"]").await;
            }
        }
        self.window.client.enter_parent_frame().await.unwrap();
        clicked
    }
}

#[tokio::test]
async fn no_attack_gets_past_the_walls_of_the_real_window() {
    let (desktop, service, internet) = (Desktop::start(Keychain::Unlocked), Service::start(), Internet::start().await);
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let vectors = vectors(&internet);
    let mut ids = Vec::new();
    let mail = |subject: &str, content: String| json!({"address": address, "subject": subject, "html": true, "content": content});
    let calm = service.deliver(mail("Calm", "<p>Words.</p>".to_owned())).await;
    for vector in &vectors {
        ids.push(service.deliver(mail(&vector.name, format!("<p>Words.</p>{}", vector.markup))).await);
    }
    window.click("refresh").await;
    let all = ids.len() + 1;
    window.find(&format!("[data-testid=\"message-item\"][aria-setsize=\"{all}\"]")).await;
    let places = window.client.execute_async(&format!("{LIST}{PLACES}"), Vec::new()).await.unwrap();
    assert_eq!(places.as_object().unwrap().len(), all);
    // What it looks like with a message that attacks nothing is what it must always look like.
    assert_eq!(open(&window, &calm, &places).await, "open");
    let outside = window.run(OUTSIDE).await;
    assert_eq!(outside.as_array().unwrap().last(), Some(&json!(true)), "the frame is where it belongs: {outside}");
    window.get("message-frame").await.enter_frame().await.unwrap();
    let mut inside = window.run(INSIDE).await;
    window.client.enter_parent_frame().await.unwrap();
    inside[0] = json!("");

    let mut reader = Reader { window: &window, internet: &internet, outside, inside, failures: Vec::new() };
    notices_what_it_looks_for(&mut reader, &calm).await;
    let mut table = BTreeMap::<&str, (usize, usize, usize)>::new();
    for (place, vector) in vectors.iter().enumerate() {
        let before = reader.failures.len();
        let links = reader.read(&vector.name, &ids[place], &places).await;
        let (tried, held, clicked) = table.entry(&vector.class).or_default();
        *tried += 1;
        *held += usize::from(reader.failures.len() == before);
        *clicked += links;
    }
    // What is only on its way would be here by now.
    tokio::time::sleep(Duration::from_secs(1)).await;
    reader.failures.extend(internet.take().into_iter().map(|what| format!("at the end: {what} reached the internet")));
    assert!(reader.failures.is_empty(), "{} failures\n{}", reader.failures.len(), reader.failures.join("\n"));

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
    window.quit().await;
}

/// A look that could not fail would prove nothing: each thing is done on purpose, seen, and undone.
async fn notices_what_it_looks_for(reader: &mut Reader<'_>, id: &str) {
    reader.look("calm", "opened", id).await;
    assert_eq!(reader.failures, Vec::<String>::new());
    for (done, undone, seen) in [
        ("document.title = 'ran1'", "document.title = 'Mayfly'", "ran1"),
        ("window.name = 'ran2'", "window.name = ''", "ran2"),
        ("window.hacked = 1", "delete window.hacked", "true"),
        (
            "scroll = document.createElement('div'); scroll.style.height = '9000px'; document.body.append(scroll)",
            "scroll.remove()",
            "9000",
        ),
        // The app has no `alert`: a plug-in puts a command in its place that the page may not call.
        ("setTimeout(() => prompt('ran3'))", "", "ran3"),
    ] {
        reader.window.run(done).await;
        reader.look("done on purpose", done, id).await;
        reader.window.run(undone).await;
        let failures = std::mem::take(&mut reader.failures);
        assert!(failures.iter().any(|failure| failure.contains(seen)), "{done} was not noticed: {failures:?}");
    }
    tokio::net::TcpStream::connect(("127.0.0.1", reader.internet.port)).await.unwrap();
    until_true("the connection to be noticed", || {
        let noticed = !reader.internet.take().is_empty();
        async move { noticed }
    })
    .await;
    reader.look("calm", "again", id).await;
    assert_eq!(reader.failures, Vec::<String>::new(), "all is as it was");
}

/// A browser with the same engine and none of Mayfly's walls.
async fn bare_browser(desktop: &Desktop) -> (Client, Running) {
    let program = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib"]
        .map(|folder| format!("{folder}/webkit2gtk-4.1/MiniBrowser"))
        .into_iter()
        .find(|path| std::path::Path::new(path).exists())
        .expect("WebKitGTK brings its MiniBrowser");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let driver = desktop.command("WebKitWebDriver").arg(format!("--port={port}")).stdout(Stdio::null()).spawn();
    let driver = Running(driver.expect("WebKitWebDriver is installed"));
    until_true("the WebDriver", || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() })
        .await;
    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": program, "args": ["--automation"] },
        // A dialog stays open until it was seen.
        "unhandledPromptBehavior": "ignore",
    });
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities.as_object().unwrap().clone())
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("the browser starts");
    (client, driver)
}

/// Serves the attacks as they are, each under its number.
async fn serve(pages: Vec<String>) -> u16 {
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
async fn without_the_walls_the_same_attacks_are_noticed() {
    let (desktop, internet) = (Desktop::start(Keychain::None), Internet::start().await);
    let vectors = vectors(&internet);
    let (mut client, mut _driver) = bare_browser(&desktop).await;
    let (mut scripts, mut connections) = (Vec::new(), Vec::new());
    // A dialog would stop the browser, and the traces say the same.
    let port = serve(vectors.iter().map(|vector| vector.markup.replace("alert(window", "(window")).collect()).await;
    for (number, vector) in vectors.iter().enumerate() {
        let _ = client.goto(&format!("http://127.0.0.1:{port}/{number}")).await;
        let traces = "return [window.name, document.title, document.documentElement.lang, 'hacked' in window]";
        let Ok(traces) = client.execute(traces, Vec::new()).await else {
            // Some attacks break the browser, or its window's link to the driver.
            internet.take();
            (client, _driver) = bare_browser(&desktop).await;
            continue;
        };
        let traces = traces.to_string();
        if traces.contains("ran") || traces.contains("true") {
            scripts.push(vector.name.as_str());
        }
        let _ = client.execute("window.name = ''", Vec::new()).await;
        if !internet.take().is_empty() {
            connections.push(vector.name.as_str());
        }
    }
    println!("scripts of {}: {scripts:?}\nconnections of {}: {connections:?}", scripts.len(), connections.len());
    for name in ["script: plain", "svg: script", "handler: img onerror", "handler: details ontoggle"] {
        assert!(scripts.contains(&name), "no script was noticed of {name}");
    }
    for name in ["remote: srcset", "remote: media elements", "css: import", "script: upper case and space"] {
        assert!(connections.contains(&name), "no connection was noticed of {name}");
    }
    let dialog = serve(vec!["<script>setTimeout(() => alert('seen'), 100)</script>".to_owned()]).await;
    // It opens while the page is still waited for, which is an error of its own.
    let _ = client.goto(&format!("http://127.0.0.1:{dialog}/0")).await;
    let text = until("the dialog", || async { client.get_alert_text().await.ok() }).await;
    assert_eq!(text, "seen");
    client.dismiss_alert().await.unwrap();
    let _ = client.close().await;
}

#[tokio::test]
async fn a_datagram_is_noticed() {
    let internet = Internet::start().await;
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.send_to(b"x", ("127.0.0.1", internet.port)).await.unwrap();
    let noticed = until("the datagram", || async { Some(internet.take()).filter(|noted| !noted.is_empty()) }).await;
    assert_eq!(noticed, ["a datagram of 1 bytes"]);
}
