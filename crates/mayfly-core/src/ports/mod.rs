//! The core's interfaces to its environment, as traits: the clock, the secret store, and the network for images.

pub(crate) mod clock;
pub(crate) mod image_network;
pub(crate) mod secrets;
