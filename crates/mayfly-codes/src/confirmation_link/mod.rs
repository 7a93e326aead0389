//! Finds the link of a message that confirms an address, activates an account, resets a password or signs in.

mod link_address;
mod surrounding_text;

use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;

use crate::analysed_message::AnalysedMessage;
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::lexicon::{PhraseMatch, PhraseRole, asks_to_ignore, excludes_link};
use crate::verification_code::{Code, find_codes};
use link_address::LinkAddress;
use surrounding_text::{
    TextEvidence, evaluate_text_around_link, is_link_action_only, is_pointed_at, label_of_bare_address,
    phrases_before_link, subject_has_role, text_before_link_has_purpose,
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
/// Bytes between the mention of a button and the button.
const MAX_BUTTON_DISTANCE: usize = 400;
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
    let mut cursor = context.text_start();
    let links: Vec<LocatedLink<'_>> = links
        .iter()
        .take(MAX_LINKS)
        .filter_map(|(href, words)| {
            let span = find_link_span(&context, href, words, &mut cursor);
            LocatedLink::new(&context, href, words, span)
        })
        .collect();
    let facts = MessageFacts::new(&context, &links);
    // Few addresses have a part that could be a code.
    let codes = LazyCell::new(|| find_codes(subject, text));
    let mut best: Option<(i32, &LocatedLink<'_>)> = None;
    for link in &links {
        let Some(points) = score_link(&context, &facts, link, &codes) else { continue };
        if points >= LINK_THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, link)| link)
        .or_else(|| find_only_link_for_request(&context, &facts, &links, || !codes.is_empty()))
        .map(|link| ConfirmationLink { href: link.href.to_owned(), text: link.text.to_owned() })
}

/// A link whose address can be a confirmation link, with its place in the text.
struct LocatedLink<'a> {
    /// Address and text as given.
    href: &'a str,
    text: &'a str,
    /// The text of a button, without surrounding space; empty for a bare address.
    words: &'a str,
    /// The words that say what the link is for: those of the button, or those before a bare address.
    label: String,
    span: Option<Range<usize>>,
    address: LinkAddress,
    /// The label refuses or undoes something.
    refuses: bool,
    /// The address or the label can't be that of a confirmation link.
    is_excluded: bool,
}

impl<'a> LocatedLink<'a> {
    /// `None` if the address is no web address.
    fn new(context: &AnalysedMessage, href: &'a str, text: &'a str, span: Option<Range<usize>>) -> Option<Self> {
        let address = LinkAddress::parse(truncate_to_bytes(href.trim(), MAX_LINK_BYTES))?;
        let words = truncate_to_bytes(text.trim(), MAX_LINK_BYTES);
        let is_bare = words.is_empty() || words.contains("://") || words.starts_with("www.");
        let words = if is_bare { "" } else { words };
        let label = match &span {
            Some(span) if is_bare => label_of_bare_address(context, span),
            _ => words,
        };
        let refuses = refuses(label);
        let is_excluded = refuses
            || address.is_never_confirmation_link()
            || excludes_link(label)
            || !address.confirms() && leads_to_record(label);
        let label = label.to_owned();
        Some(Self { href, text, words, label, span, address, refuses, is_excluded })
    }

    fn is_bare(&self) -> bool {
        self.words.is_empty()
    }
}

/// What the message as a whole says, for all its links.
struct MessageFacts<'a> {
    /// It gives a code, says when something expires, or what to do if the reader did not ask for it.
    expects_action: bool,
    /// The subject or the text reports a change that is already made.
    reports_change: bool,
    /// The subject or the text names an offer or an amount of money.
    is_offer: bool,
    /// The subject or the text names an event or a sale.
    names_event: bool,
    /// The subject names an event, a sale, an order or a journey.
    is_about_event: bool,
    /// The identifiers in the addresses of links that refuse: the link with the same one accepts.
    refused_identifiers: Vec<&'a str>,
}

impl<'a> MessageFacts<'a> {
    fn new(context: &AnalysedMessage, links: &'a [LocatedLink<'_>]) -> Self {
        let has = |roles: &[PhraseRole]| context.phrases.iter().any(|h| roles.contains(&h.role));
        Self {
            expects_action: has(&[PhraseRole::VerificationCode, PhraseRole::Expiry, PhraseRole::Disavowal]),
            reports_change: has(&[PhraseRole::CompletedChange]),
            is_offer: has(&[PhraseRole::Offer, PhraseRole::OtherCodeTopic])
                || context.normalised_text().contains(['%', '$', '€', '£', '¥', '₹', '₽']),
            names_event: has(&[PhraseRole::Event, PhraseRole::OtherCodeTopic])
                && !subject_has_role(context, PhraseRole::Team),
            is_about_event: (subject_has_role(context, PhraseRole::Event)
                || subject_has_role(context, PhraseRole::OtherCodeTopic)
                || subject_has_role(context, PhraseRole::Record))
                && !subject_has_role(context, PhraseRole::Team)
                && !subject_has_role(context, PhraseRole::Verify),
            refused_identifiers: links
                .iter()
                .filter(|link| link.refuses)
                .flat_map(|link| link.address.identifiers())
                .collect(),
        }
    }
}

/// The only link made for one reader, or the one that the sentence above points at, in a message that asks to confirm something, to sign in or to set a password, when
/// the words of the link are unknown. The message must say that the request expires or may be ignored.
fn find_only_link_for_request<'l, 'a>(
    context: &AnalysedMessage,
    facts: &MessageFacts<'_>,
    links: &'l [LocatedLink<'a>],
    gives_code: impl FnOnce() -> bool,
) -> Option<&'l LocatedLink<'a>> {
    if facts.reports_change || facts.is_about_event {
        return None;
    }
    let mut candidates = links.iter().filter(|link| {
        !link.is_excluded && !link.address.is_generic_page() && link.address.ends_in_random_identifier()
    });
    let first = candidates.next()?;
    let is_only = candidates.clone().all(|other| other.href == first.href);
    let chosen = if is_only {
        first
    } else {
        // Newsletters count clicks, so that each of their links is made for one reader.
        let is_pointed_at =
            |link: &&LocatedLink<'_>| link.span.as_ref().is_some_and(|span| is_pointed_at(context, span));
        std::iter::once(first).chain(candidates).find(is_pointed_at)?
    };
    let span = chosen.span.as_ref()?;
    let is_asked_for = asks_for_link(context, span)
        // "Use 417330 or just click https://…"
        || phrases_before_link(context, span).iter().any(|h| h.role == PhraseRole::LinkWord) && gives_code();
    let is_possible =
        evaluate_text_around_link(context, span).points >= 0 && (!facts.is_offer || confirms_account(context, chosen));
    (is_possible && is_asked_for).then_some(chosen)
}

/// Whether the subject and the text before a link of unknown words ask for it.
fn asks_for_link(context: &AnalysedMessage, span: &Range<usize>) -> bool {
    let before = phrases_before_link(context, span);
    let text_has = |role| before.iter().any(|h| h.role == role);
    let has = |role| text_has(role) || subject_has_role(context, role);
    let points_at_link = text_has(PhraseRole::LinkWord);
    let names_account = has(PhraseRole::Address) || has(PhraseRole::Access) || has(PhraseRole::Verify);
    let invites = (text_has(PhraseRole::Invitation) && has(PhraseRole::Team)
        || subject_has_role(context, PhraseRole::PersonalInvitation) && has(PhraseRole::Team))
        && !has(PhraseRole::Event)
        && !has(PhraseRole::OtherCodeTopic);
    has(PhraseRole::ForgottenPassword)
        || has(PhraseRole::AlmostDone) && (names_account || points_at_link)
        || subject_has_role(context, PhraseRole::Welcome)
            && points_at_link
            && text_has(PhraseRole::Address)
            && !has(PhraseRole::Event)
            && !has(PhraseRole::OtherCodeTopic)
        || invites
        // "Your magic link"
        || subject_has_role(context, PhraseRole::LinkAction)
            && (subject_has_role(context, PhraseRole::LinkWord) || is_pointed_at(context, span))
        || (asks_for_answer(context) || points_at_link || is_pointed_at(context, span)) && text_before_link_has_purpose(context, span)
}

/// Finds the span of a link in the normalised text. Links come in order, so the search starts after the last one.
fn find_link_span(context: &AnalysedMessage, href: &str, words: &str, cursor: &mut usize) -> Option<Range<usize>> {
    let words = words.trim();
    let needle = if words.is_empty() { href } else { words };
    let rest = context.original.get(*cursor..)?;
    let first = rest.find(needle)?;
    let at = *cursor + find_on_own_line(rest, needle, first).unwrap_or(first);
    *cursor = at + needle.len();
    Some(context.normalised.to_normalised_offset(at)..context.normalised.to_normalised_offset(at + needle.len()))
}

/// Finds the words of a button that stand alone on a line, shortly after the same words in a sentence: "Click on Continue
/// to sign in.", "Continue".
fn find_on_own_line(text: &str, needle: &str, first: usize) -> Option<usize> {
    let end = (first + MAX_BUTTON_DISTANCE).min(text.len());
    let window = (first..=end).rev().find_map(|end| text.get(first..end))?;
    let is_alone = |at: usize| {
        let before = text.get(..first + at).unwrap_or_default().chars().rev().find(|c| !matches!(c, ' ' | '\t'));
        let after = text.get(first + at + needle.len()..).unwrap_or_default();
        matches!(before, None | Some('\n'))
            && matches!(after.chars().find(|c| !matches!(c, ' ' | '\t' | '\r')), None | Some('\n'))
    };
    window.match_indices(needle).map(|(at, _)| at).take(4).find(|&at| is_alone(at)).map(|at| first + at)
}

/// The points of a link, or `None` when it cannot be a confirmation link.
fn score_link(
    context: &AnalysedMessage,
    facts: &MessageFacts<'_>,
    link: &LocatedLink<'_>,
    codes: &LazyCell<Vec<Code>, impl FnOnce() -> Vec<Code>>,
) -> Option<i32> {
    if link.is_excluded {
        return None;
    }
    // "New sign-in. If it was you, allow the device: https://…": only words for doing so make the link one.
    let (allows, confirms) = if facts.reports_change { label_actions(&link.label) } else { (true, true) };
    if !allows && !confirms {
        return None;
    }
    let address = &link.address;
    let is_random = address.ends_in_random_identifier();
    let mut points = 0;
    let mut has_purpose = false;
    if !link.is_bare() {
        points += score_link_words(context, link, is_random)?;
        // Any mail may have a button to log in; one to sign in with is in mail about signing in.
        let has_sign_in_word = points == 2 && (subject_has_role(context, PhraseRole::Access) || facts.expects_action);
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
    let label_points = points;
    // "Accept: https://…/yes/4d81" beside "Decline: https://…/no/4d81"
    if !facts.names_event && address.identifiers().any(|id| facts.refused_identifiers.contains(&id)) {
        points += 3;
        has_purpose = true;
    }
    points += i32::from(address.has_token_parameter());
    has_purpose |= points >= 3;
    let nearby = link.span.as_ref().map_or(TextEvidence::default(), |span| evaluate_text_around_link(context, span));
    if address.is_generic_page() {
        points -= 4;
    } else if !address.identifies_reader() && !nearby.accepts_invitation {
        // A page that is the same for every reader confirms nothing by itself.
        points -= match points {
            _ if link.is_bare() => 3,
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
    if facts.is_offer && !nearby.accepts_invitation && !confirms_account(context, link) {
        return None;
    }
    // "Your registration is on its way. My page"
    if !link.is_bare()
        && label_points == 0
        && nearby.points <= 3
        && !names_topic(&link.label)
        && !asks_for_answer(context)
        && !link.span.as_ref().is_some_and(|span| is_pointed_at(context, span))
    {
        points -= 3;
    }
    points += nearby.points;
    has_purpose |= nearby.has_purpose;
    // "If that's right, go to https://…" in mail about confirming.
    has_purpose |= link.is_bare() && nearby.points == 0 && subject_has_role(context, PhraseRole::Verify);
    // "Sign in to Fern: https://…" in mail that expires
    has_purpose |=
        link.is_bare() && nearby.points > 0 && link.label.split_whitespace().count() <= 6 && facts.expects_action;
    // An address made for one reader counts when words give its purpose.
    if has_purpose && is_random {
        points += 2 + i32::from(facts.expects_action);
    } else if nearby.points >= 3 && facts.expects_action && address.identifies_reader() {
        points += 1;
    }
    points += if subject_has_role(context, PhraseRole::Verify) {
        2
    } else {
        i32::from(subject_has_role(context, PhraseRole::Access) || subject_has_role(context, PhraseRole::LinkAction))
    };
    Some(points)
}

/// The points of the words of a button or another link; `None` when they undo something ("this wasn't me").
fn score_link_words(context: &AnalysedMessage, link: &LocatedLink<'_>, is_random: bool) -> Option<i32> {
    let own = AnalysedMessage::new("", link.words);
    let has_role = |role| own.phrases.iter().any(|h| h.role == role);
    // "Approve or decline" disavows nothing.
    let is_answer = |h: &PhraseMatch| {
        own.phrases.iter().any(|a| a.role == PhraseRole::Accept && a.start < h.start && a.end >= h.end)
    };
    if own.phrases.iter().any(|h| h.role == PhraseRole::Disavowal && !is_answer(h)) {
        return None;
    }
    if has_role(PhraseRole::Verify) {
        return Some(5);
    }
    if own.phrases.iter().any(|h| is_link_action_only(&own, h)) {
        return Some(4);
    }
    let has_purpose_before = || link.span.as_ref().is_some_and(|span| text_before_link_has_purpose(context, span));
    // "Subscribe me" and "Yes, that's mine" are in other mail too.
    if has_role(PhraseRole::Subscription) && asks_to_confirm(context) {
        return Some(4);
    }
    let is_short = is_at_most(link.words, 3);
    let affirms = own.phrases.iter().any(|h| h.role == PhraseRole::Affirmation && (is_short || h.start <= LABEL_START));
    if affirms && is_random && has_purpose_before() {
        return Some(3);
    }
    Some(i32::from(has_role(PhraseRole::LinkAction) || has_role(PhraseRole::Access)) * 2)
}

/// Whether the words of a link or those before it confirm an account, an address or a subscription, in a message that also
/// has an offer.
fn confirms_account(context: &AnalysedMessage, link: &LocatedLink<'_>) -> bool {
    let own = AnalysedMessage::new("", &link.label);
    let before = link.span.as_ref().map_or(&[][..], |span| phrases_before_link(context, span));
    let has = |role| own.phrases.iter().chain(before).any(|h| h.role == role);
    let is_account = || {
        let roles = [PhraseRole::Address, PhraseRole::Access, PhraseRole::Password, PhraseRole::Subscription];
        roles.iter().any(|&role| has(role) || subject_has_role(context, role))
    };
    has(PhraseRole::Approval)
        || has(PhraseRole::ForgottenPassword)
        || has(PhraseRole::Verify) && is_account()
        || has(PhraseRole::LinkAction) && asks_for_answer(context)
        || link.address.confirms() && is_account()
}

/// The offset of the first word in a message without a subject.
const LABEL_START: usize = 2;

/// Whether the words of a link refuse or undo something. "Accept or decline" and "I don't refuse, I agree" do not.
fn refuses(label: &str) -> bool {
    let own = AnalysedMessage::new("", last_clause(label));
    // "No, keep the old one", "Say no"
    let is_short = is_at_most(label, 2);
    let says_no = own.phrases.iter().any(|h| h.role == PhraseRole::Negation && (is_short || h.start <= LABEL_START));
    says_no || own.phrases.iter().any(|h| h.role == PhraseRole::Refusal && is_last_act(&own, h))
}

/// Whether a label has at most this many short words; a script without spaces has about six characters to a word.
fn is_at_most(label: &str, words: usize) -> bool {
    label.split_whitespace().count() <= words && label.chars().count() <= 6 * words
}

/// Whether the words of a link lead to an order, a payment, a history or another record.
fn leads_to_record(label: &str) -> bool {
    let clause = last_clause(label);
    clause.chars().count() <= MAX_RECORD_LABEL && {
        let own = AnalysedMessage::new("", clause);
        own.phrases.iter().any(|h| h.role == PhraseRole::Record && is_last_act(&own, h))
    }
}

/// Characters of words that name a record; a longer clause says more than where its link leads.
const MAX_RECORD_LABEL: usize = 48;

/// Whether no word for accepting or confirming follows a phrase of a label, or contains it.
fn is_last_act(own: &AnalysedMessage, phrase: &PhraseMatch) -> bool {
    let is_act =
        |role| matches!(role, PhraseRole::Accept | PhraseRole::Join | PhraseRole::Verify | PhraseRole::LinkAction);
    !own.phrases.iter().any(|h| {
        is_act(h.role)
            && (h.end > phrase.end || h.role == PhraseRole::Accept && h.end == phrase.end && h.start < phrase.start)
    })
}

/// Whether the words of a link allow or accept something, and whether they confirm something.
fn label_actions(label: &str) -> (bool, bool) {
    let own = AnalysedMessage::new("", last_clause(label));
    let allows = own.phrases.iter().any(|h| {
        matches!(h.role, PhraseRole::Accept | PhraseRole::NewChoice | PhraseRole::Approval)
            || h.role == PhraseRole::Affirmation && h.start <= LABEL_START
    });
    (allows, own.phrases.iter().any(|h| h.role == PhraseRole::Verify || is_link_action_only(&own, h)))
}

/// Whether the words of a link name a team, a document, an account or an address.
fn names_topic(label: &str) -> bool {
    AnalysedMessage::new("", label).phrases.iter().any(|h| {
        matches!(h.role, PhraseRole::Team | PhraseRole::Address | PhraseRole::Password | PhraseRole::Invitation)
    })
}

/// The last sentence of a label.
fn last_clause(label: &str) -> &str {
    let label = label.trim_end_matches(|c: char| !c.is_alphanumeric());
    label.rsplit(['.', '!', '?', ';', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{964}']).next().unwrap_or(label).trim()
}

/// Whether the message says when the request expires, or that it may be ignored.
fn asks_for_answer(context: &AnalysedMessage) -> bool {
    context.phrases.iter().any(|h| h.role == PhraseRole::Expiry) || asks_to_ignore(context.normalised_text())
}

/// Whether the subject or the text has a word for confirming.
fn asks_to_confirm(context: &AnalysedMessage) -> bool {
    context.phrases.iter().any(|h| h.role == PhraseRole::Verify)
}
