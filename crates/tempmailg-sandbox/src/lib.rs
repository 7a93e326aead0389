//! The whole TempMailG user API as a server on this computer.
//!
//! It answers every call of the service with the same shapes, headers and refusals, fills each new inbox
//! with sample mail over half a minute, and can be told to misbehave: slow answers, cut connections, error
//! pages, a used-up quota. A demo can embed it, a test can use it as its peer, and the
//! `tempmailg-sandbox` program serves it to anything else that speaks HTTP.
//!
//! ```
//! use tempmailg_sandbox::{Action, Fault, Mail, Sandbox};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let sandbox = Sandbox::builder().key("test-key").empty(true).start().await?;
//! println!("{} accepts {}", sandbox.base_url(), sandbox.key());
//!
//! // Mail for an inbox that a client made through the API:
//! let id = sandbox.deliver("someone@quickpost.example", Mail::text("Hello", "Your code is 493027."));
//! assert!(id.is_none(), "nobody made that inbox yet");
//!
//! // The next two listings fail, the third is answered as usual:
//! sandbox.inject(Fault::new(Action::answer(503)).method("GET").path("/messages").times(2));
//!
//! sandbox.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! It binds 127.0.0.1 alone, keeps everything in memory and sends nothing anywhere. It is **not** a mail
//! server: nothing from outside can arrive in its inboxes.

mod api;
mod control;
mod faults;
mod gate;
mod mail;
mod random;
mod refusal;
mod samples;
mod sandbox;
mod server;
mod world;

pub use faults::{Action, Fault, FaultError};
pub use gate::RequestRecord;
pub use mail::{Attachment, Mail};
pub use sandbox::{Sandbox, SandboxBuilder};
