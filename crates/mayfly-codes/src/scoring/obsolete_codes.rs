//! Codes that the message says are not valid any more: "the old code 119283", "119283 has expired".

use super::candidate_scoring_input::ScoringInput;
use crate::gap_text::has_only_function_words;
use crate::lexicon::{PhraseMatch, PhraseRole};

impl ScoringInput<'_> {
    /// Whether a word next to the candidate says that it is not valid any more.
    pub(super) fn is_obsolete_code(&self) -> bool {
        let sentence = self.sentence_span();
        let (start, end) = (self.candidate.start, self.candidate.end);
        let phrases =
            self.context.phrases_in(sentence.start.max(start.saturating_sub(160))..sentence.end.min(end + 80));
        // "Enter 482913 on the previous page" gives a code.
        let is_about_code =
            |h: &&PhraseMatch| h.role == PhraseRole::Obsolete && !self.context.has_entry_place_in(h.start..h.end);
        phrases.iter().filter(is_about_code).any(|obsolete| {
            if obsolete.end <= start {
                // Only nouns may stand between: "the old code was 119283", not "the old code is replaced by 881240".
                let mut from = obsolete.end;
                let mut small = self.context.slice(from, start).chars().count() <= 40;
                for noun in phrases.iter().filter(|h| h.start >= obsolete.end && h.end <= start) {
                    if matches!(
                        noun.role,
                        PhraseRole::VerificationCode | PhraseRole::AmbiguousCode | PhraseRole::AmbiguousNumber
                    ) && noun.start >= from
                    {
                        let gap = self.context.slice(from, noun.start);
                        small &= has_only_function_words(gap) && !gap.contains([',', ';', ':', '\u{3001}', '\u{60c}']);
                        from = noun.end;
                    }
                }
                let gap = self.context.slice(from, start);
                let parted = gap.contains(';') || from == obsolete.end && gap.contains([',', '\u{3001}', '\u{60c}']);
                return small && has_only_function_words(gap) && !parted;
            }
            // "118460, sent at 08:02, can't be used any more"
            let gap = without_times(self.context.slice(end, obsolete.start.max(end)));
            obsolete.start >= end
                && gap.chars().count() <= 40
                && !gap.contains([',', ';', ':', '\n', '\u{3001}', '\u{60c}'])
                && !gap.bytes().any(|b| b.is_ascii_digit())
        })
    }
}

/// A text without its times of the day: "08:02".
fn without_times(text: &str) -> String {
    let is_time = |word: &str| {
        word.split_once([':', 'h']).is_some_and(|(hours, minutes)| {
            let is_short_number =
                |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            is_short_number(hours) && is_short_number(minutes)
        })
    };
    text.split(' ').filter(|word| !is_time(word.trim_end_matches(','))).collect::<Vec<_>>().join(" ")
}
