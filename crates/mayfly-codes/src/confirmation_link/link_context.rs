//! What the text around a link says about its purpose.

use std::ops::Range;

use crate::analysed_text::AnalysedText;
use crate::char_class::{CharClass, classify_char};
use crate::lexicon::{PhraseMatch, PhraseRole, asks_to_ignore, is_excluded_link_text};

/// Bytes of text on each side of a link that are read.
pub(super) const CONTEXT_BYTES: usize = 800;
/// The longest line that is the label of an address below it, in bytes.
const MAX_LABEL_BYTES: usize = 160;

/// Bytes of text before a link in which its purpose is looked for when its own words are unknown.
const PURPOSE_BYTES: usize = 400;

/// The most words of "with this personal link".
const MAX_REFERENCE_WORDS: usize = 4;

/// The points of the text around a link, and whether it says to sign in or to confirm.
#[derive(Clone, Copy, Default)]
pub(super) struct LinkContextEvidence {
    pub(super) points: i32,
    pub(super) has_purpose: bool,
    /// The words of the link accept an invitation to a team.
    pub(super) accepts_invitation: bool,
}

/// The text undoes something, so the link is hardly a confirmation link.
const DISAVOWS: LinkContextEvidence = LinkContextEvidence { points: -6, has_purpose: false, accepts_invitation: false };

/// What the sentence with the link says, or the sentences before it.
pub(super) fn evaluate_text_around_link(context: &AnalysedText, link_span: &Range<usize>) -> LinkContextEvidence {
    let index = context.sentence_index_at(link_span.start);
    let Some(own) = context.sentence_span(index) else { return LinkContextEvidence::default() };
    let Some(own_evidence) = evaluate_sentence_near_link(context, own.clone(), link_span) else { return DISAVOWS };
    let starts_sentence =
        context.slice(own.start, link_span.start).chars().all(|c| classify_char(c) == CharClass::Separator);
    let before = (0..index)
        .rev()
        .filter_map(|i| context.sentence_span(i))
        .take_while(|s| link_span.start - s.end < CONTEXT_BYTES)
        .filter(|s| !context.slice(s.start, s.end).trim().is_empty());
    let above = before.clone().next().filter(|above| !starts_sentence && own.start - above.end < 8);
    let is_disavowed_above = above.as_ref().is_some_and(|above| {
        evaluate_sentence_near_link(context, above.clone(), link_span).is_none()
            && !asks_to_ignore(context.slice(above.start, above.end))
    });
    // "That wasn't you? Change your password: https://…"
    if is_disavowed_above && above.is_some_and(|above| context.slice(above.start, above.end).trim_end().ends_with('?'))
    {
        return DISAVOWS;
    }
    if accepts_invitation(context, own.start..link_span.end, index) {
        return LinkContextEvidence { points: 4, has_purpose: true, accepts_invitation: true };
    }
    if own_evidence.points == 3 {
        return own_evidence;
    }
    // "Not you? Lock your account: https://…"
    if is_disavowed_above {
        return DISAVOWS;
    }
    let before = before.take_while(|b| starts_sentence && link_span.start - b.end < 200);
    // The subject has points of its own, and names the link only when nothing else does.
    let opens_text = context.slice(context.mail_subject_end(), link_span.start).trim().is_empty();
    let before = before.filter(|s| opens_text || !context.is_offset_in_subject(s.start));
    // "Use this link to sign in. It works once."
    for sentence in before.take(3) {
        // "Can you confirm the plan? https://…" is a question to a person.
        if context.slice(sentence.start, sentence.end).trim_end().ends_with('?') {
            return own_evidence;
        }
        let (start, end) = (sentence.start.max(sentence.end.saturating_sub(CONTEXT_BYTES)), sentence.end);
        match evaluate_sentence_near_link(context, sentence, link_span) {
            // "If you didn't ask for this, ignore this e-mail." says nothing about the link below it.
            None if asks_to_ignore(context.slice(start, end)) => {}
            None => return DISAVOWS,
            Some(evidence) if evidence.points == 0 => {}
            Some(evidence) => {
                return LinkContextEvidence {
                    points: own_evidence.points + evidence.points,
                    has_purpose: own_evidence.has_purpose || evidence.has_purpose,
                    accepts_invitation: false,
                };
            }
        }
    }
    own_evidence
}

/// Whether the words before the link in its sentence accept an invitation to a team, which is in the same sentence or in
/// those above: "Lee invited you to the Heron project. Join now: https://…". An invitation to an event doesn't count.
fn accepts_invitation(context: &AnalysedText, words: Range<usize>, index: usize) -> bool {
    let words = words.start.max(words.end.saturating_sub(CONTEXT_BYTES))..words.end;
    let has_phrase_with_role =
        |span: &Range<usize>, role| context.phrases_in(span.clone()).iter().any(|h| h.role == role);
    let accepts = has_phrase_with_role(&words, PhraseRole::Accept);
    if !accepts && !has_phrase_with_role(&words, PhraseRole::Join)
        || is_excluded_link_text(context.slice(words.start, words.end))
    {
        return false;
    }
    let is_event = |span: &Range<usize>| {
        has_phrase_with_role(span, PhraseRole::Event)
            || has_phrase_with_role(span, PhraseRole::OtherCodeTopic)
            || mentions_percentage(context.slice(span.start, span.end))
    };
    let invites = |span: &Range<usize>| {
        (has_phrase_with_role(span, PhraseRole::Invitation)
            || accepts && has_phrase_with_role(span, PhraseRole::Sharing))
            && has_phrase_with_role(span, PhraseRole::Team)
    };
    let above = (0..=index).rev().filter_map(|i| context.sentence_span(i)).map(|s| s.start..s.end.min(words.end));
    let mut nearby = above
        .take_while(|s| words.end.saturating_sub(s.end) < 400 && s.len() < CONTEXT_BYTES)
        .filter(|s| !context.slice(s.start, s.end).trim().is_empty())
        .take(4)
        .chain(std::iter::once(0..context.mail_subject_end()))
        .take_while(|s| !is_event(s));
    accepts && has_phrase_with_role(&words, PhraseRole::Invitation) && !is_event(&words) || nearby.any(|s| invites(&s))
}

/// Whether a text has a percent sign that is not part of an address: "50%", not "%3A".
pub(super) fn mentions_percentage(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| {
        let follows_space = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let is_escape = text.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        follows_space || !is_escape
    })
}

/// Evaluates one sentence near the link; `None` when it disavows something.
fn evaluate_sentence_near_link(
    context: &AnalysedText,
    span: Range<usize>,
    link_span: &Range<usize>,
) -> Option<LinkContextEvidence> {
    // Only hostile text has longer sentences.
    let start = span.start.max(link_span.start.saturating_sub(CONTEXT_BYTES));
    let end = span.end.min(link_span.end + CONTEXT_BYTES);
    // "If you didn't ask for it, ignore this mail, otherwise follow the link": the first clause is another case.
    let otherwise = context
        .phrases_in(start..link_span.start.min(end))
        .iter()
        .rev()
        .find(|h| matches!(h.role, PhraseRole::Otherwise | PhraseRole::AffirmedCase));
    let start = otherwise.map_or(start, |h| h.end);
    let phrases = context.phrases_in(start..end);
    let before = |h: &&PhraseMatch| h.end <= link_span.start;
    let after = |h: &&PhraseMatch| h.start >= link_span.end;
    let is_purpose =
        |h: &PhraseMatch| matches!(h.role, PhraseRole::Verify | PhraseRole::LinkAction | PhraseRole::Access);
    let has_purpose_before = phrases.iter().filter(before).any(is_purpose);
    // "Accept or decline" disavows nothing.
    let is_answer =
        |h: &PhraseMatch| phrases.iter().any(|a| a.role == PhraseRole::Accept && a.start < h.start && a.end >= h.end);
    // "Accept", "Decline" side by side
    let accepts = context.phrases_in(link_span.clone()).iter().any(|h| h.role == PhraseRole::Accept);
    let is_beside = |h: &PhraseMatch| {
        h.start >= link_span.end
            && context.slice(link_span.end, h.start).chars().all(|c| c != '\n' && !c.is_alphanumeric())
    };
    let is_disavowal = |h: &PhraseMatch| h.role == PhraseRole::Disavowal && !is_answer(h) && !(accepts && is_beside(h));
    // "Sign in: https://… If you didn't ask for it, ignore this e-mail" disavows the mail and not the link.
    if phrases.iter().filter(before).any(is_disavowal)
        || !has_purpose_before && phrases.iter().filter(after).any(is_disavowal)
    {
        return None;
    }
    // "With this link you log in": the words of the link are part of what the sentence says.
    let is_reference = link_text_is_generic_reference(context, link_span);
    let outside = |h: &&PhraseMatch| before(h) || after(h) || is_reference && h.role == PhraseRole::LinkWord;
    let has_phrase_with_role = |role: PhraseRole| phrases.iter().filter(outside).any(|h| h.role == role);
    // "Noor invited you to the team"; an invitation alone may be to a sale.
    let invites = has_phrase_with_role(PhraseRole::Invitation)
        && has_phrase_with_role(PhraseRole::Team)
        && !has_phrase_with_role(PhraseRole::Event);
    // "You forgot your password. Choose a new one: https://…"
    let renews = has_phrase_with_role(PhraseRole::NewChoice) && password_named_before_link(context, link_span);
    // "Sign in to discover our sale"
    if !has_phrase_with_role(PhraseRole::Verify)
        && (has_phrase_with_role(PhraseRole::Event) || has_phrase_with_role(PhraseRole::OtherCodeTopic))
    {
        return Some(LinkContextEvidence::default());
    }
    if has_phrase_with_role(PhraseRole::Verify)
        || invites
        || renews
        || phrases.iter().filter(outside).any(|h| is_unambiguous_link_action(context, h))
    {
        return Some(LinkContextEvidence { points: 3, has_purpose: true, accepts_invitation: false });
    }
    let has_link_action = has_phrase_with_role(PhraseRole::LinkAction);
    let has_access = has_phrase_with_role(PhraseRole::Access) || has_phrase_with_role(PhraseRole::Password);
    let path_has_sign_in_word = has_link_action || has_access && has_phrase_with_role(PhraseRole::LinkWord);
    // "Use the link below", in mail about confirming.
    if !path_has_sign_in_word
        && has_phrase_with_role(PhraseRole::LinkWord)
        && (subject_has_phrase_with_role(context, PhraseRole::Verify) && !subject_names_record(context)
            || span.contains(&link_span.start)
                && (subject_has_phrase_with_role(context, PhraseRole::LinkAction)
                    || subject_has_phrase_with_role(context, PhraseRole::Password)))
        && !is_excluded_link_text(context.slice(start, span.end))
    {
        return Some(LinkContextEvidence { points: 1, has_purpose: true, accepts_invitation: false });
    }
    let is_about_signing_in = has_access && subject_has_phrase_with_role(context, PhraseRole::Access);
    Some(LinkContextEvidence {
        points: i32::from(has_access || has_link_action) * 2,
        has_purpose: path_has_sign_in_word || is_about_signing_in,
        accepts_invitation: false,
    })
}

/// Whether the words of a link are "this link" or "the button below" within a sentence, which says what the link is for.
pub(super) fn link_text_is_generic_reference(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let words = context.slice(link_span.start, link_span.end);
    words.len() <= MAX_LABEL_BYTES
        && !words.contains("://")
        && words.split_whitespace().count() <= MAX_REFERENCE_WORDS
        && context
            .phrases_in(link_span.clone())
            .iter()
            .any(|h| h.role == PhraseRole::LinkWord && h.end <= link_span.end)
}

/// Whether the part of a sentence before a link leads elsewhere and says to confirm nothing: "To learn about our cookies,
/// click here".
pub(super) fn is_link_excluded_by_sentence(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let Some(own) = context.sentence_span(context.sentence_index_at(link_span.start)) else { return false };
    let start = own.start.max(link_span.start.saturating_sub(MAX_LABEL_BYTES));
    let end = own.end.min(link_span.end + MAX_LABEL_BYTES);
    let is_purpose = |h: &PhraseMatch| matches!(h.role, PhraseRole::Verify | PhraseRole::LinkAction);
    // "Here's the link you asked for. Use this link to continue reading"
    let is_announced = link_text_is_generic_reference(context, link_span) && subject_names_link_action(context);
    !context.is_offset_in_subject(start)
        && !is_announced
        && !context.phrases_in(start..end).iter().any(is_purpose)
        && is_excluded_link_text(context.slice(start, end))
}

/// Whether the question before a link on its line leads elsewhere: "Was this e-mail helpful?"
pub(super) fn follows_excluded_question(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let Some(above) = context.sentence_index_at(link_span.start).checked_sub(1) else { return false };
    context.sentence_span(above).filter(|s| !context.is_offset_in_subject(s.start)).is_some_and(|question| {
        let words = question.start.max(question.end.saturating_sub(MAX_LABEL_BYTES))..question.end;
        let words = context.slice(words.start, words.end).trim_end();
        words.ends_with('?')
            && !context.slice(question.end, link_span.start).contains('\n')
            && is_excluded_link_text(words)
    })
}

/// Whether the part of the sentence before a link, or the question before that on the same line, says that the reader does not
/// want something: "If you don't want our mail, click here", "No more mail? Click here".
pub(super) fn follows_declining_wish(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let index = context.sentence_index_at(link_span.start);
    let own = context.sentence_span(index).unwrap_or(link_span.clone());
    let is_question = |s: &Range<usize>| context.slice(s.start, s.end).trim_end().ends_with('?');
    let is_on_line = |s: &Range<usize>| !context.slice(s.end, link_span.start).contains('\n');
    let question = index.checked_sub(1).and_then(|i| context.sentence_span(i)).filter(is_question).filter(is_on_line);
    let start = question.map_or(own.start, |s| s.start).max(link_span.start.saturating_sub(MAX_LABEL_BYTES));
    context.request_phrases_in(start..link_span.start).iter().any(|h| h.role == PhraseRole::DecliningWish)
}

/// Whether the question before a link on its line asks if the password is forgotten, in mail whose subject says nothing about
/// a password.
pub(super) fn follows_password_question(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let is_about_password = [PhraseRole::ForgottenPassword, PhraseRole::Password, PhraseRole::Verify]
        .into_iter()
        .any(|role| subject_has_phrase_with_role(context, role));
    if is_about_password {
        return false;
    }
    let Some(above) = context.sentence_index_at(link_span.start).checked_sub(1) else { return false };
    context.sentence_span(above).filter(|s| !context.is_offset_in_subject(s.start)).is_some_and(|question| {
        let words = question.start.max(question.end.saturating_sub(MAX_LABEL_BYTES))..question.end;
        !context.slice(question.end, link_span.start).contains('\n')
            && context.slice(words.start, words.end).trim_end().ends_with('?')
            && context.phrases_in(words).iter().any(|h| h.role == PhraseRole::ForgottenPassword)
    })
}

/// Whether "otherwise" stands before the link in its sentence.
pub(super) fn link_follows_otherwise(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let own = context.sentence_span(context.sentence_index_at(link_span.start)).unwrap_or(link_span.clone());
    let start = own.start.max(link_span.start.saturating_sub(CONTEXT_BYTES));
    context.phrases_in(start..link_span.start).iter().any(|h| h.role == PhraseRole::Otherwise)
}

/// Whether a phrase says what a link does and is not also a word for signing in: "accept the invitation" is about the link
/// alone, "sign in" occurs in other sentences too.
pub(super) fn is_unambiguous_link_action(context: &AnalysedText, link: &PhraseMatch) -> bool {
    let same = |h: &PhraseMatch| h.role == PhraseRole::Access && (h.start, h.end) == (link.start, link.end);
    link.role == PhraseRole::LinkAction && !context.phrases_in(link.start..link.start + 1).iter().any(same)
}

/// Whether the subject has a phrase of a role.
pub(super) fn subject_has_phrase_with_role(context: &AnalysedText, role: PhraseRole) -> bool {
    context.phrases.iter().take_while(|h| context.is_offset_in_subject(h.start)).any(|h| h.role == role)
}

/// Whether the subject names a link and what it does, "Your one-time link", and not only "sign in".
pub(super) fn subject_names_link_action(context: &AnalysedText) -> bool {
    let mut subject = context.phrases.iter().take_while(|h| context.is_offset_in_subject(h.start));
    subject.any(|h| is_unambiguous_link_action(context, h))
        && subject_has_phrase_with_role(context, PhraseRole::LinkWord)
}

/// Whether the subject names an order or another record: what is confirmed then is no address.
fn subject_names_record(context: &AnalysedText) -> bool {
    [
        PhraseRole::Record,
        PhraseRole::OtherNumber,
        PhraseRole::Event,
        PhraseRole::OtherCodeTopic,
        PhraseRole::CompletedChange,
    ]
    .into_iter()
    .any(|role| subject_has_phrase_with_role(context, role))
}

/// Whether the sentence before a link, or the part of its sentence before it, points at it: "Press the button:".
pub(super) fn is_pointed_at(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    find_sentence_pointing_at_link(context, link_span).is_some()
}

/// The sentence that points at a link: the part of its sentence before it, or else the sentence above.
pub(super) fn find_sentence_pointing_at_link(context: &AnalysedText, link_span: &Range<usize>) -> Option<Range<usize>> {
    let index = context.sentence_index_at(link_span.start);
    if link_text_is_generic_reference(context, link_span) {
        return context.sentence_span(index).filter(|s| !context.is_offset_in_subject(s.start));
    }
    let own = context.sentence_span(index).map(|own| own.start..link_span.start);
    let above = (0..index).rev().take(4).filter_map(|i| context.sentence_span(i));
    let mut filled = own
        .into_iter()
        .chain(above)
        .filter(|s| context.slice(s.start, s.end).chars().any(|c| classify_char(c) != CharClass::Separator))
        .take_while(|s| !context.is_offset_in_subject(s.start));
    let nearest = filled.next()?;
    let has_link_word = |s: &Range<usize>| {
        let words = s.end.saturating_sub(CONTEXT_BYTES).max(s.start)..s.end;
        context.phrases_in(words).iter().any(|h| h.role == PhraseRole::LinkWord)
    };
    if context.slice(nearest.start, nearest.end).trim_end().ends_with(':') || has_link_word(&nearest) {
        return Some(nearest);
    }
    // "Tap below to sign in. No password needed."
    filled.next().filter(|s| !context.slice(s.start, nearest.start).contains('\n') && has_link_word(s))
}

/// Whether the part of a sentence before a link, or one of the two sentences above it, says to confirm something, to sign in
/// or to set a password. A footer has other sentences between the two.
pub(super) fn sentences_above_have_purpose(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let index = context.sentence_index_at(link_span.start);
    let own = context.sentence_span(index).map(|own| own.start..link_span.start);
    let above = (0..index).rev().take(6).filter_map(|i| context.sentence_span(i));
    let is_filled =
        |s: &Range<usize>| context.slice(s.start, s.end).chars().any(|c| classify_char(c) != CharClass::Separator);
    own.into_iter().chain(above).filter(is_filled).filter(|s| !context.is_offset_in_subject(s.start)).take(2).any(|s| {
        let words = s.end.saturating_sub(CONTEXT_BYTES).max(s.start)..s.end;
        context.phrases_in(words).iter().any(|h| {
            matches!(
                h.role,
                PhraseRole::Verify
                    | PhraseRole::LinkAction
                    | PhraseRole::Access
                    | PhraseRole::Password
                    | PhraseRole::Invitation
            )
        })
    })
}

/// The phrases in the text before a link, as far as it may tell the purpose of the link.
pub(super) fn phrases_before_link<'c>(context: &'c AnalysedText, link_span: &Range<usize>) -> &'c [PhraseMatch] {
    let start = link_span.start.saturating_sub(PURPOSE_BYTES).max(context.mail_subject_end());
    context.phrases_in(start..link_span.start)
}

/// The phrases between a link and the end of its sentence, which a script without spaces may have right after the link.
pub(super) fn phrases_after_link_in_sentence<'c>(
    context: &'c AnalysedText,
    link_span: &Range<usize>,
) -> &'c [PhraseMatch] {
    let own = context.sentence_span(context.sentence_index_at(link_span.start)).unwrap_or(link_span.clone());
    let end = own.end.min(link_span.end + MAX_LABEL_BYTES);
    let line = context.slice(link_span.end, end).find('\n').map_or(end, |n| link_span.end + n);
    context.phrases_in(link_span.end..line)
}

/// Whether the subject or the text before a link names a password.
fn password_named_before_link(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let names_password = |h: &PhraseMatch| matches!(h.role, PhraseRole::Password | PhraseRole::Access);
    let start = link_span.start.saturating_sub(PURPOSE_BYTES);
    context.phrases_in(start..link_span.start).iter().any(names_password)
        || context.phrases.iter().take_while(|h| context.is_offset_in_subject(h.start)).any(names_password)
}

/// Whether the subject or the text before a link says to confirm something, to sign in or to set a password.
pub(super) fn text_before_link_has_purpose(context: &AnalysedText, link_span: &Range<usize>) -> bool {
    let before = phrases_before_link(context, link_span);
    let has_phrase_with_role = |role| before.iter().any(|h| h.role == role);
    let is_request =
        |role| matches!(role, PhraseRole::Verify | PhraseRole::LinkAction | PhraseRole::Access | PhraseRole::Password);
    let subject_asks =
        context.phrases.iter().take_while(|h| context.is_offset_in_subject(h.start)).any(|h| is_request(h.role));
    has_phrase_with_role(PhraseRole::Verify)
        || has_phrase_with_role(PhraseRole::LinkAction)
        || subject_asks && before.iter().any(|h| is_request(h.role))
        || has_phrase_with_role(PhraseRole::Invitation)
            && has_phrase_with_role(PhraseRole::Team)
            && !has_phrase_with_role(PhraseRole::Event)
}

/// The words that label a bare address: those before it on its line, or else the line above.
pub(super) fn label_of_bare_url<'c>(context: &'c AnalysedText, link_span: &Range<usize>) -> &'c str {
    let is_decoration = |c: char| classify_char(c) == CharClass::Separator;
    let text = context.slice(0, link_span.start);
    let line = context.line_start(link_span.start);
    let own = text[line..].trim_matches(is_decoration);
    let label = if own.is_empty() {
        let above = text[..line].trim_end_matches(is_decoration);
        // A blank line above a paragraph's address does not part them; two paragraphs up is another matter.
        above.rsplit('\n').next().unwrap_or_default()
    } else {
        // After another address on the line, what stands between the two.
        own.rfind("://").and_then(|n| own[n..].find(char::is_whitespace).map(|w| &own[n + w..])).unwrap_or(own)
    };
    let mut start = label.len().saturating_sub(MAX_LABEL_BYTES);
    while !label.is_char_boundary(start) {
        start += 1;
    }
    &label[start..]
}
