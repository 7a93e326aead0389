//! Typed asynchronous client for the TempMailG user API: disposable inboxes and the mail they receive.
//!
//! The example creates an inbox, waits for the first message and deletes the inbox:
//!
//! ```no_run
//! use std::time::Duration;
//! use tempmailg::{ApiKey, Client};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let api_key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
//!     let client = Client::builder(api_key).build()?;
//!
//!     let inbox = client.create_inbox().await?.value;
//!     println!("send a message to {}", inbox.address);
//!     loop {
//!         let list = client.list_messages(&inbox.address).await?.value;
//!         if let Some(message) = list.messages.first() {
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
//! # Client
//!
//! [`Client::builder`] takes an [`ApiKey`] and sets the base URL, timeout and size limits. A [`Client`] is
//! cheap to clone and needs a Tokio runtime. It has one method per endpoint:
//!
//! | Method | Request |
//! |---|---|
//! | [`Client::list_domains`] | `GET /domains?type=` |
//! | [`Client::create_inbox`] | `POST /emails` |
//! | [`Client::convert_inbox`] | `POST /emails/{current}/{username}/{domain}` |
//! | [`Client::delete_inbox`] | `DELETE /emails/{email}` |
//! | [`Client::list_messages`] | `GET /messages?email=` |
//! | [`Client::read_message`] | `GET /messages/{id}` |
//! | [`Client::delete_message`] | `DELETE /messages/{id}` |
//! | [`Client::download_attachment`] | `GET /messages/{id}/attachments/{name}` |
//!
//! # Responses
//!
//! Every method returns an [`ApiResponse`]. Its [`value`](ApiResponse::value) is the result; beside it are
//! the account's [`Quota`] and the service's clock, which expiry times follow.
//!
//! Only the fields that a value is useless without are required. Missing, null and unknown fields are
//! accepted, numbers may be strings, and one invalid message does not make the others unreadable.
//!
//! # Errors
//!
//! [`Error`] has one variant per cause, and predicates for the usual decisions:
//!
//! ```no_run
//! # use std::time::Duration;
//! # async fn wait_and_list(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
//! match client.list_messages("demo123@example.com").await {
//!     Ok(response) => println!("{} messages", response.value.messages.len()),
//!     Err(error) if error.is_not_found() => println!("the inbox has expired"),
//!     Err(error) if error.is_retryable() => {
//!         let delay = error.retry_after().unwrap_or(Duration::from_secs(5));
//!         println!("{error}; next attempt in {} s", delay.as_secs());
//!     }
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Security
//!
//! - The API key is sent to the [`BaseUrl`] only: over `https`, or over `http` to a loopback host without
//!   a proxy. Redirects are not followed, and the URL that a message lists for an attachment is not used.
//! - A proxy that is set, by [`ClientBuilder::proxy`] or the environment, and can't be used is an error. Nothing is
//!   sent past it, and it resolves the service's name.
//! - No `Debug` output, error or log line contains the API key, an inbox's token or mail.
//! - Every response has a size limit and every call a timeout. An incomplete response is an error.
//! - The service's own messages are returned as one line of plain text. HTML is never part of an error.
//!
//! # Logging
//!
//! With the [`tracing`](https://docs.rs/tracing) crate, each request is a span `request` at level `DEBUG`
//! with the fields `method`, `endpoint` (the template, such as `/messages/{id}`), `status` and
//! `elapsed_ms`. Addresses, identifiers and names are never recorded.
//!
//! # What this crate does not do
//!
//! - It does not retry, poll or cache. How often to call depends on the quota and is the caller's decision.
//! - It does not sanitise mail. [`Message::content`] is untrusted: sanitise HTML before you display it, and
//!   never use an attachment's name as a file path.

mod api_key;
mod base_url;
mod cause_text;
mod client;
mod decode;
mod download;
mod environment_proxy;
mod error;
mod error_response;
mod http_clients;
mod ipv6_only_detection;
mod lenient_json;
mod model;
mod proxy;
mod proxy_url;
mod request;
mod response_head;
mod safe_text;
mod transport;
#[cfg(any(windows, test))]
mod windows_proxy_settings;

pub use api_key::{ApiKey, ApiKeyError};
pub use base_url::{BaseUrl, BaseUrlError};
pub use cause_text::CauseText;
pub use client::{Client, ClientBuilder};
pub use download::AttachmentDownload;
pub use environment_proxy::find_environment_proxy;
pub use error::{Error, ErrorResponseOrigin, UnexpectedResponseReason};
pub use model::{
    ApiResponse, Attachment, Domain, DomainList, Inbox, ListFingerprint, Message, MessageList, MessageListUpdate, Quota,
};
pub use proxy::{ProxyChoice, ProxyError, ProxyFailure, ProxySelectionFuture, ProxySelector};
pub use proxy_url::{ProxyUrl, ProxyUrlError};

// Types of other crates that occur in the public signatures.
pub use bytes::Bytes;
pub use jiff::Timestamp;
pub use secrecy::{ExposeSecret, SecretString};
