//! Declarations: the content of `style` attributes and of rule blocks.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser,
};

use super::hiding::{Hiding, HidingFacts};
use super::lost_background_colours::{DeclarationColourFixes, DeclarationColours};
use super::record_dropped_urls::record_dropped_urls;
use super::value_rules::find_value_rule;
use super::value_writer::{DisallowedCssValueError, record_dark_scheme, sanitise_value, sets_colours_of_own};
use crate::custom_properties::{CustomProperties, has_var_references, replace_var_references};
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;
use crate::sanitised_css_reader::{LOST_BACKGROUND, split_declarations};

/// Sanitises a `style` attribute. The result may be empty.
pub(crate) fn sanitise_style_attribute(source: &str, context: &mut RenderContext) -> String {
    sanitise_declarations(&mut Parser::new(source), context)
}

/// Sanitises the declarations up to the end of the input, as `name:value;name:value`.
pub(super) fn sanitise_declarations<'i>(input: &mut Parser<'i>, context: &mut RenderContext) -> String {
    let mut body = DeclarationSanitiser {
        context,
        out: String::new(),
        hiding: HidingFacts::default(),
        colours: DeclarationColours::default(),
        sets_colours: false,
        custom_properties: CustomProperties::default(),
    };
    let mut items = RuleBodyParser::new(input, &mut body);
    while let Some(item) = items.next() {
        // What cannot be parsed, nested rules included, is left out.
        if let Err((_, source, _)) = item {
            record_dropped_urls(&mut Parser::new(source), RemoteContentKind::Other, items.parser.context);
        }
    }
    let DeclarationSanitiser { mut out, hiding, colours, mut sets_colours, custom_properties, .. } = body;
    context.block_custom_properties = custom_properties;
    let mut is_background_lost = false;
    if !context.markup_origin.is_own_document
        && let Some(changes) = colours.compute_lost_background_fixes(&out)
    {
        is_background_lost = changes.is_background_lost;
        apply_colour_fixes(&changes, &mut out);
        sets_colours = split_declarations(&out).any(|(name, value)| sets_colours_of_own(name, value));
    }
    context.has_own_colours |= sets_colours;
    if hiding.has_padding_undoing_far_margin() {
        retain_declarations(&mut out, |name| !name.starts_with("padding"));
    }
    write_hiding(&hiding, &mut out);
    if is_background_lost {
        context.has_lost_background = true;
        add_declaration(LOST_BACKGROUND, &mut out);
    }
    if out.contains('<') { String::new() } else { out }
}

/// Changes the colours of written declarations.
fn apply_colour_fixes(changes: &DeclarationColourFixes, out: &mut String) {
    if changes.drops_colour || changes.drops_clip || changes.colour.is_some() {
        retain_declarations(out, |name| match name {
            "color" => !changes.drops_colour && changes.colour.is_none(),
            "background-clip" => !changes.drops_clip,
            _ => true,
        });
    }
    if let Some(colour) = changes.colour.as_ref().filter(|_| !changes.drops_colour) {
        add_declaration(&format!("color:{colour}"), out);
    }
}

/// Adds a declaration to those that are written.
fn add_declaration(declaration: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(';');
    }
    out.push_str(declaration);
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
    let declaration = match kind {
        Hiding::Element => "display:none",
        Hiding::Words => "font-size:0",
    };
    add_declaration(declaration, out);
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
    add_declaration(display, out);
    out.push_str(if is_important { "!important" } else { "" });
    true
}

struct DeclarationSanitiser<'f> {
    context: &'f mut RenderContext,
    out: String,
    hiding: HidingFacts,
    colours: DeclarationColours,
    /// Whether the block sets colours or backgrounds of the message's own.
    sets_colours: bool,
    custom_properties: CustomProperties,
}

impl DeclarationSanitiser<'_> {
    /// Writes a declaration, its name in lower case. Returns `false` and writes nothing if it is refused.
    fn write_declaration(&mut self, name: &str, input: &mut Parser<'_>) -> bool {
        let start = input.state();
        // A document that this crate has written says by itself what it hides.
        if !self.context.markup_origin.is_own_document && self.hiding.read_hiding_declaration(name, input) {
            input.reset(&start);
        }
        // The prefixed name is the older one of the same property.
        let (name, is_fill) = match name {
            "-webkit-background-clip" => ("background-clip", false),
            "-webkit-text-fill-color" => ("color", true),
            _ => (name, false),
        };
        let length = self.out.len();
        if length > 0 {
            self.out.push(';');
        }
        self.out.push_str(name);
        self.out.push(':');
        let value_start = self.out.len();
        let written = find_value_rule(name)
            .ok_or(DisallowedCssValueError)
            .and_then(|rule| sanitise_value(name, rule, input, self.context, &mut self.out));
        match written {
            Ok(written) => {
                // A fill that applies in the end is written, and counted, with the other changes of colours.
                self.sets_colours |= written.sets_colours && !is_fill;
                let name = if is_fill { "-webkit-text-fill-color" } else { name };
                self.colours.record_written_declaration(name, &self.out[value_start..], written);
                if is_fill {
                    self.out.truncate(length);
                }
                true
            }
            Err(DisallowedCssValueError) => {
                self.out.truncate(length);
                input.reset(&start);
                name == "display" && write_fallback_display(input, &mut self.out)
            }
        }
    }
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
        let start = input.state();
        let position = input.position();
        if name.starts_with("--") {
            while input.next().is_ok() {}
            self.custom_properties.set(&name, input.slice_from(position).trim_end_matches("!important"));
            input.reset(&start);
            record_dropped_urls(input, RemoteContentKind::Other, self.context);
            return Ok(());
        }
        let name = name.to_ascii_lowercase();
        if self.write_declaration(&name, input) {
            return Ok(());
        }
        input.reset(&start);
        while input.next().is_ok() {}
        let source = input.slice_from(position);
        let sets = [&self.custom_properties, &self.context.custom_properties];
        let replaced = has_var_references(source)
            .then(|| replace_var_references(source, &sets, &mut self.context.var_reference_budget))
            .flatten();
        if replaced.is_some_and(|replaced| self.write_declaration(&name, &mut Parser::new(&replaced))) {
            return Ok(());
        }
        // An image of a rule that applies only sometimes leaves that of the rule that applies always.
        if !(self.context.is_conditional_style && source.contains("url(")) {
            self.colours.record_refused_declaration(&name, source);
        }
        input.reset(&start);
        record_dark_scheme(&name, input, self.context);
        input.reset(&start);
        let kind = if name == "src" { RemoteContentKind::Font } else { RemoteContentKind::Other };
        record_dropped_urls(input, kind, self.context);
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
