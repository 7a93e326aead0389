//! How much of a message is read.

/// Bytes of a subject that are read.
pub(crate) const MAX_SUBJECT_BYTES: usize = 2_000;
/// Bytes of a text that are read. A code stands near the top of its message.
pub(crate) const MAX_TEXT_BYTES: usize = 64 * 1024;

/// The longest prefix of a text that has at most `max` bytes and ends at a character boundary.
pub(crate) fn truncate_to_bytes(text: &str, max: usize) -> &str {
    let mut end = text.len().min(max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
