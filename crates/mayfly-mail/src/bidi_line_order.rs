//! The order in which a line of text is read from the screen.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Puts a line into the order in which it is read: as it is drawn, from left to right, while words of scripts that are
/// read from right to left stay as they are.
///
/// `is_right_to_left` is the direction of the paragraph; `None` for that of its first letter.
pub(crate) fn to_visual_reading_order(line: &str, is_right_to_left: Option<bool>) -> String {
    let visual = to_visual_order(line, is_right_to_left);
    if visual.is_ascii() { visual } else { restore_right_to_left_words(&visual) }
}

/// Puts a line into the order in which it is drawn, from left to right.
pub(crate) fn to_visual_order(line: &str, is_right_to_left: Option<bool>) -> String {
    if !needs_reordering(line) && is_right_to_left != Some(true) {
        return line.to_owned();
    }
    let level = is_right_to_left.map(|is_right| if is_right { Level::rtl() } else { Level::ltr() });
    let info = BidiInfo::new(line, level);
    let mut drawn = String::with_capacity(line.len());
    for paragraph in &info.paragraphs {
        drawn.push_str(&info.reorder_line(paragraph, paragraph.range.clone()));
    }
    drawn
}

/// Whether a line has a character that is written from right to left, or that changes the direction.
fn needs_reordering(line: &str) -> bool {
    !line.is_ascii()
        && line.chars().any(|c| {
            matches!(
                bidi_class(c),
                BidiClass::R
                    | BidiClass::AL
                    | BidiClass::AN
                    | BidiClass::RLE
                    | BidiClass::RLO
                    | BidiClass::LRE
                    | BidiClass::LRO
                    | BidiClass::RLI
                    | BidiClass::LRI
                    | BidiClass::FSI
            )
        })
}

/// Reverses each run of right-to-left letters, with what stands between them, back to the order of its letters.
fn restore_right_to_left_words(drawn: &str) -> String {
    let chars: Vec<char> = drawn.chars().collect();
    let is_right = |c: char| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    let is_left = |c: char| matches!(bidi_class(c), BidiClass::L | BidiClass::EN);
    let mut out = String::with_capacity(drawn.len());
    let mut at = 0;
    while at < chars.len() {
        if !is_right(chars[at]) {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let limit = chars[at..].iter().position(|c| is_left(*c)).map_or(chars.len(), |n| at + n);
        let end = chars[at..limit].iter().rposition(|c| is_right(*c)).map_or(at + 1, |n| at + n + 1);
        out.extend(chars[at..end].iter().rev());
        at = end;
    }
    out
}
