//! Whole style sheets.

use cssparser::{AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser};

use super::media::{self, Query};
use super::{declarations, list_addresses, selectors};
use crate::found::Found;
use crate::rendered::RemoteKind;

const MAX_NESTING: u8 = 3;

/// Sanitises a style sheet and binds it to the message's wrapper. `rules_left` goes down with every rule.
pub(crate) fn sanitise_sheet(source: &str, media: Option<&str>, found: &mut Found, rules_left: &mut usize) -> String {
    let media = media.map(str::trim).filter(|m| !m.is_empty() && !m.eq_ignore_ascii_case("all"));
    let query = match media.map(|m| media::query(&mut Parser::new(m))) {
        None => None,
        Some(Some(query)) => Some(query),
        Some(None) => {
            list_addresses(&mut Parser::new(source), RemoteKind::Other, found);
            return String::new();
        }
    };
    let mut sheet = Sheet { found, out: String::new(), rules_left, nesting: 0 };
    sheet.read(&mut Parser::new(source));
    if let Some(query) = query {
        let rules = std::mem::take(&mut sheet.out);
        sheet.write_media(&query, &rules);
    }
    // Nothing that comes out holds one; if that were ever wrong, better no style than an open door.
    if sheet.out.contains('<') { String::new() } else { sheet.out }
}

struct Sheet<'a> {
    found: &'a mut Found,
    out: String,
    rules_left: &'a mut usize,
    nesting: u8,
}

impl Sheet<'_> {
    fn write_media(&mut self, query: &Query, rules: &str) {
        if !rules.is_empty() {
            self.found.declares_dark |= query.dark;
            self.out.push_str(&format!("@media {}{{{rules}}}", query.text));
        }
    }

    fn read(&mut self, input: &mut Parser<'_>) {
        let mut rules = StyleSheetParser::new(input, self);
        while let Some(rule) = rules.next() {
            if let Err((_, source, _)) = rule {
                list_addresses(&mut Parser::new(source), RemoteKind::Other, rules.parser.found);
            }
            if *rules.parser.rules_left == 0 {
                rules.parser.found.truncated = true;
                break;
            }
        }
    }
}

/// What is done with a rule's block.
enum Block {
    /// Read as rules under this media query.
    Media(Query),
    /// Dropped, its addresses listed.
    Dropped(RemoteKind),
}

impl<'i> AtRuleParser<'i> for Sheet<'_> {
    type Prelude = Block;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<Block, ParseError<()>> {
        if name.eq_ignore_ascii_case("media") && self.nesting < MAX_NESTING {
            return Ok(match media::query(input) {
                Some(query) => Block::Media(query),
                None => {
                    while input.next().is_ok() {}
                    Block::Dropped(RemoteKind::Other)
                }
            });
        }
        if name.eq_ignore_ascii_case("import") {
            let start = input.state();
            if let Ok(address) = input.expect_url_or_string() {
                self.found.record(&address, RemoteKind::Stylesheet, false);
            }
            input.reset(&start);
        }
        list_addresses(input, RemoteKind::Stylesheet, self.found);
        Ok(Block::Dropped(if name.eq_ignore_ascii_case("font-face") { RemoteKind::Font } else { RemoteKind::Other }))
    }

    fn rule_without_block(&mut self, _: Block, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(&mut self, block: Block, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        match block {
            Block::Dropped(kind) => list_addresses(input, kind, self.found),
            Block::Media(query) => {
                let mut inner = Sheet {
                    found: self.found,
                    out: String::new(),
                    rules_left: self.rules_left,
                    nesting: self.nesting + 1,
                };
                inner.read(input);
                let rules = inner.out;
                while input.next().is_ok() {}
                self.write_media(&query, &rules);
            }
        }
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Sheet<'_> {
    type Prelude = Option<String>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let selectors = selectors::scoped(input);
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
            list_addresses(input, RemoteKind::Other, self.found);
            return Ok(());
        };
        let body = declarations(input, self.found);
        if !body.is_empty() {
            self.out.push_str(&selectors);
            self.out.push('{');
            self.out.push_str(&body);
            self.out.push('}');
        }
        Ok(())
    }
}
