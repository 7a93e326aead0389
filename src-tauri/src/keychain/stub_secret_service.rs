//! A Secret Service on a session bus of a test's own, which says "locked" as one of the real ones does. It accepts
//! sessions without encryption only.

#![allow(clippy::unwrap_used, reason = "a test")]

use super::keychain_constants::SERVICE_NAME;
use super::secret_service_access::{SECRETS_NAME, SECRETS_PATH};
use crate::test_bus::{TestBus, WAIT_TIMEOUT};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use zbus::fdo;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const COLLECTION_PATH: &str = "/org/freedesktop/secrets/collection/login";
const SESSION_PATH: &str = "/org/freedesktop/secrets/session/1";
const PROMPT_PATH: &str = "/org/freedesktop/secrets/prompt/1";

/// Which service is imitated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StubSecretServiceKind {
    /// Finds the items of a locked collection, and says that they are locked.
    GnomeKeyring,
    /// Finds nothing in a locked collection.
    KWallet,
    /// Finds nothing in a locked collection, and asks for the password when it is searched.
    KeePassXc,
}

pub(super) const SERVICE_KINDS: [StubSecretServiceKind; 3] =
    [StubSecretServiceKind::GnomeKeyring, StubSecretServiceKind::KWallet, StubSecretServiceKind::KeePassXc];

#[derive(Debug, Clone)]
pub(super) struct StubItem {
    pub(super) path: OwnedObjectPath,
    attributes: HashMap<String, String>,
    pub(super) secret: Vec<u8>,
    modified: u64,
}

struct StubState {
    kind: StubSecretServiceKind,
    is_locked: bool,
    items: Vec<StubItem>,
    searches_while_locked: usize,
}

type SharedStubState = Arc<Mutex<StubState>>;

fn lock_state(state: &SharedStubState) -> MutexGuard<'_, StubState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The running service; dropping it takes it off the bus.
pub(super) struct StubSecretService {
    connection: zbus::Connection,
    state: SharedStubState,
    prompts: watch::Sender<usize>,
}

impl StubSecretService {
    /// Starts a service whose only collection, the default one, is locked.
    pub(super) async fn start_with_locked_collection(bus: &TestBus, kind: StubSecretServiceKind) -> Self {
        let state = StubState { kind, is_locked: true, items: Vec::new(), searches_while_locked: 0 };
        let state = Arc::new(Mutex::new(state));
        let prompts = watch::Sender::new(0);
        let connection = zbus::connection::Builder::address(bus.address.as_str())
            .unwrap()
            .serve_at(SECRETS_PATH, StubServiceObject(Arc::clone(&state)))
            .unwrap()
            .serve_at(COLLECTION_PATH, StubCollection(Arc::clone(&state)))
            .unwrap()
            .serve_at(PROMPT_PATH, StubPrompt(prompts.clone()))
            .unwrap()
            .name(SECRETS_NAME)
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { connection, state, prompts }
    }

    pub(super) async fn start_with_unlocked_collection(bus: &TestBus, kind: StubSecretServiceKind) -> Self {
        let service = Self::start_with_locked_collection(bus, kind).await;
        lock_state(&service.state).is_locked = false;
        service
    }

    /// Adds an item of Mayfly's, last changed at this time.
    pub(super) async fn add_secret_item(&self, name: &str, secret: &[u8], modified: u64) {
        let attributes = [("service", SERVICE_NAME), ("username", name)];
        let attributes = attributes.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        add_secret_item(self.connection.object_server(), &self.state, attributes, secret.to_vec(), modified).await;
    }

    /// Unlocks the collection and emits the signal that this kind of service emits.
    pub(super) async fn unlock(&self) {
        let kind = {
            let mut state = lock_state(&self.state);
            state.is_locked = false;
            state.kind
        };
        match kind {
            StubSecretServiceKind::GnomeKeyring | StubSecretServiceKind::KeePassXc => {
                let changed = HashMap::from([("Locked", Value::from(false))]);
                let body = ("org.freedesktop.Secret.Collection", changed, Vec::<String>::new());
                self.emit(COLLECTION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body).await;
            }
            StubSecretServiceKind::KWallet => {
                let body = ObjectPath::try_from(COLLECTION_PATH).unwrap();
                self.emit(SECRETS_PATH, "org.freedesktop.Secret.Service", "CollectionChanged", &body).await;
            }
        }
    }

    /// Waits until the user has been asked for the password this often.
    pub(super) async fn wait_for_prompt_count(&self, count: usize) {
        let mut prompts = self.prompts.subscribe();
        let shown = prompts.wait_for(|shown| *shown >= count);
        tokio::time::timeout(WAIT_TIMEOUT, shown).await.expect("the user is asked").unwrap();
    }

    pub(super) fn prompt_count(&self) -> usize {
        *self.prompts.borrow()
    }

    pub(super) fn count_searches_while_locked(&self) -> usize {
        lock_state(&self.state).searches_while_locked
    }

    pub(super) fn list_items(&self) -> Vec<StubItem> {
        lock_state(&self.state).items.clone()
    }

    /// Answers the dialog as a user who gives the password. No signal but the dialog's own is emitted.
    pub(super) async fn accept_prompt(&self) {
        lock_state(&self.state).is_locked = false;
        self.complete_prompt(false).await;
    }

    /// Closes the dialog as a user who doesn't give the password.
    pub(super) async fn dismiss_prompt(&self) {
        self.complete_prompt(true).await;
    }

    async fn complete_prompt(&self, is_dismissed: bool) {
        let body = (is_dismissed, Value::from(""));
        self.emit(PROMPT_PATH, "org.freedesktop.Secret.Prompt", "Completed", &body).await;
    }

    /// Emits a signal of the service.
    pub(super) async fn emit<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        path: &str,
        interface: &str,
        member: &str,
        body: &B,
    ) {
        self.connection.emit_signal(None::<&str>, path, interface, member, body).await.unwrap();
    }

    /// Takes the service off the bus.
    pub(super) async fn stop(self) {
        self.connection.close().await.unwrap();
    }
}

async fn add_secret_item(
    server: &zbus::ObjectServer,
    state: &SharedStubState,
    attributes: HashMap<String, String>,
    secret: Vec<u8>,
    modified: u64,
) -> OwnedObjectPath {
    let path = {
        let mut state = lock_state(state);
        let path = OwnedObjectPath::try_from(format!("{COLLECTION_PATH}/{}", state.items.len() + 1)).unwrap();
        state.items.push(StubItem { path: path.clone(), attributes, secret, modified });
        path
    };
    server.at(path.clone(), StubItemObject { state: Arc::clone(state), path: path.clone() }).await.unwrap();
    path
}

/// Session, parameters, value, content type.
type SecretStruct = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

fn null_object_path() -> OwnedObjectPath {
    OwnedObjectPath::try_from("/").unwrap()
}

struct StubServiceObject(SharedStubState);

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl StubServiceObject {
    fn open_session(&self, algorithm: &str, _input: Value<'_>) -> fdo::Result<(OwnedValue, OwnedObjectPath)> {
        if algorithm != "plain" {
            return Err(fdo::Error::NotSupported(algorithm.to_owned()));
        }
        let output = OwnedValue::try_from(Value::from("")).unwrap();
        Ok((output, OwnedObjectPath::try_from(SESSION_PATH).unwrap()))
    }

    fn search_items(&self, attributes: HashMap<String, String>) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        let mut state = lock_state(&self.0);
        let matches = |item: &&StubItem| attributes.iter().all(|(key, value)| item.attributes.get(key) == Some(value));
        let found = state.items.iter().filter(matches).map(|item| item.path.clone()).collect();
        if !state.is_locked {
            return (found, Vec::new());
        }
        state.searches_while_locked += 1;
        match state.kind {
            StubSecretServiceKind::GnomeKeyring => (Vec::new(), found),
            StubSecretServiceKind::KWallet | StubSecretServiceKind::KeePassXc => (Vec::new(), Vec::new()),
        }
    }

    fn unlock(&self, objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        match lock_state(&self.0).is_locked {
            true => (Vec::new(), OwnedObjectPath::try_from(PROMPT_PATH).unwrap()),
            false => (objects, null_object_path()),
        }
    }

    fn read_alias(&self, name: &str) -> OwnedObjectPath {
        if name == "default" { OwnedObjectPath::try_from(COLLECTION_PATH).unwrap() } else { null_object_path() }
    }

    #[zbus(property)]
    fn collections(&self) -> Vec<OwnedObjectPath> {
        vec![OwnedObjectPath::try_from(COLLECTION_PATH).unwrap()]
    }
}

struct StubCollection(SharedStubState);

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl StubCollection {
    async fn create_item(
        &self,
        properties: HashMap<String, OwnedValue>,
        secret: SecretStruct,
        _replace: bool,
        #[zbus(object_server)] server: &zbus::ObjectServer,
    ) -> fdo::Result<(OwnedObjectPath, OwnedObjectPath)> {
        let attributes = properties.get("org.freedesktop.Secret.Item.Attributes").cloned().unwrap();
        let attributes = HashMap::<String, String>::try_from(attributes).unwrap();
        Ok((add_secret_item(server, &self.0, attributes, secret.2, 1).await, null_object_path()))
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        lock_state(&self.0).is_locked
    }
}

struct StubItemObject {
    state: SharedStubState,
    path: OwnedObjectPath,
}

impl StubItemObject {
    fn change_stub_item<T>(&self, work: impl FnOnce(&mut StubItem) -> T) -> T {
        let mut state = lock_state(&self.state);
        work(state.items.iter_mut().find(|item| item.path == self.path).unwrap())
    }
}

#[zbus::interface(name = "org.freedesktop.Secret.Item")]
impl StubItemObject {
    fn get_secret(&self, session: OwnedObjectPath) -> (SecretStruct,) {
        ((session, Vec::new(), self.change_stub_item(|item| item.secret.clone()), "text/plain".to_owned()),)
    }

    fn set_secret(&self, secret: SecretStruct) {
        self.change_stub_item(|item| {
            item.secret = secret.2;
            item.modified += 1;
        });
    }

    fn delete(&self) -> OwnedObjectPath {
        lock_state(&self.state).items.retain(|item| item.path != self.path);
        null_object_path()
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        lock_state(&self.state).is_locked
    }

    #[zbus(property)]
    fn modified(&self) -> u64 {
        self.change_stub_item(|item| item.modified)
    }
}

struct StubPrompt(watch::Sender<usize>);

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl StubPrompt {
    fn prompt(&self, _window_id: &str) {
        self.0.send_modify(|shown| *shown += 1);
    }
}
