//! Which names of elements the style sheets of a message have, before they are parsed.

use super::tokenizer::TagName;
use crate::characters::find_ascii_byte;

/// Names that are looked up; further ones are taken to occur.
const MAX_NAMES: usize = 64;
/// Bytes of style sheets that are searched; names may occur in what is behind.
const MAX_BYTES: usize = 512 << 10;

/// The names of elements that were looked up in the style sheets of a source, those behind the current position
/// included.
#[derive(Default)]
pub(super) struct StyleSheetTagNames {
    /// The style sheets in lower case, once they have been looked for.
    sheets: Option<String>,
    known: Vec<(TagName, bool)>,
}

impl StyleSheetTagNames {
    /// Whether a style sheet may have a rule for elements of this name.
    pub(super) fn may_have_rule_for_tag(&mut self, source: &str, name: TagName) -> bool {
        if let Some((_, occurs)) = self.known.iter().find(|(known, _)| *known == name) {
            return *occurs;
        }
        let sheets = self.sheets.get_or_insert_with(|| collect_style_sheets(source));
        if sheets.is_empty() {
            return false;
        }
        let occurs = self.known.len() >= MAX_NAMES || sheets.len() >= MAX_BYTES || sheets.contains(name.as_str());
        if self.known.len() < MAX_NAMES {
            self.known.push((name, occurs));
        }
        occurs
    }
}

/// The content of all `<style>` elements, in lower case and without escapes of special characters.
fn collect_style_sheets(source: &str) -> String {
    let mut sheets = String::new();
    let mut rest = source;
    while let Some(at) = find_ascii_byte(rest, b'<') {
        rest = &rest[at + 1..];
        if !rest.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("style")) {
            continue;
        }
        let end = rest.find("</").unwrap_or(rest.len());
        if sheets.len() + end > MAX_BYTES {
            sheets.extend(std::iter::repeat_n(' ', MAX_BYTES));
            break;
        }
        sheets.extend(rest[..end].chars().filter(|c| *c != '\\').map(|c| c.to_ascii_lowercase()));
        rest = &rest[end..];
    }
    sheets
}
