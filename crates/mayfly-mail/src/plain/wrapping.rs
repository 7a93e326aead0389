//! Lines that a mail program broke because they got too long: shown in a narrower window, each would be broken once more.

/// Mail is wrapped at 60 to 80 characters; what is longer was not wrapped at all.
const NARROWEST: usize = 60;
const WIDEST: usize = 80;

/// A line so short was ended by its writer.
const SHORTEST: usize = 45;

/// Lines that end within so many characters of the longest are long for the same reason.
const NEAR: usize = 12;

/// So many of them show that there was a width; one long line is only that.
const ENOUGH: usize = 3;

/// Where a mail's lines were broken.
pub(super) struct Wrapping {
    /// Characters of the longest line; none where nothing was wrapped.
    width: Option<usize>,
}

impl Wrapping {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        // An address is as long as it is.
        let wrapped = lines.map(str::trim_end).filter(|line| line.contains(' '));
        let lengths: Vec<_> = wrapped.map(|line| line.chars().count()).collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let near = lengths.iter().filter(|length| **length + NEAR >= longest).count();
        Self { width: (near >= ENOUGH && (NARROWEST..=WIDEST).contains(&longest)).then_some(longest) }
    }

    /// Whether the break between two lines is there only because the next word didn't fit.
    pub(super) fn broke(&self, line: &str, next: &str) -> bool {
        let Some(width) = self.width else { return false };
        if is_drawn(line) || is_drawn(next) || begins_anew(next) || stands_alone(line, next) {
            return false;
        }
        let length = line.trim_end().chars().count();
        let word = next.split(' ').next().unwrap_or_default().chars().take(WIDEST).count();
        length >= SHORTEST && length + 1 + word > width
    }
}

/// What must not run into its neighbour: a code, an address, a key, what a colon announces.
fn stands_alone(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let words = [line.rsplit(' ').next(), next.split(' ').next()];
    let has_digit = |word: Option<&str>| word.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    !line.contains(' ') || !next.trim_end().contains(' ') || line.ends_with(':') || words.into_iter().any(has_digit)
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
