//! Media queries: the ones newsletters use, written anew.

use cssparser::{ParseError, Parser, Token};

use super::values::decimal;

const WORDS: &[&str] = &["all", "screen", "print", "only", "not", "and", "or"];
const FEATURES: &[&str] = &[
    "width",
    "min-width",
    "max-width",
    "height",
    "min-height",
    "max-height",
    "device-width",
    "min-device-width",
    "max-device-width",
    "device-height",
    "min-device-height",
    "max-device-height",
    "orientation",
    "aspect-ratio",
    "min-aspect-ratio",
    "max-aspect-ratio",
    "resolution",
    "min-resolution",
    "max-resolution",
    "prefers-color-scheme",
    "prefers-reduced-motion",
    "prefers-contrast",
    "hover",
    "any-hover",
    "pointer",
    "any-pointer",
    "color",
    "-webkit-min-device-pixel-ratio",
    "-webkit-max-device-pixel-ratio",
    "-webkit-device-pixel-ratio",
];
const UNITS: &[&str] = &["px", "em", "rem", "pt", "cm", "mm", "in", "dpi", "dpcm", "dppx", "x"];

/// A media query written anew.
pub(super) struct Query {
    pub(super) text: String,
    /// It asks whether the reader prefers dark pages.
    pub(super) dark: bool,
}

/// The media query up to the end of the input; `None` when it holds anything unusual.
pub(super) fn query(input: &mut Parser<'_>) -> Option<Query> {
    let mut text = String::new();
    let mut dark = false;
    condition(input, &mut text, &mut dark, 0)?;
    Some(Query { text, dark })
}

fn condition(input: &mut Parser<'_>, out: &mut String, dark: &mut bool, depth: u8) -> Option<()> {
    if depth > 4 {
        return None;
    }
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Ident(word) => {
                let word = word.to_ascii_lowercase();
                if !WORDS.contains(&word.as_str()) {
                    return None;
                }
                separate(out);
                out.push_str(&word);
            }
            Token::Comma => out.push(','),
            Token::ParenthesisBlock => {
                separate(out);
                out.push('(');
                let mut part = None;
                let _ = input.parse_nested_block(|inner| {
                    let start = inner.state();
                    let mut text = String::new();
                    part = feature(inner, dark).or_else(|| {
                        inner.reset(&start);
                        condition(inner, &mut text, dark, depth + 1).filter(|()| !text.is_empty())?;
                        Some(text)
                    });
                    Ok::<_, ParseError<()>>(())
                });
                out.push_str(&part?);
                out.push(')');
            }
            _ => return None,
        }
    }
    Some(())
}

fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with([',', '(']) {
        out.push(' ');
    }
}

/// `feature` or `feature: value`.
fn feature(input: &mut Parser<'_>, dark: &mut bool) -> Option<String> {
    let name = input.expect_ident().ok()?.to_ascii_lowercase();
    if !FEATURES.contains(&name.as_str()) {
        return None;
    }
    let mut out = name.clone();
    if input.is_exhausted() {
        return Some(out);
    }
    input.expect_colon().ok()?;
    out.push(':');
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Ident(word)
                if word.len() <= 30
                    && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
                    && word.as_bytes()[0] != b'-' =>
            {
                let word = word.to_ascii_lowercase();
                *dark |= name == "prefers-color-scheme" && word == "dark";
                out.push_str(&word);
                // One word is all a feature takes.
                return input.is_exhausted().then_some(out);
            }
            Token::Number { value, int_value, .. } => number(&mut out, value, int_value, "")?,
            Token::Dimension { value, int_value, unit, .. } => {
                let unit = UNITS.iter().find(|u| u.eq_ignore_ascii_case(&unit))?;
                number(&mut out, value, int_value, unit)?;
            }
            Token::Delim('/') if out.ends_with(|c: char| c.is_ascii_digit()) => out.push('/'),
            _ => return None,
        }
    }
    (!out.ends_with([':', '/'])).then_some(out)
}

fn number(out: &mut String, value: f32, int: Option<i32>, unit: &str) -> Option<()> {
    if !value.is_finite() || value.abs() > 1e6 || !out.ends_with([':', '/']) {
        return None;
    }
    match int {
        Some(int) => out.push_str(&int.to_string()),
        None => out.push_str(&decimal(f64::from(value))),
    }
    out.push_str(unit);
    Some(())
}
