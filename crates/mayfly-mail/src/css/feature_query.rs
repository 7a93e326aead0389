//! Feature queries: the conditions of `@supports`.
//!
//! They are answered by what the sanitiser keeps, not by what the engine can do: a grid that is left out is not
//! supported, so that the layout that a message has for such readers is used.

use cssparser::{ParseError, Parser, Token};

use super::selectors::parse_scoped_selectors;
use super::value_rules::find_value_rule;
use super::value_writer::sanitise_value;
use crate::render_context::{RenderContext, RootClassesAndIds};

/// Conditions inside each other.
const MAX_DEPTH: u8 = 4;

/// Evaluates the condition up to the end of the input. What is not understood is not supported.
pub(super) fn evaluate_feature_query(input: &mut Parser<'_>) -> bool {
    evaluate_supports_condition(input, 0)
}

fn evaluate_supports_condition(input: &mut Parser<'_>, depth: u8) -> bool {
    let (mut result, mut is_negated, mut operator) = (None, false, None);
    while let Ok(token) = input.next().cloned() {
        let value = match token {
            Token::Ident(ref word) if word.eq_ignore_ascii_case("not") => {
                is_negated = !is_negated;
                continue;
            }
            Token::Ident(ref word) if word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or") => {
                operator = Some(word.eq_ignore_ascii_case("and"));
                continue;
            }
            Token::ParenthesisBlock if depth < MAX_DEPTH => evaluate_parenthesised_condition(input, |inner| {
                let start = inner.state();
                supports_declaration(inner).unwrap_or_else(|| {
                    inner.reset(&start);
                    evaluate_supports_condition(inner, depth + 1)
                })
            }),
            Token::Function(ref name) if name.eq_ignore_ascii_case("selector") => {
                evaluate_parenthesised_condition(input, |inner| {
                    parse_scoped_selectors(inner, false, &RootClassesAndIds::default()).is_some()
                })
            }
            _ => return false,
        };
        let value = value != is_negated;
        is_negated = false;
        result = match (result, operator.take()) {
            (None, None) => Some(value),
            (Some(before), Some(true)) => Some(before && value),
            (Some(before), Some(false)) => Some(before || value),
            _ => return false,
        };
    }
    result.unwrap_or(false)
}

fn evaluate_parenthesised_condition(input: &mut Parser<'_>, evaluate: impl FnOnce(&mut Parser<'_>) -> bool) -> bool {
    let mut result = false;
    let _ = input.parse_nested_block(|inner| {
        result = evaluate(inner);
        while inner.next().is_ok() {}
        Ok::<_, ParseError<()>>(())
    });
    result
}

/// Whether a declaration is kept; `None` if the input is none.
fn supports_declaration(input: &mut Parser<'_>) -> Option<bool> {
    let name = input.expect_ident().ok()?.to_ascii_lowercase();
    input.expect_colon().ok()?;
    if name.starts_with("--") {
        return Some(true);
    }
    // What is recorded about the message is not changed by a question.
    let mut context = RenderContext::default();
    let rule = find_value_rule(&name);
    Some(rule.is_some_and(|rule| sanitise_value(&name, rule, input, &mut context, &mut String::new()).is_ok()))
}
