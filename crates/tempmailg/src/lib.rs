//! Typed asynchronous client for the TempMailG user API: disposable inboxes and their mail, for
//! programs that sign up, wait for a code and move on.
//!
//! ```no_run
//! use std::time::Duration;
//! use tempmailg::{ApiKey, Client};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
//!     let client = Client::builder(key).build()?;
//!
//!     let inbox = client.create_inbox().await?.value;
//!     println!("send something to {}", inbox.address);
//!     loop {
//!         let answer = client.messages(&inbox.address).await?;
//!         if let Some(message) = answer.value.messages.first() {
//!             println!("{}: {}", message.from_address, message.subject);
//!             break;
//!         }
//!         tokio::time::sleep(Duration::from_secs(5)).await;
//!     }
//!     client.delete_inbox(&inbox.address).await?;
//!     Ok(())
//! }
//! ```
//!
//! # The calls
//!
//! | Call | Request |
//! |---|---|
//! | [`Client::domains`] | `GET /domains?type=` |
//! | [`Client::create_inbox`] | `POST /emails` |
//! | [`Client::change_inbox`] | `POST /emails/{current}/{username}/{domain}` |
//! | [`Client::delete_inbox`] | `DELETE /emails/{email}` |
//! | [`Client::messages`] | `GET /messages?email=` |
//! | [`Client::message`] | `GET /messages/{id}` |
//! | [`Client::delete_message`] | `DELETE /messages/{id}` |
//! | [`Client::attachment`] | `GET /messages/{id}/attachments/{name}` |
//!
//! Each returns an [`Answer`] with the account's [`Quota`] and the service's clock beside the value, or
//! an [`Error`] with a variant per cause and predicates such as [`Error::is_retryable`].
//!
//! # What it refuses to do
//!
//! - **Send the key anywhere else.** It goes to the [`BaseUrl`] alone: `https`, or `http` to this very
//!   machine and then past any proxy. Redirects are never followed, and an attachment's announced URL
//!   is not even read.
//! - **Show secrets.** No `Debug` form and no error holds the key, an inbox's token, or mail.
//! - **Trust sizes or times.** Every answer has a limit and every wait an end; half an answer is an
//!   error, never a short success.
//! - **Quote strangers' markup.** The service's own sentences reach you as one line of plain text; HTML
//!   from something in between is never among them.
//! - **Reject what it needn't.** Missing, null and new fields are fine; one broken message does not
//!   hide the others.
//! - **Retry, poll or cache.** When and how often to ask depends on your quota: that is yours to decide.
//! - **Make mail safe.** [`Message::content`] is what a stranger wrote. Sanitise it before showing it,
//!   and never use an attachment's name as a path.

mod base_url;
mod client;
mod decode;
mod download;
mod error;
mod headers;
mod json;
mod key;
mod model;
mod text;
mod transport;

pub use base_url::{BaseUrl, BaseUrlError};
pub use client::{Client, ClientBuilder};
pub use download::Download;
pub use error::{Cause, Error, Unexpected};
pub use key::{ApiKey, ApiKeyError};
pub use model::{Answer, Attachment, Domain, DomainList, Inbox, Message, MessageList, Quota};

// What appears in the signatures, so that no other crate need be named for it.
pub use bytes::Bytes;
pub use jiff::Timestamp;
pub use secrecy::{ExposeSecret, SecretString};
