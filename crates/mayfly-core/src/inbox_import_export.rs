//! Exporting the list of inboxes as a JSON document, and importing such a document.

use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::inboxes::{clean_inbox_label, is_valid_address};
use crate::session::AccountSession;
use crate::store::{InboxEndReason, NewInboxRow, StoreError, inbox_rows};
use crate::view::{AccountId, InboxId, InboxImportFault, InboxImportFaultReason, InboxImportSummary};
use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::error::Category;
use serde_path_to_error::Segment;
use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

/// The default file name of an exported list of inboxes.
pub const INBOXES_FILE_NAME: &str = "mayfly-inboxes.json";

/// The format name and version in an exported document.
const FORMAT: &str = "mayfly-inboxes";
const VERSION: u32 = 1;

/// Limits on an imported document.
const MAX_BYTES: u64 = 8 << 20;
const MAX_INBOXES: usize = 10_000;

#[derive(Serialize, Deserialize)]
struct InboxExportDocument {
    format: String,
    version: u32,
    exported_at: Timestamp,
    inboxes: Vec<InboxExportEntry>,
}

/// The part of a document that is parsed first, to report another format or a newer version as such.
#[derive(Deserialize)]
struct ExportDocumentHeader {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct InboxExportEntry {
    #[serde(deserialize_with = "deserialize_address")]
    address: String,
    #[serde(default)]
    label: Option<String>,
    /// Why the inbox ended; `None` if it has not ended or only its expiry time has passed.
    #[serde(default)]
    ended: Option<InboxEndReason>,
    created_at: Timestamp,
    #[serde(default)]
    expires_at: Option<Timestamp>,
    #[serde(default)]
    replaced_by: Option<String>,
    #[serde(default)]
    muted: bool,
    /// The service's identifier of the inbox.
    #[serde(default)]
    service_id: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "serialize_email_token",
        deserialize_with = "deserialize_token"
    )]
    token: Option<SecretString>,
}

fn serialize_email_token<S: Serializer>(token: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    token.as_ref().map(ExposeSecret::expose_secret).serialize(serializer)
}

fn deserialize_token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretString::from))
}

/// Returns the account's inboxes as a JSON document, with their e-mail tokens if `include_secrets` is set.
pub(crate) async fn build_inbox_export(session: &AccountSession, include_secrets: bool) -> Result<Zeroizing<String>> {
    let (account, now) = (session.account, session.now());
    let inboxes = session
        .store
        .run_database_read(move |db| {
            let mut entries = Vec::new();
            for row in inbox_rows::list_inboxes_of_account(db, account)? {
                let (service_id, token) = inbox_rows::get_inbox_service_id_and_token(db, row.id)?;
                entries.push(InboxExportEntry {
                    address: row.address,
                    label: row.label,
                    ended: row.end_reason,
                    created_at: row.created_at,
                    expires_at: row.expires_at,
                    replaced_by: row.replaced_by,
                    muted: row.muted,
                    service_id,
                    token: token.filter(|_| include_secrets),
                });
            }
            Ok(entries)
        })
        .await?;
    let document = InboxExportDocument { format: FORMAT.into(), version: VERSION, exported_at: now, inboxes };
    let text =
        serde_json::to_string_pretty(&document).map_err(|_| Error::Internal("the inboxes could not be written"))?;
    Ok(Zeroizing::new(text))
}

impl Core {
    /// Adds the inboxes of a document that [`export_inboxes`](Self::export_inboxes) wrote, except those whose addresses
    /// exist already. If any entry is invalid, none is added.
    ///
    /// # Errors
    /// A file that can't be read, is too large or is no such document; no open account; a failure of the store.
    pub async fn import_inboxes(&self, path: &Path) -> Result<InboxImportSummary> {
        let session = self.active_session()?;
        let (account, now) = (session.account, session.now());
        let file = path.to_owned();
        let entries = run_blocking(move || read_inbox_export(&file))
            .await?
            .map_err(|fault| Error::Import { path: path.to_owned(), fault })?;
        let imported = session
            .store
            .write_and_emit(move |db, changes| {
                let listed = inbox_rows::list_inboxes_of_account(db, account)?;
                let mut known: HashSet<_> = listed.into_iter().map(|row| row.address.to_lowercase()).collect();
                let mut imported = InboxImportSummary::default();
                // The document has the newest first, as the list does.
                for entry in entries.into_iter().rev() {
                    if !known.insert(entry.address.to_lowercase()) {
                        imported.already_present += 1;
                        continue;
                    }
                    let id = insert_imported_inbox(db, account, entry, now)?;
                    changes.extend(inbox_rows::inbox_change(db, id, now)?);
                    imported.added += 1;
                }
                Ok(imported)
            })
            .await?;
        session.wake_scheduler();
        Ok(imported)
    }
}

fn insert_imported_inbox(
    db: &rusqlite::Connection,
    account: AccountId,
    entry: InboxExportEntry,
    now: jiff::Timestamp,
) -> Result<InboxId, StoreError> {
    let inbox = NewInboxRow {
        service_id: entry.service_id,
        address: entry.address,
        token: entry.token,
        created_at: entry.created_at,
        expires_at: entry.expires_at,
        extra: "{}".into(),
    };
    let id = inbox_rows::insert_inbox(db, account, &inbox)?;
    if let Some(ended) = entry.ended {
        inbox_rows::mark_inbox_ended(db, id, ended, entry.replaced_by.as_deref(), now)?;
    }
    inbox_rows::set_inbox_label(db, id, entry.label.as_deref())?;
    inbox_rows::set_inbox_muted(db, id, entry.muted)?;
    Ok(id)
}

/// Reads and validates the inboxes of a document, or returns what is wrong with it.
fn read_inbox_export(path: &Path) -> Result<Vec<InboxExportEntry>, InboxImportFault> {
    let unopenable = |_| InboxImportFault::for_whole_file(InboxImportFaultReason::Unopenable);
    let mut bytes = Zeroizing::new(Vec::new());
    std::fs::File::open(path).map_err(unopenable)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unopenable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(InboxImportFault::for_whole_file(InboxImportFaultReason::TooLarge));
    }
    match str::from_utf8(&bytes) {
        Ok(text) => parse_inbox_export(text),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(InboxImportFault::fault_at_line_and_column(
                InboxImportFaultReason::NotText,
                line,
                before.len() - line_start + 1,
            ))
        }
    }
}

fn parse_inbox_export(text: &str) -> Result<Vec<InboxExportEntry>, InboxImportFault> {
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // This reads the whole text, whatever its format: it is JSON afterwards.
    let header: ExportDocumentHeader = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => {
            InboxImportFault::fault_at_line_and_column(InboxImportFaultReason::Truncated, error.line(), error.column())
        }
        Category::Syntax => {
            InboxImportFault::fault_at_line_and_column(InboxImportFaultReason::NotJson, error.line(), error.column())
        }
        Category::Data | Category::Io => InboxImportFault::for_whole_file(InboxImportFaultReason::NotInboxList),
    })?;
    match header {
        ExportDocumentHeader { format, .. } if format != FORMAT => {
            return Err(InboxImportFault::for_whole_file(InboxImportFaultReason::NotInboxList));
        }
        ExportDocumentHeader { version, .. } if version > VERSION => {
            return Err(InboxImportFault::for_whole_file(InboxImportFaultReason::NewerVersion));
        }
        _ => {}
    }
    let deserializer = &mut serde_json::Deserializer::from_str(text);
    let document: InboxExportDocument =
        serde_path_to_error::deserialize(deserializer).map_err(|error| to_import_fault(&error))?;
    if document.inboxes.len() > MAX_INBOXES {
        return Err(InboxImportFault::for_whole_file(InboxImportFaultReason::TooMany));
    }
    Ok(document.inboxes.into_iter().map(InboxExportEntry::without_unusable_fields).collect())
}

/// Returns where an error in a document is. Its own text is not used: it may quote the document.
fn to_import_fault(error: &serde_path_to_error::Error<serde_json::Error>) -> InboxImportFault {
    let text = error.inner().to_string();
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let entry = error.path().iter().find_map(|part| match part {
        Segment::Seq { index } => u32::try_from(index + 1).ok(),
        _ => None,
    });
    // The field in the list or, within an inbox, the inbox's.
    let mut keys = error.path().iter().filter_map(|part| match part {
        Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    let field = missing.or_else(|| keys.nth(usize::from(entry.is_some()))).map(str::to_owned);
    let reason = match field.as_deref() {
        _ if missing.is_some() => InboxImportFaultReason::MissingField,
        Some("address") => InboxImportFaultReason::InvalidAddress,
        _ => InboxImportFaultReason::InvalidValue,
    };
    let place = InboxImportFault::fault_at_line_and_column(reason, error.inner().line(), error.inner().column());
    InboxImportFault { entry, field, ..place }
}

/// Reads an address as a part of the document, so that an unusable one has a place in it.
fn deserialize_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let address = String::deserialize(deserializer)?.trim().to_owned();
    if is_valid_address(&address) { Ok(address) } else { Err(D::Error::custom("no address")) }
}

impl InboxExportEntry {
    /// Returns the entry without optional values that can't be used.
    fn without_unusable_fields(mut self) -> Self {
        self.replaced_by = self.replaced_by.filter(|address| is_valid_address(address));
        self.label = self.label.as_deref().and_then(clean_inbox_label);
        self
    }
}
