//! Where in a text the words of a query are, and the piece of a text that shows them.

use super::query::{SearchField, Term};
use super::words::Words;
use crate::view::TextSegment;

/// How many characters of a text are shown around the first hit in it, and how many of them before it.
const SNIPPET: usize = 160;
const BEFORE: usize = 40;

/// A stretch of a text, in bytes.
type Range = (usize, usize);

/// The terms of a query that are looked for in one kind of text.
#[derive(Debug)]
pub(crate) struct Highlighter<'q>(Vec<&'q Term>);

impl<'q> Highlighter<'q> {
    /// For texts at `place`; the body where that is anywhere.
    pub(crate) fn new(terms: &'q [Term], search_field: SearchField) -> Self {
        Self(terms.iter().filter(|term| term.search_field == SearchField::Any || term.search_field == search_field).collect())
    }

    /// The whole text, cut at its hits.
    pub(crate) fn segments(&self, text: &str) -> Vec<TextSegment> {
        let mut segments = Vec::new();
        cut(text, (0, text.len()), &self.hits(text), &mut segments);
        segments
    }

    /// A line of the text around its first hit, or `first_words` where it has none.
    pub(crate) fn snippet(&self, text: &str, first_words: &str) -> Vec<TextSegment> {
        let hits = self.hits(text);
        let Some(&(first, first_end)) = hits.first() else { return self.segments(first_words) };
        let from = start_before(text, first);
        // A phrase may be longer than a snippet: its beginning is shown then.
        let to = text[from..].char_indices().nth(SNIPPET).map_or(text.len(), |(at, _)| from + at);
        let to = if to < first_end { to } else { end_of_word(text, to, first_end) };
        let mut segments = Vec::new();
        let ellipsis = || TextSegment { text: "…".into(), matches: false };
        if from > 0 {
            segments.push(ellipsis());
        }
        cut(text, (from, to), &hits, &mut segments);
        if to < text.len() {
            segments.push(ellipsis());
        }
        one_line(segments)
    }

    /// The hits in order, apart from each other.
    fn hits(&self, text: &str) -> Vec<Range> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let words = Words::new(text);
        let mut hits: Vec<_> = self.0.iter().flat_map(|term| term.places_in(&words)).collect();
        hits.sort_unstable();
        let mut apart: Vec<Range> = Vec::with_capacity(hits.len());
        for (from, to) in hits {
            match apart.last_mut() {
                Some(last) if from < last.1 => last.1 = last.1.max(to),
                _ => apart.push((from, to)),
            }
        }
        apart
    }
}

impl Term {
    /// Whether the term is in a text.
    pub(crate) fn is_in(&self, words: &Words) -> bool {
        self.places_in(words).next().is_some()
    }

    /// Where the term is in a text.
    fn places_in<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = Range> + 'a {
        let most = (words.len() + 1).saturating_sub(self.words.len());
        (0..most).filter_map(|at| self.at(words, at))
    }

    fn at(&self, words: &Words, at: usize) -> Option<Range> {
        let (_, first) = words.get(at)?;
        let mut to = first.to;
        let last = self.words.len() - 1;
        for (offset, wanted) in self.words.iter().enumerate() {
            let (plain, word) = words.get(at + offset)?;
            let fits = if offset == last && self.open { plain.starts_with(wanted.as_str()) } else { plain == wanted };
            if !fits {
                return None;
            }
            to = if offset == last && self.one_character { word.first_to } else { word.to };
        }
        Some((first.from, to))
    }
}

/// Adds the part of `text` that `range` names, cut at the hits.
fn cut(text: &str, range: Range, hits: &[Range], segments: &mut Vec<TextSegment>) {
    let mut add = |from: usize, to: usize, hit: bool| {
        if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
            segments.push(TextSegment { text: piece.to_owned(), matches: hit });
        }
    };
    let mut at = range.0;
    for &(from, to) in hits.iter().filter(|hit| hit.1 > range.0 && hit.0 < range.1) {
        let (from, to) = (from.max(range.0), to.min(range.1));
        add(at, from, false);
        add(from, to, true);
        at = to;
    }
    add(at, range.1, false);
}

/// Where a snippet begins: some characters before the hit, at the beginning of a word if one is near.
fn start_before(text: &str, hit: usize) -> usize {
    let before = &text[..hit];
    let Some((start, _)) = before.char_indices().rev().nth(BEFORE - 1) else { return 0 };
    if start == 0 {
        return 0;
    }
    before[start..].find(char::is_whitespace).map_or(start, |space| {
        let after = &before[start + space..];
        start + space + (after.len() - after.trim_start().len())
    })
}

/// Where a snippet ends: at the last space before `to`, but not before `least`.
fn end_of_word(text: &str, to: usize, least: usize) -> usize {
    if to == text.len() {
        return to;
    }
    text[least..to].rfind(char::is_whitespace).map_or(to, |space| least + space)
}

/// The same with every stretch of white space as one space.
fn one_line(segments: Vec<TextSegment>) -> Vec<TextSegment> {
    let mut after_space = true;
    let mut line: Vec<TextSegment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let mut text = String::with_capacity(segment.text.len());
        for c in segment.text.chars() {
            let space = c.is_whitespace() || c.is_control();
            if !(space && after_space) {
                text.push(if space { ' ' } else { c });
            }
            after_space = space;
        }
        if !text.is_empty() {
            line.push(TextSegment { text, matches: segment.matches });
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::query::Query;
    use super::*;
    use proptest::prelude::*;

    /// The text of the segments, with matches in brackets.
    fn bracket_matches(segments: &[TextSegment]) -> String {
        segments.iter().map(|s| if s.matches { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    fn highlight(query: &str, field: SearchField, text: &str) -> String {
        bracket_matches(&Highlighter::new(&Query::parse(query).terms, field).segments(text))
    }

    #[test]
    fn matches_are_marked_in_the_original_text() {
        for (query, text, expected) in [
            ("inv", "Invoice 12, invented", "[Invoice] 12, [invented]"),
            ("đặt vé", "Dat ve: ĐẶT VÉ", "[Dat] [ve]: [ĐẶT] [VÉ]"),
            ("\"dat ve\"", "Dat ve: ĐẶT, VÉ", "[Dat ve]: [ĐẶT, VÉ]"),
            ("\"ve\"", "ve vendor", "[ve] vendor"),
            ("strasse", "Große Straße", "Große [Straße]"),
            ("cafe", "le cafe\u{301}!", "le [cafe\u{301}]!"),
            ("京都", "東京都の", "東[京都]の"),
            ("京", "東京都", "東[京]都"),
            ("東京 都の", "東京都の", "[東京][都の]"),
            ("a@b", "x <a@b.example>", "x <[a@b].example>"),
            ("-vendor from:ve", "ve vendor", "ve vendor"),
            ("", "words", "words"),
            ("x", "", ""),
        ] {
            assert_eq!(highlight(query, SearchField::Subject, text), expected, "{query:?} in {text:?}");
        }
        assert_eq!(highlight("from:ve subject:or", SearchField::Sender, "ve or"), "[ve] or");
        assert_eq!(highlight("from:ve subject:or", SearchField::Subject, "ve or"), "ve [or]");
    }

    #[test]
    fn snippet_is_one_line_around_the_first_match() {
        let text = format!("{} needle\n\n  and {}", "before ".repeat(40), "after ".repeat(100));
        let terms = Query::parse("needle").terms;
        let snippet = Highlighter::new(&terms, SearchField::Any).snippet(&text, "first words");
        let line = bracket_matches(&snippet);
        assert!(line.starts_with("…before") && line.contains(" [needle] and after "), "{line}");
        assert!(line.ends_with("after…") && line.chars().count() <= SNIPPET + 4, "{line}");

        let short = Highlighter::new(&terms, SearchField::Any).snippet("A needle here.", "A needle");
        assert_eq!(bracket_matches(&short), "A [needle] here.");
        let none = Highlighter::new(&terms, SearchField::Any).snippet("Nothing.", "The needle, first");
        assert_eq!(bracket_matches(&none), "The [needle], first");
    }

    proptest! {
        #[test]
        fn segments_join_to_the_text(query in "(\\PC|東|é| |\"){0,12}", text in "(\\PC|東|京|é| |\n){0,80}") {
            let terms = Query::parse(&query).terms;
            let highlighter = Highlighter::new(&terms, SearchField::Any);
            let joined: String = highlighter.segments(&text).iter().map(|s| s.text.as_str()).collect();
            prop_assert_eq!(&joined, &text);
            highlighter.snippet(&text.repeat(5), "");
        }
    }
}
