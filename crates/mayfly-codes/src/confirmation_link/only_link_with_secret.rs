//! Finds the link of a message whose words are unknown by its address: the only one that is made for one reader, with a secret
//! and a page to sign in or register.

use std::cell::LazyCell;

use super::link_context::{sentences_above_have_purpose, subject_has_phrase_with_role};
use super::located_link::LocatedLink;
use super::message_facts::MessageFacts;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;
use crate::verification_code::Code;

/// Finds the only link that is made for one reader, if its address signs in or sets a password by a secret, the subject is about signing in, and
/// the sentences above are too or point at the link. Mail that counts clicks has several such links.
pub(super) fn find_only_link_with_secret<'l, 'a>(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    links: &'l [LocatedLink<'a>],
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<&'l LocatedLink<'a>> {
    let is_about_something_else = facts.reports_change
        || facts.is_offer
        || facts.is_about_event
        || facts.is_about_record
        || facts.names_delivery
        || facts.asks_for_attendance
        || facts.shares_with_everyone;
    if is_about_something_else {
        return None;
    }
    let mut personal = links.iter().filter(|link| link.address.identifies_reader());
    let link = personal.next().filter(|first| personal.all(|other| other.href == first.href))?;
    let roles = [
        PhraseRole::Access,
        PhraseRole::Password,
        PhraseRole::ForgottenPassword,
        PhraseRole::LinkAction,
        PhraseRole::Verify,
    ];
    let subject_has = |role: &PhraseRole| subject_has_phrase_with_role(context, *role);
    let is_about_signing_in = || {
        roles.iter().any(subject_has)
            && ![PhraseRole::OtherNumber, PhraseRole::Record].iter().any(subject_has)
            // "Set your password", "Password reset"
            && ([PhraseRole::LinkAction, PhraseRole::Verify].iter().any(subject_has)
                && subject_has(&PhraseRole::Password)
                || link.is_pointed_at(context)
                || link.span.as_ref().is_some_and(|span| sentences_above_have_purpose(context, span)))
    };
    let has_secret = link.address.signs_in_by_secret() || link.address.sets_password_by_secret();
    (!link.is_excluded && has_secret && is_about_signing_in() && codes.is_empty()).then_some(link)
}
