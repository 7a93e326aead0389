//! A session manager, or the portal in its place, on a desktop's session bus.

use super::{TestDesktop, wait_until_true};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::Connection;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const CLIENT_PATH: &str = "/org/gnome/SessionManager/Client1";
const MONITOR_PATH: &str = "/org/freedesktop/portal/desktop/session/test/mayfly";

/// Who reports the session's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEndSource {
    Gnome,
    Portal,
}

/// What the app has called.
#[derive(Debug, Default)]
struct Calls {
    client: Option<String>,
    has_consented: bool,
}

pub struct StubSessionManager {
    manager: SessionEndSource,
    connection: Connection,
    calls: Arc<Mutex<Calls>>,
}

struct StubGnomeSessionManager(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.gnome.SessionManager")]
impl StubGnomeSessionManager {
    fn register_client(&self, app: String, _startup_id: String) -> OwnedObjectPath {
        self.0.lock().unwrap().client = Some(app);
        OwnedObjectPath::try_from(CLIENT_PATH).unwrap()
    }
}

struct StubSessionClient(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.gnome.SessionManager.ClientPrivate")]
impl StubSessionClient {
    fn end_session_response(&self, is_ok: bool, _reason: String) {
        self.0.lock().unwrap().has_consented = is_ok;
    }
}

struct InhibitPortalStub(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.freedesktop.portal.Inhibit")]
impl InhibitPortalStub {
    fn create_monitor(&self, _window: String, options: HashMap<String, OwnedValue>) -> OwnedObjectPath {
        let token = options.get("session_handle_token").and_then(|token| token.downcast_ref::<String>().ok());
        self.0.lock().unwrap().client = token;
        OwnedObjectPath::try_from("/org/freedesktop/portal/desktop/request/test/mayfly").unwrap()
    }

    fn query_end_response(&self, session: OwnedObjectPath) {
        self.0.lock().unwrap().has_consented = session.as_str() == MONITOR_PATH;
    }
}

impl StubSessionManager {
    /// Starts it on this desktop's session bus.
    pub async fn start(desktop: &TestDesktop, manager: SessionEndSource) -> Self {
        let calls = <Arc<Mutex<Calls>>>::default();
        let builder = zbus::connection::Builder::address(desktop.bus_address()).unwrap();
        let builder = match manager {
            SessionEndSource::Gnome => builder
                .serve_at("/org/gnome/SessionManager", StubGnomeSessionManager(Arc::clone(&calls)))
                .unwrap()
                .serve_at(CLIENT_PATH, StubSessionClient(Arc::clone(&calls)))
                .unwrap()
                .name("org.gnome.SessionManager")
                .unwrap(),
            SessionEndSource::Portal => builder
                .serve_at("/org/freedesktop/portal/desktop", InhibitPortalStub(Arc::clone(&calls)))
                .unwrap()
                .name("org.freedesktop.portal.Desktop")
                .unwrap(),
        };
        Self { manager, connection: builder.build().await.unwrap(), calls }
    }

    /// Waits until an app has registered to be told of the session's end.
    pub async fn wait_for_session_client(&self) {
        wait_until_true("the registration", || async { self.calls.lock().unwrap().client.is_some() }).await;
    }

    /// Asks the app whether the session may end.
    pub async fn send_session_end_query(&self) {
        self.emit_session_state_signal("QueryEndSession", 2).await;
    }

    /// Waits until the app has consented to the session's end.
    pub async fn wait_for_session_end_consent(&self) {
        wait_until_true("the consent", || async { self.calls.lock().unwrap().has_consented }).await;
    }

    /// Reports that the session ends.
    pub async fn end_session(&self) {
        self.emit_session_state_signal("EndSession", 3).await;
    }

    async fn emit_session_state_signal(&self, name_in_gnome: &str, state_in_portal: u32) {
        let connection = &self.connection;
        let emitted = match self.manager {
            SessionEndSource::Gnome => {
                let interface = "org.gnome.SessionManager.ClientPrivate";
                connection.emit_signal(None::<&str>, CLIENT_PATH, interface, name_in_gnome, &0_u32).await
            }
            SessionEndSource::Portal => {
                let state = HashMap::from([("session-state", Value::from(state_in_portal))]);
                let body = (ObjectPath::try_from(MONITOR_PATH).unwrap(), state);
                let (path, interface) = ("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit");
                connection.emit_signal(None::<&str>, path, interface, "StateChanged", &body).await
            }
        };
        emitted.unwrap();
    }
}
