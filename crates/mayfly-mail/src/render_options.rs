//! The options of a rendering.

/// How a message is rendered. The default blocks every remote image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderOptions {
    /// Whether remote images are shown.
    pub images: RemoteImagePolicy,
    /// The URL prefix of remote images when they are allowed, for example `mail://localhost/ID/image/`. The number of
    /// the image is appended: its index in [`RenderedBody::remote`](crate::RenderedBody::remote), which is the same whether
    /// images are blocked or allowed.
    pub image_base: String,
    /// The URL prefix of attached images, for example `mail://localhost/ID/part/`. The percent-encoded content id is
    /// appended. With `None` attached images are left out.
    pub cid_base: Option<String>,
    /// Limits on size and complexity.
    pub limits: RenderLimits,
    /// The colour scheme of the reader.
    pub color_scheme: ColorScheme,
    /// The texts that the renderer itself puts into a document.
    pub labels: DocumentLabels,
    /// Whether lines that a mail program wrapped are joined again when plain text is rendered. Set it to `false` for
    /// text that was extracted from markup.
    pub rejoin_wrapped_lines: bool,
    /// Whether a source that begins like a document of this crate is read as one, so that rendering it again changes
    /// nothing. Set it to `false` for mail: a sender could write that beginning.
    pub recognise_own_documents: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            images: RemoteImagePolicy::Blocked,
            image_base: "mail://localhost/image/".to_owned(),
            cid_base: None,
            limits: RenderLimits::default(),
            color_scheme: ColorScheme::System,
            labels: DocumentLabels::default(),
            rejoin_wrapped_lines: true,
            recognise_own_documents: true,
        }
    }
}

/// Whether remote images are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RemoteImagePolicy {
    /// Images are listed and left out.
    #[default]
    Blocked,
    /// Images are listed and point at [`RenderOptions::image_base`]; trackers stay left out.
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
    /// Dark, except for mail with colours made for a light page.
    Dark,
}

/// Limits on size and complexity. What exceeds them is left out, and the document says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderLimits {
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

impl Default for RenderLimits {
    fn default() -> Self {
        Self {
            max_bytes: 16 << 20,
            max_depth: 200,
            max_elements: 50_000,
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

/// The texts that the renderer itself puts into a document, to be translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLabels {
    /// Shown under a message that exceeded a limit.
    pub truncation_note: String,
    /// The label of collapsed quoted text in plain-text mail.
    pub quoted_text: String,
}

impl Default for DocumentLabels {
    fn default() -> Self {
        Self {
            truncation_note: "This message was cut because it is too long or too complex to show.".to_owned(),
            quoted_text: "Quoted text".to_owned(),
        }
    }
}
