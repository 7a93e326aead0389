//! The database files of a data folder, each with a small file beside it that says which key it is for.
//!
//! The first database is `mayfly.db`. One that is started while the key of another is missing lies beside it, named
//! after its key. A database that can't be read is renamed to `….unreadable-TIME`; earlier versions of Mayfly did that
//! with databases whose key was missing, too.

use super::sealed_key::{SealingPublicKey, StoreKeySealedForOtherStore};
use super::store_error::{Result, StoreError, folder_error};
use super::store_key::StoreKeyFingerprint;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The name of the first database.
pub(crate) const MAIN_DATABASE_NAME: &str = "mayfly.db";

/// What the name of a database beside the first one starts with.
const SIDE_DATABASE_PREFIX: &str = "mayfly-";

/// What follows the name of a database that could not be read.
const UNREADABLE_MARK: &str = ".unreadable-";

/// The end of the name of the file that describes a database.
const INFO_SUFFIX: &str = ".info";

/// The file that names the database that the user opened last, if that is not the first one.
const PREFERENCE_FILE_NAME: &str = "mayfly.db.preferred";

/// Longer files are not ours.
const MAX_INFO_BYTES: u64 = 64 * 1024;

/// The size of SQLite's smallest page in bytes: no database is shorter.
const MIN_DATABASE_SIZE: u64 = 512;

/// What the file beside a database says about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct DatabaseKeyInfo {
    /// The key that the database is encrypted with.
    pub(crate) key_fingerprint: StoreKeyFingerprint,
    /// When the database was created, or first opened by a version that writes this.
    pub(crate) created_at: Timestamp,
    /// For keys of other databases that are sealed for this one.
    #[serde(default)]
    pub(crate) sealing_key: Option<SealingPublicKey>,
    /// Its key, sealed for the databases that it was made beside.
    #[serde(default)]
    pub(crate) sealed_keys: Vec<StoreKeySealedForOtherStore>,
    /// The mail of this database was copied into another one.
    #[serde(default)]
    pub(crate) taken_over: bool,
}

/// A database file.
#[derive(Debug, Clone)]
pub(crate) struct DatabaseFile {
    pub(crate) path: PathBuf,
    /// `None` if an earlier version created it, or the description is lost.
    pub(crate) info: Option<DatabaseKeyInfo>,
}

impl DatabaseFile {
    /// The file with this name in the folder, and what is known about it.
    pub(crate) fn new(folder: &Path, name: &str) -> Self {
        let path = folder.join(name);
        let info = read_database_sidecar(&path);
        Self { path, info }
    }

    /// The file name, which identifies the database within its folder.
    pub(crate) fn file_name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// The beginning of its key's fingerprint, if its name has that.
    pub(crate) fn short_fingerprint(&self) -> Option<&str> {
        self.file_name().strip_prefix(SIDE_DATABASE_PREFIX)?.split_once(".db").map(|(key, _)| key)
    }

    /// Whether it is the first database, or has its name.
    pub(crate) fn is_main_database(&self) -> bool {
        self.file_name() == MAIN_DATABASE_NAME
    }

    /// Whether it was renamed because it could not be read.
    pub(crate) fn is_renamed_as_unreadable(&self) -> bool {
        self.file_name().contains(UNREADABLE_MARK)
    }

    /// When it was created; without a description, when the file was last written.
    pub(crate) fn created_at(&self) -> Option<Timestamp> {
        self.info.as_ref().map(|info| info.created_at).or_else(|| self.modified_at())
    }

    /// When the database was last written.
    pub(crate) fn modified_at(&self) -> Option<Timestamp> {
        let of = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
        let newest = of(&self.path).max(of(&with_suffix(&self.path, "-wal")))?;
        Timestamp::try_from(newest).ok()
    }

    /// Its size in bytes, journal included.
    pub(crate) fn size(&self) -> u64 {
        let of = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len());
        of(&self.path) + of(&with_suffix(&self.path, "-wal"))
    }

    /// Writes the description.
    pub(crate) fn write_database_sidecar(&mut self, info: DatabaseKeyInfo) -> Result<()> {
        let path = with_suffix(&self.path, INFO_SUFFIX);
        let text = serde_json::to_vec(&info).map_err(|error| folder_error(&path)(error.into()))?;
        write_atomically(&path, &text)?;
        self.info = Some(info);
        Ok(())
    }

    /// Renames the database with its journal and its description, because it can't be read; returns the new path.
    pub(crate) fn set_aside(&self, now: Timestamp) -> Result<PathBuf> {
        let stamp = now.strftime("%Y%m%d-%H%M%S");
        let marked = |rest: String| with_suffix(&self.path, &format!("{UNREADABLE_MARK}{stamp}{rest}"));
        let mut target = marked(String::new());
        let mut attempt = 1;
        while target.exists() {
            attempt += 1;
            target = marked(format!("-{attempt}"));
        }
        self.rename_database_files(&target)?;
        Ok(target)
    }

    /// Gives the database another name, with its journal and its description.
    pub(crate) fn rename_database_files(&self, target: &Path) -> Result<()> {
        // The database last: if this is interrupted, the journal files are not applied to a new database.
        for suffix in ["-wal", "-shm", INFO_SUFFIX, ""] {
            let from = with_suffix(&self.path, suffix);
            if from.exists() {
                std::fs::rename(&from, with_suffix(target, suffix)).map_err(folder_error(&from))?;
            }
        }
        Ok(())
    }

    /// Deletes the database with its journal and its description.
    pub(crate) fn delete_database_files(&self) -> Result<()> {
        // The database first: its journal alone is worth nothing.
        for suffix in ["", "-wal", "-shm", INFO_SUFFIX] {
            let path = with_suffix(&self.path, suffix);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(folder_error(&path)(error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The databases that can be opened at the start, in the order in which that is tried: the one that the user opened
/// last, then from the oldest to the newest.
pub(crate) fn list_databases_in_opening_order(folder: &Path) -> Result<Vec<DatabaseFile>> {
    let preferred = read_preferred_database_name(folder);
    let mut files = list_databases_in_folder(folder)?;
    files.retain(|file| !file.is_renamed_as_unreadable());
    files.sort_by_key(|file| {
        (preferred.as_deref() != Some(file.file_name()), !file.is_main_database(), file.created_at(), file.path.clone())
    });
    Ok(files)
}

/// Every database of the folder, those included that could not be read.
pub(crate) fn list_databases_in_folder(folder: &Path) -> Result<Vec<DatabaseFile>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(folder_error(folder)(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.map_err(folder_error(folder))?.file_name();
        if let Some(name) = name.to_str().filter(|name| is_database_name(name)) {
            files.push(DatabaseFile::new(folder, name));
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Finds a database of the folder by its name.
pub(crate) fn find_database_file_by_name(folder: &Path, name: &str) -> Result<Option<DatabaseFile>> {
    Ok(list_databases_in_folder(folder)?.into_iter().find(|file| file.file_name() == name))
}

/// The file for a new database with this key: the first one if there is none, otherwise one beside it.
pub(crate) fn choose_new_store_file(folder: &Path, key: &StoreKeyFingerprint) -> DatabaseFile {
    let main = DatabaseFile::new(folder, MAIN_DATABASE_NAME);
    if !main.path.exists() {
        return DatabaseFile { info: None, ..main };
    }
    DatabaseFile { path: side_database_path(folder, key), info: None }
}

/// The path of a database beside the first one.
pub(crate) fn side_database_path(folder: &Path, key: &StoreKeyFingerprint) -> PathBuf {
    folder.join(format!("{SIDE_DATABASE_PREFIX}{}.db", key.short()))
}

/// Whether a file of the folder is Mayfly's, whatever it holds.
pub(crate) fn is_store_file_name(name: &str) -> bool {
    name.starts_with(MAIN_DATABASE_NAME) || (name.starts_with(SIDE_DATABASE_PREFIX) && name.contains(".db"))
}

fn is_database_name(name: &str) -> bool {
    let (base, rest) = match name.split_once(UNREADABLE_MARK) {
        Some((base, rest)) => (base, rest),
        None => (name, ""),
    };
    let is_base = base == MAIN_DATABASE_NAME
        || base
            .strip_prefix(SIDE_DATABASE_PREFIX)
            .and_then(|rest| rest.strip_suffix(".db"))
            .is_some_and(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    // The journal files and the description of a renamed database.
    let is_companion = ["-wal", "-shm", INFO_SUFFIX].iter().any(|suffix| rest.ends_with(suffix));
    is_base && !is_companion
}

/// Has the next start open this database first; `None` goes back to the first one.
pub(crate) fn write_preferred_database(folder: &Path, name: Option<&str>) -> Result<()> {
    let path = folder.join(PREFERENCE_FILE_NAME);
    match name {
        Some(name) => write_atomically(&path, name.as_bytes()),
        None => match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(folder_error(&path)(error)),
            _ => Ok(()),
        },
    }
}

fn read_preferred_database_name(folder: &Path) -> Option<String> {
    read_small_file(&folder.join(PREFERENCE_FILE_NAME))
}

fn read_database_sidecar(database: &Path) -> Option<DatabaseKeyInfo> {
    serde_json::from_str(&read_small_file(&with_suffix(database, INFO_SUFFIX))?).ok()
}

fn read_small_file(path: &Path) -> Option<String> {
    let is_small = std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() <= MAX_INFO_BYTES);
    if is_small { std::fs::read_to_string(path).ok() } else { None }
}

fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let folder = path.parent().unwrap_or(path);
        let mut file = tempfile::Builder::new().prefix(MAIN_DATABASE_NAME).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map(drop).map_err(std::io::Error::from)
    };
    write().map_err(folder_error(path))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut text = path.to_owned().into_os_string();
    text.push(suffix);
    text.into()
}

impl StoreError {
    /// Whether the database could not be decrypted: it is damaged, or this is not its key.
    pub(crate) fn is_unreadable_database(&self) -> bool {
        matches!(self, Self::Unreadable { .. })
    }
}

/// Returns whether a database is so short that SQLite would treat it as a new one. An empty file counts as truncated
/// only if it was used before.
pub(crate) fn is_database_too_short(path: &Path, was_used: bool) -> bool {
    let shortest = if was_used { 0 } else { 1 };
    std::fs::metadata(path).is_ok_and(|data| (shortest..MIN_DATABASE_SIZE).contains(&data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn databases_are_told_from_their_companions() {
        for (name, expected) in [
            ("mayfly.db", true),
            ("mayfly-0a1b2c3d.db", true),
            ("mayfly.db.unreadable-20260101-000000", true),
            ("mayfly.db.unreadable-20260101-000000-2", true),
            ("mayfly-0a1b2c3d.db.unreadable-20260101-000000", true),
            ("mayfly.db-wal", false),
            ("mayfly.db.info", false),
            ("mayfly.db.lock", false),
            ("mayfly.db.erasing", false),
            ("mayfly.db.preferred", false),
            ("mayfly-0a1b2c3d.db-shm", false),
            ("mayfly.db.unreadable-20260101-000000-wal", false),
            ("mayfly.db.unreadable-20260101-000000.info", false),
            ("mayfly-window.json", false),
            ("mayfly-.db", false),
            ("other.db", false),
        ] {
            assert_eq!(is_database_name(name), expected, "{name}");
        }
    }
}
