//! Previews of attachments: pictures and text that the window shows in place, without another program and without a
//! file on disk.
//!
//! An attachment is as hostile as the mail it came with. A picture is decoded and encoded anew within the limits of
//! remote images, so that the web view decodes a file of Mayfly's own; text becomes a document like that of a message.

mod current_preview;
mod picture_redrawing;
mod preview_document;
mod preview_kind;
mod preview_text;

pub(crate) use current_preview::{CurrentAttachmentPreview, PreviewContent};
pub(crate) use picture_redrawing::{RedrawnPicture, reencode_picture};
pub use preview_document::PictureScale;
pub(crate) use preview_document::{write_picture_document, write_text_preview_document};
pub(crate) use preview_kind::find_preview_kind;
pub(crate) use preview_text::{MAX_TEXT_BYTES, decode_text};
