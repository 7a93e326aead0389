//! Finds the button that answers what a message asks for, whatever the words of the button: "Verify to vote. Your vote isn't
//! counted yet. — Count my vote".
//!
//! What decides is the structure: the subject asks to confirm, allow or finish something, the text says that the reader asked
//! for it, or what happens without an answer, and the first link on a line of its own is made for one reader.

use std::cell::LazyCell;
use std::ops::Range;

use super::link_context::{mentions_percentage, subject_has_phrase_with_role};
use super::located_link::LocatedLink;
use super::message_facts::MessageFacts;
use crate::analysed_text::AnalysedText;
use crate::lexicon::{PhraseRole, asks_to_ignore, is_excluded_link_text};
use crate::verification_code::Code;

/// Bytes of the text above a button; a mail that asks for something comes to the point.
const MAX_TEXT_ABOVE: usize = 900;
/// The most words for time limits that are examined.
const MAX_EXPIRIES: usize = 20;
/// Bytes of a sentence that introduces a link.
const MAX_INTRODUCTION: usize = 300;

/// Finds the first button of a message that asks for an answer, or the link that a sentence introduces with a colon.
pub(super) fn find_requested_action_button<'l, 'a>(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    links: &'l [LocatedLink<'a>],
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<&'l LocatedLink<'a>> {
    // "Allow the sign-in from a new device" reports one and asks for it.
    let only_reports = facts.reports_change && !subject_has_request(context, PhraseRole::SubjectRequest);
    if only_reports || facts.asks_for_attendance || facts.is_about_event || facts.shares_with_everyone {
        return None;
    }
    // "Potvrďte změnu rezervace … Beru nový termín": the words may name the appointment that is changed.
    let changes_record = |link: &LocatedLink<'_>| {
        link.leads_to_record && is_button(context, link) && has_refusing_link_below(links, link, true)
    };
    let is_possible =
        |link: &&LocatedLink<'_>| (!link.is_excluded || changes_record(link)) && link.is_personalised_link();
    let mut candidates = links.iter().filter(is_possible);
    let found = candidates.clone().find(|link| is_introduced_as_requested(context, link)).or_else(|| {
        candidates
            .find(|link| is_button(context, link))
            .filter(|link| message_requests_button_action(context, facts, links, link))
    })?;
    codes.is_empty().then_some(found)
}

/// Excludes the links that leave everything as it is, below a button that does what the subject asks for: "Close account",
/// "Keep my account".
pub(super) fn exclude_keep_unchanged_links(context: &AnalysedText, links: &mut [LocatedLink<'_>]) {
    if !subject_asks(context) {
        return;
    }
    let mut has_button_above = false;
    for link in links.iter_mut().filter(|link| link.span.is_some()) {
        if has_button_above && link.label.has_request_phrase_with_role(PhraseRole::Keeping) {
            link.is_excluded = true;
        }
        has_button_above |= is_button(context, link);
    }
}

/// Whether the subject asks to confirm, allow or finish something, and does not report that it is done.
pub(super) fn subject_asks(context: &AnalysedText) -> bool {
    let has_request = |role| subject_has_request(context, role);
    let is_done = || span_has_request_role(context, 0..context.mail_subject_end(), PhraseRole::DoneMarker);
    // "Confirmation of your booking" reports one.
    let asks_by_noun =
        || has_request(PhraseRole::SubjectRequestNoun) && !subject_has_phrase_with_role(context, PhraseRole::Record);
    has_request(PhraseRole::SubjectRequest)
        || has_request(PhraseRole::Agreement)
        || asks_by_noun()
        || subject_has_phrase_with_role(context, PhraseRole::AlmostDone) && !is_done()
}

/// Whether the subject has a phrase about requests of a role, and does not report that something is done. Words that report
/// it in some languages ask for it in others where "please" stands beside them.
fn subject_has_request(context: &AnalysedText, role: PhraseRole) -> bool {
    let subject_has = |role| span_has_request_role(context, 0..context.mail_subject_end(), role);
    subject_has(role) && (!subject_has(PhraseRole::DoneMarker) || subject_has(PhraseRole::Please))
}

/// Whether a button fills a line below the first words of the text.
fn is_button(context: &AnalysedText, link: &LocatedLink<'_>) -> bool {
    let is_above = link.span.as_ref().is_some_and(|s| s.start <= context.mail_subject_end() + MAX_TEXT_ABOVE);
    is_above && link.label.is_button() && is_link_alone_on_line(context, link)
}

/// Whether a link fills a line below other words.
pub(super) fn is_link_alone_on_line(context: &AnalysedText, link: &LocatedLink<'_>) -> bool {
    let Some(span) = &link.span else { return false };
    let is_blank = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    let before = context.slice(0, span.start).rsplit('\n').next().unwrap_or_default();
    let after = context.slice(span.end, context.normalised_text().len()).split('\n').next().unwrap_or_default();
    let above = context.slice(context.mail_subject_end(), span.start);
    is_blank(before) && is_blank(after) && !is_blank(above)
}

/// Whether the message asks for what a button does.
fn message_requests_button_action(
    context: &AnalysedText,
    facts: &MessageFacts<'_>,
    links: &[LocatedLink<'_>],
    button: &LocatedLink<'_>,
) -> bool {
    let Some(span) = &button.span else { return false };
    let above = context.mail_subject_end()..span.start;
    let text_has = |role: PhraseRole| context.phrases_in(above.clone()).iter().any(|h| h.role == role);
    let asked_before = span_has_request_role(context, above.clone(), PhraseRole::AskedBefore);
    let is_about = |role: PhraseRole| {
        text_has(role) || subject_has_phrase_with_role(context, role) || button.label.has_phrase_with_role(role)
    };
    let waits = span_has_request_role(context, above.clone(), PhraseRole::NotYet);
    // A vote is asked for as an event is.
    let sells = is_about(PhraseRole::Offer)
        || is_about(PhraseRole::Maybe)
        || is_about(PhraseRole::Event) && !asked_before && !waits
        || button.label.has_request_phrase_with_role(PhraseRole::FreeOffer)
        || span_has_request_role(context, 0..context.mail_subject_end(), PhraseRole::FreeOffer)
        || mentions_percentage(context.slice(0, span.end));
    if sells {
        return false;
    }
    // "Lee has invited you to test Prism", "Theo asked you to become a contributor"
    let invites =
        (text_has(PhraseRole::PersonalInvitation) || text_has(PhraseRole::Sharing)) && is_about(PhraseRole::Team);
    if invites || is_about(PhraseRole::ForgottenPassword) {
        return true;
    }
    let is_about_record = facts.is_about_record || button.leads_to_record || text_has(PhraseRole::Record);
    let has_refusing_link_below = has_refusing_link_below(links, button, is_about_record);
    // "Sam needs a guardian's consent. — I agree — I don't"
    if has_refusing_link_below && (is_about(PhraseRole::Approval) || is_about(PhraseRole::PersonalInvitation)) {
        return true;
    }
    let has_weak_request =
        || span_has_request_role(context, 0..context.mail_subject_end(), PhraseRole::WeakSubjectRequest);
    asked_before && has_weak_request()
        || subject_asks(context)
            && (asked_before
                || has_refusing_link_below
                || !facts.is_about_record
                    && (has_deadline_or_awaits_answer(context) || asks_to_ignore(context.normalised_text())))
}

/// Whether one of the two links below a button leaves everything as it is, or refuses what the button does. A delivery has
/// choices that look like a refusal: "Leave with a neighbour".
pub(super) fn has_refusing_link_below(
    links: &[LocatedLink<'_>],
    button: &LocatedLink<'_>,
    is_about_record: bool,
) -> bool {
    let below = || links.iter().skip_while(|link| !std::ptr::eq(*link, button)).skip(1).take(2);
    let can_wait = below().any(|link| link.label.has_request_phrase_with_role(PhraseRole::Postponement));
    !can_wait
        && below().any(|link| {
            let refuses = !is_about_record && (link.refuses || link.label.disavows());
            (refuses || link.label.has_request_phrase_with_role(PhraseRole::Keeping))
                && !is_excluded_link_text(link.text)
        })
}

/// Whether the message says that something happens only after an answer, or how long its request is valid.
fn has_deadline_or_awaits_answer(context: &AnalysedText) -> bool {
    let whole = context.mail_subject_end()..context.normalised_text().len();
    let is_request = |role| matches!(role, PhraseRole::LinkWord | PhraseRole::Verify | PhraseRole::LinkAction);
    // "Tell us in two minutes" is no time limit.
    let limits_request = |at: usize| {
        context.sentence_span(context.sentence_index_at(at)).is_some_and(|s| {
            let span = s.start.max(at.saturating_sub(MAX_INTRODUCTION))..s.end.min(at + MAX_INTRODUCTION);
            context.phrases_in(span).iter().any(|h| is_request(h.role))
        })
    };
    span_has_request_role(context, whole.clone(), PhraseRole::NotYet)
        || context
            .phrases_in(whole)
            .iter()
            .filter(|h| h.role == PhraseRole::Expiry)
            .take(MAX_EXPIRIES)
            .any(|h| limits_request(h.start))
}

/// Whether a sentence introduces the link with a colon and says that the reader asked for it: "Here's the way in you asked
/// for: https://…".
fn is_introduced_as_requested(context: &AnalysedText, link: &LocatedLink<'_>) -> bool {
    let Some(span) = &link.span else { return false };
    let index = context.sentence_index_at(span.start);
    let Some(own) = context.sentence_span(index) else { return false };
    let start = own.start.max(span.start.saturating_sub(MAX_INTRODUCTION));
    let introduction = context.slice(start, span.start);
    if context.is_offset_in_subject(start) || !introduction.trim_end().ends_with(':') {
        return false;
    }
    // "You clicked "Send me a way in". It's this: https://…"
    let starts_line = introduction.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\n');
    let is_on_line = |s: &Range<usize>| !starts_line && !context.is_offset_in_subject(s.start);
    let above = index.checked_sub(1).and_then(|i| context.sentence_span(i)).filter(is_on_line);
    let above = above.map_or(start, |s| s.start.max(start.saturating_sub(MAX_INTRODUCTION)));
    // "Lee requested your review. View it: https://…"
    let is_way_in = |role| matches!(role, PhraseRole::Access | PhraseRole::LinkWord | PhraseRole::LinkAction);
    span_has_request_role(context, above..span.start, PhraseRole::AskedBefore)
        && context.phrases_in(above..span.start).iter().any(|h| is_way_in(h.role))
        && !span_has_request_role(context, start..span.start, PhraseRole::DecliningWish)
}

/// Whether a span has a phrase about requests of a role.
pub(super) fn span_has_request_role(context: &AnalysedText, span: Range<usize>, role: PhraseRole) -> bool {
    context.request_phrases_in(span).iter().any(|h| h.role == role)
}
