//! The `settings` table: one row per setting, so that settings unknown to this version are kept.

use super::readable_rows::{collect_readable_rows, skip_unreadable_row};
use super::store_error::Result;
use crate::view::{ProxyMode, ProxySettings, Settings, WindowSize};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;

/// The name of the row with the proxy.
const PROXY_ROW: &str = "proxy";

/// Reads the settings; a setting that is missing or invalid has its default. An invalid proxy is one that can't be used.
pub(crate) fn read_settings(connection: &Connection) -> Result<Settings> {
    let mut statement = connection.prepare("SELECT name, value FROM settings")?;
    let rows = statement.query_map([], |row| {
        // A name whose value can't be read is still that of a setting that was made.
        Ok((row.get::<_, String>(0)?, skip_unreadable_row("settings", row.get::<_, String>(1))?))
    })?;
    let mut settings = Settings::default();
    for (name, value) in collect_readable_rows::<_, Vec<_>>("settings", rows)? {
        if let Some(value) = value.and_then(|value| serde_json::from_str(&value).ok())
            && let Ok(replaced) = with_setting_replaced(&settings, &name, value)
        {
            settings = replaced;
        } else if name == PROXY_ROW {
            // Not the default: requests would go past the proxy that was set.
            settings.proxy = ProxySettings { mode: ProxyMode::Custom, ..ProxySettings::default() };
        }
    }
    Ok(settings)
}

/// Writes all settings.
pub(crate) fn write_settings_rows(connection: &Connection, settings: &Settings) -> Result<()> {
    let Ok(Value::Object(fields)) = serde_json::to_value(settings) else { return Ok(()) };
    fields.iter().try_for_each(|(name, value)| write_setting_row(connection, name, value))
}

/// The name of the row with the window's size, which is stored in this table but is no setting.
const WINDOW_SIZE_ROW: &str = "window_size";

/// Reads the size that the window had last, if it was stored.
pub(crate) fn read_window_size(connection: &Connection) -> Result<Option<WindowSize>> {
    let value = connection
        .query_row("SELECT value FROM settings WHERE name = ?1", [WINDOW_SIZE_ROW], |row| row.get::<_, String>(0))
        .optional();
    Ok(skip_unreadable_row("settings", value)?.flatten().and_then(|value| serde_json::from_str(&value).ok()))
}

/// Writes the size of the window.
pub(crate) fn write_window_size(connection: &Connection, size: WindowSize) -> Result<()> {
    let Ok(value) = serde_json::to_value(size) else { return Ok(()) };
    write_setting_row(connection, WINDOW_SIZE_ROW, &value)
}

fn write_setting_row(connection: &Connection, name: &str, value: &Value) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value.to_string()])?;
    Ok(())
}

/// Returns the settings with one value replaced.
fn with_setting_replaced(settings: &Settings, name: &str, value: Value) -> serde_json::Result<Settings> {
    let mut all = serde_json::to_value(settings)?;
    if let Some(field) = all.get_mut(name) {
        *field = value;
    }
    serde_json::from_value(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::connection_opening;
    use crate::view::{
        CheckFrequency, Language, MailRetention, NotificationSound, PreselectedDomain, RemoteImagesSetting, Theme,
    };

    #[test]
    fn invalid_setting_is_read_as_the_default_and_unknown_setting_is_kept() {
        let connection = connection_opening::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)").unwrap();
        assert_eq!(read_settings(&connection).unwrap(), Settings::default());

        let chosen = Settings {
            notifications: false,
            notification_sound: NotificationSound::Codes,
            close_to_tray: false,
            run_in_background: true,
            start_at_login: true,
            global_shortcut: Some("Ctrl+Alt+M".into()),
            clear_clipboard_after: Some(30),
            copy_codes: true,
            language: Language::Vi,
            theme: Theme::Dark,
            zoom: 150,
            first_steps: false,
            checking: CheckFrequency::OnRequest,
            remote_images: RemoteImagesSetting::Show,
            keep_mail: MailRetention::SevenDays,
            name_domain: PreselectedDomain::Domain { domain: "a.example".into() },
            proxy: ProxySettings {
                mode: ProxyMode::None,
                url: "socks5h://proxy.example:1080".into(),
                username: "me".into(),
            },
        };
        write_settings_rows(&connection, &chosen).unwrap();
        assert_eq!(read_settings(&connection).unwrap(), chosen);

        connection.execute_batch("INSERT INTO settings VALUES ('added_later', '7')").unwrap();
        connection
            .execute_batch("UPDATE settings SET value = '\"much\"' WHERE name = 'clear_clipboard_after'")
            .unwrap();
        connection.execute_batch("UPDATE settings SET value = 'not JSON' WHERE name = 'notifications'").unwrap();
        // Values that a later version may know. An unknown retention deletes nothing.
        connection
            .execute_batch("UPDATE settings SET value = '\"by_the_moon\"' WHERE name IN ('checking', 'keep_mail')")
            .unwrap();
        connection.execute_batch("UPDATE settings SET value = '{\"mode\":\"by_moon\"}' WHERE name = 'proxy'").unwrap();
        let read = read_settings(&connection).unwrap();
        let expected = Settings {
            notifications: true,
            clear_clipboard_after: None,
            checking: CheckFrequency::Expected,
            keep_mail: MailRetention::Forever,
            proxy: ProxySettings { mode: ProxyMode::Custom, ..ProxySettings::default() },
            ..chosen
        };
        assert_eq!(read, expected);
        write_settings_rows(&connection, &read).unwrap();
        let value: String = connection
            .query_row("SELECT value FROM settings WHERE name = 'added_later'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(value, "7");

        // Texts that are not UTF-8.
        connection
            .execute_batch(
                "INSERT INTO settings VALUES (CAST(x'ff' AS TEXT), '1'), ('window_size', CAST(x'ff' AS TEXT))",
            )
            .unwrap();
        assert_eq!(read_settings(&connection).unwrap(), read);
        assert_eq!(read_window_size(&connection).unwrap(), None);
        let size = WindowSize { width: 900, height: 600, maximised: true };
        write_window_size(&connection, size).unwrap();
        assert_eq!(read_window_size(&connection).unwrap(), Some(size));
        assert_eq!(read_settings(&connection).unwrap(), read, "it is not a setting");
        for nonsense in ["{\"width\":-1,\"height\":2,\"maximised\":false}", "7", "no JSON"] {
            connection.execute("UPDATE settings SET value = ?1 WHERE name = ?2", [nonsense, WINDOW_SIZE_ROW]).unwrap();
            assert_eq!(read_window_size(&connection).unwrap(), None, "{nonsense}");
        }
    }

    #[test]
    fn proxy_that_cannot_be_read_is_one_that_cannot_be_used() {
        let connection = connection_opening::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)").unwrap();
        let unusable = ProxySettings { mode: ProxyMode::Custom, ..ProxySettings::default() };
        write_settings_rows(&connection, &Settings::default()).unwrap();
        assert_eq!(read_settings(&connection).unwrap().proxy.mode, ProxyMode::System);
        for value in ["'no JSON'", "'7'", "'{\"mode\":\"by_the_moon\"}'", "CAST(X'ff' AS TEXT)", "X'00'"] {
            connection.execute_batch(&format!("UPDATE settings SET value = {value} WHERE name = 'proxy'")).unwrap();
            assert_eq!(read_settings(&connection).unwrap().proxy, unusable, "{value}");
        }
    }
}
