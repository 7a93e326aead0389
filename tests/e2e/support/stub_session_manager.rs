//! A session manager, or the portal in its place, on a desktop's session bus.

use super::{Desktop, wait_until_true};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::Connection;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const CLIENT_PATH: &str = "/org/gnome/SessionManager/Client1";
const MONITOR_PATH: &str = "/org/freedesktop/portal/desktop/session/test/mayfly";

/// Who reports the session's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEndReporter {
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
    manager: SessionEndReporter,
    connection: Connection,
    calls: Arc<Mutex<Calls>>,
}

struct GnomeManager(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.gnome.SessionManager")]
impl GnomeManager {
    fn register_client(&self, app: String, _startup_id: String) -> OwnedObjectPath {
        self.0.lock().unwrap().client = Some(app);
        OwnedObjectPath::try_from(CLIENT_PATH).unwrap()
    }
}

struct GnomeClient(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.gnome.SessionManager.ClientPrivate")]
impl GnomeClient {
    fn end_session_response(&self, is_ok: bool, _reason: String) {
        self.0.lock().unwrap().has_consented = is_ok;
    }
}

struct PortalInhibit(Arc<Mutex<Calls>>);

#[zbus::interface(name = "org.freedesktop.portal.Inhibit")]
impl PortalInhibit {
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
    pub async fn start(desktop: &Desktop, manager: SessionEndReporter) -> Self {
        let calls = <Arc<Mutex<Calls>>>::default();
        let builder = zbus::connection::Builder::address(desktop.bus_address()).unwrap();
        let builder = match manager {
            SessionEndReporter::Gnome => builder
                .serve_at("/org/gnome/SessionManager", GnomeManager(Arc::clone(&calls)))
                .unwrap()
                .serve_at(CLIENT_PATH, GnomeClient(Arc::clone(&calls)))
                .unwrap()
                .name("org.gnome.SessionManager")
                .unwrap(),
            SessionEndReporter::Portal => builder
                .serve_at("/org/freedesktop/portal/desktop", PortalInhibit(Arc::clone(&calls)))
                .unwrap()
                .name("org.freedesktop.portal.Desktop")
                .unwrap(),
        };
        Self { manager, connection: builder.build().await.unwrap(), calls }
    }

    /// Waits until an app has registered to be told of the session's end.
    pub async fn wait_for_client(&self) {
        wait_until_true("the registration", || async { self.calls.lock().unwrap().client.is_some() }).await;
    }

    /// Asks the app whether the session may end.
    pub async fn query_session_end(&self) {
        self.emit_signal("QueryEndSession", 2).await;
    }

    /// Waits until the app has consented to the session's end.
    pub async fn wait_for_consent(&self) {
        wait_until_true("the consent", || async { self.calls.lock().unwrap().has_consented }).await;
    }

    /// Reports that the session ends.
    pub async fn end_session(&self) {
        self.emit_signal("EndSession", 3).await;
    }

    async fn emit_signal(&self, name_in_gnome: &str, state_in_portal: u32) {
        let connection = &self.connection;
        let emitted = match self.manager {
            SessionEndReporter::Gnome => {
                let interface = "org.gnome.SessionManager.ClientPrivate";
                connection.emit_signal(None::<&str>, CLIENT_PATH, interface, name_in_gnome, &0_u32).await
            }
            SessionEndReporter::Portal => {
                let state = HashMap::from([("session-state", Value::from(state_in_portal))]);
                let body = (ObjectPath::try_from(MONITOR_PATH).unwrap(), state);
                let (path, interface) = ("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit");
                connection.emit_signal(None::<&str>, path, interface, "StateChanged", &body).await
            }
        };
        emitted.unwrap();
    }
}
