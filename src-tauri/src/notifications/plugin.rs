//! Notifications by the system's own means on Windows and macOS, through Tauri's plugin.

use super::announcement::{Announcement, Subject};
use super::{Reaction, react};
use crate::shell::Shell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager as _, Wry};
use tauri_plugin_notification::{Action, ActionType, NotificationExt as _};

/// The kind of notification that has a code to copy.
const WITH_CODE: &str = "with-code";

/// The plugin, to be registered before anything is shown.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_notification::init()
}

/// What was shown, for what the user does with it.
type Shown = Arc<Mutex<HashMap<i32, Option<Subject>>>>;

/// The system's notifications.
pub(super) struct Desktop {
    app: AppHandle,
    shown: Shown,
    last: AtomicI32,
}

impl Desktop {
    pub(super) fn start(app: &AppHandle) -> Self {
        let shown = Shown::default();
        let (app_handle, known) = (app.clone(), Arc::clone(&shown));
        let listening = app.notification().on_action(move |performed| {
            let id = performed.notification().map(|notification| notification.id());
            let subject = id.and_then(|id| lock(&known).get(&id).cloned());
            if let Some(subject) = subject {
                react(&app_handle, Reaction::of(performed.action_id()), subject);
            }
        });
        if let Err(error) = listening {
            tracing::debug!("notifications can't be answered: {error}");
        }
        Self { app: app.clone(), shown, last: AtomicI32::new(0) }
    }

    pub(super) fn show(&self, announcement: Announcement) {
        let id = self.last.fetch_add(1, Ordering::Relaxed);
        let mut builder = self.app.notification().builder().id(id).title(announcement.title).body(announcement.body);
        if announcement.subject.as_ref().is_some_and(|subject| subject.code.is_some()) {
            self.name_actions();
            builder = builder.action_type_id(WITH_CODE);
        }
        lock(&self.shown).insert(id, announcement.subject);
        if let Err(error) = builder.show() {
            tracing::debug!("a notification was not shown: {error}");
        }
    }

    /// The button, in the language of the moment.
    fn name_actions(&self) {
        let text = self.app.state::<Shell>().words().copy_that_code();
        let copy = Action::builder(Reaction::COPY_CODE, text).build();
        let kind = ActionType::builder(WITH_CODE).actions(vec![copy]).build();
        if let Err(error) = self.app.notification().register_action_types(vec![kind]) {
            tracing::debug!("a notification has no button: {error}");
        }
    }

    /// Forgets what is shown about a message; the system keeps it on the screen for as long as it likes.
    pub(super) fn close(&self, message: &str) {
        lock(&self.shown).retain(|_, subject| subject.as_ref().is_none_or(|subject| subject.message != message));
    }

    pub(super) fn close_all(&self) {
        lock(&self.shown).clear();
    }
}

fn lock(shown: &Mutex<HashMap<i32, Option<Subject>>>) -> std::sync::MutexGuard<'_, HashMap<i32, Option<Subject>>> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}
