//! Codes that confirm a finished transaction: the authorisation of a card payment, the confirmation of a booking. They
//! are not for entering.

use std::sync::LazyLock;

use super::scoring_input::ScoringInput;
use crate::char_class::{CharClass, classify_char};
use crate::lexicon::PhraseRole;
use crate::normalised_text::normalise_phrase_list;

/// Stems of "authorise" and "approve", which receipts say of payments.
static APPROVAL_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "authori|approv|autoriz|autoris|autorizz|genehmig|авториз|одобрен|授权|授權|承認番号|승인|التفويض|تفويض|الموافقة \
        |onay|otorisasi|persetujuan|chuẩn chi|mã chuẩn|อนุมัติ|प्राधिकरण|अनुमोदन|অনুমোদন|منظوری|authorisatie|autoryzacj",
    )
});

/// Stems of "confirm", which bookings say.
static CONFIRMATION_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "confirm|conferm|bestatig|bevestig|xac nhan|确认|確認|확인|ยืนยัน|पुष्टि|নিশ্চিত|تأكيد|تصدیق|konfirmasi|подтвер|підтвер|potwierd|onay",
    )
});

impl ScoringInput<'_> {
    /// Whether the word for codes before the candidate names a finished transaction.
    pub(super) fn is_receipt_code(&self) -> bool {
        let topic = self.topic;
        let at = self.candidate.start;
        let Some(noun) = self
            .context
            .phrases_in(self.sentence_span().start.max(at.saturating_sub(120))..at)
            .iter()
            .rev()
            .find(|h| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode))
        else {
            return false;
        };
        let gap = self.context.slice(noun.end.min(at), at);
        let before = self.context.slice(self.sentence_span().start, noun.start).trim_end_matches([' ', '-']);
        let word = before.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
        let phrase = self.context.slice(noun.start, at);
        let contains_stem = |words: &str, stems: &[String]| stems.iter().any(|stem| words.contains(stem.as_str()));
        let is_named = |stems: &[String]| contains_stem(word, stems) || contains_stem(phrase, stems);
        // "Authorisation code 771204" in a list of facts; "the code is" and "code:" give one to enter.
        let words: Vec<&str> =
            gap.split(|c: char| classify_char(c) == CharClass::Separator).filter(|w| !w.is_empty()).collect();
        let is_bare = !gap.contains(':')
            && match words.as_slice() {
                [] => true,
                [one] | [_, one] => contains_stem(one, &APPROVAL_STEMS),
                _ => false,
            };
        topic.mentions_payment && is_bare && is_named(&APPROVAL_STEMS)
            || topic.mentions_payment && (word == "auth" || word.starts_with("authori"))
            || topic.has_other_codes && is_named(&CONFIRMATION_STEMS)
    }
}
