//! Isolation of the message frame: no scripts, no network, no commands.

use crate::support::sandbox_process::API_KEY;
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_until_true};
use serde_json::json;
use tokio::io::AsyncReadExt as _;

#[tokio::test]
async fn hostile_mail_runs_no_script_and_opens_no_connection() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    // Stands for the internet: any connection to it is a leak.
    let internet = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://{}", internet.local_addr().unwrap());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let content = format!(
        "<p>Visible words.</p><script>document.body.textContent='script ran'</script>
         <img src='{host}/a.png' onerror=\"document.body.textContent='handler ran'\">
         <link rel=stylesheet href='{host}/b.css'><style>@import '{host}/c.css'; p {{ background: url({host}/d.png) }}</style>
         <iframe src='{host}/e'></iframe><object data='{host}/f'></object><meta http-equiv=refresh content='0;url={host}/g'>
         <form action='{host}/h'><input name=x autofocus></form><video src='{host}/i' poster='{host}/j'></video>
         <a id=leave href='{host}/k'>Leave</a><a href='javascript:document.body.textContent=1'>Script</a>"
    );
    service.deliver_mail(json!({"address": address, "subject": "Hostile", "html": true, "content": content})).await;
    window.click_testid("message-item").await;
    let text = window.read_message_frame_text().await;
    assert!(text.contains("Visible words.") && !text.contains("ran"), "{text}");

    // Clicking the links navigates neither the frame nor the page, and requests nothing.
    let frame = window.find_by_testid("message-frame").await;
    assert_eq!(frame.attr("sandbox").await.unwrap().as_deref(), Some("allow-popups"));
    frame.enter_frame().await.unwrap();
    for link in window.client.find_all(fantoccini::Locator::Css("a")).await.unwrap() {
        let _ = link.click().await;
    }
    window.client.enter_parent_frame().await.unwrap();
    assert!(window.read_message_frame_text().await.contains("Visible words."));
    window.wait_for_text("message-subject", "Hostile").await;
    let reached = tokio::time::timeout(std::time::Duration::from_secs(1), internet.accept()).await;
    if let Ok(Ok((mut connection, _))) = reached {
        let mut bytes = vec![0; 1000];
        let read = tokio::time::timeout(std::time::Duration::from_secs(2), connection.read(&mut bytes)).await;
        panic!("something connected to the internet: {read:?}: {}", String::from_utf8_lossy(&bytes));
    }
    window.quit_app().await;
}

/// WebKit's network process ends with the window, so the network has to be disabled again in the next one. WebKit connects
/// to a link's host as soon as the mouse button is pressed on it.
#[tokio::test]
async fn reopened_window_has_no_network() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let internet = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let (host, style) = (internet.local_addr().unwrap(), "display:block;height:2000px;background:#d03060");
    let content = format!("<a href='http://{host}/k' style='{style}'>Leave</a>");
    let id =
        service.deliver_mail(json!({"address": address, "subject": "Link", "html": true, "content": content})).await;
    window.find_by_testid("message-item").await;
    let row = window.locate_centre("[data-testid=message-item]").await;
    window.click_testid("message-item").await;
    window.read_message_frame_text().await;
    let link = window.locate_centre("[data-testid=message-frame]").await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    assert_eq!(service.is_message_marked_seen(&id).await, Some(true));

    // The tray is started only now: with a tray, Mayfly keeps running without its window, and WebDriver can't follow it.
    let tray = TrayHost::start(&desktop).await;
    let _app = ChildGuard(desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap());
    wait_until_true("the window", || async { desktop.list_window_ids().len() == 1 }).await;
    desktop.close_window();
    wait_until_true("the window to close", || async { desktop.list_window_ids().is_empty() }).await;
    tray.click_item("Open Mayfly").await;
    wait_until_true("the window again", || async { desktop.list_window_ids().len() == 1 }).await;
    let window = desktop.list_window_ids().pop().unwrap();
    let move_mouse = |[x, y]: &[String; 2]| desktop.run_program("xdotool", &["mousemove", "--window", &window, x, y]);
    wait_until_true("the link under the mouse", || async {
        move_mouse(&row);
        desktop.run_program("xdotool", &["click", "1"]);
        move_mouse(&link);
        desktop.read_colour_under_mouse() == "#D03060"
    })
    .await;
    desktop.run_program("xdotool", &["mousedown", "1", "sleep", "0.2", "mouseup", "1"]);
    let reached = tokio::time::timeout(std::time::Duration::from_secs(2), internet.accept()).await;
    assert!(reached.is_err(), "something connected to the internet");
    tray.click_item("Quit").await;
    desktop.wait_until_app_exits().await;
}

/// The driver refuses to click an element that another one covers, or that is out of sight.
#[tokio::test]
async fn note_about_a_cut_message_is_seen_whatever_the_message_does() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    let too_deep = "<div>".repeat(300);
    for (number, styles) in [
        "body{height:0;min-height:0!important}",
        "body{height:0!important;max-height:0!important;min-height:0!important;overflow:visible!important;float:left}",
        ".mayfly-message{height:0;min-height:0!important}.mayfly-note{display:none}p{display:none}",
        "body{display:none!important;min-height:0}",
        "div{position:relative;opacity:.99;box-shadow:0 0 0 9999px red}",
        "div{position:relative;text-shadow:0 40px red,0 80px red;font-size:90px;line-height:0}",
        "body{height:1px!important;min-height:0}div{height:1px;max-height:1px;background:red;position:relative}",
    ]
    .into_iter()
    .enumerate()
    {
        let content = format!("<style>{styles}</style><p class='mayfly-note'>Forged</p>{too_deep}Words<br>Words");
        let subject = format!("Cut {number}");
        service.deliver_mail(json!({"address": address, "subject": subject, "html": true, "content": content})).await;
        wait_until_true("the message", || async {
            window.count_matching_elements("[data-testid=\"message-item\"]").await == number + 1
        })
        .await;
        window.click_testid("message-item").await;
        window.wait_for_text("message-subject", &subject).await;
        window.read_message_frame_text().await;
        window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
        let notes = window.client.find_all(fantoccini::Locator::Css("[class~=\"mayfly-note\"]")).await.unwrap();
        assert_eq!(notes.len(), 1, "{styles}");
        assert!(notes[0].is_displayed().await.unwrap(), "{styles}");
        let text = notes[0].text().await.unwrap();
        assert!(text.starts_with("This message was cut"), "{styles}: {text}");
        notes[0].click().await.unwrap_or_else(|error| panic!("{styles}: the note is covered: {error}"));
        window.client.enter_parent_frame().await.unwrap();
    }
    window.quit_app().await;
}

#[tokio::test]
async fn page_cannot_call_plugin_commands() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("welcome").await;
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
    window.quit_app().await;
}

#[tokio::test]
async fn message_frame_cannot_call_commands() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    service
        .deliver_mail(json!({"address": address, "subject": "Frame", "html": true, "content": "<p>Words.</p>"}))
        .await;
    window.click_testid("message-item").await;
    window.read_message_frame_text().await;

    // Scripts of a mail don't run. WebDriver runs one in the frame, as if the sanitiser had missed it.
    window.find_by_testid("message-frame").await.enter_frame().await.unwrap();
    let bridge = window.client.execute("return typeof window.__TAURI_INTERNALS__", Vec::new()).await.unwrap();
    assert_eq!(bridge, "undefined", "the frame has no bridge to the commands");
    for url in ["ipc://localhost/create_inbox", "http://ipc.localhost/create_inbox"] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             fetch('{url}', {{ method: 'POST', body: '{{}}' }}).then(() => done('accepted'), () => done('refused'));"
        );
        let answer = window.client.execute_async(&script, Vec::new()).await.unwrap();
        assert_eq!(answer, "refused", "{url}");
    }
    window.client.enter_parent_frame().await.unwrap();
    assert_eq!(window.count_matching_elements("[data-testid=\"inbox-item\"]").await, 1);
    window.quit_app().await;
}
