//! Finds the matches of a query in a text and builds highlighted segments and snippets from them.

use super::search_query::{SearchField, Term};
use super::words::SearchIndexWords;
use crate::view::HighlightSegment;

/// The length of a snippet in characters.
const MAX_SNIPPET_CHARS: usize = 160;

/// How many characters of a snippet come before the first match.
const CHARS_BEFORE_MATCH: usize = 40;

/// Start and end of a part of a text, in bytes.
type TextSpan = (usize, usize);

/// Highlights the terms of a query that apply to one field of a message.
#[derive(Debug)]
pub(crate) struct Highlighter<'q>(Vec<&'q Term>);

impl<'q> Highlighter<'q> {
    /// A highlighter for texts of `search_field`; [`SearchField::Any`] stands for the body.
    pub(crate) fn new(terms: &'q [Term], search_field: SearchField) -> Self {
        Self(
            terms
                .iter()
                .filter(|term| term.search_field == SearchField::Any || term.search_field == search_field)
                .collect(),
        )
    }

    /// Returns the whole text, split at its matches.
    pub(crate) fn highlight_text(&self, text: &str) -> Vec<HighlightSegment> {
        let mut segments = Vec::new();
        push_highlighted_segments(text, (0, text.len()), &self.find_matches(text), &mut segments);
        segments
    }

    /// Returns a single line of the text around its first match, or `first_words` if there is no match in the text.
    pub(crate) fn highlight_snippet(&self, text: &str, first_words: &str) -> Vec<HighlightSegment> {
        let matches = self.find_matches(text);
        let Some(&(first, first_end)) = matches.first() else { return self.highlight_text(first_words) };
        let from = find_snippet_start(text, first);
        // Only the beginning of a phrase that is longer than a snippet is shown.
        let to = text[from..].char_indices().nth(MAX_SNIPPET_CHARS).map_or(text.len(), |(at, _)| from + at);
        let to = if to < first_end { to } else { find_snippet_end(text, to, first_end) };
        let mut segments = Vec::new();
        let ellipsis = || HighlightSegment { text: "…".into(), matches: false };
        if from > 0 {
            segments.push(ellipsis());
        }
        push_highlighted_segments(text, (from, to), &matches, &mut segments);
        if to < text.len() {
            segments.push(ellipsis());
        }
        collapse_white_space(segments)
    }

    /// Returns the matches in order, with overlapping ones merged.
    fn find_matches(&self, text: &str) -> Vec<TextSpan> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let words = SearchIndexWords::new(text);
        let mut matches: Vec<_> = self.0.iter().flat_map(|term| term.find_occurrences(&words)).collect();
        matches.sort_unstable();
        let mut merged: Vec<TextSpan> = Vec::with_capacity(matches.len());
        for (from, to) in matches {
            match merged.last_mut() {
                Some(last) if from < last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
    }
}

impl Term {
    /// Returns whether the term occurs in a text.
    pub(crate) fn occurs_in(&self, words: &SearchIndexWords) -> bool {
        self.find_occurrences(words).next().is_some()
    }

    /// Returns every place where the term occurs in a text.
    fn find_occurrences<'a>(&'a self, words: &'a SearchIndexWords) -> impl Iterator<Item = TextSpan> + 'a {
        let most = (words.len() + 1).saturating_sub(self.words.len());
        (0..most).filter_map(|at| self.match_at(words, at))
    }

    /// Returns the part of the text that the term matches, if it matches at the word with index `at`.
    fn match_at(&self, words: &SearchIndexWords, at: usize) -> Option<TextSpan> {
        let (_, first) = words.get_word(at)?;
        let mut to = first.to;
        let last = self.words.len() - 1;
        for (offset, wanted) in self.words.iter().enumerate() {
            let (plain, word) = words.get_word(at + offset)?;
            let fits =
                if offset == last && self.is_prefix { plain.starts_with(wanted.as_str()) } else { plain == wanted };
            if !fits {
                return None;
            }
            to = if offset == last && self.ends_in_single_character { word.first_char_end } else { word.to };
        }
        Some((first.from, to))
    }
}

/// Appends the part of `text` in `range` to `segments`, split at the matches.
fn push_highlighted_segments(text: &str, range: TextSpan, matches: &[TextSpan], segments: &mut Vec<HighlightSegment>) {
    let mut push_segment = |from: usize, to: usize, is_match: bool| {
        if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
            segments.push(HighlightSegment { text: piece.to_owned(), matches: is_match });
        }
    };
    let mut at = range.0;
    for &(from, to) in matches.iter().filter(|found| found.1 > range.0 && found.0 < range.1) {
        let (from, to) = (from.max(range.0), to.min(range.1));
        push_segment(at, from, false);
        push_segment(from, to, true);
        at = to;
    }
    push_segment(at, range.1, false);
}

/// Returns where a snippet begins: some characters before the match, at the beginning of a word if possible.
fn find_snippet_start(text: &str, match_start: usize) -> usize {
    let before = &text[..match_start];
    let Some((start, _)) = before.char_indices().rev().nth(CHARS_BEFORE_MATCH - 1) else { return 0 };
    if start == 0 {
        return 0;
    }
    before[start..].find(char::is_whitespace).map_or(start, |space| {
        let after = &before[start + space..];
        start + space + (after.len() - after.trim_start().len())
    })
}

/// Returns where a snippet ends: at the last space before `to`, but not before `least`.
fn find_snippet_end(text: &str, to: usize, least: usize) -> usize {
    if to == text.len() {
        return to;
    }
    text[least..to].rfind(char::is_whitespace).map_or(to, |space| least + space)
}

/// Replaces each run of white space by one space.
fn collapse_white_space(segments: Vec<HighlightSegment>) -> Vec<HighlightSegment> {
    let mut after_space = true;
    let mut line: Vec<HighlightSegment> = Vec::with_capacity(segments.len());
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
            line.push(HighlightSegment { text, matches: segment.matches });
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::search_query::SearchQuery;
    use super::*;
    use proptest::prelude::*;

    /// The text of the segments, with matches in brackets.
    fn mark_matches_in_brackets(segments: &[HighlightSegment]) -> String {
        segments.iter().map(|s| if s.matches { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    fn highlight(query: &str, field: SearchField, text: &str) -> String {
        mark_matches_in_brackets(&Highlighter::new(&SearchQuery::parse(query).terms, field).highlight_text(text))
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
        let terms = SearchQuery::parse("needle").terms;
        let snippet = Highlighter::new(&terms, SearchField::Any).highlight_snippet(&text, "first words");
        let line = mark_matches_in_brackets(&snippet);
        assert!(line.starts_with("…before") && line.contains(" [needle] and after "), "{line}");
        assert!(line.ends_with("after…") && line.chars().count() <= MAX_SNIPPET_CHARS + 4, "{line}");

        let short = Highlighter::new(&terms, SearchField::Any).highlight_snippet("A needle here.", "A needle");
        assert_eq!(mark_matches_in_brackets(&short), "A [needle] here.");
        let none = Highlighter::new(&terms, SearchField::Any).highlight_snippet("Nothing.", "The needle, first");
        assert_eq!(mark_matches_in_brackets(&none), "The [needle], first");
    }

    proptest! {
        #[test]
        fn segments_join_to_the_text(query in "(\\PC|東|é| |\"){0,12}", text in "(\\PC|東|京|é| |\n){0,80}") {
            let terms = SearchQuery::parse(&query).terms;
            let highlighter = Highlighter::new(&terms, SearchField::Any);
            let joined: String = highlighter.highlight_text(&text).iter().map(|s| s.text.as_str()).collect();
            prop_assert_eq!(&joined, &text);
            highlighter.highlight_snippet(&text.repeat(5), "");
        }
    }
}
