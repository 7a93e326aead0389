//! Everything of Mayfly that needs no window: accounts, inboxes, messages, the encrypted store, checking for mail,
//! and saving files.
//!
//! The core owns the truth. A front end calls the functions of [`Core`], starts from a [`view::Snapshot`] and then
//! applies ordered [`view::Event`]s; it may be closed and opened again at any moment.
//!
//! ```
//! # use mayfly_core::{CoreEnvironment, Core, Localisation, InMemorySecretStore, SystemClock};
//! # use std::sync::Arc;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let data_folder = std::env::temp_dir().join("mayfly-doc");
//! let core = Core::builder(CoreEnvironment {
//!     data_folder,
//!     clock: Arc::new(SystemClock),
//!     secrets: Arc::new(InMemorySecretStore::default()),
//!     localisation: Localisation::default(),
//! })
//! .start();
//! let (snapshot, mut events) = core.subscribe_with_snapshot().await.expect("a fresh core can be read");
//! assert!(snapshot.inboxes.is_empty());
//! // From here on: `events.recv()`, and apply what has a number above `snapshot.seq`.
//! # drop(events);
//! # }
//! ```
//!
//! What it refuses to do: keep a secret in a plain file, overwrite a database it can't read, send a window something
//! that is not on disk yet, or let one bad message hide the others.
//!
//! The modules, each of which uses only modules further down:
//!
//! - `builder` makes a [`Core`]; `subscription` is what windows start from.
//! - `accounts`, `app_settings`, `new_mail`, `automatic_code_copy`, `transfers`, `inbox_import_export`, `search`,
//!   `window_shape`, `desktop_status`: services. Each extends [`Core`] with what can be done.
//! - `sync`: the task that checks one account's inboxes.
//! - `messages`, `inbox_adoption`, `inbox_check`, `inboxes`, `app_settings`, `mail_retention`: services that other services or `sync`
//!   use as well.
//! - `core_handle`: the handle [`Core`] and the state behind it.
//! - `session`: one signed-in account. `scheduler_types`: the types of the crate `mayfly-schedule` for stored inboxes.
//! - `rendering`: messages become documents. `store`: the encrypted database. `events`: the stream of changes.
//! - `proxy_router`: which proxy a request takes.
//! - `view`: the vocabulary of front ends. `ports`: clock, secrets, proxy settings and network.

mod accounts;
mod app_settings;
mod automatic_code_copy;
mod batch_deletion;
mod blocking;
mod builder;
mod core_environment;
mod core_handle;
mod desktop_capabilities;
mod error;
mod events;
mod fulltext;
mod inbox_adoption;
mod inbox_check;
mod inbox_import_export;
mod inboxes;
mod language_selection;
mod mail_retention;
mod messages;
mod new_mail;
mod notices;
mod ports;
mod proxy_router;
mod rendering;
mod scheduler_types;
mod search;
mod service_message_conversion;
mod session;
mod shared_settings;
mod store;
mod subscription;
mod sync;
mod transfer_table;
mod transfers;
pub mod view;
mod window_shape;

pub use automatic_code_copy::CodeToCopy;
pub use builder::CoreBuilder;
pub use core_environment::CoreEnvironment;
pub use core_handle::{Core, ShownMessage};
pub use error::{AttachmentPreviewError, Error, Result};
pub use events::NewMailBatch;
pub use inbox_import_export::INBOXES_FILE_NAME;
pub use language_selection::{Localisation, choose_supported_locale};
pub use mayfly_schedule::PollTiming;
pub use new_mail::RecentCode;
pub use ports::clock::{Clock, SystemClock};
pub use ports::image_fetch_environment::{ImageFetchNetwork, ImageTimeouts, SystemNetwork};
pub use ports::proxy_resolver::{EnvironmentProxyResolver, ProxyResolver};
pub use ports::secrets::{InMemorySecretStore, SecretError, SecretStore};
pub use rendering::attachment_preview::PictureScale;
pub use rendering::remote_images::{FetchedImage, RemoteImageError};
pub use store::StoreError;
pub use transfers::FileDestination;
