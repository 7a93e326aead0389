//! Notifications over D-Bus, by the Desktop Notifications Specification.
//!
//! Every call has a time limit, and a desktop without notifications costs nothing. One task owns the connection,
//! because some desktops withdraw the notifications of a connection that was closed.

use super::notification_action::{NotificationAction, perform_notification_action};
use super::notification_content::{NotificationContent, NotificationTarget, escape_markup};
use crate::app_state::AppState;
use crate::installation::Installation;
use crate::texts::{APP_NAME, Texts};
use futures_util::StreamExt as _;
use mayfly_core::view::AccountMessageId;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;
use tauri::{AppHandle, Manager as _};
use tokio::sync::mpsc;
use zbus::zvariant::Value;

const DBUS_NAME: &str = "org.freedesktop.Notifications";
const DBUS_PATH: &str = "/org/freedesktop/Notifications";

/// The name of the sound of new mail in sound themes.
const NEW_MAIL_SOUND: &str = "message-new-email";

/// The time limit of a call.
const CALL_TIMEOUT: Duration = Duration::from_secs(3);

/// How many notifications are remembered for the user's actions on them.
const MAX_TRACKED_NOTIFICATIONS: usize = 32;

enum ShowOrWithdrawNotification {
    Show(NotificationContent),
    /// Withdraw the notifications about this message.
    Withdraw(AccountMessageId),
    WithdrawAll,
}

/// Sends requests to the task that owns the connection.
pub(super) struct NotificationBackend(mpsc::UnboundedSender<ShowOrWithdrawNotification>);

impl NotificationBackend {
    pub(super) fn start_backend(app: &AppHandle) -> Self {
        let (sender, requests) = mpsc::unbounded_channel();
        tauri::async_runtime::spawn(serve_notification_requests(app.clone(), requests));
        Self(sender)
    }

    pub(super) fn show_notification(&self, content: NotificationContent) {
        let _ = self.0.send(ShowOrWithdrawNotification::Show(content));
    }

    pub(super) fn withdraw_message_notifications(&self, message: &AccountMessageId) {
        let _ = self.0.send(ShowOrWithdrawNotification::Withdraw(message.clone()));
    }

    pub(super) fn withdraw_all_notifications(&self) {
        let _ = self.0.send(ShowOrWithdrawNotification::WithdrawAll);
    }
}

/// Connects when there is something to show, and again after the connection was lost.
async fn serve_notification_requests(
    app: AppHandle,
    mut requests: mpsc::UnboundedReceiver<ShowOrWithdrawNotification>,
) {
    while let Some(request) = requests.recv().await {
        // Without a connection nothing is shown that could be withdrawn.
        let ShowOrWithdrawNotification::Show(content) = request else { continue };
        match call_with_timeout(NotificationServerConnection::connect_to_notification_server()).await {
            Ok(mut connection) => connection.serve_requests(&app, content, &mut requests).await,
            Err(error) => tracing::debug!("there is no session bus for notifications: {error}"),
        }
    }
}

/// A connection to the desktop's notification server.
struct NotificationServerConnection {
    proxy: zbus::Proxy<'static>,
    signals: zbus::proxy::SignalStream<'static>,
    /// The notifications on the screen as far as known, oldest first.
    shown: VecDeque<(u32, Option<NotificationTarget>)>,
}

impl NotificationServerConnection {
    async fn connect_to_notification_server() -> zbus::Result<Self> {
        let connection = zbus::Connection::session().await?;
        let proxy = zbus::Proxy::new_owned(connection, DBUS_NAME, DBUS_PATH, DBUS_NAME).await?;
        let signals = proxy.receive_all_signals().await?;
        Ok(Self { proxy, signals, shown: VecDeque::new() })
    }

    /// Shows `first`, then handles requests and signals until the connection is lost.
    async fn serve_requests(
        &mut self,
        app: &AppHandle,
        first: NotificationContent,
        requests: &mut mpsc::UnboundedReceiver<ShowOrWithdrawNotification>,
    ) {
        let texts = || app.state::<AppState>().current_texts();
        self.handle_notification_request(ShowOrWithdrawNotification::Show(first), texts()).await;
        loop {
            tokio::select! {
                request = requests.recv() => match request {
                    Some(request) => self.handle_notification_request(request, texts()).await,
                    None => return,
                },
                signal = self.signals.next() => match signal {
                    Some(signal) => self.handle_notification_signal(app, &signal),
                    None => return,
                },
            }
        }
    }

    async fn handle_notification_request(&mut self, request: ShowOrWithdrawNotification, texts: &Texts) {
        match request {
            ShowOrWithdrawNotification::Show(content) => {
                // A desktop without notifications is not an error, and the call is not repeated.
                if let Err(error) = self.send_notification(content, texts).await {
                    tracing::debug!("a notification was not shown: {error}");
                }
            }
            ShowOrWithdrawNotification::Withdraw(message) => {
                self.withdraw_matching_notifications(|target| {
                    target.as_ref().is_some_and(|target| target.message == message)
                })
                .await;
            }
            ShowOrWithdrawNotification::WithdrawAll => self.withdraw_matching_notifications(|_| true).await,
        }
    }

    async fn send_notification(&mut self, content: NotificationContent, texts: &Texts) -> zbus::Result<()> {
        let capabilities: Vec<String> = call_with_timeout(self.proxy.call("GetCapabilities", &())).await?;
        let has_capability = |name: &str| capabilities.iter().any(|capability| capability == name);
        let body = if has_capability("body-markup") { escape_markup(&content.body) } else { content.body };
        let mut actions = Vec::new();
        if has_capability("actions") {
            actions.extend(["default".to_owned(), texts.open_window_action_label()]);
            if let Some(button) = content.target.as_ref().and_then(|target| target.button.as_ref()) {
                actions.extend([NotificationAction::id_of_button(button).to_owned(), button.label(texts)]);
            }
        }
        let installation = Installation::current();
        // The desktop attributes a notification by the name of the desktop file.
        let mut hints = HashMap::from([("desktop-entry", Value::from(installation.desktop_file_name()))]);
        if content.target.is_some() {
            hints.insert("category", Value::from("email.arrived"));
        }
        // A server that would play a sound of its own is told not to.
        hints.extend(match content.has_sound {
            true => [("sound-name", Value::from(NEW_MAIL_SOUND))],
            false => [("suppress-sound", Value::from(true))],
        });
        let arguments =
            (APP_NAME, 0_u32, installation.app_icon_theme_name(), content.title, body, actions, hints, -1_i32);
        let id = call_with_timeout(self.proxy.call("Notify", &arguments)).await?;
        if self.shown.len() == MAX_TRACKED_NOTIFICATIONS {
            self.shown.pop_front();
        }
        self.shown.push_back((id, content.target));
        Ok(())
    }

    async fn withdraw_matching_notifications(&mut self, is_affected: impl Fn(&Option<NotificationTarget>) -> bool) {
        // Each is removed from `shown` by the signal that the desktop sends once it is closed.
        for (id, _) in self.shown.iter().filter(|(_, target)| is_affected(target)) {
            if let Err(error) = call_with_timeout(self.proxy.call::<_, _, ()>("CloseNotification", &id)).await {
                tracing::debug!("a notification was not withdrawn: {error}");
            }
        }
    }

    fn handle_notification_signal(&mut self, app: &AppHandle, signal: &zbus::Message) {
        let header = signal.header();
        let body = signal.body();
        match header.member().map(|member| member.as_str()) {
            Some("ActionInvoked") => {
                let Ok((id, action)) = body.deserialize::<(u32, &str)>() else { return };
                // Signals about the notifications of other programs arrive here too.
                if let Some((_, target)) = self.shown.iter().find(|(shown_id, _)| *shown_id == id) {
                    perform_notification_action(app, NotificationAction::from_id(action), target.clone());
                }
            }
            Some("NotificationClosed") => {
                let Ok((id, _)) = body.deserialize::<(u32, u32)>() else { return };
                self.shown.retain(|(shown_id, _)| *shown_id != id);
            }
            _ => {}
        }
    }
}

async fn call_with_timeout<T>(call: impl Future<Output = zbus::Result<T>>) -> zbus::Result<T> {
    tokio::time::timeout(CALL_TIMEOUT, call)
        .await
        .unwrap_or_else(|_| Err(zbus::Error::Failure("no answer in time".into())))
}
