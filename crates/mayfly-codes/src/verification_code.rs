use std::cmp::Reverse;
use std::fmt;

use crate::analysed_text::AnalysedText;
use crate::candidates::scan_candidates;
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::lexicon::PhraseRole;
use crate::scoring::{CODE_THRESHOLD, ScoredCandidate, score_candidates};

/// The most codes that are returned.
const MAX_CODES: usize = 3;

/// A verification code found in a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// The form to copy: digits are ASCII and without separators. A code of letters and digits keeps its hyphen, and its letters
    /// if they are of another alphabet.
    pub value: String,
    /// The form in which the message has it.
    pub as_written: String,
    /// The confidence that this is a verification code, 1 to 100. Candidates below a threshold are not returned.
    pub confidence: u8,
}

/// Leaves the code out: whoever has it can sign in, so it must not get into logs.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code").field("confidence", &self.confidence).finish_non_exhaustive()
    }
}

/// Finds the verification codes of a message, the most likely first and three at most. Most messages have none or one.
///
/// `text` is the message as plain text, with line breaks where a reader sees them. The first 2,000 bytes of the subject
/// and the first 64 KiB of the text are read.
///
/// ```
/// use mayfly_codes::find_codes;
///
/// assert!(find_codes("Your order", "Order 482913 has been shipped.").is_empty());
/// assert_eq!(find_codes("", "Your sign-in code is G-482913.")[0].value, "482913");
/// ```
pub fn find_codes(subject: &str, text: &str) -> Vec<Code> {
    let context =
        AnalysedText::new(truncate_to_bytes(subject, MAX_SUBJECT_BYTES), truncate_to_bytes(text, MAX_TEXT_BYTES));
    let is_known_word = |start: usize, end: usize| {
        let names_code = |role| {
            matches!(
                role,
                PhraseRole::VerificationCode
                    | PhraseRole::AmbiguousCode
                    | PhraseRole::Verify
                    | PhraseRole::Access
                    | PhraseRole::Enter
                    | PhraseRole::OtherNumber
                    | PhraseRole::LinkAction
            )
        };
        // Starts earlier to include "TIME" of "ONE-TIME".
        let nearby_phrases = context.phrases_in(start.saturating_sub(24)..end);
        nearby_phrases.iter().any(|h| h.start <= start && h.end >= end && names_code(h.role))
    };
    let scanned = scan_candidates(&context.normalised, &context.original, is_known_word);
    let mut scored_candidates = score_candidates(&context, scanned.candidates, &scanned.number_spans);
    // A quoted code comes from an earlier message.
    if scored_candidates.iter().any(|scored| !scored.candidate.is_quoted) {
        scored_candidates.retain(|scored| !scored.candidate.is_quoted);
    }
    let mut distinct: Vec<(ScoredCandidate, usize)> = Vec::new();
    for scored in scored_candidates {
        match distinct.iter_mut().find(|(known, _)| known.candidate.value == scored.candidate.value) {
            Some((known, times)) => {
                *times += 1;
                known.is_named |= scored.is_named;
                if scored.points > known.points {
                    *known = scored;
                }
            }
            None => distinct.push((scored, 1)),
        }
    }
    // A code that occurs twice, for example in the subject, gets a point.
    for (scored, times) in &mut distinct {
        scored.points += i32::from(*times > 1);
    }
    distinct.sort_by_key(|(scored, _)| Reverse(scored.points));
    let top = distinct.first().map_or(0, |(scored, _)| scored.points);
    distinct
        .into_iter()
        .enumerate()
        // A message usually has one code; a further one needs a word that names it.
        .filter(|(rank, (scored, _))| *rank == 0 || (scored.is_named && scored.points + 3 >= top))
        .take(MAX_CODES)
        .map(|(_, (scored, _))| {
            let candidate = scored.candidate;
            let as_written = context.normalised.original_slice(&context.original, candidate.start, candidate.end);
            let confidence = (60 + (scored.points - CODE_THRESHOLD) * 6).clamp(1, 100);
            Code {
                as_written: as_written.to_owned(),
                value: candidate.value,
                confidence: u8::try_from(confidence).unwrap_or(100),
            }
        })
        .collect()
}

/// Finds the verification codes of a message like [`find_codes`], with the help of the name of its sender.
///
/// The name tells what a text is that consists of a number alone ("Fern Sign-in Code"), and a word in capitals that is
/// part of the name is no code.
///
/// ```
/// use mayfly_codes::find_codes_from_sender;
///
/// assert_eq!(find_codes_from_sender("Fern verification code", "", "482913")[0].value, "482913");
/// ```
pub fn find_codes_from_sender(sender_name: &str, subject: &str, text: &str) -> Vec<Code> {
    let sender_name = truncate_to_bytes(sender_name, MAX_SUBJECT_BYTES);
    let mut codes = find_codes(subject, text);
    let lower_name = sender_name.to_lowercase();
    let is_sender = |code: &Code| {
        !code.value.bytes().any(|b| b.is_ascii_digit()) && lower_name.contains(&code.value.to_lowercase())
    };
    codes.retain(|code| !is_sender(code));
    if codes.is_empty() && !truncate_to_bytes(text, MAX_TEXT_BYTES).contains(char::is_alphabetic) {
        return find_codes(&format!("{sender_name} {subject}"), text);
    }
    codes
}
