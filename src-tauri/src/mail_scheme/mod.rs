//! The `mail:` scheme, from which the sandboxed frame loads messages.
//!
//! `mail://localhost/ID` is the body of a message, and `mail://localhost/ID/image/N` one of its remote images. With
//! `?view=text` the body is plain text; `?view=print` and `?view=print-text` are for the windows that print it.
//! `mail://localhost/preview/N` is the attachment that is shown in place.
//!
//! Documents are already sanitised. The response headers are a second, independent barrier: no network, no scripts and
//! no forms, whatever the document contains.

mod mail_scheme_registration;
mod mail_scheme_request;
#[cfg(target_os = "linux")]
mod paused_document_reader;
mod preview_request;
mod scheme_image_request;
mod scheme_responses;
mod scheme_urls;
#[cfg(target_os = "linux")]
mod webkit_registration;

pub(crate) use mail_scheme_registration::{register_scheme, register_scheme_for_window};
pub(crate) use scheme_urls::build_print_url;
