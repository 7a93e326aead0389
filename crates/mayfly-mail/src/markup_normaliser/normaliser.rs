//! One pass from source to normalised markup.

use std::borrow::Cow;

use super::dropped_elements::{
    is_dropped_subtree, is_raw_text, record_dropped_attribute_urls, record_dropped_element_urls,
};
use super::nesting_writer::NestingWriter;
use super::page_attributes::{PageAttributes, PageStyle, find_root_classes_and_ids};
use super::style_sheet_tag_names::StyleSheetTagNames;
use super::tokenizer::{Attribute, HtmlToken, HtmlTokenizer, TagName};
use crate::allowed_elements_and_attributes::{self, BASE_STYLE_ID, NOTE_CLASS, WRAPPER_CLASS};
use crate::attribute_values::{
    filter_classes, parse_allowed_attribute_keyword, validate_element_id, validate_lang_attribute,
};
use crate::canvas_colour_rules::read_written_canvas_colour;
use crate::css;
use crate::custom_properties::CustomProperties;
use crate::disallowed_element_substitutes::ElementReplacement;
use crate::html_entities::decode_common_entities;
use crate::legacy_colour::parse_legacy_colour;
use crate::render_context::RenderContext;

/// The normalised markup of a message with its styles and page attributes.
pub(crate) struct NormalisedMarkup {
    /// Markup of allowed elements, properly nested.
    pub(crate) html: String,
    /// The style sheets, sanitised.
    pub(crate) css: String,
    pub(crate) page: PageAttributes,
}

/// The attributes of `<html>` and `<body>` that are read.
const PAGE_ATTRIBUTES: &[&str] = &["background", "bgcolor", "class", "dir", "id", "lang", "link", "style", "text"];

/// Normalises `source` and records in `context` the remote content that it refers to.
pub(crate) fn normalise_markup(source: &str, context: &mut RenderContext) -> NormalisedMarkup {
    let limits = context.options().limits.clone();
    let mut source = Cow::Borrowed(source);
    if source.len() > limits.max_bytes {
        source = Cow::Owned(source[..source.floor_char_boundary(limits.max_bytes)].to_owned());
        context.truncated = true;
    }
    if source.contains('\0') {
        source = Cow::Owned(source.replace('\0', ""));
    }
    if !context.markup_origin.is_own_document {
        context.page_classes_and_ids = find_root_classes_and_ids(&source, limits.max_attributes);
    }
    let mut normaliser = MarkupNormaliser {
        tokenizer: HtmlTokenizer::new(&source, limits.max_attributes),
        writer: NestingWriter::new(&limits, source.len()),
        context,
        page: PageAttributes::default(),
        link_colour: None,
        css: String::new(),
        css_bytes_left: limits.max_css_bytes,
        rules_left: limits.max_css_rules,
        skipped_subtree: None,
        last_end_tags: Vec::new(),
        style_sheet_tag_names: StyleSheetTagNames::default(),
        html_style: PageStyle::default(),
        page_attributes_read: Vec::new(),
    };
    normaliser.normalise_html_tokens();
    normaliser.merge_page_styles();
    let truncated = normaliser.tokenizer.truncated || normaliser.writer.truncated;
    if let Some(colour) = &normaliser.link_colour {
        // In front of the styles of the mail, which override it.
        let rule = format!("a{{color:{colour}}}");
        normaliser
            .css
            .insert_str(0, &css::sanitise_style_sheet(&rule, None, normaliser.context, &mut normaliser.rules_left));
    }
    let normalised =
        NormalisedMarkup { html: normaliser.writer.finish_markup(), css: normaliser.css, page: normaliser.page };
    context.truncated |= truncated;
    normalised
}

/// A subtree that is left out, and the number of open elements with its name.
struct SkippedSubtree {
    name: TagName,
    open_count: usize,
}

/// The state of the pass.
struct MarkupNormaliser<'a, 'f> {
    tokenizer: HtmlTokenizer<'a>,
    writer: NestingWriter,
    context: &'f mut RenderContext,
    page: PageAttributes,
    /// The colour of links, if the page sets one.
    link_colour: Option<String>,
    css: String,
    css_bytes_left: usize,
    rules_left: usize,
    skipped_subtree: Option<SkippedSubtree>,
    /// The offset of the last end tag of each element that is left out. Finding one takes a pass over the source, so it
    /// is done once.
    last_end_tags: Vec<(TagName, Option<usize>)>,
    style_sheet_tag_names: StyleSheetTagNames,
    /// The style of `<html>`.
    html_style: PageStyle,
    /// The attributes of `<html>` and `<body>` that have been read: the element and the name.
    page_attributes_read: Vec<(&'static str, String)>,
}

impl MarkupNormaliser<'_, '_> {
    fn normalise_html_tokens(&mut self) {
        while !self.writer.is_full {
            match self.tokenizer.next_token() {
                None => break,
                Some(HtmlToken::Text(text)) if self.skipped_subtree.is_none() => self.writer.write_text(text),
                Some(HtmlToken::Text(_)) => {}
                Some(HtmlToken::StartTag(name)) => self.handle_start_tag(name),
                Some(HtmlToken::EndTag(name)) => self.handle_end_tag(name),
            }
        }
    }

    fn handle_start_tag(&mut self, name: TagName) {
        let tag = name.as_str();
        if let Some(skip) = &mut self.skipped_subtree {
            if skip.name == name {
                skip.open_count += 1;
            }
            record_dropped_element_urls(tag, &self.tokenizer.attributes, self.context);
            if is_raw_text(tag) {
                self.tokenizer.take_raw_text(tag);
            }
            return;
        }
        if let Some((tag, kind)) = allowed_elements_and_attributes::find_allowed_element(tag) {
            record_dropped_attribute_urls(tag, &self.tokenizer.attributes, self.context);
            let is_own = self.context.markup_origin.is_own_document;
            if is_own
                && tag == "div"
                && self.writer.is_at_top_level()
                && has_class(&self.tokenizer.attributes, WRAPPER_CLASS)
                && self.writer.enter_rendered_wrapper()
            {
                self.read_page_attributes("");
            } else if is_own
                && tag == "p"
                && self.writer.is_at_top_level()
                && has_class(&self.tokenizer.attributes, NOTE_CLASS)
            {
                self.context.truncated = true;
                self.skip_subtree(name);
            } else {
                self.writer.start_element(tag, kind, &self.tokenizer.attributes);
            }
            return;
        }
        record_dropped_element_urls(tag, &self.tokenizer.attributes, self.context);
        match tag {
            "html" => self.read_page_attributes("html"),
            "body" => self.read_page_attributes("body"),
            "meta" => self.read_meta_color_scheme(),
            "style" => self.read_style_element(),
            "textarea" | "xmp" | "plaintext" => {
                self.write_replacement(name);
                let text = match tag {
                    "plaintext" => self.tokenizer.take_rest(),
                    _ => self.tokenizer.take_raw_text(tag),
                };
                self.writer.write_raw_text_escaped(text, tag == "textarea");
                self.writer.write_replacement_end(name);
            }
            "input" => self.write_input_button(name),
            _ if is_raw_text(tag) => {
                self.tokenizer.take_raw_text(tag);
            }
            _ if is_dropped_subtree(tag) => self.skip_subtree(name),
            _ => self.write_replacement(name),
        }
    }

    /// Writes what replaces the start tag of an element. Of most elements that browsers draw like the text around them,
    /// the tags are dropped and the content is kept.
    fn write_replacement(&mut self, name: TagName) {
        let Some(replacement) = ElementReplacement::find_replacement_element(name.as_str()) else { return };
        let attributes = &self.tokenizer.attributes;
        let may_matter = |attribute: &Attribute<'_>| {
            let attribute = attribute.name.to_ascii_lowercase();
            attribute == "popover"
                || allowed_elements_and_attributes::is_attribute_allowed(replacement.name, &attribute)
        };
        if replacement.is_always_written
            || attributes.iter().any(may_matter)
            || self.style_sheet_tag_names.may_have_rule_for_tag(self.tokenizer.source(), name)
        {
            self.writer.write_replacement(name, replacement, &self.tokenizer.attributes);
        }
    }

    /// Writes an input that is a button with its text. Other inputs have nothing to read.
    fn write_input_button(&mut self, name: TagName) {
        let value = |wanted: &str| {
            let attribute = self.tokenizer.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted))?;
            Some(attribute.value.unwrap_or_default())
        };
        let default_text = match value("type").map(str::to_ascii_lowercase).as_deref() {
            Some("submit") => "Submit",
            Some("reset") => "Reset",
            Some("button") => "",
            _ => return,
        };
        let text = value("value").unwrap_or(default_text).to_owned();
        self.write_replacement(name);
        self.writer.write_raw_text_escaped(&text, true);
        self.writer.write_replacement_end(name);
    }

    fn handle_end_tag(&mut self, name: TagName) {
        if let Some(skip) = &mut self.skipped_subtree {
            if skip.name == name {
                skip.open_count -= 1;
                if skip.open_count == 0 {
                    self.skipped_subtree = None;
                }
            }
            return;
        }
        if let Some((tag, kind)) = allowed_elements_and_attributes::find_allowed_element(name.as_str()) {
            self.writer.end_element(tag, kind);
        } else if ElementReplacement::find_replacement_element(name.as_str()).is_some() {
            self.writer.write_replacement_end(name);
        }
    }

    /// Leaves out an element with its content. If the element is never closed, only its tag is left out.
    fn skip_subtree(&mut self, name: TagName) {
        let known = self.last_end_tags.iter().find(|(known, _)| *known == name).map(|(_, last)| *last);
        let last = known.unwrap_or_else(|| {
            let last = self.tokenizer.find_last_end_tag(name.as_str());
            self.last_end_tags.push((name, last));
            last
        });
        if last.is_some_and(|at| at >= self.tokenizer.next_token_offset()) {
            self.skipped_subtree = Some(SkippedSubtree { name, open_count: 1 });
        }
    }

    /// Reads the attributes of `<html>`, `<body>` or the wrapper of an earlier rendering.
    fn read_page_attributes(&mut self, tag: &'static str) {
        let (mut style, mut own) = (String::new(), String::new());
        self.context.block_custom_properties = CustomProperties::default();
        let attributes = std::mem::take(&mut self.tokenizer.attributes);
        for attribute in &attributes {
            // Of two attributes with the same name browsers use the first, of a second `<body>` those that are new.
            let name = attribute.name.to_ascii_lowercase();
            if self.page_attributes_read.iter().any(|known| known.0 == tag && known.1 == name) {
                continue;
            }
            if PAGE_ATTRIBUTES.contains(&name.as_str()) {
                self.page_attributes_read.push((tag, name.clone()));
            }
            let value = decode_common_entities(attribute.value.unwrap_or_default());
            let mut add_colour = |property: &str| {
                if let Some(colour) = parse_legacy_colour(&value) {
                    style.push_str(&format!("{property}:{};", to_css_colour(&colour)));
                }
            };
            match name.as_str() {
                "bgcolor" => add_colour("background-color"),
                "text" => add_colour("color"),
                "link" if self.link_colour.is_none() => {
                    self.link_colour = parse_legacy_colour(&value).map(|colour| to_css_colour(&colour));
                }
                "background" => style.push_str(&format!("background-image:url({});", quote_css_string(&value))),
                "style" => own = css::sanitise_style_attribute(&value, self.context),
                "class" => {
                    for class in filter_classes(&value, self.context.markup_origin)
                        .iter()
                        .flat_map(|c| c.split_ascii_whitespace())
                    {
                        if class != WRAPPER_CLASS
                            && self.page.classes.len() < 50
                            && !self.page.classes.iter().any(|c| c == class)
                        {
                            self.page.classes.push(class.to_owned());
                        }
                    }
                }
                // Of two ids, that of the body is more likely to be named by a rule.
                "id" => self.page.id = validate_element_id(&value).map(str::to_owned).or(self.page.id.take()),
                "dir" => {
                    self.page.dir = parse_allowed_attribute_keyword(&value, &["ltr", "rtl", "auto"])
                        .map(Cow::into_owned)
                        .or(self.page.dir.take())
                }
                "lang" => self.page.lang = validate_lang_attribute(&value).map(str::to_owned).or(self.page.lang.take()),
                _ => {}
            }
        }
        self.tokenizer.attributes = attributes;
        if tag == "html" {
            self.context.record_root_font_size(&own);
        }
        // Those of the attribute hold for the whole page.
        let custom_properties = std::mem::take(&mut self.context.block_custom_properties);
        self.context.custom_properties.extend(custom_properties);
        let mut by_attributes = String::new();
        if self.context.page_has_colour_rules {
            // In front of the rules, which override it.
            let colour = self.context.body_background;
            let rule = css::sanitise_style_sheet(&format!("body{{{style}}}"), None, self.context, &mut self.rules_left);
            self.context.body_background = colour.or(self.context.body_background);
            self.css.insert_str(0, &rule);
        } else {
            by_attributes = css::sanitise_style_attribute(&style, self.context);
        }
        // The style overrides the presentational attributes.
        for style in [by_attributes, own] {
            if tag == "html" {
                self.html_style.append_declarations(&style);
            } else {
                self.page.style.append_declarations(&style);
            }
        }
    }

    /// Puts the styles of `<html>` and `<body>` together. Where each has a background, that of `<html>` fills the page
    /// around the message.
    fn merge_page_styles(&mut self) {
        let html_colour = self.html_style.background().or(self.context.html_background);
        let body_colour = self.page.style.background().or(self.context.body_background);
        let has_two = html_colour.is_some() && body_colour.is_some() && html_colour != body_colour;
        // In a dark scheme, each may have another background that is not known here.
        if has_two && !self.context.declares_dark_scheme {
            self.html_style.drop_background();
            self.page.canvas = html_colour;
        }
        let body_style = std::mem::take(&mut self.page.style);
        self.page.style = std::mem::take(&mut self.html_style);
        self.page.style.append_declarations(body_style.declarations_with_background_mark());
    }

    /// Reads whether a `<meta>` declares a dark colour scheme.
    fn read_meta_color_scheme(&mut self) {
        let value = |wanted: &str| {
            let attribute = self.tokenizer.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted))?;
            Some(attribute.value.unwrap_or_default().to_ascii_lowercase())
        };
        if value("name").is_some_and(|n| matches!(n.trim(), "color-scheme" | "supported-color-schemes")) {
            self.context.declares_dark_scheme |=
                value("content").is_some_and(|c| c.split_ascii_whitespace().any(|w| w == "dark"));
        }
    }

    /// Sanitises the content of a `<style>` element.
    fn read_style_element(&mut self) {
        let value = |wanted: &str| {
            let attribute = self.tokenizer.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(wanted))?;
            Some(decode_common_entities(attribute.value.unwrap_or_default()).into_owned())
        };
        let is_base_style =
            self.context.markup_origin.is_own_document && value("id").is_some_and(|id| id == BASE_STYLE_ID);
        let is_css = value("type").is_none_or(|t| t.trim().is_empty() || t.trim().eq_ignore_ascii_case("text/css"));
        let media = value("media");
        let mut source = self.tokenizer.take_raw_text("style");
        if is_base_style {
            self.page.canvas = read_written_canvas_colour(source);
        }
        if is_base_style || !is_css {
            return;
        }
        if source.len() > self.css_bytes_left {
            // Keeps the rules that fit whole.
            source = &source[..source.floor_char_boundary(self.css_bytes_left)];
            source = &source[..source.rfind('}').map_or(0, |i| i + 1)];
            self.context.truncated = true;
        }
        self.css_bytes_left -= source.len();
        self.css.push_str(&css::sanitise_style_sheet(source, media.as_deref(), self.context, &mut self.rules_left));
    }
}

/// A colour in CSS syntax: attributes may have digits without `#`.
fn to_css_colour(colour: &str) -> String {
    let digits = colour.len() == 6 && colour.bytes().all(|b| b.is_ascii_hexdigit());
    if digits { format!("#{colour}") } else { colour.to_owned() }
}

/// Text as a quoted CSS string, escaped.
fn quote_css_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    // Writing to a String does not fail.
    let _ = cssparser::serialize_string(text, &mut out);
    out
}

/// Whether the class attribute has a class.
fn has_class(attributes: &[Attribute<'_>], class: &str) -> bool {
    attributes
        .iter()
        .find(|a| a.name.eq_ignore_ascii_case("class"))
        .and_then(|a| a.value)
        .is_some_and(|v| v.split_ascii_whitespace().any(|c| c == class))
}
