//! Property values: read token by token and written anew.

use cssparser::{ParseError, Parser, Token, TokenSerializationType, serialize_string};

use super::properties::Rule;
use crate::found::Found;
use crate::rendered::RemoteKind;

/// The value holds something that isn't allowed.
#[derive(Debug)]
pub(super) struct Refused;

impl From<ParseError<()>> for Refused {
    fn from(_: ParseError<()>) -> Self {
        Self
    }
}

const MATH: &[&str] = &["calc", "min", "max", "clamp"];
const COLOURS: &[&str] =
    &["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color-mix", "light-dark"];
const GRADIENTS: &[&str] = &[
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "repeating-conic-gradient",
];
const UNITS: &[&str] = &[
    "px", "em", "rem", "pt", "pc", "in", "cm", "mm", "q", "ex", "ch", "lh", "rlh", "vw", "vh", "vmin", "vmax", "svw",
    "svh", "lvw", "lvh", "dvw", "dvh", "deg", "rad", "grad", "turn", "dpi", "dpcm", "dppx", "x",
];
const LARGEST: f64 = 1_000_000.0;

/// Writes a value up to the end of the input. `out` may hold a part of it after a refusal.
pub(super) fn write(
    name: &str,
    rule: Rule,
    input: &mut Parser<'_>,
    found: &mut Found,
    out: &mut String,
) -> Result<(), Refused> {
    let start = out.len();
    let mut writer = Writer { rule, found, out, last: TokenSerializationType::Nothing, space: false, important: false };
    writer.value(input, None)?;
    let important = writer.important;
    if out.len() == start {
        return Err(Refused);
    }
    if matches!(name, "color" | "background" | "background-color" | "background-image") {
        let neutral = matches!(
            &out[start..],
            "none" | "transparent" | "inherit" | "initial" | "unset" | "revert" | "currentcolor"
        );
        found.colours |= !neutral;
    }
    if important {
        out.push_str("!important");
    }
    Ok(())
}

/// `color-scheme` isn't passed on, because the document has its own; that it was there matters.
pub(super) fn note_dark(name: &str, input: &mut Parser<'_>, found: &mut Found) {
    if matches!(name, "color-scheme" | "supported-color-schemes") {
        while let Ok(token) = input.next() {
            if matches!(token, Token::Ident(word) if word.eq_ignore_ascii_case("dark")) {
                found.declares_dark = true;
            }
        }
    }
}

struct Writer<'a> {
    rule: Rule,
    found: &'a mut Found,
    out: &'a mut String,
    last: TokenSerializationType,
    space: bool,
    important: bool,
}

/// The function whose arguments are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Math,
    Colour,
    Gradient,
}

impl Writer<'_> {
    fn value(&mut self, input: &mut Parser<'_>, within: Option<Within>) -> Result<(), Refused> {
        loop {
            let token = match input.next_including_whitespace() {
                Ok(token) => token.clone(),
                Err(_) => return Ok(()),
            };
            if self.important {
                // Nothing but space may follow `!important`.
                if matches!(token, Token::WhiteSpace(_)) { continue } else { return Err(Refused) }
            }
            let kind = token.serialization_type();
            match token {
                Token::WhiteSpace(_) => self.space = true,
                Token::Comma => {
                    self.space = false;
                    self.out.push(',');
                    self.last = kind;
                }
                Token::Ident(ref word) => self.word(word, within)?,
                Token::Hash(ref digits) | Token::IDHash(ref digits) => {
                    let ok = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit());
                    if !ok || matches!(self.rule, Rule::Words(_)) {
                        return Err(Refused);
                    }
                    self.before(kind);
                    self.out.push('#');
                    self.out.push_str(digits);
                }
                Token::Number { value, int_value, .. } => self.number(f64::from(value), int_value, "", kind, within)?,
                Token::Percentage { unit_value, int_value, .. } => {
                    self.number(f64::from(unit_value) * 100.0, int_value, "%", kind, within)?;
                }
                Token::Dimension { value, int_value, ref unit, .. } => {
                    let unit = UNITS.iter().find(|u| u.eq_ignore_ascii_case(unit)).ok_or(Refused)?;
                    self.number(f64::from(value), int_value, unit, kind, within)?;
                }
                Token::QuotedString(ref text) => {
                    if self.rule != Rule::Fonts
                        || within.is_some()
                        || text.contains(['<', '\\', '\n'])
                        || text.len() > 200
                    {
                        return Err(Refused);
                    }
                    self.before(kind);
                    serialize_string(text, self.out).map_err(|_| Refused)?;
                }
                Token::Delim('!') if within.is_none() => {
                    input.expect_ident_matching("important").map_err(|_| Refused)?;
                    self.important = true;
                    self.space = false;
                }
                Token::Delim(sign @ ('+' | '-' | '*' | '/')) => {
                    let allowed = within == Some(Within::Math) || (sign == '/' && !matches!(self.rule, Rule::Words(_)));
                    if !allowed {
                        return Err(Refused);
                    }
                    // Spaced within calculations, where `+` and `-` need it.
                    if within == Some(Within::Math) {
                        self.out.push(' ');
                        self.out.push(sign);
                        self.out.push(' ');
                    } else {
                        self.out.push(sign);
                    }
                    self.space = false;
                    self.last = TokenSerializationType::Nothing;
                }
                Token::ParenthesisBlock if within == Some(Within::Math) => {
                    self.before(kind);
                    self.out.push('(');
                    self.nested(input, Within::Math)?;
                }
                Token::UnquotedUrl(ref address) => self.image(address)?,
                Token::Function(ref name) => {
                    let name = name.to_ascii_lowercase();
                    self.function(&name, input, within)?;
                }
                _ => return Err(Refused),
            }
        }
    }

    /// A space where there was one, and where two tokens would otherwise become one.
    fn before(&mut self, kind: TokenSerializationType) {
        let first = matches!(self.out.as_bytes().last(), None | Some(b':' | b'(' | b',' | b'/' | b' '));
        if !first && (self.space || self.last.needs_separator_when_before(kind)) {
            self.out.push(' ');
        }
        self.space = false;
        self.last = kind;
    }

    fn word(&mut self, word: &str, within: Option<Within>) -> Result<(), Refused> {
        let family = self.rule == Rule::Fonts && within.is_none();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let starts_well =
            word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'_' || b >= 0x80);
        let chars_ok = word.bytes().all(|b| plain(b) || (family && b >= 0x80));
        if !chars_ok
            || !starts_well
            || word.starts_with("--")
            || word.len() > 60
            || (within == Some(Within::Math) && !matches!(word, "pi" | "e"))
        {
            return Err(Refused);
        }
        let word = if family { word.to_owned() } else { word.to_ascii_lowercase() };
        if matches!(self.rule, Rule::Words(allowed) if !allowed.contains(&word.as_str())) || word == "-" {
            return Err(Refused);
        }
        // Old programs' hooks for scripts; browsers ignore them, and nobody needs them.
        if word.starts_with("-moz-binding")
            || word == "expression"
            || word.starts_with('-') && word.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        {
            return Err(Refused);
        }
        self.before(TokenSerializationType::Ident);
        self.out.push_str(&word);
        Ok(())
    }

    fn number(
        &mut self,
        value: f64,
        int: Option<i32>,
        unit: &str,
        kind: TokenSerializationType,
        within: Option<Within>,
    ) -> Result<(), Refused> {
        let lowest = match self.rule {
            Rule::Words(_) => return Err(Refused),
            Rule::Outward if within.is_none() => 0.0,
            Rule::Tracking if within.is_none() && matches!(unit, "em" | "rem") => -0.2,
            Rule::Tracking if within.is_none() => -3.0,
            _ => -LARGEST,
        };
        if !value.is_finite() || value > LARGEST || value < lowest {
            return Err(Refused);
        }
        self.before(kind);
        match int {
            Some(int) => self.out.push_str(&int.to_string()),
            None => self.out.push_str(&decimal(value)),
        }
        self.out.push_str(unit);
        Ok(())
    }

    fn function(&mut self, name: &str, input: &mut Parser<'_>, within: Option<Within>) -> Result<(), Refused> {
        if name == "url" {
            let address =
                input.parse_nested_block(|inner| Ok::<_, ParseError<()>>(inner.expect_string()?.to_string()))?;
            return self.image(&address);
        }
        let next = if MATH.contains(&name) && !matches!(self.rule, Rule::Outward | Rule::Tracking | Rule::Words(_)) {
            Within::Math
        } else if COLOURS.contains(&name) && !matches!(self.rule, Rule::Words(_)) {
            Within::Colour
        } else if GRADIENTS.contains(&name) && self.rule == Rule::Images && within.is_none() {
            Within::Gradient
        } else {
            return Err(Refused);
        };
        self.before(TokenSerializationType::Function);
        self.out.push_str(name);
        self.out.push('(');
        self.nested(input, next)
    }

    fn nested(&mut self, input: &mut Parser<'_>, within: Within) -> Result<(), Refused> {
        let mut refused = false;
        self.last = TokenSerializationType::Nothing;
        self.space = false;
        input.parse_nested_block(|inner| {
            refused = self.value(inner, Some(within)).is_err();
            Ok::<_, ParseError<()>>(())
        })?;
        if refused {
            return Err(Refused);
        }
        self.out.push(')');
        self.last = TokenSerializationType::Other;
        self.space = false;
        Ok(())
    }

    /// An image that may be shown, or `none` in its place, so that the colour beside it stays.
    fn image(&mut self, address: &str) -> Result<(), Refused> {
        if self.rule != Rule::Images {
            return Err(Refused);
        }
        let shown = self.found.image(address, RemoteKind::Background, false);
        match shown.filter(|a| !a.contains(['<', '\\', '\n'])) {
            Some(address) => {
                self.before(TokenSerializationType::UrlOrBadUrl);
                self.out.push_str("url(");
                serialize_string(&address, self.out).map_err(|_| Refused)?;
                self.out.push(')');
                self.last = TokenSerializationType::Other;
            }
            None => {
                self.before(TokenSerializationType::Ident);
                self.out.push_str("none");
            }
        }
        Ok(())
    }
}

/// Six significant digits: what a source of single precision holds, so that writing is stable.
pub(super) fn decimal(value: f64) -> String {
    if value == 0.0 || value.abs() < 1e-6 {
        return "0".to_owned();
    }
    let digits = (5 - value.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
