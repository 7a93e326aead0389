//! Custom properties: their values are put in the place of `var()`.
//!
//! Which element inherits which value is not worked out: those of the page hold everywhere, and those of the same block
//! in it.

use std::collections::HashMap;

/// Custom properties of a message.
const MAX_PROPERTIES: usize = 500;
/// Bytes of a value, before and after references in it were replaced.
const MAX_VALUE_BYTES: usize = 2_000;
/// References inside each other.
const MAX_DEPTH: u8 = 6;
/// References that are followed in a message, those inside of others included.
const MAX_VAR_REFERENCES: usize = 100_000;

/// Custom properties by their names, which differ by case.
#[derive(Debug, Default)]
pub(crate) struct CustomProperties {
    values: HashMap<String, String>,
}

/// How many references of a message may still be followed: values without any text could refer to each other more often
/// than could be counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VarReferenceBudget(usize);

impl Default for VarReferenceBudget {
    fn default() -> Self {
        Self(MAX_VAR_REFERENCES)
    }
}

impl CustomProperties {
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        if value.len() <= MAX_VALUE_BYTES && (self.values.len() < MAX_PROPERTIES || self.values.contains_key(name)) {
            self.values.insert(name.to_owned(), value.trim().to_owned());
        }
    }

    /// Adds all properties of another set, which override those that are here.
    pub(crate) fn extend(&mut self, other: Self) {
        for (name, value) in other.values {
            self.set(&name, &value);
        }
    }
}

/// Whether a value has references to custom properties.
pub(crate) fn has_var_references(value: &str) -> bool {
    find_var_function(value).is_some()
}

/// Replaces each reference in a value by the first of the sets that has the property, or by its fallback. `None` if one
/// has neither.
pub(crate) fn replace_var_references(
    value: &str,
    sets: &[&CustomProperties],
    budget: &mut VarReferenceBudget,
) -> Option<String> {
    let mut out = String::new();
    write_resolved_value(value, sets, budget, 0, &mut out)?;
    Some(out)
}

fn write_resolved_value(
    value: &str,
    sets: &[&CustomProperties],
    budget: &mut VarReferenceBudget,
    depth: u8,
    out: &mut String,
) -> Option<()> {
    let mut rest = value;
    while let Some(at) = find_var_function(rest) {
        if depth > MAX_DEPTH {
            return None;
        }
        budget.0 = budget.0.checked_sub(1)?;
        out.push_str(&rest[..at]);
        let arguments = &rest[at + 4..];
        let end = find_closing_bracket(arguments)?;
        let (name, fallback) = match arguments[..end].split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback)),
            None => (arguments[..end].trim(), None),
        };
        let start = out.len();
        let known = sets.iter().find_map(|set| set.values.get(name));
        let is_known = known.is_some_and(|known| write_resolved_value(known, sets, budget, depth + 1, out).is_some());
        if !is_known {
            out.truncate(start);
            write_resolved_value(fallback?.trim(), sets, budget, depth + 1, out)?;
        }
        rest = &arguments[end + 1..];
        if out.len() > MAX_VALUE_BYTES {
            return None;
        }
    }
    out.push_str(rest);
    (out.len() <= MAX_VALUE_BYTES).then_some(())
}

/// The offset of the next `var(`.
fn find_var_function(value: &str) -> Option<usize> {
    value.as_bytes().windows(4).enumerate().find_map(|(at, word)| {
        let is_start =
            at == 0 || !matches!(value.as_bytes()[at - 1], b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9');
        (is_start && word.eq_ignore_ascii_case(b"var(")).then_some(at)
    })
}

/// The offset of the bracket that closes what is open in front of the text.
fn find_closing_bracket(text: &str) -> Option<usize> {
    let mut open = 1_u32;
    text.bytes().position(|b| {
        match b {
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        open == 0
    })
}
