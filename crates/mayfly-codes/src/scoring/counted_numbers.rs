//! Numbers that count something, and house numbers.

use super::candidate_scoring_input::ScoringInput;
use crate::gap_text::is_street_type;
use crate::lexicon::PhraseRole;

impl ScoringInput<'_> {
    /// Whether the candidate counts something, "4821 users", "500000 đ", or is a house number, "4821 Elm Street".
    pub(super) fn is_count_or_house_number(&self) -> bool {
        let end = self.candidate.end;
        let house = self.context.phrases_in(end..end + 32).iter().any(|h| {
            let name = self.context.normalised.cased.get(end..h.start).unwrap_or_default();
            h.role == PhraseRole::Unit
                && is_street_type(self.context.slice(h.start, h.end))
                && !name.contains([',', '.', '\n'])
                && name.split_whitespace().count() <= 2
                && name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_ascii_uppercase()))
        });
        if house {
            return true;
        }
        let nearby_phrases = self.context.phrases_in(end..end + 4);
        nearby_phrases.iter().any(|h| {
            // "930417 দিন": the word means "give" as well as "days", and nobody counts that many days.
            let enter = self.candidate.value.len() >= 5
                && nearby_phrases.iter().any(|e| e.role == PhraseRole::Enter && (e.start, e.end) == (h.start, h.end));
            h.role == PhraseRole::Unit
                && !enter
                && self.context.slice(end, h.start).chars().all(|c| matches!(c, ' ' | '-' | '+'))
        })
    }
}
