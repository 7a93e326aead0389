//! A message cut into sentences, with the phrases found in it and what each noun means by its neighbours.

use std::ops::Range;

use super::fold::{Class, Folded, class};
use super::gap::{all_small, attaches, is_and, is_purpose};
use super::lexicon::{Hit, Role, hits};

/// A subject and a text, read as one: the subject is the first paragraph.
pub(super) struct Context {
    pub(super) original: String,
    pub(super) folded: Folded,
    pub(super) hits: Vec<Hit>,
    /// Where sentences start, the first at 0.
    starts: Vec<usize>,
    /// Where the subject ends in the folded text.
    subject_end: usize,
}

impl Context {
    pub(super) fn new(subject: &str, text: &str) -> Self {
        let original = format!("{}\n\n{text}", subject.replace(['\n', '\r'], " "));
        let folded = Folded::new(&original);
        let subject_end = folded.lower.find('\n').unwrap_or(0);
        let hits = hits(&folded, &original);
        let starts = sentence_starts(&folded.lower);
        let mut context = Self { original, folded, hits, starts, subject_end };
        context.resolve_nouns();
        context
    }

    pub(super) fn text(&self) -> &str {
        &self.folded.lower
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.text().get(start..end).unwrap_or_default()
    }

    pub(super) fn in_subject(&self, at: usize) -> bool {
        at < self.subject_end
    }

    /// The number of the sentence with the byte `at`.
    pub(super) fn sentence_at(&self, at: usize) -> usize {
        self.starts.partition_point(|&s| s <= at).saturating_sub(1)
    }

    pub(super) fn sentence(&self, number: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(number)?;
        Some(start..self.starts.get(number + 1).copied().unwrap_or(self.text().len()))
    }

    /// Phrases that start in the span, in order.
    pub(super) fn hits_in(&self, span: Range<usize>) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.start < span.start);
        let to = self.hits.partition_point(|h| h.start < span.end);
        self.hits.get(from..to).unwrap_or_default()
    }

    pub(super) fn sentence_has(&self, at: usize, role: Role) -> bool {
        self.sentence(self.sentence_at(at)).is_some_and(|s| self.hits_in(s).iter().any(|h| h.role == role))
    }

    /// "code" is a verification code beside "verify" or "sign in", another kind beside "promo" or "postal".
    fn resolve_nouns(&mut self) {
        let roles: Vec<(usize, Role)> = (0..self.hits.len())
            .filter(|&i| matches!(self.hits[i].role, Role::Noun | Role::Number))
            .map(|i| (i, self.noun_role(i)))
            .collect();
        for (i, role) in roles {
            self.hits[i].role = role;
        }
    }

    fn noun_role(&self, index: usize) -> Role {
        let noun = self.hits[index];
        let number = noun.role == Role::Number;
        let (plain, other) = if number { (Role::Label, Role::Label) } else { (Role::Noun, Role::OtherCode) };
        let Some(sentence) = self.sentence(self.sentence_at(noun.start)) else { return plain };
        let mut near = false;
        let mut told = false;
        let mut beside: Option<Role> = None;
        for hit in self.hits[..index].iter().rev().take(40).take_while(|h| h.start >= sentence.start) {
            let matters = match hit.role {
                Role::Verify | Role::Access | Role::Label | Role::Enter => true,
                Role::Strong | Role::Noun => number,
                _ => false,
            };
            if !matters || hit.end > noun.start {
                continue;
            }
            let gap = self.slice(hit.end, noun.start);
            let purpose = matches!(hit.role, Role::Verify | Role::Access);
            if beside.is_none()
                && gap.len() <= 3
                && !gap.chars().any(|c| class(c) != Class::Gap || ",;:.!?".contains(c))
            {
                beside = match hit.role {
                    Role::Verify | Role::Access => Some(Role::Strong),
                    Role::Label => Some(other),
                    // "OTP number"
                    Role::Strong | Role::Noun if number => Some(Role::Noun),
                    _ => None,
                };
            }
            let close = gap.len() <= 24 && attaches(gap) && gap.chars().any(|c| class(c) == Class::Unspaced);
            if number && purpose && close && beside.is_none() {
                beside = Some(Role::Strong);
            }
            // "number for signing in", "confirm with the number"
            if number && purpose && beside.is_none() && attaches(gap) && !gap.bytes().any(|b| b.is_ascii_digit()) {
                if all_small(gap) {
                    beside = Some(Role::Strong);
                } else if hit.role == Role::Verify {
                    beside = Some(Role::Noun);
                }
            }
            near |= purpose && gap.chars().count() <= 60;
            told |= hit.role == Role::Enter && gap.chars().count() <= 60;
        }
        if let Some(role) = beside {
            return role;
        }
        // "Enter the number: 482913"
        if number && told {
            return Role::Noun;
        }
        for hit in self.hits[index + 1..].iter().take(40).take_while(|h| h.start < sentence.end) {
            if hit.start < noun.end || !matches!(hit.role, Role::Verify | Role::Access | Role::Label) {
                continue;
            }
            let gap = self.slice(noun.end, hit.start);
            let attached = attaches(gap) && !gap.contains([':', '=']) && !gap.chars().any(|c| c.is_ascii_digit());
            match hit.role {
                Role::Verify | Role::Access if number => {
                    return if attached { Role::Strong } else { plain };
                }
                Role::Verify | Role::Access => {
                    near |= gap.chars().count() <= 60;
                    break;
                }
                // "code for order 48213" is about that order, "order code" is the order's.
                Role::Label
                    if attached && !is_purpose(gap) && !is_and(gap) && !self.numbered(hit.end, sentence.end) =>
                {
                    return other;
                }
                _ => {}
            }
        }
        if near && !number { Role::Strong } else { plain }
    }

    /// A number stands right after.
    fn numbered(&self, from: usize, to: usize) -> bool {
        // Past "no." and the like.
        let near = self.slice(from, to).chars().take_while(|c| !",;:".contains(*c)).take(8);
        near.into_iter().any(|c| c.is_ascii_digit())
    }
}

/// Lines shorter than this end by themselves; longer ones are wrapped text. Wide characters count twice.
const WRAP: usize = 50;

fn sentence_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut width = 0;
    let mut word = 0;
    // An address isn't wrapped, however long its line.
    let mut address = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\n', |&(_, c)| c);
        let ends = match c {
            '\n' => {
                let short = width < WRAP;
                width = 0;
                short
                    || next == '\n'
                    || next == ' ' && text.get(at + 1..).is_some_and(|t| t.trim_start_matches(' ').starts_with('\n'))
            }
            '!' | '?' | '\u{964}' | '\u{965}' | '\u{6d4}' | '\u{61f}' | '\u{3002}' => true,
            // "No. 48213", "ул. 12" go on; "it is 482913. Do" doesn't.
            '.' => {
                let digit_next = text
                    .get(at + 1..)
                    .is_some_and(|t| t.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit() || c == '#'));
                (next == ' ' || next == '\n' || next == '"' || next == ')') && !((1..=4).contains(&word) && digit_next)
            }
            _ => false,
        };
        address = !c.is_whitespace() && (address || c == ':' && text.get(at..).is_some_and(|t| t.starts_with("://")));
        width += match class(c) {
            _ if c == '\n' || address => 0,
            Class::Unspaced if c >= '\u{1100}' => 2,
            _ => 1,
        };
        word = match class(c) {
            Class::Letter => word + 1,
            Class::Gap => 0,
            _ => 9,
        };
        if ends {
            starts.push(at + c.len_utf8());
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let starts = sentence_starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        starts.iter().zip(ends).map(|(&s, e)| text[s..e].trim().to_owned()).filter(|s| !s.is_empty()).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        assert_eq!(sentences("order no. 48213 is here. code 1"), ["order no. 48213 is here.", "code 1"]);
        assert_eq!(sentences("short line\nanother"), ["short line", "another"]);
        let wrapped = "this line is long enough to have been wrapped by a mailer\nand goes on";
        assert_eq!(sentences(wrapped).len(), 1);
        assert_eq!(sentences("您的验证码。请勿泄露").len(), 2);
    }

    #[test]
    fn a_noun_takes_its_meaning_from_its_neighbours() {
        for (text, role) in [
            ("verification code", Role::Strong),
            ("enter this code to sign in", Role::Strong),
            ("to verify your address, use this code", Role::Strong),
            ("code", Role::Noun),
            ("promo code", Role::OtherCode),
            ("code promo", Role::OtherCode),
            ("código de descuento", Role::OtherCode),
            ("код для подтверждения заказа", Role::Strong),
            ("sipariş kodu", Role::OtherCode),
            ("giriş kodu", Role::Strong),
            ("kode pos", Role::OtherCode),
        ] {
            let context = Context::new("", text);
            let found: Vec<Role> = context
                .hits
                .iter()
                .map(|h| h.role)
                .filter(|r| matches!(r, Role::Strong | Role::Noun | Role::OtherCode))
                .collect();
            assert_eq!(found, [role], "{text}: {:?}", context.hits);
        }
    }
}
