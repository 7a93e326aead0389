//! Rendering: a stored message and what the user allowed become a document, its links and its images. Nothing here
//! knows an account's session or the [`Core`](crate::Core).

pub(crate) mod attachment_preview;
pub(crate) mod message_links;
pub(crate) mod print_document;
pub(crate) mod remote_images;
pub(crate) mod render_body;
pub(crate) mod render_cache;
pub(crate) mod rendered_message;
