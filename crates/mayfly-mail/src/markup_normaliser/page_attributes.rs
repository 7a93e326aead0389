//! The attributes of the page, which are written to the wrapper of the message.

use super::dropped_elements::is_raw_text;
use super::tokenizer::{HtmlToken, HtmlTokenizer};
use crate::allowed_elements_and_attributes::find_allowed_element;
use crate::drawn_text::{SolidColour, find_background_colour};
use crate::html_entities::decode_common_entities;
use crate::render_context::RootClassesAndIds;
use crate::sanitised_css_reader::{LOST_BACKGROUND, split_declarations, strip_lost_background_mark};

/// The sanitised attributes of `<html>`, `<body>` and of an earlier wrapper.
#[derive(Default)]
pub(crate) struct PageAttributes {
    pub(crate) classes: Vec<String>,
    pub(crate) id: Option<String>,
    pub(crate) style: PageStyle,
    /// The colour around the message, if that differs from the message's own.
    pub(crate) canvas: Option<SolidColour>,
    pub(crate) dir: Option<String>,
    pub(crate) lang: Option<String>,
}

/// Sanitised declarations for the page. What marks a lost background in them is at the end.
#[derive(Default)]
pub(crate) struct PageStyle {
    declarations: String,
}

impl PageStyle {
    /// The declarations without a mark.
    pub(crate) fn declarations_without_background_mark(&self) -> &str {
        strip_lost_background_mark(&self.declarations)
    }

    /// The declarations, with a mark if the background is lost.
    pub(crate) fn declarations_with_background_mark(&self) -> &str {
        &self.declarations
    }

    /// Adds sanitised declarations.
    pub(crate) fn append_declarations(&mut self, style: &str) {
        let is_marked = self.declarations.ends_with(LOST_BACKGROUND) || style.ends_with(LOST_BACKGROUND);
        self.declarations.truncate(strip_lost_background_mark(&self.declarations).len());
        for part in [strip_lost_background_mark(style), if is_marked { LOST_BACKGROUND } else { "" }] {
            if !part.is_empty() && !self.declarations.is_empty() {
                self.declarations.push(';');
            }
            self.declarations.push_str(part);
        }
    }

    /// Removes the mark.
    pub(crate) fn remove_lost_background_mark(&mut self) {
        self.declarations.truncate(self.declarations_without_background_mark().len());
    }

    /// The colour of the background, if it is a single one.
    pub(super) fn background(&self) -> Option<SolidColour> {
        find_background_colour(&self.declarations)
    }

    /// Removes the background.
    pub(super) fn drop_background(&mut self) {
        let kept: Vec<String> = split_declarations(&self.declarations)
            .filter(|(name, _)| !name.starts_with("background"))
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        self.declarations = kept.join(";");
    }
}

/// Finds the classes and ids of `<html>` and `<body>`, in front of any content. The style sheets in the head, which may
/// name the page by them, stand before `<body>`.
pub(super) fn find_root_classes_and_ids(source: &str, max_attributes: usize) -> RootClassesAndIds {
    let mut names = RootClassesAndIds::default();
    let mut tokenizer = HtmlTokenizer::new(source, max_attributes);
    while let Some(token) = tokenizer.next_token() {
        let HtmlToken::StartTag(name) = token else { continue };
        let tag = name.as_str();
        if matches!(tag, "html" | "body") {
            for attribute in &tokenizer.attributes {
                let value = decode_common_entities(attribute.value.unwrap_or_default());
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
