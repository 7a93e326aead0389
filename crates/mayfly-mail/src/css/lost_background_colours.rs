//! The colours of a block of declarations, and what becomes of them when its background is lost.

use super::value_writer::WrittenValueFacts;
use crate::sanitised_css_reader::strip_importance;

/// What a block says about the colours of its element.
#[derive(Default)]
pub(super) struct DeclarationColours {
    /// Whether the block has a background that is shown.
    has_background: bool,
    has_lost_image: bool,
    /// Whether a background was refused that a browser would show.
    has_refused_background: bool,
    clips_to_text: bool,
    /// The colour of letters that overrides `color`, sanitised.
    fill: Option<String>,
}

/// What is done with the declarations of a block.
#[derive(Default)]
pub(super) struct DeclarationColourFixes {
    pub(super) drops_colour: bool,
    /// Whether the background is no longer clipped to the letters.
    pub(super) drops_clip: bool,
    /// A colour in place of the block's own.
    pub(super) colour: Option<String>,
    /// Whether a background was left out that is not replaced by another one of the block.
    pub(super) is_background_lost: bool,
}

impl DeclarationColours {
    /// Records a declaration that was written, with its value as it was written.
    pub(super) fn record_written_declaration(&mut self, name: &str, text: &str, written: WrittenValueFacts) {
        let value = strip_importance(text);
        let is_neutral = matches!(value, "none" | "transparent" | "inherit" | "initial" | "unset" | "revert");
        match name {
            "background" => {
                self.has_background = !is_neutral && (written.has_colour || written.has_image);
                self.clips_to_text = value.split(' ').any(|word| word == "text");
                self.has_lost_image |= written.has_lost_image;
            }
            "background-color" => self.has_background |= !is_neutral,
            "background-image" => {
                self.has_background |= written.has_colour || written.has_image;
                self.has_lost_image |= written.has_lost_image;
            }
            "background-clip" => self.clips_to_text = value == "text",
            "-webkit-text-fill-color" => {
                self.fill = (!is_neutral || value == "transparent")
                    .then(|| text.to_owned())
                    .filter(|_| value != "currentcolor");
            }
            _ => {}
        }
    }

    /// Records a declaration that was refused, with its source.
    pub(super) fn record_refused_declaration(&mut self, name: &str, source: &str) {
        // What has no function is an error in browsers too, and so are the gradients of other engines.
        let is_valid =
            source.contains('(') && !["-moz-", "-ms-", "-o-", "expression"].iter().any(|p| source.contains(p));
        self.has_refused_background |=
            is_valid && matches!(name, "background" | "background-color" | "background-image");
    }

    /// What has to be changed; `None` for most blocks.
    pub(super) fn compute_lost_background_fixes(self, out: &str) -> Option<DeclarationColourFixes> {
        let is_lost = !self.has_background && (self.has_lost_image || self.has_refused_background);
        if !is_lost && self.fill.is_none() {
            return None;
        }
        // Letters that show the background have no colour of their own.
        let is_transparent =
            self.fill.as_deref().map_or(out.contains("color:transparent"), |c| c.starts_with("transparent"));
        let shows_nothing = is_lost && self.clips_to_text && is_transparent;
        Some(DeclarationColourFixes {
            drops_colour: shows_nothing || (is_lost && self.has_refused_background),
            drops_clip: is_lost && self.clips_to_text,
            colour: self.fill.filter(|_| !shows_nothing),
            is_background_lost: is_lost,
        })
    }
}
