//! Marks a file as come from the internet, where the platform has a mark.
//!
//! Windows warns before it runs a file with a zone identifier, macOS before it opens a quarantined one. Linux
//! has no mark that anything acts on, so none is left: it would only tell where the file came from.

use std::io;
use std::path::Path;
#[cfg(unix)]
use std::time::{SystemTime, UNIX_EPOCH};

/// The alternate data stream in which Windows keeps where a file came from.
const ZONE_STREAM: &str = ":Zone.Identifier";
/// Zone 3 is the internet.
const ZONE: &str = "[ZoneTransfer]\r\nZoneId=3\r\n";

#[cfg(unix)]
const QUARANTINE: &str = "com.apple.quarantine";

/// Marks the file, before it has its final name.
///
/// # Errors
/// When the mark can't be written, as on a file system without room for marks.
pub(super) fn mark_as_downloaded(path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        let mut stream = path.as_os_str().to_owned();
        stream.push(ZONE_STREAM);
        return std::fs::write(stream, ZONE);
    }
    #[cfg(unix)]
    if cfg!(target_os = "macos") {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return xattr::set(path, QUARANTINE, quarantine_attribute(now.as_secs()).as_bytes());
    }
    Ok(())
}

/// What macOS's own browser leaves: downloaded by a web application, when, and by whom.
#[cfg(unix)]
fn quarantine_attribute(seconds: u64) -> String {
    format!("0081;{seconds:08x};Mayfly;")
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_quarantine_says_when_and_by_whom() {
        assert_eq!(quarantine_attribute(0x65a1_b2c3), "0081;65a1b2c3;Mayfly;");
    }

    /// No mark beside the file either: a name with a colon is a file of its own on Unix.
    #[test]
    fn no_mark_where_nothing_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.exe");
        std::fs::write(&path, "x").unwrap();
        mark_as_downloaded(&path).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let expected = usize::from(cfg!(target_os = "macos"));
        assert_eq!(xattr::list(&path).unwrap().filter(|name| name == QUARANTINE).count(), expected);
    }
}
