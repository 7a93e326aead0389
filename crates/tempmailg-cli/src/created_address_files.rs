//! The addresses that this program made on this computer: when they were made and when they expire, which no call of the
//! API tells. `wait` takes mail that is there already if the address is young.
//!
//! One small file for each address, named by a digest of it. Nothing depends on these files: they are only read and
//! written where that is possible.

use crate::cli_error::format_utc_timestamp;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempmailg::{BaseUrl, Inbox};

/// Files older than this are deleted.
const KEPT_FOR: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The size of a file, in bytes, beyond which it is not one of ours.
const MAX_FILE_BYTES: u64 = 1_000;

/// What is known of an address that was made here. Both times are by the service's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatedAddressTimes {
    /// When it was made.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct CreatedAddressFileContent {
    created_at: String,
    expires_at: Option<String>,
}

/// The folder with the files.
#[derive(Debug, Clone)]
pub(crate) struct CreatedAddressFiles {
    folder: Option<PathBuf>,
    base_url: String,
}

impl CreatedAddressFiles {
    /// The addresses made at this service.
    pub(crate) fn for_service(base_url: &BaseUrl) -> Self {
        Self { folder: find_state_folder(), base_url: base_url.as_str().to_owned() }
    }

    /// Returns what is known of an address.
    pub(crate) fn find_address(&self, address: &str) -> Option<CreatedAddressTimes> {
        let path = self.address_record_path(address)?;
        if std::fs::metadata(&path).ok()?.len() > MAX_FILE_BYTES {
            return None;
        }
        let stored: CreatedAddressFileContent = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let expires_at = stored.expires_at.and_then(|time| time.parse().ok());
        Some(CreatedAddressTimes { created_at: stored.created_at.parse().ok()?, expires_at })
    }

    /// Records an address that was just made; `replaced` is the one that it took the place of.
    ///
    /// # Errors
    /// When the file can't be written.
    pub(crate) fn record_created_address(
        &self,
        address: &str,
        recent: CreatedAddressTimes,
        replaced: Option<&str>,
    ) -> io::Result<()> {
        let (Some(folder), Some(path)) = (&self.folder, self.address_record_path(address)) else {
            return Err(io::Error::new(io::ErrorKind::NotFound, "there is no home folder"));
        };
        create_private_folder(folder)?;
        delete_old_address_files(folder);
        if let Some(replaced) = replaced {
            self.delete_created_address_record(replaced);
        }
        let stored = CreatedAddressFileContent {
            created_at: format_utc_timestamp(recent.created_at),
            expires_at: recent.expires_at.map(format_utc_timestamp),
        };
        let file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&file, &stored)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Deletes the file of an address.
    pub(crate) fn delete_created_address_record(&self, address: &str) {
        if let Some(path) = self.address_record_path(address) {
            // A file that stays is deleted later.
            let _ = std::fs::remove_file(path);
        }
    }

    fn address_record_path(&self, address: &str) -> Option<PathBuf> {
        let digest = Sha256::digest(format!("{}\n{}", self.base_url, address.to_lowercase()));
        let name = digest.iter().fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        });
        Some(self.folder.as_ref()?.join(name))
    }
}

impl CreatedAddressTimes {
    /// What the answer to the creation of an inbox says. Without its own times the clock is `server_time`.
    pub(crate) fn from_inbox(inbox: &Inbox, server_time: Option<Timestamp>) -> Self {
        let now = server_time.unwrap_or_else(Timestamp::now);
        let expires_at = inbox.expires_at.or_else(|| now.checked_add(inbox.expires_in?).ok());
        // A changed inbox may say when the first one was made.
        let created_at = inbox.created_at.filter(|created| *created <= now).unwrap_or(now);
        Self { created_at, expires_at }
    }
}

fn find_state_folder() -> Option<PathBuf> {
    let read_path = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = if cfg!(windows) {
        read_path("LOCALAPPDATA")?
    } else {
        read_path("XDG_STATE_HOME").or_else(|| Some(read_path("HOME")?.join(".local/state")))?
    };
    Some(state.join("tempmailg").join("addresses"))
}

fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn delete_old_address_files(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed().unwrap_or_default());
        if age.is_ok_and(|age| age > KEPT_FOR) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
