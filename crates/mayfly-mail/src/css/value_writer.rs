//! Property values: parsed token by token and written anew.

use cssparser::color::parse_named_color;
use cssparser::{ParseError, Parser, Token, TokenSerializationType, serialize_string};

use super::css_decimal_format::format_css_number;
use super::record_dropped_urls::record_dropped_urls;
use super::value_rules::ValueRule;
use super::wide_gamut_colours::wide_gamut_color_to_rgb;
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;
use crate::sanitised_css_reader::strip_importance;

/// The value has something that is not allowed.
#[derive(Debug)]
pub(super) struct DisallowedCssValueError;

impl From<ParseError<()>> for DisallowedCssValueError {
    fn from(_: ParseError<()>) -> Self {
        Self
    }
}

const MATH_FUNCTIONS: &[&str] = &["calc", "min", "max", "clamp"];
const COLOUR_FUNCTIONS: &[&str] =
    &["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color-mix", "light-dark"];
const GRADIENT_FUNCTIONS: &[&str] = &[
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
const MAX_NUMBER: f64 = 1_000_000.0;
/// The most pixels that a shadow may be moved against the direction of reading.
const MAX_SHADOW_OFFSET: f64 = 100.0;
/// The font size of the page in pixels.
const DEFAULT_FONT_SIZE: f64 = 16.0;

/// What is in a value that was written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WrittenValueFacts {
    /// Whether it has a colour or a gradient.
    pub(super) has_colour: bool,
    /// Whether it has an image that is shown.
    pub(super) has_image: bool,
    /// Whether it sets a colour or a background of the message's own.
    pub(super) sets_colours: bool,
    /// Whether it had an image that is not shown.
    pub(super) has_lost_image: bool,
}

/// Writes the value up to the end of the input. After an error, `out` may hold a part of it.
pub(super) fn sanitise_value(
    name: &str,
    rule: ValueRule,
    input: &mut Parser<'_>,
    context: &mut RenderContext,
    out: &mut String,
) -> Result<WrittenValueFacts, DisallowedCssValueError> {
    let start = out.len();
    let mut writer = ValueWriter {
        rule,
        context,
        out,
        last_token: TokenSerializationType::Nothing,
        has_pending_space: false,
        is_important: false,
        lost_image: false,
        written: WrittenValueFacts::default(),
    };
    writer.write_tokens(input, None)?;
    let important = writer.is_important;
    // Without its image such a value would only hide the image of the rule that applies always.
    let mut written = writer.written;
    let is_left_empty = writer.lost_image && !written.has_colour;
    if out.len() == start || is_left_empty {
        return Err(DisallowedCssValueError);
    }
    written.sets_colours = sets_colours_of_own(name, &out[start..]);
    if important {
        out.push_str("!important");
    }
    Ok(written)
}

/// Whether a declaration sets a colour or a background of the message's own.
pub(super) fn sets_colours_of_own(name: &str, value: &str) -> bool {
    let neutral = ["none", "transparent", "inherit", "initial", "unset", "revert", "currentcolor"];
    matches!(name, "color" | "background" | "background-color" | "background-image")
        && !neutral.contains(&strip_importance(value))
}

/// Whether a function stands for an image by others.
fn is_composite_image_function(name: &str) -> bool {
    matches!(
        name,
        "image-set" | "-webkit-image-set" | "cross-fade" | "-webkit-cross-fade" | "image" | "element" | "paint"
    )
}

/// Records that the mail declares a dark colour scheme. The property itself is left out: the document has its own.
pub(super) fn record_dark_scheme(name: &str, input: &mut Parser<'_>, context: &mut RenderContext) {
    if matches!(name, "color-scheme" | "supported-color-schemes") {
        while let Ok(token) = input.next() {
            if matches!(token, Token::Ident(word) if word.eq_ignore_ascii_case("dark")) {
                context.declares_dark_scheme = true;
            }
        }
    }
}

struct ValueWriter<'a> {
    rule: ValueRule,
    context: &'a mut RenderContext,
    out: &'a mut String,
    last_token: TokenSerializationType,
    /// A space is due before the next token.
    has_pending_space: bool,
    /// `!important` has been read.
    is_important: bool,
    /// Whether an image was left out because the style applies only sometimes.
    lost_image: bool,
    written: WrittenValueFacts,
}

/// The kind of function whose arguments are being parsed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CssFunctionKind {
    Math,
    Colour,
    Gradient,
}

impl ValueWriter<'_> {
    /// Writes tokens up to the end of the input. `within` is the enclosing function.
    fn write_tokens(
        &mut self,
        input: &mut Parser<'_>,
        within: Option<CssFunctionKind>,
    ) -> Result<(), DisallowedCssValueError> {
        loop {
            let token = match input.next_including_whitespace() {
                Ok(token) => token.clone(),
                Err(_) => return Ok(()),
            };
            if self.is_important {
                // Nothing but space may follow `!important`.
                if matches!(token, Token::WhiteSpace(_)) { continue } else { return Err(DisallowedCssValueError) }
            }
            let kind = token.serialization_type();
            match token {
                Token::WhiteSpace(_) => self.has_pending_space = true,
                Token::Comma => {
                    self.has_pending_space = false;
                    self.out.push(',');
                    self.last_token = kind;
                }
                Token::Ident(ref word) => self.write_css_identifier(word, within)?,
                Token::Hash(ref digits) | Token::IDHash(ref digits) => {
                    let ok = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit());
                    if !ok || matches!(self.rule, ValueRule::Keywords(_)) {
                        return Err(DisallowedCssValueError);
                    }
                    self.written.has_colour = true;
                    self.write_separator(kind);
                    self.out.push('#');
                    self.out.push_str(digits);
                }
                Token::Number { value, int_value, .. } => {
                    self.write_number(f64::from(value), int_value, "", kind, within)?
                }
                Token::Percentage { unit_value, int_value, .. } => {
                    self.write_number(f64::from(unit_value) * 100.0, int_value, "%", kind, within)?;
                }
                Token::Dimension { value, int_value, ref unit, .. } => {
                    let unit = UNITS.iter().find(|u| u.eq_ignore_ascii_case(unit)).ok_or(DisallowedCssValueError)?;
                    self.write_number(f64::from(value), int_value, unit, kind, within)?;
                }
                Token::QuotedString(ref text) => {
                    if self.rule != ValueRule::Fonts
                        || within.is_some()
                        || text.contains(['<', '\\', '\n'])
                        || text.len() > 200
                    {
                        return Err(DisallowedCssValueError);
                    }
                    self.write_separator(kind);
                    serialize_string(text, self.out).map_err(|_| DisallowedCssValueError)?;
                }
                Token::Delim('!') if within.is_none() => {
                    input.expect_ident_matching("important").map_err(|_| DisallowedCssValueError)?;
                    self.is_important = true;
                    self.has_pending_space = false;
                }
                Token::Delim(sign @ ('+' | '-' | '*' | '/')) => {
                    let allowed = within == Some(CssFunctionKind::Math)
                        || (sign == '/' && !matches!(self.rule, ValueRule::Keywords(_)));
                    if !allowed {
                        return Err(DisallowedCssValueError);
                    }
                    // Spaced within calculations, where `+` and `-` need it.
                    if within == Some(CssFunctionKind::Math) {
                        self.out.push(' ');
                        self.out.push(sign);
                        self.out.push(' ');
                    } else {
                        self.out.push(sign);
                    }
                    self.has_pending_space = false;
                    self.last_token = TokenSerializationType::Nothing;
                }
                Token::ParenthesisBlock if within == Some(CssFunctionKind::Math) => {
                    self.write_separator(kind);
                    self.out.push('(');
                    self.write_css_function_arguments(input, CssFunctionKind::Math)?;
                }
                Token::UnquotedUrl(ref address) => self.write_image_url(address, within)?,
                Token::Function(ref name) => {
                    let name = name.to_ascii_lowercase();
                    self.write_function(&name, input, within)?;
                }
                _ => return Err(DisallowedCssValueError),
            }
        }
    }

    /// Writes a space where the source has one, and where two tokens would otherwise become one.
    fn write_separator(&mut self, kind: TokenSerializationType) {
        let first = matches!(self.out.as_bytes().last(), None | Some(b':' | b'(' | b',' | b'/' | b' '));
        if !first && (self.has_pending_space || self.last_token.needs_separator_when_before(kind)) {
            self.out.push(' ');
        }
        self.has_pending_space = false;
        self.last_token = kind;
    }

    fn write_css_identifier(
        &mut self,
        word: &str,
        within: Option<CssFunctionKind>,
    ) -> Result<(), DisallowedCssValueError> {
        let family = self.rule == ValueRule::Fonts && within.is_none();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let starts_well =
            word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'_' || b >= 0x80);
        let chars_ok = word.bytes().all(|b| plain(b) || (family && b >= 0x80));
        if !chars_ok
            || !starts_well
            || word.starts_with("--")
            || word.len() > 60
            || (within == Some(CssFunctionKind::Math) && !matches!(word, "pi" | "e"))
        {
            return Err(DisallowedCssValueError);
        }
        let word = if family { word.to_owned() } else { word.to_ascii_lowercase() };
        if matches!(self.rule, ValueRule::Keywords(allowed) if !allowed.contains(&word.as_str())) || word == "-" {
            return Err(DisallowedCssValueError);
        }
        // Script hooks of old browsers, which current ones ignore.
        if word.starts_with("-moz-binding")
            || word == "expression"
            || word.starts_with('-') && word.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        {
            return Err(DisallowedCssValueError);
        }
        self.written.has_colour |= self.rule == ValueRule::Images && parse_named_color(&word).is_ok();
        self.write_separator(TokenSerializationType::Ident);
        self.out.push_str(&word);
        Ok(())
    }

    fn write_number(
        &mut self,
        value: f64,
        int: Option<i32>,
        unit: &str,
        kind: TokenSerializationType,
        within: Option<CssFunctionKind>,
    ) -> Result<(), DisallowedCssValueError> {
        let (mut value, mut int) = (value, int);
        if let Some(root_font_size) = self.context.root_font_size.filter(|_| matches!(unit, "rem" | "rlh")) {
            // The page has the font size of the browser.
            (value, int) = (value * root_font_size / DEFAULT_FONT_SIZE, None);
        }
        if self.rule == ValueRule::Margin && within.is_none() && (-MAX_NUMBER..0.0).contains(&value) {
            self.write_separator(kind);
            self.out.push('0');
            return Ok(());
        }
        let lowest = match self.rule {
            ValueRule::Keywords(_) => return Err(DisallowedCssValueError),
            ValueRule::NonNegative | ValueRule::Margin if within.is_none() => 0.0,
            ValueRule::Shadow if within.is_none() && matches!(unit, "px" | "") => -MAX_SHADOW_OFFSET,
            ValueRule::Shadow if within.is_none() => -MAX_SHADOW_OFFSET / 16.0,
            ValueRule::LetterSpacing if within.is_none() && matches!(unit, "em" | "rem") => -0.2,
            ValueRule::LetterSpacing if within.is_none() => -3.0,
            _ => -MAX_NUMBER,
        };
        if !value.is_finite() || value > MAX_NUMBER || value < lowest {
            return Err(DisallowedCssValueError);
        }
        self.write_separator(kind);
        match int {
            Some(int) => self.out.push_str(&int.to_string()),
            None => self.out.push_str(&format_css_number(value)),
        }
        self.out.push_str(unit);
        Ok(())
    }

    fn write_function(
        &mut self,
        name: &str,
        input: &mut Parser<'_>,
        within: Option<CssFunctionKind>,
    ) -> Result<(), DisallowedCssValueError> {
        if name == "url" {
            let address =
                input.parse_nested_block(|inner| Ok::<_, ParseError<()>>(inner.expect_string()?.to_string()))?;
            return self.write_image_url(&address, within);
        }
        if within.is_none() && self.rule == ValueRule::Images && is_composite_image_function(name) {
            // Which of several images is shown is the engine's choice: none of them is.
            input.parse_nested_block(|inner| {
                record_dropped_urls(inner, RemoteContentKind::Alternative, self.context);
                Ok::<_, ParseError<()>>(())
            })?;
            self.lost_image = true;
            self.write_none_for_lost_image();
            return Ok(());
        }
        if name == "color" && !matches!(self.rule, ValueRule::Keywords(_)) && within != Some(CssFunctionKind::Math) {
            let mut colour = None;
            input.parse_nested_block(|inner| {
                colour = wide_gamut_color_to_rgb(inner);
                while inner.next().is_ok() {}
                Ok::<_, ParseError<()>>(())
            })?;
            self.written.has_colour = true;
            self.write_separator(TokenSerializationType::Function);
            self.out.push_str(&colour.ok_or(DisallowedCssValueError)?);
            self.last_token = TokenSerializationType::Other;
            return Ok(());
        }
        let next = if MATH_FUNCTIONS.contains(&name)
            && !matches!(
                self.rule,
                ValueRule::NonNegative
                    | ValueRule::Margin
                    | ValueRule::Shadow
                    | ValueRule::LetterSpacing
                    | ValueRule::Keywords(_)
            ) {
            CssFunctionKind::Math
        } else if COLOUR_FUNCTIONS.contains(&name) && !matches!(self.rule, ValueRule::Keywords(_)) {
            CssFunctionKind::Colour
        } else if GRADIENT_FUNCTIONS.contains(&name) && self.rule == ValueRule::Images && within.is_none() {
            CssFunctionKind::Gradient
        } else {
            return Err(DisallowedCssValueError);
        };
        self.written.has_colour |= next != CssFunctionKind::Math;
        self.write_separator(TokenSerializationType::Function);
        self.out.push_str(name);
        self.out.push('(');
        self.write_css_function_arguments(input, next)
    }

    /// Writes the arguments and the closing parenthesis.
    fn write_css_function_arguments(
        &mut self,
        input: &mut Parser<'_>,
        within: CssFunctionKind,
    ) -> Result<(), DisallowedCssValueError> {
        let mut refused = false;
        self.last_token = TokenSerializationType::Nothing;
        self.has_pending_space = false;
        input.parse_nested_block(|inner| {
            refused = self.write_tokens(inner, Some(within)).is_err();
            Ok::<_, ParseError<()>>(())
        })?;
        if refused {
            return Err(DisallowedCssValueError);
        }
        self.out.push(')');
        self.last_token = TokenSerializationType::Other;
        self.has_pending_space = false;
        Ok(())
    }

    /// Writes an image that may be shown, or `none` in its place, so that a colour next to it is kept.
    fn write_image_url(
        &mut self,
        address: &str,
        within: Option<CssFunctionKind>,
    ) -> Result<(), DisallowedCssValueError> {
        // No calculation, colour or gradient takes an image, nor the `none` in its place.
        if self.rule != ValueRule::Images || within.is_some() {
            return Err(DisallowedCssValueError);
        }
        let shown = self.context.sanitise_image_url(address, RemoteContentKind::Background, false);
        match shown.filter(|a| !a.contains(['<', '\\', '\n'])) {
            Some(address) => {
                self.write_separator(TokenSerializationType::UrlOrBadUrl);
                self.out.push_str("url(");
                serialize_string(&address, self.out).map_err(|_| DisallowedCssValueError)?;
                self.out.push(')');
                self.last_token = TokenSerializationType::Other;
                self.written.has_image = true;
            }
            None => {
                self.lost_image |= self.context.is_conditional_style;
                self.write_none_for_lost_image();
            }
        }
        Ok(())
    }

    fn write_none_for_lost_image(&mut self) {
        self.written.has_lost_image = true;
        self.write_separator(TokenSerializationType::Ident);
        self.out.push_str("none");
    }
}
