//! Tells the link of a message with a code that is another way to do the same from the links of its footer.

use super::link_context::{CONTEXT_BYTES, find_sentence_pointing_at_link};
use super::located_link::LocatedLink;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;
use crate::verification_code::Code;

/// Bytes of the message between a code and a link that replaces it.
const MAX_CODE_DISTANCE: usize = 120;

/// Whether a link in a message with codes is an alternative to them: "Use 417330 or just click https://…", "Or sign in by
/// this link: https://…", "Sign in now" beside the code. Footers too have links that the words above point at.
pub(super) fn is_alternative_to_code(context: &AnalysedText, link: &LocatedLink<'_>, codes: &[Code]) -> bool {
    let Some(span) = &link.span else { return false };
    let is_near_code = || {
        let start = context.normalised.to_original_offset(span.start.saturating_sub(MAX_CODE_DISTANCE));
        let end = context.normalised.to_original_offset(span.end + MAX_CODE_DISTANCE);
        let nearby = slice_at_boundaries(&context.original, start, end);
        codes.iter().any(|code| nearby.contains(code.as_written.as_str()))
    };
    if link.label.has_phrase_with_role(PhraseRole::LinkAction) && is_near_code() {
        return true;
    }
    // "Log in to Fern", to /login?token=9fQkz17TTbQw
    let is_sign_in_button = || {
        link.label.is_button()
            && (link.label.has_phrase_with_role(PhraseRole::LinkAction)
                || link.label.has_phrase_with_role(PhraseRole::Access))
    };
    if link.address.signs_in_by_secret() && is_sign_in_button() {
        return true;
    }
    let Some(sentence) = find_sentence_pointing_at_link(context, span) else { return false };
    let words = sentence.start.max(sentence.end.saturating_sub(CONTEXT_BYTES))..sentence.end;
    let has_phrase_with_role = |role| context.phrases_in(words.clone()).iter().any(|h| h.role == role);
    let names_code = || {
        let letters_and_digits = |c: &char| c.is_ascii_alphanumeric();
        let sentence: String = context.slice(words.start, words.end).chars().filter(letters_and_digits).collect();
        codes.iter().any(|code| {
            sentence.contains(&code.value.to_ascii_lowercase().chars().filter(letters_and_digits).collect::<String>())
        })
    };
    has_phrase_with_role(PhraseRole::LinkWord)
        && (has_phrase_with_role(PhraseRole::Verify)
            || has_phrase_with_role(PhraseRole::LinkAction)
            || names_code()
            || !link.label.is_button() && is_near_code())
}

/// The part of a text between two offsets, which may lie inside characters.
fn slice_at_boundaries(text: &str, start: usize, end: usize) -> &str {
    text.get(text.ceil_char_boundary(start)..text.floor_char_boundary(end)).unwrap_or_default()
}
