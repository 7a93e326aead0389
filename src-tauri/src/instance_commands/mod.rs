//! `mayfly new`, `mayfly copy-code`, `mayfly copy-address` and `mayfly open`: what a command line asks of the Mayfly
//! that already runs, or of one that is started for it.
//!
//! On Linux the request goes over D-Bus, and the result comes back to be printed. Elsewhere it goes with the arguments
//! that the single-instance plugin passes on, and nothing comes back.

mod execution;
#[cfg(target_os = "linux")]
mod instance_client;
#[cfg(target_os = "linux")]
mod instance_service;

#[cfg(not(target_os = "linux"))]
pub(crate) use execution::execute_command_and_show_errors;
#[cfg(target_os = "linux")]
pub(crate) use instance_client::send_to_running_instance;
#[cfg(target_os = "linux")]
pub(crate) use instance_service::start_instance_command_service;
