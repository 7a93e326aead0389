//! The start tag of an element: what is read of it, and what is changed in it.

use std::borrow::Cow;

use super::style_layout_cost::StyleLayoutCost;
use crate::html_entities::decode_common_entities;
use crate::html_escape::write_html_escaped;
use crate::sanitised_css_reader::split_declarations;
use crate::sanitised_markup_reader::split_attributes;

/// The attributes of a start tag that matter here.
#[derive(Default)]
pub(super) struct LayoutAttributes<'a> {
    pub(super) classes: Cow<'a, str>,
    pub(super) id: &'a str,
    /// The style, its entities undecoded.
    pub(super) style: &'a str,
    /// `align` of a table or image.
    pub(super) is_aligned_to_side: bool,
    /// `height` in per cent.
    pub(super) has_relative_height: bool,
    pub(super) rowspan: u64,
    pub(super) colspan: u64,
}

impl<'a> LayoutAttributes<'a> {
    pub(super) fn read_layout_attributes(attributes: &'a str) -> Self {
        let mut read = Self { rowspan: 1, colspan: 1, ..Self::default() };
        if attributes.is_empty() {
            return read;
        }
        for (name, value) in split_attributes(attributes) {
            match name {
                "class" => read.classes = decode_common_entities(value),
                "id" => read.id = value,
                "align" => {
                    read.is_aligned_to_side = value.eq_ignore_ascii_case("left") || value.eq_ignore_ascii_case("right")
                }
                "height" => read.has_relative_height = value.contains('%'),
                "style" => read.style = value,
                "rowspan" => read.rowspan = value.parse().unwrap_or(1),
                "colspan" => read.colspan = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        read
    }
}

/// Changes of a start tag.
#[derive(Default)]
pub(super) struct StartTagChanges {
    /// Declarations that are added to its style.
    pub(super) declarations: Vec<&'static str>,
    pub(super) drops_rowspan: bool,
    pub(super) drops_align: bool,
    pub(super) drops_costly_painting: bool,
}

impl StartTagChanges {
    pub(super) fn has_changes(&self) -> bool {
        !self.declarations.is_empty() || self.drops_rowspan || self.drops_costly_painting
    }

    /// The start tag with the changes; only its name, borrowed, when there are none.
    pub(super) fn write_changed_start_tag<'a>(&self, name: &'a str, attributes: &str, style: &str) -> Cow<'a, str> {
        if !self.has_changes() {
            return Cow::Borrowed(name);
        }
        let mut tag = format!("<{name}");
        let mut add = |name: &str, value: &str, is_escaped: bool| {
            tag.push(' ');
            tag.push_str(name);
            tag.push_str("=\"");
            if is_escaped {
                tag.push_str(value);
            } else {
                write_html_escaped(value, &mut tag);
            }
            tag.push('"');
        };
        for (attribute, value) in split_attributes(attributes) {
            let is_dropped = match attribute {
                "style" => true,
                "rowspan" => self.drops_rowspan,
                "align" => self.drops_align,
                _ => false,
            };
            if !is_dropped {
                add(attribute, value, true);
            }
        }
        let mut declarations = match self.drops_costly_painting {
            true => without_costly_painting(&decode_common_entities(style)),
            false => decode_common_entities(style).into_owned(),
        };
        for declaration in &self.declarations {
            if !declarations.is_empty() {
                declarations.push(';');
            }
            declarations.push_str(declaration);
        }
        if !declarations.is_empty() {
            add("style", &declarations, false);
        }
        tag.push('>');
        Cow::Owned(tag)
    }
}

/// Declarations without those that paint shadows, gradients and uneven borders.
pub(super) fn without_costly_painting(declarations: &str) -> String {
    let mut out = String::with_capacity(declarations.len());
    for (name, value) in split_declarations(declarations) {
        let style_cost = StyleLayoutCost::from_declarations(&format!("{name}:{value}"));
        if style_cost.box_paint + style_cost.text_shadow == 0 {
            if !out.is_empty() {
                out.push(';');
            }
            out.push_str(name);
            out.push(':');
            out.push_str(value);
        }
    }
    out
}
