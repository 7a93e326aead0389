//! The snippet of a message.

use crate::characters::is_invisible_char;

/// Characters of a snippet.
const MAX_SNIPPET_CHARS: usize = 200;

/// The first characters of consecutive texts, without invisible characters and quote marks.
pub(crate) fn make_opening_snippet(texts: &[&str]) -> String {
    let mut out = String::new();
    let (mut chars, mut space, mut line_start) = (0, false, true);
    for text in texts {
        for c in text.chars() {
            if c.is_whitespace() || is_invisible_char(c) || c.is_control() {
                // Invisible joiners do not separate words; white space and control characters do.
                space |= !is_invisible_char(c);
                line_start |= c == '\n';
                continue;
            }
            if line_start && c == '>' {
                continue;
            }
            line_start = false;
            if chars + 2 >= MAX_SNIPPET_CHARS {
                out.push('…');
                return out;
            }
            if space && !out.is_empty() {
                out.push(' ');
                chars += 1;
            }
            space = false;
            out.push(c);
            chars += 1;
        }
        space = true;
        line_start = true;
    }
    out
}
