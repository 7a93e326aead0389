//! Notifications on Windows and macOS, through Tauri's plugin.

use super::notification_action::{NotificationAction, perform_notification_action};
use super::notification_content::{NotificationButton, NotificationContent, NotificationTarget};
use crate::app_state::AppState;
use mayfly_core::view::AccountMessageId;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager as _, Wry};
use tauri_plugin_notification::{Action, ActionType, NotificationExt as _};

/// The plugin; it has to be registered before a notification is shown.
pub(crate) fn notification_plugin() -> TauriPlugin<Wry> {
    tauri_plugin_notification::init()
}

/// The targets of the notifications that were shown, by the notification's identifier.
type ShownNotificationTargets = HashMap<i32, Option<NotificationTarget>>;

/// The system's notifications.
pub(super) struct NotificationBackend {
    app: AppHandle,
    shown: Arc<Mutex<ShownNotificationTargets>>,
    next_id: AtomicI32,
}

impl NotificationBackend {
    pub(super) fn start_backend(app: &AppHandle) -> Self {
        let shown = Arc::new(Mutex::default());
        let (handle, shown_targets) = (app.clone(), Arc::clone(&shown));
        let listening = app.notification().on_action(move |performed| {
            let id = performed.notification().map(|notification| notification.id());
            let target = id.and_then(|id| lock_targets(&shown_targets).get(&id).cloned());
            if let Some(target) = target {
                perform_notification_action(&handle, NotificationAction::from_id(performed.action_id()), target);
            }
        });
        if let Err(error) = listening {
            tracing::debug!("actions of notifications are not received: {error}");
        }
        Self { app: app.clone(), shown, next_id: AtomicI32::new(0) }
    }

    pub(super) fn show_notification(&self, content: NotificationContent) {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let mut builder = self.app.notification().builder().id(id).title(content.title).body(content.body);
        if content.has_sound {
            builder = builder.sound("Default");
        }
        if let Some(button) = content.target.as_ref().and_then(|target| target.button.as_ref()) {
            builder = builder.action_type_id(self.register_notification_button(button));
        }
        lock_targets(&self.shown).insert(id, content.target);
        if let Err(error) = builder.show() {
            tracing::debug!("a notification was not shown: {error}");
        }
    }

    /// Registers a button with its text in the current language; returns the action type of notifications that have
    /// it.
    fn register_notification_button(&self, button: &NotificationButton) -> &'static str {
        let id = NotificationAction::id_of_button(button);
        let action = Action::builder(id, button.label(self.app.state::<AppState>().current_texts())).build();
        let action_type = ActionType::builder(id).actions(vec![action]).build();
        if let Err(error) = self.app.notification().register_action_types(vec![action_type]) {
            tracing::debug!("a notification has no button: {error}");
        }
        id
    }

    /// Forgets the notifications about a message. The plugin can't remove them from the screen.
    pub(super) fn withdraw_message_notifications(&self, message: &AccountMessageId) {
        let is_other = |target: &NotificationTarget| target.message != *message;
        lock_targets(&self.shown).retain(|_, target| target.as_ref().is_none_or(is_other));
    }

    pub(super) fn withdraw_all_notifications(&self) {
        lock_targets(&self.shown).clear();
    }
}

fn lock_targets(shown: &Mutex<ShownNotificationTargets>) -> MutexGuard<'_, ShownNotificationTargets> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}
