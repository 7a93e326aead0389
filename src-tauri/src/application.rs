//! Assembles the Tauri app and runs it.

use crate::app_command_line::{CommandLineStartOptions, HIDDEN_OPTION};
use crate::app_state::AppState;
use crate::automatic_code_copy::LastAutomaticCopy;
use crate::desktop_proxy::create_proxy_resolver;
#[cfg(any(target_os = "linux", windows))]
use crate::desktop_session_end;
use crate::exit_signals::{self, ExitSignals};
#[cfg(not(target_os = "linux"))]
use crate::instance_commands::execute_command_and_show_errors;
#[cfg(target_os = "linux")]
use crate::instance_commands::start_instance_command_service;
use crate::main_window::{self, CurrentWindowLifecyclePhase, LastCrashReload, WindowSizeState};
use crate::texts::Texts;
use crate::tray_availability::TrayAvailability;
use crate::web_view::{self, WebViewDataDir};
use crate::{
    apply_stored_settings, background_running, clipboard, command_registry, demo_server, keychain, mail_scheme,
    notifications, resume_listener, tray,
};
use mayfly_core::{Core, CoreEnvironment, Localisation, SystemClock, choose_supported_locale};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::ipc::Invoke;
use tauri::{App, AppHandle, Builder, Manager as _, RunEvent, Wry};

/// The longest time that exiting waits for the keychain and the store.
const EXIT_TIMEOUT: Duration = Duration::from_secs(3);

/// Runs the app until it exits.
///
/// # Errors
/// When the app can't be set up.
pub(crate) fn run_app(options: CommandLineStartOptions) -> tauri::Result<ExitCode> {
    // Before anything exists that has to be cleaned up.
    let signals = ExitSignals::start_listening_for_exit_signals();
    let data_dir = WebViewDataDir::create_web_view_data_folder();
    let unused_data_dir = data_dir.clone();
    let app = mail_scheme::register_scheme(register_plugins(Builder::default()), &data_dir)
        .invoke_handler(traced_command_handler())
        .on_window_event(|window, event| {
            main_window::handle_window_event(window, event);
            background_running::notify_after_close(window, event);
        })
        .setup(move |app| {
            set_up_app(app, options, data_dir)?;
            exit_signals::exit_on_signal(signals, app.handle());
            #[cfg(any(target_os = "linux", windows))]
            desktop_session_end::exit_at_session_end(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!("tauri.conf.json"))
        .inspect_err(|_| unused_data_dir.delete_web_view_data())?;
    let code = app.run_return(handle_run_event);
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Handles the page's commands, each within a span that names it. Its arguments are not traced: they may be secrets.
fn traced_command_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    // The handler borrows the list of commands, which is needed until the program ends.
    let commands: &'static _ = Box::leak(Box::new(command_registry::tauri_command_builder()));
    let handle_command = commands.invoke_handler();
    move |invoke| {
        let span = tracing::debug_span!("command", name = invoke.message.command());
        span.in_scope(|| {
            tracing::debug!("a command was received");
            handle_command(invoke)
        })
    }
}

fn register_plugins(builder: Builder<Wry>) -> Builder<Wry> {
    let builder = builder
        // First, so that a second instance exits before it opens any data.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            #[cfg(not(target_os = "linux"))]
            if let Some(command) =
                arguments.get(1).and_then(|argument| crate::app_command_line::InstanceCommand::from_argument(argument))
            {
                tauri::async_runtime::spawn(execute_command_and_show_errors(app.clone(), command));
                return;
            }
            if !arguments.iter().any(|argument| argument == HIDDEN_OPTION) {
                main_window::open_main_window(app);
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init());
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(notifications::notification_plugin());
    #[cfg(target_os = "macos")]
    let builder = builder.plugin(crate::autostart::autostart_plugin());
    builder
}

fn set_up_app(
    app: &mut App,
    options: CommandLineStartOptions,
    data_dir: WebViewDataDir,
) -> Result<(), Box<dyn std::error::Error>> {
    // Not before the single-instance plugin has ended a second start.
    #[cfg(windows)]
    crate::app_identity::register_app_identity();
    let handle = app.handle().clone();
    app.manage(AppState::new(start_core(&handle, options)?));
    clipboard::start_clipboard(&handle);
    app.manage(LastAutomaticCopy::default());
    app.manage(data_dir);
    app.manage(TrayAvailability::default());
    app.manage(CurrentWindowLifecyclePhase::default());
    app.manage(WindowSizeState::default());
    app.manage(LastCrashReload::default());
    #[cfg(windows)]
    app.manage(main_window::UnreadOverlayState::default());
    // Before the rest: the web view's processes take longest to start, and do so in parallel.
    main_window::start_main_window(&handle, options.starts_hidden());
    if options.demo {
        let handle = handle.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(error) = demo_server::start_demo_server_and_account(&handle.state::<AppState>()).await {
                tracing::error!(code = ?error.code, "the demo could not be started: {}", error.message);
            }
        });
    }
    #[cfg(target_os = "linux")]
    main_window::start_page_watchdog(&handle);
    apply_stored_settings::start_applying_stored_settings(&handle);
    notifications::start_notifications(&handle);
    tray::start_tray(&handle);
    background_running::start_background_status_reporting(&handle);
    resume_listener::start_resume_listener(&handle);
    #[cfg(target_os = "linux")]
    start_instance_command_service(&handle);
    #[cfg(not(target_os = "linux"))]
    if let Some(command) = options.command {
        tauri::async_runtime::spawn(execute_command_and_show_errors(handle, command));
    }
    Ok(())
}

fn start_core(app: &AppHandle, options: CommandLineStartOptions) -> tauri::Result<Core> {
    let config = CoreEnvironment {
        data_folder: app.path().app_data_dir()?,
        clock: Arc::new(SystemClock),
        secrets: Arc::new(keychain::Keychain::default()),
        localisation: Localisation {
            system: choose_supported_locale(sys_locale::get_locales()),
            labels: |locale| Texts::for_locale(locale).localised_document_texts(),
        },
    };
    // Inside Tauri's runtime, on which the core's tasks run.
    Ok(tauri::async_runtime::block_on(async {
        let builder = Core::builder(config).proxy_resolver(create_proxy_resolver());
        if options.demo { builder.start_signed_out() } else { builder.start() }
    }))
}

fn handle_run_event(app: &AppHandle, event: RunEvent) {
    match event {
        // The last window was closed. Without a tray nobody could open it again, so the app exits.
        RunEvent::ExitRequested { code: None, api, .. } if main_window::keeps_running_without_window(app) => {
            api.prevent_exit();
        }
        // Before the clipboard's own clean-up, which may pass the content on to a clipboard manager.
        RunEvent::ExitRequested { .. } => clipboard::clear_code_on_exit(app),
        RunEvent::Exit => {
            // On macOS neither Quit in the Dock or the menu nor a logout requests the exit before.
            clipboard::clear_code_on_exit(app);
            shut_down_app(app);
        }
        // A click on the icon in the Dock.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { has_visible_windows: false, .. } => main_window::open_main_window(app),
        _ => {}
    }
}

/// Stores what is pending and deletes temporary data.
fn shut_down_app(app: &AppHandle) {
    let core = app.state::<AppState>().core.clone();
    let window_size = main_window::choose_window_size_to_store(app);
    let result =
        tauri::async_runtime::block_on(async { tokio::time::timeout(EXIT_TIMEOUT, core.shut_down(window_size)).await });
    if result.is_err() {
        tracing::warn!("the keychain or the store did not finish in time");
    }
    clipboard::disconnect_clipboard_on_exit(app);
    web_view::kill_web_view_processes_on_exit();
    app.state::<WebViewDataDir>().delete_web_view_data();
}
