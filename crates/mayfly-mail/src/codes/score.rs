//! How likely each candidate is the code meant, by the words around it.
//!
//! Points add up: how it is written, which word it is bound to and how closely, whether it stands alone, and what
//! the message is about. Words that name another number (order, phone, year) rule a candidate out.

mod apart;
mod receipt;
mod right;
mod void;

use std::ops::Range;

use super::context::Context;
use super::fold::{Class, class};
use super::gap::{
    all_small, answers, attaches, is_direct, is_of, is_page, is_plainly, is_purpose, is_small, is_street, points_to,
    tells,
};
use super::lexicon::{Hit, Role};
use super::scan::{Candidate, Shape};

/// Candidates from this many points on are codes.
pub(super) const THRESHOLD: i32 = 6;

/// A candidate that passed, before duplicates are merged.
pub(super) struct Scored {
    pub(super) candidate: Candidate,
    pub(super) points: i32,
    /// A word names this very number a code; other codes in the message don't matter to it.
    pub(super) named: bool,
}

/// How a candidate and a word for codes belong together.
#[derive(Clone, Copy, Default, Debug)]
struct Bond {
    points: i32,
    /// By a word that needs no help ("OTP"), not by "code" alone.
    strong: bool,
    /// Nothing but "is" or ":" between.
    direct: bool,
    /// Across lines or sentences.
    apart: bool,
    /// A plain "code" with nothing at all between.
    bare: bool,
}

enum Verdict {
    /// Another kind of number.
    Other,
    Bond(Bond),
    Free,
}

pub(super) fn score(context: &Context, candidates: Vec<Candidate>, numbers: &[Range<usize>]) -> Vec<Scored> {
    let about = About::new(context);
    let mut scored: Vec<Scored> = Vec::new();
    for candidate in candidates {
        if candidate.spoilt {
            continue;
        }
        let judge = Judge { context, about: &about, candidate: &candidate, numbers, before: &scored };
        if let Some((points, named)) = judge.points(&about)
            && points >= THRESHOLD
        {
            scored.push(Scored { candidate, points, named });
        }
    }
    scored
}

/// What the message as a whole is about.
struct About {
    points: i32,
    /// Sales and travel have codes of their own.
    other_codes: bool,
    /// Calls have passcodes of their own, and nothing to verify.
    call: bool,
    /// Nothing is to be entered, is kept secret, or expires: what is told has happened.
    told: bool,
    /// Something was paid.
    paid: bool,
}

impl About {
    fn new(context: &Context) -> Self {
        let mut points = 0;
        let (mut noun, mut purpose) = (false, false);
        // The sentence looked at last, and whether it warns: one look per sentence.
        let mut warned = (usize::MAX, false);
        for hit in &context.hits {
            match hit.role {
                // "Never share your OTP" is said in mail of any kind.
                Role::Strong if points < 3 => {
                    let sentence = context.sentence_at(hit.start);
                    if warned.0 != sentence {
                        warned = (sentence, context.sentence_has(hit.start, Role::Warn));
                    }
                    points = if warned.1 { points } else { 3 };
                }
                Role::Noun => {
                    noun = true;
                    points = points.max(i32::from(context.in_subject(hit.start)));
                }
                Role::Verify | Role::Access => {
                    purpose = true;
                    if context.in_subject(hit.start) {
                        points = points.max(1);
                    }
                }
                _ => {}
            }
        }
        if noun {
            points = points.max(if purpose { 2 } else { 0 });
        }
        let any = |role| context.hits.iter().any(|h| h.role == role);
        let told = !any(Role::Enter) && !any(Role::Expiry) && !any(Role::Warn);
        let paid = told && receipt::is_paid(context.text());
        Self { told, paid, points, other_codes: any(Role::Topic), call: any(Role::Meeting) && !any(Role::Verify) }
    }
}

struct Judge<'a> {
    context: &'a Context,
    about: &'a About,
    candidate: &'a Candidate,
    numbers: &'a [Range<usize>],
    before: &'a [Scored],
}

impl Judge<'_> {
    fn points(&self, about: &About) -> Option<(i32, bool)> {
        let candidate = self.candidate;
        if about.call || self.counted() || self.void() {
            return None;
        }
        let bond = match self.left() {
            Verdict::Other => return None,
            Verdict::Bond(bond) => Some(bond),
            Verdict::Free => match self.right() {
                Verdict::Other => return None,
                Verdict::Bond(bond) => Some(bond),
                Verdict::Free => None,
            },
        };
        let bond = match bond {
            Some(bond) => Some(bond),
            None => match self.apart() {
                Verdict::Other => return None,
                Verdict::Bond(bond) => Some(bond),
                Verdict::Free => None,
            },
        };
        let bond = bond.or_else(|| self.used());
        if bond.is_some() && about.told && self.receipted(about) {
            return None;
        }
        let tied = bond.unwrap_or_default();
        if candidate.doubtful && !(tied.strong && self.right_behind()) {
            return None;
        }
        let close = tied.direct || (tied.apart && candidate.alone);
        let mut points = about.points + tied.points;
        points += match candidate.shape {
            // Hardly anything else is ever spelled out, and lists count up.
            Shape::Spelled if !counts_up(&candidate.value) => 3,
            Shape::Spelled => 2,
            Shape::Digits | Shape::Grouped if candidate.value.len() == 6 => 2,
            Shape::Digits | Shape::Grouped => 1,
            Shape::Mixed => i32::from(!about.other_codes),
            // Grouped, capitals are hardly a word.
            Shape::Letters if candidate.value.contains('-') => -1,
            Shape::Letters => -2,
        };
        // "PIN 400071" in mail about nothing of the kind is a postal code as likely.
        let warns = || {
            let after = self.context.hits_in(candidate.end..candidate.end + 100);
            after.iter().any(|h| h.role == Role::Warn) || self.context.sentence_has(candidate.start, Role::Warn)
        };
        points -= i32::from(tied.bare && about.points == 0 && !warns());
        if candidate.alone {
            points += 3;
        }
        if matches!(candidate.shape, Shape::Mixed | Shape::Letters) {
            // Model names, plans and hashes look the same; only a word right there tells.
            if !close || (candidate.shape == Shape::Letters && !(tied.strong || tied.direct)) {
                return None;
            }
            points -= i32::from(looks_like_promo(&candidate.value)) * 2;
            points -= i32::from(!candidate.value.bytes().any(|b| b.is_ascii_uppercase()));
            points -= match (about.other_codes, tied.strong && tied.direct) {
                (true, true) => 2,
                (true, false) => 4,
                (false, _) => 0,
            };
        } else if about.other_codes {
            points -= if tied.strong { 1 } else { 4 };
        }
        if is_year(candidate) {
            points -= if close && (tied.strong || tied.points >= 5) { 1 } else { 4 };
        } else if candidate.shape == Shape::Digits && candidate.value.ends_with("00") {
            points -= 1;
        }
        if bond.is_some() && self.expires() {
            points += 1;
        }
        Some((points, tied.direct))
    }

    /// A count of something, "4821 users", "500000 đ", or a house, "4821 Elm Street".
    fn counted(&self) -> bool {
        let end = self.candidate.end;
        let house = self.context.hits_in(end..end + 32).iter().any(|h| {
            let name = self.context.folded.cased.get(end..h.start).unwrap_or_default();
            h.role == Role::Unit
                && is_street(self.context.slice(h.start, h.end))
                && !name.contains([',', '.', '\n'])
                && name.split_whitespace().count() <= 2
                && name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_ascii_uppercase()))
        });
        if house {
            return true;
        }
        let near = self.context.hits_in(end..end + 4);
        near.iter().any(|h| {
            // "930417 দিন": nobody counts that many days, and the word says "give" as well.
            let enter = self.candidate.value.len() >= 5
                && near.iter().any(|e| e.role == Role::Enter && (e.start, e.end) == (h.start, h.end));
            h.role == Role::Unit
                && !enter
                && self.context.slice(end, h.start).chars().all(|c| matches!(c, ' ' | '-' | '+'))
        })
    }

    fn sentence(&self) -> Range<usize> {
        let number = self.context.sentence_at(self.candidate.start);
        self.context.sentence(number).unwrap_or(self.candidate.start..self.candidate.end)
    }

    /// The word before, in the sentence: "Your code is 482913", "Order 48213".
    fn left(&self) -> Verdict {
        let at = self.candidate.start;
        let sentence = self.sentence();
        let hits = self.context.hits_in(sentence.start..at);
        let mut entered = false;
        let mut purpose = false;
        let mut confirmed = false;
        let mut told: Option<usize> = None;
        let mut named: Option<Hit> = None;
        // Where a chain of words for purposes starts and ends that a noun before it takes in: "key" "to activate your
        // account" ": B4N8".
        let mut chain: Option<(usize, usize)> = None;
        for (i, hit) in hits.iter().enumerate().rev().take(60) {
            if hit.end > at {
                continue;
            }
            let gap = match chain {
                Some((start, end))
                    if matches!(hit.role, Role::Strong | Role::Noun | Role::Password) && self.joins(hit.end, start) =>
                {
                    self.context.slice(end, at)
                }
                _ => self.context.slice(hit.end, at),
            };
            match hit.role {
                Role::Strong | Role::Noun => {
                    let taken =
                        self.before.iter().any(|s| s.candidate.start >= hit.end && s.candidate.end <= at && s.named);
                    if taken || gap.len() > 600 {
                        break;
                    }
                    let strong = hit.role == Role::Strong;

                    let entered = entered
                        || hits.get(..i).unwrap_or_default().iter().rev().take(10).any(|h| h.role == Role::Enter);
                    let pointed = entered && gap.trim_end().ends_with(':');
                    let named_for = named.is_none() || strong && gap.trim_end().ends_with(':');
                    let direct = named_for
                        && if strong || pointed {
                            is_direct(gap) || pointed && points_to(gap)
                        } else {
                            is_plainly(gap)
                        };
                    let bare = gap.trim().is_empty() && !entered;
                    let other_kind = bare && !strong && self.qualified(*hit);
                    let far = gap.chars().count();
                    let points = match (strong, direct) {
                        (true, true) => 6,
                        // "and code 50058" says less than "code is" or "code:".
                        (false, true) if other_kind => 1,
                        (false, true) if bare => 4,
                        (false, true) => 5,
                        (true, false) if far <= 60 => 5,
                        (true, false) => 4,
                        // "Code for the gym's app is 6041"
                        (false, false) if far <= 40 && is_purpose(gap) && answers(gap) => 4,
                        (false, false) if far <= 40 => 3,
                        (false, false) => 2,
                    };
                    // "… was changed at 1015" is a remark, "… for your account is 1015" an answer.
                    let remark = !direct && !entered && !answers(gap);
                    return Verdict::Bond(Bond {
                        points: points + i32::from(entered && !direct) - if remark { 4 } else { 0 },
                        strong,
                        direct,
                        apart: false,
                        bare: bare && !strong,
                    });
                }
                Role::OtherCode if attaches(gap) && !self.number_between(hit.end, at) => return Verdict::Other,
                // "Type on the page: 508217"
                Role::Label
                    if is_page(self.context.slice(hit.start, hit.end))
                        && hits.get(..i).unwrap_or_default().iter().rev().take(4).any(|h| {
                            h.role == Role::Enter && tells(self.context.slice(h.end.min(hit.start), hit.start))
                        }) => {}
                // "To sign the contract the 719204 code is asked": the contract is what is signed.
                Role::Label if purpose && self.named_behind() => {}
                // "1 250,00 PLN: 44190": the currency is the amount's.
                Role::Label if gap.starts_with(':') && self.counts_before(*hit) => {}
                Role::Label if !entered && named.is_none() && attaches(gap) && !self.number_between(hit.end, at) => {
                    if !gap.contains(':') || !self.code_for(hits.get(..i).unwrap_or_default(), *hit) {
                        return Verdict::Other;
                    }
                    named = Some(*hit);
                }
                Role::Enter if tells(gap) || is_direct(gap) && gap.trim_end().ends_with(':') => {
                    entered = true;
                    told = told.or(Some(hit.end));
                }
                // "Password: 6402"
                Role::Password
                    if answers(gap)
                        && !gap.trim().is_empty()
                        && (all_small(gap)
                            || gap.trim_end().ends_with(':') && is_direct(gap) && self.passing(*hit)) =>
                {
                    let points = if self.passing(*hit) { 6 } else { 4 };
                    return Verdict::Bond(Bond { points, direct: true, ..Bond::default() });
                }
                Role::Verify | Role::Access => {
                    purpose = true;
                    confirmed |= hit.role == Role::Verify && tells(gap) && !self.number_between(hit.end, at);
                    let end = chain.filter(|&(start, _)| self.joins(hit.end, start)).map_or(hit.end, |(_, end)| end);
                    chain = Some((hit.start, end));
                }
                _ => {}
            }
        }
        if entered {
            let after = self.context.hits_in(self.candidate.end..sentence.end);
            purpose |= after.iter().any(|h| matches!(h.role, Role::Verify | Role::Access));
            if purpose {
                let beside = told.is_some_and(|end| self.context.slice(end, at).trim().is_empty());
                let capitals = !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
                return Verdict::Bond(Bond {
                    points: 5,
                    strong: true,
                    direct: beside && capitals,
                    apart: false,
                    bare: false,
                });
            }
            // "Use VT7K-92QM", in a message about a code.
            let capitals = !self.candidate.value.bytes().any(|b| b.is_ascii_lowercase());
            let beside = told.is_some_and(|end| self.context.slice(end, at).trim().is_empty());
            if self.candidate.shape == Shape::Mixed && capitals && beside && self.about.points >= 2 {
                return Verdict::Bond(Bond { points: 4, direct: true, ..Bond::default() });
            }
            // "Enter 482913 in the app", with what for said elsewhere.
            if let Some(end) = told.filter(|_| candidate_is_long(self.candidate)) {
                // Entered by itself, a number in groups or after a colon is hardly anything else.
                let colon = self.context.slice(end, at).trim_end().ends_with(':');
                let sure = colon || self.candidate.shape == Shape::Grouped;
                let points = if sure { 4 } else { 3 };
                return Verdict::Bond(Bond { points, strong: false, direct: false, apart: false, bare: false });
            }
        }
        // "Confirm it with 778041 within 3 minutes"
        if confirmed && candidate_is_long(self.candidate) && self.expires() {
            return Verdict::Bond(Bond { points: 3, ..Bond::default() });
        }
        Verdict::Free
    }

    /// Nothing but "is" and the like between the word for codes and the number.
    fn right_behind(&self) -> bool {
        let at = self.candidate.start;
        let before = self.context.hits_in(at.saturating_sub(120)..at);
        before.iter().rev().find(|h| matches!(h.role, Role::Strong | Role::Noun)).is_some_and(|h| {
            let gap = self.context.slice(h.end.min(at), at);
            let of = is_purpose(gap) || is_of(gap);
            let ends =
                self.context.hits_in(h.end..at).iter().any(|e| e.role == Role::Expiry || e.role == Role::Label && !of);
            (all_small(gap) || gap.trim_end().ends_with(':') && !ends) && !gap.contains(['.', ';', '(', '|'])
        })
    }

    /// "Temporary" or the like right beside a password.
    fn passing(&self, password: Hit) -> bool {
        let near = self.context.hits_in(password.start.saturating_sub(48)..password.end + 48);
        near.iter().any(|h| {
            h.role == Role::Access
                && (h.end <= password.start && self.joins(h.end, password.start)
                    || h.start >= password.end && self.joins(password.end, h.start))
        })
    }

    /// Nothing parts the two words: no number, no new clause.
    fn joins(&self, end: usize, start: usize) -> bool {
        let gap = self.context.slice(end.min(start), start);
        attaches(gap) && !gap.contains([':', '=', '(', '.']) && !gap.bytes().any(|b| b.is_ascii_digit())
    }

    /// A word nothing is known of stands right before the noun: "centre code", "salon kodu".
    fn qualified(&self, noun: Hit) -> bool {
        let sentence = self.sentence();
        let before = self.context.slice(sentence.start, noun.start);
        let word = before.trim_end_matches(' ').rsplit(|c: char| class(c) == Class::Gap).next().unwrap_or_default();
        let start = before.trim_end_matches(' ').len() - word.len() + sentence.start;
        let known = self.context.hits_in(sentence.start..noun.start).iter().rev().take(8).any(|h| h.end > start);
        word.chars().any(|c| matches!(class(c), Class::Letter | Class::Arabic | Class::Indic))
            && !is_small(word)
            && !known
    }

    /// A word for units right behind another number.
    fn counts_before(&self, label: Hit) -> bool {
        let unit = |h: &Hit| h.role == Role::Unit && (h.start, h.end) == (label.start, label.end);
        let before = self.numbers.partition_point(|n| n.end <= label.start);
        self.context.hits_in(label.start..label.end).iter().any(unit)
            && before
                .checked_sub(1)
                .and_then(|i| self.numbers.get(i))
                .is_some_and(|n| self.context.slice(n.end, label.start).chars().all(|c| c == ' '))
    }

    /// "Code for your order: 482913" gives the code; "Order: 48213" the order.
    fn code_for(&self, before: &[Hit], label: Hit) -> bool {
        before.iter().rev().take(6).any(|h| {
            let gap = self.context.slice(h.end.min(label.start), label.start);
            matches!(h.role, Role::Strong | Role::Noun)
                && gap.chars().count() <= 60
                && !gap.contains([',', ';', ':'])
                && !self.number_between(h.end, label.start)
        })
    }

    fn number_between(&self, start: usize, end: usize) -> bool {
        let from = self.numbers.partition_point(|n| n.start < start);
        self.numbers.get(from).is_some_and(|n| n.start < end)
    }

    /// The candidate is the first thing in the sentence.
    fn leads(&self, sentence: &Range<usize>) -> bool {
        self.context.slice(sentence.start, self.candidate.start).chars().all(|c| class(c) == Class::Gap)
    }

    fn code_follows(&self, from: usize, to: usize) -> bool {
        self.context.hits_in(from..to).iter().take(3).any(|h| {
            matches!(h.role, Role::Strong | Role::Noun) && self.context.slice(from, h.start).chars().count() <= 40
        })
    }

    /// Another number in between that may be the one meant; counts and durations aren't.
    fn rival_between(&self, start: usize, end: usize) -> bool {
        let from = self.numbers.partition_point(|n| n.start < start);
        self.numbers.get(from..).unwrap_or_default().iter().take_while(|n| n.start < end).any(|n| n.len() >= 4)
    }

    /// The word just found has its own number right after it.
    fn names_next(&self, end: usize) -> bool {
        let from = self.numbers.partition_point(|n| n.start < end);
        self.numbers.get(from).is_some_and(|n| n.len() >= 4 && is_direct(self.context.slice(end, n.start)))
    }

    /// The text right after speaks of how long something is valid.
    fn expires(&self) -> bool {
        let end = self.candidate.end;
        self.context.hits_in(end..end + 300).iter().any(|h| h.role == Role::Expiry)
    }
}

/// Six digits and more: shorter numbers are entered for many reasons.
fn candidate_is_long(candidate: &Candidate) -> bool {
    matches!(candidate.shape, Shape::Digits | Shape::Grouped | Shape::Spelled) && candidate.value.len() >= 6
}

fn is_year(candidate: &Candidate) -> bool {
    candidate.shape == Shape::Digits
        && candidate.value.len() == 4
        && candidate.value.parse().is_ok_and(|year: u32| (1900..2060).contains(&year))
}

/// A word and a number at its end, as marketing makes them: "SAVE20", "WELCOME2026".
fn looks_like_promo(value: &str) -> bool {
    let letters = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &value[..letters];
    let vowels = word.bytes().filter(|b| b"aeiouAEIOU".contains(b)).count();
    letters >= 3 && vowels >= 1 && value.len() - letters >= 1 && value[letters..].bytes().all(|b| b.is_ascii_digit())
}

/// 1, 2, 3 …, as lists do.
fn counts_up(value: &str) -> bool {
    value.as_bytes().windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1))
}
