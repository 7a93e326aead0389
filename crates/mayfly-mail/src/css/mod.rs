//! CSS from strangers: parsed by a real parser, and written anew from what is allowed.
//!
//! Nothing of the source is copied: every token that comes out was read, judged and written by itself, so
//! escapes, comments and unclosed strings can't carry anything past the lists. No `<` ever comes out.

mod media;
mod properties;
mod selectors;
mod sheet;
mod values;

pub(crate) use sheet::sanitise_sheet;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, Token,
};

use crate::found::Found;
use crate::rendered::RemoteKind;

/// Sanitises a `style` attribute. The result may be empty.
pub(crate) fn sanitise_attribute(source: &str, found: &mut Found) -> String {
    if let Some(known) = found.styles.get(source) {
        return known.clone();
    }
    let out = declarations(&mut Parser::new(source), found);
    if found.styles.len() < 5_000 && source.len() < 2_000 {
        found.styles.insert(source.to_owned(), out.clone());
    }
    out
}

/// Sanitises the declarations up to the end of the input, as `name:value;name:value`.
fn declarations<'i>(input: &mut Parser<'i>, found: &mut Found) -> String {
    let mut body = Declarations { found, out: String::new() };
    let mut items = RuleBodyParser::new(input, &mut body);
    while let Some(item) = items.next() {
        // What can't be read, nested rules among it, is simply not there.
        if let Err((_, source, _)) = item {
            list_addresses(&mut Parser::new(source), RemoteKind::Other, items.parser.found);
        }
    }
    if body.out.contains('<') { String::new() } else { body.out }
}

struct Declarations<'f> {
    found: &'f mut Found,
    out: String,
}

impl<'i> DeclarationParser<'i> for Declarations<'_> {
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
        let length = self.out.len();
        if length > 0 {
            self.out.push(';');
        }
        self.out.push_str(&name);
        self.out.push(':');
        let written = properties::rule(&name)
            .ok_or(values::Refused)
            .and_then(|rule| values::write(&name, rule, input, self.found, &mut self.out));
        if written.is_err() {
            self.out.truncate(length);
            input.reset(&start);
            values::note_dark(&name, input, self.found);
            input.reset(&start);
            let kind = if name == "src" { RemoteKind::Font } else { RemoteKind::Other };
            list_addresses(input, kind, self.found);
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Declarations<'_> {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}

impl<'i> QualifiedRuleParser<'i> for Declarations<'_> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();
}

impl<'i> RuleBodyItemParser<'i, (), ()> for Declarations<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

/// Lists every address in what is about to be dropped.
fn list_addresses(input: &mut Parser<'_>, kind: RemoteKind, found: &mut Found) {
    let mut function_is_url = false;
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => return,
        };
        match token {
            Token::UnquotedUrl(address) => {
                found.record(&address, kind, false);
            }
            Token::QuotedString(address) if function_is_url || address.contains("//") => {
                found.record(&address, kind, false);
            }
            Token::Function(ref name) => {
                function_is_url = name.eq_ignore_ascii_case("url");
                nested(input, kind, found);
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                nested(input, kind, found)
            }
            _ => function_is_url = false,
        }
    }
}

fn nested(input: &mut Parser<'_>, kind: RemoteKind, found: &mut Found) {
    let _ = input.parse_nested_block(|inner| -> Result<(), ParseError<()>> {
        list_addresses(inner, kind, found);
        Ok(())
    });
}
