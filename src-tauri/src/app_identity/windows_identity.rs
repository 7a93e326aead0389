//! The AppUserModelID, by which Windows joins a program's windows, its shortcut in the start menu and its notifications.
//!
//! The installer's shortcut has the same identifier. Notifications need a name for it also where there is no shortcut, as
//! in the portable folder; without one Windows shows none.

use super::app_id::APP_ID;
use crate::texts::APP_NAME;
use std::path::Path;
use windows_registry::CURRENT_USER;

/// Where Windows looks up the name and the icon of an identifier.
const IDENTITIES_KEY: &str = r"Software\Classes\AppUserModelId";

/// The picture beside the program that notifications show.
const ICON_FILE: &str = "mayfly.png";

/// Gives this process the identifier, and the identifier its name; before a window or a notification is shown.
pub(crate) fn register_app_identity() {
    if let Err(error) = winsafe::SetCurrentProcessExplicitAppUserModelID(APP_ID) {
        tracing::warn!("the taskbar does not know Mayfly by its identifier: {error}");
    }
    let icon = std::env::current_exe().ok().map(|program| program.with_file_name(ICON_FILE));
    if let Err(error) = register_app_name_and_icon(IDENTITIES_KEY, icon.as_deref().filter(|path| path.is_file())) {
        tracing::warn!("notifications may not be shown: {error}");
    }
}

/// Writes the name and the icon, where they are not there yet.
fn register_app_name_and_icon(identities_key: &str, icon: Option<&Path>) -> windows_registry::Result<()> {
    let key = CURRENT_USER.create(format!(r"{identities_key}\{APP_ID}"))?;
    let mut values = vec![("DisplayName", APP_NAME)];
    values.extend(icon.and_then(Path::to_str).map(|path| ("IconUri", path)));
    for (name, value) in values {
        if !key.get_string(name).is_ok_and(|current| current == value) {
            key.set_string(name, value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn process_and_registry_have_the_identifier() {
        const TEST_KEY: &str = r"Software\app.mayfly.Mayfly-tests\identities";
        register_app_identity();
        assert_eq!(winsafe::GetCurrentProcessExplicitAppUserModelID().unwrap(), APP_ID);
        register_app_name_and_icon(TEST_KEY, None).unwrap();
        let key = CURRENT_USER.open(format!(r"{TEST_KEY}\{APP_ID}")).unwrap();
        assert_eq!(key.get_string("DisplayName").unwrap(), "Mayfly");
        assert!(key.get_string("IconUri").is_err());
        // A folder that was moved.
        for path in [r"C:\Old folder\mayfly.png", r"C:\Programme für mich\mayfly.png"] {
            register_app_name_and_icon(TEST_KEY, Some(Path::new(path))).unwrap();
            assert_eq!(key.get_string("IconUri").unwrap(), path);
        }
        CURRENT_USER.remove_tree(TEST_KEY).unwrap();
    }
}
