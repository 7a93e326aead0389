//! The theme and zoom of the main window.

use crate::window_labels::MAIN_WINDOW;
use mayfly_core::view::{Settings, Theme};
use tauri::webview::Color;
use tauri::{AppHandle, Manager as _, WebviewWindow};

/// The smallest and largest zoom in per cent. The settings could not be reached on a smaller or larger page.
const ZOOM_RANGE: (u16, u16) = (50, 300);

/// The settings that change how the window looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Appearance {
    theme: Theme,
    /// The factor by which the page is enlarged.
    zoom: f64,
}

impl Appearance {
    pub(crate) fn from_settings(settings: &Settings) -> Self {
        let (min_zoom, max_zoom) = ZOOM_RANGE;
        Self { theme: settings.theme, zoom: f64::from(settings.zoom.clamp(min_zoom, max_zoom)) / 100.0 }
    }

    /// The factor by which the page is enlarged.
    pub(super) fn zoom_factor(self) -> f64 {
        self.zoom
    }

    /// Applies the theme to the app, with the system's dialogs, and both to the window if it exists.
    pub(crate) fn apply_appearance_to_app(self, app: &AppHandle) {
        app.set_theme(match self.theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        });
        if let Some(window) = app.get_webview_window(MAIN_WINDOW)
            && let Err(error) = self.apply_to_window(&window)
        {
            tracing::warn!("the window's appearance could not be changed: {error}");
        }
    }

    pub(super) fn apply_to_window(self, window: &WebviewWindow) -> tauri::Result<()> {
        let is_dark = match self.theme {
            Theme::System => window.theme().is_ok_and(|theme| theme == tauri::Theme::Dark),
            Theme::Light => false,
            Theme::Dark => true,
        };
        // Visible until the page has been painted.
        let background = if is_dark { Color(0x0f, 0x1b, 0x1f, 0xff) } else { Color(0xf7, 0xfa, 0xf9, 0xff) };
        window.set_background_color(Some(background))?;
        window.set_zoom(self.zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_stays_in_a_usable_range() {
        for (zoom, factor) in [(100, 1.0), (0, 0.5), (150, 1.5), (u16::MAX, 3.0)] {
            let settings = Settings { zoom, ..Settings::default() };
            assert_eq!(Appearance::from_settings(&settings).zoom, factor, "{zoom} per cent");
        }
    }
}
