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
    pub checking: Checking,
    /// What becomes of remote images the user has not decided about.
    pub remote_images: RemoteImages,
    /// How long the mail of inboxes that have ended stays here.
    pub keep_mail: KeepMail,
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
pub enum Checking {
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
pub enum KeepMail {
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

impl KeepMail {
    /// That long after the end; `None` for ever.
    #[must_use]
    pub fn after_the_end(self) -> Option<Duration> {
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
            checking: Checking::Expected,
            remote_images: RemoteImages::Block,
            keep_mail: KeepMail::Forever,
        }
    }
}
