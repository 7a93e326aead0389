//! Records the URLs in CSS that is left out.

use cssparser::{ParseError, Parser, Token};

use crate::render_context::RenderContext;
use crate::rendered_body::RemoteContentKind;

/// Records every URL up to the end of the input, which is then left out.
pub(super) fn record_dropped_urls(input: &mut Parser<'_>, kind: RemoteContentKind, context: &mut RenderContext) {
    let mut function_is_url = false;
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => return,
        };
        match token {
            Token::UnquotedUrl(address) => {
                context.record_remote_content(&address, kind, false);
            }
            Token::QuotedString(address) if function_is_url || address.contains("//") => {
                context.record_remote_content(&address, kind, false);
            }
            Token::Function(ref name) => {
                function_is_url = name.eq_ignore_ascii_case("url");
                record_dropped_urls_in_block(input, kind, context);
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                record_dropped_urls_in_block(input, kind, context)
            }
            _ => function_is_url = false,
        }
    }
}

/// Records the URLs in the block or function that was just opened.
fn record_dropped_urls_in_block(input: &mut Parser<'_>, kind: RemoteContentKind, context: &mut RenderContext) {
    let _ = input.parse_nested_block(|inner| -> Result<(), ParseError<()>> {
        record_dropped_urls(inner, kind, context);
        Ok(())
    });
}
