//! The text of an attached file.

use std::borrow::Cow;

/// The most bytes of a text that are shown: more than anyone reads, little enough to lay out.
pub(crate) const MAX_TEXT_BYTES: usize = 256 << 10;

/// Decodes a text file, or its beginning. What is no valid text is replaced.
///
/// UTF-8, or UTF-16 if the file begins with a byte order mark.
pub(crate) fn decode_text(bytes: &[u8], is_cut: bool) -> String {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).into(),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest, is_cut),
        _ => decode_utf8(bytes, is_cut),
    };
    text.into_owned()
}

fn decode_utf8(bytes: &[u8], is_cut: bool) -> Cow<'_, str> {
    let valid_end = match std::str::from_utf8(bytes) {
        // The last character was cut in its middle.
        Err(error) if is_cut && error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    String::from_utf8_lossy(&bytes[..valid_end])
}

fn decode_utf16(bytes: &[u8], decode_unit: fn([u8; 2]) -> u16) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    char::decode_utf16(units.iter().map(|unit| decode_unit(*unit)))
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_and_what_is_invalid_is_replaced() {
        for (bytes, is_cut, text) in [
            (&b"plain"[..], false, "plain"),
            ("Tiếng Việt".as_bytes(), false, "Tiếng Việt"),
            (b"\xef\xbb\xbfmark", false, "mark"),
            (b"\xff\xfeh\0i\0", false, "hi"),
            (b"\xfe\xff\0h\0i", false, "hi"),
            (b"\xff\xfe\0\xd8h\0", false, "\u{fffd}h"),
            (b"caf\xe9 noir", false, "caf\u{fffd} noir"),
            // The first byte of a character, at the end of the file and where it was cut.
            (b"caf\xc3", false, "caf\u{fffd}"),
            (b"caf\xc3", true, "caf"),
            (b"\xe9\xc3", true, "\u{fffd}\u{fffd}"),
            (b"", false, ""),
        ] {
            assert_eq!(decode_text(bytes, is_cut), text, "{bytes:?}");
        }
    }
}
