//! What the user types into the search field, understood as far as it makes sense.
//!
//! Words are looked for by their beginnings, `"several words"` as they stand, `-word` leaves messages out.
//! `from:`, `to:` and `subject:` look in one place; `has:attachment`, `has:code`, `is:unread` and `is:read` ask
//! for a property. There are no mistakes: what can't be one of these is words, and what has no words is nothing.

use super::words::{Kind, Words};

/// How much of a query is read, and how many terms and words a term may have: more than anyone types.
const MAX_CHARS: usize = 1_000;
const MAX_TERMS: usize = 32;
const MAX_WORDS: usize = 64;

/// Where a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SearchField {
    Any,
    Sender,
    Subject,
}

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) search_field: SearchField,
    /// In plain form; at least one.
    pub(crate) words: Vec<String>,
    /// The last word may go on.
    pub(crate) open: bool,
    /// The last word is one character of a script without spaces: what follows it is no part of the hit.
    pub(crate) one_character: bool,
}

/// A query, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// Each has to be there.
    pub(crate) terms: Vec<Term>,
    /// None may be there.
    pub(crate) without: Vec<Term>,
    /// Each has to be in the inbox's address or label.
    pub(crate) inbox: Vec<Term>,
    /// None may be there.
    pub(crate) without_inbox: Vec<Term>,
    pub(crate) attachment: Option<bool>,
    pub(crate) code: Option<bool>,
    pub(crate) unread: Option<bool>,
}

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(end, _)| end);
        let mut rest = &text[..end];
        let mut query = Self::default();
        while let Some(item) = Item::next(&mut rest) {
            query.add(&item);
        }
        query
    }

    /// There is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, item: &Item<'_>) {
        let wanted = !item.negative;
        match item.field {
            Some("has") if named(item.value, &["attachments", "files"]) => self.attachment = Some(wanted),
            Some("has") if named(item.value, &["codes"]) => self.code = Some(wanted),
            Some("is") if named(item.value, &["unread"]) => self.unread = Some(wanted),
            Some("is") if named(item.value, &["read"]) => self.unread = Some(!wanted),
            Some("from") => self.add_term(item, SearchField::Sender),
            Some("subject") => self.add_term(item, SearchField::Subject),
            Some("to") => {
                let terms = if wanted { &mut self.inbox } else { &mut self.without_inbox };
                keep(terms, term(item.value, SearchField::Any, item.is_open()));
            }
            // Not yet typed to its end.
            Some(_) if item.value.is_empty() => {}
            // Words that happen to have a colon after one of these names.
            Some(_) => self.add_term(&Item { field: None, value: item.whole, ..*item }, SearchField::Any),
            None => self.add_term(item, SearchField::Any),
        }
    }

    fn add_term(&mut self, item: &Item<'_>, search_field: SearchField) {
        let terms = if item.negative { &mut self.without } else { &mut self.terms };
        keep(terms, term(item.value, search_field, item.is_open()));
    }
}

fn keep(terms: &mut Vec<Term>, term: Option<Term>) {
    terms.extend(term.filter(|term| terms.len() < MAX_TERMS && !terms.contains(term)));
}

/// The words of `text` as they are looked for.
fn term(text: &str, search_field: SearchField, open: bool) -> Option<Term> {
    let all = Words::new(text);
    let mut words: Vec<_> = all.iter().take(MAX_WORDS).collect();
    // In the index the last of several characters stands for the end of the run; here the run may go on.
    if let Some((_, last)) = words.last()
        && last.kind == (Kind::Last { preceded: true })
    {
        words.pop();
    }
    let one_character = matches!(words.last()?.1.kind, Kind::Last { .. });
    let open = open || one_character;
    Some(Term {
        search_field,
        words: words.into_iter().map(|(plain, _)| plain.to_owned()).collect(),
        open,
        one_character,
    })
}

/// Whether `value` is one of the names or the beginning of one.
fn named(value: &str, names: &[&str]) -> bool {
    let value = value.to_lowercase();
    !value.is_empty() && names.iter().any(|name| name.starts_with(&value))
}

/// One piece of a query: `-field:"value"`, most of it optional.
#[derive(Debug, Clone, Copy)]
struct Item<'q> {
    negative: bool,
    field: Option<&'static str>,
    value: &'q str,
    /// The value and the name before it.
    whole: &'q str,
    quoted: bool,
    closed: bool,
}

impl<'q> Item<'q> {
    const FIELDS: [&'static str; 5] = ["from", "to", "subject", "has", "is"];

    fn next(rest: &mut &'q str) -> Option<Self> {
        let mut text = rest.trim_start();
        if text.is_empty() {
            return None;
        }
        let negative = text.starts_with('-');
        text = text.strip_prefix('-').unwrap_or(text);
        let field = Self::FIELDS.into_iter().find(|name| {
            text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && text[name.len()..].starts_with(':')
        });
        let value = field.map_or(text, |name| &text[name.len() + 1..]);
        let opening = value.chars().next().filter(|c| is_quote(*c));
        let (quoted, value) = (opening.is_some(), &value[opening.map_or(0, char::len_utf8)..]);
        let end = value.find(|c: char| is_quote(c) || !quoted && c.is_whitespace());
        let (value, after) = value.split_at(end.unwrap_or(value.len()));
        let whole = &text[..text.len() - after.len()];
        *rest = if quoted { after.strip_prefix(is_quote).unwrap_or(after) } else { after };
        Some(Self { negative, field, value, whole, quoted, closed: end.is_some() })
    }

    /// Whether the last word may go on. A word that leaves messages out has to be there as it is: else typing
    /// its first letter would leave out almost all. A phrase may go on while it is being typed.
    fn is_open(&self) -> bool {
        !self.negative && (!self.quoted || !self.closed)
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

    /// A query in a form for comparing: `place:words` with `*` for open ones.
    fn shown(text: &str) -> String {
        let query = Query::parse(text);
        let term = |sign: &str, term: &Term| {
            let place = match term.search_field {
                SearchField::Any => "",
                SearchField::Sender => "from:",
                SearchField::Subject => "subject:",
            };
            format!("{sign}{place}{}{}", term.words.join("+"), if term.open { "*" } else { "" })
        };
        let property = |name: &str, wanted: Option<bool>| wanted.map(|wanted| format!("{name}={wanted}"));
        let mut parts: Vec<_> = query.terms.iter().map(|t| term("", t)).collect();
        parts.extend(query.without.iter().map(|t| term("-", t)));
        parts.extend(query.inbox.iter().map(|t| term("to:", t)));
        parts.extend(query.without_inbox.iter().map(|t| term("-to:", t)));
        parts.extend(property("attachment", query.attachment));
        parts.extend(property("code", query.code));
        parts.extend(property("unread", query.unread));
        parts.join(" ")
    }

    #[test]
    fn a_query_is_understood_as_it_is_meant() {
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
            assert_eq!(shown(text), meaning, "{text:?}");
        }
    }

    #[test]
    fn a_query_of_any_length_stays_small() {
        let many: String = (0..5_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(Query::parse(&many).terms.len(), MAX_TERMS);
        let long = Query::parse(&"a".repeat(10_000));
        assert_eq!((long.terms.len(), long.terms[0].words[0].len()), (1, 64));
        assert_eq!(Query::parse(&format!("\"{many}")).terms[0].words.len(), MAX_WORDS);
    }

    proptest! {
        #[test]
        fn nothing_typed_is_a_mistake(text in "(\\PC|from:|to:|has:|is:|\"|-| |東){0,40}") {
            for term in Query::parse(&text).terms {
                prop_assert!(!term.words.is_empty() && term.words.iter().all(|word| !word.is_empty()));
            }
        }
    }
}
