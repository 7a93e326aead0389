//! Every command of the program, over real sockets against the sandbox.

// They need file modes, signals, a pseudo-terminal, a full device and the keychain of Linux.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test")]

mod test_service;

mod api_key_sources;
mod delete;
mod documented_fields;
mod domains;
mod exit_codes;
mod help;
mod list;
mod mcp;
mod new;
mod packaged_man_pages_and_completions;
mod pipes_and_terminals;
mod quota;
mod read;
mod rename;
mod rm;
mod save;
mod signals;
mod wait;
