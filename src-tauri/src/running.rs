//! The Mayfly that runs already.

use crate::options::Options;
#[cfg(target_os = "linux")]
use std::time::Duration;

/// One that doesn't answer by then is left to the plugin.
#[cfg(target_os = "linux")]
const PATIENCE: Duration = Duration::from_secs(5);
#[cfg(target_os = "linux")]
const NAME: &str = "app.mayfly.Mayfly.SingleInstance";

/// What a second start leaves to the Mayfly that runs in this session.
pub(crate) fn hand_over(options: Options) -> bool {
    let handed = if options.hidden { is_there() } else { raise() };
    if handed && options.demo {
        eprintln!("mayfly: running already; the demo begins after Mayfly is quit, or on its welcome page");
    }
    handed
}

/// Whether one runs; it stays as it is.
#[cfg(target_os = "linux")]
fn is_there() -> bool {
    use zbus::blocking::{connection::Builder, fdo::DBusProxy};
    let ask = || -> zbus::Result<bool> {
        let connection = Builder::session()?.method_timeout(PATIENCE).build()?;
        Ok(DBusProxy::new(&connection)?.name_has_owner(NAME.try_into()?)?)
    };
    ask().unwrap_or(false)
}

/// Has it open its window; `false` if there is none.
///
/// The plugin for a single instance does this too, but not before GTK is there: ending again at that moment now and
/// then crashes in the libraries' threads, and takes longer. Its name on the bus and its call are used here; where they
/// lead nowhere, the plugin does what it always does.
#[cfg(target_os = "linux")]
fn raise() -> bool {
    const PATH: &str = "/app/mayfly/Mayfly/SingleInstance";

    let call = || -> zbus::Result<()> {
        let connection = zbus::blocking::connection::Builder::session()?.method_timeout(PATIENCE).build()?;
        let bus = zbus::blocking::fdo::DBusProxy::new(&connection)?;
        if !bus.name_has_owner(NAME.try_into()?)? {
            return Err(zbus::Error::InterfaceNotFound);
        }
        // The plugin's arguments, of which Mayfly uses none.
        let arguments = (Vec::<String>::new(), String::new());
        connection.call_method(Some(NAME), PATH, Some("org.SingleInstance.DBus"), "ExecuteCallback", &arguments)?;
        Ok(())
    };
    call().is_ok()
}

/// Elsewhere the plugin alone knows.
#[cfg(not(target_os = "linux"))]
fn is_there() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn raise() -> bool {
    false
}
