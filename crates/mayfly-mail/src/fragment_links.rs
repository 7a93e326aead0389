//! Links to places in the message itself.

use std::collections::HashSet;

use crate::allowed_elements_and_attributes::NOWHERE;
use crate::attribute_values::validate_element_id;
use crate::characters::long_text_contains;
use crate::sanitised_markup_reader::{
    MarkupPiece, MarkupScanner, find_attribute, split_attributes, write_end_tag, write_start_tag,
};

/// The place that browsers know without an element of that name: the beginning.
const TOP: &str = "top";

/// The `href` of a link to a place in the message, if its name is one that an element may have.
pub(crate) fn parse_fragment_link(href: &str) -> Option<String> {
    let name = href.trim().strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    validate_element_id(&decoded).map(|id| format!("#{id}"))
}

/// Lets links to places in the message scroll in its own frame, and those to places that do not exist lead nowhere.
/// `page_id` is the id of the element around the sanitised `markup`. Other links open new windows.
pub(crate) fn resolve_fragment_links(markup: String, page_id: Option<&str>) -> String {
    if !long_text_contains(&markup, "href=\"#") {
        return markup;
    }
    let mut places = HashSet::from([TOP]);
    places.extend(page_id);
    for piece in MarkupScanner::new(&markup) {
        if let MarkupPiece::Start(name, attributes) = piece {
            places.extend(find_attribute(attributes, "id"));
            places.extend(find_attribute(attributes, "name").filter(|_| name == "a"));
        }
    }
    let mut out = String::with_capacity(markup.len());
    for piece in MarkupScanner::new(&markup) {
        match piece {
            MarkupPiece::Text(text) => out.push_str(text),
            MarkupPiece::End(name) => write_end_tag(name, &mut out),
            MarkupPiece::Start(name, attributes) => {
                match find_attribute(attributes, "href").and_then(|href| href.strip_prefix('#')) {
                    Some(anchor) => {
                        out.extend(["<", name]);
                        write_fragment_link_attributes(attributes, places.contains(anchor), &mut out);
                        out.push('>');
                    }
                    None => write_start_tag(name, attributes, &mut out),
                }
            }
        }
    }
    out
}

fn write_fragment_link_attributes(attributes: &str, exists: bool, out: &mut String) {
    for (name, value) in split_attributes(attributes) {
        let value = match name {
            "href" if !exists => NOWHERE,
            // A new window is denied, so a link that leads nowhere does not even change the address of the frame.
            "target" if exists => "_self",
            _ => value,
        };
        out.push_str(&format!(" {name}=\"{value}\""));
    }
}
