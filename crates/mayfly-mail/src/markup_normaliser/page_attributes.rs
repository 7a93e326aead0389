//! The attributes of the page, which are written to the wrapper of the message.

use super::dropped_elements::is_raw_text;
use super::tokenizer::{HtmlToken, HtmlTokenizer};
use crate::allow_lists::find_allowed_element;
use crate::css::LOST_BACKGROUND;
use crate::drawn_text::remove_mark;
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

impl PageAttributes {
    /// Adds sanitised declarations to the style.
    fn add_declarations(&mut self, declarations: &str) {
        if !declarations.is_empty() {
            if !self.style.is_empty() {
                self.style.push(';');
            }
            self.style.push_str(declarations);
        }
    }

    /// Adds a sanitised style. What marks a lost background stays at the end.
    pub(super) fn add_style(&mut self, style: &str) {
        let is_marked = self.style.ends_with(LOST_BACKGROUND) || style.ends_with(LOST_BACKGROUND);
        self.style.truncate(remove_mark(&self.style).len());
        self.add_declarations(remove_mark(style));
        if is_marked {
            self.add_declarations(LOST_BACKGROUND);
        }
    }
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
