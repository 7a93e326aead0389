//! Lines that a mail program broke because they got too long: shown in a narrower window, each would be broken once more.

/// Mail is wrapped at 60 to 80 characters; what is longer was not wrapped at all.
const NARROWEST: usize = 60;
const WIDEST: usize = 80;

/// A line so short was ended by its writer.
const SHORTEST: usize = 45;

/// Where a mail's lines were broken.
pub(super) struct Wrapping {
    /// Characters of the longest line; none where nothing was wrapped.
    width: Option<usize>,
}

impl Wrapping {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        // An address is as long as it is.
        let wrapped = lines.map(str::trim_end).filter(|line| line.contains(' '));
        let longest = wrapped.map(|line| line.chars().count()).max().unwrap_or(0);
        Self { width: (NARROWEST..=WIDEST).contains(&longest).then_some(longest) }
    }

    /// Whether the break between two lines is there only because the next word didn't fit.
    pub(super) fn broke(&self, line: &str, next: &str) -> bool {
        let Some(width) = self.width else { return false };
        if is_drawn(line) || is_drawn(next) || begins_anew(next) {
            return false;
        }
        let length = line.trim_end().chars().count();
        let word = next.split(' ').next().unwrap_or_default().chars().take(WIDEST).count();
        length >= SHORTEST && length + 1 + word > width
    }
}

/// Columns, rules and pictures made of letters.
fn is_drawn(line: &str) -> bool {
    line.trim_end().contains("  ") || line.contains(['\t', '|'])
}

/// Whether a line has to stand at the beginning: empty, set in, an item of a list.
fn begins_anew(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return true };
    let word = line.split(' ').next().unwrap_or_default();
    let numbered = word.strip_suffix(['.', ')']).is_some_and(|number| {
        number.len() <= 3 && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1 && first.is_alphabetic())
    });
    let starts_a_sentence = first.is_alphanumeric() || "([{\"'“‘«„¿¡€$£".contains(first);
    !starts_a_sentence || numbered
}
