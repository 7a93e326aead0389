//! Parses search queries.
//!
//! Words match as prefixes, `"several words"` match as a phrase, `-word` excludes messages. `from:`, `to:` and
//! `subject:` search one field; `has:attachment`, `has:code`, `is:unread` and `is:read` require a property. No text is
//! invalid: what is none of these is parsed as words, and what contains no words is ignored.

use super::words::{IndexWordKind, SearchIndexWords};

/// Limits on the length of a query, its terms, and the words of a term. They are larger than anyone types.
const MAX_QUERY_CHARS: usize = 1_000;
const MAX_TERMS: usize = 32;
const MAX_WORDS_PER_TERM: usize = 64;

/// The field of a message in which a term is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchField {
    Any,
    Sender,
    Subject,
}

/// One or more consecutive words to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) search_field: SearchField,
    /// The words in plain form; at least one.
    pub(crate) words: Vec<String>,
    /// Whether the last word matches as a prefix.
    pub(crate) is_prefix: bool,
    /// Whether the last word is a single character of a script without spaces. Only that character is highlighted then,
    /// not the whole pair that it begins.
    pub(crate) ends_in_single_character: bool,
}

/// A parsed query. A message has to meet all conditions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchQuery {
    /// Terms that the message has to contain.
    pub(crate) terms: Vec<Term>,
    /// Terms that the message must not contain.
    pub(crate) excluded_terms: Vec<Term>,
    /// Terms that the inbox's address or label has to contain.
    pub(crate) inbox_terms: Vec<Term>,
    /// Terms that the inbox's address or label must not contain.
    pub(crate) excluded_inbox_terms: Vec<Term>,
    pub(crate) has_attachment: Option<bool>,
    pub(crate) has_code: Option<bool>,
    pub(crate) is_unread: Option<bool>,
}

impl SearchQuery {
    pub(crate) fn parse(text: &str) -> Self {
        let end = text.char_indices().nth(MAX_QUERY_CHARS).map_or(text.len(), |(end, _)| end);
        let mut rest = &text[..end];
        let mut query = Self::default();
        while let Some(item) = SearchQueryItem::parse_next(&mut rest) {
            query.apply_search_query_item(&item);
        }
        query
    }

    /// Returns whether the query has no condition.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn apply_search_query_item(&mut self, item: &SearchQueryItem<'_>) {
        let wanted = !item.is_negated;
        match item.field {
            Some("has") if is_prefix_of_any_name(item.value, &["attachments", "files"]) => {
                self.has_attachment = Some(wanted)
            }
            Some("has") if is_prefix_of_any_name(item.value, &["codes"]) => self.has_code = Some(wanted),
            Some("is") if is_prefix_of_any_name(item.value, &["unread"]) => self.is_unread = Some(wanted),
            Some("is") if is_prefix_of_any_name(item.value, &["read"]) => self.is_unread = Some(!wanted),
            Some("from") => self.add_term(item, SearchField::Sender),
            Some("subject") => self.add_term(item, SearchField::Subject),
            Some("to") => {
                let terms = if wanted { &mut self.inbox_terms } else { &mut self.excluded_inbox_terms };
                push_distinct_term(terms, parse_term(item.value, SearchField::Any, item.is_prefix_match()));
            }
            // The user has not typed the value yet.
            Some(_) if item.value.is_empty() => {}
            // A value that the field does not have: field and value are searched as words.
            Some(_) => {
                self.add_term(&SearchQueryItem { field: None, value: item.field_and_value, ..*item }, SearchField::Any)
            }
            None => self.add_term(item, SearchField::Any),
        }
    }

    fn add_term(&mut self, item: &SearchQueryItem<'_>, search_field: SearchField) {
        let terms = if item.is_negated { &mut self.excluded_terms } else { &mut self.terms };
        push_distinct_term(terms, parse_term(item.value, search_field, item.is_prefix_match()));
    }
}

/// Adds a term unless it is a duplicate or there are too many.
fn push_distinct_term(terms: &mut Vec<Term>, term: Option<Term>) {
    terms.extend(term.filter(|term| terms.len() < MAX_TERMS && !terms.contains(term)));
}

/// Parses the words of `text` into a term; `None` if there are none.
fn parse_term(text: &str, search_field: SearchField, is_prefix: bool) -> Option<Term> {
    let all = SearchIndexWords::new(text);
    let mut words: Vec<_> = all.iter().take(MAX_WORDS_PER_TERM).collect();
    // The index marks the end of a run by its last character alone. The searched run may continue, so that word is
    // left out.
    if let Some((_, last)) = words.last()
        && last.kind == (IndexWordKind::Last { preceded: true })
    {
        words.pop();
    }
    let ends_in_single_character = matches!(words.last()?.1.kind, IndexWordKind::Last { .. });
    let is_prefix = is_prefix || ends_in_single_character;
    Some(Term {
        search_field,
        words: words.into_iter().map(|(plain, _)| plain.to_owned()).collect(),
        is_prefix,
        ends_in_single_character,
    })
}

/// Returns whether `value` is a prefix of one of the names.
fn is_prefix_of_any_name(value: &str, names: &[&str]) -> bool {
    let value = value.to_lowercase();
    !value.is_empty() && names.iter().any(|name| name.starts_with(&value))
}

/// One item of a query, `-field:"value"`; sign, field and quotes are optional.
#[derive(Debug, Clone, Copy)]
struct SearchQueryItem<'q> {
    is_negated: bool,
    field: Option<&'static str>,
    value: &'q str,
    /// The field's name and the value, as typed.
    field_and_value: &'q str,
    is_quoted: bool,
    is_closed: bool,
}

impl<'q> SearchQueryItem<'q> {
    const FIELDS: [&'static str; 5] = ["from", "to", "subject", "has", "is"];

    /// Parses the first item of `rest` and removes it from there.
    fn parse_next(rest: &mut &'q str) -> Option<Self> {
        let mut text = rest.trim_start();
        if text.is_empty() {
            return None;
        }
        let is_negated = text.starts_with('-');
        text = text.strip_prefix('-').unwrap_or(text);
        let field = Self::FIELDS.into_iter().find(|name| {
            text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && text[name.len()..].starts_with(':')
        });
        let value = field.map_or(text, |name| &text[name.len() + 1..]);
        let opening = value.chars().next().filter(|c| is_quote(*c));
        let (is_quoted, value) = (opening.is_some(), &value[opening.map_or(0, char::len_utf8)..]);
        let end = value.find(|c: char| is_quote(c) || !is_quoted && c.is_whitespace());
        let (value, after) = value.split_at(end.unwrap_or(value.len()));
        let field_and_value = &text[..text.len() - after.len()];
        *rest = if is_quoted { after.strip_prefix(is_quote).unwrap_or(after) } else { after };
        Some(Self { is_negated, field, value, field_and_value, is_quoted, is_closed: end.is_some() })
    }

    /// Returns whether the last word matches as a prefix. An excluded word has to match as a whole; otherwise typing
    /// its first letter would exclude almost every message. A phrase matches as a prefix until its closing quote is
    /// typed.
    fn is_prefix_match(&self) -> bool {
        !self.is_negated && (!self.is_quoted || !self.is_closed)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;
    use proptest::prelude::*;

    /// Formats a query for comparison: `field:words`, with `*` after a prefix.
    fn format_search_query(text: &str) -> String {
        let query = SearchQuery::parse(text);
        let term = |sign: &str, term: &Term| {
            let field = match term.search_field {
                SearchField::Any => "",
                SearchField::Sender => "from:",
                SearchField::Subject => "subject:",
            };
            format!("{sign}{field}{}{}", term.words.join("+"), if term.is_prefix { "*" } else { "" })
        };
        let property = |name: &str, wanted: Option<bool>| wanted.map(|wanted| format!("{name}={wanted}"));
        let mut parts: Vec<_> = query.terms.iter().map(|t| term("", t)).collect();
        parts.extend(query.excluded_terms.iter().map(|t| term("-", t)));
        parts.extend(query.inbox_terms.iter().map(|t| term("to:", t)));
        parts.extend(query.excluded_inbox_terms.iter().map(|t| term("-to:", t)));
        parts.extend(property("attachment", query.has_attachment));
        parts.extend(property("code", query.has_code));
        parts.extend(property("unread", query.is_unread));
        parts.join(" ")
    }

    #[test]
    fn query_syntax_is_parsed_into_terms_and_properties() {
        for (text, meaning) in [
            ("", ""),
            ("  ", ""),
            ("Invoice", "invoice*"),
            ("your Đơn hàng", "your* don* hang*"),
            ("\"your order\" sent", "your+order sent*"),
            ("\"your ord", "your+ord*"),
            ("“your order”", "your+order"),
            ("half\"open", "half* open*"),
            ("-spam ham", "ham* -spam"),
            ("-\"two words\"", "-two+words"),
            ("a@b.example", "a+b+example*"),
            ("from:alice subject:\"the train\"", "from:alice* subject:the+train"),
            ("FROM:Alice -From:bob", "from:alice* -from:bob"),
            ("to:box@example.com -to:old", "to:box+example+com* -to:old"),
            ("has:attachment is:unread", "attachment=true unread=true"),
            ("has:att is:u", "attachment=true unread=true"),
            ("has:file -has:code is:read", "attachment=true code=false unread=false"),
            ("from: alice", "alice*"),
            ("from: to: subject: has: is: -from: -", ""),
            ("has:nothing is:odd", "has+nothing* is+odd*"),
            ("http://x.example", "http+x+example*"),
            ("word word WORD", "word*"),
            ("AND OR NOT NEAR(a b) a* ^b {c}:d", "and* or* not* near+a* b* a* c+d*"),
            ("\" \"\" - -- \"-\" ' ; -- %", ""),
            ("🎉", ""),
            ("東京都", "東京+京都*"),
            ("東", "東*"),
            ("\"東\" -東", "東* -東*"),
            ("\"東京 test\"", "東京+京+test"),
        ] {
            assert_eq!(format_search_query(text), meaning, "{text:?}");
        }
    }

    #[test]
    fn parsed_query_size_is_limited() {
        let many: String = (0..5_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(SearchQuery::parse(&many).terms.len(), MAX_TERMS);
        let long = SearchQuery::parse(&"a".repeat(10_000));
        assert_eq!((long.terms.len(), long.terms[0].words[0].len()), (1, 64));
        assert_eq!(SearchQuery::parse(&format!("\"{many}")).terms[0].words.len(), MAX_WORDS_PER_TERM);
    }

    proptest! {
        #[test]
        fn any_text_parses_to_terms_with_words(text in "(\\PC|from:|to:|has:|is:|\"|-| |東){0,40}") {
            for term in SearchQuery::parse(&text).terms {
                prop_assert!(!term.words.is_empty() && term.words.iter().all(|word| !word.is_empty()));
            }
        }
    }
}
