//! What the user does with messages: listing, reading, deleting, other formats, links, and remote images.

mod deletion;
mod image_permission;
mod link_confirmation;
mod listing;
mod lookup;
mod message_formats;
mod reading;
mod remote_images;

pub(crate) use lookup::find_message;
