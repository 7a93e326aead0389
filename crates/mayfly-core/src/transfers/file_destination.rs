//! Where a file is saved.

use std::path::{Path, PathBuf};

/// Where a file is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileDestination {
    /// This very file; the user was asked, so one that is there is replaced.
    File(PathBuf),
    /// This folder, under the attachment's cleaned name, numbered if that is taken.
    Folder(PathBuf),
}

impl FileDestination {
    /// The folder that the file is written in.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::File(path) => path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")),
            Self::Folder(folder) => folder,
        }
    }

    /// The name that the file gets, as far as it is known before it is written.
    pub(super) fn file_name(&self, wanted: String) -> String {
        match self {
            Self::File(path) => path.file_name().map_or(wanted, |name| name.to_string_lossy().into_owned()),
            Self::Folder(_) => wanted,
        }
    }
}
