//! Backgrounds in place of those that are not shown.
//!
//! Text is written in a colour that is read on its background. Where the background is an image that is blocked, or a
//! value that was refused, what is behind the text is the next background further out: white under white letters. Which
//! texts that concerns is worked out from the styles. Where they could not be read, the element gets a plain background on
//! which they can: dark for light letters, which is what the sender's picture most likely was.

use std::collections::HashMap;

use super::computed_style::{AppliedConditionalRules, StyleCascade, TextVisibility};
use super::declarations::Colour;
use super::element_tree::{ElementTree, NodeContent, NodeId};
use super::style_rules::{RuleMatcher, StyleRules};
use super::work_limit::MAX_STEPS;
use crate::characters::is_invisible_char;
use crate::html_entities::decode_common_entities;
use crate::sanitised_css_reader::{
    LOST_BACKGROUND, SheetPiece, split_declarations, split_sheet, strip_lost_background_mark,
};
use crate::sanitised_markup_reader::{
    MarkupPiece, MarkupScanner, find_attribute, is_void_element, split_attributes, write_end_tag, write_start_tag,
};

/// Text with less contrast than this is hard to read.
const LEAST_CONTRAST: f32 = 2.5;
/// The attribute that is left of a background image.
const LOST_BACKGROUND_ATTRIBUTE: &str = "background=\"\"";
/// What is chosen from: dark for light text, light for dark text, and a grey on which both can be read.
const BACKGROUNDS: &[(&str, Colour)] = &[
    ("#333", Colour::Rgb(0x33, 0x33, 0x33)),
    ("#fff", Colour::Rgb(255, 255, 255)),
    ("#767676", Colour::Rgb(0x76, 0x76, 0x76)),
];

/// The parts of a sanitised message in which nothing marks a lost background any more.
pub(crate) struct MarkupWithFallbackBackgrounds {
    pub(crate) html: String,
    pub(crate) css: String,
    /// The background that the element around the message gets.
    pub(crate) root: Option<&'static str>,
}

/// Gives elements whose background is lost another one where their text needs it. The arguments are those of
/// [`ParsedStyledMessage::parse_markup_and_css`](super::ParsedStyledMessage::parse_markup_and_css).
pub(crate) fn replace_lost_backgrounds(html: &str, css: &str, root_tag: &str) -> MarkupWithFallbackBackgrounds {
    // What stands behind the last marked element does not matter, unless any element may match a marked rule.
    let any_may_be_marked = css.contains(LOST_BACKGROUND) || root_tag.contains(LOST_BACKGROUND);
    let end = if any_may_be_marked { html.len() } else { last_lost_background_end(html) };
    let (html, rest) = html.split_at(end);
    let chosen = choose_lost_background_replacements(html, css, root_tag);
    let mut out = String::with_capacity(html.len() + rest.len() + 100);
    let mut node = 0;
    for piece in MarkupScanner::new(html) {
        node += usize::from(!matches!(piece, MarkupPiece::End(_)));
        match piece {
            MarkupPiece::Text(text) => out.push_str(text),
            MarkupPiece::End(name) => write_end_tag(name, &mut out),
            MarkupPiece::Start(name, attributes) => {
                let background = chosen.get(&node).copied();
                if background.is_some() || has_lost_background_mark(attributes) {
                    out.extend(["<", name]);
                    write_attributes_with_new_background(attributes, background, &mut out);
                    out.push('>');
                } else {
                    write_start_tag(name, attributes, &mut out);
                }
            }
        }
    }
    out.push_str(rest);
    let css = if css.contains(LOST_BACKGROUND) { strip_sheet_background_marks(css) } else { css.to_owned() };
    MarkupWithFallbackBackgrounds { html: out, css, root: chosen.get(&0).copied() }
}

/// The offset behind the last element that is marked.
fn last_lost_background_end(html: &str) -> usize {
    let find_last = |mark: &str| memchr::memmem::find_iter(html.as_bytes(), mark).last();
    let last = find_last(LOST_BACKGROUND).max(find_last(LOST_BACKGROUND_ATTRIBUTE));
    let Some(start) = last.and_then(|at| html[..at].rfind('<')) else { return 0 };
    let mut scanner = MarkupScanner::new(&html[start..]);
    let mut open = 0_usize;
    for piece in scanner.by_ref() {
        match piece {
            MarkupPiece::Start(name, _) => open += usize::from(!is_void_element(name)),
            MarkupPiece::End(_) => open = open.saturating_sub(1),
            MarkupPiece::Text(_) => {}
        }
        if open == 0 {
            break;
        }
    }
    html.len() - scanner.rest().len()
}

/// The elements that need another background, each with the one it gets.
fn choose_lost_background_replacements(html: &str, css: &str, root_tag: &str) -> HashMap<NodeId, &'static str> {
    let tree = ElementTree::build(root_tag, html);
    let rules = StyleRules::parse(css);
    let matcher = RuleMatcher::new(&tree, &rules);
    let mut cascade = StyleCascade::new(&matcher, AppliedConditionalRules::Never).treat_details_as_open();
    let mut steps = MAX_STEPS;
    // Only what is in a marked element has to be looked at, unless any element may match a marked rule.
    let any_may_be_marked = css.contains(LOST_BACKGROUND);
    let mut is_in_marked = Vec::with_capacity(tree.len());
    /// The contrasts of the texts of an element: on what is behind it now, and on each of the backgrounds.
    type Contrasts = (f32, Vec<f32>);
    let mut contrasts: HashMap<NodeId, Contrasts> = HashMap::new();
    for id in 0..tree.len() {
        let node = tree.node(id);
        let is_marked_here =
            tree.element_name_and_attributes(id).is_some_and(|(_, attributes)| has_lost_background_mark(attributes));
        is_in_marked.push(any_may_be_marked || is_marked_here || (id > 0 && is_in_marked[node.parent]));
        let NodeContent::Text(text) = node.content else { continue };
        if !is_in_marked[id] || decode_common_entities(text).chars().all(|c| c.is_whitespace() || is_invisible_char(c))
        {
            continue;
        }
        let style = cascade.computed_style(node.parent, &mut steps);
        let Some(element) = style.lost_background else { continue };
        if style.text_visibility() == TextVisibility::Hidden {
            continue;
        }
        let (colour, background) = (style.text_colour(), style.background);
        let Some(contrast) = colour.contrast(background) else { continue };
        let least = contrasts.entry(element).or_insert_with(|| (f32::MAX, vec![f32::MAX; BACKGROUNDS.len()]));
        least.0 = least.0.min(contrast);
        for (least, (_, background)) in least.1.iter_mut().zip(BACKGROUNDS) {
            *least = least.min(colour.contrast(*background).unwrap_or(1.0));
        }
    }
    let choose = |(element, (now, on_others)): (NodeId, Contrasts)| {
        let best = on_others.iter().zip(BACKGROUNDS).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (now < LEAST_CONTRAST && *best.0 > 1.5 * now).then_some((element, best.1.0))
    };
    contrasts.into_iter().filter_map(choose).collect()
}

/// Whether an element has an attribute that marks a lost background.
fn has_lost_background_mark(attributes: &str) -> bool {
    attributes.contains(LOST_BACKGROUND)
        || (attributes.contains(LOST_BACKGROUND_ATTRIBUTE) && find_attribute(attributes, "background") == Some(""))
}

/// Writes attributes without marks and with another background.
fn write_attributes_with_new_background(attributes: &str, background: Option<&'static str>, out: &mut String) {
    let mut declaration = background.map(|background| format!("background-color:{background}"));
    for (name, value) in split_attributes(attributes) {
        let mut value = value.to_owned();
        if name == "background" && value.is_empty() {
            continue;
        }
        if name == "style" {
            value.truncate(strip_lost_background_mark(&value).len());
            if let Some(declaration) = declaration.take() {
                if !value.is_empty() {
                    value.push(';');
                }
                value.push_str(&declaration);
            }
            if value.is_empty() {
                continue;
            }
        }
        out.extend([" ", name, "=\"", &value, "\""]);
    }
    if let Some(declaration) = declaration {
        out.extend([" style=\"", &declaration, "\""]);
    }
}

/// Removes the marks from the rules of a sanitised style sheet, and the rules that have nothing else.
fn strip_sheet_background_marks(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    // The lengths of the output in front of the media queries that are open, and behind their starts.
    let mut media: Vec<(usize, usize)> = Vec::new();
    for piece in split_sheet(css) {
        match piece {
            SheetPiece::MediaStart(start) => {
                let before = out.len();
                out.push_str(start);
                media.push((before, out.len()));
            }
            SheetPiece::MediaEnd => match media.pop() {
                Some((before, start)) if start == out.len() => out.truncate(before),
                _ => out.push('}'),
            },
            SheetPiece::Rule(selectors, declarations) => {
                let declarations = strip_lost_background_mark(declarations);
                if split_declarations(declarations).next().is_some() {
                    out.extend([selectors, "{", declarations, "}"]);
                }
            }
        }
    }
    out
}
