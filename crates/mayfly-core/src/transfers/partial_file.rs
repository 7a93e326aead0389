//! Atomic writing of files: under a temporary name in the target's folder, renamed when complete.

use super::file_destination::FileDestination;
use super::mark_of_the_web;
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileMode {
    /// As the user's umask sets it.
    Default,
    /// Only the user.
    Private,
}

/// A file being written under a temporary name: deleted when dropped, unless it is finished.
pub(super) struct PartialFile {
    file: tokio::fs::File,
    path: tempfile::TempPath,
    /// Its path as errors show it.
    shown_path: PathBuf,
}

impl PartialFile {
    /// Creates the temporary file in the target's folder.
    pub(super) fn create(destination: &FileDestination, mode: FileMode) -> Result<Self> {
        let folder = destination.folder();
        delete_abandoned_files(folder);
        let part = create_temporary_file(&to_long_path(folder), mode).map_err(file_error(folder))?;
        let (file, path) = part.into_parts();
        let shown_path = folder.join(path.file_name().unwrap_or_default());
        Ok(Self { file: tokio::fs::File::from_std(file), path, shown_path })
    }

    /// Appends bytes.
    pub(super) async fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await.map_err(file_error(&self.shown_path))
    }

    /// Writes everything to disk and gives the file its name; returns its path.
    pub(super) async fn finish_file(mut self, destination: FileDestination, name: &str) -> Result<PathBuf> {
        self.file.flush().await.map_err(file_error(&self.shown_path))?;
        self.file.sync_all().await.map_err(file_error(&self.shown_path))?;
        drop(self.file);
        if let Err(error) = mark_of_the_web::mark_as_downloaded(&self.path) {
            // Some file systems, such as those of USB sticks, do not support marks; the file is still saved.
            tracing::warn!(%error, "a saved file could not be marked as downloaded from the internet");
        }
        match &destination {
            FileDestination::File(target) => {
                let folder = to_long_path(destination.folder());
                let long_target = target.file_name().map_or_else(|| target.clone(), |name| folder.join(name));
                self.path.persist(long_target).map_err(|error| file_error(target)(error.error))?;
                Ok(target.clone())
            }
            FileDestination::Folder(folder) => persist_under_free_name(self.path, folder, name),
        }
    }
}

fn file_error(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File { path, source }
}

/// The prefix and suffix of a temporary file's name.
const TEMPORARY_NAME: (&str, &str) = (".mayfly-", ".part");

/// How long after the last write a temporary file counts as abandoned.
const ABANDONED_AFTER: Duration = Duration::from_secs(3_600);

/// Deletes temporary files that a killed Mayfly process left in the folder.
fn delete_abandoned_files(folder: &Path) {
    let is_part = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(TEMPORARY_NAME.0) && name.ends_with(TEMPORARY_NAME.1)
    };
    let is_abandoned = |entry: &std::fs::DirEntry| {
        let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed().unwrap_or_default());
        age.is_ok_and(|age| age > ABANDONED_AFTER)
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_part(&entry)
            && is_abandoned(&entry)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::debug!(%error, "an abandoned temporary file could not be deleted");
        }
    }
}

/// Creates a file that is deleted when dropped, unless it is renamed.
fn create_temporary_file(folder: &Path, mode: FileMode) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_NAME.0).suffix(TEMPORARY_NAME.1);
    // Temporary files are readable by the user alone.
    #[cfg(unix)]
    if mode == FileMode::Default {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder.tempfile_in(folder)
}

/// Returns the folder in the form in which Windows has no limit of 260 characters to a path.
///
/// The standard library uses this form by itself, but not the one that renames temporary files.
fn to_long_path(folder: &Path) -> Cow<'_, Path> {
    // The form is for the system alone: users and other programs see the path as it was given.
    let long = if cfg!(windows) { std::fs::canonicalize(folder).ok() } else { None };
    long.map_or(Cow::Borrowed(folder), Cow::Owned)
}

/// Renames the finished file to `name`, with the first free number if the name is taken.
fn persist_under_free_name(mut temporary: tempfile::TempPath, folder: &Path, name: &str) -> Result<PathBuf> {
    let long_folder = to_long_path(folder);
    for name in mayfly_mail::numbered_file_names(name) {
        match temporary.persist_noclobber(long_folder.join(&name)) {
            Ok(()) => return Ok(folder.join(name)),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => temporary = error.path,
            Err(error) => return Err(Error::File { path: folder.join(name), source: error.error }),
        }
    }
    Err(Error::File { path: folder.join(name), source: io::ErrorKind::AlreadyExists.into() })
}
