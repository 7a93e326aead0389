//! What a caller may choose about a rendering.

/// How a message is rendered. The default blocks every remote image and needs nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether images on other computers are shown.
    pub images: Images,
    /// What the number of an image is appended to when images are allowed, for example
    /// `mail://localhost/ID/image/`. The number is the place in [`Rendered::remote`](crate::Rendered::remote),
    /// and it is the same whether images are blocked or allowed.
    pub image_base: String,
    /// What the percent-encoded content id of an image sent along is appended to, for example
    /// `mail://localhost/ID/part/`. With `None` such images are left out.
    pub cid_base: Option<String>,
    /// Caps on size and complexity.
    pub limits: Limits,
    /// Which colour scheme the reader uses.
    pub color_scheme: ColorScheme,
    /// The words Mayfly itself puts into a document.
    pub labels: Labels,
    /// Lines of plain text may have been broken because they were long, as mail programs do, and are made whole. Not so
    /// with text that was taken from markup.
    pub wrapped: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            images: Images::Blocked,
            image_base: "mail://localhost/image/".to_owned(),
            cid_base: None,
            limits: Limits::default(),
            color_scheme: ColorScheme::System,
            labels: Labels::default(),
            wrapped: true,
        }
    }
}

/// Whether images on other computers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Images {
    /// They are listed and left out.
    #[default]
    Blocked,
    /// They are listed and point at [`RenderOptions::image_base`]; trackers stay left out.
    Allowed,
}

/// Which colours the document may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorScheme {
    /// Follow the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Dark, except for mail that brings colours made for a light page.
    Dark,
}

/// Caps on size and complexity. What goes over them is cut, and the document says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of source that are read.
    pub max_bytes: usize,
    /// Elements inside each other; deeper ones lose their tags and keep their text.
    pub max_depth: usize,
    /// Elements in all.
    pub max_elements: usize,
    /// Attributes of one element; further ones are dropped.
    pub max_attributes: usize,
    /// Bytes of all `<style>` blocks together.
    pub max_css_bytes: usize,
    /// Style rules in all.
    pub max_css_rules: usize,
    /// Bytes of one `data:` image.
    pub max_data_image_bytes: usize,
    /// Bytes of all `data:` images together.
    pub max_data_images_bytes: usize,
    /// Bytes of one link or image address.
    pub max_url_bytes: usize,
    /// Remote references that are listed; further ones are only removed.
    pub max_remote: usize,
    /// Links that are listed; further ones still work.
    pub max_links: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 16 << 20,
            max_depth: 200,
            max_elements: 200_000,
            max_attributes: 64,
            max_css_bytes: 512 << 10,
            max_css_rules: 4_000,
            max_data_image_bytes: 2 << 20,
            max_data_images_bytes: 8 << 20,
            max_url_bytes: 16 << 10,
            max_remote: 2_000,
            max_links: 5_000,
        }
    }
}

/// The words Mayfly itself puts into a document, so that they can be translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Shown under a message that went over a limit.
    pub cut: String,
    /// The line that unfolds quoted text in plain-text mail.
    pub quoted: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            cut: "This message was cut because it is too long or too complex to show.".to_owned(),
            quoted: "Quoted text".to_owned(),
        }
    }
}
