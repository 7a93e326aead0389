//! URLs of the `mail:` scheme.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tauri::Url;

/// The scheme's name.
pub(super) const SCHEME_NAME: &str = "mail";

/// The beginning of every URL of the scheme, as the web view writes it.
const SCHEME_ORIGIN: &str = if cfg!(windows) { "http://mail.localhost/" } else { "mail://localhost/" };

/// Returns the URL of a message's document for printing, formatted or as plain text.
pub(crate) fn build_print_url(message_id: &str, plain: bool) -> tauri::Result<Url> {
    let view = if plain { "print-text" } else { "print" };
    let id = utf8_percent_encode(message_id, NON_ALPHANUMERIC);
    Url::parse(&format!("{SCHEME_ORIGIN}{id}?view={view}")).map_err(tauri::Error::InvalidUrl)
}
