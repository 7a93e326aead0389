//! A local server that implements the whole TempMailG user API, for tests, demos and development.
//!
//! It has the endpoints, response formats, headers and errors of the service. New inboxes receive sample
//! mail within half a minute. [`Sandbox::inject_fault`] adds faults such as delays, closed connections, error
//! pages and an exhausted quota. A test or demo embeds the [`Sandbox`]; the program `tempmailg-sandbox`
//! serves it to other processes.
//!
//! ```
//! use tempmailg_sandbox::{InjectedFault, FaultAction, Mail, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let sandbox = Sandbox::builder().api_key("test-key").keep_new_inboxes_empty(true).start().await?;
//! println!("{} accepts {}", sandbox.base_url(), sandbox.api_key());
//!
//! // Delivers mail to an inbox that a client has created through the API:
//! let id = sandbox.deliver_mail("someone@quickpost.example", Mail::new_text("Hello", "Your code is 493027."));
//! assert!(id.is_none(), "no client has created this inbox yet");
//!
//! // The next two message lists fail with 503:
//! sandbox.inject_fault(InjectedFault::new(FaultAction::answer(503)).method("GET").path("/messages").apply_to_next_requests(2));
//!
//! sandbox.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! The server binds to 127.0.0.1 only, holds everything in memory and opens no connections. It is **not** a
//! mail server: it cannot receive mail from outside.

mod accounts;
mod address_rules;
mod api_endpoints;
mod api_error_responses;
mod api_message_json;
mod api_request_middleware;
mod control_api;
mod fault_injection;
mod faulty_responses;
mod http_server;
mod mail;
mod random;
mod request_log;
mod sample_mail;
mod sandbox;
mod sandbox_state;

pub use fault_injection::{FaultAction, InjectedFault, InvalidFaultError};
pub use mail::{Mail, SandboxMailAttachment};
pub use request_log::RequestRecord;
pub use sandbox::{Sandbox, SandboxBuilder};
