//! Splits text into the words of the full-text index.
//!
//! Index, query and highlighting use the same function, so that they agree on what a word is. A word is a run of
//! letters and digits in one plain form: lower case, without accents, compatibility
//! forms (full width, ligatures) as their usual ones. Scripts that put no spaces between words (Han, kana, Thai
//! and others; hangul, whose words carry endings) become pairs of neighbouring characters, so that any piece of
//! such a run is found as a phrase of its pairs.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// The version of the word splitting. If it differs from the stored version, all messages are indexed again.
pub(crate) const WORDS_VERSION: u32 = 1;

/// How many characters of a word are used; longer words are truncated.
const MAX_WORD_CHARS: usize = 64;

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// How a word was formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IndexWordKind {
    /// A run of letters and digits.
    Run,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last character of a run of such a script; a run of one character has only this word.
    Last {
        /// Whether the run has characters before it.
        preceded: bool,
    },
}

/// A word and its position in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextWordPosition {
    /// Start and end of its plain form in [`SearchIndexWords::plain`].
    plain: (usize, usize),
    /// Where it starts, in bytes of the text.
    pub(crate) from: usize,
    /// Where it ends, in bytes of the text.
    pub(crate) to: usize,
    /// Where its first character ends, if it is a pair; otherwise the same as `to`.
    pub(crate) first_char_end: usize,
    pub(crate) kind: IndexWordKind,
}

/// The words of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct SearchIndexWords {
    /// The plain forms of all words, one after the other.
    plain: String,
    words: Vec<TextWordPosition>,
    /// The current run of characters of a script without spaces: for each, start and end in `plain` and in the text.
    unspaced: Vec<(usize, usize, usize, usize)>,
    /// The current run of letters: start in `plain`, start and end in the text, number of characters.
    run: Option<(usize, usize, usize, usize)>,
}

impl SearchIndexWords {
    pub(crate) fn new(text: &str) -> Self {
        let mut words = Self { plain: String::with_capacity(text.len()), ..Self::default() };
        let mut chars = text.char_indices().peekable();
        while let Some((from, c)) = chars.next() {
            let to = from + c.len_utf8();
            if c.is_ascii() {
                words.add_char_to_words(c.to_ascii_lowercase(), from, to);
                continue;
            }
            if is_ignored_char(c) {
                if let Some((_, _, end, _)) = &mut words.run {
                    *end = to;
                }
                continue;
            }
            // Kana with a voicing mark and decomposed hangul are composed first.
            let mut end = to;
            while let Some((at, next)) = chars.next_if(|(_, next)| composes_with_previous_char(*next)) {
                end = at + next.len_utf8();
            }
            if end > to {
                for c in NFKC.normalize(&text[from..end]).chars() {
                    words.push_folded_char(c, from, end);
                }
            } else {
                words.push_folded_char(c, from, to);
            }
        }
        words.push_pending_words();
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words, each with its plain form.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &TextWordPosition)> {
        self.words.iter().map(|word| (self.plain_form(word), word))
    }

    /// The word with this index, and its plain form.
    pub(crate) fn get_word(&self, index: usize) -> Option<(&str, &TextWordPosition)> {
        self.words.get(index).map(|word| (self.plain_form(word), word))
    }

    /// The plain forms separated by spaces, which is the text that is indexed.
    pub(crate) fn to_index_text(&self) -> String {
        let mut text = String::with_capacity(self.plain.len() + self.words.len());
        for (plain, _) in self.iter() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(plain);
        }
        text
    }

    fn plain_form(&self, word: &TextWordPosition) -> &str {
        self.plain.get(word.plain.0..word.plain.1).unwrap_or_default()
    }

    fn push_folded_char(&mut self, c: char, from: usize, to: usize) {
        if is_unspaced(c) {
            // Decomposing would remove the voicing of kana and split hangul into letters.
            self.add_char_to_words(c, from, to);
            return;
        }
        for part in NFKD.normalize_iter(std::iter::once(c)) {
            for lower in part.to_lowercase().filter(|c| !is_ignored_char(*c)) {
                match to_base_letters(lower) {
                    Some(letters) => letters.chars().for_each(|c| self.add_char_to_words(c, from, to)),
                    None => self.add_char_to_words(to_ascii_digit(lower).unwrap_or(lower), from, to),
                }
            }
        }
    }

    fn add_char_to_words(&mut self, c: char, from: usize, to: usize) {
        let at = self.plain.len();
        if is_unspaced(c) {
            self.push_word_of_spaced_script();
            self.plain.push(c);
            self.unspaced.push((at, self.plain.len(), from, to));
        } else if is_word_char(c) {
            self.push_unspaced_words();
            let (start, first, _, count) = self.run.unwrap_or((at, from, to, 0));
            if count < MAX_WORD_CHARS {
                self.plain.push(c);
            }
            self.run = Some((start, first, to, count + 1));
        } else {
            self.push_pending_words();
        }
    }

    fn push_pending_words(&mut self) {
        self.push_word_of_spaced_script();
        self.push_unspaced_words();
    }

    fn push_word_of_spaced_script(&mut self) {
        if let Some((start, from, to, _)) = self.run.take() {
            let plain = (start, self.plain.len());
            self.words.push(TextWordPosition { plain, from, to, first_char_end: to, kind: IndexWordKind::Run });
        }
    }

    fn push_unspaced_words(&mut self) {
        for pair in self.unspaced.windows(2) {
            if let [(start, _, from, first_char_end), (_, end, _, to)] = *pair {
                self.words.push(TextWordPosition {
                    plain: (start, end),
                    from,
                    to,
                    first_char_end,
                    kind: IndexWordKind::Pair,
                });
            }
        }
        if let Some(&(start, end, from, to)) = self.unspaced.last() {
            let kind = IndexWordKind::Last { preceded: self.unspaced.len() > 1 };
            self.words.push(TextWordPosition { plain: (start, end), from, to, first_char_end: to, kind });
        }
        self.unspaced.clear();
    }
}

/// Returns the plain forms of a text's words separated by spaces, which is the text that is indexed.
pub(crate) fn to_index_text(text: &str) -> String {
    SearchIndexWords::new(text).to_index_text()
}

/// Returns the sort key of a text: the plain form of its beginning.
pub(crate) fn to_sort_text(text: &str) -> String {
    let beginning = text.char_indices().nth(MAX_WORD_CHARS).map_or(text, |(end, _)| &text[..end]);
    to_index_text(beginning)
}

/// Returns whether a character is a combining mark or invisible and therefore no part of a plain form.
fn is_ignored_char(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C7 | 0x610..=0x61A | 0x61C | 0x640
        | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED | 0x115F | 0x180B..=0x180F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F
        | 0xFEFF | 0xE0000..=0xE0FFF)
}

/// Returns whether a character composes with the one before: voicing marks of kana, vowels and finals of decomposed
/// hangul.
fn composes_with_previous_char(c: char) -> bool {
    matches!(u32::from(c), 0x3099 | 0x309A | 0xFF9E | 0xFF9F | 0x1160..=0x11FF)
}

/// Returns whether a character belongs to a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        // Thai and Lao, but not their digits and currency; Myanmar; hangul letters; Khmer; kana and Han; hangul.
        0xE01..=0xE3A | 0xE40..=0xE4E | 0xE81..=0xECF | 0xEDC..=0xEDF | 0x1000..=0x103F | 0x1050..=0x108F
        | 0x1100..=0x11FF | 0x1780..=0x17D3 | 0x3005..=0x3007 | 0x3041..=0x30FA | 0x30FC..=0x318F | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// Returns whether a character is part of a word.
fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // In Indic scripts vowel signs and viramas are part of a word; the danda ends it.
    c.is_alphanumeric() || matches!(u32::from(c), 0x900..=0x963 | 0x971..=0xDFF)
}

/// Returns the letters that people type in place of a letter which Unicode does not decompose.
fn to_base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ø' => "o",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ŋ' => "n",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        _ => return None,
    })
}

/// Converts a digit of another script to ASCII.
fn to_ascii_digit(c: char) -> Option<char> {
    const ZEROS: [u32; 8] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xED0, 0x1040, 0x17E0];
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spelling_variants_have_the_same_plain_form() {
        for (text, words) in [
            ("Hello, WORLD!", "hello world"),
            ("Đường dẫn ĐẶT VÉ", "duong dan dat ve"),
            ("Ma\u{303} xa\u{301}c nha\u{323}\u{302}n", "ma xac nhan"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Łódź København Ærø þing cœur", "lodz kobenhavn aero thing coeur"),
            ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
            ("ﬁnd ｆｕｌｌ ４８２ ² Ⅳ", "find full 482 2 iv"),
            ("٤٨٢ ۴۸۲ ४८२ ๔๘๒", "482 482 482 482"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("Ёлка й", "елка и"),
            ("أحمد كِتَاب", "احمد كتاب"),
            ("soft\u{ad}hyphen zero\u{200b}width \u{200c}\u{34f}\u{200c}", "softhyphen zerowidth"),
            ("it's a.b@c.example 🎉 --- \0", "it s a b c example"),
            ("हिन्दी।शब्द", "हिन्दी शब्द"),
            ("東京都 日", "東京 京都 都 日"),
            ("カ\u{3099}ス ｶﾞｽ ガス", "ガス ス ガス ス ガス ス"),
            ("\u{1112}\u{1161}\u{11ab}국 한국", "한국 국 한국 국"),
            ("iPhone手机15", "iphone 手机 机 15"),
            ("รหัส", "รห หั ัส ส"),
            ("", ""),
        ] {
            assert_eq!(to_index_text(text), words, "{text:?}");
        }
        assert_eq!(to_index_text(&"x".repeat(10_000)), "x".repeat(MAX_WORD_CHARS));
    }

    proptest! {
        #[test]
        fn word_positions_match_the_text(text in ".{0,60}") {
            let words = SearchIndexWords::new(&text);
            for (plain, word) in words.iter() {
                prop_assert!(!plain.is_empty() && !plain.contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()));
                let written = text.get(word.from..word.to).unwrap();
                prop_assert!(text.get(word.from..word.first_char_end).is_some());
                if word.kind == IndexWordKind::Run {
                    prop_assert!(to_index_text(written).split(' ').any(|again| again == plain), "{written:?} {plain:?}");
                }
            }
        }
    }
}
