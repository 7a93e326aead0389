//! What the declarations of a style attribute or a rule may cost.

use std::ops::BitOr;

use crate::sanitised_css_reader::{split_at_top_level, split_declarations};

/// A set of properties of an element's style that matter for the cost of its layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StyleCostFlags(u16);

impl StyleCostFlags {
    /// A padding that depends on the width of the container.
    pub(super) const RELATIVE_PADDING: Self = Self(1);
    /// A flex container.
    pub(super) const FLEX: Self = Self(1 << 1);
    /// Not a block as its tag would be: inline, a table part, or not shown.
    pub(super) const NOT_BLOCK: Self = Self(1 << 2);
    /// A box with a marker.
    pub(super) const LIST_ITEM: Self = Self(1 << 3);
    /// A `display` other than that of the tag.
    pub(super) const DISPLAY: Self = Self(1 << 4);
    /// A `display` that makes a block which is laid out beside floats.
    pub(super) const ROOT_DISPLAY: Self = Self(1 << 5);
    pub(super) const FLOAT: Self = Self(1 << 6);
    pub(super) const OVERFLOW: Self = Self(1 << 7);
    const POSITION: Self = Self(1 << 8);
    const OPACITY: Self = Self(1 << 9);
    /// A height that follows from the width, or the other way round.
    pub(super) const ASPECT_RATIO: Self = Self(1 << 10);
    /// A height that depends on that of the container.
    pub(super) const RELATIVE_HEIGHT: Self = Self(1 << 11);
    /// A `display` that makes a table.
    pub(super) const TABLE: Self = Self(1 << 12);
    /// A block that is laid out beside floats, not under them.
    pub(super) const AVOIDS_FLOATS: Self = Self(Self::ROOT_DISPLAY.0 | Self::FLOAT.0 | Self::OVERFLOW.0);
    /// A box that is painted in a layer of its own.
    pub(super) const LAYER: Self = Self(Self::POSITION.0 | Self::OPACITY.0);
    /// All that `display` decides on.
    const DISPLAY_FLAGS: Self = Self(
        Self::FLEX.0 | Self::NOT_BLOCK.0 | Self::LIST_ITEM.0 | Self::DISPLAY.0 | Self::ROOT_DISPLAY.0 | Self::TABLE.0,
    );

    /// Whether it has any of these flags.
    pub(super) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn remove(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

impl BitOr for StyleCostFlags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What one list of declarations may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StyleLayoutCost {
    pub(super) flags: StyleCostFlags,
    /// What `!important` declarations of a style attribute rule out, whatever the style sheet says.
    ruled_out: StyleCostFlags,
    /// Microseconds of painting the box once: shadows, gradients and uneven borders.
    pub(super) box_paint: u32,
    /// Microseconds of painting the shadows of one line of text.
    pub(super) text_shadow: u32,
}

impl StyleLayoutCost {
    /// The cost of an element that both lists may apply to.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            flags: self.flags | other.flags,
            ruled_out: self.ruled_out | other.ruled_out,
            box_paint: self.box_paint.max(other.box_paint),
            text_shadow: self.text_shadow.max(other.text_shadow),
        }
    }

    /// The cost of an element with this style attribute, to which rules with `self` may apply.
    pub(super) fn add_style_attribute_cost(self, attribute: Self) -> Self {
        let mut flags = self.flags;
        flags.remove(attribute.ruled_out);
        Self { flags, ..self }.union(attribute)
    }

    /// Reads declarations as the sanitiser writes them: `name:value;name:value`.
    pub(super) fn from_declarations(declarations: &str) -> Self {
        let mut style_cost = Self::default();
        for (name, value) in split_declarations(declarations) {
            style_cost.record_declaration_cost(name, value);
        }
        style_cost
    }

    fn record_declaration_cost(&mut self, name: &str, value: &str) {
        let (value, important) = match value.strip_suffix("!important") {
            Some(value) => (value, true),
            None => (value, false),
        };
        let mut replace = |all: StyleCostFlags, flags: StyleCostFlags| {
            if important {
                self.flags.remove(all);
                self.ruled_out.insert(all);
            }
            self.flags.insert(flags);
        };
        let when = |condition: bool, flags: StyleCostFlags| if condition { flags } else { StyleCostFlags::default() };
        match name {
            "display" => replace(StyleCostFlags::DISPLAY_FLAGS, layout_cost_flags_of_display(value)),
            "padding" => {
                replace(
                    StyleCostFlags::RELATIVE_PADDING,
                    when(depends_on_container_size(value), StyleCostFlags::RELATIVE_PADDING),
                );
            }
            _ if name.starts_with("padding-") && depends_on_container_size(value) => {
                self.flags.insert(StyleCostFlags::RELATIVE_PADDING)
            }
            "float" => replace(StyleCostFlags::FLOAT, when(value != "none", StyleCostFlags::FLOAT)),
            "overflow" => replace(StyleCostFlags::OVERFLOW, when(value != "visible", StyleCostFlags::OVERFLOW)),
            "overflow-x" | "overflow-y" if value != "visible" => self.flags.insert(StyleCostFlags::OVERFLOW),
            "position" => replace(StyleCostFlags::POSITION, when(value != "static", StyleCostFlags::POSITION)),
            "opacity" => replace(StyleCostFlags::OPACITY, when(value != "1", StyleCostFlags::OPACITY)),
            "aspect-ratio" => {
                replace(StyleCostFlags::ASPECT_RATIO, when(value != "auto", StyleCostFlags::ASPECT_RATIO))
            }
            "height" => replace(
                StyleCostFlags::RELATIVE_HEIGHT,
                when(depends_on_container_size(value), StyleCostFlags::RELATIVE_HEIGHT),
            ),
            "box-shadow" => self.box_paint += shadow_cost(value),
            "text-shadow" => self.text_shadow = self.text_shadow.max(shadow_cost(value)),
            "background" | "background-image" => self.box_paint += 10 * count_gradients(value),
            _ if name.starts_with("border") && (value.contains("dotted") || value.contains("dashed")) => {
                self.box_paint = self.box_paint.max(60);
            }
            "text-decoration" | "text-decoration-style" if value.contains("wavy") => {
                self.box_paint = self.box_paint.max(20);
            }
            _ => {}
        }
    }
}

/// Whether a length depends on the container, or on a parent that may have such a length.
fn depends_on_container_size(value: &str) -> bool {
    value.contains('%') || value.contains("inherit")
}

/// What a `display` makes of an element. Words that are not known count as everything.
fn layout_cost_flags_of_display(value: &str) -> StyleCostFlags {
    let kinds = match value {
        "block" => return StyleCostFlags::DISPLAY,
        "flow-root" => StyleCostFlags::ROOT_DISPLAY,
        "table" => StyleCostFlags::ROOT_DISPLAY | StyleCostFlags::TABLE,
        "inline-table" => StyleCostFlags::NOT_BLOCK | StyleCostFlags::TABLE,
        "flex" => StyleCostFlags::FLEX | StyleCostFlags::ROOT_DISPLAY,
        "inline-flex" => StyleCostFlags::FLEX | StyleCostFlags::NOT_BLOCK,
        "list-item" => StyleCostFlags::LIST_ITEM,
        "inherit" => StyleCostFlags::DISPLAY_FLAGS,
        _ => StyleCostFlags::NOT_BLOCK,
    };
    kinds | StyleCostFlags::DISPLAY
}

/// Microseconds of painting the shadows of a box or a line: each is blurred over an area that grows with the radius.
fn shadow_cost(value: &str) -> u32 {
    /// The pixels of a window.
    const MAX_AREA: f64 = 1_000_000.0;
    let shadows = split_at_top_level(value, b',').map(|shadow| {
        let lengths = split_at_top_level(shadow, b' ').filter_map(length_in_pixels);
        // Horizontal and vertical offset, blur, spread.
        let radius: f64 = lengths.skip(2).sum();
        30 + ((2.0 * radius).powi(2).min(MAX_AREA) / 50.0) as u32
    });
    if value == "none" { 0 } else { shadows.sum() }
}

/// A length in pixels, roughly.
fn length_in_pixels(word: &str) -> Option<f64> {
    if ["calc(", "min(", "max(", "clamp("].iter().any(|function| word.starts_with(function)) {
        return Some(1_000.0);
    }
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')).len();
    let number: f64 = word[..digits].parse().ok()?;
    let unit = match &word[digits..] {
        "" | "px" | "pt" => 1.0,
        "in" => 96.0,
        "cm" => 38.0,
        "pc" | "em" | "rem" | "ch" | "ex" | "lh" | "rlh" => 20.0,
        _ => 12.0,
    };
    Some(number.abs() * unit)
}

/// The number of gradients in a background.
fn count_gradients(value: &str) -> u32 {
    u32::try_from(value.matches("-gradient(").count()).unwrap_or(u32::MAX / 100)
}
