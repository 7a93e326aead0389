//! The message frame can't do anything.

use crate::support::desktop::Running;
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Service, Window, until_true};
use serde_json::json;
use tokio::io::AsyncReadExt as _;

#[tokio::test]
async fn a_hostile_mail_runs_no_script_and_reaches_no_network() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    // Stands for the internet: whatever connects to it has got out.
    let internet = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://{}", internet.local_addr().unwrap());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<p>Visible words.</p><script>document.body.textContent='script ran'</script>
         <img src='{host}/a.png' onerror=\"document.body.textContent='handler ran'\">
         <link rel=stylesheet href='{host}/b.css'><style>@import '{host}/c.css'; p {{ background: url({host}/d.png) }}</style>
         <iframe src='{host}/e'></iframe><object data='{host}/f'></object><meta http-equiv=refresh content='0;url={host}/g'>
         <form action='{host}/h'><input name=x autofocus></form><video src='{host}/i' poster='{host}/j'></video>
         <a id=leave href='{host}/k'>Leave</a><a href='javascript:document.body.textContent=1'>Script</a>"
    );
    service.deliver(json!({"address": address, "subject": "Hostile", "html": true, "content": content})).await;
    window.click("message-item").await;
    let text = window.message_text().await;
    assert!(text.contains("Visible words.") && !text.contains("ran"), "{text}");

    // A person clicks the links; the message stays, the app stays, nothing is asked for.
    let frame = window.get("message-frame").await;
    assert_eq!(frame.attr("sandbox").await.unwrap().as_deref(), Some("allow-popups"));
    frame.enter_frame().await.unwrap();
    for link in window.client.find_all(fantoccini::Locator::Css("a")).await.unwrap() {
        let _ = link.click().await;
    }
    window.client.enter_parent_frame().await.unwrap();
    assert!(window.message_text().await.contains("Visible words."));
    window.shows("message-subject", "Hostile").await;
    let reached = tokio::time::timeout(std::time::Duration::from_secs(1), internet.accept()).await;
    if let Ok(Ok((mut connection, _))) = reached {
        let mut bytes = vec![0; 1000];
        let read = tokio::time::timeout(std::time::Duration::from_secs(2), connection.read(&mut bytes)).await;
        panic!("something connected to the internet: {read:?}: {}", String::from_utf8_lossy(&bytes));
    }
    window.quit().await;
}

/// WebKit's network process ends with the window, and the next one has to be told again that there is no network. WebKit
/// connects to a link's host as soon as the mouse button goes down on it.
#[tokio::test]
async fn a_window_that_was_closed_has_no_network_either() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let internet = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let (host, style) = (internet.local_addr().unwrap(), "display:block;height:2000px;background:#d03060");
    let content = format!("<a href='http://{host}/k' style='{style}'>Leave</a>");
    let id = service.deliver(json!({"address": address, "subject": "Link", "html": true, "content": content})).await;
    window.get("message-item").await;
    let row = window.centre("[data-testid=message-item]").await;
    window.click("message-item").await;
    window.message_text().await;
    let link = window.centre("[data-testid=message-frame]").await;
    window.quit().await;
    desktop.app_gone().await;
    assert_eq!(service.is_seen(&id).await, Some(true));

    // Not before: with a tray Mayfly goes on without its window. WebDriver can't follow it through that.
    let tray = Tray::start(&desktop).await;
    let _app = Running(desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    until_true("the window", || async { desktop.windows().len() == 1 }).await;
    desktop.close_window();
    until_true("the window to go", || async { desktop.windows().is_empty() }).await;
    tray.click("Open Mayfly").await;
    until_true("the window again", || async { desktop.windows().len() == 1 }).await;
    let window = desktop.windows().pop().unwrap();
    let point = |[x, y]: &[String; 2]| desktop.run("xdotool", &["mousemove", "--window", &window, x, y]);
    until_true("the link under the mouse", || async {
        point(&row);
        desktop.run("xdotool", &["click", "1"]);
        point(&link);
        desktop.colour_under_mouse() == "#D03060"
    })
    .await;
    desktop.run("xdotool", &["mousedown", "1", "sleep", "0.2", "mouseup", "1"]);
    let reached = tokio::time::timeout(std::time::Duration::from_secs(2), internet.accept()).await;
    assert!(reached.is_err(), "something connected to the internet");
    tray.click("Quit").await;
    desktop.app_gone().await;
}

#[tokio::test]
async fn the_page_may_call_nothing_but_the_apps_commands() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let window = Window::open(&desktop).await;
    window.get("welcome").await;
    for (command, arguments) in [
        ("plugin:clipboard-manager|read_text", "{}"),
        ("plugin:clipboard-manager|write_text", "{text: 'x'}"),
        ("plugin:opener|open_url", "{url: 'https://example.com'}"),
        ("plugin:dialog|message", "{message: 'x'}"),
        ("plugin:window|close", "{label: 'main'}"),
        ("plugin:event|emit", "{event: 'x'}"),
        ("plugin:fs|read_text_file", "{path: '/etc/hostname'}"),
    ] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke('{command}', {arguments})
                .then(() => done('allowed'), (error) => done('refused: ' + error));"
        );
        let answer = window.client.execute_async(&script, Vec::new()).await.unwrap();
        assert!(answer.as_str().unwrap().starts_with("refused"), "{command}: {answer}");
    }
    window.quit().await;
}

#[tokio::test]
async fn no_command_answers_to_the_message_frame() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service.deliver(json!({"address": address, "subject": "Frame", "html": true, "content": "<p>Words.</p>"})).await;
    window.click("message-item").await;
    window.message_text().await;

    // A mail's own scripts don't run. WebDriver's do, in the frame's place: as if one had slipped through.
    window.get("message-frame").await.enter_frame().await.unwrap();
    let bridge = window.client.execute("return typeof window.__TAURI_INTERNALS__", Vec::new()).await.unwrap();
    assert_eq!(bridge, "undefined", "the frame has no bridge to the commands");
    for url in ["ipc://localhost/create_inbox", "http://ipc.localhost/create_inbox"] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             fetch('{url}', {{ method: 'POST', body: '{{}}' }}).then(() => done('answered'), () => done('refused'));"
        );
        let answer = window.client.execute_async(&script, Vec::new()).await.unwrap();
        assert_eq!(answer, "refused", "{url}");
    }
    window.client.enter_parent_frame().await.unwrap();
    assert_eq!(window.count("[data-testid=\"inbox-item\"]").await, 1);
    window.quit().await;
}
