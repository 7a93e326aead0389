//! A link of a message with its place in the text, and what its words and the text around it say.

use std::ops::Range;

use super::link_context::{
    LinkContextEvidence, evaluate_text_around_link, follows_declining_wish, follows_excluded_question,
    follows_password_question, is_link_excluded_by_sentence, is_pointed_at, label_of_bare_url,
    link_text_is_generic_reference, phrases_after_link_in_sentence, phrases_before_link, subject_has_phrase_with_role,
    subject_names_link_action,
};
use super::link_label::LinkLabel;
use super::link_url_evidence::LinkUrlEvidence;
use crate::analysed_text::AnalysedText;
use crate::input_limits::truncate_to_bytes;
use crate::lexicon::{
    PhraseMatch, PhraseRole, asks_to_ignore, is_excluded_link_text, is_help_article_title, is_view_in_browser_text,
    link_text_names_common_page, sets_up_two_step_verification,
};

/// Bytes of an address and of its text that are read.
const MAX_LINK_BYTES: usize = 2_000;
/// The most words of "View this mail in your browser".
const MAX_VIEW_WORDS: usize = 6;

/// A link with a web address, and its place in the text.
pub(super) struct LocatedLink<'a> {
    /// Address and text as given.
    pub(super) href: &'a str,
    pub(super) text: &'a str,
    pub(super) address: LinkUrlEvidence,
    pub(super) label: LinkLabel,
    pub(super) span: Option<Range<usize>>,
    /// The label refuses or undoes something.
    pub(super) refuses: bool,
    /// The address or the label can't be that of a confirmation link.
    pub(super) is_excluded: bool,
    /// The label names an order, an appointment or another record, and nothing else excludes the link.
    pub(super) leads_to_record: bool,
}

impl<'a> LocatedLink<'a> {
    /// `None` if the address is no web address. `hosts` are those of all links of the message.
    pub(super) fn new(
        context: &AnalysedText,
        href: &'a str,
        text: &'a str,
        span: Option<Range<usize>>,
        hosts: &[String],
    ) -> Option<Self> {
        let address = LinkUrlEvidence::parse(truncate_to_bytes(href.trim(), MAX_LINK_BYTES))?;
        let words = truncate_to_bytes(text.trim(), MAX_LINK_BYTES);
        let is_bare = words.is_empty() || words.contains("://") || words.starts_with("www.");
        let label = match &span {
            // "If this was a mistake, ignore this mail." above an address is no label.
            Some(span) if is_bare => Some(label_of_bare_url(context, span))
                .filter(|label| !is_reassurance(context, span, label))
                .unwrap_or_default(),
            _ if is_bare => "",
            _ => words,
        };
        let is_excluded = address.is_never_confirmation_link()
            || is_excluded_link_text(label)
            || link_text_names_common_page(label)
            || is_help_article_title(label);
        let is_excluded = is_excluded || !is_bare && sets_up_two_step_verification(label);
        let mut label = LinkLabel::new(label, !is_bare);
        label.remove_phrases_in_names(hosts);
        // "To learn about account security, click here"
        let is_excluded = is_excluded
            || label.has_at_most_words(2)
                && span.as_ref().is_some_and(|span| is_link_excluded_by_sentence(context, span));
        // "Your sign-in link: … Forgotten your password? Reset it"
        let is_excluded = is_excluded || span.as_ref().is_some_and(|span| follows_password_question(context, span));
        // "If you don't want our mail, click here"
        let is_excluded = is_excluded
            || label.has_at_most_words(3) && span.as_ref().is_some_and(|span| follows_declining_wish(context, span));
        // "Was this e-mail helpful? Yes | No", "Need help? Log in"
        let is_excluded = is_excluded
            || label.has_at_most_words(2) && span.as_ref().is_some_and(|span| follows_excluded_question(context, span));
        let is_excluded = is_excluded
            || !is_bare && label.count_words() <= MAX_VIEW_WORDS && is_view_in_browser_text(words)
            // "Sign up for free", below what is shared
            || !is_bare && label.has_request_phrase_with_role(PhraseRole::FreeOffer) && !label.confirms();
        // "You can cancel at any time", but not "Confirm the cancellation"
        let is_excluded = is_excluded || leads_to_cancellation(context, &address, &label);
        let refuses = label.refuses() || address.refuses();
        let is_excluded = is_excluded || refuses || !address.confirms() && label.confirms_attendance();
        let leads_to_record = !is_excluded && !address.confirms() && label.leads_to_record();
        let is_excluded = is_excluded || leads_to_record;
        Some(Self { href, text, address, label, span, refuses, is_excluded, leads_to_record })
    }

    /// What the text around the link says about it.
    pub(super) fn evaluate_surrounding_text(&self, context: &AnalysedText) -> LinkContextEvidence {
        let Some(span) = &self.span else { return LinkContextEvidence::default() };
        // The name of the sender at the top is no button for what the subject says.
        let opens_text = || context.slice(context.mail_subject_end(), span.start).trim().is_empty();
        let closes_text = || context.slice(span.end, context.normalised_text().len()).trim().is_empty();
        if self.label.is_button() && self.label.contains_no_lexicon_phrase() && opens_text() && !closes_text() {
            return LinkContextEvidence::default();
        }
        evaluate_text_around_link(context, span)
    }

    /// Whether the address is made for one reader.
    pub(super) fn is_personalised_link(&self) -> bool {
        !self.address.is_generic_page()
            && (self.address.ends_in_random_identifier() || self.address.has_token_parameter())
    }

    /// Whether the words of the link accept or affirm something.
    pub(super) fn has_accepting_words(&self) -> bool {
        self.label.has_phrase_with_role(PhraseRole::Accept)
            || self.label.has_phrase_with_role(PhraseRole::Join)
            || self.label.affirms()
    }

    /// Whether the words of the link are "this link" or "the button" in the sentence that says what it is for.
    pub(super) fn is_self_reference(&self, context: &AnalysedText) -> bool {
        self.span.as_ref().is_some_and(|span| link_text_is_generic_reference(context, span))
    }

    /// Whether the sentence above points at the link.
    pub(super) fn is_pointed_at(&self, context: &AnalysedText) -> bool {
        self.span.as_ref().is_some_and(|span| is_pointed_at(context, span))
    }

    /// The phrases in the text before the link.
    pub(super) fn phrases_before<'c>(&self, context: &'c AnalysedText) -> &'c [PhraseMatch] {
        self.span.as_ref().map_or(&[][..], |span| phrases_before_link(context, span))
    }

    /// Whether the words of the link confirm something, the subject asks for that or the link is an address that is written out,
    /// and neither names a sale.
    fn agrees_with_subject(&self, context: &AnalysedText) -> bool {
        let sells = |role| self.label.has_phrase_with_role(role) || subject_has_phrase_with_role(context, role);
        // Advertisements hardly write an address out.
        self.label.has_phrase_with_role(PhraseRole::Verify)
            && (!self.label.is_button() || subject_has_phrase_with_role(context, PhraseRole::Verify))
            && ![PhraseRole::Offer, PhraseRole::OtherCodeTopic, PhraseRole::Event, PhraseRole::Record]
                .into_iter()
                .any(sells)
    }

    /// Whether the words of the link or those before it confirm an account, an address or a subscription. "Here" does
    /// where the message says when the request expires, or that it may be ignored.
    pub(super) fn confirms_account(&self, context: &AnalysedText, message_asks_for_answer: bool) -> bool {
        let before = self.phrases_before(context);
        // "Click here to activate your account and collect points"
        let after = self.span.as_ref().map_or(&[][..], |span| phrases_after_link_in_sentence(context, span));
        let has = |role| self.label.has_phrase_with_role(role) || before.iter().chain(after).any(|h| h.role == role);
        let is_account = || {
            let roles = [PhraseRole::Address, PhraseRole::Access, PhraseRole::Password, PhraseRole::Subscription];
            roles.iter().any(|&role| has(role) || subject_has_phrase_with_role(context, role))
        };
        let sets_password =
            self.label.has_phrase_with_role(PhraseRole::Password) && self.label.has_unambiguous_link_action();
        has(PhraseRole::Approval)
            || sets_password
            || has(PhraseRole::ForgottenPassword)
            || has(PhraseRole::Verify) && is_account()
            || has(PhraseRole::LinkAction) && (message_asks_for_answer || subject_names_link_action(context))
            || self.address.confirms() && (is_account() || self.agrees_with_subject(context))
            || self.address.signs_in_by_token() && self.label.has_phrase_with_role(PhraseRole::LinkAction)
    }
}

/// Whether the label of an address is a sentence in a paragraph of its own that says when to ignore the mail.
fn is_reassurance(context: &AnalysedText, link_span: &Range<usize>, label: &str) -> bool {
    let above = context.slice(0, link_span.start).trim_end();
    above.ends_with(['.', '!', '\u{3002}', '\u{964}'])
        && context.slice(above.len(), link_span.start).contains("\n\n")
        && asks_to_ignore(label)
}

/// Whether a link cancels something that the subject says nothing about.
fn leads_to_cancellation(context: &AnalysedText, address: &LinkUrlEvidence, label: &LinkLabel) -> bool {
    let is_asked_for = || {
        let subject = 0..context.mail_subject_end();
        context.request_phrases_in(subject).iter().any(|h| {
            matches!(h.role, PhraseRole::Keeping | PhraseRole::SubjectRequest | PhraseRole::WeakSubjectRequest)
        })
    };
    address.cancels() && !label.confirms() && !is_asked_for()
}
