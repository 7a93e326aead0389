//! The D-Bus object by which other starts of Mayfly send their commands.

use super::execution::{InstanceCommandError, execute_instance_command};
use crate::app_command_line::InstanceCommand;
use tauri::AppHandle;
use zbus::connection::Builder;

/// The name on the session bus that belongs to the running Mayfly.
pub(super) const DBUS_NAME: &str = "app.mayfly.Mayfly.Commands";
pub(super) const DBUS_PATH: &str = "/app/mayfly/Mayfly/Commands";
pub(super) const DBUS_INTERFACE: &str = "app.mayfly.Mayfly.Commands";

/// The D-Bus error for a command that found nothing to copy.
pub(super) const NOTHING_TO_COPY: &str = "app.mayfly.Mayfly.Commands.Error.NothingToCopy";

/// Accepts commands until the app exits.
pub(crate) fn start_instance_command_service(app: &AppHandle) {
    let service = InstanceService { app: app.clone() };
    tauri::async_runtime::spawn(async move {
        match serve_commands(service).await {
            // The connection serves as long as it exists.
            Ok(_connection) => std::future::pending().await,
            Err(error) => tracing::info!("no commands can be received: {error}"),
        }
    });
}

async fn serve_commands(service: InstanceService) -> zbus::Result<zbus::Connection> {
    Builder::session()?
        .serve_at(DBUS_PATH, service)?
        .allow_name_replacements(false)
        .replace_existing_names(false)
        .name(DBUS_NAME)?
        .build()
        .await
}

struct InstanceService {
    app: AppHandle,
}

#[zbus::interface(name = "app.mayfly.Mayfly.Commands")]
impl InstanceService {
    async fn create_address(&self) -> Result<String, InstanceServiceError> {
        self.execute_command(InstanceCommand::CreateAddress).await
    }

    async fn copy_code(&self) -> Result<String, InstanceServiceError> {
        self.execute_command(InstanceCommand::CopyCode).await
    }

    async fn copy_address(&self) -> Result<String, InstanceServiceError> {
        self.execute_command(InstanceCommand::CopyAddress).await
    }

    async fn open_window(&self) -> Result<String, InstanceServiceError> {
        self.execute_command(InstanceCommand::OpenWindow).await
    }
}

impl InstanceService {
    async fn execute_command(&self, command: InstanceCommand) -> Result<String, InstanceServiceError> {
        let app = self.app.clone();
        // On Tauri's runtime, which the core needs; this is called on the connection's own.
        let execution = tauri::async_runtime::spawn(async move { execute_instance_command(&app, command).await });
        match execution.await {
            Ok(result) => Ok(result?),
            Err(error) => Err(InstanceServiceError::Failed(error.to_string())),
        }
    }
}

/// A failed command, as it crosses the bus.
#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "app.mayfly.Mayfly.Commands.Error")]
enum InstanceServiceError {
    #[zbus(error)]
    ZBus(zbus::Error),
    NothingToCopy(String),
    Failed(String),
}

impl From<InstanceCommandError> for InstanceServiceError {
    fn from(error: InstanceCommandError) -> Self {
        let sentence = error.to_string();
        match error {
            InstanceCommandError::NoRecentCode | InstanceCommandError::NoOpenAddress => Self::NothingToCopy(sentence),
            _ => Self::Failed(sentence),
        }
    }
}
