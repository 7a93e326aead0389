//! Verification codes and confirmation links in mail.
//!
//! [`find_codes`] tells the code a service sent from the order numbers, years, prices and phone numbers beside it, in
//! some twenty languages; [`find_link`] finds the link that confirms an address or signs in. Both look at words and
//! layout only: nothing is fetched, and a message costs time linear in its (capped) length.
//!
//! ```
//! # use mayfly_mail::find_codes;
//! let codes = find_codes("Sign in to Example", "Your code is 482 913. It expires in 10 minutes.");
//! assert_eq!(codes[0].value, "482913");
//! assert_eq!(codes[0].shown, "482 913");
//! ```

mod context;
mod fold;
mod gap;
mod lexicon;
mod link;
mod scan;
mod score;

use std::cmp::Reverse;
use std::fmt;

use context::Context;
use lexicon::Role;
use score::{Scored, THRESHOLD, score};

pub use link::{ConfirmationLink, find_link};

/// The most codes worth showing.
const MAX_CODES: usize = 3;
/// Bytes of a subject that are read.
const MAX_SUBJECT: usize = 2_000;
/// Bytes of a text that are read. A code stands near the top; nobody scrolls this far for one.
const MAX_TEXT: usize = 64 * 1024;

/// A verification code found in a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// What belongs on the clipboard: ASCII, digits without their separators; a code of letters and digits keeps
    /// the hyphen it is written with.
    pub value: String,
    /// As the message has it.
    pub shown: String,
    /// How sure the finding is, 1 to 100. Only findings worth showing are returned at all.
    pub confidence: u8,
}

/// The code lets whoever has it in, so it stays out of logs.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code").field("confidence", &self.confidence).finish_non_exhaustive()
    }
}

/// The verification codes in a message, likeliest first, three at most; mostly none or one.
///
/// `text` is the message as plain text, with line breaks where a reader sees them.
pub fn find_codes(subject: &str, text: &str) -> Vec<Code> {
    let context = Context::new(cap(subject, MAX_SUBJECT), cap(text, MAX_TEXT));
    let known = |start: usize, end: usize| {
        let word = |role| {
            matches!(
                role,
                Role::Strong | Role::Noun | Role::Verify | Role::Access | Role::Enter | Role::Label | Role::Link
            )
        };
        // "TIME" of "ONE-TIME" as well.
        let near = context.hits_in(start.saturating_sub(24)..end);
        near.iter().any(|h| h.start <= start && h.end >= end && word(h.role))
    };
    let found = scan::scan(&context.folded, &context.original, known);
    let mut all = score(&context, found.candidates, &found.numbers);
    // What an answer quotes was sent before.
    if all.iter().any(|scored| !scored.candidate.quoted) {
        all.retain(|scored| !scored.candidate.quoted);
    }
    let mut best: Vec<(Scored, usize)> = Vec::new();
    for scored in all {
        match best.iter_mut().find(|(b, _)| b.candidate.value == scored.candidate.value) {
            Some((known, times)) => {
                *times += 1;
                known.named |= scored.named;
                if scored.points > known.points {
                    *known = scored;
                }
            }
            None => best.push((scored, 1)),
        }
    }
    // Said twice (in the subject, say) is said with more weight.
    for (scored, times) in &mut best {
        scored.points += i32::from(*times > 1);
    }
    best.sort_by_key(|(scored, _)| Reverse(scored.points));
    let top = best.first().map_or(0, |(scored, _)| scored.points);
    best.into_iter()
        .enumerate()
        // A message has one code; a second one needs a word of its own.
        .filter(|(rank, (scored, _))| *rank == 0 || (scored.named && scored.points + 3 >= top))
        .take(MAX_CODES)
        .map(|(_, (scored, _))| {
            let candidate = scored.candidate;
            let shown = context.folded.original(&context.original, candidate.start, candidate.end);
            let confidence = (60 + (scored.points - THRESHOLD) * 6).clamp(1, 100);
            Code {
                shown: shown.to_owned(),
                value: candidate.value,
                confidence: u8::try_from(confidence).unwrap_or(100),
            }
        })
        .collect()
}

/// The longest start of the text that isn't over `max` bytes.
fn cap(text: &str, max: usize) -> &str {
    let mut end = text.len().min(max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
