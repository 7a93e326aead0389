//! Marks a file as downloaded from the internet, on platforms that support such a mark.
//!
//! Windows warns before it runs a file with a zone identifier, macOS before it opens a quarantined one. On Linux
//! nothing evaluates such a mark, so none is set: it would only reveal where the file came from.

use std::io;
use std::path::Path;
#[cfg(unix)]
use std::time::{SystemTime, UNIX_EPOCH};

/// The alternate data stream in which Windows stores the origin of a file.
const ZONE_STREAM: &str = ":Zone.Identifier";
/// The content of that stream; zone 3 is the internet.
const INTERNET_ZONE: &str = "[ZoneTransfer]\r\nZoneId=3\r\n";

#[cfg(unix)]
/// The extended attribute that macOS evaluates.
const QUARANTINE_ATTRIBUTE: &str = "com.apple.quarantine";

/// Marks the file; called before it is renamed to its final name.
///
/// # Errors
/// When the mark can't be written, for example on a file system without extended attributes.
pub(super) fn mark_as_downloaded(path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        let mut stream = path.as_os_str().to_owned();
        stream.push(ZONE_STREAM);
        return std::fs::write(stream, INTERNET_ZONE);
    }
    #[cfg(unix)]
    if cfg!(target_os = "macos") {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return xattr::set(path, QUARANTINE_ATTRIBUTE, format_quarantine_xattr(now.as_secs()).as_bytes());
    }
    Ok(())
}

/// Returns a quarantine attribute as Safari writes it: flags for a download, the time, and the name of the program.
#[cfg(unix)]
fn format_quarantine_xattr(seconds: u64) -> String {
    format!("0081;{seconds:08x};Mayfly;")
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn quarantine_attribute_has_time_and_program() {
        assert_eq!(format_quarantine_xattr(0x65a1_b2c3), "0081;65a1b2c3;Mayfly;");
    }

    /// On Unix a name with a colon would be a file of its own, so the test also counts the files.
    #[test]
    fn file_is_marked_only_on_platforms_that_evaluate_marks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.exe");
        std::fs::write(&path, "x").unwrap();
        mark_as_downloaded(&path).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let expected = usize::from(cfg!(target_os = "macos"));
        assert_eq!(xattr::list(&path).unwrap().filter(|name| name == QUARANTINE_ATTRIBUTE).count(), expected);
    }
}
