//! An app that does nothing, with Mayfly's plugins, tray and window: the cost of Tauri itself, which Mayfly's measurements
//! are compared with.

#[cfg(target_os = "linux")]
use ksni::TrayMethods as _;
#[cfg(target_os = "linux")]
use ksni::menu::{MenuItem, StandardItem};
use tauri::{RunEvent, WebviewUrl, WebviewWindowBuilder};

#[cfg(target_os = "linux")]
struct EmptyAppTray;

#[cfg(target_os = "linux")]
impl ksni::Tray for EmptyAppTray {
    fn id(&self) -> String {
        "empty".into()
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        vec![StandardItem { label: "Nothing".into(), ..StandardItem::default() }.into()]
    }
}

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!("tauri.conf.json");
    context.config_mut().identifier = "app.mayfly.Empty".into();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|_, _, _| ()))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_uri_scheme_protocol("empty", |_, _| {
            let page = b"<body style=\"background:#2040c0\">";
            tauri::http::Response::builder()
                .header("Content-Type", "text/html")
                .body(page.as_slice())
                .unwrap_or_default()
        })
        .setup(|app| {
            #[cfg(target_os = "linux")]
            tauri::async_runtime::spawn(async { EmptyAppTray.assume_sni_available(true).spawn().await.map(drop) });
            if std::env::args().all(|argument| argument != "--hidden") {
                let page_url = "empty://localhost/".parse().map_err(tauri::Error::InvalidUrl)?;
                WebviewWindowBuilder::new(app, "main", WebviewUrl::External(page_url))
                    .title("Mayfly")
                    .inner_size(1120.0, 720.0)
                    .incognito(true)
                    .build()?;
            }
            Ok(())
        })
        .build(context)?;
    // With --stay, the app keeps running in the tray without its window.
    let keeps_running = std::env::args().any(|argument| argument == "--stay");
    app.run(move |_, event| {
        if keeps_running && let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}
