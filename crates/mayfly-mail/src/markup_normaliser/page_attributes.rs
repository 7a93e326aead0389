//! The attributes of the page, which are written to the wrapper of the message.

use super::dropped_elements::is_raw_text;
use super::tokenizer::{HtmlToken, HtmlTokenizer};
use crate::allow_lists::find_allowed_element;
use crate::html_entities::decode_entities;
use crate::render_context::PageNames;

/// The sanitised attributes of `<html>`, `<body>` and of an earlier wrapper.
#[derive(Default)]
pub(crate) struct PageAttributes {
    pub(crate) classes: Vec<String>,
    pub(crate) id: Option<String>,
    pub(crate) style: String,
    pub(crate) dir: Option<String>,
    pub(crate) lang: Option<String>,
}

/// Finds the classes and ids of `<html>` and `<body>`, in front of any content. The style sheets in the head, which may
/// name the page by them, stand before `<body>`.
pub(super) fn find_page_names(source: &str, max_attributes: usize) -> PageNames {
    let mut names = PageNames::default();
    let mut tokenizer = HtmlTokenizer::new(source, max_attributes);
    while let Some(token) = tokenizer.next_token() {
        let HtmlToken::StartTag(name) = token else { continue };
        let tag = name.as_str();
        if matches!(tag, "html" | "body") {
            for attribute in &tokenizer.attributes {
                let value = decode_entities(attribute.value.unwrap_or_default());
                if attribute.name.eq_ignore_ascii_case("class") {
                    names.classes.extend(value.split_ascii_whitespace().take(50).map(str::to_owned));
                } else if attribute.name.eq_ignore_ascii_case("id") {
                    names.ids.push(value.into_owned());
                }
            }
        } else if is_raw_text(tag) {
            tokenizer.take_raw_text(tag);
        }
        if tag == "body" || find_allowed_element(tag).is_some() || names.classes.len() > 100 {
            break;
        }
    }
    names
}
