//! What the core needs from its surroundings, as traits: the time of day and the secret store.

pub(crate) mod clock;
pub(crate) mod image_network;
pub(crate) mod secrets;
