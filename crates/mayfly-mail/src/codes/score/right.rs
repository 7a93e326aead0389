//! Words that follow the number: "482913 is your code", "482913 को दर्ज करें".

use std::ops::Range;

use super::super::fold::{Class, class};
use super::super::gap::{all_small, attaches, is_copula, is_direct, is_small, with_follows, with_leads};
use super::super::lexicon::Role;
use super::super::scan::Shape;
use super::{Bond, Judge, Verdict, candidate_is_long, is_year};

impl Judge<'_> {
    /// The word after, in the sentence: "482913 is your code", "48213 is your order number".
    pub(super) fn right(&self) -> Verdict {
        let at = self.candidate.end;
        let sentence = self.sentence();
        for hit in self.context.hits_in(at..sentence.end).iter().take(12) {
            let gap = self.context.slice(at, hit.start);
            let far = gap.chars().count();
            if far > 80 || self.rival_between(at, hit.start) {
                break;
            }
            match hit.role {
                Role::Strong | Role::Noun => {
                    // "From 2025 a code is required" is no code; "2025 is your code" is.
                    if self.names_next(hit.end) || is_year(self.candidate) && !(self.leads(&sentence) && all_small(gap))
                    {
                        break;
                    }
                    // "12048 cases of stolen codes"
                    let from = self
                        .context
                        .hits_in(at..hit.start)
                        .iter()
                        .find(|h| matches!(h.role, Role::Verify | Role::Access));
                    if !self.claims(self.context.slice(at, from.map_or(hit.start, |h| h.start)), &sentence) {
                        break;
                    }
                    let strong = hit.role == Role::Strong;
                    let first = gap.split(|c: char| class(c) == Class::Gap).find(|w| !w.is_empty());
                    let copula = first.is_some_and(is_small);
                    let points = match (strong, far <= 40) {
                        (true, true) => 5,
                        (true, false) => 4,
                        // "is your … code"
                        (false, true) if copula => 5,
                        // "40417722 kodunu girin"
                        (false, true) if gap == " " && self.entered_behind(hit.end) => 5,
                        (false, true) => 4,
                        (false, false) => 2,
                    };
                    let direct = far <= 40 && !gap.contains([',', '\u{3001}', '\u{60c}', ';']);
                    return Verdict::Bond(Bond { points, strong, direct, apart: false, bare: false });
                }
                // "8841 for signing in" as a subject, and for minutes only
                Role::Verify | Role::Access
                    if self.context.in_subject(at)
                        && self.leads(&sentence)
                        && all_small(gap)
                        && !is_year(self.candidate)
                        && self.expires() =>
                {
                    return Verdict::Bond(Bond { points: 4, ..Bond::default() });
                }
                // "850462 দিয়ে … নিশ্চিত করুন", "confirm with 850462" in languages that put "with" last.
                Role::Verify if candidate_is_long(self.candidate) && with_follows(gap) => {
                    return Verdict::Bond(Bond { points: 3, ..Bond::default() });
                }
                Role::OtherCode if far <= 40 => return Verdict::Other,
                // Where the verb comes last: "501937 दर्ज करें".
                Role::Enter if far <= 40 && !gap.contains([',', '\u{3001}']) && !is_year(self.candidate) => {
                    let all = self.context.hits_in(sentence.clone());
                    if all.iter().take(60).any(|h| matches!(h.role, Role::Verify | Role::Access)) && attaches(gap) {
                        let direct = all_small(gap) && !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
                        return Verdict::Bond(Bond { points: 5, strong: true, direct, ..Bond::default() });
                    }
                    if candidate_is_long(self.candidate) {
                        let points = if is_direct(gap) { 4 } else { 3 };
                        return Verdict::Bond(Bond { points, ..Bond::default() });
                    }
                }
                Role::Label if attaches(gap) && is_copula(gap) && !self.code_follows(hit.end, sentence.end) => {
                    return Verdict::Other;
                }
                _ => {}
            }
        }
        Verdict::Free
    }

    /// A word for entering right behind.
    fn entered_behind(&self, end: usize) -> bool {
        let mut near = self.context.hits_in(end..end + 24).iter();
        near.any(|h| h.role == Role::Enter && self.context.slice(end, h.start) == " ")
    }

    /// "Log in with ZX94-T7KB": nothing but a code is written so and used so.
    pub(super) fn used(&self) -> Option<Bond> {
        let value = &self.candidate.value;
        let sentence = self.sentence();
        let (start, end) = (self.candidate.start, self.candidate.end);
        // Models and standards have groups of any length ("WPA3-ENT", "PS5-2048X").
        let even = |(a, b): (&str, &str)| {
            let mixed = |s: &str| s.bytes().any(|b| b.is_ascii_digit()) && s.bytes().any(|b| b.is_ascii_uppercase());
            a.len() == b.len() && mixed(a) && mixed(b)
        };
        if self.candidate.shape != Shape::Mixed || !value.split_once('-').is_some_and(even) {
            return None;
        }
        let purpose = |from: usize, to: usize| {
            let mut hits = self.context.hits_in(from..to).iter();
            hits.find(|h| matches!(h.role, Role::Verify | Role::Access)).copied()
        };
        let leads = with_leads(self.context.slice(sentence.start, start))
            && purpose(sentence.start.max(start.saturating_sub(60)), sentence.end.min(end + 60)).is_some();
        // "ZX94-T7KB でログイン": the purpose right behind.
        let follows = || {
            with_follows(self.context.slice(end, sentence.end))
                && purpose(end, sentence.end.min(end + 24))
                    .is_some_and(|h| self.context.slice(end, h.start).trim().chars().count() <= 3)
                && !self.context.slice(end, sentence.end).trim_start().starts_with("での")
        };
        (leads || follows()).then_some(Bond { points: 5, strong: true, direct: true, apart: false, bare: false })
    }

    /// What stands between a number and "code" makes the one the other, and doesn't count codes.
    fn claims(&self, gap: &str, sentence: &Range<usize>) -> bool {
        let first = gap.split(|c: char| class(c) == Class::Gap).find(|w| !w.is_empty());
        let told = || self.context.hits_in(sentence.clone()).iter().take(60).any(|h| h.role == Role::Enter);
        match first {
            // "12048 codes were stolen"
            None => self.leads(sentence) || told() || !gap.chars().all(|c| c == ' ') || gap.is_empty(),
            Some(word) => is_small(word) || word.chars().any(|c| class(c) == Class::Unspaced) || all_small(gap),
        }
    }

    /// A word for codes or for entering right behind the number.
    pub(super) fn named_behind(&self) -> bool {
        matches!(self.right(), Verdict::Bond(bond) if bond.points >= 4)
    }
}
