//! Tests of the sandbox over real sockets.
#![allow(clippy::unwrap_used)]

mod api_endpoints;
mod api_error_responses;
mod command_line;
mod control_api;
mod fault_injection;
mod sample_mail;
mod test_http_client;
