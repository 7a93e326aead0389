//! The desktop's portal on a test's bus, which answers as the test wants. The unit tests of the shell use it too.

#![allow(clippy::unwrap_used, dead_code, unreachable_pub, reason = "a test; each program uses a part")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::Connection;
use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PORTAL_PATH: &str = "/org/freedesktop/portal/desktop";
const SHORTCUTS_INTERFACE: &str = "org.freedesktop.portal.GlobalShortcuts";
const SESSION_INTERFACE: &str = "org.freedesktop.portal.Session";

/// How the portal answers what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StubPortalAnswer {
    /// As the app wants it.
    Accept,
    /// As if the user had said no.
    Refuse,
    /// Not at all.
    Never,
    /// As if the user looked at a dialog and did nothing.
    NeverUser,
    /// With another session than the one that was asked for.
    Nonsense,
}

/// What the app has asked for.
#[derive(Debug, Default)]
struct PortalCalls {
    /// The identifiers, descriptions and preferred keys of the shortcuts of each request.
    bound: Vec<Vec<(String, String, String)>>,
    closed_sessions: usize,
    /// The reasons given for running in the background.
    background_reasons: Vec<String>,
    background_statuses: Vec<String>,
    /// The command line of each request that wants an autostart entry; `None` of one that wants none.
    recorded_autostart_commands: Vec<Option<Vec<String>>>,
    /// The app and the path of its session.
    session: Option<(String, OwnedObjectPath)>,
}

#[derive(Clone)]
struct PortalState {
    answer: Arc<Mutex<StubPortalAnswer>>,
    calls: Arc<Mutex<PortalCalls>>,
    /// The keys that the desktop gives a shortcut.
    keys: Arc<Mutex<String>>,
}

/// A portal with global shortcuts and consent to running in the background.
pub struct StubPortal {
    connection: Connection,
    state: PortalState,
}

type DBusOptions = HashMap<String, OwnedValue>;
type ShortcutProperties = HashMap<String, Value<'static>>;
type RequestedShortcuts = Vec<(String, DBusOptions)>;

struct GlobalShortcutsInterface(PortalState);

#[zbus::interface(name = "org.freedesktop.portal.GlobalShortcuts")]
impl GlobalShortcutsInterface {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        1
    }

    async fn create_session(
        &self,
        options: DBusOptions,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> OwnedObjectPath {
        let request = portal_object_path("request", &header, &options, "handle_token");
        let answer = *self.0.answer.lock().unwrap();
        let token = if answer == StubPortalAnswer::Nonsense { "handle_token" } else { "session_handle_token" };
        let session = portal_object_path("session", &header, &options, token);
        let app = header.sender().unwrap().to_string();
        self.0.calls.lock().unwrap().session = Some((app, session.clone()));
        connection.object_server().at(&session, PortalSessionObject(self.0.clone())).await.unwrap();
        let results = HashMap::from([("session_handle", Value::from(session.as_str().to_owned()))]);
        if answer != StubPortalAnswer::Never {
            respond(connection, &header, &request, 0, results).await;
        }
        request
    }

    async fn bind_shortcuts(
        &self,
        _session: OwnedObjectPath,
        shortcuts: RequestedShortcuts,
        _parent: String,
        options: DBusOptions,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> OwnedObjectPath {
        let request = portal_object_path("request", &header, &options, "handle_token");
        let text = |options: &DBusOptions, name: &str| options.get(name).map(|text| text.downcast_ref().unwrap());
        let asked = shortcuts.iter().map(|(id, options)| {
            let keys = text(options, "preferred_trigger").unwrap_or_default();
            (id.clone(), text(options, "description").unwrap_or_default(), keys)
        });
        self.0.calls.lock().unwrap().bound.push(asked.collect());
        let keys = self.0.keys.lock().unwrap().clone();
        let answer = *self.0.answer.lock().unwrap();
        match answer {
            StubPortalAnswer::Refuse => respond(connection, &header, &request, 1, HashMap::new()).await,
            StubPortalAnswer::Never | StubPortalAnswer::NeverUser => {}
            StubPortalAnswer::Accept | StubPortalAnswer::Nonsense => {
                let ids = shortcuts.iter().map(|(id, _)| id.as_str());
                let results = HashMap::from([("shortcuts", Value::from(build_stub_shortcut_list(ids, &keys)))]);
                respond(connection, &header, &request, 0, results).await;
            }
        }
        request
    }

    #[zbus(signal)]
    async fn activated(
        emitter: &SignalEmitter<'_>,
        session: ObjectPath<'_>,
        id: &str,
        timestamp: u64,
        options: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<()>;
}

struct BackgroundInterface(PortalState);

#[zbus::interface(name = "org.freedesktop.portal.Background")]
impl BackgroundInterface {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        2
    }

    async fn request_background(
        &self,
        _parent: String,
        options: DBusOptions,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> OwnedObjectPath {
        let request = portal_object_path("request", &header, &options, "handle_token");
        let reason = options["reason"].downcast_ref().unwrap();
        let wants_autostart = options.get("autostart").is_some_and(|value| value.downcast_ref().unwrap());
        let command = || options["commandline"].try_clone().unwrap().try_into().unwrap();
        self.0.calls.lock().unwrap().background_reasons.push(reason);
        self.0.calls.lock().unwrap().recorded_autostart_commands.push(wants_autostart.then(command));
        let answer = *self.0.answer.lock().unwrap();
        let is_allowed = answer == StubPortalAnswer::Accept;
        let results =
            HashMap::from([("background", is_allowed.into()), ("autostart", (is_allowed && wants_autostart).into())]);
        match answer {
            StubPortalAnswer::Accept | StubPortalAnswer::Nonsense => {
                respond(connection, &header, &request, 0, results).await
            }
            StubPortalAnswer::Refuse => respond(connection, &header, &request, 1, HashMap::new()).await,
            StubPortalAnswer::Never | StubPortalAnswer::NeverUser => {}
        }
        request
    }

    fn set_status(&self, options: DBusOptions) {
        let message = options["message"].downcast_ref().unwrap();
        self.0.calls.lock().unwrap().background_statuses.push(message);
    }
}

/// A portal that nobody here asks for.
struct StubMemoryMonitorPortal;

#[zbus::interface(name = "org.freedesktop.portal.MemoryMonitor")]
impl StubMemoryMonitorPortal {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        1
    }
}

struct PortalSessionObject(PortalState);

#[zbus::interface(name = "org.freedesktop.portal.Session")]
impl PortalSessionObject {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        1
    }

    fn close(&self) {
        let mut calls = self.0.calls.lock().unwrap();
        calls.closed_sessions += 1;
        calls.session = None;
    }
}

/// The path of a request or session, as the portal's documentation has it.
fn portal_object_path(kind: &str, header: &Header<'_>, options: &DBusOptions, token: &str) -> OwnedObjectPath {
    let sender = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
    let token: String = options[token].downcast_ref().unwrap();
    OwnedObjectPath::try_from(format!("{PORTAL_PATH}/{kind}/{sender}/{token}")).unwrap()
}

fn build_stub_shortcut_list<'a>(ids: impl Iterator<Item = &'a str>, keys: &str) -> Vec<(String, ShortcutProperties)> {
    let described = ids.map(|id| {
        let texts = [("description", "text"), ("trigger_description", keys)];
        let texts = texts.map(|(name, text)| (name.to_owned(), Value::from(text.to_owned())));
        (id.to_owned(), HashMap::from(texts))
    });
    described.collect()
}

async fn respond(
    connection: &Connection,
    header: &Header<'_>,
    request: &ObjectPath<'_>,
    code: u32,
    results: HashMap<&str, Value<'_>>,
) {
    let interface = "org.freedesktop.portal.Request";
    let app = header.sender().cloned();
    connection.emit_signal(app, request, interface, "Response", &(code, results)).await.unwrap();
}

impl StubPortal {
    /// Starts a portal that gives shortcuts these keys.
    pub async fn start(bus_address: &str, answer: StubPortalAnswer, keys: &str) -> Self {
        let state = PortalState {
            answer: Arc::new(Mutex::new(answer)),
            calls: Arc::default(),
            keys: Arc::new(Mutex::new(keys.to_owned())),
        };
        let builder = zbus::connection::Builder::address(bus_address).unwrap();
        let builder = builder.serve_at(PORTAL_PATH, GlobalShortcutsInterface(state.clone())).unwrap();
        let builder = builder.serve_at(PORTAL_PATH, BackgroundInterface(state.clone())).unwrap();
        Self { connection: builder.name(PORTAL).unwrap().build().await.unwrap(), state }
    }

    /// Starts a portal that can do neither.
    pub async fn start_without_interfaces(bus_address: &str) -> Connection {
        let builder = zbus::connection::Builder::address(bus_address).unwrap();
        // Calls are answered only once there is something to call.
        let builder = builder.serve_at(PORTAL_PATH, StubMemoryMonitorPortal).unwrap();
        builder.name(PORTAL).unwrap().build().await.unwrap()
    }

    /// Sets how it answers from now on.
    pub fn set_answer(&self, answer: StubPortalAnswer) {
        *self.state.answer.lock().unwrap() = answer;
    }

    /// The identifiers, descriptions and preferred keys that were asked for, request by request.
    pub fn bound_shortcuts(&self) -> Vec<Vec<(String, String, String)>> {
        self.state.calls.lock().unwrap().bound.clone()
    }

    /// How many sessions the app has closed.
    pub fn closed_portal_session_count(&self) -> usize {
        self.state.calls.lock().unwrap().closed_sessions
    }

    /// The reasons that were given for running in the background.
    pub fn background_reasons(&self) -> Vec<String> {
        self.state.calls.lock().unwrap().background_reasons.clone()
    }

    /// The command lines of the autostart entries that were asked for with running in the background.
    pub fn recorded_autostart_commands(&self) -> Vec<Option<Vec<String>>> {
        self.state.calls.lock().unwrap().recorded_autostart_commands.clone()
    }

    /// What the app said that it does in the background.
    pub fn recorded_background_statuses(&self) -> Vec<String> {
        self.state.calls.lock().unwrap().background_statuses.clone()
    }

    /// Presses the keys of a shortcut.
    pub async fn press(&self, id: &str) {
        let session = self.current_portal_session().1;
        let emitter = SignalEmitter::new(&self.connection, PORTAL_PATH).unwrap();
        GlobalShortcutsInterface::activated(&emitter, session.as_ref(), id, 1, HashMap::new()).await.unwrap();
    }

    /// Gives the shortcut other keys, as the desktop's settings do.
    pub async fn change_shortcut_keys(&self, id: &str, keys: &str) {
        let body = (self.current_portal_session().1, build_stub_shortcut_list([id].into_iter(), keys));
        let signal = "ShortcutsChanged";
        self.connection.emit_signal(None::<&str>, PORTAL_PATH, SHORTCUTS_INTERFACE, signal, &body).await.unwrap();
    }

    /// Closes the app's session, as a desktop does that takes the shortcut away.
    pub async fn close_portal_session(&self) {
        let session = self.current_portal_session().1;
        let details = HashMap::<&str, Value<'_>>::new();
        self.connection.emit_signal(None::<&str>, session, SESSION_INTERFACE, "Closed", &details).await.unwrap();
    }

    /// Ends the portal.
    pub async fn end(self) {
        self.connection.close().await.unwrap();
    }

    fn current_portal_session(&self) -> (String, OwnedObjectPath) {
        self.state.calls.lock().unwrap().session.clone().expect("a session")
    }
}
