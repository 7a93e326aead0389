//! Notifications over D-Bus, as the Desktop Notifications Specification has them.
//!
//! Spoken directly, so that everything has a time limit and a desktop without notifications costs nothing but
//! silence. One task holds the connection: a desktop may withdraw what a closed one has shown.

use super::announcement::{Announcement, Subject, escape};
use super::{Reaction, react};
use crate::shell::Shell;
use crate::words::{self, Words};
use futures_util::StreamExt as _;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::mpsc;
use zbus::zvariant::Value;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// The desktop file's name, by which the desktop knows whose notification it is, and the icon's.
const DESKTOP_ENTRY: &str = "Mayfly";
const ICON: &str = "mayfly";

/// A desktop that takes longer takes no notifications.
const PATIENCE: Duration = Duration::from_secs(3);

/// How many notifications are remembered for what the user does with them.
const REMEMBERED: usize = 32;

enum Request {
    Show(Announcement),
    Close(String),
    CloseAll,
}

/// The line to the desktop.
pub(super) struct Desktop(mpsc::UnboundedSender<Request>);

impl Desktop {
    pub(super) fn start(app: &AppHandle) -> Self {
        let (sender, requests) = mpsc::unbounded_channel();
        tauri::async_runtime::spawn(run(app.clone(), requests));
        Self(sender)
    }

    pub(super) fn show(&self, announcement: Announcement) {
        let _ = self.0.send(Request::Show(announcement));
    }

    /// Takes what is shown about a message off the screen.
    pub(super) fn close(&self, message: &str) {
        let _ = self.0.send(Request::Close(message.to_owned()));
    }

    pub(super) fn close_all(&self) {
        let _ = self.0.send(Request::CloseAll);
    }
}

/// Connects when there is something to show, and anew after the connection was lost.
async fn run(app: AppHandle, mut requests: mpsc::UnboundedReceiver<Request>) {
    while let Some(request) = requests.recv().await {
        // Where nothing was shown nothing has to be closed.
        let Request::Show(announcement) = request else { continue };
        match in_time(Server::connect()).await {
            Ok(mut server) => server.serve(&app, announcement, &mut requests).await,
            Err(error) => tracing::debug!("there is no session bus for notifications: {error}"),
        }
    }
}

/// The desktop's notification server.
struct Server {
    proxy: zbus::Proxy<'static>,
    signals: zbus::proxy::SignalStream<'static>,
    /// What is on the screen as far as known, oldest first.
    shown: VecDeque<(u32, Option<Subject>)>,
}

impl Server {
    async fn connect() -> zbus::Result<Self> {
        let connection = zbus::Connection::session().await?;
        let proxy = zbus::Proxy::new_owned(connection, NAME, PATH, NAME).await?;
        let signals = proxy.receive_all_signals().await?;
        Ok(Self { proxy, signals, shown: VecDeque::new() })
    }

    /// Shows and closes what is asked for until the connection is lost.
    async fn serve(&mut self, app: &AppHandle, first: Announcement, requests: &mut mpsc::UnboundedReceiver<Request>) {
        let words = || app.state::<Shell>().words();
        self.handle(Request::Show(first), words()).await;
        loop {
            tokio::select! {
                request = requests.recv() => match request {
                    Some(request) => self.handle(request, words()).await,
                    None => return,
                },
                signal = self.signals.next() => match signal {
                    Some(signal) => self.hear(app, &signal),
                    None => return,
                },
            }
        }
    }

    async fn handle(&mut self, request: Request, words: &Words) {
        match request {
            Request::Show(announcement) => {
                // A desktop without notifications is no fault, and nothing of it is worth repeating.
                if let Err(error) = self.show(announcement, words).await {
                    tracing::debug!("a notification was not shown: {error}");
                }
            }
            Request::Close(message) => {
                self.close(|subject| subject.as_ref().is_some_and(|subject| subject.message == message)).await;
            }
            Request::CloseAll => self.close(|_| true).await,
        }
    }

    async fn show(&mut self, announcement: Announcement, words: &Words) -> zbus::Result<()> {
        let able: Vec<String> = in_time(self.proxy.call("GetCapabilities", &())).await?;
        let can = |what: &str| able.iter().any(|known| known == what);
        let body = if can("body-markup") { escape(&announcement.body) } else { announcement.body };
        let has_code = announcement.subject.as_ref().is_some_and(|subject| subject.code.is_some());
        let mut actions = Vec::new();
        if can("actions") {
            actions.extend(["default".to_owned(), words.open()]);
            if has_code {
                actions.extend([Reaction::COPY_CODE.to_owned(), words.copy_that_code()]);
            }
        }
        let mut hints = HashMap::from([("desktop-entry", Value::from(DESKTOP_ENTRY))]);
        if announcement.subject.is_some() {
            hints.insert("category", Value::from("email.arrived"));
        }
        let call = (words::NAME, 0_u32, ICON, announcement.title, body, actions, hints, -1_i32);
        let id = in_time(self.proxy.call("Notify", &call)).await?;
        if self.shown.len() == REMEMBERED {
            self.shown.pop_front();
        }
        self.shown.push_back((id, announcement.subject));
        Ok(())
    }

    async fn close(&mut self, which: impl Fn(&Option<Subject>) -> bool) {
        // Each is forgotten when the desktop says that it is gone.
        for (id, _) in self.shown.iter().filter(|(_, subject)| which(subject)) {
            if let Err(error) = in_time(self.proxy.call::<_, _, ()>("CloseNotification", &id)).await {
                tracing::debug!("a notification was not closed: {error}");
            }
        }
    }

    fn hear(&mut self, app: &AppHandle, signal: &zbus::Message) {
        let header = signal.header();
        let body = signal.body();
        match header.member().map(|member| member.as_str()) {
            Some("ActionInvoked") => {
                let Ok((id, action)) = body.deserialize::<(u32, &str)>() else { return };
                // Other programs' notifications are heard of as well.
                if let Some((_, subject)) = self.shown.iter().find(|(shown, _)| *shown == id) {
                    react(app, Reaction::of(action), subject.clone());
                }
            }
            Some("NotificationClosed") => {
                let Ok((id, _)) = body.deserialize::<(u32, u32)>() else { return };
                self.shown.retain(|(shown, _)| *shown != id);
            }
            _ => {}
        }
    }
}

async fn in_time<T>(call: impl Future<Output = zbus::Result<T>>) -> zbus::Result<T> {
    tokio::time::timeout(PATIENCE, call).await.unwrap_or_else(|_| Err(zbus::Error::Failure("no answer in time".into())))
}
