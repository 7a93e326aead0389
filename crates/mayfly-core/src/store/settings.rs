//! What the user chose, in the store: a row for each, so that one this version doesn't know survives.

use super::Result;
use crate::view::Settings;
use rusqlite::{Connection, params};
use serde_json::Value;

/// The settings; where there is none, or one that makes no sense, the default.
pub(crate) fn get(connection: &Connection) -> Result<Settings> {
    let mut statement = connection.prepare("SELECT name, value FROM settings")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut settings = Settings::default();
    for row in rows {
        let (name, value) = row?;
        if let Ok(value) = serde_json::from_str(&value)
            && let Ok(with) = with(&settings, &name, value)
        {
            settings = with;
        }
    }
    Ok(settings)
}

/// Keeps the settings.
pub(crate) fn set(connection: &Connection, settings: &Settings) -> Result<()> {
    let Ok(Value::Object(fields)) = serde_json::to_value(settings) else { return Ok(()) };
    let mut statement = connection.prepare(
        "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?;
    for (name, value) in fields {
        statement.execute(params![name, value.to_string()])?;
    }
    Ok(())
}

/// The same settings but for one.
fn with(settings: &Settings, name: &str, value: Value) -> serde_json::Result<Settings> {
    let mut all = serde_json::to_value(settings)?;
    if let Some(field) = all.get_mut(name) {
        *field = value;
    }
    serde_json::from_value(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Checking, KeepMail, Language, RemoteImages, Theme};

    #[test]
    fn a_setting_that_makes_no_sense_is_the_default_and_one_unknown_stays() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)").unwrap();
        assert_eq!(get(&connection).unwrap(), Settings::default());

        let chosen = Settings {
            notifications: false,
            close_to_tray: false,
            start_at_login: true,
            global_shortcut: Some("Ctrl+Alt+M".into()),
            clear_clipboard_after: Some(30),
            language: Language::Vi,
            theme: Theme::Dark,
            zoom: 150,
            first_steps: false,
            checking: Checking::OnRequest,
            remote_images: RemoteImages::Show,
            keep_mail: KeepMail::SevenDays,
        };
        set(&connection, &chosen).unwrap();
        assert_eq!(get(&connection).unwrap(), chosen);

        connection.execute_batch("INSERT INTO settings VALUES ('of_tomorrow', '7')").unwrap();
        connection
            .execute_batch("UPDATE settings SET value = '\"much\"' WHERE name = 'clear_clipboard_after'")
            .unwrap();
        connection.execute_batch("UPDATE settings SET value = 'not JSON' WHERE name = 'notifications'").unwrap();
        // Words that a later Mayfly may know. Of mail, what isn't understood deletes nothing.
        connection
            .execute_batch("UPDATE settings SET value = '\"by_the_moon\"' WHERE name IN ('checking', 'keep_mail')")
            .unwrap();
        let read = get(&connection).unwrap();
        let expected = Settings {
            notifications: true,
            clear_clipboard_after: None,
            checking: Checking::Expected,
            keep_mail: KeepMail::Forever,
            ..chosen
        };
        assert_eq!(read, expected);
        set(&connection, &read).unwrap();
        let kept: String = connection
            .query_row("SELECT value FROM settings WHERE name = 'of_tomorrow'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, "7");
    }
}
