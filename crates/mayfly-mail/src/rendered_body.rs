//! The result of a rendering.

use std::fmt;

/// A safe document made from a message, and what the message has in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RenderedBody {
    /// A complete HTML document, ready for the message frame.
    pub document: String,
    /// The text a reader sees, without markup. The alternative texts of images that stand outside of sentences follow
    /// at the end.
    pub text: String,
    /// The first words, at most 200 characters, for a message list. Alternative texts of images only where there are no
    /// words.
    pub snippet: String,
    /// All remote content that the message refers to, each URL once. The index of an image in this list is the number
    /// after `RenderOptions::image_base`.
    pub remote: Vec<RemoteContentReference>,
    /// The links of the document, in order.
    pub links: Vec<MessageLink>,
    /// Content ids of the attached images that the message shows (`cid:`), without the scheme.
    pub inline_images: Vec<String>,
    /// Whether something exceeded a limit and was left out.
    pub truncated: bool,
}

impl RenderedBody {
    /// The number of remote images, trackers included.
    pub fn remote_image_count(&self) -> usize {
        self.remote.iter().filter(|r| r.kind.is_displayable_image()).count()
    }

    /// Whether there is nothing to see: no text and no image, not even a blocked one.
    pub fn is_empty(&self) -> bool {
        let images = self.remote_image_count() > 0 || !self.inline_images.is_empty() || self.document.contains("<img");
        !images && self.text.trim().is_empty()
    }

    /// The number of remote images that look like trackers.
    pub fn tracking_image_count(&self) -> usize {
        self.remote.iter().filter(|r| r.kind.is_displayable_image() && r.tracker).count()
    }
}

/// Shows sizes only, so that no content gets into logs.
impl fmt::Debug for RenderedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderedBody")
            .field("document_bytes", &self.document.len())
            .field("text_bytes", &self.text.len())
            .field("remote", &self.remote.len())
            .field("links", &self.links.len())
            .field("truncated", &self.truncated)
            .finish_non_exhaustive()
    }
}

/// A reference to remote content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteContentReference {
    /// Its URL, http or https.
    pub url: String,
    /// What the message uses it for.
    pub kind: RemoteContentKind,
    /// Whether it looks like a tracker, which only tells the sender that the message was opened.
    pub tracker: bool,
}

/// What a message uses remote content for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemoteContentKind {
    /// An `<img>`; shown when images are allowed.
    Image,
    /// A background image; shown when images are allowed.
    Background,
    /// Another resolution of an image; never loaded.
    Alternative,
    /// A style sheet; never loaded.
    Stylesheet,
    /// A font; never loaded.
    Font,
    /// Sound, video or a video's poster; never loaded.
    Media,
    /// Another page, a plug-in or a script; never loaded.
    Other,
}

impl RemoteContentKind {
    /// Whether it can be shown when images are allowed.
    pub fn is_displayable_image(self) -> bool {
        matches!(self, Self::Image | Self::Background)
    }
}

/// A link of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageLink {
    /// Its URL: http, https, mailto, tel, sms or webcal.
    pub href: String,
    /// Its text.
    pub text: String,
    /// Whether the text names another site than the one it leads to.
    pub mismatch: bool,
}
