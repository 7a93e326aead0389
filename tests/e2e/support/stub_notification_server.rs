//! Replacements of the desktop's notification server: one that records notifications and invokes their actions, and one
//! that never responds.

use super::{TestDesktop, wait_for_some};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::zvariant::OwnedValue;

const OBJECT_PATH: &str = "/org/freedesktop/Notifications";

/// A notification that Mayfly showed.
#[derive(Debug, Clone)]
pub struct ShownNotification {
    pub id: u32,
    pub title: String,
    pub body: String,
    /// Identifiers and labels alternate.
    pub actions: Vec<String>,
    pub hints: Vec<String>,
}

/// A notification server that records what it is asked to show.
pub struct StubNotificationServer {
    connection: zbus::Connection,
    shown: Arc<Mutex<Vec<ShownNotification>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

struct NotificationInterface {
    shown: Arc<Mutex<Vec<ShownNotification>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl NotificationInterface {
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
        shown.push(ShownNotification { id, title: title.into(), body: body.into(), actions, hints });
        id
    }

    fn close_notification(&self, id: u32) {
        self.closed.lock().unwrap().push(id);
    }
}

impl StubNotificationServer {
    /// Starts the server on this desktop's session bus.
    pub async fn start(desktop: &TestDesktop) -> Self {
        let (shown, closed) = <(Arc<_>, Arc<_>)>::default();
        let server = NotificationInterface { shown: Arc::clone(&shown), closed: Arc::clone(&closed) };
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(OBJECT_PATH, server)
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { connection, shown, closed }
    }

    /// Returns all notifications shown so far.
    pub fn list_notifications(&self) -> Vec<ShownNotification> {
        self.shown.lock().unwrap().clone()
    }

    /// Waits for a notification whose title or body contains `part`.
    pub async fn wait_for_notification(&self, part: &str) -> ShownNotification {
        wait_for_some(&format!("a notification with {part:?}"), || async move {
            self.list_notifications().into_iter().find(|shown| shown.title.contains(part) || shown.body.contains(part))
        })
        .await
    }

    /// Invokes an action of a notification as the user does; `default` is a click on it.
    pub async fn invoke_action(&self, notification: &ShownNotification, action: &str) {
        let body = (notification.id, action);
        self.connection
            .emit_signal(None::<&str>, OBJECT_PATH, "org.freedesktop.Notifications", "ActionInvoked", &body)
            .await
            .unwrap();
    }

    /// Whether the app has closed the notification.
    pub fn is_closed(&self, notification: &ShownNotification) -> bool {
        self.closed.lock().unwrap().contains(&notification.id)
    }
}

/// A notification server that accepts every call and never responds.
pub struct UnresponsiveNotificationServer {
    _connection: zbus::Connection,
}

struct UnresponsiveNotificationInterface;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl UnresponsiveNotificationInterface {
    async fn get_capabilities(&self) -> Vec<String> {
        std::future::pending().await
    }
}

impl UnresponsiveNotificationServer {
    /// Starts the server on this desktop's session bus.
    pub async fn start(desktop: &TestDesktop) -> Self {
        let connection = zbus::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at(OBJECT_PATH, UnresponsiveNotificationInterface)
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self { _connection: connection }
    }
}
