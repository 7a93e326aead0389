//! One pass over the body: what each element costs, and what is changed so that all of it stays within the bounds.

use std::borrow::Cow;
use std::collections::HashMap;

use super::body_costs_and_limits::{BodyCutLimits, BodyLayoutCosts};
use super::line_break_cost::{BidiControlCount, limit_text_cost};
use super::rule_index::RuleIndex;
use super::start_tag_changes::{LayoutAttributes, StartTagChanges};
use super::style_layout_cost::{StyleCostFlags, StyleLayoutCost};
use crate::allowed_elements_and_attributes::{ElementKind, find_allowed_element};
use crate::disallowed_element_substitutes::has_form_control_class;
use crate::html_entities::decode_common_entities;
use crate::sanitised_markup_reader::{MarkupPiece, MarkupScanner, is_void_element, write_end_tag, write_start_tag};

/// Boxes of a paragraph after which it is continued as another one, where a line ends anyway. An engine goes through
/// a paragraph again for every box that arrives.
const MAX_BOXES_TO_LINE_END: usize = 500;
/// The same where no line ends.
const MAX_BOXES: usize = 1_500;
/// Starts a block of its own between inline content, whatever the message's styles are.
const PARAGRAPH_SPLIT: &str = "<span style=\"display:block!important;float:none!important\"></span>";
const SPLIT_ATTRIBUTES: &str = "style=\"display:block!important;float:none!important\"";
/// Bytes of the start tags that are repeated after a split.
const MAX_REPEATED_BYTES: usize = 2_000;
/// The same for a whole message.
const MAX_REPEATED_BYTES_PER_MESSAGE: usize = 200_000;
/// Cells × rows × columns of all cells that span rows.
const MAX_SPANNED_AREA: u64 = 20_000;
/// The sum of the squares of the numbers of siblings that avoid floats: each of them looks at all others.
const MAX_FLOAT_AVOIDING_SQUARES: u64 = 10_000_000;
/// The same for the items of a list, which are numbered again for every item that arrives.
const MAX_LIST_ITEM_SQUARES: u64 = 4_000_000;
/// Quotations, whose marks depend on all marks before them.
const MAX_QUOTATIONS: u64 = 1_000;
/// Boxes that are painted in layers of their own.
const MAX_LAYERS: u64 = 4_000;
/// Microseconds of reading, laying out and painting everything once.
const MAX_BASE_COST: u64 = 600_000;
/// Characters that a unit of layout stands for.
const CHARACTERS_PER_UNIT: u64 = 32;

const NO_RELATIVE_PADDING: &str = "padding:0!important";
const NO_ASPECT_RATIO: &str = "aspect-ratio:auto!important";
const NO_DISPLAY: &str = "display:block!important";
const NO_OVERFLOW: &str = "overflow:visible!important";
const NO_FLOAT: &str = "float:none!important";
const NO_LAYER: &str = "position:static!important;opacity:1!important";

/// The outcome of a pass.
pub(super) struct CostLimitedBody {
    pub(super) costs: BodyLayoutCosts,
    /// The markup within the bounds.
    pub(super) markup: String,
    /// Whether anything was changed.
    pub(super) is_changed: bool,
    /// Whether a reader could miss something.
    pub(super) is_cut: bool,
}

/// An open element.
struct OpenElement<'a> {
    name: &'a str,
    /// Its start tag as it was written; `None` when it was left out.
    start_tag: Option<Cow<'a, str>>,
    /// How often elements up to this one double the layouts of what is in it.
    doubling: usize,
    /// Whether there is a table with a relative height between it and the last element that doubles.
    is_in_table_of_relative_height: bool,
    /// Whether it interrupts the paragraph around it.
    is_block: bool,
    /// Whether its content is a paragraph of its own: that of a block or of a float.
    holds_paragraph: bool,
    is_flex: bool,
    /// Boxes of the paragraph that it holds.
    boxes: usize,
    /// Inline elements from the last block on.
    inline_depth: usize,
    text_shadow: u32,
    keeps_line_ends: bool,
    children: u64,
    float_avoiding_children: u64,
    list_items: u64,
}

/// The state of a pass.
struct BodyCostWalk<'a, 'i, 'c> {
    index: &'i mut RuleIndex<'c>,
    plan: BodyCutLimits,
    costs: BodyLayoutCosts,
    known_styles: HashMap<&'a str, StyleLayoutCost>,
    stack: Vec<OpenElement<'a>>,
    /// The markup so far; nothing is written in a pass that only measures.
    out: Option<String>,
    is_changed: bool,
    is_cut: bool,
    repeated_bytes_left: usize,
    spanned_area: u64,
    float_avoiding_squares: u64,
    list_item_squares: u64,
    quotations: u64,
    layers: u64,
    text_use: BidiControlCount,
    /// Microseconds of everything so far.
    base_cost: u64,
    /// Whether the rest is left out.
    is_remaining_body_cut: bool,
    /// Open elements of the part that is left out.
    skipped: u64,
}

/// Measures what a body costs and writes it within the bounds. The style sheet is in `index`, which counts the
/// elements; `root` is what applies to the element around the message. Without `writes`, the markup of the result is
/// empty.
pub(super) fn measure_and_limit_body(
    body: &str,
    index: &mut RuleIndex<'_>,
    root: StyleLayoutCost,
    plan: BodyCutLimits,
    writes: bool,
) -> CostLimitedBody {
    let mut walk = BodyCostWalk {
        index,
        plan,
        costs: BodyLayoutCosts::default(),
        known_styles: HashMap::new(),
        stack: vec![OpenElement {
            name: "",
            start_tag: None,
            doubling: 0,
            is_in_table_of_relative_height: false,
            is_block: true,
            holds_paragraph: true,
            is_flex: root.flags.intersects(StyleCostFlags::FLEX),
            boxes: 0,
            inline_depth: 0,
            text_shadow: root.text_shadow,
            keeps_line_ends: false,
            children: 0,
            float_avoiding_children: 0,
            list_items: 0,
        }],
        out: writes.then(|| String::with_capacity(body.len())),
        is_changed: false,
        is_cut: false,
        repeated_bytes_left: MAX_REPEATED_BYTES_PER_MESSAGE,
        spanned_area: 0,
        float_avoiding_squares: 0,
        list_item_squares: 0,
        quotations: 0,
        layers: 0,
        text_use: BidiControlCount::default(),
        base_cost: 0,
        is_remaining_body_cut: false,
        skipped: 0,
    };
    for piece in MarkupScanner::new(body) {
        match piece {
            MarkupPiece::Text(text) => walk.write_text_within_cost_limit(text),
            MarkupPiece::Start(name, attributes) => walk.bound_start_tag_cost(name, attributes),
            MarkupPiece::End(name) => walk.handle_end_tag(name),
        }
    }
    CostLimitedBody {
        costs: walk.costs,
        markup: walk.out.unwrap_or_default(),
        is_changed: walk.is_changed,
        is_cut: walk.is_cut,
    }
}

impl<'a> BodyCostWalk<'a, '_, '_> {
    fn write_text_within_cost_limit(&mut self, text: &'a str) {
        if self.is_remaining_body_cut {
            return;
        }
        let keeps_line_ends = self.stack.last().is_some_and(|parent| parent.keeps_line_ends);
        let used_before = self.text_use;
        let mut bounded = limit_text_cost(text, keeps_line_ends, &mut self.text_use);
        let left = MAX_BASE_COST - self.base_cost;
        let mut kept = text;
        let mut cost = text_cost(kept, bounded.line_cost);
        while cost > left {
            let bytes = (kept.len() as u64).saturating_mul(left) / cost;
            kept = &kept[..find_cut_outside_entity(kept, usize::try_from(bytes).unwrap_or(0))];
            self.text_use = used_before;
            bounded = limit_text_cost(kept, keeps_line_ends, &mut self.text_use);
            cost = text_cost(kept, bounded.line_cost);
        }
        self.base_cost += cost;
        if kept.len() < text.len() {
            self.cut_remaining_body();
        }
        self.is_cut |= bounded.is_cut;
        self.is_changed |= matches!(bounded.markup, Cow::Owned(_));
        let characters = bounded.markup.len() as u64;
        let Some(parent) = self.stack.last() else { return };
        let (doubling, inline_depth) = (parent.doubling, parent.inline_depth);
        self.costs.costly_painting += u64::from(parent.text_shadow) * (1 + characters / 80);
        add_to_count(&mut self.costs.doubling, doubling, 1 + characters / CHARACTERS_PER_UNIT);
        add_to_count(&mut self.costs.inline_depth, inline_depth, characters);
        self.count_boxes_and_split(1);
        let mut rest = &*bounded.markup;
        let mut written = 0;
        for at in &bounded.splits {
            let (before, after) = rest.split_at(at - written);
            self.write_markup(before);
            self.split_costly_paragraph();
            self.is_cut |= !(keeps_line_ends && before.ends_with('\n'));
            (rest, written) = (after, *at);
        }
        if keeps_line_ends
            && self.paragraph_box_count() > MAX_BOXES_TO_LINE_END
            && let Some(at) = rest.rfind('\n')
        {
            let (before, after) = rest.split_at(at + 1);
            self.write_markup(before);
            self.split_costly_paragraph();
            rest = after;
        }
        self.write_markup(rest);
    }

    /// What a style attribute may cost. Newsletters repeat a few of them thousands of times.
    fn cached_style_cost(&mut self, style: &'a str) -> StyleLayoutCost {
        *self
            .known_styles
            .entry(style)
            .or_insert_with(|| StyleLayoutCost::from_declarations(&decode_common_entities(style)))
    }

    /// Leaves out the rest of the message.
    fn cut_remaining_body(&mut self) {
        self.is_remaining_body_cut = true;
        self.is_changed = true;
        self.is_cut = true;
    }

    fn bound_start_tag_cost(&mut self, name: &'a str, attribute_text: &'a str) {
        if self.is_remaining_body_cut {
            self.skipped += u64::from(!is_void_element(name));
            return;
        }
        let attributes = LayoutAttributes::read_layout_attributes(attribute_text);
        self.costs.attribute_bytes += attribute_text.len() as u64;
        let by_rules = self.index.count_element_per_rule(name, &attributes.classes, attributes.id);
        let mut style_cost = match attributes.style {
            "" => by_rules,
            style => by_rules.add_style_attribute_cost(self.cached_style_cost(style)),
        };
        let kind = find_allowed_element(name).map_or(ElementKind::Inline, |(_, kind)| kind);
        let is_aligned = attributes.is_aligned_to_side && (name == "img" || kind == ElementKind::Table);
        if is_aligned {
            style_cost.flags = style_cost.flags | StyleCostFlags::FLOAT;
        }
        if name == "span" && has_form_control_class(&attributes.classes) {
            style_cost.flags = style_cost.flags | StyleCostFlags::NOT_BLOCK | StyleCostFlags::DISPLAY;
        }
        let is_split = kind.is_phrasing() && attribute_text.starts_with(SPLIT_ATTRIBUTES);
        let cost = if is_split { 0 } else { base_element_cost(name, kind, style_cost.flags) };
        self.base_cost += cost;
        if self.base_cost > MAX_BASE_COST {
            self.base_cost = MAX_BASE_COST;
            self.cut_remaining_body();
            self.skipped += u64::from(!is_void_element(name));
            return;
        }
        let mut edit = StartTagChanges::default();
        let mut is_written = true;

        let parent_is_flex = self.stack.last().is_some_and(|parent| parent.is_flex);
        let parent_doubling = self.stack.last().map_or(0, |parent| parent.doubling);
        let is_table = name == "table" || style_cost.flags.intersects(StyleCostFlags::TABLE);
        let has_relative_height =
            attributes.has_relative_height || style_cost.flags.intersects(StyleCostFlags::RELATIVE_HEIGHT);
        let mut is_in_table_of_relative_height = (is_table && has_relative_height)
            || self.stack.last().is_some_and(|parent| parent.is_in_table_of_relative_height);
        let padding_doubles = style_cost.flags.intersects(StyleCostFlags::RELATIVE_PADDING)
            && (style_cost.flags.intersects(StyleCostFlags::DISPLAY | StyleCostFlags::FLOAT)
                || parent_is_flex
                || !(kind.is_phrasing() || (kind.is_table_or_part() && !is_in_table_of_relative_height)));
        let mut is_flex = style_cost.flags.intersects(StyleCostFlags::FLEX);
        // With a height in per cent.
        let ratio_doubles = style_cost.flags.intersects(StyleCostFlags::ASPECT_RATIO);
        let mut doubling =
            parent_doubling + usize::from(padding_doubles) + usize::from(is_flex) + usize::from(ratio_doubles);
        // Such a table lays out its cells once more for everything in them whose size depends on theirs.
        if doubling > parent_doubling && is_in_table_of_relative_height {
            doubling += 1;
            is_in_table_of_relative_height = false;
        }
        if doubling > self.plan.max_doubling {
            if padding_doubles {
                edit.declarations.push(NO_RELATIVE_PADDING);
            }
            if is_flex {
                edit.declarations.push(NO_DISPLAY);
            }
            if ratio_doubles {
                edit.declarations.push(NO_ASPECT_RATIO);
            }
            doubling = parent_doubling;
            is_flex = false;
        }

        if style_cost.flags.intersects(StyleCostFlags::FLOAT) {
            if self.costs.floats >= self.plan.max_floats {
                edit.declarations.push(NO_FLOAT);
                edit.drops_align = is_aligned;
            } else {
                self.costs.floats += 1;
            }
        }
        let is_void = is_void_element(name);
        let mut is_block = name == "hr"
            || !(kind.is_phrasing()
                || is_void
                || style_cost.flags.intersects(StyleCostFlags::NOT_BLOCK | StyleCostFlags::FLOAT))
            || (style_cost.flags.intersects(StyleCostFlags::DISPLAY)
                && !style_cost.flags.intersects(StyleCostFlags::NOT_BLOCK | StyleCostFlags::FLOAT)
                && !kind.is_phrasing());
        is_block |= is_split;
        let holds_paragraph =
            is_block || !(kind.is_phrasing() || is_void || style_cost.flags.intersects(StyleCostFlags::NOT_BLOCK));

        self.bound_sibling_costs(name, kind, style_cost, is_block, &mut edit, &mut is_written);
        self.limit_costly_element_counts(name, style_cost, &mut edit, &mut is_written);
        if attributes.rowspan > 1 {
            let area = attributes.rowspan * attributes.colspan;
            if self.spanned_area + area > MAX_SPANNED_AREA {
                edit.drops_rowspan = true;
            } else {
                self.spanned_area += area;
            }
        }
        if !self.plan.keeps_costly_painting && style_cost.box_paint + style_cost.text_shadow > 0 {
            edit.drops_costly_painting = !attributes.style.is_empty();
        }
        self.costs.costly_painting += u64::from(style_cost.box_paint);

        let parent_inline_depth = self.stack.last().map_or(0, |parent| parent.inline_depth);
        let inline_depth = if holds_paragraph { 0 } else { parent_inline_depth + usize::from(!is_void) };
        if inline_depth > self.plan.max_inline_depth {
            is_written = false;
        }
        if is_block || style_cost.flags.intersects(StyleCostFlags::NOT_BLOCK | StyleCostFlags::FLOAT) {
            self.costs.blocks += 1;
        }
        if is_block {
            self.end_paragraph_at_block();
        } else {
            self.count_boxes_and_split(1);
        }
        add_to_count(&mut self.costs.doubling, parent_doubling, 2);

        let start_tag = is_written.then(|| edit.write_changed_start_tag(name, attribute_text, attributes.style));
        self.is_changed |= !is_written || matches!(start_tag, Some(Cow::Owned(_)));
        self.is_cut |= !is_written || edit.has_changes();
        match &start_tag {
            Some(Cow::Owned(tag)) => self.write_markup(tag),
            Some(Cow::Borrowed(_)) => self.write_start_tag(name, attribute_text),
            // Its words must not join those before it.
            None if !kind.is_phrasing() => self.write_markup(" "),
            None => {}
        }
        if is_void {
            if name == "br" && self.paragraph_box_count() > MAX_BOXES_TO_LINE_END {
                self.split_costly_paragraph();
            }
            return;
        }
        let parent = self.stack.last();
        let text_shadow = parent.map_or(0, |parent| parent.text_shadow).max(style_cost.text_shadow);
        let keeps_line_ends =
            name == "pre" || attributes.classes == "mayfly-text" || parent.is_some_and(|parent| parent.keeps_line_ends);
        self.stack.push(OpenElement {
            name,
            start_tag: start_tag.map(|tag| match tag {
                Cow::Owned(tag) => Cow::Owned(tag),
                Cow::Borrowed(_) => Cow::Borrowed(attribute_text),
            }),
            doubling,
            is_in_table_of_relative_height,
            is_block,
            holds_paragraph,
            is_flex,
            boxes: 0,
            inline_depth: if is_written { inline_depth } else { parent_inline_depth },
            text_shadow,
            keeps_line_ends,
            children: 0,
            float_avoiding_children: 0,
            list_items: 0,
        });
    }

    /// Bounds what costs more with every sibling.
    fn bound_sibling_costs(
        &mut self,
        name: &str,
        kind: ElementKind,
        style_cost: StyleLayoutCost,
        is_block: bool,
        edit: &mut StartTagChanges,
        is_written: &mut bool,
    ) {
        let flags = style_cost.flags;
        let is_list_item = flags.intersects(StyleCostFlags::LIST_ITEM)
            || (kind == ElementKind::ListItem && !flags.intersects(StyleCostFlags::DISPLAY));
        // An override makes a plain block of a table; `hr` stays what it is.
        let is_plain = flags.intersects(StyleCostFlags::DISPLAY) && kind == ElementKind::Table;
        let avoids_floats = flags.intersects(StyleCostFlags::AVOIDS_FLOATS)
            || name == "hr"
            || (kind == ElementKind::Table && !is_plain);
        let max_siblings = self.costs.siblings;
        let Some(parent) = self.stack.last_mut() else { return };
        parent.children += 1;
        let siblings = max_siblings.max(parent.children);
        if avoids_floats && (is_block || flags.intersects(StyleCostFlags::FLOAT)) {
            let growth = 2 * parent.float_avoiding_children + 1;
            if self.float_avoiding_squares + growth > MAX_FLOAT_AVOIDING_SQUARES {
                if name == "hr" {
                    *is_written = false;
                }
                if kind == ElementKind::Table || flags.intersects(StyleCostFlags::ROOT_DISPLAY) {
                    edit.declarations.push(NO_DISPLAY);
                }
                if flags.intersects(StyleCostFlags::OVERFLOW) {
                    edit.declarations.push(NO_OVERFLOW);
                }
                if flags.intersects(StyleCostFlags::FLOAT) {
                    edit.declarations.push(NO_FLOAT);
                    edit.drops_align = true;
                }
            } else {
                self.float_avoiding_squares += growth;
                parent.float_avoiding_children += 1;
            }
        }
        self.costs.siblings = siblings;
        if !is_list_item {
            return;
        }
        let list = self.stack.iter().rposition(|open| matches!(open.name, "ol" | "ul")).unwrap_or(0);
        if let Some(list) = self.stack.get_mut(list) {
            let growth = 2 * list.list_items + 1;
            if self.list_item_squares + growth > MAX_LIST_ITEM_SQUARES {
                edit.declarations.push(NO_DISPLAY);
            } else {
                self.list_item_squares += growth;
                list.list_items += 1;
            }
        }
    }

    /// Bounds the number of elements that cost far more than others.
    fn limit_costly_element_counts(
        &mut self,
        name: &str,
        style_cost: StyleLayoutCost,
        edit: &mut StartTagChanges,
        is_written: &mut bool,
    ) {
        let count = |number: &mut u64, max: u64| {
            *number += u64::from(*number <= max);
            *number > max
        };
        match name {
            "q" if count(&mut self.quotations, MAX_QUOTATIONS) => *is_written = false,
            _ => {}
        }
        if style_cost.flags.intersects(StyleCostFlags::LAYER) && count(&mut self.layers, MAX_LAYERS) {
            edit.declarations.push(NO_LAYER);
        }
    }

    fn handle_end_tag(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.stack.len() < 2 {
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        if open.is_block {
            self.end_paragraph_at_block();
        }
        if open.start_tag.is_some() {
            self.write_end_tag(name);
        } else {
            self.write_markup(" ");
        }
    }

    /// The stack index of the element that holds the current paragraph.
    fn paragraph_holder_index(&self) -> usize {
        self.stack.iter().rposition(|open| open.holds_paragraph).unwrap_or(0)
    }

    fn paragraph_box_count(&self) -> usize {
        self.stack.get(self.paragraph_holder_index()).map_or(0, |block| block.boxes)
    }

    /// Counts boxes of the current paragraph, and splits it where there are too many.
    fn count_boxes_and_split(&mut self, count: usize) {
        let holder = self.paragraph_holder_index();
        self.stack[holder].boxes += count;
        if self.stack[holder].boxes > MAX_BOXES {
            self.split_costly_paragraph();
            self.is_cut = true;
        }
    }

    /// Ends the current paragraph at the start or end of a block. A block inside an inline element is a part of the
    /// paragraph, which can be split without a trace there.
    fn end_paragraph_at_block(&mut self) {
        let holder = self.paragraph_holder_index();
        if holder + 1 == self.stack.len() {
            self.stack[holder].boxes = 0;
            return;
        }
        self.stack[holder].boxes += 1;
        if self.stack[holder].boxes > MAX_BOXES_TO_LINE_END {
            self.split_costly_paragraph();
        }
    }

    /// Continues the current paragraph as another one: closes what is open up to the block that holds it, and opens it
    /// again.
    fn split_costly_paragraph(&mut self) {
        self.is_changed = true;
        let holder = self.paragraph_holder_index();
        let first = holder + 1;
        self.stack[holder].boxes = self.stack.len() - first;
        let bytes: usize = self.stack[first..].iter().map(|open| open.name.len() + open.start_tag_length() + 3).sum();
        let is_repeated = bytes <= MAX_REPEATED_BYTES.min(self.repeated_bytes_left);
        if is_repeated {
            self.repeated_bytes_left -= bytes;
        } else {
            self.is_cut = true;
        }
        let mut moved = self.stack.split_off(first);
        for open in moved.iter().rev().filter(|open| open.start_tag.is_some()) {
            self.write_end_tag(open.name);
        }
        self.write_markup(PARAGRAPH_SPLIT);
        for open in &mut moved {
            match &open.start_tag {
                Some(_) if !is_repeated => open.start_tag = None,
                Some(Cow::Borrowed(attributes)) => self.write_start_tag(open.name, attributes),
                Some(Cow::Owned(tag)) => self.write_markup(tag),
                None => {}
            }
        }
        self.stack.append(&mut moved);
    }

    fn write_markup(&mut self, markup: &str) {
        if let Some(out) = &mut self.out {
            out.push_str(markup);
        }
    }

    fn write_start_tag(&mut self, name: &str, attributes: &str) {
        if let Some(out) = &mut self.out {
            write_start_tag(name, attributes, out);
        }
    }

    fn write_end_tag(&mut self, name: &str) {
        if let Some(out) = &mut self.out {
            write_end_tag(name, out);
        }
    }
}

impl OpenElement<'_> {
    fn start_tag_length(&self) -> usize {
        self.start_tag.as_ref().map_or(0, |tag| tag.len())
    }
}

/// Microseconds of a text: a fifth of one for a byte, and what its long words and changes of script take.
fn text_cost(text: &str, line_cost: u64) -> u64 {
    text.len() as u64 / 5 + line_cost
}

/// An offset at or before `at` that is not within an entity.
fn find_cut_outside_entity(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let entity = text[..at].rfind(['&', ';']).filter(|sign| text.as_bytes()[*sign] == b'&');
    entity.unwrap_or(at)
}

/// Microseconds of an element in a document without anything that multiplies its costs.
fn base_element_cost(name: &str, kind: ElementKind, flags: StyleCostFlags) -> u64 {
    let by_tag = match (name, kind) {
        ("img", _) => 60,
        ("details" | "summary", _) => 40,
        (_, ElementKind::Table) => 45,
        (_, ElementKind::Cell) => 17,
        (_, ElementKind::ListItem) => 35,
        _ => 14,
    };
    let has_own_layout =
        flags.intersects(StyleCostFlags::NOT_BLOCK | StyleCostFlags::FLEX | StyleCostFlags::AVOIDS_FLOATS);
    by_tag + if has_own_layout { 25 } else { 0 } + if flags.intersects(StyleCostFlags::LAYER) { 10 } else { 0 }
}

/// Adds to one of the counts, of which there are as many as needed.
fn add_to_count(counts: &mut Vec<u64>, index: usize, amount: u64) {
    if counts.len() <= index {
        counts.resize(index + 1, 0);
    }
    counts[index] += amount;
}
