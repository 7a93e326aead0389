//! Finds the link of a message by the sum of independent signals: what the subject asks for, whether the words of the link
//! repeat the subject, what the address says, where the link stands, and what its sentence says.
//!
//! No signal is needed and none is enough: each is right in some mail of any kind, and several agree only in mail that asks for
//! the link. So a message in unknown words is found by its structure, and one of unusual structure by its words.

use std::cell::LazyCell;
use std::ops::Range;

use super::call_to_action_button::{
    has_refusing_link_below, is_link_alone_on_line, span_has_request_role, subject_asks,
};
use super::link_context::{find_sentence_pointing_at_link, sentences_above_have_purpose, subject_has_phrase_with_role};
use super::located_link::LocatedLink;
use super::message_facts::MessageFacts;
use super::word_overlap::repeats_words;
use crate::analysed_text::AnalysedText;
use crate::lexicon::PhraseRole;
use crate::verification_code::Code;

/// A link with at least this many points is what the message asks for.
const EVIDENCE_THRESHOLD: i32 = 8;

/// Finds the link with the most evidence; the first of several with the same.
pub(super) fn find_evident_link<'l, 'a>(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    links: &'l [LocatedLink<'a>],
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<&'l LocatedLink<'a>> {
    let subject = SubjectEvidence::new(context);
    if facts.asks_for_attendance || facts.names_delivery || subject.sells {
        return None;
    }
    let of_message = subject.points() + score_message_for_link(context, facts, &subject);
    let first_button = links.iter().find(|link| is_link_alone_on_line(context, link));
    let mut best: Option<(i32, &LocatedLink<'_>)> = None;
    for link in links.iter().filter(|link| is_eligible_link(context, facts, link, &subject)) {
        let is_first_button = first_button.is_some_and(|first| std::ptr::eq(first, link));
        // What the subject asks for may be the reader's opinion: the link itself has to agree.
        let agreement = score_link_words(context, facts, link, &subject)
            + score_link_address(link)
            + score_link_sentence(context, links, link, is_first_button);
        let points = of_message + agreement + i32::from(is_first_button) * 2 + i32::from(link.is_personalised_link());
        if agreement <= 0 {
            continue;
        }
        if points >= EVIDENCE_THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, link)| link).filter(|_| codes.is_empty())
}

/// What the subject says about the request of a message.
struct SubjectEvidence {
    /// It asks to confirm, allow or finish something.
    asks: bool,
    /// It names what a link of this kind is for: signing in, a password, an invitation.
    names_purpose: bool,
    /// It names an order, notifications or another record, and no booking.
    names_other_record: bool,
    names_booking: bool,
    /// It names an event, an offer or something free.
    sells: bool,
}

impl SubjectEvidence {
    fn new(context: &AnalysedText) -> Self {
        let is_done = span_has_request_role(context, 0..context.mail_subject_end(), PhraseRole::DoneMarker)
            || subject_has_phrase_with_role(context, PhraseRole::CompletedChange);
        let names_booking = subject_has_phrase_with_role(context, PhraseRole::Booking);
        let sells = |role| subject_has_phrase_with_role(context, role);
        let purposes = [
            PhraseRole::Verify,
            PhraseRole::Access,
            PhraseRole::LinkAction,
            PhraseRole::LinkWord,
            PhraseRole::Password,
            PhraseRole::ForgottenPassword,
            PhraseRole::PersonalInvitation,
            PhraseRole::Invitation,
            PhraseRole::Approval,
        ];
        Self {
            asks: subject_asks(context),
            names_booking,
            names_other_record: !names_booking && subject_has_phrase_with_role(context, PhraseRole::Record),
            // A booking is among the words for sales.
            sells: sells(PhraseRole::Event)
                || sells(PhraseRole::Offer)
                || sells(PhraseRole::OtherCodeTopic) && !names_booking
                || span_has_request_role(context, 0..context.mail_subject_end(), PhraseRole::FreeOffer),
            names_purpose: !is_done && purposes.iter().any(|&role| subject_has_phrase_with_role(context, role)),
        }
    }

    /// Whether it asks to confirm a booking: "Please confirm your table". The price of the room is no offer then.
    fn asks_to_confirm_booking(&self) -> bool {
        self.asks && self.names_booking
    }

    fn points(&self) -> i32 {
        i32::from(self.asks) * 3 + i32::from(self.names_purpose) * 2
    }
}

/// Whether a link may be weighed: it is made for one reader, and nothing rules it out. What the subject asks to confirm may be
/// a booking, so that a link to one is possible where the subject asks.
fn is_eligible_link(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    link: &LocatedLink<'_>,
    subject: &SubjectEvidence,
) -> bool {
    let confirms_record = link.leads_to_record
        && (subject.asks && !subject.names_other_record && link.label.has_phrase_with_role(PhraseRole::Verify)
            || subject.names_purpose && link.label.has_phrase_with_role(PhraseRole::Access));
    (!link.is_excluded || confirms_record)
        && (!facts.is_offer
            || subject.asks_to_confirm_booking()
            || link.confirms_account(context, facts.asks_for_answer))
        && (!link.label.only_invites_to_join() || facts.invites)
        && (link.is_personalised_link() || link.address.opens_app() || link.address.confirms())
}

/// The points of what the message as a whole says.
fn score_message_for_link(context: &AnalysedText, facts: &MessageFacts<'_>, subject: &SubjectEvidence) -> i32 {
    let text = context.mail_subject_end()..context.normalised_text().len();
    let waits = span_has_request_role(context, text.clone(), PhraseRole::NotYet) || facts.asks_for_answer;
    let asked_before = span_has_request_role(context, text, PhraseRole::AskedBefore);
    let mut points = i32::from(waits) + i32::from(asked_before);
    if !subject.asks {
        points -= i32::from(facts.reports_change) * 4;
    }
    points
}

/// The points of the words of a link.
fn score_link_words(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    link: &LocatedLink<'_>,
    subject: &SubjectEvidence,
) -> i32 {
    if !link.label.is_button() {
        return 0;
    }
    let confirms = link.label.confirms() || link.label.accepts() || link.has_accepting_words();
    let repeats = repeats_words(link.label.normalised_text(), context.slice(0, context.mail_subject_end()));
    // "Go to your personal invitation"
    let names_invitation = link.label.has_phrase_with_role(PhraseRole::Invitation);
    let is_record = !subject.asks && facts.is_about_event && !repeats;
    i32::from(confirms || names_invitation) * 2 + i32::from(repeats) * 2 - i32::from(is_record) * 2
}

/// The points of the address of a link.
fn score_link_address(link: &LocatedLink<'_>) -> i32 {
    let address = &link.address;
    let purpose = if address.confirms() { 2 } else { i32::from(address.path_has_sign_in_word()) };
    purpose + i32::from(address.opens_app()) * 2
}

/// The points of a sentence in or above a link that says what it is for, and of a link beside it that refuses the same.
fn score_link_sentence(
    context: &AnalysedText,
    links: &[LocatedLink<'_>],
    link: &LocatedLink<'_>,
    is_first_button: bool,
) -> i32 {
    let Some(span) = &link.span else { return 0 };
    let above = context.mail_subject_end()..span.start.max(context.mail_subject_end());
    let is_about_record = context.phrases_in(above).iter().any(|h| h.role == PhraseRole::Record);
    let has_refusing_link_below = has_refusing_link_below(links, link, is_about_record);
    let pointing = find_sentence_pointing_at_link(context, span);
    let is_reference = link.is_self_reference(context);
    let sentence_says = pointing.as_ref().is_some_and(|sentence| {
        // "Use this link to go on. It'll sign you in."
        let end = if is_reference { end_of_next_sentence(context, sentence.end) } else { sentence.end };
        names_purpose(context, sentence.start..end)
    });
    let is_placed = pointing.is_some() || is_first_button;
    let has_purpose = sentence_says || is_placed && sentences_above_have_purpose(context, span);
    i32::from(has_refusing_link_below) * 2
        + i32::from(pointing.is_some())
        + i32::from(is_reference)
        + i32::from(has_purpose) * 2
}

/// The end of the sentence that starts at `at`, if it is on the same line as the one before.
fn end_of_next_sentence(context: &AnalysedText, at: usize) -> usize {
    let next = context.sentence_span(context.sentence_index_at(at)).filter(|s| s.start == at);
    next.filter(|s| !context.slice(s.start, s.end).trim_start_matches(' ').starts_with('\n')).map_or(at, |s| s.end)
}

/// Whether a span says to confirm something, to sign in, or to set a password.
fn names_purpose(context: &AnalysedText, span: Range<usize>) -> bool {
    context.phrases_in(span).iter().any(|h| {
        matches!(
            h.role,
            PhraseRole::Verify
                | PhraseRole::Access
                | PhraseRole::LinkAction
                | PhraseRole::Password
                | PhraseRole::NewChoice
                | PhraseRole::Invitation
                | PhraseRole::AffirmedCase
                | PhraseRole::Affirmation
        )
    })
}
