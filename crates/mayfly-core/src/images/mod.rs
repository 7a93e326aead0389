//! Images on other computers: fetched here, never by the web view, and only once the user said so.
//!
//! Nothing about the reader goes out but the request itself: no cookies, no referrer, no name of the program.
//! What comes back is held to limits of time, bytes and pixels, must be a raster image by its own bytes, and
//! is kept in memory alone. Addresses that aren't public are refused, see [`address`].

mod address;
mod decode;
mod fetch;
mod shelf;

pub(crate) use fetch::Fetcher;
pub(crate) use shelf::Shelf;

use crate::session::Session;
use crate::view::{Change, ImageSender, MessageView, RemoteImages};
use crate::{Core, Error, Result, messages, store};
use bytes::Bytes;
use mayfly_mail::{RemoteImagePolicy, RenderOptions};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shelf::Listing;
use std::fmt;
use std::sync::Arc;

/// How many images of one message are fetched; the others stay away.
const MAX_IMAGES: usize = 60;
/// How many of one message's images are fetched at a time.
const AT_A_TIME: usize = 4;

/// Why an image isn't shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// The user hasn't allowed this message's images.
    #[error("this message's images are not allowed")]
    NotAllowed,
    /// The message has no image of that number, or it is one that is never fetched.
    #[error("there is no such image to show")]
    Unknown,
    /// It would be fetched in the open.
    #[error("only https is used")]
    NotHttps,
    /// The address isn't one of the public internet, or no plain one.
    #[error("the address is not a public one")]
    Address,
    /// This computer reaches the internet through a proxy, which would look the name up by itself.
    #[error("images are not fetched through a proxy")]
    Proxy,
    /// One redirect too many.
    #[error("too many redirects")]
    Redirects,
    /// The server doesn't give it.
    #[error("the server does not give the image")]
    Refused,
    /// More bytes than an image may have.
    #[error("the image is too large")]
    TooLarge,
    /// No raster image of a common format.
    #[error("that is not an image")]
    NotAnImage,
    /// More pixels than an image may have.
    #[error("the image has too many pixels")]
    Dimensions,
    /// So small that it can only be a tracker.
    #[error("the image is a tracking pixel")]
    Pixel,
    /// It took too long.
    #[error("the image took too long")]
    Timeout,
    /// The server couldn't be reached, or didn't keep to the protocol.
    #[error("the server could not be reached")]
    Network,
}

impl ImageError {
    /// Asking again could end otherwise.
    fn is_passing(&self) -> bool {
        matches!(self, Self::Timeout | Self::Network)
    }
}

/// An image that may be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteImage {
    /// Its media type by its own bytes: `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Bytes,
}

/// The size only: what the user received stays out of logs.
impl fmt::Debug for RemoteImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteImage").field("media_type", &self.media_type).field("bytes", &self.bytes.len()).finish()
    }
}

/// A small internet for tests: names lead where the test says, and a few addresses of this computer count as
/// public. Every other rule holds as in the app, which is built without this.
#[cfg(feature = "test-network")]
pub struct TestNetwork {
    /// What a name leads to. A port that isn't 0 is connected to in place of 443.
    #[allow(clippy::type_complexity, reason = "said once, in one place")]
    pub resolve: Box<dyn Fn(&str) -> Vec<std::net::SocketAddr> + Send + Sync>,
    /// The addresses, port included, that count as public.
    pub servers: Vec<std::net::SocketAddr>,
    /// A certificate to trust besides the system's, in DER.
    pub root: Vec<u8>,
    /// The proxy that the system names for https, as a URL.
    pub proxy: Option<String>,
    /// How long nothing may come.
    pub idle: std::time::Duration,
    /// How long one image may take.
    pub total: std::time::Duration,
}

/// Whether a message's remote images are shown, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Permission {
    /// For this message, until the account is closed.
    once: bool,
    /// For everything of its sender's.
    pub(crate) always: bool,
    /// As for everyone the user hasn't decided about.
    pub(crate) by_default: bool,
}

impl Permission {
    pub(crate) fn shown(self) -> bool {
        self.once || self.always || self.by_default
    }

    /// How the message's document is rendered: with addresses that lead to [`Core::message_image`], or without.
    pub(crate) fn options(self, message_id: &str) -> RenderOptions {
        if !self.shown() {
            return RenderOptions::default();
        }
        // An address within the document's own host, so that it is the same whatever scheme the platform
        // serves documents by.
        let image_base = format!("/{}/image/", utf8_percent_encode(message_id, NON_ALPHANUMERIC));
        RenderOptions { images: RemoteImagePolicy::Allowed, image_base, ..RenderOptions::default() }
    }
}

impl Core {
    /// Shows a message's remote images from now on: this message's until the account is closed or, with
    /// `always`, those of every message from its sender's address. A sender without an address counts as once.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn show_remote_images(&self, message_id: &str, always: bool) -> Result<MessageView> {
        let session = self.session()?;
        let message = messages::find(&session, message_id).await?;
        if self.0.fetcher.is_behind_proxy() {
            return Err(Error::ImagesBehindProxy);
        }
        let always = always && !message.summary.from_address.trim().is_empty();
        if always {
            let (account, sender) = (session.account, message.summary.from_address.clone());
            session
                .store
                .update(move |db| Ok((store::image_senders::set(db, account, &sender, true)?, Vec::new())))
                .await?;
        }
        // What is so for everything of the sender's is not decided for this message besides.
        session.images.decide(message_id, (!always).then_some(true));
        self.read_message(message_id).await
    }

    /// Blocks a message's remote images again, and those of every other message of its sender's that weren't
    /// shown one by one. Where everyone's are shown, this sender's no longer are; one without an address can't be
    /// told from others, and there it is this message alone, until the account is closed.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn forget_remote_images(&self, message_id: &str) -> Result<MessageView> {
        let session = self.session()?;
        let message = messages::find(&session, message_id).await?;
        let (account, sender) = (session.account, message.summary.from_address.clone());
        let for_all = self.settings().remote_images == RemoteImages::Show;
        let this_alone = for_all && sender.trim().is_empty();
        session
            .store
            .update(move |db| {
                match store::image_senders::get(db, account, &sender)? {
                    _ if for_all => store::image_senders::set(db, account, &sender, false)?,
                    Some(true) => store::image_senders::remove(db, account, &sender)?,
                    _ => {}
                }
                Ok(((), Vec::new()))
            })
            .await?;
        session.images.decide(message_id, this_alone.then_some(false));
        self.read_message(message_id).await
    }

    /// The senders about whose remote images the user decided, in this account.
    ///
    /// # Errors
    /// No open account or a failure of the store.
    pub async fn list_image_senders(&self) -> Result<Vec<ImageSender>> {
        let session = self.session()?;
        let account = session.account;
        Ok(session.store.read(move |db| store::image_senders::all(db, account)).await?)
    }

    /// Forgets what was decided about a sender's remote images; about all senders' if none is named.
    ///
    /// # Errors
    /// No open account or a failure of the store.
    pub async fn forget_image_sender(&self, address: Option<&str>) -> Result<()> {
        let session = self.session()?;
        let (account, address) = (session.account, address.map(str::to_owned));
        Ok(session
            .store
            .update(move |db| {
                match address {
                    Some(address) => store::image_senders::remove(db, account, &address)?,
                    None => store::image_senders::clear(db, account)?,
                }
                Ok(((), Vec::new()))
            })
            .await?)
    }

    /// An image of a message, by its number in the message's document.
    ///
    /// # Errors
    /// Why it isn't shown.
    pub async fn message_image(&self, message_id: &str, number: u32) -> std::result::Result<RemoteImage, ImageError> {
        let outcome = self.find_image(message_id, number).await;
        let (session, listing, url) = outcome.map_err(|error| match error {
            Found::Refused(error) => error,
            Found::Failed(error) => {
                tracing::warn!(%error, "a message's images could not be listed");
                ImageError::Unknown
            }
        })?;
        let outcome = tokio::select! {
            () = session.stopped.cancelled() => return Err(ImageError::NotAllowed),
            outcome = session.images.load(&self.0.fetcher, &listing, &url) => outcome,
        };
        // A tracking pixel is not missed.
        let missing = outcome.as_ref().is_err_and(|error| *error != ImageError::Pixel);
        if let Some(count) = listing.missed(number, missing) {
            self.0.hub.emit(Change::ImagesMissing { message_id: message_id.to_owned(), count });
        }
        outcome
    }

    /// Whether this message's images are shown.
    pub(crate) async fn image_permission(
        &self,
        session: &Session,
        message_id: &str,
        sender: &str,
    ) -> Result<Permission> {
        if self.0.fetcher.is_behind_proxy() {
            return Ok(Permission::default());
        }
        let (account, sender) = (session.account, sender.to_owned());
        let decided = session.store.read(move |db| store::image_senders::get(db, account, &sender)).await?;
        let message = session.images.decision(message_id);
        let for_all = self.settings().remote_images == RemoteImages::Show;
        Ok(Permission {
            once: message == Some(true),
            always: decided == Some(true),
            by_default: for_all && decided.is_none() && message.is_none(),
        })
    }

    async fn find_image(
        &self,
        message_id: &str,
        number: u32,
    ) -> std::result::Result<(Arc<Session>, Arc<Listing>, String), Found> {
        let session = self.session()?;
        let listing = listing(&session, message_id).await?;
        if !self.image_permission(&session, message_id, &listing.sender).await?.shown() {
            return Err(ImageError::NotAllowed.into());
        }
        let url = usize::try_from(number).ok().and_then(|number| listing.urls.get(number).cloned().flatten());
        Ok((session, listing, url.ok_or(ImageError::Unknown)?))
    }
}

/// Why there is nothing to fetch.
enum Found {
    Refused(ImageError),
    Failed(Error),
}

impl From<ImageError> for Found {
    fn from(error: ImageError) -> Self {
        Self::Refused(error)
    }
}

impl From<Error> for Found {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The message's images as its document numbers them.
async fn listing(session: &Session, message_id: &str) -> Result<Arc<Listing>> {
    if let Some(listing) = session.images.listing(message_id) {
        return Ok(listing);
    }
    let message = messages::find(session, message_id).await?;
    let sender = message.summary.from_address.clone();
    let render = move || messages::render_with(message.is_html, &message.content, &RenderOptions::default());
    let rendered = tokio::task::spawn_blocking(render)
        .await
        .map_err(|_| Error::Internal("a message could not be prepared for reading"))?;
    let mut left = MAX_IMAGES;
    let urls = rendered
        .remote
        .into_iter()
        .map(|remote| {
            let wanted = remote.kind.is_image() && !remote.tracker && left > 0;
            left -= usize::from(wanted);
            wanted.then_some(remote.url)
        })
        .collect();
    Ok(session.images.list(message_id, Listing::new(sender, urls)))
}
