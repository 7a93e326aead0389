//! The user's settings.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::time::Duration;

/// The language of the user interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// The system's language.
    #[default]
    System,
    /// English.
    En,
    /// Vietnamese.
    Vi,
}

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// Whether new mail shows a desktop notification.
    pub notifications: bool,
    /// Which notifications of new mail have a sound.
    pub notification_sound: NotificationSound,
    /// Whether Mayfly stays in the tray, if there is one, when the window is closed.
    pub close_to_tray: bool,
    /// Whether Mayfly goes on without a window where the desktop has no tray.
    pub run_in_background: bool,
    /// Whether Mayfly starts hidden when the user logs in.
    pub start_at_login: bool,
    /// The global shortcut that creates a new address, such as `Ctrl+Alt+M`; none by default.
    pub global_shortcut: Option<String>,
    /// The number of seconds after which a copied code is removed from the clipboard, if it is still there.
    pub clear_clipboard_after: Option<u32>,
    /// Whether a code that comes to the address that was copied last is copied by itself.
    pub copy_codes: bool,
    /// The language of the window, the tray and notifications.
    pub language: Language,
    /// The color theme.
    pub theme: Theme,
    /// The zoom of the window's page, in per cent.
    pub zoom: u16,
    /// Whether the window shows the first steps; `false` once the user has seen them.
    pub first_steps: bool,
    /// How often inboxes are checked automatically.
    pub checking: CheckFrequency,
    /// Whether remote images are shown by default.
    pub remote_images: RemoteImagesSetting,
    /// How long the mail of ended inboxes is kept.
    pub keep_mail: MailRetention,
    /// The domain that is preselected for an address with a chosen name.
    pub name_domain: PreselectedDomain,
    /// The proxy that requests go through.
    pub proxy: ProxySettings,
}

/// Which notifications of new mail have a sound, that of the desktop's theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NotificationSound {
    /// None.
    #[default]
    Off,
    /// Those with a verification code.
    Codes,
    /// All.
    On,
}

/// The proxy that requests go through. Its password is in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct ProxySettings {
    /// Whose proxy is used.
    pub mode: ProxyMode,
    /// The address of the user's own proxy, such as `socks5h://127.0.0.1:9050`, without user name and password. It is
    /// kept while another mode is chosen; empty if none was entered.
    pub url: String,
    /// The user name at the user's own proxy; empty if it needs none.
    pub username: String,
}

/// Whose proxy requests go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProxyMode {
    /// The system's: that of the desktop, or else of the environment variables.
    #[default]
    System,
    /// No proxy, whatever the system sets.
    None,
    /// The user's own.
    Custom,
}

/// The domain that is preselected for an address with a chosen name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PreselectedDomain {
    /// The first one that the service lists, because the user has not chosen one yet.
    #[default]
    First,
    /// Any of those that the service lists.
    Any,
    /// The one that was used last.
    Domain {
        /// Its name.
        domain: String,
    },
}

/// The size of the main window. It is stored with the settings but is not sent to windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowSize {
    /// The width of its content while it is not maximised, in logical pixels.
    pub width: u32,
    /// The height of its content while it is not maximised, in logical pixels.
    pub height: u32,
    /// Whether it is maximised.
    pub maximised: bool,
}

/// How often inboxes are checked automatically. The quota limits all frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckFrequency {
    /// As often as mail is expected.
    #[default]
    Expected,
    /// Half as often as mail is expected.
    Sparing,
    /// Never automatically, only at the user's request.
    OnRequest,
}

/// Whether remote images are shown where no rule for the message or its sender applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RemoteImagesSetting {
    /// They are blocked.
    #[default]
    Block,
    /// They are shown, except trackers.
    Show,
}

/// How long the mail of ended inboxes is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailRetention {
    /// Until the user deletes it.
    #[default]
    Forever,
    /// For 90 days.
    NinetyDays,
    /// For 30 days.
    ThirtyDays,
    /// For 7 days.
    SevenDays,
    /// Until its inbox ends.
    UntilTheEnd,
}

impl MailRetention {
    /// How long mail is kept after the end of its inbox; `None` if it is kept forever.
    #[must_use]
    pub fn retention_duration(self) -> Option<Duration> {
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

/// The color theme of the window and of mail without colors of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The desktop's theme.
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
            notification_sound: NotificationSound::Off,
            close_to_tray: true,
            run_in_background: false,
            start_at_login: false,
            global_shortcut: None,
            clear_clipboard_after: None,
            copy_codes: false,
            language: Language::System,
            theme: Theme::System,
            zoom: 100,
            first_steps: true,
            checking: CheckFrequency::Expected,
            remote_images: RemoteImagesSetting::Block,
            keep_mail: MailRetention::Forever,
            name_domain: PreselectedDomain::First,
            proxy: ProxySettings::default(),
        }
    }
}

/// A change of some settings: a field that is `None` keeps its value. A caller sends only the settings it changes, so
/// that concurrent changes of different settings don't overwrite each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsPatch {
    /// See [`Settings::notifications`].
    #[specta(optional, type = bool)]
    pub notifications: Option<bool>,
    /// See [`Settings::notification_sound`].
    #[specta(optional, type = NotificationSound)]
    pub notification_sound: Option<NotificationSound>,
    /// See [`Settings::close_to_tray`].
    #[specta(optional, type = bool)]
    pub close_to_tray: Option<bool>,
    /// See [`Settings::run_in_background`].
    #[specta(optional, type = bool)]
    pub run_in_background: Option<bool>,
    /// See [`Settings::start_at_login`].
    #[specta(optional, type = bool)]
    pub start_at_login: Option<bool>,
    /// See [`Settings::global_shortcut`]; the inner `None` removes it.
    #[serde(deserialize_with = "deserialize_present_field")]
    #[specta(optional, type = Option<String>)]
    pub global_shortcut: Option<Option<String>>,
    /// See [`Settings::clear_clipboard_after`]; the inner `None` keeps codes on the clipboard.
    #[serde(deserialize_with = "deserialize_present_field")]
    #[specta(optional, type = Option<u32>)]
    pub clear_clipboard_after: Option<Option<u32>>,
    /// See [`Settings::copy_codes`].
    #[specta(optional, type = bool)]
    pub copy_codes: Option<bool>,
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
    #[specta(optional, type = RemoteImagesSetting)]
    pub remote_images: Option<RemoteImagesSetting>,
    /// See [`Settings::keep_mail`].
    #[specta(optional, type = MailRetention)]
    pub keep_mail: Option<MailRetention>,
    /// See [`Settings::name_domain`].
    #[specta(optional, type = PreselectedDomain)]
    pub name_domain: Option<PreselectedDomain>,
    /// See [`Settings::proxy`]. A password that was kept for another address or user name is deleted.
    #[specta(optional, type = ProxySettings)]
    pub proxy: Option<ProxySettings>,
}

/// Deserialises a field that is present, `null` included, as `Some`; an absent one is `None` by default.
fn deserialize_present_field<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl SettingsPatch {
    /// Returns the settings with this change applied.
    #[must_use]
    pub fn apply_to(&self, settings: &Settings) -> Settings {
        let SettingsPatch {
            notifications,
            notification_sound,
            close_to_tray,
            run_in_background,
            start_at_login,
            global_shortcut,
            clear_clipboard_after,
            copy_codes,
            language,
            theme,
            zoom,
            first_steps,
            checking,
            remote_images,
            keep_mail,
            name_domain,
            proxy,
        } = self.clone();
        Settings {
            notifications: notifications.unwrap_or(settings.notifications),
            notification_sound: notification_sound.unwrap_or(settings.notification_sound),
            close_to_tray: close_to_tray.unwrap_or(settings.close_to_tray),
            run_in_background: run_in_background.unwrap_or(settings.run_in_background),
            start_at_login: start_at_login.unwrap_or(settings.start_at_login),
            global_shortcut: global_shortcut.unwrap_or_else(|| settings.global_shortcut.clone()),
            clear_clipboard_after: clear_clipboard_after.unwrap_or(settings.clear_clipboard_after),
            copy_codes: copy_codes.unwrap_or(settings.copy_codes),
            language: language.unwrap_or(settings.language),
            theme: theme.unwrap_or(settings.theme),
            zoom: zoom.unwrap_or(settings.zoom),
            first_steps: first_steps.unwrap_or(settings.first_steps),
            checking: checking.unwrap_or(settings.checking),
            remote_images: remote_images.unwrap_or(settings.remote_images),
            keep_mail: keep_mail.unwrap_or(settings.keep_mail),
            name_domain: name_domain.unwrap_or_else(|| settings.name_domain.clone()),
            proxy: proxy.unwrap_or_else(|| settings.proxy.clone()),
        }
    }

    /// Returns the change that has the same effect as this one followed by `later`.
    #[must_use]
    pub fn merge_later_patch(self, later: Self) -> Self {
        Self {
            notifications: later.notifications.or(self.notifications),
            notification_sound: later.notification_sound.or(self.notification_sound),
            close_to_tray: later.close_to_tray.or(self.close_to_tray),
            run_in_background: later.run_in_background.or(self.run_in_background),
            start_at_login: later.start_at_login.or(self.start_at_login),
            global_shortcut: later.global_shortcut.or(self.global_shortcut),
            clear_clipboard_after: later.clear_clipboard_after.or(self.clear_clipboard_after),
            copy_codes: later.copy_codes.or(self.copy_codes),
            language: later.language.or(self.language),
            theme: later.theme.or(self.theme),
            zoom: later.zoom.or(self.zoom),
            first_steps: later.first_steps.or(self.first_steps),
            checking: later.checking.or(self.checking),
            remote_images: later.remote_images.or(self.remote_images),
            keep_mail: later.keep_mail.or(self.keep_mail),
            name_domain: later.name_domain.or(self.name_domain),
            proxy: later.proxy.or(self.proxy),
        }
    }
}

impl From<Settings> for SettingsPatch {
    /// Creates the change that sets every setting to its value in `settings`.
    fn from(settings: Settings) -> Self {
        Self {
            notifications: Some(settings.notifications),
            notification_sound: Some(settings.notification_sound),
            close_to_tray: Some(settings.close_to_tray),
            run_in_background: Some(settings.run_in_background),
            start_at_login: Some(settings.start_at_login),
            global_shortcut: Some(settings.global_shortcut),
            clear_clipboard_after: Some(settings.clear_clipboard_after),
            copy_codes: Some(settings.copy_codes),
            language: Some(settings.language),
            theme: Some(settings.theme),
            zoom: Some(settings.zoom),
            first_steps: Some(settings.first_steps),
            checking: Some(settings.checking),
            remote_images: Some(settings.remote_images),
            keep_mail: Some(settings.keep_mail),
            name_domain: Some(settings.name_domain),
            proxy: Some(settings.proxy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_patch_field_keeps_the_setting_and_null_clears_it() {
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
    fn later_patch_overrides_only_the_settings_it_names() {
        let first = SettingsPatch { zoom: Some(150), theme: Some(Theme::Dark), ..SettingsPatch::default() };
        let second = SettingsPatch { theme: Some(Theme::Light), ..SettingsPatch::default() };
        let merged = first.merge_later_patch(second).apply_to(&Settings::default());
        assert_eq!((merged.zoom, merged.theme), (150, Theme::Light));
        let chosen = Settings { notifications: false, zoom: 90, ..Settings::default() };
        assert_eq!(SettingsPatch::from(chosen.clone()).apply_to(&Settings::default()), chosen);
    }
}
