//! The identifier of the program.

/// The app's identifier: the desktop file's name on Linux, the AppUserModelID on Windows, the bundle's on macOS.
pub(crate) const APP_ID: &str = "app.mayfly.Mayfly";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifier_is_that_of_the_configuration_and_of_the_installers_shortcut() {
        let config: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], APP_ID);
        let installer = include_str!("../../windows/installer.nsi");
        assert!(installer.contains(&format!("!define APP_ID \"{APP_ID}\"")));
    }
}
