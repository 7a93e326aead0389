//! Codes that are said to be none any more: "the old code 119283", "119283 has expired".

use super::super::gap::all_small;
use super::super::lexicon::Role;
use super::Judge;

impl Judge<'_> {
    pub(super) fn void(&self) -> bool {
        let sentence = self.sentence();
        let (start, end) = (self.candidate.start, self.candidate.end);
        let hits = self.context.hits_in(sentence.start.max(start.saturating_sub(160))..sentence.end.min(end + 80));
        hits.iter().filter(|h| h.role == Role::Void).any(|void| {
            if void.end <= start {
                // Only nouns between: "the old code was 119283", not "the old code is replaced by 881240".
                let mut from = void.end;
                let mut small = self.context.slice(from, start).chars().count() <= 40;
                for noun in hits.iter().filter(|h| h.start >= void.end && h.end <= start) {
                    if matches!(noun.role, Role::Strong | Role::Noun | Role::Number) && noun.start >= from {
                        let gap = self.context.slice(from, noun.start);
                        small &= all_small(gap) && !gap.contains([',', ';', ':', '\u{3001}', '\u{60c}']);
                        from = noun.end;
                    }
                }
                let gap = self.context.slice(from, start);
                let parted = gap.contains(';') || from == void.end && gap.contains([',', '\u{3001}', '\u{60c}']);
                return small && all_small(gap) && !parted;
            }
            let gap = self.context.slice(end, void.start.max(end));
            void.start >= end
                && gap.chars().count() <= 40
                && !gap.contains([',', ';', ':', '\n', '\u{3001}', '\u{60c}'])
                && !gap.bytes().any(|b| b.is_ascii_digit())
        })
    }
}
