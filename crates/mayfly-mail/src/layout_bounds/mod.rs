//! Bounds what a document costs the engine that lays it out and paints it.
//!
//! A message of some hundred bytes can hold a layout engine for minutes: a padding in per cent takes two layouts of
//! the element, those of an element inside it four, and so on. This module estimates such costs in one pass over the
//! sanitised markup. Which rules apply to an element is not computed but bounded: every rule counts whose last part
//! could match it. Where an estimate exceeds its budget, what causes it is taken out, and the rest is kept.
//!
//! The budgets are far above what mail of people and newsletters costs. They are measured in WebKitGTK; see
//! `examples/layout_search`.

mod body_walk;
mod markup_scanner;
mod rule_index;
mod style_facts;
mod text_runs;

use crate::allow_lists::WRAPPER_CLASS;
use crate::markup_normaliser::PageAttributes;
use body_walk::{BodyCosts, BodyPlan, walk_body, without_decoration};
use rule_index::{RuleIndex, SheetPiece, split_sheet};
use style_facts::StyleFacts;

/// Units of layout beyond those of a layout without dependent sizes. A unit takes up to four microseconds.
const DOUBLING_BUDGET: u64 = 150_000;
/// Characters × inline elements around them, beyond four for each character.
const INLINE_DEPTH_BUDGET: u64 = 4_000_000;
/// Microseconds of painting shadows, gradients and uneven borders.
const DECORATION_BUDGET: u64 = 400_000;
/// Floats × blocks. Every block may have to go through all floats before it.
const FLOAT_BUDGET: u64 = 5_000_000;
/// Steps of trying selectors on elements.
const SELECTOR_BUDGET: u64 = 15_000_000;

/// A body and a style sheet within the bounds.
pub(crate) struct BoundedLayout {
    pub(crate) body: String,
    pub(crate) css: String,
    /// Whether a reader could miss something.
    pub(crate) is_cut: bool,
}

/// Bounds the costs of a sanitised body with its sanitised style sheet; `None` when they are within the bounds already.
///
/// The result may need to be sanitised again: it can be nested differently from what a parser makes of it.
pub(crate) fn bound_layout(body: &str, css: &str, page: &PageAttributes) -> Option<BoundedLayout> {
    let pieces = split_sheet(css);
    let mut index = RuleIndex::new(&pieces);
    let root = root_facts(&mut index, page);
    let measured = walk_body(body, &mut index, root, BodyPlan::UNLIMITED, false);
    let plan = make_plan(&measured.costs);
    let costly_rules =
        index.find_costly_rules(SELECTOR_BUDGET, measured.costs.siblings, measured.costs.attribute_bytes);
    if !measured.is_changed && plan == BodyPlan::UNLIMITED && costly_rules.is_empty() {
        return None;
    }
    let mut counted_again = RuleIndex::new(&pieces);
    let walked = walk_body(body, &mut counted_again, root, plan, true);
    let css = if costly_rules.is_empty() && plan.keeps_decoration {
        css.to_owned()
    } else {
        write_sheet(&pieces, &costly_rules, plan.keeps_decoration)
    };
    let is_cut = walked.is_cut || !costly_rules.is_empty() || !plan.keeps_decoration;
    Some(BoundedLayout { body: walked.markup, css, is_cut })
}

/// What applies to the element around the message.
fn root_facts(index: &mut RuleIndex<'_>, page: &PageAttributes) -> StyleFacts {
    let mut classes = page.classes.join(" ");
    classes.push(' ');
    classes.push_str(WRAPPER_CLASS);
    let by_rules = index.count_element("div", &classes, page.id.as_deref().unwrap_or_default());
    by_rules.with_style_attribute(StyleFacts::from_declarations(&page.style))
}

/// Chooses what is cut, from what the body costs without cuts.
fn make_plan(costs: &BodyCosts) -> BodyPlan {
    let mut plan = BodyPlan::UNLIMITED;
    let units: u64 = costs.doubling.iter().sum();
    let doubled = |max: usize| {
        let cost = |(depth, units): (usize, &u64)| units.saturating_mul(1 << depth.min(max).min(40));
        costs.doubling.iter().enumerate().map(cost).fold(0, u64::saturating_add)
    };
    let budget = DOUBLING_BUDGET + 2 * units;
    if doubled(usize::MAX) > budget {
        plan.max_doubling = (0..costs.doubling.len()).rev().find(|max| doubled(*max) <= budget).unwrap_or(0);
    }
    let characters: u64 = costs.inline_depth.iter().sum();
    let inline = |max: usize| -> u64 {
        costs.inline_depth.iter().enumerate().map(|(depth, characters)| characters * depth.min(max) as u64).sum()
    };
    let budget = INLINE_DEPTH_BUDGET + 4 * characters;
    if inline(usize::MAX) > budget {
        plan.max_inline_depth = (0..costs.inline_depth.len()).rev().find(|max| inline(*max) <= budget).unwrap_or(4);
    }
    if costs.floats.saturating_mul(costs.blocks) > FLOAT_BUDGET {
        plan.max_floats = FLOAT_BUDGET / costs.blocks.max(1);
    }
    plan.keeps_decoration = costs.decoration <= DECORATION_BUDGET;
    plan
}

/// Writes a style sheet without some of its rules.
fn write_sheet(pieces: &[SheetPiece<'_>], left_out: &[usize], keeps_decoration: bool) -> String {
    let mut out = String::new();
    let mut left_out = left_out.iter().copied().peekable();
    let mut rule = 0;
    for piece in pieces {
        match piece {
            SheetPiece::MediaStart(start) => out.push_str(start),
            SheetPiece::MediaEnd => out.push('}'),
            SheetPiece::Rule(selectors, declarations) => {
                let is_left_out = left_out.next_if_eq(&rule).is_some();
                rule += 1;
                if is_left_out {
                    continue;
                }
                out.push_str(selectors);
                out.push('{');
                if keeps_decoration {
                    out.push_str(declarations);
                } else {
                    out.push_str(&without_decoration(declarations));
                }
                out.push('}');
            }
        }
    }
    out
}
