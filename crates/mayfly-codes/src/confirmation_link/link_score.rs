//! Adds up the points of each link.

use std::cell::LazyCell;

use super::link_alternative_to_code::is_alternative_to_code;
use super::link_context::{
    link_follows_otherwise, subject_has_phrase_with_role, subject_names_link_action, text_before_link_has_purpose,
};
use super::located_link::LocatedLink;
use super::message_facts::MessageFacts;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;
use crate::verification_code::Code;

/// A link with at least this many points is a confirmation link.
pub(super) const LINK_THRESHOLD: i32 = 5;

/// The points of a link, or `None` when it cannot be a confirmation link.
pub(super) fn score_link(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    link: &LocatedLink<'_>,
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<i32> {
    if link.is_excluded || facts.asks_for_attendance {
        return None;
    }
    // "New sign-in. If it was you, allow the device: https://…": only words for doing so make the link one.
    let allows = !facts.reports_change || link.label.accepts();
    // "Your password was changed. Otherwise recover your account."
    let undoes = || link.span.as_ref().is_some_and(|span| link_follows_otherwise(context, span));
    if !allows && (!link.label.confirms() || undoes()) {
        return None;
    }
    let address = &link.address;
    // "New sign-in. If it wasn't you, change your password" leads to a page that is the same for every reader.
    if !allows && !address.identifies_reader() {
        return None;
    }
    let is_random = address.ends_in_random_identifier();
    let is_button = link.label.is_button();
    let mut points = 0;
    let mut has_purpose = false;
    if is_button {
        points += score_button_words(context, facts, link, is_random)?;
        // Any mail may have a button to log in; one to sign in with is in mail about signing in.
        let path_has_sign_in_word =
            points == 2 && (subject_has_phrase_with_role(context, PhraseRole::Access) || facts.expects_action);
        has_purpose |= points >= 3 || path_has_sign_in_word;
    }
    if address.confirms() {
        points += 3;
        has_purpose = true;
    } else if address.path_has_sign_in_word() {
        points += 1;
    }
    // "Your code is 482913. Or tap https://…/482913"
    if address.code_like_url_parts().any(|part| codes.iter().any(|code| code.value == part)) {
        points += 5;
        has_purpose = true;
    }
    // "Accept: https://…/yes/4d81" beside "Decline: https://…/no/4d81", in mail that asks for something
    let asks = || {
        subject_has_phrase_with_role(context, PhraseRole::Verify)
            || link.span.as_ref().is_some_and(|span| text_before_link_has_purpose(context, span))
            || link.has_accepting_words()
    };
    let is_beside_refusal = address.identifier_like_url_parts().any(|id| facts.refused_identifiers.contains(&id));
    if !facts.names_event && is_beside_refusal && asks() {
        points += 3;
        has_purpose = true;
    }
    let label_points = points;
    // "Join the club", in the footer of mail that gives a code
    if is_button && link.label.only_invites_to_join() && !facts.invites && !codes.is_empty() {
        return None;
    }
    points += i32::from(address.has_token_parameter());
    has_purpose |= points >= 3;
    let nearby = link.evaluate_surrounding_text(context);
    if address.is_generic_page() {
        points -= 4;
    } else if !address.identifies_reader() && !nearby.accepts_invitation {
        // A page that is the same for every reader confirms nothing by itself.
        points -= match points {
            _ if !is_button => 3,
            5.. => 0,
            _ => 2,
        };
    }
    if facts.is_about_event && !address.confirms() {
        points -= 2;
    }
    if !allows {
        points -= 3;
    }
    // "Log in to see your price", "Activate my benefits"
    if facts.is_offer && !nearby.accepts_invitation && !link.confirms_account(context, facts.asks_for_answer) {
        return None;
    }
    // "Your table on Friday. Confirm", "Please confirm your delivery slot"
    if (facts.is_about_event || facts.is_about_record)
        && !address.confirms()
        && !nearby.accepts_invitation
        && !link.confirms_account(context, facts.asks_for_answer && !facts.is_about_record)
    {
        return None;
    }
    // "Your registration is on its way. My page"
    if is_button
        && label_points == 0
        && nearby.points <= 3
        && !link.label.names_topic()
        && !facts.asks_for_answer
        && !link.is_pointed_at(context)
    {
        points -= 3;
    }
    points += nearby.points;
    has_purpose |= nearby.has_purpose;
    // "If that's right, go to https://…" in mail about confirming.
    has_purpose |= !is_button && nearby.points == 0 && subject_has_phrase_with_role(context, PhraseRole::Verify);
    // "Sign in to Fern: https://…" in mail that expires
    has_purpose |= !is_button && nearby.points > 0 && link.label.count_words() <= 6 && facts.expects_action;
    // An address made for one reader counts when words give its purpose.
    if has_purpose && is_random {
        points += 2 + i32::from(facts.expects_action);
    } else if nearby.points >= 3 && facts.expects_action && address.identifies_reader() {
        points += 1;
    }
    points += if subject_has_phrase_with_role(context, PhraseRole::Verify) {
        2
    } else {
        // "Your one-time sign-in link"
        let is_announced =
            is_button && link.label.has_phrase_with_role(PhraseRole::Access) && subject_names_link_action(context);
        i32::from(
            subject_has_phrase_with_role(context, PhraseRole::Access)
                || subject_has_phrase_with_role(context, PhraseRole::LinkAction),
        ) + i32::from(is_announced)
    };
    // In mail with a code, a link whose own words and address don't confirm anything is another way to do the same, or
    // one of the footer.
    let confirms = label_points >= 4 || address.confirms();
    if points >= LINK_THRESHOLD && !confirms && !codes.is_empty() && !is_alternative_to_code(context, link, codes) {
        return None;
    }
    Some(points)
}

/// The points of the words of a button; `None` when they undo something ("this wasn't me").
fn score_button_words(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    link: &LocatedLink<'_>,
    is_random: bool,
) -> Option<i32> {
    let label = &link.label;
    // "Join our readers' club"
    let is_asked_for = || {
        let roles = [PhraseRole::Verify, PhraseRole::LinkAction, PhraseRole::AlmostDone, PhraseRole::Access];
        facts.expects_action
            || facts.asks_for_answer
            || roles.iter().any(|&role| subject_has_phrase_with_role(context, role))
    };
    if label.disavows() || label.only_invites_to_join() && !facts.invites && !is_asked_for() {
        return None;
    }
    let has_purpose_before = || link.span.as_ref().is_some_and(|span| text_before_link_has_purpose(context, span));
    Some(if label.has_phrase_with_role(PhraseRole::Verify) {
        5
    } else if label.only_invites_to_join() && !facts.invites {
        0
    } else if label.has_unambiguous_link_action()
        || label.has_phrase_with_role(PhraseRole::Subscription) && facts.asks_to_confirm
    {
        4
    } else if label.affirms() && is_random && has_purpose_before() {
        3
    } else {
        i32::from(label.has_phrase_with_role(PhraseRole::LinkAction) || label.has_phrase_with_role(PhraseRole::Access))
            * 2
    })
}
