//! What a reader sees of the text of a link.
//!
//! Senders hide words beside a name, or write it in pieces that styles put into another order. So the text is laid out
//! by the sanitised styles: what has no size, no colour or no box is left out, and what is written from right to left,
//! reversed or floated is put where it is drawn. Where that depends on the window or can't be known, there are several
//! texts, each of which a reader may see.

mod computed_style;
mod declarations;
mod element_tree;
mod lost_backgrounds;
mod selector_matching;
mod style_rules;
mod visible_text_order;
mod work_limit;

pub(crate) use lost_backgrounds::replace_lost_backgrounds;

use std::fmt;
use std::ops::Range;

use computed_style::{AppliedConditionalRules, ComputedDirection, StyleCascade, TextVisibility};
use declarations::{Colour, Declaration, Display, Float, parse_declarations_of_sanitised_style};
use element_tree::{ElementTree, NodeContent, NodeId, find_decoded_attribute, is_block};
use style_rules::{RuleMatcher, StyleRules};
use visible_text_order::{GAP, VisibleTextOrder, wrap_in_bidi_controls};
use work_limit::MAX_STEPS;

use crate::bidi_line_order::to_visual_reading_order;
use crate::characters::{is_bidi_control, is_invisible_char, is_narrow_space};
use crate::html_entities::decode_common_entities;
use crate::sanitised_markup_reader::find_attribute;

/// Media queries that are looked at one by one.
const MAX_MEDIA: usize = 6;
/// Different lines of a link that are looked at.
const MAX_LINES: usize = 300;
/// Links without anything between them that are read as one.
const MAX_GROUP: usize = 40;

/// What may be seen of a link.
#[derive(Default)]
pub(crate) struct VisibleLink {
    /// The text as it is most likely seen.
    pub(crate) text: String,
    /// Every line that may be seen, and the descriptions that appear under the pointer or are read aloud.
    pub(crate) lines: Vec<String>,
    /// Whether the message was too much work, so that the lines are incomplete.
    pub(crate) is_incomplete: bool,
}

/// Links that stand in one line with nothing between them, so that they may be read as one.
pub(crate) struct AdjacentLinks {
    /// The positions of the links among all.
    pub(crate) links: Range<usize>,
    /// Every line that may be seen of them together.
    pub(crate) lines: Vec<String>,
}

/// What may be seen of the links of a message.
pub(crate) struct VisibleLinks {
    pub(crate) links: Vec<VisibleLink>,
    pub(crate) groups: Vec<AdjacentLinks>,
}

/// A sanitised message with its styles, parsed to find out what is drawn of it.
pub(crate) struct ParsedStyledMessage<'a> {
    tree: ElementTree<'a>,
    rules: StyleRules,
}

impl<'a> ParsedStyledMessage<'a> {
    /// Parses `html` inside an element with the tag `root_tag`, with the style sheet `css`.
    pub(crate) fn parse_markup_and_css(html: &'a str, css: &str, root_tag: &'a str) -> Self {
        Self { tree: ElementTree::build(root_tag, html), rules: StyleRules::parse(css) }
    }
}

/// Finds what may be seen of the wanted links of a message. `wanted` has an entry for each link with a target, in their
/// order.
pub(crate) fn find_visible_link_texts(message: &ParsedStyledMessage<'_>, wanted: &[bool]) -> VisibleLinks {
    let ParsedStyledMessage { tree, rules } = message;
    let mut steps = MAX_STEPS;
    let mut links: Vec<VisibleLink> = wanted.iter().map(|_| VisibleLink::default()).collect();
    let mut groups = Vec::new();
    let matcher = RuleMatcher::new(tree, rules);
    let mut cascades: Vec<_> =
        list_layout_conditions(rules).map(|condition| StyleCascade::new(&matcher, condition)).collect();
    let mut at = 0;
    while at < tree.links.len().min(wanted.len()) {
        let group = find_adjacent_links(&mut cascades[0], at, wanted.len(), &mut steps);
        if wanted[group.clone()].contains(&true) {
            for index in group.clone() {
                let (link, controls) = &tree.links[index];
                let range = *link..subtree_end(tree, *link);
                links[index] = collect_readable_lines(&mut cascades, *link, controls, &range, &mut steps);
                add_titles_and_labels(tree, &range, &mut links[index].lines);
            }
            if group.len() > 1 {
                let ((first, controls), (last, _)) = (&tree.links[group.start], &tree.links[group.end - 1]);
                let holder = common_ancestor(tree, *first, *last);
                let range = *first..subtree_end(tree, *last);
                let together = collect_readable_lines(&mut cascades, holder, controls, &range, &mut steps);
                groups.push(AdjacentLinks { links: group.clone(), lines: together.lines });
            }
        }
        at = group.end;
    }
    if rules.hides_first_letters {
        for link in &mut links {
            let without_first = |line: &String| line.chars().skip(1).collect::<String>();
            let shortened: Vec<_> = link.lines.iter().map(without_first).collect();
            link.lines.extend(shortened);
        }
    }
    VisibleLinks { links, groups }
}

/// A colour that is the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SolidColour {
    red: u8,
    green: u8,
    blue: u8,
}

impl SolidColour {
    /// Parses a colour as attributes and sanitised styles have it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::from_colour(Colour::parse(text))
    }

    fn from_colour(colour: Colour) -> Option<Self> {
        match colour {
            Colour::Rgb(red, green, blue) => Some(Self { red, green, blue }),
            Colour::Transparent | Colour::Unknown => None,
        }
    }
}

impl fmt::Display for SolidColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The colour that sanitised declarations give the background, if it is a single one.
pub(crate) fn find_background_colour(declarations: &str) -> Option<SolidColour> {
    if !declarations.contains("background") {
        return None;
    }
    let mut found = None;
    for (declaration, _) in parse_declarations_of_sanitised_style(declarations) {
        if let Declaration::Background(colour) = declaration {
            found = SolidColour::from_colour(colour);
        }
    }
    found
}

/// Which nodes of a message nobody sees, whatever the window is: by their numbers, which count the texts and the start
/// tags of the markup from 1. Of elements, those whose boxes are not drawn, and images that are not seen.
pub(crate) fn find_hidden_nodes(message: &ParsedStyledMessage<'_>) -> Vec<bool> {
    let ParsedStyledMessage { tree, rules } = message;
    let matcher = RuleMatcher::new(tree, rules);
    let mut steps = MAX_STEPS;
    let mut usual = StyleCascade::new(&matcher, AppliedConditionalRules::Never).treat_details_as_open();
    let mut always = StyleCascade::new(&matcher, AppliedConditionalRules::Always).treat_details_as_open();
    let is_hidden_by_own_style = find_hidden_by_own_style(tree);
    let mut is_hidden = |id: NodeId| {
        let mut hides = |cascade: &mut StyleCascade<'_, '_>| match tree.node(id).content {
            NodeContent::Text(_) => {
                cascade.computed_style(tree.node(id).parent, &mut steps).text_visibility() == TextVisibility::Hidden
            }
            NodeContent::Element { name: "img", .. } => {
                cascade.computed_style(id, &mut steps).text_visibility() == TextVisibility::Hidden
            }
            NodeContent::Element { .. } => cascade.computed_style(id, &mut steps).hides_subtree(),
        };
        // What a narrow window shows is seen, unless its own style hides it: that is the other form of content for wide
        // windows.
        hides(&mut usual) && (is_hidden_by_own_style[id] || hides(&mut always))
    };
    (0..tree.len()).map(&mut is_hidden).collect()
}

/// For each node, whether the own style of an element around it hides it.
fn find_hidden_by_own_style(tree: &ElementTree<'_>) -> Vec<bool> {
    let mut hidden = vec![false];
    for id in 1..tree.len() {
        let style =
            tree.element_name_and_attributes(id).and_then(|(_, attributes)| find_attribute(attributes, "style"));
        hidden.push(hidden[tree.node(id).parent] || style.is_some_and(|style| style.contains("display:none")));
    }
    hidden
}

/// The conditions under which a message is laid out: without the rules that apply only sometimes, with those of each
/// media query, and with all of them.
fn list_layout_conditions(rules: &StyleRules) -> impl Iterator<Item = AppliedConditionalRules> {
    let media = (0..rules.media_query_count().min(MAX_MEDIA)).map(AppliedConditionalRules::Media);
    std::iter::once(AppliedConditionalRules::Never)
        .chain(media)
        .chain(rules.has_conditional_rules().then_some(AppliedConditionalRules::Always))
}

/// Lays out the nodes of `range`, which are in `element`, under all conditions, and collects the lines that may be
/// seen.
fn collect_readable_lines(
    cascades: &mut [StyleCascade<'_, '_>],
    element: NodeId,
    controls: &str,
    range: &Range<NodeId>,
    steps: &mut usize,
) -> VisibleLink {
    let mut link = VisibleLink::default();
    // What was laid out before: most links look the same under all conditions.
    let mut known: Vec<(String, BidiContext)> = Vec::new();
    for cascade in cascades {
        let context = BidiContext::new(cascade, element, steps);
        let mut has_hidden_text = true;
        for least_visibility in [TextVisibility::Seen, TextVisibility::Hidden, TextVisibility::Doubtful] {
            if !has_hidden_text {
                break;
            }
            let mut is_reordered = true;
            for is_in_source_order in [false, true] {
                if !is_reordered {
                    break;
                }
                let mut flow = VisibleTextOrder::new(cascade, range.clone());
                flow.least_visibility = least_visibility;
                flow.is_in_source_order = is_in_source_order;
                let text = flow.element_text_as_drawn(element, steps);
                is_reordered = flow.is_reordered;
                has_hidden_text = flow.has_left_out_text || least_visibility != TextVisibility::Seen;
                link.is_incomplete |= *steps == 0 || flow.bytes_left == 0;
                if known.iter().any(|(known, its_context)| *known == text && *its_context == context) {
                    continue;
                }
                let ordered = context.reorder_for_reading(controls, &text);
                known.push((text, context.clone()));
                add_lines_with_gap_variants(&ordered, &mut link);
                if link.lines.len() > MAX_LINES {
                    link.is_incomplete = true;
                    return link;
                }
            }
        }
    }
    link
}

/// Adds the lines of a text in reading order.
fn add_lines_with_gap_variants(text: &str, link: &mut VisibleLink) {
    if link.text.is_empty() {
        link.text = collapse_whitespace(&text.replace([GAP, '\n'], " ")).replace(is_bidi_control, "");
    }
    for line in text.split('\n').take(MAX_LINES + 1) {
        add_unique_line(&line.replace(GAP, ""), &mut link.lines);
        if line.contains(GAP) {
            add_unique_line(&line.replace(GAP, " "), &mut link.lines);
            // A box by itself may be read as if nothing else were there.
            line.split(GAP).take(MAX_LINES).for_each(|part| add_unique_line(part, &mut link.lines));
        }
    }
}

/// The directions around an inline element, up to the one that makes its lines.
#[derive(Clone, PartialEq)]
struct BidiContext {
    inline: Vec<ComputedDirection>,
    line: Option<bool>,
}

impl BidiContext {
    fn new(cascade: &mut StyleCascade<'_, '_>, element: NodeId, steps: &mut usize) -> Self {
        let mut inline = Vec::new();
        let mut style = cascade.computed_style(element, steps);
        let mut holder = element;
        while style.display == Display::Inline && holder != 0 {
            holder = cascade.tree().node(holder).parent;
            style = cascade.computed_style(holder, steps);
            if style.display == Display::Inline && style.inline_direction().affects_bidi_order() {
                inline.push(style.inline_direction());
            }
        }
        Self { inline, line: style.is_line_right_to_left() }
    }

    /// Puts a text into the order in which it is read in the line that it stands in.
    fn reorder_for_reading(&self, controls: &str, text: &str) -> String {
        let mut text = text.to_owned();
        for direction in &self.inline {
            text = wrap_in_bidi_controls(text, *direction);
        }
        let lines = text.split('\n').enumerate().map(|(number, line)| {
            // A line end closes what was opened before it.
            let opened = if number == 0 { controls } else { "" };
            to_visual_reading_order(&format!("{opened}{line}"), self.line)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn add_unique_line(line: &str, lines: &mut Vec<String>) {
    let line = collapse_whitespace(line);
    if !line.is_empty() && !lines.contains(&line) {
        lines.push(line);
    }
}

/// Text with single spaces.
fn collapse_whitespace(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() && !is_narrow_space(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Adds what a link says of itself besides its text.
fn add_titles_and_labels(tree: &ElementTree<'_>, range: &Range<NodeId>, lines: &mut Vec<String>) {
    for id in range.clone() {
        let Some((element, attributes)) = tree.element_name_and_attributes(id) else { continue };
        // Nothing else of an area is seen.
        let names: &[&str] = if element == "area" { &["alt", "title", "aria-label"] } else { &["title", "aria-label"] };
        for &name in names {
            if attributes.contains(name)
                && let Some(text) = find_decoded_attribute(attributes, name)
            {
                add_unique_line(&text, lines);
            }
        }
    }
}

/// The index after the last node inside an element.
fn subtree_end(tree: &ElementTree<'_>, element: NodeId) -> NodeId {
    let mut last = element;
    while let Some(child) = tree.node(last).children.last() {
        last = *child;
    }
    last + 1
}

/// The links from `first` on that stand in one line with nothing between them.
fn find_adjacent_links(
    cascade: &mut StyleCascade<'_, '_>,
    first: usize,
    count: usize,
    steps: &mut usize,
) -> Range<usize> {
    let tree = cascade.tree();
    let mut end = first + 1;
    while end < count.min(tree.links.len()).min(first + MAX_GROUP) {
        let (before, after) = (tree.links[end - 1].0, tree.links[end].0);
        let between = subtree_end(tree, before)..after;
        if between.len() > 8 || is_block_between(tree, before, after) {
            break;
        }
        // Neither the items of a flexible box nor floats have a space between them, whatever the source has.
        let holder = cascade.computed_style(common_ancestor(tree, before, after), steps);
        let ignores_space = matches!(holder.display, Display::Flex | Display::InlineFlex)
            || cascade.computed_style(after, steps).float != Float::None;
        let is_nothing = |c: char| is_invisible_char(c) || (ignores_space && c.is_whitespace());
        let is_empty = between.clone().all(|id| match tree.node(id).content {
            NodeContent::Text(text) => decode_common_entities(text).chars().all(is_nothing),
            NodeContent::Element { name, .. } => !is_block(name) && !matches!(name, "br" | "img"),
        });
        if !is_empty {
            break;
        }
        end += 1;
    }
    first..end
}

/// Whether a block ends or begins between two elements.
fn is_block_between(tree: &ElementTree<'_>, first: NodeId, second: NodeId) -> bool {
    let holder = common_ancestor(tree, first, second);
    [first, second].into_iter().any(|element| {
        let mut id = tree.node(element).parent;
        while id != holder && id != 0 {
            if tree.element_name_and_attributes(id).is_some_and(|(name, _)| is_block(name)) {
                return true;
            }
            id = tree.node(id).parent;
        }
        false
    })
}

/// The innermost element that holds both.
fn common_ancestor(tree: &ElementTree<'_>, first: NodeId, second: NodeId) -> NodeId {
    let (mut first, mut second) = (first, second);
    while first != second {
        if first > second {
            first = tree.node(first).parent;
        } else {
            second = tree.node(second).parent;
        }
    }
    first
}
