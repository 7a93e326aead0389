//! Splits a long document into two parts with a pause between them.

use std::io::{Cursor, Read};
use std::time::Duration;

/// The length of the first part of a document's body, which fills a large window.
const FIRST_PART_BYTES: usize = 24 * 1024;

/// A document is split only if the second part has at least this length.
const MIN_SECOND_PART_BYTES: usize = 16 * 1024;

/// Returns the length of the first part of a document; `None` if it is too short to be split. Styles before the body do
/// not count, because they fill nothing of the window.
pub(super) fn find_document_split_offset(document: &[u8]) -> Option<usize> {
    let body = memchr::memmem::find(document, b"<body")?;
    (document.len() >= body + FIRST_PART_BYTES + MIN_SECOND_PART_BYTES).then_some(body + FIRST_PART_BYTES)
}

/// Reads a document, pausing once between its parts; for a thread that may block.
pub(super) struct PausedDocumentReader {
    document: Cursor<Vec<u8>>,
    first_part_length: usize,
    /// `None` once the pause is over.
    pause: Option<Duration>,
}

impl PausedDocumentReader {
    pub(super) fn new(document: Vec<u8>, first_part_length: usize, pause: Duration) -> Self {
        Self { document: Cursor::new(document), first_part_length, pause: Some(pause) }
    }
}

impl Read for PausedDocumentReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left_in_first_part = (self.first_part_length as u64).saturating_sub(self.document.position());
        if left_in_first_part > 0 {
            return (&mut self.document).take(left_in_first_part).read(buffer);
        }
        if let Some(pause) = self.pause.take() {
            std::thread::sleep(pause);
        }
        self.document.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_is_read_completely_with_one_pause_after_the_first_part() {
        let body: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
        for size in [1, 7, 8192, FIRST_PART_BYTES, 30_000, 200_000] {
            let mut reader = PausedDocumentReader::new(body.clone(), FIRST_PART_BYTES, Duration::ZERO);
            let (mut read, mut buffer) = (Vec::new(), vec![0; size]);
            loop {
                let paused = reader.pause.is_none();
                let count = reader.read(&mut buffer).unwrap();
                assert_eq!(paused, read.len() > FIRST_PART_BYTES, "by {size}, at {}", read.len());
                if count == 0 {
                    break;
                }
                read.extend_from_slice(&buffer[..count]);
            }
            assert!(read == body, "by {size}");
        }
    }

    #[test]
    fn only_documents_with_a_long_body_are_split() {
        let document = |styles: usize, body: usize| [&vec![b' '; styles], &b"<body"[..], &vec![b'.'; body]].concat();
        for (styles, body, first) in [
            (0, 0, None),
            (1_000, 10_000, None),
            (1_000, FIRST_PART_BYTES + MIN_SECOND_PART_BYTES - 6, None),
            (1_000, FIRST_PART_BYTES + MIN_SECOND_PART_BYTES - 5, Some(1_000 + FIRST_PART_BYTES)),
            (60_000, 1_000, None),
            (60_000, 100_000, Some(60_000 + FIRST_PART_BYTES)),
        ] {
            assert_eq!(find_document_split_offset(&document(styles, body)), first, "{styles} and {body}");
        }
        assert_eq!(find_document_split_offset(&[b'x'; 100_000]), None);
    }
}
