//! Numbers to call: "sperren Sie Ihren Zugang unter 116 116", "appelez le 3639", "bel ons op 7711".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::candidate_scoring_input::ScoringInput;
use crate::candidates::CandidateShape;
use crate::char_class::{CharClass, classify_char};
use crate::lexicon::PhraseRole;
use crate::normalised_text::normalise_phrase_list;

/// Bytes before a number in which a verb of calling is looked for.
const MAX_CALL_BYTES: usize = 72;

/// Words right before a number to call.
static BEFORE_NUMBER: LazyLock<HashSet<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "on|at|unter|die|der|au|le|al|el|allo|il|pelo|para o|o|op|via|met|på|på tel|til|pod|na|nr|numer|numeru|číslo|čísle|čísla|по|на|номер|за номером|la|numărul|στο|στον|số|theo số|ke|nomor|numarasını|numaradan",
    )
    .into_iter()
    .collect()
});

/// Stems of calling somebody and of having something blocked by telephone.
static CALL_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "call|ring us|ring me|ring the|phone|dial|anruf|ruf uns|rufe|rufen sie|telefon|sperr|hotline|appel|composez|composer|télépho|llam|ligue|ligar|ligação|telefon|chiam|numero verde|bel ons|bel met|bel naar|bellen|blokker|dzwo|zastrz|zablok|zavol|volejte|zablokuj|звон|телефон|дзвон|телефону|suna|apela|apelează|blocați|καλέστε|καλέσ|τηλεφων|ring på|ringa|spärr|spær|sperr|soita|hív|letilt|gọi|hotline|tổng đài|hubungi|telepon|arayın|arayiniz|arayabilir|拨打|致电|撥打|電話|전화",
    )
});

impl ScoringInput<'_> {
    /// Whether a verb of calling or blocking and a preposition or an article introduce the candidate as a number to call.
    pub(super) fn is_number_to_call(&self) -> bool {
        if !matches!(self.candidate.shape, CandidateShape::Digits | CandidateShape::GroupedDigits)
            || self.candidate.fills_line
        {
            return false;
        }
        let start = self.candidate.start;
        let last = self.context.slice(0, start).trim_end();
        let last = last.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
        if !BEFORE_NUMBER.contains(last) {
            return false;
        }
        let sentence = self.sentence_span();
        let from = sentence.start.max(start.saturating_sub(MAX_CALL_BYTES));
        let from = self.context.normalised_text().ceil_char_boundary(from);
        let before = self.context.slice(from, start);
        // The clause alone: "Call us, or enter the 482913".
        let clause = before.rfind([',', ';', ':', '(', '\n']).map_or(before, |n| &before[n + 1..]);
        let words = clause.trim_end().strip_suffix(last).unwrap_or_default();
        find_last_calling_verb(words).is_some_and(|at| !self.has_word_to_enter(start - (clause.len() - at) + 1, start))
    }

    /// Whether a word for codes or a verb of typing stands between two offsets.
    fn has_word_to_enter(&self, from: usize, to: usize) -> bool {
        self.context
            .phrases_in(from..to)
            .iter()
            .any(|h| matches!(h.role, PhraseRole::Enter | PhraseRole::VerificationCode | PhraseRole::AmbiguousCode))
    }
}

/// The offset of the last verb of calling or blocking in a text.
fn find_last_calling_verb(text: &str) -> Option<usize> {
    let found = |stem: &String| {
        text.rmatch_indices(stem.as_str()).map(|(at, _)| at).find(|&at| {
            text[..at].chars().next_back().is_none_or(|c| {
                classify_char(c) == CharClass::Separator
                    || stem.starts_with(|s| classify_char(s) == CharClass::Unspaced)
            })
        })
    };
    CALL_STEMS.iter().filter_map(found).max()
}
