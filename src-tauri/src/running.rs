//! The Mayfly that runs already.

/// Has the Mayfly that runs in this session open its window; `false` if there is none.
///
/// The plugin for a single instance does this too, but not before GTK is there: ending again at that moment now and
/// then crashes in the libraries' threads, and takes longer. Its name on the bus and its call are used here; where they
/// lead nowhere, the plugin does what it always does.
#[cfg(target_os = "linux")]
pub(crate) fn raise() -> bool {
    use std::time::Duration;
    /// One that doesn't answer by then is left to the plugin.
    const PATIENCE: Duration = Duration::from_secs(5);
    const NAME: &str = "app.mayfly.Mayfly.SingleInstance";
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
pub(crate) fn raise() -> bool {
    false
}
