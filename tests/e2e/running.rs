//! Starting again, starting twice, starting without the service.

use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Service, Window, until_ended, until_true};
use serde_json::json;
use std::process::Stdio;

#[tokio::test]
async fn a_restart_needs_no_login_and_no_service() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let address = {
        let service = Service::start();
        let window = Window::open(&desktop).await;
        window.connect(KEY, &service.base_url).await;
        let address = window.create_inbox().await;
        let mail = json!({"address": address, "subject": "Cached", "html": true, "content": "<p>Still here.</p>"});
        service.deliver(mail).await;
        window.get("message-item").await;
        window.quit().await;
        address
    };
    // The service is gone with its process.
    let window = Window::open(&desktop).await;
    window.find(&format!("[data-address=\"{address}\"]")).await;
    window.click("message-item").await;
    assert!(window.message_text().await.contains("Still here."));
    window.get("sync-strip").await;
    window.click("create-inbox").await;
    window.get("error-banner").await;
    window.quit().await;
}

#[tokio::test]
async fn a_second_launch_raises_the_first() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let tray = crate::support::tray::Tray::start(&desktop).await;
    let mut first = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap();
    tray.labels().await;
    // Nor does a second one that is to be hidden.
    let second = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").status().unwrap();
    assert!(second.success());
    assert!(desktop.windows().is_empty(), "--hidden opens no window");
    let demo = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--demo").output().unwrap();
    assert!(demo.status.success());
    assert!(String::from_utf8_lossy(&demo.stderr).contains("running already"));
    until_true("the first one's window", || async { desktop.windows().len() == 1 }).await;
    desktop.close_window();
    // It needs no display for that.
    let mut second = desktop.command(env!("CARGO_BIN_EXE_mayfly"));
    let second = second.env_remove("DISPLAY").stdout(Stdio::null()).status().unwrap();
    assert!(second.success());
    until_true("the first one's window", || async { desktop.windows().len() == 1 }).await;
    assert!(first.try_wait().unwrap().is_none(), "the first one goes on");
    tray.click("Quit").await;
    until_ended(&mut first).await;
}

#[tokio::test]
async fn the_window_is_as_large_as_it_was_left() {
    let (desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let size = async |window: &Window| window.run("return [innerWidth, innerHeight]").await;
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    assert_eq!(size(&window).await, json!([1120, 720]));
    desktop.resize_window(900, 610);
    until_true("the page to know", || async { size(&window).await == json!([900, 610]) }).await;
    desktop.close_window();
    desktop.app_gone().await;
    window.quit().await;

    let window = Window::open(&desktop).await;
    window.get("create-inbox").await;
    until_true("the size it had", || async { size(&window).await == json!([900, 610]) }).await;
    desktop.resize_window(1000, 640);
    until_true("the page to know", || async { size(&window).await == json!([1000, 640]) }).await;
    window.client.maximize_window().await.unwrap();
    until_true("the window to fill the screen", || async { size(&window).await[0] == 1280 }).await;
    desktop.close_window();
    desktop.app_gone().await;
    window.quit().await;

    let window = Window::open(&desktop).await;
    window.get("create-inbox").await;
    until_true("the window to fill the screen again", || async { size(&window).await[0] == 1280 }).await;
    window.quit().await;
}

/// Libraries below log every word of a mail that they parse and every answer that they carry.
#[tokio::test]
async fn the_fullest_log_holds_no_mail_and_no_key() {
    let (mut desktop, service) = (Desktop::start(Keychain::Unlocked), Service::start());
    let window = Window::open(&desktop).await;
    window.connect(KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.quit().await;
    desktop.app_gone().await;
    service
        .deliver(json!({"address": address, "subject": "A pelican", "html": true,
        "content": "<p>Your code is <b>739201</b>, says the heron.</p>"}))
        .await;

    desktop.set("MAYFLY_LOG", "trace");
    let tray = crate::support::tray::Tray::start(&desktop).await;
    let log = std::fs::File::create(desktop.path("log")).unwrap();
    let mut app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").stderr(log).spawn().unwrap();
    until_true("the code in the tray", || async { tray.labels().await.iter().any(|label| label.contains("739201")) })
        .await;
    tray.click("Quit").await;
    until_ended(&mut app).await;
    let log = std::fs::read_to_string(desktop.path("log")).unwrap();
    assert!(log.contains("Mayfly starts"), "Mayfly itself is heard: {log}");
    for secret in ["739201", "heron", "pelican", KEY] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

/// A web view's process can run out of memory, or into an error of its own.
#[tokio::test]
async fn a_page_whose_process_dies_comes_back() {
    let mut desktop = Desktop::start(Keychain::Unlocked);
    desktop.set("MAYFLY_LOG", "mayfly_lib=debug");
    let path = desktop.path("log");
    let log = std::fs::File::create(&path).unwrap();
    let mut app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).stderr(log).spawn().unwrap();
    let pages = || std::fs::read_to_string(&path).unwrap().matches("the window asks for the state").count();
    until_true("the page", || async { pages() == 1 }).await;
    let (killed, _) = desktop.run("pkill", &["--signal", "KILL", "--parent", &app.id().to_string(), "WebKitWebProces"]);
    assert!(killed, "there is a process to kill");
    until_true("another page", || async { pages() == 2 }).await;
    desktop.close_window();
    until_ended(&mut app).await;
}

/// Where no other program of the session has done so, GDK asks OpenGL for the screen's kinds of pixels.
#[tokio::test]
async fn opengl_is_not_asked_about_the_screen_unless_the_user_wants_it() {
    let mut desktop = Desktop::start(Keychain::Unlocked);
    for asked in [false, true] {
        if asked {
            desktop.set("GDK_GL", "always");
        }
        let mut app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap();
        until_true("the window", || async { !desktop.windows().is_empty() }).await;
        let libraries = std::fs::read_to_string(format!("/proc/{}/maps", app.id())).unwrap();
        assert_eq!(libraries.contains("libGLX_"), asked);
        desktop.close_window();
        until_ended(&mut app).await;
        desktop.app_gone().await;
    }
}

/// WebKit starts a driver in Mayfly's own process only to learn which card there is. Its page's process can't do without.
#[tokio::test]
async fn no_graphics_driver_is_started_in_mayflys_own_process_and_no_optimising_compiler_in_the_pages() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let mut app = desktop.command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap();
    until_true("the window", || async { !desktop.windows().is_empty() }).await;
    let (_, page) = desktop.run("pgrep", &["--parent", &app.id().to_string(), "WebKitWebProces"]);
    let has_driver = |process: &str| {
        let libraries = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
        libraries.contains("libEGL_mesa") || libraries.contains("libEGL_nvidia")
    };
    assert!(has_driver(page.trim()), "there is one to be found");
    assert!(!has_driver(&app.id().to_string()));
    let environment = std::fs::read(format!("/proc/{}/environ", page.trim())).unwrap();
    let is_set = |setting: &str| environment.split(|byte| *byte == 0).any(|set| set == setting.as_bytes());
    assert!(is_set("JSC_useDFGJIT=0"), "its scripts do without optimising compilers");
    desktop.close_window();
    until_ended(&mut app).await;
}

#[tokio::test]
async fn the_command_line_answers_without_a_display() {
    let run = |argument: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_mayfly")).env_clear().arg(argument).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run("--version"), (Some(0), format!("mayfly {}\n", env!("CARGO_PKG_VERSION")), String::new()));
    assert!(run("--help").1.contains("--demo"));
    let (code, _, error) = run("--nonsense");
    assert_eq!(code, Some(2));
    assert!(error.contains("--nonsense"));
}
