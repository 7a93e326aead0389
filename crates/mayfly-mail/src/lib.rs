//! Turns untrusted mail into documents that are safe to show.
//!
//! Anyone can write to a disposable address, so every message is treated as hostile. [`render`] parses HTML as browsers
//! do, keeps what is on its allow-lists and writes a complete new document. It also returns what an app needs: the
//! text, a snippet for a list, the links (and which of them mislead), and all remote content that the message refers
//! to.
//!
//! ```
//! use mayfly_mail::{RemoteImagePolicy, RenderOptions, render};
//!
//! let mail = "<style>@import '//shop.example/x.css'; p { position: fixed; color: navy }</style>\
//!     <p onclick='steal()'>Your order is <b>on its way</b>. \
//!     <a href='https://evil.test/login'>https://shop.example</a> \
//!     <img src='https://shop.example/logo.png' alt='Shop'>";
//! let rendered = render(mail, &RenderOptions::default());
//! assert!(rendered.document.starts_with("<!DOCTYPE html>"));
//! assert_eq!(rendered.snippet, "Your order is on its way. https://shop.example Shop");
//! assert_eq!(rendered.remote.len(), 2); // the style sheet and the logo, both left out
//! assert!(rendered.links[0].mismatch); // the text names shop.example, the link leads to evil.test
//!
//! // With allowed images, their URLs are replaced by URLs that the app itself answers.
//! let options = RenderOptions {
//!     images: RemoteImagePolicy::Allowed,
//!     image_base: "mail://localhost/42/image/".into(),
//!     ..Default::default()
//! };
//! assert!(render(mail, &options).document.contains("<img src=\"mail://localhost/42/image/"));
//! ```
//!
//! Verification codes are found by the crate [`mayfly_codes`]; [`find_codes`] is re-exported here for apps that already
//! render their mail with this crate.
//!
//! # How
//!
//! 1. One pass normalises the source: properly nested markup of allowed elements, with limits on depth and number, so
//!    that no input makes the parser's work grow quadratically.
//! 2. [ammonia](https://docs.rs/ammonia) parses and sanitises the result with an explicit allow-list; a filter checks
//!    the value of every attribute.
//! 3. [cssparser](https://docs.rs/cssparser) parses the styles, which are written anew from lists of properties,
//!    functions and units, and scoped to the element that holds the message.
//! 4. Text, snippet and links are extracted from the sanitised markup, not from the source.
//!
//! # What it does not guarantee
//!
//! - A safe document is not an honest one. Phishing in plain words is kept, and links can still lead to harmful sites.
//!   Show the real host before opening one: see [`inspect_link`].
//! - It is one layer of several. Serve the document with [`FRAME_CSP`], in a frame without scripts and without an
//!   origin, so that a fault here has no consequences.
//! - It fetches nothing. The URLs in [`RenderedBody::remote`] are the sender's choice: whoever fetches them has to refuse
//!   private addresses, limit sizes and send nothing that identifies the user.
//! - [`is_dangerous_file`] and the tracker marks go by names. Other files and images can be dangerous or track as well.
//! - Layout that needs more than the lists allow (positioning, grids, animations, forms, web fonts) is lost.

mod allowed_elements_and_attributes;
mod attribute_values;
mod bidi_line_order;
mod canvas_colour_rules;
mod characters;
mod css;
mod custom_properties;
mod disallowed_element_substitutes;
mod drawn_text;
mod eml;
mod file_name;
mod fragment_links;
mod frame_policy;
mod html_document_template;
mod html_entities;
mod html_escape;
mod inline_style_predicates;
mod layout_cost_limits;
mod legacy_colour;
mod link_inspection;
mod markup_normaliser;
mod markup_origin;
mod misleading_sender;
mod narrow_window;
mod openable_url;
mod plain_text;
mod registrable_domain;
mod render;
mod render_context;
mod render_options;
mod rendered_body;
mod sanitise;
mod sanitised_css_reader;
mod sanitised_markup_reader;
mod single_line;
mod site_names_in_text;
mod snippet;
mod text_extraction;
mod tracking_images;
mod tracking_parameters;

pub use eml::{EmlMessage, build_safe_file_name, eml_file_name, sanitise_header_address};
pub use file_name::{is_dangerous_file, numbered_file_names, sanitise_file_name};
pub use frame_policy::FRAME_CSP;
pub use html_document_template::SYSTEM_FONT;
pub use html_escape::escape_html;
pub use link_inspection::{LinkInspection, inspect_link};
pub use mayfly_codes::{Code, find_codes};
pub use misleading_sender::is_misleading_sender;
pub use render::{render, render_plain_text};
pub use render_options::{ColorScheme, DocumentLabels, RemoteImagePolicy, RenderLimits, RenderOptions};
pub use rendered_body::{MessageLink, RemoteContentKind, RemoteContentReference, RenderedBody};
pub use single_line::to_single_line;
