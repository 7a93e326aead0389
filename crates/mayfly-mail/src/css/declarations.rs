//! Declarations: the content of `style` attributes and of rule blocks.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser,
};

use super::dropped_urls::record_dropped_urls;
use super::hiding::{Hiding, HidingFacts};
use super::value_rules::find_value_rule;
use super::value_writer::{DisallowedCssValue, record_dark_scheme, write_value};
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;
use crate::sanitised_css::split_declarations;

/// Sanitises a `style` attribute. The result may be empty.
pub(crate) fn sanitise_style_attribute(source: &str, context: &mut RenderContext) -> String {
    if let Some(known) = context.sanitised_styles.get(source) {
        return known.clone();
    }
    let out = sanitise_declarations(&mut Parser::new(source), context);
    if context.sanitised_styles.len() < 5_000 && source.len() < 2_000 {
        context.sanitised_styles.insert(source.to_owned(), out.clone());
    }
    out
}

/// Sanitises the declarations up to the end of the input, as `name:value;name:value`.
pub(super) fn sanitise_declarations<'i>(input: &mut Parser<'i>, context: &mut RenderContext) -> String {
    let mut body = DeclarationSanitiser { context, out: String::new(), hiding: HidingFacts::default() };
    let mut items = RuleBodyParser::new(input, &mut body);
    while let Some(item) = items.next() {
        // What cannot be parsed, nested rules included, is left out.
        if let Err((_, source, _)) = item {
            record_dropped_urls(&mut Parser::new(source), RemoteContentKind::Other, items.parser.context);
        }
    }
    let DeclarationSanitiser { mut out, hiding, .. } = body;
    if hiding.drops_far_padding() {
        retain_declarations(&mut out, |name| !name.starts_with("padding"));
    }
    write_hiding(&hiding, &mut out);
    if out.contains('<') { String::new() } else { out }
}

/// Keeps the written declarations whose names pass.
fn retain_declarations(out: &mut String, keeps: impl Fn(&str) -> bool) {
    let mut kept = String::with_capacity(out.len());
    for (name, value) in split_declarations(out).filter(|(name, _)| keeps(name)) {
        if !kept.is_empty() {
            kept.push(';');
        }
        kept.push_str(name);
        kept.push(':');
        kept.push_str(value);
    }
    *out = kept;
}

/// Writes what keeps words out of sight that the sender has put there.
fn write_hiding(hiding: &HidingFacts, out: &mut String) {
    let Some((kind, is_important)) = hiding.hiding() else { return };
    // A `display` of the block itself must not win.
    let is_important = is_important || (out.contains("display:") && out.contains("!important"));
    if !out.is_empty() {
        out.push(';');
    }
    out.push_str(match kind {
        Hiding::Element => "display:none",
        Hiding::Words => "font-size:0",
    });
    if is_important {
        out.push_str("!important");
    }
}

/// Writes what a grid becomes: a block, unless the declarations before it have a fallback of their own.
fn write_fallback_display(input: &mut Parser<'_>, out: &mut String) -> bool {
    let display = match input.expect_ident() {
        Ok(word) if word.eq_ignore_ascii_case("grid") => "display:block",
        Ok(word) if word.eq_ignore_ascii_case("inline-grid") => "display:inline-block",
        _ => return false,
    };
    let is_important = input.try_parse(cssparser::parse_important).is_ok();
    if !input.is_exhausted() || out.contains("display:") {
        return false;
    }
    if !out.is_empty() {
        out.push(';');
    }
    out.push_str(display);
    out.push_str(if is_important { "!important" } else { "" });
    true
}

struct DeclarationSanitiser<'f> {
    context: &'f mut RenderContext,
    out: String,
    hiding: HidingFacts,
}

impl<'i> DeclarationParser<'i> for DeclarationSanitiser<'_> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<()>> {
        let name = name.to_ascii_lowercase();
        let start = input.state();
        // A document that this crate has written says by itself what it hides.
        if !self.context.source_kind.is_own_document && self.hiding.read(&name, input) {
            input.reset(&start);
        }
        let length = self.out.len();
        if length > 0 {
            self.out.push(';');
        }
        self.out.push_str(&name);
        self.out.push(':');
        let written = find_value_rule(&name)
            .ok_or(DisallowedCssValue)
            .and_then(|rule| write_value(&name, rule, input, self.context, &mut self.out));
        if written.is_err() {
            self.out.truncate(length);
            input.reset(&start);
            if name == "display" && write_fallback_display(input, &mut self.out) {
                return Ok(());
            }
            input.reset(&start);
            record_dark_scheme(&name, input, self.context);
            input.reset(&start);
            let kind = if name == "src" { RemoteContentKind::Font } else { RemoteContentKind::Other };
            record_dropped_urls(input, kind, self.context);
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for DeclarationSanitiser<'_> {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}

impl<'i> QualifiedRuleParser<'i> for DeclarationSanitiser<'_> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();
}

impl<'i> RuleBodyItemParser<'i, (), ()> for DeclarationSanitiser<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
