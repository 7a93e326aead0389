//! The signals by which the Secret Service and the bus report that secrets may be readable now.

use super::secret_service_access::{SECRETS_NAME, SECRETS_PATH, SecretServiceAccess};
use futures_util::StreamExt as _;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::oneshot;
use zbus::fdo::DBusProxy;
use zbus::zvariant::OwnedValue;
use zbus::{MatchRule, MessageStream};

/// How long to wait before connecting again to a bus that could not be reached or was lost.
const RECONNECT_INTERVAL: Duration = Duration::from_secs(30);

/// How many signals may wait to be read.
const SIGNAL_QUEUE: usize = 32;

/// Completes when the Secret Service starts, or reports something that was unlocked, created or changed. `listening` is
/// sent once no change is missed any more, and dropped if the bus can't be reached.
pub(super) async fn wait_for_keychain_change(access: &SecretServiceAccess, listening: oneshot::Sender<()>) {
    let mut outcome = wait_for_keychain_signal(access, Some(listening)).await;
    while let Err(error) = outcome {
        tracing::debug!("the session bus reports no changes of the keychain: {error}");
        tokio::time::sleep(RECONNECT_INTERVAL).await;
        outcome = wait_for_keychain_signal(access, None).await;
    }
}

/// Completes at a signal of a change. Without `listening`, changes may have been missed before: then it completes as soon
/// as it listens again.
async fn wait_for_keychain_signal(
    access: &SecretServiceAccess,
    listening: Option<oneshot::Sender<()>>,
) -> zbus::Result<()> {
    let connection = access.connect_to_bus().await?;
    let bus = DBusProxy::new(&connection).await?;
    let mut owner_changes = bus.receive_name_owner_changed_with_args(&[(0, SECRETS_NAME)]).await?;
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .sender(SECRETS_NAME)?
        .path_namespace(SECRETS_PATH)?
        .build();
    let mut service_signals = MessageStream::for_match_rule(rule, &connection, Some(SIGNAL_QUEUE)).await?;
    let Some(listening) = listening else { return Ok(()) };
    // The receiver may have given up; changes are reported all the same.
    let _ = listening.send(());
    loop {
        let is_change = tokio::select! {
            Some(change) = owner_changes.next() => change.args()?.new_owner().is_some(),
            Some(signal) = service_signals.next() => is_secret_change_signal(&signal?),
            else => return Err(zbus::Error::Failure("the connection was lost".into())),
        };
        if is_change {
            return Ok(());
        }
    }
}

/// Whether a signal of the Secret Service may mean that secrets can be read now, or that there are others.
fn is_secret_change_signal(signal: &zbus::Message) -> bool {
    let header = signal.header();
    match header.member().map(|member| member.as_str()) {
        Some("CollectionCreated" | "CollectionChanged" | "ItemCreated" | "ItemChanged") => true,
        Some("PropertiesChanged") => {
            let body = signal.body();
            let properties = body.deserialize::<(&str, HashMap<&str, OwnedValue>, Vec<&str>)>();
            properties.is_ok_and(|(_, changed, invalidated)| {
                ["Locked", "Collections", "Items"]
                    .iter()
                    .any(|name| changed.contains_key(name) || invalidated.contains(name))
            })
        }
        _ => false,
    }
}
