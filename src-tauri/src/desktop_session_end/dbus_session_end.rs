//! The end of a session on Linux, by the session manager or the portal.
//!
//! A session manager that nobody listens to just takes the display away, and GDK then ends the process without any
//! clean-up. Where there is neither a session manager nor a portal, the signals of the system have to do
//! (`exit_signals`).

use crate::app_identity::APP_ID;
use crate::dbus_signals::subscribe_to_signals;
use crate::desktop_portal::{PORTAL, PORTAL_PATH};
use futures_util::{Stream, StreamExt as _};
use std::collections::HashMap;
use tauri::AppHandle;
use zbus::proxy::MethodFlags;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Message, Proxy};

/// The session manager of GNOME, which Cinnamon and MATE have too, and its objects.
const MANAGER: &str = "org.gnome.SessionManager";
const MANAGER_PATH: &str = "/org/gnome/SessionManager";
const MANAGER_CLIENT: &str = "org.gnome.SessionManager.ClientPrivate";

/// The interface of the portal, which reports the session's end on other desktops and in a sandbox.
const PORTAL_INHIBIT: &str = "org.freedesktop.portal.Inhibit";

/// The portal's states of a session that asks whether it may end, and of one that ends.
const SESSION_QUERIES_END: u32 = 2;
const SESSION_ENDS: u32 = 3;

/// Exits the app when the session ends.
pub(crate) fn exit_at_session_end(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        match wait_for_desktop_session_end().await {
            Ok(()) => {
                tracing::info!("the session ends, and Mayfly with it");
                app.exit(0);
            }
            Err(error) => tracing::info!("the desktop does not report when its session ends: {error}"),
        }
    });
}

/// Waits until the session manager or the portal reports the session's end. Consents to it when asked.
async fn wait_for_desktop_session_end() -> zbus::Result<()> {
    let connection = Connection::session().await?;
    match wait_for_manager_session_end(&connection).await {
        Err(error) => {
            tracing::debug!("there is no session manager: {error}");
            wait_for_logout_via_portal(&connection).await
        }
        ended => ended,
    }
}

async fn wait_for_manager_session_end(connection: &Connection) -> zbus::Result<()> {
    // Before the registration, so that no signal is missed.
    let mut signals = subscribe_to_signals(connection, MANAGER, MANAGER_CLIENT, None).await?;
    // Set for an app that the session itself starts.
    let startup_id = std::env::var("DESKTOP_AUTOSTART_ID").unwrap_or_default();
    let manager = Proxy::new(connection, MANAGER, MANAGER_PATH, MANAGER).await?;
    let client: OwnedObjectPath = call_without_auto_start(&manager, "RegisterClient", &(APP_ID, startup_id)).await?;
    let client = Proxy::new(connection, MANAGER, client, MANAGER_CLIENT).await?;
    while let Some(signal) = next_signal(&mut signals).await? {
        let header = signal.header();
        if header.path().map(|path| path.as_str()) != Some(client.path().as_str()) {
            continue;
        }
        match header.member().map(|member| member.as_str()) {
            Some("QueryEndSession") => client.call_method("EndSessionResponse", &(true, "")).await.map(drop)?,
            // The end of the connection is the response to these.
            Some("EndSession" | "Stop") => return Ok(()),
            _ => {}
        }
    }
    Err(connection_lost())
}

async fn wait_for_logout_via_portal(connection: &Connection) -> zbus::Result<()> {
    let mut signals = subscribe_to_signals(connection, PORTAL, PORTAL_INHIBIT, None).await?;
    let portal = Proxy::new(connection, PORTAL, PORTAL_PATH, PORTAL_INHIBIT).await?;
    let options = HashMap::from([("session_handle_token", Value::from("mayfly")), ("handle_token", "mayfly".into())]);
    let _request: OwnedObjectPath = call_without_auto_start(&portal, "CreateMonitor", &("", options)).await?;
    while let Some(signal) = next_signal(&mut signals).await? {
        // Signals go to the app that the monitor is for, so the session need not be compared.
        let Ok((session, state)) = signal.body().deserialize::<(OwnedObjectPath, HashMap<String, OwnedValue>)>() else {
            continue;
        };
        match state.get("session-state").and_then(|state| u32::try_from(state).ok()) {
            Some(SESSION_QUERIES_END) => portal.call_method("QueryEndResponse", &(session)).await.map(drop)?,
            Some(SESSION_ENDS) => return Ok(()),
            _ => {}
        }
    }
    Err(connection_lost())
}

fn connection_lost() -> zbus::Error {
    std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()
}

/// Calls a method of a service that runs already: none is started for this.
async fn call_without_auto_start<B, R>(proxy: &Proxy<'_>, method: &str, body: &B) -> zbus::Result<R>
where
    B: serde::Serialize + DynamicType,
    R: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
{
    let flags = MethodFlags::NoAutoStart.into();
    let response = proxy.call_with_flags(method, flags, body).await?;
    response.ok_or(zbus::Error::InvalidReply)
}

async fn next_signal(
    signals: &mut (impl Stream<Item = zbus::Result<Message>> + Unpin),
) -> zbus::Result<Option<Message>> {
    signals.next().await.transpose()
}
