//! A remote image that has been fetched and validated.

use bytes::Bytes;
use std::fmt;

/// A remote image that has been fetched and validated.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchedImage {
    /// The media type, detected from the bytes: `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub media_type: &'static str,
    /// The image file.
    pub bytes: Bytes,
}

/// Shows the number of bytes only: what the user received stays out of logs.
impl fmt::Debug for FetchedImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FetchedImage").field("media_type", &self.media_type).field("bytes", &self.bytes.len()).finish()
    }
}
