//! Restarts, second launches, the window's size, the log, and the processes and libraries of the running app.

use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, SandboxProcess, TestDesktop, wait_for_exit, wait_until_true};
use serde_json::json;
use std::process::Stdio;

#[tokio::test]
async fn restart_needs_no_sign_in_and_no_service() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let address = {
        let service = SandboxProcess::start();
        let window = AppWindow::open(&desktop).await;
        window.submit_sign_in_form(API_KEY, &service.base_url).await;
        let address = window.create_inbox().await;
        let mail = json!({"address": address, "subject": "Cached", "html": true, "content": "<p>Still here.</p>"});
        service.deliver_mail(mail).await;
        window.find_by_testid("message-item").await;
        window.quit_app().await;
        address
    };
    // The service has stopped.
    let window = AppWindow::open(&desktop).await;
    window.find_by_selector(&format!("[data-address=\"{address}\"]")).await;
    window.click_testid("message-item").await;
    assert!(window.read_message_frame_text().await.contains("Still here."));
    window.find_by_testid("sync-strip").await;
    window.click_testid("create-inbox").await;
    window.find_by_testid("error-banner").await;
    window.quit_app().await;
}

#[tokio::test]
async fn second_launch_shows_the_first_window() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let tray = crate::support::tray_host::TrayHost::start(&desktop).await;
    let mut first = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").spawn().unwrap();
    tray.list_tray_menu_labels().await;
    // A second launch with --hidden opens no window either.
    let second = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").status().unwrap();
    assert!(second.success());
    assert!(desktop.list_window_ids().is_empty(), "--hidden opens no window");
    let demo = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--demo").output().unwrap();
    assert!(demo.status.success());
    assert!(String::from_utf8_lossy(&demo.stderr).contains("running already"));
    wait_until_true("the window of the first launch", || async { desktop.list_window_ids().len() == 1 }).await;
    desktop.close_window();
    // A second launch needs no display.
    let mut second = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly"));
    let second = second.env_remove("DISPLAY").stdout(Stdio::null()).status().unwrap();
    assert!(second.success());
    wait_until_true("the window of the first launch", || async { desktop.list_window_ids().len() == 1 }).await;
    assert!(first.try_wait().unwrap().is_none(), "the first launch still runs");
    tray.click_item("Quit").await;
    wait_for_exit(&mut first).await;
}

#[tokio::test]
async fn window_size_survives_a_restart() {
    let (desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let read_size = async |window: &AppWindow| window.run_script("return [innerWidth, innerHeight]").await;
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    assert_eq!(read_size(&window).await, json!([1120, 720]));
    desktop.resize_window(900, 610);
    wait_until_true("the page to have the new size", || async { read_size(&window).await == json!([900, 610]) }).await;
    desktop.close_window();
    desktop.wait_until_app_exits().await;
    window.quit_app().await;

    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("create-inbox").await;
    wait_until_true("the stored size", || async { read_size(&window).await == json!([900, 610]) }).await;
    desktop.resize_window(1000, 640);
    wait_until_true("the page to have the new size", || async { read_size(&window).await == json!([1000, 640]) }).await;
    window.client.maximize_window().await.unwrap();
    wait_until_true("the window to fill the screen", || async { read_size(&window).await[0] == 1280 }).await;
    desktop.close_window();
    desktop.wait_until_app_exits().await;
    window.quit_app().await;

    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("create-inbox").await;
    wait_until_true("the window to fill the screen again", || async { read_size(&window).await[0] == 1280 }).await;
    window.quit_app().await;
}

/// At this level, libraries log the text of mail that they parse and of responses that they receive.
#[tokio::test]
async fn trace_log_contains_no_mail_and_no_api_key() {
    let (mut desktop, service) = (TestDesktop::start(Keychain::Unlocked), SandboxProcess::start());
    let window = AppWindow::open(&desktop).await;
    window.submit_sign_in_form(API_KEY, &service.base_url).await;
    let address = window.create_inbox().await;
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    service
        .deliver_mail(json!({"address": address, "subject": "A pelican", "html": true,
        "content": "<p>Your code is <b>739201</b>, says the heron.</p>"}))
        .await;

    desktop.set_env("MAYFLY_LOG", "trace");
    let tray = crate::support::tray_host::TrayHost::start(&desktop).await;
    let log = std::fs::File::create(desktop.path_in_home("log")).unwrap();
    let mut app =
        desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).arg("--hidden").stderr(log).spawn().unwrap();
    wait_until_true("the code in the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains("739201"))
    })
    .await;
    tray.click_item("Quit").await;
    wait_for_exit(&mut app).await;
    let log = std::fs::read_to_string(desktop.path_in_home("log")).unwrap();
    assert!(log.contains("Mayfly starts"), "the log contains Mayfly's own events: {log}");
    for secret in ["739201", "heron", "pelican", API_KEY] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

/// A web process can run out of memory or crash.
#[tokio::test]
async fn page_reloads_when_its_web_process_dies() {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    desktop.set_env("MAYFLY_LOG", "mayfly_lib=debug");
    let path = desktop.path_in_home("log");
    let log = std::fs::File::create(&path).unwrap();
    let mut app = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).stderr(log).spawn().unwrap();
    let count_loads = || std::fs::read_to_string(&path).unwrap().matches("the window asks for the state").count();
    wait_until_true("the page", || async { count_loads() == 1 }).await;
    let (killed, _) =
        desktop.run_program("pkill", &["--signal", "KILL", "--parent", &app.id().to_string(), "WebKitWebProces"]);
    assert!(killed, "a web process was killed");
    wait_until_true("another page", || async { count_loads() == 2 }).await;
    desktop.close_window();
    wait_for_exit(&mut app).await;
}

/// GDK loads GLX to query the screen's visuals if no other program of the session has done so.
#[tokio::test]
async fn glx_is_loaded_only_if_the_user_sets_gdk_gl() {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    for is_requested in [false, true] {
        if is_requested {
            desktop.set_env("GDK_GL", "always");
        }
        let mut app = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap();
        wait_until_true("the window", || async { !desktop.list_window_ids().is_empty() }).await;
        let libraries = std::fs::read_to_string(format!("/proc/{}/maps", app.id())).unwrap();
        assert_eq!(libraries.contains("libGLX_"), is_requested);
        desktop.close_window();
        wait_for_exit(&mut app).await;
        desktop.wait_until_app_exits().await;
    }
}

/// WebKit loads a driver in the app's process only to find out which graphics card there is; the page's process needs one.
#[tokio::test]
async fn app_process_loads_no_graphics_driver_and_page_process_runs_no_optimising_compiler() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let mut app = desktop.build_desktop_command(env!("CARGO_BIN_EXE_mayfly")).spawn().unwrap();
    wait_until_true("the window", || async { !desktop.list_window_ids().is_empty() }).await;
    let (_, page) = desktop.run_program("pgrep", &["--parent", &app.id().to_string(), "WebKitWebProces"]);
    let has_driver = |process: &str| {
        let libraries = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
        libraries.contains("libEGL_mesa") || libraries.contains("libEGL_nvidia")
    };
    assert!(has_driver(page.trim()), "the page's process has a driver");
    assert!(!has_driver(&app.id().to_string()));
    let environment = std::fs::read(format!("/proc/{}/environ", page.trim())).unwrap();
    let is_set = |setting: &str| environment.split(|byte| *byte == 0).any(|set| set == setting.as_bytes());
    assert!(is_set("JSC_useDFGJIT=0"), "the page's process disables optimising compilers");
    desktop.close_window();
    wait_for_exit(&mut app).await;
}

#[tokio::test]
async fn command_line_options_work_without_a_display() {
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
