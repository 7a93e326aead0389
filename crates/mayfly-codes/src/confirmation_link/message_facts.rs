//! What a message as a whole says about all its links.

use super::link_context::{mentions_percentage, subject_has_phrase_with_role};
use super::located_link::LocatedLink;
use crate::analysed_text::AnalysedText;
use crate::lexicon::{PhraseMatch, PhraseRole, asks_to_ignore};
use crate::scoring::has_payment_word;

/// What a message as a whole says about all its links.
pub(super) struct MessageFacts<'a> {
    /// It gives a code, says when something expires, or what to do if the reader did not ask for it.
    pub(super) expects_action: bool,
    /// It says when the request expires, or that it may be ignored.
    pub(super) asks_for_answer: bool,
    /// It has a word for confirming.
    pub(super) asks_to_confirm: bool,
    /// Somebody invites the reader, or shares something.
    pub(super) invites: bool,
    /// It reports a sign-in, or a change that is already made, or warns of fraud.
    pub(super) reports_change: bool,
    /// It asks whether the reader comes: one of its links says "maybe".
    pub(super) asks_for_attendance: bool,
    /// It names an offer or an amount of money.
    pub(super) is_offer: bool,
    /// It names an event or a sale.
    pub(super) names_event: bool,
    /// The subject names an event, a sale, an order or a journey.
    pub(super) is_about_event: bool,
    /// The subject names an order, a delivery or an appointment, which may be what is confirmed.
    pub(super) is_about_record: bool,
    /// It shares something that everyone with the link may open.
    pub(super) shares_with_everyone: bool,
    /// It names a delivery or a parcel, whose slots are confirmed without an account.
    pub(super) names_delivery: bool,
    /// The identifiers in the addresses of links that refuse: the link with the same one accepts.
    pub(super) refused_identifiers: Vec<&'a str>,
}

impl<'a> MessageFacts<'a> {
    pub(super) fn new(context: &AnalysedText, links: &'a [LocatedLink<'_>]) -> Self {
        let has = |roles: &[PhraseRole]| context.phrases.iter().any(|h| roles.contains(&h.role));
        let subject_has = |role| subject_has_phrase_with_role(context, role);
        Self {
            expects_action: has(&[PhraseRole::VerificationCode, PhraseRole::Expiry, PhraseRole::Disavowal]),
            asks_for_answer: has(&[PhraseRole::Expiry]) || asks_to_ignore(context.normalised_text()),
            asks_to_confirm: has(&[PhraseRole::Verify]),
            reports_change: has(&[PhraseRole::CompletedChange]) || subject_has(PhraseRole::Scam),
            invites: has(&[PhraseRole::Invitation, PhraseRole::PersonalInvitation, PhraseRole::Sharing]),
            asks_for_attendance: links.iter().any(|link| link.label.is_maybe_word()),
            is_offer: has_phrase_outside_menu(context, links, &[PhraseRole::Offer, PhraseRole::OtherCodeTopic])
                || mentions_percentage(context.normalised_text())
                || has_payment_word(context.normalised_text()),
            names_event: names_event(context) && !subject_has(PhraseRole::Team),
            is_about_event: [PhraseRole::Event, PhraseRole::OtherCodeTopic, PhraseRole::Record]
                .into_iter()
                .any(subject_has)
                && !subject_has(PhraseRole::Team)
                && !subject_has(PhraseRole::Verify),
            is_about_record: subject_has(PhraseRole::Record),
            shares_with_everyone: has(&[PhraseRole::PublicShare]),
            names_delivery: subject_has(PhraseRole::Delivery),
            refused_identifiers: links
                .iter()
                .filter(|link| link.refuses)
                .flat_map(|link| link.address.identifier_like_url_parts())
                .collect(),
        }
    }
}

/// Whether an event or a sale is named; the "review" of "review and accept" is none.
fn names_event(context: &AnalysedText) -> bool {
    let is_part_of_acceptance = |event: &PhraseMatch| {
        context.phrases.iter().any(|h| h.role == PhraseRole::Accept && h.start <= event.start && h.end > event.end)
    };
    let mut events =
        context.phrases.iter().filter(|h| matches!(h.role, PhraseRole::Event | PhraseRole::OtherCodeTopic)).take(8);
    events.any(|event| !is_part_of_acceptance(event))
}

/// Whether a phrase of one of the roles stands in the subject, the text or the first link: the words of later links are those
/// of a menu, "Offers | Help".
fn has_phrase_outside_menu(context: &AnalysedText, links: &[LocatedLink<'_>], roles: &[PhraseRole]) -> bool {
    let mut phrases = context.phrases.iter().filter(|h| roles.contains(&h.role));
    let menu: Vec<_> = links.iter().filter_map(|link| link.span.as_ref()).skip(1).collect();
    phrases.any(|h| {
        let next = menu.partition_point(|span| span.start <= h.start);
        next.checked_sub(1).and_then(|i| menu.get(i)).is_none_or(|span| h.end > span.end)
    })
}
