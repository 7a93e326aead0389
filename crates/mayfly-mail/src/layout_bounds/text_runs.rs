//! Text that is costly to break into lines: very long words, and characters under heaps of marks.

use std::borrow::Cow;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::characters::is_invisible;

/// Marks on one character. No script has as many.
const MAX_MARKS: usize = 30;
/// Characters of a word of letters that are measured one by one. An engine measures what is left of a word again for
/// every line.
const MAX_SIMPLE_WORD: usize = 1_000;
/// The same for scripts whose letters are shaped by their neighbours, which takes far longer.
const MAX_SHAPED_WORD: usize = 64;
/// Characters of a word that may be too long for a line.
const MIN_LONG_WORD: usize = 64;
/// Changes between scripts that are written from the left and from the right, in one paragraph.
const MAX_DIRECTION_CHANGES: usize = 4_000;
/// Allows a line to end here, and changes nothing else.
const BREAK_OPPORTUNITY: &str = "<wbr>";

/// A text that was bounded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BoundedText<'a> {
    pub(super) markup: Cow<'a, str>,
    /// Whether characters were left out.
    pub(super) is_cut: bool,
    /// Offsets in the markup at which the paragraph has to be split, in ascending order.
    pub(super) splits: Vec<usize>,
    /// Bytes of words that are too long for a line.
    pub(super) long_word_bytes: u64,
}

impl<'a> BoundedText<'a> {
    fn unchanged(text: &'a str) -> Self {
        Self { markup: Cow::Borrowed(text), is_cut: false, splits: Vec::new(), long_word_bytes: 0 }
    }
}

/// Bounds the text between two tags, its entities undecoded.
pub(super) fn bound_text(text: &str) -> BoundedText<'_> {
    if text.len() <= MAX_SHAPED_WORD {
        // Most text is this short.
        if text.is_ascii() {
            return BoundedText::unchanged(text);
        }
    } else if text.is_ascii() && longest_ascii_word(text) <= MIN_LONG_WORD {
        return BoundedText::unchanged(text);
    }
    let mut scan = TextScan::new(text);
    for (at, c) in text.char_indices() {
        scan.add(at, c);
    }
    scan.finish()
}

/// The length of the longest piece without white space.
fn longest_ascii_word(text: &str) -> usize {
    text.split(|c: char| c.is_ascii_whitespace()).map(str::len).max().unwrap_or(0)
}

/// Where a line may end around a character, and how it is shaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharacterKind {
    /// A line may end before and after it.
    Breaking,
    /// It has no width, and newsletters put hundreds of them behind their first words.
    Invisible,
    /// A letter that is measured alone.
    Simple,
    /// A letter that is measured together with its neighbours.
    Shaped,
}

struct TextScan<'a> {
    text: &'a str,
    out: String,
    /// The offset up to which the text is in `out`.
    written: usize,
    marks: usize,
    word: usize,
    is_word_shaped: bool,
    is_in_entity: bool,
    is_right_to_left: bool,
    direction_changes: usize,
    splits: Vec<usize>,
    long_word_bytes: u64,
    is_cut: bool,
}

impl<'a> TextScan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            out: String::new(),
            written: 0,
            marks: 0,
            word: 0,
            is_word_shaped: false,
            is_in_entity: false,
            is_right_to_left: false,
            direction_changes: 0,
            splits: Vec::new(),
            long_word_bytes: 0,
            is_cut: false,
        }
    }

    fn add(&mut self, at: usize, c: char) {
        if c >= '\u{300}' && is_mark(c) {
            self.marks += 1;
            if self.marks > MAX_MARKS {
                self.out.push_str(&self.text[self.written..at]);
                self.written = at + c.len_utf8();
                self.is_cut = true;
                return;
            }
        } else {
            self.marks = 0;
            self.add_direction(c);
        }
        let kind = character_kind(c);
        let was_in_entity = self.is_in_entity;
        self.is_in_entity = c == '&' || (self.is_in_entity && c != ';');
        match kind {
            CharacterKind::Breaking => {
                self.end_word();
                self.is_word_shaped = false;
                self.split_where_directions_change(at);
                return;
            }
            CharacterKind::Invisible => return,
            // An entity is one character.
            _ if was_in_entity => return,
            _ => {}
        }
        self.is_word_shaped |= kind == CharacterKind::Shaped;
        let max = if self.is_word_shaped { MAX_SHAPED_WORD } else { MAX_SIMPLE_WORD };
        if self.word >= max && self.marks == 0 {
            self.out.push_str(&self.text[self.written..at]);
            self.out.push_str(BREAK_OPPORTUNITY);
            self.written = at;
            self.end_word();
            self.split_where_directions_change(at);
            self.is_word_shaped = kind == CharacterKind::Shaped;
        }
        self.word += 1;
    }

    fn add_direction(&mut self, c: char) {
        let is_right_to_left = matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
        if is_right_to_left != self.is_right_to_left && (is_right_to_left || c.is_alphanumeric()) {
            self.is_right_to_left = is_right_to_left;
            self.direction_changes += 1;
        }
    }

    /// Splits the paragraph at this offset of the text, if the direction has changed often enough.
    fn split_where_directions_change(&mut self, at: usize) {
        if self.direction_changes >= MAX_DIRECTION_CHANGES {
            self.direction_changes = 0;
            self.splits.push(self.out.len() + at - self.written);
        }
    }

    fn end_word(&mut self) {
        if self.word >= MIN_LONG_WORD {
            self.long_word_bytes += self.word as u64;
        }
        self.word = 0;
    }

    fn finish(mut self) -> BoundedText<'a> {
        self.end_word();
        let markup = if self.written == 0 && self.out.is_empty() {
            Cow::Borrowed(self.text)
        } else {
            self.out.push_str(&self.text[self.written..]);
            Cow::Owned(self.out)
        };
        BoundedText { markup, is_cut: self.is_cut, splits: self.splits, long_word_bytes: self.long_word_bytes }
    }
}

/// Whether a character is drawn on top of the one before it.
fn is_mark(c: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0
}

fn character_kind(c: char) -> CharacterKind {
    match c {
        // Hard spaces do not end a line.
        '\u{A0}' | '\u{2007}' | '\u{202F}' => CharacterKind::Simple,
        c if c.is_whitespace() => CharacterKind::Breaking,
        c if is_invisible(c) => CharacterKind::Invisible,
        '\0'..='\u{2FF}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2BFF}' => {
            CharacterKind::Simple
        }
        // Scripts that are written without spaces.
        '\u{E00}'..='\u{FFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => CharacterKind::Breaking,
        _ => CharacterKind::Shaped,
    }
}
