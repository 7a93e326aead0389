//! Text that is costly to break into lines: very long words, and characters under heaps of marks.

use std::borrow::Cow;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::characters::{is_bidi_control, is_invisible_char};

/// Marks on one character. No script has as many.
const MAX_COMBINING_MARKS: usize = 30;
/// Characters of a word of letters that are measured one by one. An engine measures what is left of a word again for
/// every line.
const MAX_SIMPLE_WORD: usize = 1_000;
/// The same for scripts whose letters are shaped by their neighbours, and for mixed scripts, which takes far longer.
const MAX_SHAPED_WORD: usize = 64;
/// Characters of a word that may be too long for a line.
const MIN_LONG_WORD: usize = 64;
/// Changes between the writing directions in one paragraph, after which it is split at the next space.
const MAX_DIRECTION_CHANGES: usize = 500;
/// The same for text that keeps its lines, which is split between two of them.
const MAX_DIRECTION_CHANGES_TO_LINE_END: usize = 200;
/// Characters of a message that set the writing direction. Each is looked at for every piece of its paragraph.
const MAX_BIDI_CONTROLS: usize = 500;
/// Microseconds of a change between scripts, whose letters are shaped apart and often with another font.
const SCRIPT_CHANGE_COST: u64 = 20;
/// The same right after an invisible character, which may be a place where a line can end.
const SCRIPT_CHANGE_AFTER_INVISIBLE_COST: u64 = 60;
/// Allows a line to end here, and changes nothing else.
const BREAK_OPPORTUNITY: &str = "<wbr>";

/// A text that was bounded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CostLimitedText<'a> {
    pub(super) markup: Cow<'a, str>,
    /// Whether characters were left out.
    pub(super) is_cut: bool,
    /// Offsets in the markup at which the paragraph has to be split, in ascending order.
    pub(super) splits: Vec<usize>,
    /// Microseconds of breaking words that are too long for a line, and of shaping each piece of one script.
    pub(super) line_cost: u64,
}

impl<'a> CostLimitedText<'a> {
    fn from_unchanged_text(text: &'a str) -> Self {
        Self { markup: Cow::Borrowed(text), is_cut: false, splits: Vec::new(), line_cost: 0 }
    }
}

/// What the texts of a message have used up together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BidiControlCount {
    bidi_controls: usize,
}

/// Bounds the text between two tags, its entities undecoded.
pub(super) fn limit_text_cost<'a>(
    text: &'a str,
    keeps_line_ends: bool,
    used: &mut BidiControlCount,
) -> CostLimitedText<'a> {
    if text.len() <= MAX_SHAPED_WORD {
        // Most text is this short.
        if text.is_ascii() {
            return CostLimitedText::from_unchanged_text(text);
        }
    } else if text.is_ascii() && longest_word_length(text) <= MIN_LONG_WORD {
        return CostLimitedText::from_unchanged_text(text);
    }
    let mut scan = LineBreakCostScan::new(text, keeps_line_ends, *used);
    for (at, c) in text.char_indices() {
        scan.count_character_line_cost(at, c);
    }
    *used = scan.used;
    scan.finish()
}

/// The length of the longest piece without white space.
fn longest_word_length(text: &str) -> usize {
    text.split(|c: char| c.is_ascii_whitespace()).map(str::len).max().unwrap_or(0)
}

/// Where a line may end around a character, and how it is shaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextLayoutCostClass {
    /// A line may end before or after it.
    Breaking,
    /// A letter of a script without spaces: an engine finds the words in a dictionary.
    Unspaced,
    /// It has no width, and newsletters put hundreds of them behind their first words.
    Invisible,
    /// A letter that is measured alone.
    Simple,
    /// A letter that is measured together with its neighbours.
    Shaped,
}

struct LineBreakCostScan<'a> {
    text: &'a str,
    out: String,
    /// The offset up to which the text is in `out`.
    written: usize,
    combining_marks: usize,
    word_length: usize,
    /// The kinds of the letters of the word.
    has_simple: bool,
    has_shaped: bool,
    has_unspaced: bool,
    /// The kind of the last letter.
    last_letter: TextLayoutCostClass,
    is_after_invisible: bool,
    is_in_entity: bool,
    is_right_to_left: bool,
    direction_changes: usize,
    splits: Vec<usize>,
    line_cost: u64,
    is_cut: bool,
    keeps_line_ends: bool,
    used: BidiControlCount,
}

impl<'a> LineBreakCostScan<'a> {
    fn new(text: &'a str, keeps_line_ends: bool, used: BidiControlCount) -> Self {
        Self {
            text,
            out: String::new(),
            written: 0,
            combining_marks: 0,
            word_length: 0,
            has_simple: false,
            has_shaped: false,
            has_unspaced: false,
            last_letter: TextLayoutCostClass::Simple,
            is_after_invisible: false,
            is_in_entity: false,
            is_right_to_left: false,
            direction_changes: 0,
            splits: Vec::new(),
            line_cost: 0,
            is_cut: false,
            keeps_line_ends,
            used,
        }
    }

    fn count_character_line_cost(&mut self, at: usize, c: char) {
        if c >= '\u{300}' && is_combining_mark(c) {
            self.combining_marks += 1;
            if self.combining_marks > MAX_COMBINING_MARKS {
                self.drop_costly_character(at, c);
                return;
            }
        } else {
            self.combining_marks = 0;
        }
        if is_bidi_control(c) {
            self.used.bidi_controls += 1;
            self.direction_changes += 1;
            if self.used.bidi_controls > MAX_BIDI_CONTROLS {
                self.drop_costly_character(at, c);
            }
            return;
        }
        self.count_direction_change(c);
        let was_in_entity = self.is_in_entity;
        self.is_in_entity = c == '&' || (self.is_in_entity && c != ';');
        let class = classify_for_line_breaking(c);
        self.add_script_change_cost(class);
        match class {
            TextLayoutCostClass::Breaking => {
                self.add_word_cost();
                let max = if c == '\n' && self.keeps_line_ends {
                    MAX_DIRECTION_CHANGES_TO_LINE_END
                } else {
                    MAX_DIRECTION_CHANGES
                };
                self.split_after_direction_changes(max, at + c.len_utf8());
                return;
            }
            TextLayoutCostClass::Invisible => return,
            // An entity is one character.
            _ if was_in_entity => return,
            TextLayoutCostClass::Unspaced => self.has_unspaced = true,
            TextLayoutCostClass::Simple => self.has_simple = true,
            TextLayoutCostClass::Shaped => self.has_shaped = true,
        }
        if self.word_length >= self.layout_word_length_limit() && self.combining_marks == 0 {
            self.out.push_str(&self.text[self.written..at]);
            self.out.push_str(BREAK_OPPORTUNITY);
            self.written = at;
            self.add_word_cost();
            self.split_after_direction_changes(MAX_DIRECTION_CHANGES, at);
            match classify_for_line_breaking(c) {
                TextLayoutCostClass::Unspaced => self.has_unspaced = true,
                TextLayoutCostClass::Simple => self.has_simple = true,
                _ => self.has_shaped = true,
            }
        }
        self.word_length += 1;
    }

    /// Leaves out the character at this offset.
    fn drop_costly_character(&mut self, at: usize, c: char) {
        self.out.push_str(&self.text[self.written..at]);
        self.written = at + c.len_utf8();
        self.is_cut = true;
    }

    /// Whether the word is of letters of one kind, and not of those that are shaped by their neighbours.
    fn is_word_without_glyph_shaping(&self) -> bool {
        !(self.has_shaped || self.has_simple && self.has_unspaced)
    }

    fn layout_word_length_limit(&self) -> usize {
        match (self.is_word_without_glyph_shaping(), self.has_simple) {
            (true, true) => MAX_SIMPLE_WORD,
            (true, false) => usize::MAX,
            (false, _) => MAX_SHAPED_WORD,
        }
    }

    fn count_direction_change(&mut self, c: char) {
        let is_right_to_left = matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
        if is_right_to_left != self.is_right_to_left && (is_right_to_left || c.is_alphanumeric()) {
            self.is_right_to_left = is_right_to_left;
            self.direction_changes += 1;
        }
    }

    fn add_script_change_cost(&mut self, class: TextLayoutCostClass) {
        let is_letter = !matches!(class, TextLayoutCostClass::Breaking | TextLayoutCostClass::Invisible);
        if is_letter && class != self.last_letter {
            self.last_letter = class;
            self.line_cost +=
                if self.is_after_invisible { SCRIPT_CHANGE_AFTER_INVISIBLE_COST } else { SCRIPT_CHANGE_COST };
        }
        self.is_after_invisible = class == TextLayoutCostClass::Invisible;
    }

    /// Splits the paragraph at this offset of the text, if the direction has changed more often.
    fn split_after_direction_changes(&mut self, max: usize, at: usize) {
        if self.direction_changes >= max && at < self.text.len() {
            self.direction_changes = 0;
            self.splits.push(self.out.len() + at - self.written);
        }
    }

    fn add_word_cost(&mut self) {
        if self.word_length >= MIN_LONG_WORD {
            let microseconds = if self.is_word_without_glyph_shaping() { 1 } else { 15 };
            self.line_cost += microseconds * self.word_length as u64;
        }
        self.word_length = 0;
        (self.has_simple, self.has_shaped, self.has_unspaced) = (false, false, false);
    }

    fn finish(mut self) -> CostLimitedText<'a> {
        self.add_word_cost();
        let markup = if self.written == 0 && self.out.is_empty() {
            Cow::Borrowed(self.text)
        } else {
            self.out.push_str(&self.text[self.written..]);
            Cow::Owned(self.out)
        };
        CostLimitedText { markup, is_cut: self.is_cut, splits: self.splits, line_cost: self.line_cost }
    }
}

/// Whether a character is drawn on top of the one before it.
fn is_combining_mark(c: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0
}

fn classify_for_line_breaking(c: char) -> TextLayoutCostClass {
    match c {
        // Hard spaces do not end a line.
        '\u{A0}' | '\u{2007}' | '\u{202F}' => TextLayoutCostClass::Simple,
        c if c.is_whitespace() => TextLayoutCostClass::Breaking,
        c if is_invisible_char(c) => TextLayoutCostClass::Invisible,
        '\0'..='\u{2FF}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2BFF}' => {
            TextLayoutCostClass::Simple
        }
        '\u{E00}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => TextLayoutCostClass::Unspaced,
        // A line may end between any two of them.
        '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => TextLayoutCostClass::Breaking,
        _ => TextLayoutCostClass::Shaped,
    }
}
