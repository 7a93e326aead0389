//! The Tauri shell of Mayfly: window, tray, notifications, keychain, clipboard and the commands that the page may call.
//!
//! The shell decides nothing. A command parses its arguments, calls one function of [`mayfly_core`], and converts the
//! error; the window and the tray are views of the core's state, and either works without the other.

mod address_copying;
mod address_creation;
mod app_command_line;
#[cfg(any(target_os = "linux", windows))]
mod app_identity;
mod app_state;
mod application;
mod apply_stored_settings;
mod apply_system_settings;
mod automatic_code_copy;
mod autostart;
mod background_running;
mod clipboard;
mod command_registry;
mod command_result;
mod commands;
mod core_change_waiting;
#[cfg(target_os = "linux")]
mod dbus_signals;
mod demo_server;
#[cfg(target_os = "linux")]
mod desktop_portal;
mod desktop_proxy;
#[cfg(any(target_os = "linux", windows))]
mod desktop_session_end;
#[cfg(target_os = "linux")]
mod display_connection;
mod environment_variables;
mod exit_signals;
mod file_manager;
mod global_shortcut;
#[cfg(target_os = "linux")]
mod installation;
mod instance_commands;
mod keychain;
mod link_opener;
mod logging;
mod mail_scheme;
mod main_window;
mod message_printing;
mod notifications;
#[cfg(windows)]
mod parent_console;
mod resume_listener;
mod settings_update;
mod single_instance;
#[cfg(all(test, target_os = "linux"))]
#[path = "../../tests/e2e/support/stub_portal.rs"]
mod stub_portal;
#[cfg(all(test, target_os = "linux"))]
mod test_bus;
mod texts;
mod tray;
mod tray_availability;
mod ui_events;
mod web_view;
mod window_labels;

pub use command_registry::export_bindings;
pub use commands::COMMANDS;

use app_command_line::CommandLineRequest;
use std::process::ExitCode;

/// Runs the program with the process's arguments and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let action = CommandLineRequest::parse(std::env::args_os().skip(1));
    #[cfg(windows)]
    if !matches!(action, CommandLineRequest::RunApp(_)) || std::env::var_os("MAYFLY_LOG").is_some() {
        parent_console::attach_parent_console();
    }
    let options = match action {
        CommandLineRequest::RunApp(options) => options,
        CommandLineRequest::PrintText(text) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        CommandLineRequest::RejectArguments(text) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    #[cfg(target_os = "linux")]
    web_view::set_memory_saving_variables();
    logging::start_logging();
    #[cfg(target_os = "linux")]
    if let Some(command) = options.command {
        return instance_commands::send_to_running_instance(command);
    }
    if single_instance::hand_over_to_running_instance(options) {
        return ExitCode::SUCCESS;
    }
    #[cfg(target_os = "linux")]
    if let Err(reason) = display_connection::connect_gtk_to_display() {
        eprintln!("mayfly: {reason}");
        return ExitCode::FAILURE;
    }
    match application::run_app(options) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("mayfly: {error}");
            ExitCode::FAILURE
        }
    }
}
