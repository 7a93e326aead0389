//! Media queries: those that newsletters use are written anew.

use cssparser::{ParseError, Parser, Token};

use super::css_decimal_format::format_css_number;

const KEYWORDS: &[&str] = &["all", "screen", "print", "only", "not", "and", "or"];
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
pub(super) struct MediaQuery {
    pub(super) text: String,
    /// Whether it asks for `prefers-color-scheme: dark`.
    pub(super) asks_for_dark: bool,
}

impl MediaQuery {
    /// Whether it applies only sometimes: by the window, the scheme, the device, or on paper.
    pub(super) fn is_conditional(&self) -> bool {
        !self.text.split(',').any(|query| matches!(query, "" | "all" | "only all" | "screen" | "only screen"))
    }
}

/// Parses the media query up to the end of the input; `None` when it has anything that is not on the lists.
pub(super) fn parse_media_query(input: &mut Parser<'_>) -> Option<MediaQuery> {
    let mut text = String::new();
    let mut dark = false;
    sanitise_media_condition(input, &mut text, &mut dark, 0)?;
    Some(MediaQuery { text, asks_for_dark: dark })
}

/// Writes a condition anew; `None` when part of it is not allowed.
fn sanitise_media_condition(input: &mut Parser<'_>, out: &mut String, dark: &mut bool, depth: u8) -> Option<()> {
    if depth > 4 {
        return None;
    }
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Ident(word) => {
                let word = word.to_ascii_lowercase();
                if !KEYWORDS.contains(&word.as_str()) {
                    return None;
                }
                write_separator(out);
                out.push_str(&word);
            }
            Token::Comma => out.push(','),
            Token::ParenthesisBlock => {
                write_separator(out);
                out.push('(');
                let mut part = None;
                let _ = input.parse_nested_block(|inner| {
                    let start = inner.state();
                    let mut text = String::new();
                    part = parse_feature(inner, dark).or_else(|| {
                        inner.reset(&start);
                        sanitise_media_condition(inner, &mut text, dark, depth + 1).filter(|()| !text.is_empty())?;
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

/// Writes the space that the next word needs.
fn write_separator(out: &mut String) {
    if !out.is_empty() && !out.ends_with([',', '(']) {
        out.push(' ');
    }
}

/// Parses `feature` or `feature: value`.
fn parse_feature(input: &mut Parser<'_>, dark: &mut bool) -> Option<String> {
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
                // A feature takes one word.
                return input.is_exhausted().then_some(out);
            }
            Token::Number { value, int_value, .. } => write_number(&mut out, value, int_value, "")?,
            Token::Dimension { value, int_value, unit, .. } => {
                let unit = UNITS.iter().find(|u| u.eq_ignore_ascii_case(&unit))?;
                write_number(&mut out, value, int_value, unit)?;
            }
            Token::Delim('/') if out.ends_with(|c: char| c.is_ascii_digit()) => out.push('/'),
            _ => return None,
        }
    }
    (!out.ends_with([':', '/'])).then_some(out)
}

/// Writes a number with its unit; `None` when it is out of range or not in its place.
fn write_number(out: &mut String, value: f32, int: Option<i32>, unit: &str) -> Option<()> {
    if !value.is_finite() || value.abs() > 1e6 || !out.ends_with([':', '/']) {
        return None;
    }
    match int {
        Some(int) => out.push_str(&int.to_string()),
        None => out.push_str(&format_css_number(f64::from(value))),
    }
    out.push_str(unit);
    Some(())
}
