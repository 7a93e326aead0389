//! Unlocking, for which the Secret Service may ask the user for a password. Only one such dialog is open at a time, and
//! it stays open when the call that caused it has reached its time limit.

use super::secret_service_access::{SECRETS_NAME, SECRETS_PATH};
use futures_util::StreamExt as _;
use mayfly_core::SecretError;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use zbus::fdo::DBusProxy;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
const PROMPT_INTERFACE: &str = "org.freedesktop.Secret.Prompt";

/// The path that stands for "no object".
const NO_OBJECT: &str = "/";

/// The result of unlocking; `None` while it is not known.
type UnlockOutcome = Option<Result<(), SecretError>>;

/// Unlocks objects of the Secret Service.
#[derive(Debug, Default)]
pub(super) struct Unlocker {
    running: Mutex<Option<watch::Receiver<UnlockOutcome>>>,
    /// Notified when something was unlocked, for services that emit no signal of it.
    unlocked: Arc<watch::Sender<()>>,
}

impl Unlocker {
    /// Returns a receiver that is notified when something is unlocked from now on.
    pub(super) fn subscribe_to_unlocks(&self) -> watch::Receiver<()> {
        self.unlocked.subscribe()
    }

    /// Unlocks these objects. If something is being unlocked already, waits for that instead.
    pub(super) async fn unlock(
        &self,
        connection: &zbus::Connection,
        objects: Vec<OwnedObjectPath>,
    ) -> Result<(), SecretError> {
        let mut outcome = self.join_or_start_unlock(connection, objects);
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or(Err(SecretError::Locked)),
            Err(_) => Err(SecretError::Unavailable("unlocking was given up".into())),
        }
    }

    fn join_or_start_unlock(
        &self,
        connection: &zbus::Connection,
        objects: Vec<OwnedObjectPath>,
    ) -> watch::Receiver<UnlockOutcome> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        // A sender that is gone without a result belongs to a runtime that has ended.
        let is_running =
            |outcome: &&watch::Receiver<UnlockOutcome>| outcome.borrow().is_none() && outcome.has_changed().is_ok();
        if let Some(outcome) = running.as_ref().filter(is_running) {
            return outcome.clone();
        }
        let (sender, receiver) = watch::channel(None);
        let (connection, unlocked) = (connection.clone(), Arc::clone(&self.unlocked));
        // A task of its own, which keeps the connection: a service closes the dialogs of a connection that has ended.
        tokio::spawn(async move {
            let outcome = unlock_objects(&connection, &objects).await;
            let is_unlocked = outcome.is_ok();
            sender.send_replace(Some(outcome));
            if is_unlocked {
                unlocked.send_replace(());
            }
        });
        *running = Some(receiver.clone());
        receiver
    }
}

async fn unlock_objects(connection: &zbus::Connection, objects: &[OwnedObjectPath]) -> Result<(), SecretError> {
    let unlocking = async {
        let service = zbus::Proxy::new(connection, SECRETS_NAME, SECRETS_PATH, SERVICE_INTERFACE).await?;
        let (unlocked, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) = service.call("Unlock", &objects).await?;
        if prompt.as_str() != NO_OBJECT {
            return show_prompt_and_wait(connection, prompt).await;
        }
        Ok(if unlocked.is_empty() { Err(SecretError::Locked) } else { Ok(()) })
    };
    unlocking.await.unwrap_or_else(|error: zbus::Error| Err(SecretError::Unavailable(error.to_string())))
}

/// Has the service ask the user, and waits for the answer as long as the service runs.
async fn show_prompt_and_wait(
    connection: &zbus::Connection,
    prompt: OwnedObjectPath,
) -> zbus::Result<Result<(), SecretError>> {
    let bus = DBusProxy::new(connection).await?;
    let mut owner_changes = bus.receive_name_owner_changed_with_args(&[(0, SECRETS_NAME)]).await?;
    let prompt = zbus::Proxy::new(connection, SECRETS_NAME, prompt, PROMPT_INTERFACE).await?;
    let mut answers = prompt.receive_signal("Completed").await?;
    // The window that the dialog belongs to: none.
    prompt.call::<_, _, ()>("Prompt", &"").await?;
    let answer = tokio::select! {
        answer = answers.next() => answer,
        _ = owner_changes.next() => None,
    };
    let Some(answer) = answer else {
        return Ok(Err(SecretError::Unavailable("it ended while it asked for the password".into())));
    };
    let (is_dismissed, _): (bool, OwnedValue) = answer.body().deserialize()?;
    Ok(if is_dismissed { Err(SecretError::PromptDismissed) } else { Ok(()) })
}
