//! The core's interfaces to its environment, as traits: the clock, the secret store, the system's proxy settings, and
//! the network for images.

pub(crate) mod clock;
pub(crate) mod image_fetch_environment;
pub(crate) mod proxy_resolver;
pub(crate) mod secrets;
