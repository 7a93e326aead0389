//! The desktop's notifications: a server of the test's own that remembers what it was asked to show, and on which
//! the test clicks.

use super::{Desktop, until};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::zvariant::OwnedValue;

const PATH: &str = "/org/freedesktop/Notifications";

/// What was shown.
#[derive(Debug, Clone)]
pub struct Notification {
    pub id: u32,
    pub title: String,
    pub body: String,
    /// Identifiers and labels in turn.
    pub actions: Vec<String>,
    pub hints: Vec<String>,
}

/// The desktop's notification server.
pub struct Notifications {
    connection: zbus::Connection,
    shown: Arc<Mutex<Vec<Notification>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

struct Server {
    shown: Arc<Mutex<Vec<Notification>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "body-markup"]
    }

    #[allow(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: &str,
        _replaces: u32,
        _icon: &str,
        title: &str,
        body: &str,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        assert_eq!(app_name, "Mayfly");
        let mut shown = self.shown.lock().unwrap();
        let id = u32::try_from(shown.len()).unwrap() + 100;
        let hints = hints.into_keys().collect();
        shown.push(Notification { id, title: title.into(), body: body.into(), actions, hints });
        id
    }

    fn close_notification(&self, id: u32) {
        self.closed.lock().unwrap().push(id);
    }
}

impl Notifications {
    /// Begins to take notifications.
    pub async fn start(desktop: &Desktop) -> Self {
        let (shown, closed) = <(Arc<_>, Arc<_>)>::default();
        let server = Server { shown: Arc::clone(&shown), closed: Arc::clone(&closed) };
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(PATH, server)
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { connection, shown, closed }
    }

    /// Everything shown so far.
    pub fn all(&self) -> Vec<Notification> {
        self.shown.lock().unwrap().clone()
    }

    /// Waits for a notification whose text has this part.
    pub async fn with(&self, part: &str) -> Notification {
        until(&format!("a notification with {part:?}"), || async move {
            self.all().into_iter().find(|shown| shown.title.contains(part) || shown.body.contains(part))
        })
        .await
    }

    /// Does with a notification what a person does: `default` is a click on it.
    pub async fn act(&self, notification: &Notification, action: &str) {
        let body = (notification.id, action);
        self.connection
            .emit_signal(None::<&str>, PATH, "org.freedesktop.Notifications", "ActionInvoked", &body)
            .await
            .unwrap();
    }

    /// Whether the app took it off the screen.
    pub fn is_closed(&self, notification: &Notification) -> bool {
        self.closed.lock().unwrap().contains(&notification.id)
    }
}

/// A server that takes every question and answers none.
pub struct Silent {
    _connection: zbus::Connection,
}

struct Nothing;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Nothing {
    async fn get_capabilities(&self) -> Vec<String> {
        std::future::pending().await
    }
}

impl Silent {
    /// Begins not to answer.
    pub async fn start(desktop: &Desktop) -> Self {
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(PATH, Nothing)
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { _connection: connection }
    }
}
