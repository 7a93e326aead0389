//! Selectors, bound to the message's own wrapper.

use cssparser::{ParseError, Parser, Token, parse_nth, serialize_identifier, serialize_string};

use crate::policy::{WRAPPER, is_own_name};

const PSEUDO_CLASSES: &[&str] = &[
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "empty",
    "hover",
    "link",
    "visited",
    "any-link",
    "active",
    "focus",
    "first-letter",
    "first-line",
];
/// Parts of an element's own text: nothing is added to it.
const PSEUDO_ELEMENTS: &[&str] = &["first-letter", "first-line"];
const NTH: &[&str] = &["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"];
const MAX_SELECTORS: usize = 200;
const MAX_COMPOUNDS: usize = 16;

/// The selectors up to the end of the input, each bound to the wrapper; `None` when none is left.
pub(super) fn scoped(input: &mut Parser<'_>) -> Option<String> {
    let mut out = String::new();
    let selectors = input.parse_comma_separated_ignoring_errors(|input| {
        // Read to its end even when refused: one odd selector must not take the others along.
        let selector = Selector::parse(input);
        while input.next().is_ok() {}
        selector.ok_or_else(ParseError::<()>::unexpected_token)
    });
    for selector in selectors.into_iter().take(MAX_SELECTORS) {
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&selector);
    }
    (!out.is_empty() && !out.contains('<')).then_some(out)
}

#[derive(Default)]
struct Compound {
    text: String,
    /// It names the page itself (`html`, `body`, `:root`) or the wrapper.
    root: bool,
}

impl Compound {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.root
    }
}

struct Selector;

impl Selector {
    fn parse(input: &mut Parser<'_>) -> Option<String> {
        let mut parts: Vec<(char, Compound)> = vec![(' ', Compound::default())];
        let mut combinator = None;
        while let Ok(token) = input.next_including_whitespace().cloned() {
            match token {
                Token::WhiteSpace(_) => {
                    combinator.get_or_insert(' ');
                }
                Token::Delim(sign @ ('>' | '+' | '~')) if combinator.is_none_or(|c| c == ' ') => {
                    combinator = Some(sign)
                }
                token => {
                    let last_empty = parts.last().is_none_or(|(_, c)| c.is_empty());
                    match combinator.take() {
                        // Space in front of the first part means nothing, a sign there is an error.
                        Some(' ') if last_empty && parts.len() == 1 => {}
                        Some(_) if last_empty => return None,
                        Some(sign) if parts.len() < MAX_COMPOUNDS => parts.push((sign, Compound::default())),
                        Some(_) => return None,
                        None => {}
                    }
                    simple(&token, input, &mut parts.last_mut()?.1, true)?;
                }
            }
        }
        if combinator.is_some_and(|c| c != ' ') || parts.last()?.1.is_empty() {
            return None;
        }
        bind(parts)
    }
}

/// `html body.dark > p` becomes `.wrapper.dark>p`, `p` becomes `.wrapper p`.
fn bind(parts: Vec<(char, Compound)>) -> Option<String> {
    let mut out = format!(".{WRAPPER}");
    let mut leading = true;
    let mut first = true;
    for (sign, compound) in parts {
        if leading && compound.root {
            if !first && !matches!(sign, ' ' | '>') {
                return None;
            }
            out.push_str(&compound.text);
        } else if compound.root {
            return None;
        } else {
            let sign = if first { ' ' } else { sign };
            // Beside the wrapper is outside the message.
            if leading && !matches!(sign, ' ' | '>') {
                return None;
            }
            leading = false;
            out.push(sign);
            out.push_str(&compound.text);
        }
        first = false;
    }
    Some(out)
}

/// One simple selector, of which `token` is the beginning.
fn simple(token: &Token<'_>, input: &mut Parser<'_>, compound: &mut Compound, may_negate: bool) -> Option<()> {
    match token {
        Token::Ident(name) if compound.is_empty() => {
            if name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body") {
                compound.root = true;
            } else {
                identifier(&name.to_ascii_lowercase(), &mut compound.text)?;
            }
        }
        Token::Delim('*') if compound.is_empty() => compound.text.push('*'),
        Token::Delim('.') => match input.next_including_whitespace().ok()?.clone() {
            Token::Ident(name) if *name == *WRAPPER => compound.root = true,
            Token::Ident(name) if !is_own_name(&name) => {
                compound.text.push('.');
                identifier(&name, &mut compound.text)?;
            }
            _ => return None,
        },
        Token::IDHash(name) if !is_own_name(name) => {
            compound.text.push('#');
            identifier(name, &mut compound.text)?;
        }
        Token::SquareBracketBlock => {
            let mut text = None;
            let _ = input.parse_nested_block(|inner| {
                text = attribute(inner);
                Ok::<_, ParseError<()>>(())
            });
            compound.text.push_str(&text?);
        }
        Token::Colon => match input.next_including_whitespace().ok()?.clone() {
            Token::Ident(name) if name.eq_ignore_ascii_case("root") => compound.root = true,
            // Allowed at the end alone; elsewhere the browser drops the rule, and nothing else.
            Token::Colon => {
                let name = input.expect_ident().ok()?.to_ascii_lowercase();
                PSEUDO_ELEMENTS.contains(&name.as_str()).then_some(())?;
                compound.text.push_str("::");
                compound.text.push_str(&name);
            }
            Token::Ident(name) => {
                let name = name.to_ascii_lowercase();
                PSEUDO_CLASSES.contains(&name.as_str()).then_some(())?;
                compound.text.push(':');
                compound.text.push_str(&name);
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let mut text = None;
                let _ = input.parse_nested_block(|inner| {
                    text = arguments(&name, inner, may_negate);
                    Ok::<_, ParseError<()>>(())
                });
                let text = text?;
                compound.text.push_str(&format!(":{name}({text})"));
            }
            _ => return None,
        },
        _ => return None,
    }
    Some(())
}

fn arguments(name: &str, input: &mut Parser<'_>, may_negate: bool) -> Option<String> {
    if NTH.contains(&name) {
        let (a, b) = parse_nth(input).ok()?;
        return input.is_exhausted().then(|| match (a, b) {
            (0, b) => b.to_string(),
            (a, 0) => format!("{a}n"),
            (a, b) => format!("{a}n{b:+}"),
        });
    }
    if name != "not" || !may_negate {
        return None;
    }
    let mut compound = Compound::default();
    input.skip_whitespace();
    while let Ok(token) = input.next_including_whitespace().cloned() {
        if matches!(token, Token::WhiteSpace(_)) {
            break;
        }
        simple(&token, input, &mut compound, false)?;
    }
    (input.is_exhausted() && !compound.root && !compound.text.is_empty()).then_some(compound.text)
}

/// `name`, `name=value`, with the usual operators, and `i` behind it.
fn attribute(input: &mut Parser<'_>) -> Option<String> {
    let mut out = String::from("[");
    identifier(&input.expect_ident().ok()?.to_ascii_lowercase(), &mut out)?;
    if !input.is_exhausted() {
        out.push_str(match input.next().ok()? {
            Token::Delim('=') => "=",
            Token::IncludeMatch => "~=",
            Token::DashMatch => "|=",
            Token::PrefixMatch => "^=",
            Token::SuffixMatch => "$=",
            Token::SubstringMatch => "*=",
            _ => return None,
        });
        let value = input.expect_ident_or_string().ok()?.to_string();
        if value.contains('<') || value.len() > 200 {
            return None;
        }
        serialize_string(&value, &mut out).ok()?;
        if let Ok(flag) = input.try_parse(Parser::expect_ident_cloned) {
            flag.eq_ignore_ascii_case("i").then(|| out.push_str(" i"))?;
        }
        input.expect_exhausted().ok()?;
    }
    out.push(']');
    Some(out)
}

fn identifier(name: &str, out: &mut String) -> Option<()> {
    if name.is_empty() || name.len() > 200 || name.contains('<') {
        return None;
    }
    serialize_identifier(name, out).ok()
}
