//! Environment variables that reduce the memory of this process and the web view's processes.

use gtk::glib;
use std::sync::OnceLock;

/// The variables and their values. GDK would query OpenGL for the screen's pixel formats, WebKit would set up buffers
/// shared with a graphics card, and its script engine would start an optimising compiler; Mayfly's page needs none of
/// it.
const MEMORY_SAVING_VARIABLES: [(&str, &str); 3] =
    [("GDK_GL", "disable"), ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("JSC_useDFGJIT", "0")];

/// The names of [`MEMORY_SAVING_VARIABLES`] that Mayfly set, because the user had not.
static CHANGED_VARIABLES: OnceLock<Vec<&str>> = OnceLock::new();

/// Sets the variables, except those that the user's environment sets already. Has to run before any other thread
/// starts.
pub(crate) fn set_memory_saving_variables() {
    let unset = MEMORY_SAVING_VARIABLES.into_iter().filter(|(name, _)| std::env::var_os(name).is_none());
    let changed = unset.filter(|(name, value)| glib::setenv(name, value, true).is_ok());
    let _ = CHANGED_VARIABLES.set(changed.map(|(name, _)| name).collect());
    prevent_graphics_driver_loading();
}

/// Keeps EGL from loading a graphics driver, and with it a compiler, into this process: WebKit would do that only to
/// find out which card there is. The page's process is not affected.
fn prevent_graphics_driver_loading() {
    const DRIVER_FILES: &str = "__EGL_VENDOR_LIBRARY_FILENAMES";
    // A user who enables OpenGL here or names the drivers wants them loaded.
    let is_wanted = std::env::var_os(DRIVER_FILES).is_some()
        || CHANGED_VARIABLES.get().is_none_or(|changed| !changed.contains(&"GDK_GL"));
    if is_wanted || glib::setenv(DRIVER_FILES, "/dev/null", true).is_err() {
        return;
    }
    // The first query makes EGL look for drivers, once per process. The result does not matter, nor does a system
    // without libglvnd, where nothing is looked for.
    let _ = khronos_egl::API.query_string(None, khronos_egl::EXTENSIONS);
    glib::unsetenv(DRIVER_FILES);
}

/// Removes Mayfly's variables from the environment of another program.
pub(crate) fn remove_memory_saving_variables(command: &mut std::process::Command) {
    for name in CHANGED_VARIABLES.get().into_iter().flatten() {
        command.env_remove(name);
    }
}
