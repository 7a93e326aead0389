//! One plain form for text: lower case, no accents, ASCII digits, simple spaces, nothing invisible.
//!
//! Senders write the same word with and without accents, precomposed or not, with zero-width padding between
//! letters, or in full-width forms; the word tables and the scanner see one form of it all.

/// Text in its plain form, with the way back to what was written.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Lower-case form, for words.
    pub(super) lower: String,
    /// The same, byte for byte in step, but with the case of ASCII letters kept: codes may be case-sensitive.
    pub(super) cased: String,
    /// For each byte of `lower`, where its character starts in the original; one more for the end.
    origin: Vec<u32>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self {
            lower: String::with_capacity(original.len()),
            cased: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len() + 1),
        };
        let mut end = 0;
        for (at, c) in original.char_indices() {
            let Some(plain) = plain(c) else { continue };
            let cased = if plain.is_ascii_lowercase() && c.is_uppercase() { plain.to_ascii_uppercase() } else { plain };
            folded.lower.push(plain);
            folded.cased.push(cased);
            // The caller caps the text far below 4 GiB.
            #[allow(clippy::cast_possible_truncation)]
            folded.origin.resize(folded.lower.len(), at as u32);
            end = at + c.len_utf8();
        }
        #[allow(clippy::cast_possible_truncation)]
        folded.origin.push(end as u32);
        folded
    }

    /// Where the plain form has what the original has at `at`.
    pub(super) fn position(&self, at: usize) -> usize {
        self.origin.partition_point(|&o| (o as usize) < at).min(self.lower.len())
    }

    /// What was written where the plain form has `start..end`.
    pub(super) fn original<'t>(&self, original: &'t str, start: usize, end: usize) -> &'t str {
        let at = |i: usize| self.origin.get(i).map_or(original.len(), |&o| o as usize);
        let from = at(start);
        // Ends with the last character kept: what was dropped after it (padding, joiners) isn't part of it.
        let last = self.lower.get(..end).and_then(|s| s.char_indices().next_back()).map_or(start, |(i, _)| i);
        let last = at(last);
        let to = original.get(last..).and_then(|s| s.chars().next()).map_or(last, |c| last + c.len_utf8());
        original.get(from..to).unwrap_or_default()
    }
}

/// A phrase as it is looked for: folded, its hyphens and line ends as spaces.
pub(super) fn phrase(text: &str) -> String {
    loosen(&text.chars().filter_map(plain).collect::<String>())
}

/// Makes "one-time", "one time" and a phrase wrapped over two lines the same; lengths don't change.
pub(super) fn loosen(lower: &str) -> String {
    lower
        .chars()
        .map(|c| match c {
            '-' | '\n' => ' ',
            c => c,
        })
        .collect()
}

/// First code points of runs of ten decimal digits.
const ZEROS: [u32; 26] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x19D0, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
];

/// Each string: a base letter, then what is written for it with marks.
const ACCENTED: [&str; 23] = [
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
];

fn plain(c: char) -> Option<char> {
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
        // Arrows and pointing hands say what a colon does.
        0x2192 | 0x21D2 | 0x25B6 | 0x27A1 | 0x1F447 | 0x1F449 => return Some(':'),
        // Not ",": that one parts thousands, this one sentences.
        0xFF0C => return Some('\u{3001}'),
        0xFF01..=0xFF5E => return char::from_u32(code - 0xFEE0).and_then(plain),
        0x622 | 0x623 | 0x625 | 0x671 => return Some('ا'),
        0x649 | 0x6CC => return Some('ي'),
        0x6A9 => return Some('ك'),
        0x629 | 0x6BE | 0x6C1 | 0x6C3 | 0x6D5 => return Some('ه'),
        0x958..=0x95F => return "कखगजडढफय".chars().nth((code - 0x958) as usize),
        0x9DC => return Some('ড'),
        0x9DD => return Some('ঢ'),
        0x9DF => return Some('য'),
        0xE33 => return Some('\u{e32}'),
        _ => {}
    }
    if let Some(zero) = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)) {
        return char::from_digit(code - zero, 10);
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    if lower.is_ascii() {
        return Some(lower);
    }
    // Only the blocks that have accented letters are worth the search.
    if matches!(u32::from(lower), 0xC0..=0x24F | 0x1E00..=0x1EFF | 0x430..=0x45F)
        && let Some(row) = ACCENTED.iter().find(|row| row.contains(lower))
    {
        return row.chars().next();
    }
    Some(lower)
}

/// What a character is to its neighbours: where the class changes, a word ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Space, punctuation, symbols.
    Gap,
    Digit,
    /// Latin, Cyrillic, Greek and the like.
    Letter,
    Arabic,
    Indic,
    /// Scripts that don't put spaces between words, or put endings on anything: Han, kana, hangul, Thai, Khmer.
    Unspaced,
}

pub(super) fn class(c: char) -> Class {
    match u32::from(c) {
        0x30..=0x39 => Class::Digit,
        0..=0x7F => {
            if c.is_ascii_alphabetic() {
                Class::Letter
            } else {
                Class::Gap
            }
        }
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE if c.is_alphabetic() => {
            Class::Arabic
        }
        0x964 | 0x965 => Class::Gap,
        0x900..=0xDFF => Class::Indic,
        0xE3F => Class::Gap,
        0xE00..=0xEFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17D3 | 0x3005..=0x3007 => Class::Unspaced,
        0x3040..=0x30FA | 0x30FC..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => Class::Unspaced,
        0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x20000..=0x3FFFF => Class::Unspaced,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_every_way_of_writing() {
        for (written, plain) in [
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
        ] {
            assert_eq!(Folded::new(written).lower, plain, "{written}");
        }
    }

    #[test]
    fn the_way_back_skips_padding() {
        let text = "a ４８\u{200c}２\u{200c} b";
        let folded = Folded::new(text);
        let at = folded.lower.find("482").unwrap_or_default();
        assert_eq!(folded.original(text, at, at + 3), "４８\u{200c}２");
        assert_eq!(folded.lower.len(), folded.cased.len());
    }
}
