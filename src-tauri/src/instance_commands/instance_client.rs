//! Sends a command to the running Mayfly over D-Bus, and starts one in the background when there is none.

use super::instance_service::{DBUS_INTERFACE, DBUS_NAME, DBUS_PATH, NOTHING_TO_COPY};
use crate::app_command_line::{HIDDEN_OPTION, InstanceCommand};
use futures_util::StreamExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;
use thiserror::Error;
use zbus::Connection;
use zbus::connection::Builder;
use zbus::fdo::{DBusProxy, NameOwnerChangedStream};

/// How long a command may take: longer than a request to the service with its retries.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(90);
/// How long a Mayfly that was started may take until it accepts commands.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// The exit code of a command that found nothing to copy; `tempmailg` has the same for what was not found.
const NOTHING_TO_COPY_EXIT_CODE: u8 = 6;

/// Why a command has no result.
#[derive(Debug, Error)]
enum InstanceClientError {
    #[error("there is no session bus: run this in the desktop session that Mayfly runs in ({0})")]
    NoSessionBus(zbus::Error),
    #[error("Mayfly could not be started: {0}")]
    NotStarted(std::io::Error),
    #[error("Mayfly ended while it started; `mayfly --hidden` prints the reason")]
    EndedEarly,
    #[error("Mayfly was started, but accepts no commands")]
    NotAccepting,
    #[error("Mayfly did not answer: {0}")]
    NoAnswer(zbus::Error),
    /// Mayfly's own sentence.
    #[error("{sentence}")]
    Failed { sentence: String, exit_code: u8 },
}

impl InstanceClientError {
    fn exit_code(&self) -> u8 {
        if let Self::Failed { exit_code, .. } = self { *exit_code } else { 1 }
    }
}

/// Sends a command to the running Mayfly, or to one that is started for it, and prints the result.
pub(crate) fn send_to_running_instance(command: InstanceCommand) -> ExitCode {
    match tauri::async_runtime::block_on(enqueue_store_command(command)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("mayfly: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}

async fn enqueue_store_command(command: InstanceCommand) -> Result<String, InstanceClientError> {
    let connection = connect_to_session_bus().await.map_err(InstanceClientError::NoSessionBus)?;
    ensure_instance_running(&connection, command).await?;
    let method = dbus_method_of_command(command);
    let reply = connection.call_method(Some(DBUS_NAME), DBUS_PATH, Some(DBUS_INTERFACE), method, &()).await;
    match reply {
        Ok(reply) => reply.body().deserialize().map_err(InstanceClientError::NoAnswer),
        Err(zbus::Error::MethodError(name, Some(sentence), _)) if name.starts_with(DBUS_INTERFACE) => {
            let exit_code = if name.as_str() == NOTHING_TO_COPY { NOTHING_TO_COPY_EXIT_CODE } else { 1 };
            Err(InstanceClientError::Failed { sentence, exit_code })
        }
        Err(error) => Err(InstanceClientError::NoAnswer(error)),
    }
}

async fn connect_to_session_bus() -> zbus::Result<Connection> {
    Builder::session()?.method_timeout(COMMAND_TIMEOUT).build().await
}

fn dbus_method_of_command(command: InstanceCommand) -> &'static str {
    match command {
        InstanceCommand::CreateAddress => "CreateAddress",
        InstanceCommand::CopyCode => "CopyCode",
        InstanceCommand::CopyAddress => "CopyAddress",
        InstanceCommand::OpenWindow => "OpenWindow",
    }
}

/// Starts Mayfly and waits for it, unless it runs.
async fn ensure_instance_running(connection: &Connection, command: InstanceCommand) -> Result<(), InstanceClientError> {
    let bus = DBusProxy::new(connection).await.map_err(InstanceClientError::NoSessionBus)?;
    // Before the question, so that a start between the two is not missed.
    let owners =
        bus.receive_name_owner_changed_with_args(&[(0, DBUS_NAME)]).await.map_err(InstanceClientError::NoSessionBus)?;
    let name =
        DBUS_NAME.try_into().map_err(|error: zbus::names::Error| InstanceClientError::NoSessionBus(error.into()))?;
    if bus.name_has_owner(name).await.map_err(|error| InstanceClientError::NoSessionBus(error.into()))? {
        return Ok(());
    }
    let mut instance = start_detached_instance(command).map_err(InstanceClientError::NotStarted)?;
    let ended = tokio::task::spawn_blocking(move || instance.wait());
    tokio::select! {
        accepts = tokio::time::timeout(START_TIMEOUT, wait_for_owner(owners)) => match accepts {
            Ok(true) => Ok(()),
            _ => Err(InstanceClientError::NotAccepting),
        },
        _ = ended => Err(InstanceClientError::EndedEarly),
    }
}

/// Waits until the name has an owner; returns `false` when the bus is gone.
async fn wait_for_owner(mut owners: NameOwnerChangedStream) -> bool {
    while let Some(change) = owners.next().await {
        if change.args().is_ok_and(|change| change.new_owner().is_some()) {
            return true;
        }
    }
    false
}

/// Starts Mayfly in the tray, or with its window if that is what the command opens. It outlives this process and its
/// terminal.
fn start_detached_instance(command: InstanceCommand) -> std::io::Result<Child> {
    let mut instance = Command::new(std::env::current_exe()?);
    if command != InstanceCommand::OpenWindow {
        instance.arg(HIDDEN_OPTION);
    }
    // A caller that reads this process's output would otherwise wait for the end of Mayfly.
    instance.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
}
