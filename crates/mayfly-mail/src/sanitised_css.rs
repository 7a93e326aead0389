//! Reads sanitised CSS.
//!
//! It is written without comments and white space around signs, strings are in double quotes, and every bracket and
//! string is closed, so one pass without a parser is enough.

/// Splits declarations at semicolons outside of strings, and each at its first colon.
pub(crate) fn split_declarations(declarations: &str) -> impl Iterator<Item = (&str, &str)> {
    split_outside_strings(declarations, b';').filter_map(|declaration| declaration.split_once(':'))
}

/// Splits at a separator that is not within a string or brackets.
pub(crate) fn split_outside_strings(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = find_outside_strings(text, &[separator]);
        rest = end.map(|at| &text[at + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// The offset of the first of some ASCII characters that is not within a string or brackets.
pub(crate) fn find_outside_strings(text: &str, wanted: &[u8]) -> Option<usize> {
    let mut brackets = 0_u32;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if brackets == 0 && wanted.contains(&byte) {
            return Some(at);
        }
        match byte {
            b'"' => {
                while let Some((_, inside)) = bytes.next() {
                    match inside {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            b'\\' => drop(bytes.next()),
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
    }
    None
}
