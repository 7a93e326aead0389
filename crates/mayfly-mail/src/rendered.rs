//! What a rendering gives back.

use std::fmt;

/// A message made safe, and what was found in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// A complete HTML document, ready for the message frame.
    pub document: String,
    /// The text a reader sees, without markup.
    pub text: String,
    /// The first words, at most 200 characters, for a message list.
    pub snippet: String,
    /// Everything on other computers that the message asked for, each address once. An image's place in
    /// this list is the number after [`RenderOptions::image_base`](crate::RenderOptions::image_base).
    pub remote: Vec<RemoteContent>,
    /// The links that are left, in order.
    pub links: Vec<Link>,
    /// Content ids of images sent along that the message shows (`cid:`), without the scheme.
    pub inline_images: Vec<String>,
    /// Something went over a limit and was cut.
    pub truncated: bool,
}

impl Rendered {
    /// How many remote images there are, trackers included.
    pub fn remote_images(&self) -> usize {
        self.remote.iter().filter(|r| r.kind.is_image()).count()
    }

    /// Whether there is nothing to see: no text, and no image, not even one that is left out.
    pub fn is_empty(&self) -> bool {
        let images = self.remote_images() > 0 || !self.inline_images.is_empty() || self.document.contains("<img");
        !images && self.text.trim().is_empty()
    }

    /// How many remote images look like trackers.
    pub fn trackers(&self) -> usize {
        self.remote.iter().filter(|r| r.kind.is_image() && r.tracker).count()
    }
}

/// Sizes only: what a stranger wrote, and what the user received, stays out of logs.
impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("document_bytes", &self.document.len())
            .field("text_bytes", &self.text.len())
            .field("remote", &self.remote.len())
            .field("links", &self.links.len())
            .field("truncated", &self.truncated)
            .finish_non_exhaustive()
    }
}

/// Something on another computer that the message asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteContent {
    /// Its address: http or https.
    pub url: String,
    /// What it was wanted for.
    pub kind: RemoteKind,
    /// It looks as if it only tells the sender that the message was opened.
    pub tracker: bool,
}

/// What remote content was wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemoteKind {
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

impl RemoteKind {
    /// It can be shown when images are allowed.
    pub fn is_image(self) -> bool {
        matches!(self, Self::Image | Self::Background)
    }
}

/// A link of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads: http, https or mailto.
    pub href: String,
    /// The words on it.
    pub text: String,
    /// The words name another site than the one it leads to.
    pub mismatch: bool,
}
