//! What the user does with messages: listing, reading, deleting, other formats, links, and remote images.

mod attachment_preview;
mod deletion;
mod fetch_images_on_opening;
mod image_permission_lookup;
mod list_and_mark_messages;
mod message_documents;
mod message_lookup;
mod muted_senders;
mod open_message;
mod pending_link_confirmations;
mod remote_images;
mod shown_message_tracking;

pub(crate) use message_lookup::{find_attachment, find_message};
