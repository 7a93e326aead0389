//! Sanitises whole style sheets.

use cssparser::{AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser};

use super::declarations::sanitise_declarations;
use super::dropped_urls::record_dropped_urls;
use super::media_query::{MediaQuery, parse_media_query};
use super::selectors::{ScopedSelectors, parse_scoped_selectors};
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;

/// Media queries inside each other.
const MAX_NESTING: u8 = 3;

/// Sanitises a style sheet and binds it to the message's wrapper. `rules_left` is decremented with every rule.
pub(crate) fn sanitise_style_sheet(
    source: &str,
    media: Option<&str>,
    context: &mut RenderContext,
    rules_left: &mut usize,
) -> String {
    let media = media.map(str::trim).filter(|m| !m.is_empty() && !m.eq_ignore_ascii_case("all"));
    let query = match media.map(|m| parse_media_query(&mut Parser::new(m))) {
        None => None,
        Some(Some(query)) => Some(query),
        Some(None) => {
            record_dropped_urls(&mut Parser::new(source), RemoteContentKind::Other, context);
            return String::new();
        }
    };
    let is_conditional = query.as_ref().is_some_and(MediaQuery::is_conditional);
    let mut sheet = StyleSheetSanitiser { context, out: String::new(), rules_left, nesting: 0, is_conditional };
    sheet.sanitise_rules(&mut Parser::new(source));
    if let Some(query) = query {
        let rules = std::mem::take(&mut sheet.out);
        sheet.write_media(&query, &rules);
    }
    // The writers never emit `<`. Should one ever do so, the message loses its styles rather than break out of the
    // element.
    if sheet.out.contains('<') { String::new() } else { sheet.out }
}

struct StyleSheetSanitiser<'a> {
    context: &'a mut RenderContext,
    out: String,
    rules_left: &'a mut usize,
    nesting: u8,
    /// Whether the rules are inside a media query that applies only sometimes.
    is_conditional: bool,
}

impl StyleSheetSanitiser<'_> {
    /// Writes rules that apply under a media query.
    fn write_media(&mut self, query: &MediaQuery, rules: &str) {
        if !rules.is_empty() {
            self.context.declares_dark_scheme |= query.asks_for_dark;
            self.out.push_str(&format!("@media {}{{{rules}}}", query.text));
        }
    }

    /// Sanitises the declarations of a rule. Those that apply only sometimes get no remote image.
    fn sanitise_block(&mut self, input: &mut Parser<'_>, is_conditional: bool) -> String {
        self.context.is_conditional_style = is_conditional || self.is_conditional;
        let body = sanitise_declarations(input, self.context);
        self.context.is_conditional_style = false;
        body
    }

    fn write_rule(&mut self, selectors: &str, body: &str) {
        if !body.is_empty() {
            if !self.is_conditional {
                self.context.record_rule(selectors, body);
            }
            self.context.may_hide_elements |= !self.is_conditional && may_hide_elements(body);
            self.out.push_str(selectors);
            self.out.push('{');
            self.out.push_str(body);
            self.out.push('}');
        }
    }

    /// Sanitises the rules up to the end of the input.
    fn sanitise_rules(&mut self, input: &mut Parser<'_>) {
        let mut rules = StyleSheetParser::new(input, self);
        while let Some(rule) = rules.next() {
            if let Err((_, source, _)) = rule {
                record_dropped_urls(&mut Parser::new(source), RemoteContentKind::Other, rules.parser.context);
            }
            if *rules.parser.rules_left == 0 {
                rules.parser.context.truncated = true;
                break;
            }
        }
    }
}

/// Whether sanitised declarations may hide an element.
fn may_hide_elements(declarations: &str) -> bool {
    const HIDING: &[&str] = &[
        "display:none",
        "visibility:hidden",
        "visibility:collapse",
        "opacity:0",
        "font-size:0",
        "max-height:0",
        "overflow:hidden",
        ":transparent",
    ];
    HIDING.iter().any(|declaration| declarations.contains(declaration))
}

/// What is done with the block of an at-rule.
enum AtRuleHandling {
    /// Parsed as rules under this media query.
    Media(MediaQuery),
    /// Left out, its URLs recorded.
    LeftOut(RemoteContentKind),
}

impl<'i> AtRuleParser<'i> for StyleSheetSanitiser<'_> {
    type Prelude = AtRuleHandling;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<AtRuleHandling, ParseError<()>> {
        if name.eq_ignore_ascii_case("media") && self.nesting < MAX_NESTING {
            return Ok(match parse_media_query(input) {
                Some(query) => AtRuleHandling::Media(query),
                None => {
                    while input.next().is_ok() {}
                    AtRuleHandling::LeftOut(RemoteContentKind::Other)
                }
            });
        }
        if name.eq_ignore_ascii_case("import") {
            let start = input.state();
            if let Ok(address) = input.expect_url_or_string() {
                self.context.record_remote_content(&address, RemoteContentKind::Stylesheet, false);
            }
            input.reset(&start);
        }
        record_dropped_urls(input, RemoteContentKind::Stylesheet, self.context);
        Ok(AtRuleHandling::LeftOut(if name.eq_ignore_ascii_case("font-face") {
            RemoteContentKind::Font
        } else {
            RemoteContentKind::Other
        }))
    }

    fn rule_without_block(&mut self, _: AtRuleHandling, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(
        &mut self,
        block: AtRuleHandling,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        match block {
            AtRuleHandling::LeftOut(kind) => record_dropped_urls(input, kind, self.context),
            AtRuleHandling::Media(query) => {
                let mut inner = StyleSheetSanitiser {
                    context: self.context,
                    out: String::new(),
                    rules_left: self.rules_left,
                    nesting: self.nesting + 1,
                    is_conditional: self.is_conditional || query.is_conditional(),
                };
                inner.sanitise_rules(input);
                let rules = inner.out;
                while input.next().is_ok() {}
                self.write_media(&query, &rules);
            }
        }
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for StyleSheetSanitiser<'_> {
    type Prelude = Option<ScopedSelectors>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let selectors = parse_scoped_selectors(input, self.context.source_kind.is_own_document);
        while input.next().is_ok() {}
        Ok(selectors)
    }

    fn parse_block(
        &mut self,
        selectors: Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        *self.rules_left = self.rules_left.saturating_sub(1);
        let Some(selectors) = selectors else {
            record_dropped_urls(input, RemoteContentKind::Other, self.context);
            return Ok(());
        };
        let start = input.state();
        let (has_always, has_sometimes) = selectors.conditions();
        let body = self.sanitise_block(input, !has_always);
        if has_always && has_sometimes && !self.is_conditional {
            input.reset(&start);
            let conditional_body = self.sanitise_block(input, true);
            if conditional_body != body {
                // The rule has an image, which only the selectors that match always may show.
                self.write_rule(&selectors.only(false), &body);
                if *self.rules_left > 0 {
                    *self.rules_left -= 1;
                    self.write_rule(&selectors.only(true), &conditional_body);
                }
                return Ok(());
            }
        }
        self.write_rule(&selectors.all(), &body);
        Ok(())
    }
}
