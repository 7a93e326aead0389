//! What the user chooses.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::time::Duration;

/// What Mayfly speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// What the system speaks.
    #[default]
    System,
    /// English.
    En,
    /// Vietnamese.
    Vi,
}

/// What the user chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// New mail is announced by the desktop.
    pub notifications: bool,
    /// Closing the window leaves Mayfly in the tray, where there is one.
    pub close_to_tray: bool,
    /// Mayfly starts with the desktop, hidden.
    pub start_at_login: bool,
    /// The keys that make a new address from anywhere, such as `Ctrl+Alt+M`; none by default.
    pub global_shortcut: Option<String>,
    /// Seconds after which a copied code is taken off the clipboard, if it is still there.
    pub clear_clipboard_after: Option<u32>,
    /// The language of the window, the tray and notifications.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// How large the window's page is drawn, in per cent.
    pub zoom: u16,
    /// The window says how to begin; until the user has seen it.
    pub first_steps: bool,
    /// How often mail is checked by itself.
    pub checking: CheckFrequency,
    /// What becomes of remote images the user has not decided about.
    pub remote_images: RemoteImages,
    /// How long the mail of inboxes that have ended stays here.
    pub keep_mail: MailRetention,
}

/// How large the main window is. Kept beside the settings; windows don't hear of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowSize {
    /// Of what is inside its frame while it is not maximised, in logical pixels.
    pub width: u32,
    /// Likewise.
    pub height: u32,
    /// It fills the screen.
    pub maximised: bool,
}

/// How often mail is checked by itself; always within the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckFrequency {
    /// As mail is expected.
    #[default]
    Expected,
    /// Half as often.
    Sparing,
    /// Not at all: when the user asks, and only then.
    OnRequest,
}

/// What becomes of remote images the user has not decided about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RemoteImages {
    /// They stay away.
    #[default]
    Block,
    /// They are shown, trackers aside.
    Show,
}

/// How long the mail of inboxes that have ended stays here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailRetention {
    /// Until the user removes it.
    #[default]
    Forever,
    /// 90 days.
    NinetyDays,
    /// 30 days.
    ThirtyDays,
    /// 7 days.
    SevenDays,
    /// Not at all: it goes when its inbox ends.
    UntilTheEnd,
}

impl MailRetention {
    /// For how long mail is kept after the end of its inbox; `None` for ever.
    #[must_use]
    pub fn duration_after_end(self) -> Option<Duration> {
        let days = match self {
            Self::Forever => return None,
            Self::NinetyDays => 90,
            Self::ThirtyDays => 30,
            Self::SevenDays => 7,
            Self::UntilTheEnd => 0,
        };
        Some(Duration::from_secs(days * 24 * 60 * 60))
    }
}

/// The colours of the window and of mail that brings none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desktop is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            notifications: true,
            close_to_tray: true,
            start_at_login: false,
            global_shortcut: None,
            clear_clipboard_after: None,
            language: Language::System,
            theme: Theme::System,
            zoom: 100,
            first_steps: true,
            checking: CheckFrequency::Expected,
            remote_images: RemoteImages::Block,
            keep_mail: MailRetention::Forever,
        }
    }
}

/// A change of some settings: a field that is `None` stays as it is. Whoever changes a setting sends only that, so that
/// two who change different settings at the same time don't undo each other's change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsPatch {
    /// See [`Settings::notifications`].
    #[specta(optional, type = bool)]
    pub notifications: Option<bool>,
    /// See [`Settings::close_to_tray`].
    #[specta(optional, type = bool)]
    pub close_to_tray: Option<bool>,
    /// See [`Settings::start_at_login`].
    #[specta(optional, type = bool)]
    pub start_at_login: Option<bool>,
    /// See [`Settings::global_shortcut`]; the inner `None` removes it.
    #[serde(deserialize_with = "present")]
    #[specta(optional, type = Option<String>)]
    pub global_shortcut: Option<Option<String>>,
    /// See [`Settings::clear_clipboard_after`]; the inner `None` keeps codes on the clipboard.
    #[serde(deserialize_with = "present")]
    #[specta(optional, type = Option<u32>)]
    pub clear_clipboard_after: Option<Option<u32>>,
    /// See [`Settings::language`].
    #[specta(optional, type = Language)]
    pub language: Option<Language>,
    /// See [`Settings::theme`].
    #[specta(optional, type = Theme)]
    pub theme: Option<Theme>,
    /// See [`Settings::zoom`].
    #[specta(optional, type = u16)]
    pub zoom: Option<u16>,
    /// See [`Settings::first_steps`].
    #[specta(optional, type = bool)]
    pub first_steps: Option<bool>,
    /// See [`Settings::checking`].
    #[specta(optional, type = CheckFrequency)]
    pub checking: Option<CheckFrequency>,
    /// See [`Settings::remote_images`].
    #[specta(optional, type = RemoteImages)]
    pub remote_images: Option<RemoteImages>,
    /// See [`Settings::keep_mail`].
    #[specta(optional, type = MailRetention)]
    pub keep_mail: Option<MailRetention>,
}

/// Tells a field that is `null` from one that is absent.
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl SettingsPatch {
    /// The settings with this change made.
    #[must_use]
    pub fn apply_to(&self, settings: &Settings) -> Settings {
        let SettingsPatch {
            notifications,
            close_to_tray,
            start_at_login,
            global_shortcut,
            clear_clipboard_after,
            language,
            theme,
            zoom,
            first_steps,
            checking,
            remote_images,
            keep_mail,
        } = self.clone();
        Settings {
            notifications: notifications.unwrap_or(settings.notifications),
            close_to_tray: close_to_tray.unwrap_or(settings.close_to_tray),
            start_at_login: start_at_login.unwrap_or(settings.start_at_login),
            global_shortcut: global_shortcut.unwrap_or_else(|| settings.global_shortcut.clone()),
            clear_clipboard_after: clear_clipboard_after.unwrap_or(settings.clear_clipboard_after),
            language: language.unwrap_or(settings.language),
            theme: theme.unwrap_or(settings.theme),
            zoom: zoom.unwrap_or(settings.zoom),
            first_steps: first_steps.unwrap_or(settings.first_steps),
            checking: checking.unwrap_or(settings.checking),
            remote_images: remote_images.unwrap_or(settings.remote_images),
            keep_mail: keep_mail.unwrap_or(settings.keep_mail),
        }
    }

    /// This change, and then `later`.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        Self {
            notifications: later.notifications.or(self.notifications),
            close_to_tray: later.close_to_tray.or(self.close_to_tray),
            start_at_login: later.start_at_login.or(self.start_at_login),
            global_shortcut: later.global_shortcut.or(self.global_shortcut),
            clear_clipboard_after: later.clear_clipboard_after.or(self.clear_clipboard_after),
            language: later.language.or(self.language),
            theme: later.theme.or(self.theme),
            zoom: later.zoom.or(self.zoom),
            first_steps: later.first_steps.or(self.first_steps),
            checking: later.checking.or(self.checking),
            remote_images: later.remote_images.or(self.remote_images),
            keep_mail: later.keep_mail.or(self.keep_mail),
        }
    }
}

impl From<Settings> for SettingsPatch {
    /// The change to exactly these settings.
    fn from(settings: Settings) -> Self {
        Self {
            notifications: Some(settings.notifications),
            close_to_tray: Some(settings.close_to_tray),
            start_at_login: Some(settings.start_at_login),
            global_shortcut: Some(settings.global_shortcut),
            clear_clipboard_after: Some(settings.clear_clipboard_after),
            language: Some(settings.language),
            theme: Some(settings.theme),
            zoom: Some(settings.zoom),
            first_steps: Some(settings.first_steps),
            checking: Some(settings.checking),
            remote_images: Some(settings.remote_images),
            keep_mail: Some(settings.keep_mail),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_null_fields_of_a_patch_are_told_apart() {
        let parse = |text: &str| serde_json::from_str::<SettingsPatch>(text);
        let settings =
            Settings { global_shortcut: Some("Ctrl+M".into()), clear_clipboard_after: Some(30), ..Settings::default() };
        for (text, expected) in [
            ("{}", settings.clone()),
            (r#"{"theme":"dark"}"#, Settings { theme: Theme::Dark, ..settings.clone() }),
            (r#"{"global_shortcut":null}"#, Settings { global_shortcut: None, ..settings.clone() }),
            (r#"{"clear_clipboard_after":60}"#, Settings { clear_clipboard_after: Some(60), ..settings.clone() }),
        ] {
            assert_eq!(parse(text).unwrap().apply_to(&settings), expected, "{text}");
        }
        for nonsense in [r#"{"them":"dark"}"#, r#"{"zoom":"large"}"#, r#"{"theme":null,"zoom":-1}"#] {
            assert!(parse(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_later_patch_wins_only_in_what_it_changes() {
        let first = SettingsPatch { zoom: Some(150), theme: Some(Theme::Dark), ..SettingsPatch::default() };
        let second = SettingsPatch { theme: Some(Theme::Light), ..SettingsPatch::default() };
        let merged = first.merge(second).apply_to(&Settings::default());
        assert_eq!((merged.zoom, merged.theme), (150, Theme::Light));
        let chosen = Settings { notifications: false, zoom: 90, ..Settings::default() };
        assert_eq!(SettingsPatch::from(chosen.clone()).apply_to(&Settings::default()), chosen);
    }
}
