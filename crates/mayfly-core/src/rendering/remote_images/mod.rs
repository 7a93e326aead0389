//! Remote images: images that a message refers to on other hosts.
//!
//! The web view never fetches them. The core does, and only where the user allowed it. A request carries no cookie, no
//! referrer and no name of the app. A response is limited in time, bytes and pixels, must be a raster image by its
//! own bytes, and is cached in memory only. Only public addresses are contacted, see [`public_address`].

mod fetch;
mod image_cache;
mod image_error;
mod image_store;
mod message_images;
mod permission;
mod public_address;
mod remote_image;
mod validate;

pub(crate) use fetch::ImageFetcher;
pub use image_error::ImageError;
pub(crate) use image_store::ImageStore;
pub(crate) use message_images::MessageImages;
pub(crate) use permission::ImagePermission;
pub use remote_image::RemoteImage;
