//! The Tauri shell of Mayfly: windows, tray, keychain, clipboard and the commands a window may call.
//!
//! Nothing is decided here. A command parses its arguments, calls one function of [`mayfly_core`], and maps
//! the error; the tray and the window are views of the core's state, and either can be gone while the other
//! works.

mod autostart;
mod bindings;
mod clipboard;
mod commands;
mod demo;
mod keychain;
mod links;
mod mail_scheme;
mod notifications;
mod options;
mod print;
mod running;
mod settings;
mod shell;
mod shortcut;
mod tray;
mod wake;
mod web_view;
mod window;
mod window_size;
mod words;

pub use bindings::export as export_bindings;
pub use commands::names::COMMANDS;

use mayfly_core::{Config, Core, Locales, SystemClock, spoken_locale};
use options::{Options, Parsed};
use shell::Shell;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::{Manager as _, RunEvent};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use words::Words;

/// Runs the program and tells how it ended.
#[must_use]
pub fn main() -> ExitCode {
    let options = match Options::parse(std::env::args_os().skip(1)) {
        Parsed::Run(options) => options,
        Parsed::Print(text) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Parsed::Refuse(text) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    #[cfg(target_os = "linux")]
    web_view::be_lean();
    start_log();
    if running::hand_over(options) {
        return ExitCode::SUCCESS;
    }
    match run(options) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mayfly: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Quitting waits no longer than this for the keychain and the store.
const LONGEST_END: Duration = Duration::from_secs(3);

fn run(options: Options) -> tauri::Result<ExitCode> {
    let builder = tauri::Builder::default()
        // First, so that a second launch ends before it has touched any data.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            if !arguments.iter().any(|argument| argument == "--hidden") {
                window::open(app);
            }
        }))
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init());
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(notifications::plugin()).plugin(autostart::plugin());
    let scratch = window::Scratch::new();
    let app = mail_scheme::register(builder, &scratch)
        .invoke_handler(bindings::builder().invoke_handler())
        .on_window_event(window::on_event)
        .setup(move |app| {
            let handle = app.handle().clone();
            let config = Config {
                data_folder: handle.path().app_data_dir()?,
                clock: Arc::new(SystemClock),
                secrets: Arc::new(keychain::Keychain),
                locales: Locales {
                    system: spoken_locale(sys_locale::get_locales()),
                    labels: |locale| Words::of(locale).labels(),
                },
            };
            // The core's background work lives on Tauri's runtime.
            let core = tauri::async_runtime::block_on(async {
                if options.demo { Core::start_without_account(config) } else { Core::start(config) }
            });
            app.manage(Shell::new(core));
            app.manage(clipboard::Lent::default());
            app.manage(scratch);
            app.manage(window::Closings::default());
            app.manage(window_size::Seen::default());
            // Early: the web view's processes take longest to start, and do so beside everything else.
            if options.hidden {
                handle.state::<Shell>().core.set_watching(false);
            } else {
                window::make(&handle);
            }
            if options.demo {
                let handle = handle.clone();
                tauri::async_runtime::spawn(async move {
                    if let Err(error) = demo::start(&handle.state::<Shell>()).await {
                        tracing::error!(code = ?error.code, "the demo could not be started: {}", error.message);
                    }
                });
            }
            settings::start(&handle);
            notifications::start(&handle);
            tray::start(&handle);
            wake::start(&handle);
            Ok(())
        })
        .build(tauri::generate_context!("tauri.conf.json"))?;
    let code = app.run_return(|app, event| {
        // The last window is gone. With a tray Mayfly goes on checking, unless the user wants it otherwise;
        // without one nobody could get it back.
        if let RunEvent::ExitRequested { code: None, api, .. } = &event
            && window::can_be_missed(app)
        {
            api.prevent_exit();
        } else if let RunEvent::ExitRequested { .. } = &event {
            // Before the clipboard itself ends, which may hand over what it holds.
            clipboard::take_back(app);
        }
        if let RunEvent::Exit = event {
            let core = app.state::<Shell>().core.clone();
            let size = window_size::at_the_end(app);
            let end = async {
                if let Some(size) = size {
                    window_size::tell(&core, size).await;
                }
                core.shut_down().await;
            };
            let ended = tauri::async_runtime::block_on(async { tokio::time::timeout(LONGEST_END, end).await });
            if ended.is_err() {
                tracing::warn!("the keychain or the store did not let go in time");
            }
            app.state::<window::Scratch>().clear();
        }
    });
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Logs to standard error what `MAYFLY_LOG` asks for, by default only what went wrong.
fn start_log() {
    let wanted = std::env::var("MAYFLY_LOG").ok().and_then(|wanted| wanted.parse().ok());
    // No `EnvFilter`: for patterns in the fields of spans it would bring a second engine of regular expressions.
    let filter = wanted.unwrap_or_else(|| Targets::new().with_default(tracing::Level::WARN));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let discreet = tracing_subscriber::filter::filter_fn(|line| is_discreet(line.target(), *line.level()));
    tracing_subscriber::registry().with(lines.with_filter(discreet)).with(filter).init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "Mayfly starts");
}

/// Whether a line may be logged, however much `MAYFLY_LOG` asks for: libraries that read mail or carry secrets
/// tell at length what they read and carry.
fn is_discreet(target: &str, level: tracing::Level) -> bool {
    const OURS: [&str; 3] = ["mayfly", "mayfly_", "tempmailg"];
    let source = target.split("::").next().unwrap_or_default();
    let ours = OURS.iter().any(|name| source == *name || (name.ends_with('_') && source.starts_with(name)));
    ours || level <= tracing::Level::WARN
}
