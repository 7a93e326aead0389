//! The shape of one language's lexicon.

use super::phrase_role::PhraseRole;

/// One language's phrases by role, each field a list separated by `|`.
///
/// `word` matches a whole word, `stem*` a word with any ending, also before other words (`accept* the invitation`), `*`
/// between two words any one word, `*end` a word with any beginning, `=word` a word with its accents exactly as given. `#word` or `#=word` is a word for numbers of any kind ("number", "номер"). Case, accents, hyphens
/// and line breaks are ignored otherwise.
pub(super) struct LanguageLexicon {
    /// Means a verification code by itself: "OTP", "passcode", "验证码".
    pub(super) verification_code: &'static str,
    /// Means a code of a kind that the neighbouring words tell: "code", "PIN", "código".
    pub(super) ambiguous_code: &'static str,
    /// The act that a verification code is for: verify, confirm, activate, reset.
    pub(super) verify: &'static str,
    /// The circumstances that a verification code is for: signing in, security, one-time.
    pub(super) access: &'static str,
    /// Tells the reader to type something in.
    pub(super) enter: &'static str,
    /// Names another kind of number (order, phone, year …) or another kind of code (promo, postal, error …).
    pub(super) other_number: &'static str,
    /// The unit of a count, after the number: users, minutes, euros.
    pub(super) unit: &'static str,
    /// Topics whose mail has codes of another kind: sales, travel, meetings.
    pub(super) other_code_topic: &'static str,
    /// Warnings about codes, which mention a code without giving one.
    pub(super) warning: &'static str,
    /// How long something is valid.
    pub(super) expiry: &'static str,
    /// "If this wasn't you": the reader disavows the action.
    pub(super) disavowal: &'static str,
    /// Texts of links that sign the reader in, beyond `verify`.
    pub(super) link_action: &'static str,
}

impl LanguageLexicon {
    /// No phrases; for the roles that a short lexicon leaves out.
    pub(super) const EMPTY: Self = Self {
        verification_code: "",
        ambiguous_code: "",
        verify: "",
        access: "",
        enter: "",
        other_number: "",
        unit: "",
        other_code_topic: "",
        warning: "",
        expiry: "",
        disavowal: "",
        link_action: "",
    };

    /// The phrase lists with their roles.
    pub(super) fn phrase_lists_by_role(&self) -> [(&'static str, PhraseRole); 12] {
        [
            (self.verification_code, PhraseRole::VerificationCode),
            (self.ambiguous_code, PhraseRole::AmbiguousCode),
            (self.verify, PhraseRole::Verify),
            (self.access, PhraseRole::Access),
            (self.enter, PhraseRole::Enter),
            (self.other_number, PhraseRole::OtherNumber),
            (self.unit, PhraseRole::Unit),
            (self.other_code_topic, PhraseRole::OtherCodeTopic),
            (self.warning, PhraseRole::Warning),
            (self.expiry, PhraseRole::Expiry),
            (self.disavowal, PhraseRole::Disavowal),
            (self.link_action, PhraseRole::LinkAction),
        ]
    }
}
