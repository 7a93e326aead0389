//! Remote images: images that a message refers to on other hosts.
//!
//! The web view never fetches them. The core does, and only where the user allowed it. A request carries no cookie, no
//! referrer and no name of the app. A response is limited in time, bytes and pixels, must be a raster image by its
//! own bytes, and is cached in memory only. All images of a message are fetched when it is opened, see
//! [`image_prefetch`]. Only public addresses are contacted, see [`public_address`].

mod fetched_image;
mod image_cache;
mod image_fetcher;
mod image_permission;
mod image_prefetch;
mod image_validation;
mod message_images;
mod public_address;
mod remote_image_error;
mod session_images;

pub use fetched_image::FetchedImage;
pub(crate) use image_fetcher::{ImageFetcher, MAX_IMAGE_BYTES};
pub(crate) use image_permission::ImagePermission;
pub(crate) use image_validation::{MAX_PIXELS, MAX_SIDE_PIXELS, inspect_image};
pub(crate) use message_images::RemoteMessageImages;
pub use remote_image_error::RemoteImageError;
pub(crate) use session_images::AccountImages;
