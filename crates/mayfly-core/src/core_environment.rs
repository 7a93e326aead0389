//! What a core is built with.

use crate::language_selection::Localisation;
use crate::ports::clock::Clock;
use crate::ports::secrets::SecretStore;
use std::path::PathBuf;
use std::sync::Arc;

/// What the core needs from its surroundings.
#[derive(Clone)]
pub struct CoreEnvironment {
    /// The folder for the database; created when first needed, readable by the user alone.
    pub data_folder: PathBuf,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Keeps the API keys and the database's key.
    pub secrets: Arc<dyn SecretStore>,
    /// The user's languages, and the texts that go into a message's document.
    pub localisation: Localisation,
}
