//! Finds the link that a message asks for when the words of the link are unknown.

use std::cell::LazyCell;

use super::link_alternative_to_code::is_alternative_to_code;
use super::link_context::{sentences_above_have_purpose, subject_has_phrase_with_role, text_before_link_has_purpose};
use super::located_link::LocatedLink;
use super::message_facts::MessageFacts;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;
use crate::verification_code::Code;

/// Finds the link of a message that asks to confirm something, to sign in or to set a password: the only one that is made
/// for one reader, or else the one that the sentence above points at.
pub(super) fn find_link_text_asks_for<'l, 'a>(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    links: &'l [LocatedLink<'a>],
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<&'l LocatedLink<'a>> {
    if facts.reports_change || facts.is_about_event || facts.asks_for_attendance || facts.shares_with_everyone {
        return None;
    }
    let mut candidates = links.iter().filter(|link| {
        !link.is_excluded
            && link.span.is_some()
            && !link.address.is_generic_page()
            && link.address.ends_in_random_identifier()
    });
    let first = candidates.next()?;
    let link = if candidates.clone().all(|other| other.href == first.href) {
        first
    } else {
        // Newsletters count clicks, so that each of their links is made for one reader.
        std::iter::once(first)
            .chain(candidates.clone())
            .find(|link| link.is_pointed_at(context))
            .or_else(|| std::iter::once(first).chain(candidates).find(|link| opens_shared_item(context, link)))?
    };
    let is_possible = link.evaluate_surrounding_text(context).points >= 0
        && (!facts.is_offer
            || link.confirms_account(context, facts.asks_for_answer)
            || opens_shared_item(context, link));
    // Mail that gives a code asks for the code. Its other links are those of the footer.
    let is_asked_for = || {
        if codes.is_empty() {
            is_link_asked_for(context, facts, link)
        } else {
            is_alternative_to_code(context, link, codes)
        }
    };
    (is_possible && is_asked_for()).then_some(link)
}

/// Whether a link opens what a person shares with the reader: "Lee shared a folder with you. Open".
fn opens_shared_item(context: &AnalysedText, link: &LocatedLink<'_>) -> bool {
    let before = link.phrases_before(context);
    let has = |role| before.iter().any(|h| h.role == role) || subject_has_phrase_with_role(context, role);
    link.label.is_button()
        && link.label.has_phrase_with_role(PhraseRole::Opening)
        && (has(PhraseRole::Sharing) || has(PhraseRole::PersonalInvitation))
        && has(PhraseRole::Team)
}

/// Whether the subject and the text before a link ask for it.
fn is_link_asked_for(context: &AnalysedText, facts: &MessageFacts<'_>, link: &LocatedLink<'_>) -> bool {
    let before = link.phrases_before(context);
    let text_has = |role| before.iter().any(|h| h.role == role);
    let subject_has = |role| subject_has_phrase_with_role(context, role);
    let has = |role| text_has(role) || subject_has(role);
    let has_link_word = text_has(PhraseRole::LinkWord);
    let names_event = has(PhraseRole::Event) || has(PhraseRole::OtherCodeTopic);

    let forgot_password = has(PhraseRole::ForgottenPassword);
    // "You're nearly there. Press the button so that we know this address is yours."
    let is_almost_done = has(PhraseRole::AlmostDone)
        && (has_link_word || has(PhraseRole::Address) || has(PhraseRole::Access) || has(PhraseRole::Verify));
    let welcomes = subject_has(PhraseRole::Welcome) && has_link_word && text_has(PhraseRole::Address) && !names_event;
    let invites = (text_has(PhraseRole::Invitation) || subject_has(PhraseRole::PersonalInvitation))
        && has(PhraseRole::Team)
        && !names_event;
    // "Your magic link"
    let signs_in =
        subject_has(PhraseRole::LinkAction) && (subject_has(PhraseRole::LinkWord) || link.is_pointed_at(context));
    let has_purpose = || link.span.as_ref().is_some_and(|span| text_before_link_has_purpose(context, span));
    forgot_password
        || opens_shared_item(context, link)
        || is_almost_done
        || welcomes
        || invites
        || signs_in
        || (facts.asks_for_answer || has_link_word || link.is_pointed_at(context))
            && has_purpose()
            && link.span.as_ref().is_some_and(|span| sentences_above_have_purpose(context, span))
}
