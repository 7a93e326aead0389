//! Detects lines that a mail program wrapped at a fixed width. In a narrower window each would be wrapped a second
//! time.

/// Mail is wrapped at 60 to 80 characters; text with longer lines was not wrapped.
const MIN_WRAP_WIDTH: usize = 60;
const MAX_WRAP_WIDTH: usize = 80;

/// The writer ended a line that is shorter than this.
const MIN_WRAPPED_CHARS: usize = 45;

/// A line within so many characters of the longest line counts as wrapped.
const WIDTH_TOLERANCE: usize = 12;

/// The least number of wrapped lines from which a width is concluded.
const MIN_WRAPPED_LINES: usize = 3;

/// The width at which the lines of a mail were wrapped.
pub(super) struct HardWrapWidth {
    /// Characters of the longest line; `None` when nothing was wrapped.
    width: Option<usize>,
}

impl HardWrapWidth {
    /// Detects the width from the lines of a text.
    pub(super) fn detect_wrap_width<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        // A line without spaces, such as a URL, is not wrapped.
        let wrapped = lines.map(str::trim_end).filter(|line| line.contains(' '));
        let lengths: Vec<_> = wrapped.map(|line| line.chars().count()).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let near = lengths.iter().filter(|length| **length + WIDTH_TOLERANCE >= longest).count();
        Self {
            width: (near >= MIN_WRAPPED_LINES && (MIN_WRAP_WIDTH..=MAX_WRAP_WIDTH).contains(&longest))
                .then_some(longest),
        }
    }

    /// Whether the line break between two lines exists only because the next word did not fit.
    pub(super) fn is_soft_break(&self, line: &str, next: &str) -> bool {
        let Some(width) = self.width else { return false };
        if is_tabular_line(line)
            || is_tabular_line(next)
            || must_not_join_previous_line(next)
            || must_keep_line_break(line, next)
        {
            return false;
        }
        let length = line.trim_end().chars().count();
        let word = next.split(' ').next().unwrap_or_default().chars().take(MAX_WRAP_WIDTH).count();
        length >= MIN_WRAPPED_CHARS && length + 1 + word > width
    }
}

/// Whether two lines must not be joined: one is a single word such as a code or a URL, has a number at the break, or
/// ends in a colon.
fn must_keep_line_break(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let words = [line.rsplit(' ').next(), next.split(' ').next()];
    let has_digit = |word: Option<&str>| word.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    !line.contains(' ') || !next.trim_end().contains(' ') || line.ends_with(':') || words.into_iter().any(has_digit)
}

/// Whether a line has columns, rules or drawings made of characters.
fn is_tabular_line(line: &str) -> bool {
    line.trim_end().contains("  ") || line.contains(['\t', '|'])
}

/// Whether a line must stay at the start of a line: it is empty, indented or a list item.
fn must_not_join_previous_line(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return true };
    let word = line.split(' ').next().unwrap_or_default();
    let numbered = word.strip_suffix(['.', ')']).is_some_and(|number| {
        number.len() <= 3 && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1 && first.is_alphabetic())
    });
    let starts_a_sentence = first.is_alphanumeric() || "([{\"'“‘«„¿¡€$£".contains(first);
    !starts_a_sentence || numbered
}
