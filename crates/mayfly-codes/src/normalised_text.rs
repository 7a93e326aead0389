//! Normalises text: lower case, no accents, ASCII digits, ASCII spaces, no invisible characters.
//!
//! Senders write the same word with and without accents, precomposed or not, with zero-width padding between
//! letters, or in full-width forms. The phrase matcher and the scanner see one form of all of them.

use std::sync::LazyLock;

/// A normalised text that maps its offsets back to the original.
#[derive(Debug, Default)]
pub(crate) struct NormalisedText {
    /// The lower-case form, for words.
    pub(crate) lower: String,
    /// The same bytes, but with the case of ASCII letters kept: codes may be case-sensitive.
    pub(crate) cased: String,
    /// For each byte of `lower`, the offset of its character in the original; the last entry is the end.
    original_offsets: Vec<u32>,
}

impl NormalisedText {
    pub(crate) fn new(original: &str) -> Self {
        let mut normalised = Self {
            lower: String::with_capacity(original.len()),
            cased: String::with_capacity(original.len()),
            original_offsets: Vec::with_capacity(original.len() + 1),
        };
        let mut end = 0;
        for (at, c) in original.char_indices() {
            let Some(lower) = normalise_char(c) else { continue };
            let cased = if lower.is_ascii_lowercase() && c.is_uppercase() { lower.to_ascii_uppercase() } else { lower };
            normalised.lower.push(lower);
            normalised.cased.push(cased);
            // The caller caps the text far below 4 GiB.
            #[allow(clippy::cast_possible_truncation)]
            normalised.original_offsets.resize(normalised.lower.len(), at as u32);
            end = at + c.len_utf8();
        }
        #[allow(clippy::cast_possible_truncation)]
        normalised.original_offsets.push(end as u32);
        normalised
    }

    /// Converts an offset in the original to an offset in the normalised text.
    pub(crate) fn to_normalised_offset(&self, at: usize) -> usize {
        self.original_offsets.partition_point(|&o| (o as usize) < at).min(self.lower.len())
    }

    /// Converts an offset in the normalised text to an offset in the original.
    pub(crate) fn to_original_offset(&self, at: usize) -> usize {
        self.original_offsets.get(at).or(self.original_offsets.last()).map_or(0, |&o| o as usize)
    }

    /// The part of the original that `start..end` of the normalised text stands for.
    pub(crate) fn original_slice<'t>(&self, original: &'t str, start: usize, end: usize) -> &'t str {
        let at = |i: usize| self.original_offsets.get(i).map_or(original.len(), |&o| o as usize);
        let from = at(start);
        // The slice ends with the last character kept; padding and joiners dropped after it are not part of it.
        let last = self.lower.get(..end).and_then(|s| s.char_indices().next_back()).map_or(start, |(i, _)| i);
        let last = at(last);
        let to = original.get(last..).and_then(|s| s.chars().next()).map_or(last, |c| last + c.len_utf8());
        original.get(from..to).unwrap_or_default()
    }
}

/// Normalises a phrase for matching: hyphens and line breaks become spaces as well.
pub(crate) fn normalise_phrase(text: &str) -> String {
    let mut normalised = String::with_capacity(text.len());
    normalised.extend(text.chars().filter_map(normalise_char).map(replace_word_break_by_space));
    normalised
}

/// Normalises each phrase of a list whose entries are separated by `|`.
pub(crate) fn normalise_phrase_list(list: &str) -> Vec<String> {
    list.split('|').map(|entry| normalise_phrase(entry.trim())).collect()
}

/// Replaces hyphens and line breaks by spaces, so that "one-time", "one time" and a phrase wrapped over two lines
/// match. The length does not change.
pub(crate) fn unify_word_breaks(lower: &str) -> String {
    lower.chars().map(replace_word_break_by_space).collect()
}

/// Replaces a hyphen or a line break by a space.
fn replace_word_break_by_space(c: char) -> char {
    match c {
        '-' | '\n' => ' ',
        c => c,
    }
}

/// First code points of runs of ten decimal digits.
const DIGIT_ZEROS: [u32; 26] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x19D0, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
];

/// Each string is a base letter, followed by its accented forms.
const ACCENTED_LETTERS: [&str; 30] = [
    "aàáâãäåāăąǎạảấầẩẫậắằẳẵặ",
    "cçćĉċč",
    "dďđð",
    "eèéêëēĕėęěẹẻẽếềểễệ",
    "gĝğġģ",
    "hĥħ",
    "iìíîïĩīĭįıǐỉị",
    "jĵ",
    "kķ",
    "lĺļľŀł",
    "nñńņňŉ",
    "oòóôõöøōŏőơǒọỏốồổỗộớờởỡợ",
    "rŕŗř",
    "sśŝşšșß",
    "tţťŧț",
    "uùúûüũūŭůűųưǔụủứừửữự",
    "wŵ",
    "yýÿŷỳỵỷỹ",
    "zźżž",
    "ее\u{451}\u{450}",
    "ии\u{439}\u{45D}",
    "іі\u{457}",
    "уу\u{45E}",
    "αά",
    "εέ",
    "ηή",
    "ιίϊΐ",
    "οό",
    "υύϋΰ",
    "ωώ",
];

/// Returns the normalised form of a character, or `None` for one that is dropped.
fn normalise_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return match c {
            '\n' | '\u{b}' | '\u{c}' => Some('\n'),
            '\t' | '\r' => Some(' '),
            c if c.is_ascii_control() => None,
            c => Some(c.to_ascii_lowercase()),
        };
    }
    let code = u32::from(c);
    match code {
        // Invisible: joiners, bidi controls, variation selectors, keycaps; and combining marks of several scripts.
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E => {
            return None;
        }
        0x2060..=0x206F | 0x20D0..=0x20F0 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xE0000..=0xE0FFF => return None,
        0x300..=0x36F | 0x591..=0x5C7 | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x93C | 0x9BC | 0xE4D => {
            return None;
        }
        0x80..=0x84 | 0x86..=0x9F => return None,
        0x85 | 0x2028 | 0x2029 => return Some('\n'),
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x2800 | 0x3000 => return Some(' '),
        0x2010..=0x2015 | 0x2212 | 0xFE58 | 0xFE63 => return Some('-'),
        0x2018 | 0x2019 | 0x2BC => return Some('\''),
        // Arrows and pointing hands introduce a value, as a colon does.
        0x2192 | 0x21D2 | 0x25B6 | 0x27A1 | 0x1F447 | 0x1F449 => return Some(':'),
        // Not ",": a full-width comma separates clauses, never thousands.
        0xFF0C => return Some('\u{3001}'),
        0xFF01..=0xFF5E => return char::from_u32(code - 0xFEE0).and_then(normalise_char),
        0x622 | 0x623 | 0x625 | 0x671 => return Some('ا'),
        0x649 | 0x6CC => return Some('ي'),
        0x6A9 => return Some('ك'),
        0x629 | 0x6BE | 0x6C1 | 0x6C3 | 0x6D5 => return Some('ه'),
        0x958..=0x95F => return "कखगजडढफय".chars().nth((code - 0x958) as usize),
        0x9DC => return Some('ড'),
        0x9DD => return Some('ঢ'),
        0x9DF => return Some('য'),
        0xE33 => return Some('\u{e32}'),
        0x3C2 => return Some('σ'),
        _ => {}
    }
    let below = DIGIT_ZEROS.partition_point(|&zero| zero <= code).checked_sub(1);
    if let Some(zero) = below.and_then(|at| DIGIT_ZEROS.get(at)).filter(|&&zero| code < zero + 10) {
        return char::from_digit(code - zero, 10);
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    if lower.is_ascii() {
        return Some(lower);
    }
    let base = BASE_LETTERS.get(u32::from(lower) as usize).copied();
    Some(base.filter(|&base| base != '\0').unwrap_or(lower))
}

/// The base letter of each accented one, by its code point; NUL for every other character.
static BASE_LETTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut letters = vec!['\0'; MAX_ACCENTED as usize + 1];
    for row in ACCENTED_LETTERS {
        let Some(base) = row.chars().next() else { continue };
        for accented in row.chars() {
            if let Some(entry) = letters.get_mut(u32::from(accented) as usize) {
                *entry = base;
            }
        }
    }
    letters
});

/// The last code point of the blocks that have accented letters.
const MAX_ACCENTED: u32 = 0x1EFF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_normalises_to_one_form() {
        for (written, normalised) in [
            ("Mã XÁC thực", "ma xac thuc"),
            ("Ma\u{303} xa\u{301}c thu\u{323}\u{31b}c", "ma xac thuc"),
            ("４８２９１３", "482913"),
            ("٤٨٢٩١٣ ۴۸۲۹۱۳ ४८२९१३ ৪৮২৯১৩ ๔๘๒๙๑๓", "482913 482913 482913 482913 482913"),
            ("4\u{fe0f}\u{20e3}8\u{fe0f}\u{20e3}", "48"),
            ("v\u{200c}e\u{ad}rify", "verify"),
            ("Й ё Ї", "и е і"),
            ("one‑time\u{a0}code", "one-time code"),
            ("أإآ ة ی ک", "ااا ه ي ك"),
            ("Doğrulama İŞLEM", "dogrulama islem"),
            ("Κωδικός ΕΠΑΛΉΘΕΥΣΗΣ", "κωδικοσ επαληθευσησ"),
        ] {
            assert_eq!(NormalisedText::new(written).lower, normalised, "{written}");
        }
    }

    #[test]
    fn original_slice_excludes_trailing_padding() {
        let text = "a ４８\u{200c}２\u{200c} b";
        let normalised = NormalisedText::new(text);
        let at = normalised.lower.find("482").unwrap_or_default();
        assert_eq!(normalised.original_slice(text, at, at + 3), "４８\u{200c}２");
        assert_eq!(normalised.lower.len(), normalised.cased.len());
    }
}
