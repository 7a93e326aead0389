//! Codes that say a thing is done: a card payment's authorisation, a booking's confirmation. Nobody enters them.

use std::sync::LazyLock;

use super::super::fold::{Class, class, phrase};
use super::super::lexicon::Role;
use super::{About, Judge};

fn phrases(written: &str) -> Vec<String> {
    written.split('|').map(|w| phrase(w.trim())).collect()
}

/// Stems of "authorise" and "approve", as receipts say of payments.
static APPROVALS: LazyLock<Vec<String>> = LazyLock::new(|| {
    phrases(
        "authori|approv|autoriz|autoris|autorizz|genehmig|авториз|одобрен|授权|授權|承認番号|승인|التفويض|تفويض|الموافقة \
        |onay|otorisasi|persetujuan|chuẩn chi|mã chuẩn|อนุมัติ|प्राधिकरण|अनुमोदन|অনুমোদন|منظوری|authorisatie|autoryzacj",
    )
});

/// Stems of "confirm", as bookings say.
static CONFIRMATIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    phrases(
        "confirm|conferm|bestatig|bevestig|xac nhan|确认|確認|확인|ยืนยัน|पुष्टि|নিশ্চিত|تأكيد|تصدیق|konfirmasi|подтвер|підтвер|potwierd|onay",
    )
});

static MONEY: LazyLock<Vec<String>> = LazyLock::new(|| {
    phrases(
        "usd|eur|gbp|inr|tl|руб|грн|ريال|درهم|جنيه|دينار|रुपये|টাকা|روپے|rp|vnd|đồng|zł|kr|terminal|merchant|terminale|comercio|商户|商戶|加盟店|가맹점",
    )
});

/// An amount of money, or a till, is named.
pub(super) fn is_paid(text: &str) -> bool {
    text.contains(|c| "$€£¥₹₽₫₩₺₴฿৳₱﷼元円원".contains(c))
        || text.split(|c: char| matches!(class(c), Class::Gap | Class::Digit)).any(|w| MONEY.iter().any(|m| m == w))
        || MONEY.iter().filter(|m| m.starts_with(|c| class(c) == Class::Unspaced)).any(|m| text.contains(m.as_str()))
}

impl Judge<'_> {
    /// The word for codes right before says what was done.
    pub(super) fn receipted(&self, about: &About) -> bool {
        let at = self.candidate.start;
        let Some(noun) = self
            .context
            .hits_in(self.sentence().start.max(at.saturating_sub(120))..at)
            .iter()
            .rev()
            .find(|h| matches!(h.role, Role::Strong | Role::Noun))
        else {
            return false;
        };
        let gap = self.context.slice(noun.end.min(at), at);
        let before = self.context.slice(self.sentence().start, noun.start).trim_end_matches([' ', '-']);
        let word = before.rsplit(|c: char| class(c) == Class::Gap).next().unwrap_or_default();
        let phrase = self.context.slice(noun.start, at);
        let has = |words: &str, stems: &[String]| stems.iter().any(|stem| words.contains(stem.as_str()));
        let named = |stems: &[String]| has(word, stems) || has(phrase, stems);
        // "Authorisation code 771204" in a list of facts; "the code is" and "code:" give one to enter.
        let words: Vec<&str> = gap.split(|c: char| class(c) == Class::Gap).filter(|w| !w.is_empty()).collect();
        let bare = !gap.contains(':')
            && match words.as_slice() {
                [] => true,
                [one] | [_, one] => has(one, &APPROVALS),
                _ => false,
            };
        about.paid && bare && named(&APPROVALS)
            || about.paid && (word == "auth" || word.starts_with("authori"))
            || about.other_codes && named(&CONFIRMATIONS)
    }
}
