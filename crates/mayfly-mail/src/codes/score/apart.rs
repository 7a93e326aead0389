//! Numbers that stand by themselves: what the sentences above and below say of them.

use super::super::fold::{Class, class};
use super::super::gap::attaches;
use super::super::lexicon::{Hit, Role};
use super::{Bond, Judge, Verdict, is_year};

impl Judge<'_> {
    /// Words in the sentences around, for a number that stands by itself.
    pub(super) fn apart(&self) -> Verdict {
        let candidate = self.candidate;
        let own = self.sentence();
        let leads = self.leads(&own);
        let ends = self.context.slice(candidate.end, own.end).chars().all(|c| class(c) == Class::Gap);
        let answer = ends && self.context.slice(own.start, candidate.start).trim_end().ends_with(':');
        if !candidate.alone && !leads && !answer {
            return Verdict::Free;
        }
        // A subject may go on after the number.
        let heads = leads && self.context.in_subject(candidate.start);
        let number = self.context.sentence_at(candidate.start);
        let mut best = Bond::default();
        if leads || answer || candidate.alone {
            match self.above(number) {
                Verdict::Other => return Verdict::Other,
                Verdict::Bond(bond) => best = bond,
                Verdict::Free => {}
            }
        }
        if leads && ends || heads || answer || candidate.alone {
            let below = self.below(self.context.sentence_at(candidate.end.saturating_sub(1)), candidate.end);
            let tied = ends || answer || candidate.alone || below.strong && !is_year(candidate);
            if tied && below.points > best.points {
                best = below;
            }
        }
        if best.points == 0 {
            return Verdict::Free;
        }
        if !candidate.alone {
            best.points -= 1;
        }
        Verdict::Bond(best)
    }

    fn above(&self, number: usize) -> Verdict {
        let mut best = Bond { apart: true, ..Bond::default() };
        let mut steps = 0;
        for i in (0..number).rev().take(12) {
            let Some(span) = self.context.sentence(i) else { break };
            if steps == 4 || self.candidate.start - span.end > 600 {
                break;
            }
            if self.context.slice(span.start, span.end).trim().is_empty() {
                continue;
            }
            let hits = self.context.hits_in(span.clone());
            let last = hits.iter().rev().find(|h| matches!(h.role, Role::Strong | Role::Noun | Role::OtherCode));
            let asks = hits.iter().any(|h| matches!(h.role, Role::Verify | Role::Enter));
            // The heading right above names the number.
            if steps == 0 && last.is_none_or(|h| h.role == Role::OtherCode) {
                let heading = hits.iter().rev().find(|h| matches!(h.role, Role::Label | Role::OtherCode));
                let names = |h: &Hit| {
                    let gap = self.context.slice(h.end, span.end);
                    attaches(gap) && !self.number_between(h.end, span.end) && (h.role == Role::OtherCode || !asks)
                };
                if heading.is_some_and(names) {
                    return Verdict::Other;
                }
            }
            if let Some(hit) = last.filter(|h| h.role != Role::OtherCode) {
                let strong = hit.role == Role::Strong;
                let warned = hits.iter().any(|h| h.role == Role::Warn);
                let points = (if strong { 4 } else { 3 }) - steps.min(2) - if warned { 2 } else { 0 };
                if points > best.points {
                    best.points = points;
                    best.strong = strong;
                }
                break;
            }
            if steps < 2 && asks || steps == 0 && hits.iter().any(|h| h.role == Role::Access) {
                best.points = best.points.max(2 - i32::from(steps > 0));
            }
            steps += 1;
        }
        Verdict::Bond(best)
    }

    fn below(&self, number: usize, end: usize) -> Bond {
        let mut best = Bond { apart: true, ..Bond::default() };
        let mut steps = 0;
        for i in number + 1..number + 12 {
            let Some(span) = self.context.sentence(i) else { break };
            if steps == 3 || span.start.saturating_sub(end) > 400 {
                break;
            }
            if self.context.slice(span.start, span.end).trim().is_empty() {
                continue;
            }
            let hits = self.context.hits_in(span);
            let named = hits.iter().find(|h| matches!(h.role, Role::Strong | Role::Noun));
            if let Some(hit) = named.filter(|h| !self.names_next(h.end)) {
                let strong = hit.role == Role::Strong;
                let warned = hits.iter().any(|h| h.role == Role::Warn);
                best.points = (if strong { 4 } else { 3 }) - steps.min(2) - i32::from(warned);
                best.strong = strong;
                break;
            }
            if steps == 0 && hits.iter().any(|h| matches!(h.role, Role::Verify | Role::Enter | Role::Access)) {
                best.points = 1;
            }
            steps += 1;
        }
        best
    }
}
