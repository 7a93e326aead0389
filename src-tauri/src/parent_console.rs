//! The console of the shell that started Mayfly on Windows, which a program with windows is not connected to.

/// Connects standard output and error to that console, if there is one and they go nowhere else; before either is used.
///
/// A connected process receives Ctrl+C and ends when the console is closed, so the app itself stays unconnected.
pub(crate) fn attach_parent_console() {
    // It fails where there is no console, and in debug builds, which have one already.
    let _ = winsafe::AttachConsole(winsafe::PidParent::Parent);
}
