//! The settings that take effect outside Mayfly: the global shortcut and starting at login.

use crate::app_state::AppState;
use crate::autostart::set_autostart;
use crate::command_result::CommandResult;
use crate::global_shortcut::set_global_shortcut;
use mayfly_core::view::Settings;
use tauri::{AppHandle, Manager as _};

/// One system setting that differs between two versions of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SystemIntegrationSettingChange {
    GlobalShortcut { from: Option<String>, to: Option<String> },
    StartAtLogin { from: bool, to: bool },
}

impl SystemIntegrationSettingChange {
    /// Returns the system settings that differ between `from` and `to`.
    fn diff_os_settings(from: &Settings, to: &Settings) -> Vec<Self> {
        let mut changes = Vec::new();
        if from.global_shortcut != to.global_shortcut {
            changes.push(Self::GlobalShortcut { from: from.global_shortcut.clone(), to: to.global_shortcut.clone() });
        }
        if from.start_at_login != to.start_at_login {
            changes.push(Self::StartAtLogin { from: from.start_at_login, to: to.start_at_login });
        }
        changes
    }

    async fn apply_to_system(&self, app: &AppHandle) -> CommandResult<()> {
        match self {
            Self::GlobalShortcut { to, .. } => set_global_shortcut(app, to.as_deref()).await,
            Self::StartAtLogin { to, .. } => {
                let reason = app.state::<AppState>().current_texts().background_reason();
                set_autostart(app, *to, &reason).await
            }
        }
    }

    async fn revert_system_setting(self, app: &AppHandle) -> CommandResult<()> {
        let reverse = match self {
            Self::GlobalShortcut { from, to } => Self::GlobalShortcut { from: to, to: from },
            Self::StartAtLogin { from, to } => Self::StartAtLogin { from: to, to: from },
        };
        reverse.apply_to_system(app).await
    }
}

/// The changes that were made to system settings, to be reverted if the settings can't be stored.
pub(crate) struct AppliedSystemSettingChanges(Vec<SystemIntegrationSettingChange>);

impl AppliedSystemSettingChanges {
    /// Applies the system settings that differ between `from` and `to`.
    ///
    /// # Errors
    /// When the system refuses one of them; those applied before it are reverted.
    pub(crate) async fn apply_settings_to_system(
        app: &AppHandle,
        from: &Settings,
        to: &Settings,
    ) -> CommandResult<Self> {
        let mut applied = Self(Vec::new());
        for change in SystemIntegrationSettingChange::diff_os_settings(from, to) {
            if let Err(error) = change.apply_to_system(app).await {
                applied.revert_applied_system_settings(app).await;
                return Err(error);
            }
            applied.0.push(change);
        }
        Ok(applied)
    }

    /// Reverts these changes and no others, the last one first.
    pub(crate) async fn revert_applied_system_settings(self, app: &AppHandle) {
        for change in self.0.into_iter().rev() {
            if let Err(error) = change.revert_system_setting(app).await {
                tracing::warn!("a system setting could not be reverted: {}", error.message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mayfly_core::view::Theme;

    #[test]
    fn only_system_settings_that_differ_are_changed() {
        let from = Settings { start_at_login: false, global_shortcut: None, ..Settings::default() };
        assert_eq!(
            SystemIntegrationSettingChange::diff_os_settings(&from, &Settings { theme: Theme::Dark, ..from.clone() }),
            []
        );
        assert_eq!(
            SystemIntegrationSettingChange::diff_os_settings(&from, &Settings { start_at_login: true, ..from.clone() }),
            [SystemIntegrationSettingChange::StartAtLogin { from: false, to: true }]
        );
        let shortcut = Some("Ctrl+Alt+M".to_owned());
        let to = Settings { start_at_login: true, global_shortcut: shortcut.clone(), ..from.clone() };
        assert_eq!(
            SystemIntegrationSettingChange::diff_os_settings(&from, &to),
            [
                SystemIntegrationSettingChange::GlobalShortcut { from: None, to: shortcut },
                SystemIntegrationSettingChange::StartAtLogin { from: false, to: true }
            ]
        );
    }
}
