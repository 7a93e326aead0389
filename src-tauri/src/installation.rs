//! How Mayfly was installed: by a package of the system, or as a Flatpak, where some names and places differ.

use crate::app_identity::APP_ID;
use std::path::Path;
use std::sync::LazyLock;

/// How Mayfly was installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Installation {
    /// By a package, or not at all.
    System,
    /// As a Flatpak: in a sandbox with a data folder, a configuration and process numbers of its own.
    Flatpak,
}

impl Installation {
    /// How the Mayfly that runs was installed.
    pub(crate) fn current() -> Self {
        static CURRENT: LazyLock<Installation> =
            LazyLock::new(|| Installation::detect_from_filesystem_root(Path::new("/")));
        *CURRENT
    }

    /// Every Flatpak has this file in its root.
    fn detect_from_filesystem_root(root: &Path) -> Self {
        if root.join(".flatpak-info").exists() { Self::Flatpak } else { Self::System }
    }

    /// The name of the desktop file, without its ending. A Flatpak can export only files that are named by its identifier. Desktops find the name and the icon of a window and of a
    /// notification by it.
    pub(crate) fn desktop_file_name(self) -> &'static str {
        match self {
            Self::System => "Mayfly",
            Self::Flatpak => APP_ID,
        }
    }

    /// The name of the icon in the icon theme.
    pub(crate) fn app_icon_theme_name(self) -> &'static str {
        match self {
            Self::System => "mayfly",
            Self::Flatpak => APP_ID,
        }
    }

    /// Whether Mayfly may own names on the session bus that are not its identifier's.
    pub(crate) fn can_own_other_bus_names(self) -> bool {
        self == Self::System
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Installation::{Flatpak, System};

    #[test]
    fn flatpak_is_known_by_the_file_in_its_root() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Installation::detect_from_filesystem_root(root.path()), System);
        std::fs::write(root.path().join(".flatpak-info"), "[Application]\n").unwrap();
        assert_eq!(Installation::detect_from_filesystem_root(root.path()), Flatpak);
    }

    #[test]
    fn flatpak_uses_the_names_that_its_manifest_exports() {
        let manifest = std::fs::read_to_string("src-tauri/linux/flatpak/app.mayfly.Mayfly.yml").unwrap();
        let id = manifest.lines().find_map(|line| line.strip_prefix("id: ")).unwrap();
        assert_eq!(Flatpak.desktop_file_name(), id);
        assert_eq!(Flatpak.app_icon_theme_name(), id);
        assert!(
            !manifest.contains(
                "
  - --own-name"
            ),
            "the sandbox allows other names now"
        );
        assert!(!Flatpak.can_own_other_bus_names());
    }

    #[test]
    fn packages_of_the_system_use_the_names_of_the_configuration() {
        let config = std::fs::read_to_string("tauri.conf.json").unwrap();
        let config: serde_json::Value = serde_json::from_str(&config).unwrap();
        assert_eq!(config["productName"], System.desktop_file_name());
        assert_eq!(config["mainBinaryName"], System.app_icon_theme_name());
        assert!(System.can_own_other_bus_names());
    }
}
