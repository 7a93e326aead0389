//! Finds the link of a message that confirms an address, activates an account, resets a password or signs in.

mod code_alternative;
mod link_address;
mod link_label;
mod link_score;
mod message_facts;
mod navigation_rows;
mod requested_link;
mod surrounding_text;

use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;

use crate::analysed_message::AnalysedMessage;
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::lexicon::{PhraseMatch, PhraseRole, excludes_link, is_name_of_page};
use crate::verification_code::find_codes;
use link_address::LinkAddress;
use link_label::LinkLabel;
use link_score::{LINK_THRESHOLD, score_link};
use message_facts::MessageFacts;
use navigation_rows::exclude_navigation_rows;
use requested_link::find_requested_link;
use surrounding_text::{
    TextEvidence, evaluate_text_around_link, is_excluded_by_sentence, is_pointed_at, label_of_bare_address,
    phrases_before_link, subject_has_role,
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
    let mut links: Vec<LocatedLink<'_>> = links
        .iter()
        .take(MAX_LINKS)
        .filter_map(|(href, words)| {
            let span = find_link_span(&context, href, words, &mut cursor);
            LocatedLink::new(&context, href, words, span)
        })
        .collect();
    exclude_navigation_rows(&context, &mut links);
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
        .or_else(|| find_requested_link(&context, &facts, &links, &codes))
        .map(|link| ConfirmationLink { href: link.href.to_owned(), text: link.text.to_owned() })
}

/// A link with a web address, and its place in the text.
struct LocatedLink<'a> {
    /// Address and text as given.
    href: &'a str,
    text: &'a str,
    address: LinkAddress,
    label: LinkLabel,
    span: Option<Range<usize>>,
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
        let label = match &span {
            Some(span) if is_bare => label_of_bare_address(context, span),
            _ if is_bare => "",
            _ => words,
        };
        let is_excluded = address.is_never_confirmation_link() || excludes_link(label) || is_name_of_page(label);
        let label = LinkLabel::new(label, !is_bare);
        // "To learn about account security, click here"
        let is_excluded = is_excluded
            || label.is_at_most(2) && span.as_ref().is_some_and(|span| is_excluded_by_sentence(context, span));
        let refuses = label.refuses();
        let is_excluded = is_excluded || refuses || !address.confirms() && label.leads_to_record();
        Some(Self { href, text, address, label, span, refuses, is_excluded })
    }

    /// What the text around the link says about it.
    fn evaluate_surrounding_text(&self, context: &AnalysedMessage) -> TextEvidence {
        let Some(span) = &self.span else { return TextEvidence::default() };
        // The name of the sender at the top is no button for what the subject says.
        let opens_text = || context.slice(context.subject_end(), span.start).trim().is_empty();
        let closes_text = || context.slice(span.end, context.normalised_text().len()).trim().is_empty();
        if self.label.is_button() && self.label.has_no_phrases() && opens_text() && !closes_text() {
            return TextEvidence::default();
        }
        evaluate_text_around_link(context, span)
    }

    /// Whether the words of the link accept or affirm something.
    fn has_accepting_words(&self) -> bool {
        self.label.has_role(PhraseRole::Accept) || self.label.has_role(PhraseRole::Join) || self.label.affirms()
    }

    /// Whether the sentence above points at the link.
    fn is_pointed_at(&self, context: &AnalysedMessage) -> bool {
        self.span.as_ref().is_some_and(|span| is_pointed_at(context, span))
    }

    /// The phrases in the text before the link.
    fn phrases_before<'c>(&self, context: &'c AnalysedMessage) -> &'c [PhraseMatch] {
        self.span.as_ref().map_or(&[][..], |span| phrases_before_link(context, span))
    }

    /// Whether the words of the link or those before it confirm an account, an address or a subscription.
    fn confirms_account(&self, context: &AnalysedMessage, facts: &MessageFacts<'_>) -> bool {
        let before = self.phrases_before(context);
        let has = |role| self.label.has_role(role) || before.iter().any(|h| h.role == role);
        let is_account = || {
            let roles = [PhraseRole::Address, PhraseRole::Access, PhraseRole::Password, PhraseRole::Subscription];
            roles.iter().any(|&role| has(role) || subject_has_role(context, role))
        };
        has(PhraseRole::Approval)
            || has(PhraseRole::ForgottenPassword)
            || has(PhraseRole::Verify) && is_account()
            || has(PhraseRole::LinkAction) && facts.asks_for_answer
            || self.address.confirms() && is_account()
    }
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
