//! Character classes, by which the scanner and the phrase matcher find word boundaries.

/// The class of a character. A word ends where the class changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CharClass {
    /// Space, punctuation, symbols.
    Separator,
    Digit,
    /// Latin, Cyrillic, Greek and the like.
    Letter,
    Arabic,
    Indic,
    /// Scripts without spaces between words, or with suffixes on any word: Han, kana, hangul, Thai, Khmer.
    Unspaced,
}

/// Returns the class of a normalised character.
pub(crate) fn classify_char(c: char) -> CharClass {
    match u32::from(c) {
        0x30..=0x39 => CharClass::Digit,
        0..=0x7F => {
            if c.is_ascii_alphabetic() {
                CharClass::Letter
            } else {
                CharClass::Separator
            }
        }
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE if c.is_alphabetic() => {
            CharClass::Arabic
        }
        0x964 | 0x965 => CharClass::Separator,
        0x900..=0xDFF => CharClass::Indic,
        0xE3F => CharClass::Separator,
        0xE00..=0xEFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17D3 | 0x3005..=0x3007 => CharClass::Unspaced,
        0x3040..=0x30FA | 0x30FC..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => CharClass::Unspaced,
        0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x20000..=0x3FFFF => {
            CharClass::Unspaced
        }
        _ if c.is_alphanumeric() => CharClass::Letter,
        _ => CharClass::Separator,
    }
}
