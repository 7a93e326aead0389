//! How the Secret Service is reached, and its errors as the core's.

use super::keychain_constants::{CALL_TIMEOUT, FLATPAK_SERVICE_NAME, SERVICE_NAME};
use crate::installation::Installation;
use mayfly_core::SecretError;
use secret_service::{EncryptionType, Error, SecretService};
use std::time::Duration;

/// The D-Bus name of the Secret Service.
pub(super) const SECRETS_NAME: &str = "org.freedesktop.secrets";
/// The path of the Secret Service's main object, below which all others are.
pub(super) const SECRETS_PATH: &str = "/org/freedesktop/secrets";

/// The beginnings of process names, which the system cuts after 15 bytes, and what the programs call themselves.
const PROVIDERS: [(&str, &str); 4] =
    [("gnome-keyring", "GNOME Keyring"), ("kwalletd", "KWallet"), ("ksecretd", "KWallet"), ("keepassxc", "KeePassXC")];

/// How the Secret Service is reached.
#[derive(Debug, Clone)]
pub(super) struct SecretServiceAccess {
    /// The address of the bus; `None` for that of the user's session.
    pub(super) bus_address: Option<String>,
    /// Whether secrets are encrypted on the bus.
    pub(super) is_encrypted: bool,
    /// The time limit of a call.
    pub(super) call_timeout: Duration,
    /// Whose entries are read and written.
    pub(super) installation: Installation,
}

impl Default for SecretServiceAccess {
    fn default() -> Self {
        Self {
            bus_address: None,
            is_encrypted: true,
            call_timeout: CALL_TIMEOUT,
            installation: Installation::current(),
        }
    }
}

impl SecretServiceAccess {
    pub(super) async fn connect_to_bus(&self) -> zbus::Result<zbus::Connection> {
        match &self.bus_address {
            Some(address) => zbus::connection::Builder::address(address.as_str())?.build().await,
            None => zbus::Connection::session().await,
        }
    }

    /// The service name of Mayfly's entries.
    pub(super) fn service_name(&self) -> &'static str {
        match self.installation {
            Installation::System => SERVICE_NAME,
            Installation::Flatpak => FLATPAK_SERVICE_NAME,
        }
    }

    /// The name of the program that answers as the Secret Service; `None` in a Flatpak, where the bus reports the number
    /// of a process outside, and that number belongs to another process inside.
    pub(super) async fn keychain_provider_name(&self) -> Option<String> {
        if self.installation == Installation::Flatpak {
            return None;
        }
        let connection = self.connect_to_bus().await.ok()?;
        let bus = zbus::fdo::DBusProxy::new(&connection).await.ok()?;
        let process = bus.get_connection_unix_process_id(SECRETS_NAME.try_into().ok()?).await.ok()?;
        let program = std::fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
        let program = program.trim();
        let known = PROVIDERS.iter().find(|(start, _)| program.starts_with(start));
        Some(known.map_or(program, |(_, name)| name).to_owned()).filter(|name| !name.is_empty())
    }

    /// Opens a session with the Secret Service on a connection of its own.
    pub(super) async fn open_secret_service_session(
        &self,
    ) -> Result<(zbus::Connection, SecretService<'static>), SecretError> {
        let connection = self.connect_to_bus().await.map_err(|error| to_secret_error(&error.into()))?;
        let encryption = if self.is_encrypted { EncryptionType::Dh } else { EncryptionType::Plain };
        let service = SecretService::connect_with_existing(encryption, connection.clone()).await;
        service.map(|service| (connection, service)).map_err(|error| to_secret_error(&error))
    }
}

/// Converts an error of the Secret Service. None of them contains a secret.
pub(super) fn to_secret_error(error: &Error) -> SecretError {
    match error {
        Error::Locked => SecretError::Locked,
        Error::Prompt => SecretError::PromptDismissed,
        Error::Zbus(zbus::Error::MethodError(name, ..)) if name.as_str().ends_with(".IsLocked") => SecretError::Locked,
        error => SecretError::Unavailable(error.to_string()),
    }
}
