//! Hands a second start over to the Mayfly that already runs in this session.

use crate::app_command_line::CommandLineStartOptions;
#[cfg(target_os = "linux")]
use std::time::Duration;

/// The longest wait for a D-Bus answer; after it, the start is left to the single-instance plugin.
#[cfg(target_os = "linux")]
const DBUS_TIMEOUT: Duration = Duration::from_secs(5);
/// The D-Bus name that the single-instance plugin of a running Mayfly owns.
#[cfg(target_os = "linux")]
const DBUS_NAME: &str = "app.mayfly.Mayfly.SingleInstance";

/// Hands this start over to a running instance; returns `false` when there is none and this process has to start.
///
/// With `--hidden` the running instance is left as it is, otherwise it opens its window.
pub(crate) fn hand_over_to_running_instance(options: CommandLineStartOptions) -> bool {
    let handed_over = if options.hidden { is_instance_running() } else { open_window_of_running_instance() };
    if handed_over && options.demo {
        eprintln!("mayfly: running already; the demo begins after Mayfly is quit, or on its welcome page");
    }
    handed_over
}

#[cfg(target_os = "linux")]
fn is_instance_running() -> bool {
    use zbus::blocking::{connection::Builder, fdo::DBusProxy};
    let query_owner = || -> zbus::Result<bool> {
        let connection = Builder::session()?.method_timeout(DBUS_TIMEOUT).build()?;
        Ok(DBusProxy::new(&connection)?.name_has_owner(DBUS_NAME.try_into()?)?)
    };
    query_owner().unwrap_or(false)
}

/// Calls the running instance to open its window; returns `false` if there is none.
///
/// The single-instance plugin makes the same call, but only after GTK has been initialised: a process that exits at
/// that moment sometimes crashes in the threads of its libraries, and takes longer. This uses the plugin's D-Bus name
/// and method; when the call fails, the plugin still does its own.
#[cfg(target_os = "linux")]
fn open_window_of_running_instance() -> bool {
    const DBUS_PATH: &str = "/app/mayfly/Mayfly/SingleInstance";

    let call_instance = || -> zbus::Result<()> {
        let connection = zbus::blocking::connection::Builder::session()?.method_timeout(DBUS_TIMEOUT).build()?;
        let bus = zbus::blocking::fdo::DBusProxy::new(&connection)?;
        if !bus.name_has_owner(DBUS_NAME.try_into()?)? {
            return Err(zbus::Error::InterfaceNotFound);
        }
        // The plugin's arguments: the command line and the working directory. Mayfly uses neither.
        let arguments = (Vec::<String>::new(), String::new());
        connection.call_method(
            Some(DBUS_NAME),
            DBUS_PATH,
            Some("org.SingleInstance.DBus"),
            "ExecuteCallback",
            &arguments,
        )?;
        Ok(())
    };
    call_instance().is_ok()
}

/// On other systems only the plugin finds a running instance.
#[cfg(not(target_os = "linux"))]
fn is_instance_running() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn open_window_of_running_instance() -> bool {
    false
}
