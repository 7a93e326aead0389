//! Codes that confirm a finished transaction: the authorisation of a card payment, the confirmation of a booking. They
//! are not for entering.

use std::sync::LazyLock;

use super::candidate_scoring_input::ScoringInput;
use crate::char_class::{CharClass, classify_char};
use crate::gap_text::begins_with_for_word;
use crate::lexicon::{PhraseMatch, PhraseRole};
use crate::normalised_text::normalise_phrase_list;

/// Stems of "authorise" and "approve", which receipts say of payments.
static APPROVAL_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "authori|approv|autoriz|autoris|autorizz|genehmig|авториз|одобрен|授权|授權|承認番号|승인|التفويض|تفويض|الموافقة \
        |onay|otorisasi|persetujuan|chuẩn chi|mã chuẩn|อนุมัติ|प्राधिकरण|अनुमोदन|অনুমোদন|منظوری|authorisatie|autoryzacj",
    )
});

/// Stems of "number".
static NUMBER_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "number|nummer|numéro|número|numero|numer|номер|num. |番号|番號|编号|編號|号码|號碼|번호|หมายเลข|nomor|nombor|số |संख्या|নম্বর|رقم|شماره|מספר|αριθμ|číslo|číslo|broj|szám|numeris|numurs|nömrə|numara",
    )
});

/// Stems of "confirm", which bookings say.
static CONFIRMATION_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "confirm|conferm|bestatig|bevestig|xac nhan|确认|確認|확인|ยืนยัน|पुष्टि|নিশ্চিত|تأكيد|تصدیق|konfirmasi|подтвер|підтвер|potwierd|onay \
        |pengesahan|bekræft|bekreft|bekräft|vahvist|megerős|visszaigazol|potvr|potrd|потвр|потвър|επιβεβαί|אישור|تأیید|patvirt|apstipr|kinnit|kumpirma|thibitish",
    )
});

/// The longest label of a PIN on its line, in bytes.
const MAX_PIN_LABEL: usize = 32;
/// Sentences before and after a code in which "show it at the desk" is about the code.
const SENTENCES_BEFORE: usize = 1;
const SENTENCES_AFTER: usize = 4;
/// The most phrases of these sentences that are examined.
const MAX_PHRASES: usize = 200;

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
            .copied()
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
        // "Authorisation number: 771204": a number is hardly asked for, whatever introduces it.
        let names_number = contains_stem(word, &NUMBER_STEMS) || contains_stem(phrase, &NUMBER_STEMS);
        let is_bare = (names_number || !gap.contains(':'))
            && match words.as_slice() {
                [] => true,
                [one] | [_, one] => contains_stem(one, &APPROVAL_STEMS),
                _ => false,
            };
        topic.mentions_payment && is_bare && is_named(&APPROVAL_STEMS)
            || topic.mentions_payment && (word == "auth" || word.starts_with("authori"))
            || is_named(&CONFIRMATION_STEMS)
                && (topic.has_other_codes || self.is_joined_to_order_word(noun) || self.topic.mentions_showing)
    }

    /// Whether the candidate is the PIN of a booking, on the line below the number of the booking: "Booking: ND-8840172",
    /// "PIN: 4410", in mail that asks for nothing.
    pub(super) fn is_pin_of_record(&self) -> bool {
        if !(self.topic.has_other_codes && self.topic.reports_past_event) {
            return false;
        }
        let start = self.candidate.start;
        let line = self.context.line_start(start);
        if start - line > MAX_PIN_LABEL {
            return false;
        }
        let label = self.context.slice(line, start);
        if !label.split(|c: char| !c.is_alphanumeric()).any(|word| word == "pin") {
            return false;
        }
        let above = self.context.line_start(line.saturating_sub(1));
        let is_record = |h: &PhraseMatch| {
            matches!(h.role, PhraseRole::OtherNumber | PhraseRole::OtherCode | PhraseRole::OtherCodeTopic)
        };
        line > 0 && self.has_number_between(above, line) && self.context.phrases_in(above..line).iter().any(is_record)
    }

    /// Whether the word for codes and a word for an order or a booking are one noun: "order confirmation code", "code de
    /// confirmation de commande". In "confirmation code for your order", the order is what the code is for.
    fn is_joined_to_order_word(&self, noun: PhraseMatch) -> bool {
        let at = self.candidate.start;
        let sentence = self.sentence_span();
        let is_order = |h: &&PhraseMatch| {
            matches!(h.role, PhraseRole::OtherNumber | PhraseRole::OtherCode)
                && !self.context.is_in_all_capitals_name(**h)
        };
        let after = self.context.phrases_in(noun.end..at);
        let before = self.context.phrases_in(sentence.start.max(noun.start.saturating_sub(60))..noun.start);
        after.iter().filter(is_order).any(|order| {
            let gap = self.context.slice(noun.end, order.start);
            !begins_with_for_word(gap)
                && gap.chars().count() <= 32
                && !gap.contains([',', ':', '=', '(', '.', '\n'])
                && !gap.bytes().any(|b| b.is_ascii_digit())
        }) || before.iter().rev().filter(is_order).any(|order| self.has_no_clause_break_between(order.end, noun.start))
    }

    /// Whether the message asks to show the code to a person, and not to enter it.
    pub(super) fn asks_to_show_code(&self) -> bool {
        let sentence = self.sentence_span();
        let is_entered = |h: &PhraseMatch| h.role == PhraseRole::Enter;
        let is_code_to_enter = |h: &PhraseMatch| {
            is_entered(h)
                && self.context.request_phrases_in(h.start..h.end).iter().any(|v| v.role == PhraseRole::TypingVerb)
        };
        let index = self.context.sentence_index_at(self.candidate.start);
        let first = self.context.sentence_span(index.saturating_sub(SENTENCES_BEFORE)).map_or(0, |s| s.start);
        let last = (index..=index + SENTENCES_AFTER).filter_map(|i| self.context.sentence_span(i)).next_back();
        let nearby = first..last.map_or(self.candidate.end, |s| s.end);
        self.topic.mentions_showing
            && !self.topic.mentions_secrecy
            && self.context.phrases_in(nearby.clone()).iter().take(MAX_PHRASES).any(|h| h.role == PhraseRole::ShownInPerson)
            // "Code: 47118. Please enter it in the form. You get your card at the desk."
            && !self
                .context
                .phrases_in(self.candidate.end..nearby.end)
                .iter()
                .take(MAX_PHRASES)
                .take_while(|h| h.role != PhraseRole::ShownInPerson)
                .any(is_code_to_enter)
            && !self
                .context
                .phrases_in(sentence.start.max(self.candidate.start.saturating_sub(200))..sentence.end)
                .iter()
                .take(40)
                .any(is_entered)
    }
}
