//! The command `save`: attachments as files. All are downloaded under temporary names before the first one gets its own,
//! so that a failure leaves nothing.

use crate::api_connection::ApiConnection;
use crate::cli_error::CliError;
use crate::json_output::SavedFileOutput;
use crate::output::Output;
use crate::safe_text::to_single_line;
use mayfly_mail::{numbered_file_names, sanitise_file_name};
use std::io;
use std::path::Path;
use tempfile::TempPath;
use tempmailg::Attachment;

/// An attachment that was downloaded completely.
struct DownloadedAttachment {
    attachment_name: String,
    path: TempPath,
    size: u64,
}

pub(super) async fn save_attachments(
    connection: &ApiConnection,
    output: Output,
    id: &str,
    names: &[String],
    folder: &Path,
) -> Result<(), CliError> {
    if !folder.is_dir() {
        return Err(CliError::failure(format!("{} is not a folder", folder.display())));
    }
    let message = connection.fetch_message(id).await?;
    let chosen = choose_attachments(&message.attachments, names)?;
    let mut files = Vec::new();
    for name in chosen {
        output.print_hint(&format!("downloading {name}"));
        files.push(download_file(connection, id, name, folder).await?);
    }
    let mut saved = Vec::new();
    for file in files {
        match keep_under_free_name(file, folder) {
            Ok(record) => saved.push(record),
            Err(error) => {
                for record in &saved {
                    let _ = std::fs::remove_file(&record.path);
                }
                return Err(file_error(folder, &error));
            }
        }
    }
    if saved.is_empty() {
        output.print_hint("the message has no attachments");
    }
    for record in &saved {
        output.print_record(record, |record| to_single_line(&record.path))?;
    }
    Ok(())
}

/// Returns the names of the attachments that are to be saved, each once. A wanted name is that of the message, or the
/// one under which the file is saved.
fn choose_attachments<'a>(attachments: &'a [Attachment], wanted: &[String]) -> Result<Vec<&'a str>, CliError> {
    let mut chosen: Vec<&str> = Vec::new();
    let mut add = |name: &'a str| {
        if !chosen.contains(&name) {
            chosen.push(name);
        }
    };
    if wanted.is_empty() {
        attachments.iter().for_each(|attachment| add(&attachment.name));
    }
    for name in wanted {
        let is_wanted = |other: &&Attachment| other.name == *name;
        let is_saved_as = |other: &&Attachment| sanitise_file_name(&other.name) == *name;
        let found = attachments.iter().find(is_wanted).or_else(|| attachments.iter().find(is_saved_as));
        match found {
            Some(attachment) => add(&attachment.name),
            None => return Err(CliError::not_found(format!("the message has no attachment {name:?}"))),
        }
    }
    Ok(chosen)
}

async fn download_file(
    connection: &ApiConnection,
    id: &str,
    name: &str,
    folder: &Path,
) -> Result<DownloadedAttachment, CliError> {
    let mut download = connection.client.download_attachment(id, name).await?.value;
    let (file, path) = create_temporary_file(folder).map_err(|error| file_error(folder, &error))?.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let size = download.copy_to(&mut file, |_, _| {}).await.map_err(|error| match error {
        tempmailg::Error::Write(error) => file_error(folder, &error),
        error => CliError::from(error),
    })?;
    file.sync_all().await.map_err(|error| file_error(folder, &error))?;
    Ok(DownloadedAttachment { attachment_name: name.to_owned(), path, size })
}

/// Creates a file that is deleted when dropped, unless it is renamed.
fn create_temporary_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tempmailg-").suffix(".part");
    // Temporary files are readable by the user alone; a saved file is as the user's umask sets it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Renames a file to its attachment's safe name, with the first free number if that is taken.
fn keep_under_free_name(file: DownloadedAttachment, folder: &Path) -> io::Result<SavedFileOutput> {
    let name = sanitise_file_name(&file.attachment_name);
    let mut temporary = file.path;
    for name in numbered_file_names(&name) {
        let target = folder.join(name);
        match temporary.persist_noclobber(&target) {
            Ok(()) => {
                let path = target.to_string_lossy().into_owned();
                return Ok(SavedFileOutput { name: file.attachment_name, path, size: file.size });
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => temporary = error.path,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn file_error(folder: &Path, error: &io::Error) -> CliError {
    CliError::failure(format!("nothing could be saved in {}: {error}", folder.display()))
}
