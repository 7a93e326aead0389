//! Bounds what a document costs the engine that lays it out and paints it.
//!
//! A message of some hundred bytes can hold a layout engine for minutes: a padding in per cent takes two layouts of
//! the element, those of an element inside it four, and so on. This module estimates such costs in one pass over the
//! sanitised markup. Which rules apply to an element is not computed but bounded: every rule counts whose last part
//! could match it. Where an estimate exceeds its budget, what causes it is taken out, and the rest is kept.
//!
//! The budgets are far above what mail of people and newsletters costs. They are measured in WebKitGTK; see
//! `examples/layout_search`.

mod body_cost_limiter;
mod body_costs_and_limits;
mod line_break_cost;
mod rule_index;
mod start_tag_changes;
mod style_layout_cost;

use crate::allowed_elements_and_attributes::WRAPPER_CLASS;
use crate::markup_normaliser::PageAttributes;
use crate::sanitised_css_reader::{SheetPiece, split_sheet};
use body_cost_limiter::measure_and_limit_body;
use body_costs_and_limits::BodyCutLimits;
use rule_index::RuleIndex;
use start_tag_changes::without_costly_painting;
use style_layout_cost::StyleLayoutCost;

/// Steps of trying selectors on elements.
const SELECTOR_BUDGET: u64 = 15_000_000;

/// A body and a style sheet within the bounds.
pub(crate) struct CostLimitedLayout {
    pub(crate) body: String,
    pub(crate) css: String,
    /// Whether a reader could miss something.
    pub(crate) is_cut: bool,
}

/// Bounds the costs of a sanitised body with its sanitised style sheet; `None` when they are within the bounds already.
///
/// The result may need to be sanitised again: it can be nested differently from what a parser makes of it.
pub(crate) fn limit_layout_cost(body: &str, css: &str, page: &PageAttributes) -> Option<CostLimitedLayout> {
    let pieces = split_sheet(css);
    let mut index = RuleIndex::new(&pieces);
    let root = compute_wrapper_style_cost(&mut index, page);
    let measured = measure_and_limit_body(body, &mut index, root, BodyCutLimits::UNLIMITED, false);
    let plan = BodyCutLimits::plan_cuts_from_body_costs(&measured.costs);
    let costly_rules =
        index.find_costly_rules(SELECTOR_BUDGET, measured.costs.siblings, measured.costs.attribute_bytes);
    if !measured.is_changed && plan == BodyCutLimits::UNLIMITED && costly_rules.is_empty() {
        return None;
    }
    let mut counted_again = RuleIndex::new(&pieces);
    let walked = measure_and_limit_body(body, &mut counted_again, root, plan, true);
    let css = if costly_rules.is_empty() && plan.keeps_costly_painting {
        css.to_owned()
    } else {
        write_sheet_without_costly_rules(&pieces, &costly_rules, plan.keeps_costly_painting)
    };
    let is_cut = walked.is_cut || !costly_rules.is_empty() || !plan.keeps_costly_painting;
    Some(CostLimitedLayout { body: walked.markup, css, is_cut })
}

/// Counts the element around the message and returns what the styles that apply to it may cost.
fn compute_wrapper_style_cost(index: &mut RuleIndex<'_>, page: &PageAttributes) -> StyleLayoutCost {
    let mut classes = page.classes.join(" ");
    classes.push(' ');
    classes.push_str(WRAPPER_CLASS);
    let by_rules = index.count_element_per_rule("div", &classes, page.id.as_deref().unwrap_or_default());
    by_rules
        .add_style_attribute_cost(StyleLayoutCost::from_declarations(page.style.declarations_without_background_mark()))
}

/// Writes a style sheet without some of its rules and, unless it is kept, without costly painting.
fn write_sheet_without_costly_rules(
    pieces: &[SheetPiece<'_>],
    left_out: &[usize],
    keeps_costly_painting: bool,
) -> String {
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
                if keeps_costly_painting {
                    out.push_str(declarations);
                } else {
                    out.push_str(&without_costly_painting(declarations));
                }
                out.push('}');
            }
        }
    }
    out
}
