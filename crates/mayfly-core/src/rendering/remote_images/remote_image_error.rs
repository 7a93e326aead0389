//! Why a remote image is not shown.

/// Why a remote image is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteImageError {
    /// The user has not allowed this message's images.
    #[error("this message's images are not allowed")]
    NotAllowed,
    /// The message has no image of that number, or it is one that is never fetched.
    #[error("there is no such image to show")]
    UnknownImage,
    /// The URL's scheme is not https.
    #[error("only https is used")]
    NotHttps,
    /// The URL leads to an address outside the public internet, or has a user name, a password or an unusual port.
    #[error("the address is not a public one")]
    NotPublicAddress,
    /// Proxy settings, the user's or the system's, apply to the URL. A proxy would resolve the host name, past the address checks.
    #[error("images are not fetched through a proxy")]
    BehindProxy,
    /// The redirects exceed the limit.
    #[error("too many redirects")]
    TooManyRedirects,
    /// The server answered with another status than 200, or with a redirect that has no usable target.
    #[error("the server does not give the image")]
    RefusedByServer,
    /// The image has more bytes than allowed.
    #[error("the image is too large")]
    TooManyBytes,
    /// The response is not a raster image of a supported format.
    #[error("that is not an image")]
    NotAnImage,
    /// The image has more pixels than allowed.
    #[error("the image has too many pixels")]
    TooManyPixels,
    /// The image is so small that it can only be a tracker.
    #[error("the image is a tracking pixel")]
    TrackingPixel,
    /// The image did not arrive in time.
    #[error("the image took too long")]
    Timeout,
    /// The image was fetched when the message was opened, and has been dropped from memory since.
    #[error("the image is no longer in memory")]
    NoLongerCached,
    /// The server could not be reached, or violated the protocol.
    #[error("the server could not be reached")]
    Network,
}

impl RemoteImageError {
    /// Returns whether the same request may succeed later.
    pub(super) fn is_transient(&self) -> bool {
        matches!(self, Self::Timeout | Self::Network)
    }
}
