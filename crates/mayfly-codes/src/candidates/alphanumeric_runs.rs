//! Runs of ASCII letters and digits, from which candidates are built.

use std::ops::Range;

/// A run of ASCII letters and digits.
#[derive(Clone, Copy)]
pub(super) struct AlphanumericRun {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: usize,
    pub(super) letters: usize,
}

impl AlphanumericRun {
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }

    pub(super) fn is_number(self) -> bool {
        self.letters == 0
    }
}

/// The runs of a text in order, except those inside a `masked` span.
pub(super) fn find_alphanumeric_runs(text: &str, masked: &[Range<usize>]) -> Vec<AlphanumericRun> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut masks = masked.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        while masks.peek().is_some_and(|m| m.end <= at) {
            masks.next();
        }
        if let Some(mask) = masks.peek()
            && mask.start <= at
        {
            at = mask.end;
            continue;
        }
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        let (mut digits, mut letters) = (0, 0);
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            if bytes[at].is_ascii_digit() {
                digits += 1;
            } else {
                letters += 1;
            }
            at += 1;
        }
        runs.push(AlphanumericRun { start, end: at, digits, letters });
    }
    runs
}
