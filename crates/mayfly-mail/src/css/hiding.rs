//! Declarations that put words out of sight by properties that a message may not set.
//!
//! Positions, clips and transforms are left out, so words that were hidden by them would be shown. A block that hides
//! its element in this way gets `display:none` instead.

use cssparser::{ParseError, Parser, Token};

/// An offset below this, in pixels, puts a box out of sight on the side where a page cannot be scrolled to.
const FAR_BEFORE: f32 = -500.0;
/// An offset above this, in pixels, puts a box where nobody scrolls to.
const FAR_BEHIND: f32 = 3_000.0;
/// A box whose side is no longer than this, in pixels, shows nothing.
const SMALLEST_SIDE: f32 = 1.0;
/// A translation by up to its own width does not move a box out of sight by itself.
const FAR_TRANSLATED: f32 = -801.0;
/// Numbers of a value that are read.
const MAX_NUMBERS: usize = 32;

/// How a block of declarations hides its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// Nothing of the element is seen.
    Element,
    /// Its words are out of sight; its box with its background is seen.
    Words,
}

/// What the properties of a block say, each by its last declaration.
#[derive(Default)]
pub(super) struct HidingFacts {
    is_positioned: bool,
    is_out_of_flow: bool,
    /// Whether `left`, `top`, `right` or `bottom` is far away.
    far_sides: [bool; 4],
    has_empty_clip: bool,
    has_empty_clip_path: bool,
    /// Whether `transform`, `translate` or `scale` leaves nothing to see.
    transforms_away: [bool; 3],
    skips_content: bool,
    margin_left: f32,
    margin_top: f32,
    padding_left: f32,
    padding_top: f32,
    has_no_size: [bool; 4],
    cuts_off: bool,
    is_indented_away: bool,
    has_box: bool,
    is_important: bool,
}

impl HidingFacts {
    /// Reads a declaration, the name in lower case. Returns `false` for one that does not matter here and was not read.
    pub(super) fn read_hiding_declaration(&mut self, name: &str, input: &mut Parser<'_>) -> bool {
        let unprefixed = name.strip_prefix("-webkit-").unwrap_or(name);
        match unprefixed {
            "position" => {
                let word = read_first_keyword(input);
                self.is_out_of_flow = matches!(word.as_str(), "absolute" | "fixed");
                self.is_positioned = self.is_out_of_flow || matches!(word.as_str(), "relative" | "sticky");
            }
            "left" | "top" | "right" | "bottom" | "inset" | "inset-inline-start" | "inset-block-start" => {
                let value = self.read_css_value_numbers(input);
                let is_positioned_away = value.has_number_where(is_positioned_away);
                match unprefixed {
                    "left" | "inset-inline-start" => self.far_sides[0] = is_positioned_away,
                    "top" | "inset-block-start" => self.far_sides[1] = is_positioned_away,
                    "right" => self.far_sides[2] = is_positioned_away,
                    "bottom" => self.far_sides[3] = is_positioned_away,
                    _ => self.far_sides = [is_positioned_away; 4],
                }
            }
            "clip" => self.has_empty_clip = is_empty_clip(&self.read_css_value_numbers(input)),
            "clip-path" => self.has_empty_clip_path = is_empty_clip_path(&self.read_css_value_numbers(input)),
            "transform" => self.transforms_away[0] = transforms_away(&self.read_css_value_numbers(input)),
            "translate" => {
                self.transforms_away[1] = self.read_css_value_numbers(input).has_number_where(is_translated_away)
            }
            "scale" => {
                let value = self.read_css_value_numbers(input);
                self.transforms_away[2] = value.numbers.iter().take(2).any(|n| n.abs() < 0.02);
            }
            "content-visibility" => self.skips_content = read_first_keyword(input) == "hidden",
            "margin" => {
                let sides = self.read_css_value_numbers(input).numbers;
                self.margin_top = sides.first().copied().unwrap_or(0.0);
                self.margin_left = left_side_value(&sides);
            }
            "margin-left" | "margin-inline-start" => {
                self.margin_left = self.read_css_value_numbers(input).first_number_or_zero()
            }
            "margin-top" | "margin-block-start" => {
                self.margin_top = self.read_css_value_numbers(input).first_number_or_zero()
            }
            "padding" => {
                let sides = self.read_css_value_numbers(input).numbers;
                self.padding_top = sides.first().copied().unwrap_or(0.0);
                self.padding_left = left_side_value(&sides);
            }
            "padding-left" => self.padding_left = self.read_css_value_numbers(input).first_number_or_zero(),
            "padding-top" => self.padding_top = self.read_css_value_numbers(input).first_number_or_zero(),
            "width" | "max-width" | "height" | "max-height" => {
                let is_height = unprefixed.ends_with("height");
                let value = self.read_css_value_numbers(input);
                let is_tiny = value.functions.is_empty() && value.numbers.iter().any(|n| *n <= SMALLEST_SIDE);
                self.has_no_size[usize::from(is_height) + 2 * usize::from(unprefixed.starts_with("max"))] = is_tiny;
                self.has_box |= is_height && !is_tiny;
            }
            "overflow" => self.cuts_off = matches!(read_first_keyword(input).as_str(), "hidden" | "clip"),
            "text-indent" => {
                self.is_indented_away = self.read_css_value_numbers(input).numbers.iter().any(|n| *n <= FAR_BEFORE)
            }
            "background" | "background-image" | "background-color" | "border" | "border-bottom" => {
                self.has_box = true;
                return false;
            }
            _ => return false,
        }
        true
    }

    /// How the block hides its element, and whether that is important.
    pub(super) fn hiding(&self) -> Option<(Hiding, bool)> {
        // A padding that takes the margin back only makes the background wider.
        let is_moved_away = |margin: f32, padding: f32| margin <= FAR_BEFORE && margin + padding <= FAR_BEFORE;
        let is_hidden = (self.is_positioned && self.far_sides.contains(&true))
            || (self.is_out_of_flow && self.has_empty_clip)
            || (self.is_out_of_flow && self.cuts_off && self.has_no_size.contains(&true))
            || self.has_empty_clip_path
            || self.transforms_away.contains(&true)
            || self.skips_content
            || is_moved_away(self.margin_left, self.padding_left)
            || is_moved_away(self.margin_top, self.padding_top);
        if is_hidden || (self.is_indented_away && !self.has_box) {
            Some((Hiding::Element, self.is_important))
        } else if self.is_indented_away {
            Some((Hiding::Words, self.is_important))
        } else {
            None
        }
    }

    /// Whether a far padding only takes back a far margin, so that neither is left.
    pub(super) fn has_padding_undoing_far_margin(&self) -> bool {
        (self.margin_left <= FAR_BEFORE && self.padding_left > 0.0)
            || (self.margin_top <= FAR_BEFORE && self.padding_top > 0.0)
    }

    fn read_css_value_numbers(&mut self, input: &mut Parser<'_>) -> ValueNumbers {
        let mut value = ValueNumbers::default();
        value.collect_numbers_and_functions(input);
        self.is_important |= value.is_important;
        value
    }
}

/// The numbers of a value, lengths in pixels, and the functions that they are in.
#[derive(Default)]
struct ValueNumbers {
    numbers: Vec<f32>,
    /// The name of each function, and the index of its first number.
    functions: Vec<(String, usize)>,
    has_word: bool,
    is_important: bool,
}

impl ValueNumbers {
    fn collect_numbers_and_functions(&mut self, input: &mut Parser<'_>) {
        while let Ok(token) = input.next().cloned() {
            if self.numbers.len() >= MAX_NUMBERS || self.functions.len() >= MAX_NUMBERS {
                continue;
            }
            match token {
                Token::Number { value, .. } => self.numbers.push(value),
                // Of the box around it, which is as wide as a narrow window.
                Token::Percentage { unit_value, .. } => self.numbers.push(unit_value * 800.0),
                Token::Dimension { value, ref unit, .. } => self.numbers.push(value * pixels_per_unit(unit)),
                Token::Function(ref name) => {
                    self.functions.push((name.to_ascii_lowercase(), self.numbers.len()));
                    self.collect_from_nested_block(input);
                }
                Token::ParenthesisBlock => self.collect_from_nested_block(input),
                Token::Delim('!') => {
                    self.is_important = true;
                    return while input.next().is_ok() {};
                }
                Token::Ident(_) => self.has_word = true,
                _ => {}
            }
        }
    }

    fn collect_from_nested_block(&mut self, input: &mut Parser<'_>) {
        let _ = input.parse_nested_block(|inner| {
            self.collect_numbers_and_functions(inner);
            Ok::<_, ParseError<()>>(())
        });
    }

    fn first_number_or_zero(&self) -> f32 {
        self.numbers.first().copied().unwrap_or(0.0)
    }

    fn has_number_where(&self, is_wanted: impl Fn(f32) -> bool) -> bool {
        self.numbers.iter().any(|number| is_wanted(*number))
    }

    /// Each function with its numbers.
    fn css_functions_with_numbers(&self) -> impl Iterator<Item = (&str, &[f32])> {
        self.functions.iter().enumerate().map(|(index, (name, start))| {
            let end = self.functions.get(index + 1).map_or(self.numbers.len(), |(_, start)| *start);
            (name.as_str(), &self.numbers[*start..end])
        })
    }
}

fn is_positioned_away(offset: f32) -> bool {
    offset <= FAR_BEFORE || offset >= FAR_BEHIND
}

fn is_translated_away(offset: f32) -> bool {
    offset <= FAR_TRANSLATED || offset >= FAR_BEHIND
}

/// The left side of a shorthand for four sides.
fn left_side_value(sides: &[f32]) -> f32 {
    sides.get(3).or(sides.get(1)).or(sides.first()).copied().unwrap_or(0.0)
}

fn read_first_keyword(input: &mut Parser<'_>) -> String {
    let word = input.expect_ident_cloned().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    while input.next().is_ok() {}
    word
}

/// Whether a `clip` leaves nothing of the box, or a pixel.
fn is_empty_clip(value: &ValueNumbers) -> bool {
    let is_side_empty = |start: f32, end: f32| end - start <= SMALLEST_SIDE;
    value.functions.first().is_some_and(|(name, _)| name == "rect")
        && !value.has_word
        && match value.numbers[..] {
            [top, right, bottom, left] => is_side_empty(top, bottom) || is_side_empty(left, right),
            _ => false,
        }
}

/// Whether a `clip-path` leaves nothing of the box.
fn is_empty_clip_path(value: &ValueNumbers) -> bool {
    /// A half of a box by `ValueNumbers`'s measure of percentages.
    const HALF: f32 = 400.0;
    value.css_functions_with_numbers().next().is_some_and(|(name, numbers)| match name {
        "inset" => {
            let side = |index: usize, other: usize| {
                numbers.get(index).or(numbers.get(other)).or(numbers.first()).copied().unwrap_or(0.0)
            };
            side(0, 0) + side(2, 0) >= 2.0 * HALF || side(1, 0) + side(3, 1) >= 2.0 * HALF
        }
        "circle" | "ellipse" => numbers.first().is_some_and(|radius| *radius <= SMALLEST_SIDE),
        "polygon" => {
            !numbers.is_empty()
                && (0..2).any(|axis| {
                    let along = numbers.iter().skip(axis).step_by(2);
                    let (least, most) =
                        along.fold((f32::MAX, f32::MIN), |(least, most), n| (least.min(*n), most.max(*n)));
                    most - least <= SMALLEST_SIDE
                })
        }
        "rect" => !value.has_word && numbers.iter().all(|n| *n <= SMALLEST_SIDE),
        _ => false,
    })
}

/// Whether a `transform` shrinks a box to nothing or moves it far away.
fn transforms_away(value: &ValueNumbers) -> bool {
    let is_nothing = |factor: Option<&f32>| factor.is_some_and(|factor| factor.abs() < 0.02);
    value.css_functions_with_numbers().any(|(name, numbers)| match name {
        "scale" | "scale3d" => is_nothing(numbers.first()) || is_nothing(numbers.get(1)),
        "scalex" | "scaley" => is_nothing(numbers.first()),
        "matrix" => {
            is_nothing(numbers.first()) && is_nothing(numbers.get(1))
                || numbers.iter().skip(4).any(|n| is_positioned_away(*n))
        }
        "rotatex" | "rotatey" => numbers.first().is_some_and(|angle| (angle.abs() - 90.0).abs() < 1.0),
        "translate" | "translatex" | "translatey" | "translate3d" => numbers.iter().any(|n| is_translated_away(*n)),
        _ => false,
    })
}

/// Pixels of a unit, roughly for those that depend on a font or the window.
fn pixels_per_unit(unit: &str) -> f32 {
    match unit.to_ascii_lowercase().as_str() {
        "em" | "rem" | "pc" => 16.0,
        "ex" | "ch" => 8.0,
        "vw" | "vh" | "vmin" | "vmax" => 8.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "pt" => 4.0 / 3.0,
        _ => 1.0,
    }
}
