//! Typed asynchronous client for the TempMailG user API.

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

pub use bytes::Bytes;
pub use jiff::Timestamp;
pub use secrecy::SecretString;
