//! What a message as a whole is about.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::analysed_text::AnalysedText;
use crate::char_class::{CharClass, classify_char};
use crate::lexicon::{PhraseRole, asks_to_ignore};
use crate::normalised_text::normalise_phrase_list;

/// What a message as a whole is about.
pub(super) struct MessageTopic {
    /// Points that every candidate of the message gets.
    pub(super) points: i32,
    /// The message is about sales or travel, which have codes of their own.
    pub(super) has_other_codes: bool,
    /// The message invites to a call, which has a passcode of its own and nothing to verify.
    pub(super) is_meeting: bool,
    /// Nothing is to be entered, is to be kept secret, or expires: the message reports something that has happened.
    pub(super) reports_past_event: bool,
    /// The message asks to show something to a person: at a desk, at a gate.
    pub(super) mentions_showing: bool,
    /// The message confirms something, or says that something is almost done, or what to do if the reader did or did
    /// not ask for it.
    pub(super) asks_for_consent: bool,
    /// The message says that it may be ignored.
    pub(super) may_be_ignored: bool,
    /// The message warns not to share a code.
    pub(super) mentions_secrecy: bool,
    /// The message has a word that means a verification code.
    pub(super) names_code: bool,
    /// The text is as short as an SMS and has hardly room for another number.
    pub(super) is_brief: bool,
    /// The message reports a payment.
    pub(super) mentions_payment: bool,
    /// The subject reports a change that is already made, and the message asks for nothing: its numbers are those of
    /// customers, requests and devices.
    pub(super) reports_change: bool,
    /// The message is a receipt: its codes of letters and digits are for the tax office.
    pub(super) is_receipt: bool,
}

impl MessageTopic {
    pub(super) fn new(context: &AnalysedText) -> Self {
        let mut points = 0;
        // The first word for a purpose and the last "code": a footer has words like "security" too.
        let (mut last_noun, mut first_purpose) = (None, None);
        // The sentence checked last and whether it warns, so that each sentence is checked once.
        let mut warned = (usize::MAX, false);
        for phrase_match in &context.phrases {
            match phrase_match.role {
                // Mail of any kind may say "Never share your OTP".
                PhraseRole::VerificationCode if points < 3 => {
                    let sentence = context.sentence_index_at(phrase_match.start);
                    if warned.0 != sentence {
                        warned = (sentence, context.sentence_has_role(phrase_match.start, PhraseRole::Warning));
                    }
                    points = if warned.1 { points } else { 3 };
                }
                PhraseRole::AmbiguousCode => {
                    last_noun = Some(phrase_match.start);
                    points = points.max(i32::from(context.is_offset_in_subject(phrase_match.start)));
                }
                PhraseRole::Verify | PhraseRole::Access => {
                    first_purpose = first_purpose.or(Some(phrase_match.start));
                    if context.is_offset_in_subject(phrase_match.start) {
                        points = points.max(1);
                    }
                }
                _ => {}
            }
        }
        if let (Some(noun), Some(purpose)) = (last_noun, first_purpose)
            && context.sentence_index_at(purpose) <= context.sentence_index_at(noun) + 1
        {
            points = points.max(2);
        }
        let has_phrase_with_role = |role| context.phrases.iter().any(|h| h.role == role);
        let reports_past_event = !has_phrase_with_role(PhraseRole::Enter)
            && !has_phrase_with_role(PhraseRole::Expiry)
            && !has_phrase_with_role(PhraseRole::Warning);
        let subject_has =
            |role| context.phrases.iter().take_while(|h| context.is_offset_in_subject(h.start)).any(|h| h.role == role);
        let mentions_payment = reports_past_event && has_payment_word(context.normalised_text());
        Self {
            points,
            has_other_codes: has_phrase_with_role(PhraseRole::OtherCodeTopic)
                || context.slice(0, context.mail_subject_end()).contains('%'),
            is_meeting: has_phrase_with_role(PhraseRole::Meeting) && !has_phrase_with_role(PhraseRole::Verify),
            reports_past_event,
            mentions_showing: has_phrase_with_role(PhraseRole::ShownInPerson),
            asks_for_consent: has_phrase_with_role(PhraseRole::Verify)
                || has_phrase_with_role(PhraseRole::Disavowal)
                || has_phrase_with_role(PhraseRole::AffirmedCase)
                || has_phrase_with_role(PhraseRole::ForgottenPassword)
                || has_phrase_with_role(PhraseRole::AlmostDone)
                || has_phrase_with_role(PhraseRole::Otherwise)
                || context
                    .request_phrases_in(0..context.normalised_text().len())
                    .iter()
                    .any(|h| h.role == PhraseRole::Agreement),
            may_be_ignored: asks_to_ignore(context.normalised_text()),
            mentions_secrecy: has_phrase_with_role(PhraseRole::Warning),
            names_code: has_phrase_with_role(PhraseRole::VerificationCode),
            is_brief: context.normalised_text().chars().take(MAX_BRIEF_CHARS + 1).count() <= MAX_BRIEF_CHARS,
            mentions_payment,
            reports_change: reports_past_event && subject_has(PhraseRole::CompletedChange),
            is_receipt: mentions_payment && subject_has(PhraseRole::Record),
        }
    }
}

/// Characters of a brief message, subject included.
const MAX_BRIEF_CHARS: usize = 160;

/// Currencies and words for payment terminals.
static PAYMENT_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "usd|eur|gbp|inr|tl|руб|грн|ريال|درهم|جنيه|دينار|रुपये|টাকা|روپے|rp|vnd|zł|kr|terminal|merchant|terminale|comercio|商户|商戶|加盟店|가맹점",
    )
});

/// The payment words by their length in bytes: each word of a text is compared with the few of its length.
static PAYMENT_WORDS_BY_LENGTH: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let longest = PAYMENT_WORDS.iter().map(String::len).max().unwrap_or(0);
    (0..=longest)
        .map(|length| PAYMENT_WORDS.iter().map(String::as_str).filter(|word| word.len() == length).collect())
        .collect()
});

/// Whether a text names an amount of money or a payment terminal.
pub(crate) fn has_payment_word(text: &str) -> bool {
    let text = &*remove_web_addresses(text);
    text.contains(|c: char| c == '$' || !c.is_ascii() && "€£¥₹₽₫₩₺₴฿৳₱﷼元円원".contains(c))
        || text
            .split(|c: char| matches!(classify_char(c), CharClass::Separator | CharClass::Digit))
            .any(|w| PAYMENT_WORDS_BY_LENGTH.get(w.len()).is_some_and(|words| words.contains(&w)))
        || PAYMENT_WORDS
            .iter()
            .filter(|m| m.starts_with(|c| classify_char(c) == CharClass::Unspaced))
            .any(|m| text.contains(m.as_str()))
        || names_amount_of_dong(text)
        || mentions_amount_with_currency(text)
        || has_amount_with_currency_code(text)
}

/// A text without its web addresses, whose parameters have the names of currencies too: "?action=rp&key=77aa12".
fn remove_web_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(at) = rest.find("://") {
        plain.push_str(&rest[..at]);
        let address = &rest[at..];
        rest = &address[address.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(address.len())..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Codes of currencies that are also other words ("30 Sek."), so that they count before an amount alone.
const CURRENCY_CODES: [&str; 20] = [
    "sek", "dkk", "nok", "isk", "chf", "pln", "czk", "huf", "ron", "bgn", "uah", "aed", "sar", "ils", "thb", "myr",
    "sgd", "cad", "aud", "php",
];

/// Whether a normalised text has the code of a currency before an amount with decimals: "SEK 70,00".
fn has_amount_with_currency_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    text.match_indices([',', '.']).any(|(at, _)| {
        if !is_digit(at + 1) || !is_digit(at + 2) || is_digit(at + 3) {
            return false;
        }
        let whole = bytes[..at].iter().rev().take(12);
        let length = whole.take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let before = text[..at - length].trim_end_matches(' ');
        length > 0
            && CURRENCY_CODES.iter().any(|code| {
                before.strip_suffix(code).is_some_and(|rest| {
                    rest.chars().next_back().is_none_or(|c| classify_char(c) == CharClass::Separator)
                })
            })
    })
}

/// Short names of currencies that stand after an amount and are other words elsewhere.
const CURRENCY_UNITS: [&str; 8] = ["kc", "czk", "ft", "huf", "lei", "ron", "nis", "sek"];

/// Whether a normalised text has a short name of a currency right after a number: "49 Kč", "2 400 Ft".
fn mentions_amount_with_currency(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, window)| {
        window[0].is_ascii_digit() && window[1] == b' ' && window[2].is_ascii_lowercase() && {
            let rest = &text[at + 2..];
            CURRENCY_UNITS.iter().any(|unit| {
                rest.strip_prefix(unit)
                    .is_some_and(|after| after.chars().next().is_none_or(|c| classify_char(c) == CharClass::Separator))
            })
        }
    })
}

/// Whether a normalised text has "đồng" after a number: "250.000 đồng", "5 triệu đồng". Without one, it is a part of other
/// words: "đồng ý", to agree, "hợp đồng", a contract.
fn names_amount_of_dong(text: &str) -> bool {
    text.match_indices(" dong").any(|(at, _)| {
        let before = &text[..at];
        let word = before.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
        before.ends_with(|c: char| c.is_ascii_digit()) || ["nghin", "ngan", "trieu", "ty"].contains(&word)
    })
}
