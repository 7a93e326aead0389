//! The command `tempmailg`: disposable addresses, their mail, codes and links, for scripts, continuous integration and
//! agents. `docs/automation.md` describes its use; this library exists for its tests and for the files of the packages.
//!
//! - `arguments` defines the command line; man page and completions are generated from it.
//! - `commands` has one module for each command, `message_wait` the loop of `wait`, `mcp_server` the server of `mcp`.
//! - `json_output` are the JSON objects that `--json` prints, `output` prints them.
//! - `api_key_source` finds the API key, `api_connection` creates the client.
//! - `cli_error` gives each error its exit code.

mod api_connection;
mod api_key_source;
mod argument_values;
mod arguments;
mod cli_error;
mod commands;
mod created_address_files;
mod extracted_message_content;
mod fetch_message_or_attachment;
mod json_output;
mod keychain;
mod mcp_server;
mod message_filter;
mod message_wait;
mod new_inbox;
mod output;
mod run_cli;
mod safe_text;
mod wait_message_selector;

pub use argument_values::SinceTime;
pub use arguments::build_clap_command;
pub use created_address_files::CreatedAddressTimes;
pub use message_filter::{MessageFilter, RequiredContent};
pub use message_wait::{WaitError, WaitOptions, wait_for_message};
pub use run_cli::run_cli;
