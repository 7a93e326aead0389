//! The environment variables that Mayfly reads.

use std::path::PathBuf;

/// The base URL that the welcome page starts with, from `TEMPMAILG_API_BASE_URL`.
pub(crate) fn read_preset_base_url() -> Option<String> {
    std::env::var("TEMPMAILG_API_BASE_URL").ok().filter(|text| !text.trim().is_empty())
}

/// The folder in which files are saved without a dialog, from `MAYFLY_DOWNLOAD_DIR`.
pub(crate) fn read_download_folder_override() -> Option<PathBuf> {
    std::env::var_os("MAYFLY_DOWNLOAD_DIR").filter(|text| !text.is_empty()).map(PathBuf::from)
}
