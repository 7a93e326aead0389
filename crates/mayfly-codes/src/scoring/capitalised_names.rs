//! Tells a code of capitals alone ("KRNT-WPXB") from a name written in capitals ("Your code for LUMEN was changed").

use super::candidate_scoring_input::ScoringInput;
use super::random_letters::has_random_letters;
use crate::candidates::{Candidate, CandidateShape};
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::{
    begins_with_and_word, begins_with_copula, begins_with_postposed_copula, ends_with_copula, has_only_function_words,
    is_function_word,
};
use crate::lexicon::PhraseRole;

impl ScoringInput<'_> {
    /// Whether a candidate of capitals stands where a name stands, or is used as a name elsewhere in the message.
    pub(super) fn is_capitalised_name(&self) -> bool {
        self.candidate.shape == CandidateShape::Capitals
            && (self.is_followed_by_longer_number()
                || !self.stands_where_a_code_stands()
                || self.occurs_in_other_case())
    }

    /// Whether a number of four characters or more follows in the same sentence: that one is the code.
    fn is_followed_by_longer_number(&self) -> bool {
        let sentence = self.sentence_span();
        let from = self.number_spans.partition_point(|n| n.start < self.candidate.end);
        self.number_spans.get(from).is_some_and(|n| n.start < sentence.end.min(self.candidate.end + 80) && n.len() >= 4)
    }

    /// Whether the candidate is in one of the places of a code: after "is" or a colon, before "is your code", after
    /// "enter", or alone on its line.
    fn stands_where_a_code_stands(&self) -> bool {
        let (start, end) = (self.candidate.start, self.candidate.end);
        let sentence = self.sentence_span();
        let is_random = has_random_letters(&self.candidate.value);
        if self.candidate.fills_line {
            return is_random || self.follows_introducing_line();
        }
        // "Type these five letters into the box: MWXTA"
        if is_random && (self.find_entry_request().is_some() || self.connect_code_word_across_gap().is_some()) {
            return true;
        }
        if self.connect_token_in_parentheses().is_some() {
            return true;
        }
        let before = self.context.slice(sentence.start, start);
        let after = self.context.slice(end, sentence.end);
        let noun_end = self
            .context
            .phrases_in(sentence.start.max(start.saturating_sub(160))..start)
            .iter()
            .rev()
            .find(|h| h.end <= start && matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode))
            .map(|h| h.end);
        if let Some(noun_end) = noun_end {
            let gap = self.context.slice(noun_end, start);
            let introducer = gap.trim_end_matches(['"', '\'', ' ', '*']);
            let is_introduced = introducer.ends_with([':', '=', '\n'])
                || introducer.ends_with(" -")
                || ends_with_copula(gap)
                || has_only_function_words(gap) && begins_with_postposed_copula(after);
            if is_introduced && (is_random || ends_clause(after)) {
                return true;
            }
            if gap.trim_matches(['"', '\'', ' ', '*']).is_empty() {
                let is_last =
                    after.trim_start().chars().next().is_none_or(|c| classify_char(c) == CharClass::Separator);
                return is_random && (is_last || self.is_instructed_before(start));
            }
        }
        // "FKXTB is your code"
        if self.starts_sentence(&sentence)
            && (begins_with_copula(after)
                || is_random && self.candidate.value.contains('-') && self.is_named_by_words_after())
        {
            return true;
        }
        // "Enter FKXTB to sign in"
        self.context.phrases_in(sentence.start..start).iter().any(|h| {
            h.role == PhraseRole::Enter
                && h.end <= start
                && self.context.slice(h.end, start).trim_matches(['"', '\'', ' ', '*', ':']).is_empty()
        }) && (is_random || before.trim_end().ends_with(['"', '\'', '*', ':']))
    }

    /// Whether the line above ends in a colon or in a word for codes, or the whole text is the candidate.
    fn follows_introducing_line(&self) -> bool {
        let above = self.context.slice(0, self.candidate.start).trim_end_matches(is_decoration);
        let line = above.rfind('\n').map_or(0, |n| n + 1);
        let is_subject = self.context.is_offset_in_subject(line) || line == 0;
        let is_whole_text = is_subject
            && self.context.slice(self.candidate.end, self.context.normalised_text().len()).chars().all(is_decoration);
        is_whole_text
            || !is_subject
                && (above.ends_with(':')
                    || self.context.phrases_in(line..above.len()).iter().any(|h| {
                        matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode)
                            && h.end == above.len()
                    }))
    }

    /// Whether the sentence tells the reader to enter something before `at`.
    fn is_instructed_before(&self, at: usize) -> bool {
        self.context.phrases_in(self.sentence_span().start..at).iter().any(|h| h.role == PhraseRole::Enter)
    }

    /// Whether the same letters occur in another case ("Lumen", "lumen.example"), as a code hardly does.
    fn occurs_in_other_case(&self) -> bool {
        let Candidate { value, .. } = self.candidate;
        let (lower, cased) = (self.context.normalised_text(), self.context.normalised.cased.as_str());
        let name = value.to_ascii_lowercase();
        lower.match_indices(name.as_str()).any(|(at, _)| cased.get(at..at + name.len()) != Some(value.as_str()))
    }
}

/// Whether a clause ends here: nothing but function words or a copula follows up to the next punctuation.
fn ends_clause(after: &str) -> bool {
    let rest = after.trim_start_matches(['"', '\'', ' ', '*', ')', ']']);
    let Some(first) = rest.chars().next() else { return true };
    if classify_char(first) != CharClass::Letter {
        return classify_char(first) != CharClass::Digit;
    }
    let word = rest.split(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
    begins_with_copula(rest) && word.len() > 1 || begins_with_and_word(rest) || is_function_word(word)
}

/// Whether a character is neither a letter nor a digit.
fn is_decoration(c: char) -> bool {
    classify_char(c) == CharClass::Separator && c != ':'
}
