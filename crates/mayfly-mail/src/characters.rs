//! Properties of characters that senders use to mislead or to pad text.

/// Whether a character has no width or changes the text direction.
pub(crate) fn is_invisible_char(c: char) -> bool {
    is_bidi_control(c)
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a space is too narrow to separate words.
pub(crate) fn is_narrow_space(c: char) -> bool {
    matches!(c, '\u{2004}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Whether a character changes the direction of the text around it.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Normalises text in which two addresses or hosts are compared: lower case, no invisible characters, and one form for
/// the look-alikes of `@`, `.`, `/` and `:`.
pub(crate) fn normalise_address_for_comparison(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF20}' | '\u{FE6B}' => out.push('@'),
            '\u{FF0E}' | '\u{3002}' | '\u{FF61}' | '\u{2024}' | '\u{FE52}' => out.push('.'),
            '\u{FF0F}' | '\u{2044}' | '\u{2215}' => out.push('/'),
            '\u{FF1A}' | '\u{FE55}' => out.push(':'),
            c if c.is_whitespace() => out.push(' '),
            c if is_invisible_char(c) || c.is_control() => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether an e-mail address may have this character beside `@`.
pub(crate) fn is_address_char(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&*+/=?^_{|}~-".contains(c)
}

/// Whether a long text contains another one. The search of the standard library is made for short texts.
pub(crate) fn long_text_contains(text: &str, wanted: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), wanted.as_bytes()).is_some()
}

/// The offset of the first occurrence of an ASCII character.
pub(crate) fn find_ascii_byte(text: &str, ascii: u8) -> Option<usize> {
    memchr::memchr(ascii, text.as_bytes())
}
