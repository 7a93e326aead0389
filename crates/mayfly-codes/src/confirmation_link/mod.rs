//! Finds the link of a message that confirms an address, activates an account, resets a password or signs in.

mod link_address;
mod surrounding_text;

use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;

use crate::analysed_message::AnalysedMessage;
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::lexicon::{PhraseRole, excludes_link};
use crate::verification_code::{Code, find_codes};
use link_address::LinkAddress;
use surrounding_text::{
    TextEvidence, evaluate_text_around_link, is_link_action_only, label_of_bare_address, subject_has_role,
};

/// The link that a message asks its reader to follow to confirm something or to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmationLink {
    /// The address as given, http or https. It is not checked for safety: ask the user before opening it.
    pub href: String,
    /// The text of the link as given.
    pub text: String,
}

/// Leaves the address out: whoever has it can sign in, so it must not get into logs.
impl fmt::Debug for ConfirmationLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmationLink").finish_non_exhaustive()
    }
}

/// The most links that are examined.
const MAX_LINKS: usize = 200;
/// Bytes of an address and of its text that are read.
const MAX_LINK_BYTES: usize = 2_000;
/// A link with at least this many points is a confirmation link.
const LINK_THRESHOLD: i32 = 5;

/// Finds the confirmation link among `links`, pairs of an address and its text in the order of the message.
///
/// `text` is the message as plain text: the words around a link tell what a bare address or "click here" is for. Links
/// to unsubscribe, to policies, help or social networks and links that undo something ("this wasn't me") are never
/// returned.
///
/// ```
/// use mayfly_codes::find_confirmation_link;
///
/// let links = [("https://example.com/help", "Help"), ("https://example.com/verify?token=x", "Confirm my address")];
/// let link = find_confirmation_link(&links, "Welcome", "Welcome!\nConfirm my address\nHelp").unwrap();
/// assert_eq!(link.href, "https://example.com/verify?token=x");
/// ```
pub fn find_confirmation_link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<ConfirmationLink> {
    let context =
        AnalysedMessage::new(truncate_to_bytes(subject, MAX_SUBJECT_BYTES), truncate_to_bytes(text, MAX_TEXT_BYTES));
    // Few addresses have a part that could be a code.
    let codes = LazyCell::new(|| find_codes(subject, text));
    let mut best: Option<(i32, &(&str, &str))> = None;
    let mut cursor = 0;
    for link in links.iter().take(MAX_LINKS) {
        let (href, words) = *link;
        let span = find_link_span(&context, href, words, &mut cursor);
        let Some(points) = score_link(&context, href, words, span, &codes) else { continue };
        if points >= LINK_THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, (href, words))| ConfirmationLink { href: (*href).to_owned(), text: (*words).to_owned() })
}

/// Finds the span of a link in the normalised text. Links come in order, so the search starts after the last one.
fn find_link_span(context: &AnalysedMessage, href: &str, words: &str, cursor: &mut usize) -> Option<Range<usize>> {
    let words = words.trim();
    let needle = if words.is_empty() { href } else { words };
    let rest = context.original.get(*cursor..)?;
    let at = *cursor + rest.find(needle)?;
    *cursor = at + needle.len();
    Some(context.normalised.to_normalised_offset(at)..context.normalised.to_normalised_offset(at + needle.len()))
}

/// The points of a link, or `None` when it cannot be a confirmation link.
fn score_link(
    context: &AnalysedMessage,
    href: &str,
    words: &str,
    span: Option<Range<usize>>,
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<i32> {
    let address = LinkAddress::parse(truncate_to_bytes(href.trim(), MAX_LINK_BYTES))?;
    if address.is_never_confirmation_link() {
        return None;
    }
    let words = truncate_to_bytes(words.trim(), MAX_LINK_BYTES);
    let is_bare = words.is_empty() || words.contains("://") || words.starts_with("www.");
    let label = match &span {
        Some(span) if is_bare => label_of_bare_address(context, span),
        _ if is_bare => "",
        _ => words,
    };
    if excludes_link(label) {
        return None;
    }
    let mut points = 0;
    let mut has_purpose = false;
    if !is_bare {
        points += score_link_words(words)?;
        // Any mail may have a button to log in; one to sign in with is in mail about signing in.
        let has_sign_in_word =
            points == 2 && (subject_has_role(context, PhraseRole::Access) || expects_action(context));
        has_purpose |= points >= 3 || has_sign_in_word;
    }
    if address.confirms() {
        points += 3;
        has_purpose = true;
    } else if address.has_sign_in_word() {
        points += 1;
    }
    // "Your code is 482913. Or tap https://…/482913"
    if address.parts_like_codes().any(|part| codes.iter().any(|code| code.value == part)) {
        points += 5;
        has_purpose = true;
    }
    points += i32::from(address.has_token_parameter());
    has_purpose |= points >= 3;
    if address.is_generic_page() {
        points -= 4;
    }
    let nearby = span.map_or(TextEvidence::default(), |span| evaluate_text_around_link(context, &span));
    points += nearby.points;
    has_purpose |= nearby.has_purpose;
    // "If that's right, go to https://…" in mail about confirming.
    has_purpose |= is_bare && nearby.points == 0 && subject_has_role(context, PhraseRole::Verify);
    // "Sign in to Fern: https://…" in mail that expires
    has_purpose |= is_bare && nearby.points > 0 && label.split_whitespace().count() <= 6 && expects_action(context);
    // An address made for one reader counts when words give its purpose.
    if has_purpose && address.ends_in_random_identifier() {
        points += 2 + i32::from(expects_action(context));
    }
    points += if subject_has_role(context, PhraseRole::Verify) {
        2
    } else {
        i32::from(subject_has_role(context, PhraseRole::Access) || subject_has_role(context, PhraseRole::LinkAction))
    };
    Some(points)
}

/// The points of the words of a button or another link; `None` when they undo something ("this wasn't me").
fn score_link_words(words: &str) -> Option<i32> {
    let own = AnalysedMessage::new("", words);
    let has_role = |role| own.phrases.iter().any(|h| h.role == role);
    if has_role(PhraseRole::Disavowal) {
        None
    } else if has_role(PhraseRole::Verify) {
        Some(5)
    } else if own.phrases.iter().any(|h| is_link_action_only(&own, h)) {
        Some(4)
    } else {
        Some(i32::from(has_role(PhraseRole::LinkAction) || has_role(PhraseRole::Access)) * 2)
    }
}

/// Whether the message asks its reader to act soon: it gives a code or says when something expires or to ignore it.
fn expects_action(context: &AnalysedMessage) -> bool {
    context
        .phrases
        .iter()
        .any(|h| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::Expiry | PhraseRole::Disavowal))
}
