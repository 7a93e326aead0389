//! What the words of a link, or those before a bare address, say about its purpose.

use super::link_context::is_unambiguous_link_action;
use crate::analysed_text::AnalysedText;
use crate::lexicon::{PhraseMatch, PhraseRole};

/// Characters of words that name a record; a longer clause says more than where its link leads.
const MAX_RECORD_LABEL: usize = 48;

/// The words of a button, or those before a bare address.
pub(super) struct LinkLabel {
    analysed: AnalysedText,
    /// The start of the last clause, and of the words.
    clause_start: usize,
    start: usize,
    is_button: bool,
}

impl LinkLabel {
    pub(super) fn new(words: &str, is_button: bool) -> Self {
        let analysed = AnalysedText::new("", words);
        let start = analysed.mail_body_start();
        let text = analysed.normalised_text();
        let trimmed = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let is_clause_end = |c| matches!(c, '.' | '!' | '?' | ';' | '\u{3002}' | '\u{964}');
        let clause = analysed.slice(0, trimmed).rfind(is_clause_end).unwrap_or(start);
        let clause_start = clause + analysed.slice(clause, trimmed).find(char::is_alphanumeric).unwrap_or(0);
        Self { analysed, clause_start, start, is_button }
    }

    /// Removes the phrases that are part of a name in one of the hosts.
    pub(super) fn remove_phrases_in_names(&mut self, hosts: &[String]) {
        self.analysed.remove_phrases_in_names(hosts);
    }

    /// The normalised words.
    pub(super) fn normalised_text(&self) -> &str {
        self.analysed.slice(self.start, self.analysed.normalised_text().len())
    }

    /// Whether the words are those of a button.
    pub(super) fn is_button(&self) -> bool {
        self.is_button
    }

    /// Whether the words have no phrase of the lexicon.
    pub(super) fn contains_no_lexicon_phrase(&self) -> bool {
        self.analysed.phrases.is_empty()
    }

    /// Whether a phrase of the words has a role.
    pub(super) fn has_phrase_with_role(&self, role: PhraseRole) -> bool {
        self.analysed.phrases.iter().any(|h| h.role == role)
    }

    /// Whether a phrase says what a link does and nothing else.
    pub(super) fn has_unambiguous_link_action(&self) -> bool {
        self.analysed.phrases.iter().any(|h| is_unambiguous_link_action(&self.analysed, h))
    }

    /// Whether the words undo something: "this wasn't me". "Approve or decline" does not.
    pub(super) fn disavows(&self) -> bool {
        let phrases = &self.analysed.phrases;
        phrases
            .iter()
            .filter(|h| h.role == PhraseRole::Disavowal)
            .any(|h| !phrases.iter().any(|a| a.role == PhraseRole::Accept && a.start < h.start && a.end >= h.end))
    }

    /// Whether the words say yes: "Yes, that's mine", "Say yes".
    pub(super) fn affirms(&self) -> bool {
        let is_short = self.has_at_most_words(3);
        let is_first = |h: &PhraseMatch| is_short || h.start <= self.start;
        self.analysed.phrases.iter().any(|h| h.role == PhraseRole::Affirmation && is_first(h))
    }

    /// Whether the words are "maybe" and nothing else.
    pub(super) fn is_maybe_word(&self) -> bool {
        let words = self.analysed.slice(self.start, self.analysed.normalised_text().len());
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        let phrases = &self.analysed.phrases;
        phrases.iter().any(|h| h.role == PhraseRole::Maybe && self.analysed.slice(h.start, h.end) == words)
    }

    /// Whether the words refuse or undo something. "Accept or decline" and "I don't refuse, I agree" do not.
    pub(super) fn refuses(&self) -> bool {
        // "No, keep the old one", "Say no"
        let is_short = self.has_at_most_words(2);
        let says_no = |h: &PhraseMatch| h.role == PhraseRole::Negation && (is_short || h.start <= self.clause_start);
        // "Decline and change the password"
        let opens_clause = |h: &PhraseMatch| h.start <= self.clause_start;
        let is_refusal =
            |h: &PhraseMatch| h.role == PhraseRole::Refusal && (opens_clause(h) || self.is_last_action(h, true));
        self.clause().iter().any(|h| says_no(h) || is_refusal(h))
    }

    /// Whether the words have a phrase about requests of a role.
    pub(super) fn has_request_phrase_with_role(&self, role: PhraseRole) -> bool {
        let end = self.analysed.normalised_text().len();
        self.analysed.request_phrases_in(0..end).iter().any(|h| h.role == role)
    }

    /// Whether the words lead to an order, a payment, a history or another record.
    pub(super) fn leads_to_record(&self) -> bool {
        let end = self.analysed.normalised_text().len();
        self.analysed.slice(self.clause_start, end).chars().take(MAX_RECORD_LABEL + 1).count() <= MAX_RECORD_LABEL
            && self.clause().iter().any(|h| h.role == PhraseRole::Record && self.is_last_action(h, false))
    }

    /// Whether the words confirm that the reader comes to an event, and name no account.
    pub(super) fn confirms_attendance(&self) -> bool {
        self.has_phrase_with_role(PhraseRole::Verify)
            && self.has_phrase_with_role(PhraseRole::Event)
            && ![PhraseRole::Address, PhraseRole::Access, PhraseRole::Password, PhraseRole::Approval]
                .iter()
                .any(|&role| self.has_phrase_with_role(role))
    }

    /// Whether the words join something and confirm nothing else: "Join us".
    pub(super) fn only_invites_to_join(&self) -> bool {
        self.has_phrase_with_role(PhraseRole::Join)
            && ![
                PhraseRole::Accept,
                PhraseRole::Verify,
                PhraseRole::Password,
                PhraseRole::Access,
                PhraseRole::Invitation,
            ]
            .iter()
            .any(|&role| self.has_phrase_with_role(role))
    }

    /// Whether the words allow or accept something.
    pub(super) fn accepts(&self) -> bool {
        self.clause().iter().any(|h| {
            matches!(h.role, PhraseRole::Accept | PhraseRole::NewChoice | PhraseRole::Approval)
                || h.role == PhraseRole::Affirmation && h.start <= self.clause_start
        })
    }

    /// Whether the words confirm something.
    pub(super) fn confirms(&self) -> bool {
        self.clause().iter().any(|h| h.role == PhraseRole::Verify || is_unambiguous_link_action(&self.analysed, h))
    }

    /// Whether the words name a team, a document, an account or an address.
    pub(super) fn names_topic(&self) -> bool {
        let roles = [PhraseRole::Team, PhraseRole::Address, PhraseRole::Password, PhraseRole::Invitation];
        roles.iter().any(|&role| self.has_phrase_with_role(role))
    }

    /// Whether there are at most this many short words; a script without spaces has about six characters to a word.
    pub(super) fn has_at_most_words(&self, words: usize) -> bool {
        self.count_words() <= words && self.analysed.normalised_text().trim().chars().count() <= 6 * words
    }

    /// The number of words.
    pub(super) fn count_words(&self) -> usize {
        self.analysed.normalised_text().split_whitespace().count()
    }

    /// The phrases of the last clause.
    fn clause(&self) -> &[PhraseMatch] {
        self.analysed.phrases_in(self.clause_start..self.analysed.normalised_text().len())
    }

    /// Whether no word for accepting or confirming follows a phrase of the last clause, or contains it. What is confirmed
    /// may be an order, so that "confirm" counts after a record only where an account or an address is named too.
    fn is_last_action(&self, phrase: &PhraseMatch, counts_verify: bool) -> bool {
        let roles = [PhraseRole::Address, PhraseRole::Access, PhraseRole::Password, PhraseRole::Subscription];
        let counts_verify = counts_verify || roles.iter().any(|&role| self.has_phrase_with_role(role));
        let is_act = |role| {
            matches!(role, PhraseRole::Accept | PhraseRole::Join | PhraseRole::LinkAction)
                || counts_verify && role == PhraseRole::Verify
        };
        !self.clause().iter().any(|h| {
            is_act(h.role)
                && (h.end > phrase.end || h.role == PhraseRole::Accept && h.end == phrase.end && h.start < phrase.start)
        })
    }
}
