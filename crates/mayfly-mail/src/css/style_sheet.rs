//! Sanitises whole style sheets.

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser, Token,
};

use super::declarations::sanitise_declarations;
use super::feature_query::evaluate_feature_query;
use super::media_query::{MediaQuery, parse_media_query};
use super::record_dropped_urls::record_dropped_urls;
use super::selectors::{ScopedSelectors, parse_scoped_selectors};
use crate::drawn_text::find_background_colour;
use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;

/// Media queries inside each other.
const MAX_NESTING: u8 = 3;
/// Cascade layers of a style sheet, or of a block in one, that are told apart.
const MAX_LAYERS: usize = 100;

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
    read_root_size_and_custom_properties(source, context);
    let mut sheet = StyleSheetSanitiser::new(context, rules_left, is_conditional);
    sheet.sanitise_rules(&mut Parser::new(source));
    if let Some(query) = query {
        let rules = std::mem::take(&mut sheet.out);
        sheet.write_media(&query, &rules);
    }
    // The writers never emit `<`. Should one ever do so, the message loses its styles rather than break out of the
    // element.
    if sheet.out.contains('<') { String::new() } else { sheet.out }
}

/// Reads the font size and the custom properties that a style sheet sets for the page, if the sheet refers to them: it may
/// do so before it sets them.
fn read_root_size_and_custom_properties(source: &str, context: &mut RenderContext) {
    let needs_size = source.contains("rem") && source.contains("font-size");
    if context.markup_origin.is_own_document || !(needs_size || source.contains("var(")) {
        return;
    }
    // What is recorded about the message is recorded once, when its rules are written.
    let mut scratch = RenderContext::default();
    let mut rules_left = context.options().limits.max_css_rules;
    StyleSheetSanitiser::new(&mut scratch, &mut rules_left, false).sanitise_rules(&mut Parser::new(source));
    context.root_font_size = scratch.root_font_size.or(context.root_font_size);
    context.custom_properties.extend(scratch.custom_properties);
}

struct StyleSheetSanitiser<'a> {
    context: &'a mut RenderContext,
    out: String,
    rules_left: &'a mut usize,
    nesting: u8,
    /// Whether the rules are inside a media query that applies only sometimes.
    is_conditional: bool,
    /// Whether the rules are inside another condition, so that they get no remote images.
    refuses_images: bool,
    /// The rules in layers, by the names of these. All other rules override them.
    layers: Vec<(String, String)>,
}

impl<'a> StyleSheetSanitiser<'a> {
    fn new(context: &'a mut RenderContext, rules_left: &'a mut usize, is_conditional: bool) -> Self {
        Self {
            context,
            out: String::new(),
            rules_left,
            nesting: 0,
            is_conditional,
            refuses_images: false,
            layers: Vec::new(),
        }
    }

    /// Sanitises the rules inside an at-rule.
    fn sanitise_nested(&mut self, input: &mut Parser<'_>, is_conditional: bool, refuses_images: bool) -> String {
        let mut inner = StyleSheetSanitiser {
            context: self.context,
            out: String::new(),
            rules_left: self.rules_left,
            nesting: self.nesting + 1,
            is_conditional: self.is_conditional || is_conditional,
            refuses_images: self.refuses_images || refuses_images,
            layers: Vec::new(),
        };
        inner.sanitise_rules(input);
        let rules = inner.out;
        while input.next().is_ok() {}
        rules
    }

    /// The rules of a layer, which is put behind those that are known if it is not. Layers beyond the most that are told
    /// apart are one.
    fn get_or_add_layer(&mut self, name: &str) -> &mut String {
        let known = self.layers.iter().position(|(known, _)| !name.is_empty() && known == name);
        if known.is_none() && self.layers.len() < MAX_LAYERS {
            self.layers.push((name.to_owned(), String::new()));
        }
        let place = known.unwrap_or(self.layers.len() - 1);
        &mut self.layers[place].1
    }

    /// Writes rules that apply under a media query.
    fn write_media(&mut self, query: &MediaQuery, rules: &str) {
        if !rules.is_empty() {
            self.context.declares_dark_scheme |= query.asks_for_dark;
            self.out.push_str(&format!("@media {}{{{rules}}}", query.text));
        }
    }

    /// Sanitises the declarations of a rule. Those that apply only sometimes get no remote image.
    fn sanitise_block(&mut self, input: &mut Parser<'_>, is_conditional: bool) -> String {
        self.context.is_conditional_style = is_conditional || self.is_conditional || self.refuses_images;
        let body = sanitise_declarations(input, self.context);
        self.context.is_conditional_style = false;
        body
    }

    fn write_rule(&mut self, selectors: &str, body: &str) {
        if !body.is_empty() {
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
        // The order stands for that of the layers; how specific the selectors are counts across them.
        if !self.layers.is_empty() {
            let layers: String = std::mem::take(&mut self.layers).into_iter().map(|(_, rules)| rules).collect();
            self.out.insert_str(0, &layers);
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
    /// Parsed as rules, which apply because their condition is met.
    Supports,
    /// Parsed as rules of layers with these names: one in front of a block, any number without one.
    Layers(Vec<String>),
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
        if name.eq_ignore_ascii_case("supports") && self.nesting < MAX_NESTING {
            let is_met = evaluate_feature_query(input);
            while input.next().is_ok() {}
            return Ok(if is_met {
                AtRuleHandling::Supports
            } else {
                AtRuleHandling::LeftOut(RemoteContentKind::Other)
            });
        }
        if name.eq_ignore_ascii_case("layer") && self.nesting < MAX_NESTING {
            return Ok(AtRuleHandling::Layers(parse_layer_names(input)));
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

    fn rule_without_block(&mut self, rule: AtRuleHandling, _: &ParserState) -> Result<(), ()> {
        if let AtRuleHandling::Layers(names) = rule {
            for name in names.iter().filter(|name| !name.is_empty()) {
                self.get_or_add_layer(name);
            }
        }
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
                let rules = self.sanitise_nested(input, query.is_conditional(), false);
                self.write_media(&query, &rules);
            }
            AtRuleHandling::Supports => {
                let rules = self.sanitise_nested(input, false, true);
                self.out.push_str(&rules);
            }
            AtRuleHandling::Layers(names) => {
                let rules = self.sanitise_nested(input, false, false);
                self.get_or_add_layer(names.first().map_or("", String::as_str)).push_str(&rules);
            }
        }
        Ok(())
    }
}

/// Parses the names of layers, at most a hundred.
fn parse_layer_names(input: &mut Parser<'_>) -> Vec<String> {
    let mut names = vec![String::new()];
    while let Ok(token) = input.next() {
        match token {
            Token::Ident(word) => {
                if let Some(name) = names.last_mut() {
                    name.push_str(word);
                    name.push('.');
                }
            }
            Token::Comma if names.len() < 100 => names.push(String::new()),
            _ => {}
        }
    }
    names
}

impl<'i> QualifiedRuleParser<'i> for StyleSheetSanitiser<'_> {
    type Prelude = Option<ScopedSelectors>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let selectors = parse_scoped_selectors(
            input,
            self.context.markup_origin.is_own_document,
            &self.context.page_classes_and_ids,
        );
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
        let has_unconditional_selector = selectors.has_unconditional_selector();
        let body = self.sanitise_block(input, !has_unconditional_selector);
        if selectors.names_page && !self.is_conditional {
            self.context.record_root_font_size(&body);
        }
        self.context.page_has_colour_rules |= (selectors.names_root || selectors.may_name_root)
            && !self.is_conditional
            && (body.contains("background") || body.contains("color:"));
        if selectors.names_root
            && !self.is_conditional
            && let Some(colour) = find_background_colour(&body)
        {
            if selectors.names_page {
                self.context.html_background = Some(colour);
            }
            if selectors.names_body {
                self.context.body_background = Some(colour);
            }
        }
        if selectors.names_root && !self.is_conditional {
            let custom_properties = std::mem::take(&mut self.context.block_custom_properties);
            self.context.custom_properties.extend(custom_properties);
        }
        if has_unconditional_selector && selectors.has_conditional_selector() && !self.is_conditional {
            input.reset(&start);
            let conditional_body = self.sanitise_block(input, true);
            if conditional_body != body {
                // The rule has an image, which only the selectors that match always may show.
                self.write_rule(&selectors.join_conditional_or_other_selectors(false), &body);
                if *self.rules_left > 0 {
                    *self.rules_left -= 1;
                    self.write_rule(&selectors.join_conditional_or_other_selectors(true), &conditional_body);
                }
                return Ok(());
            }
        }
        self.write_rule(&selectors.join_all_selectors(), &body);
        Ok(())
    }
}
