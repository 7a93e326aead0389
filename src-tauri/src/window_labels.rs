//! The labels of Mayfly's windows; compiled into the build script as well, which names them in the capability.

/// The label of the main window, the only one that may call commands.
pub(crate) const MAIN_WINDOW: &str = "main";

/// The prefix of the labels of the windows that lay out a message for printing.
pub(crate) const PRINT_WINDOW_PREFIX: &str = "print-";

/// Whether a label belongs to a window that lays out a message for printing.
pub(crate) fn is_print_window(label: &str) -> bool {
    label.starts_with(PRINT_WINDOW_PREFIX)
}
