//! Tests of the sandbox over real sockets.
#![allow(clippy::unwrap_used)]

mod api_endpoints;
mod command_line;
mod control_api;
mod error_responses;
mod fault_injection;
mod http_client;
mod sample_mail;
