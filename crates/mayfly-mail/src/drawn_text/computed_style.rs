//! What the styles of a message make of an element, as far as it matters to what is drawn of a text.

use std::collections::HashMap;

use super::declarations::{
    BoxDimension, Colour, CssOffsetKind, Declaration, Display, Float, Length, SMALLEST_FONT, UnicodeBidi, pixels,
};
use super::element_tree::{ElementTree, NodeId, find_decoded_attribute, is_block};
use super::style_rules::RuleMatcher;
use crate::disallowed_element_substitutes::has_form_control_class;

/// A box whose side is no longer than this, in pixels, shows nothing.
const SMALLEST_SIDE: f32 = 3.0;
/// Text that is moved this far, in pixels, is out of sight.
const FAR_AWAY: f32 = 400.0;

/// Which of the rules that apply only sometimes are taken to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AppliedConditionalRules {
    /// None of them.
    Never,
    /// Those inside the media query of this number.
    Media(usize),
    /// All of them.
    Always,
}

/// How much of an element is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextVisibility {
    Seen,
    /// It has the colour of what is probably its background, or is cut off where its content may begin.
    Doubtful,
    Hidden,
}

/// How the inline text of an element stands among other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ComputedDirection {
    pub(super) bidi: UnicodeBidi,
    pub(super) is_right_to_left: bool,
}

impl ComputedDirection {
    /// Whether it changes anything.
    pub(super) fn affects_bidi_order(self) -> bool {
        self.bidi != UnicodeBidi::Normal
    }
}

/// The style of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct ComputedStyle {
    pub(super) display: Display,
    pub(super) float: Float,
    pub(super) bidi: UnicodeBidi,
    pub(super) is_right_to_left: bool,
    pub(super) is_reversed_flex: bool,
    pub(super) keeps_lines: bool,
    /// Whether nothing inside is drawn, whatever the styles inside are.
    hides_subtree: bool,
    is_visible: bool,
    opacity: f32,
    font_size: f32,
    colour: Option<Colour>,
    /// What is behind the text, of this element or of one around it.
    pub(super) background: Colour,
    /// The innermost element around the text whose background is not shown, in front of what is behind.
    pub(super) lost_background: Option<NodeId>,
    clips_to_text: bool,
    has_text_shadow: bool,
    cuts_off: bool,
    width: Length,
    height: Length,
    offset: f32,
}

impl Default for ComputedStyle {
    fn default() -> Self {
        Self {
            display: Display::Block,
            float: Float::None,
            bidi: UnicodeBidi::Normal,
            is_right_to_left: false,
            is_reversed_flex: false,
            keeps_lines: false,
            hides_subtree: false,
            is_visible: true,
            opacity: 1.0,
            font_size: 15.0,
            colour: None,
            background: Colour::Rgb(255, 255, 255),
            lost_background: None,
            clips_to_text: false,
            has_text_shadow: false,
            cuts_off: false,
            width: Length::Auto,
            height: Length::Auto,
            offset: 0.0,
        }
    }
}

impl ComputedStyle {
    /// How much is seen of the text directly in the element.
    pub(super) fn text_visibility(&self) -> TextVisibility {
        if self.hides_subtree || !self.is_visible || self.opacity < 0.1 || self.font_size < SMALLEST_FONT {
            return TextVisibility::Hidden;
        }
        match self.colour {
            Some(Colour::Transparent) if !self.has_text_shadow => TextVisibility::Hidden,
            Some(colour) if !self.has_text_shadow && colour.is_similar_colour(self.background) => {
                TextVisibility::Doubtful
            }
            _ if self.offset >= FAR_AWAY => TextVisibility::Doubtful,
            _ => TextVisibility::Seen,
        }
    }

    /// The colour of text directly in the element, black unless a style sets it.
    pub(super) fn text_colour(&self) -> Colour {
        self.colour.unwrap_or(Colour::Rgb(0, 0, 0))
    }

    /// The style of text directly in the element.
    pub(super) fn text_style(&self) -> Self {
        Self { display: Display::Inline, bidi: UnicodeBidi::Normal, float: Float::None, ..*self }
    }

    /// The direction of inline text in the element.
    pub(super) fn inline_direction(&self) -> ComputedDirection {
        ComputedDirection { bidi: self.bidi, is_right_to_left: self.is_right_to_left }
    }

    /// Whether nothing inside is drawn.
    pub(super) fn hides_subtree(&self) -> bool {
        self.hides_subtree
    }

    /// Whether lines of the element are written from right to left; `None` if that is up to their first letter.
    pub(super) fn is_line_right_to_left(&self) -> Option<bool> {
        (self.bidi != UnicodeBidi::Plaintext).then_some(self.is_right_to_left)
    }

    /// The style of a child before anything is declared for it.
    fn inherit(&self, name: &str) -> Self {
        Self {
            display: match name {
                "tr" => Display::Row,
                "td" | "th" => Display::Cell,
                "img" => Display::InlineBox,
                _ if is_block(name) => Display::Block,
                _ => Display::Inline,
            },
            float: Float::None,
            bidi: UnicodeBidi::Normal,
            is_reversed_flex: false,
            cuts_off: false,
            clips_to_text: false,
            width: Length::Auto,
            height: Length::Auto,
            ..*self
        }
    }

    /// Applies what the attributes of an element say.
    fn apply_attributes(&mut self, element: NodeId, name: &str, attributes: &str) {
        if let Some(direction) = find_decoded_attribute(attributes, "dir") {
            self.is_right_to_left = direction == "rtl";
            self.bidi = if direction == "auto" { UnicodeBidi::Plaintext } else { UnicodeBidi::Isolate };
        }
        if name == "span"
            && find_decoded_attribute(attributes, "class").is_some_and(|classes| has_form_control_class(&classes))
        {
            self.display = Display::InlineBox;
            self.colour = Some(Colour::Unknown);
            self.background = Colour::Unknown;
        }
        if attributes.contains("hidden") && find_decoded_attribute(attributes, "hidden").is_some() {
            self.display = Display::None;
        }
        match name {
            "pre" => self.keeps_lines = true,
            "bdi" if self.bidi == UnicodeBidi::Normal => self.bidi = UnicodeBidi::Plaintext,
            "bdo" => self.bidi = UnicodeBidi::Override,
            "font" => {
                if let Some(colour) = find_decoded_attribute(attributes, "color") {
                    self.colour = Some(Colour::parse(&colour));
                }
            }
            _ => {}
        }
        match find_decoded_attribute(attributes, "background") {
            Some(image) if image.is_empty() => self.lost_background = Some(element),
            Some(_) => self.set_background(Colour::Unknown),
            None => {}
        }
        if let Some(colour) = find_decoded_attribute(attributes, "bgcolor") {
            self.set_background(Colour::parse(&colour));
        }
        match find_decoded_attribute(attributes, "align").as_deref() {
            Some("left") if matches!(name, "table" | "img") => self.float = Float::Left,
            Some("right") if matches!(name, "table" | "img") => self.float = Float::Right,
            _ => {}
        }
    }

    fn set_background(&mut self, colour: Colour) {
        self.background = colour;
        self.lost_background = None;
    }

    fn apply_declaration(&mut self, element: NodeId, declaration: Declaration, parent: &Self) {
        match declaration {
            Declaration::LostBackground if self.background == parent.background => self.lost_background = Some(element),
            Declaration::LostBackground => {}
            Declaration::ClipsToText(clips_to_text) => self.clips_to_text = clips_to_text,
            Declaration::Display(display) => self.display = display,
            Declaration::IsVisible(is_visible) => self.is_visible = is_visible,
            Declaration::Opacity(opacity) => self.opacity = parent.opacity * opacity,
            Declaration::FontSize(Length::Relative(factor)) => self.font_size = parent.font_size * factor,
            Declaration::FontSize(Length::Pixels(pixels)) => self.font_size = pixels,
            Declaration::FontSize(_) => {}
            Declaration::Colour(colour) => self.colour = Some(colour),
            Declaration::Background(Colour::Transparent) => self.background = parent.background,
            Declaration::Background(colour) => self.set_background(colour),
            Declaration::HasTextShadow(has_text_shadow) => self.has_text_shadow = has_text_shadow,
            Declaration::CutsOff(cuts_off) => self.cuts_off = cuts_off,
            Declaration::Dimension(BoxDimension::Width, length) => self.width = length,
            Declaration::Dimension(BoxDimension::Height, length) => self.height = length,
            Declaration::Offset(CssOffsetKind::Vertical, length) => self.offset += 8.0 * pixels(length).abs(),
            Declaration::Offset(_, length) => self.offset += pixels(length),
            Declaration::IsRightToLeft(is_right_to_left) => self.is_right_to_left = is_right_to_left,
            Declaration::Bidi(bidi) if self.bidi != UnicodeBidi::Override => self.bidi = bidi,
            Declaration::Bidi(_) => {}
            Declaration::Float(float) => self.float = float,
            Declaration::IsReversedFlex(is_reversed) => self.is_reversed_flex = is_reversed,
            Declaration::KeepsLines(keeps_lines) => self.keeps_lines = keeps_lines,
        }
    }
}

/// The styles of the elements of a message, computed when they are asked for.
pub(super) struct StyleCascade<'m, 'a> {
    matcher: &'m RuleMatcher<'a>,
    conditions: AppliedConditionalRules,
    /// Whether the content of `<details>` counts as seen whether they are open or not.
    opens_details: bool,
    computed: HashMap<NodeId, ComputedStyle>,
}

impl<'m, 'a> StyleCascade<'m, 'a> {
    pub(super) fn new(matcher: &'m RuleMatcher<'a>, conditions: AppliedConditionalRules) -> Self {
        Self { matcher, conditions, opens_details: false, computed: HashMap::new() }
    }

    /// Counts the content of `<details>` as seen, which a reader can open.
    pub(super) fn treat_details_as_open(self) -> Self {
        Self { opens_details: true, ..self }
    }

    pub(super) fn tree(&self) -> &'a ElementTree<'a> {
        self.matcher.tree()
    }

    /// The style of an element. `steps` is decremented with the work; when it is used up, rules are no longer applied.
    pub(super) fn computed_style(&mut self, element: NodeId, steps: &mut usize) -> ComputedStyle {
        // From the outermost element whose style is not known yet.
        let mut path = vec![element];
        while let Some(&last) = path.last()
            && last != 0
            && !self.computed.contains_key(&last)
        {
            path.push(self.tree().node(last).parent);
        }
        let mut style = ComputedStyle::default();
        while let Some(id) = path.pop() {
            style = match self.computed.get(&id) {
                Some(known) => *known,
                None => {
                    let computed = self.compute_style(id, &style, steps);
                    self.computed.insert(id, computed);
                    computed
                }
            };
        }
        style
    }

    fn compute_style(&self, element: NodeId, parent: &ComputedStyle, steps: &mut usize) -> ComputedStyle {
        let Some((name, attributes)) = self.tree().element_name_and_attributes(element) else { return *parent };
        let mut style = parent.inherit(name);
        style.apply_attributes(element, name, attributes);
        let mut declared: Vec<(bool, u32, Declaration)> = Vec::new();
        let styles = self.matcher.find_styles_for_element(element, steps);
        for matched in &styles.rules {
            let rule = &self.matcher.rules().rules[matched.rule];
            let applies = match (rule.media, self.conditions) {
                (_, AppliedConditionalRules::Always) => true,
                (None, _) => !matched.is_conditional,
                (Some(media), AppliedConditionalRules::Media(taken)) => media == taken && !matched.is_conditional,
                (Some(_), AppliedConditionalRules::Never) => false,
            };
            if applies {
                declared.extend(rule.declarations.iter().map(|(d, important)| (*important, matched.specificity, *d)));
            }
        }
        declared.extend(styles.inline.iter().map(|(d, important)| (*important, u32::MAX, *d)));
        declared.sort_by_key(|(important, specificity, _)| (*important, *specificity));
        for (_, _, declaration) in declared {
            style.apply_declaration(element, declaration, parent);
        }
        if style.clips_to_text {
            // The background is the colour of letters that have none.
            if style.colour == Some(Colour::Transparent) {
                style.colour = Some(style.background);
            }
            style.background = parent.background;
        }
        let is_collapsed = |length: Length| {
            matches!(length, Length::Pixels(p) if p <= SMALLEST_SIDE)
                || matches!(length, Length::Relative(f) if f * style.font_size <= SMALLEST_SIDE)
        };
        let shows_nothing = style.cuts_off
            && style.display != Display::Inline
            && (is_collapsed(style.width) || is_collapsed(style.height));
        style.hides_subtree |= style.display == Display::None || shows_nothing || self.is_in_closed_details(element);
        if element == 0 {
            style.bidi = UnicodeBidi::Normal;
        }
        style
    }

    /// Whether an element is the content of `<details>` that are closed. What stands in an open one is seen.
    fn is_in_closed_details(&self, element: NodeId) -> bool {
        let parent = self.tree().node(element).parent;
        let Some(("details", attributes)) = self.tree().element_name_and_attributes(parent) else { return false };
        let is_summary = self.tree().element_name_and_attributes(element).is_some_and(|(name, _)| name == "summary");
        element != 0 && !self.opens_details && !is_summary && find_decoded_attribute(attributes, "open").is_none()
    }
}
