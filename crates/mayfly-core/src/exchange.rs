//! The list of inboxes as a document of its own, to keep or to take to another computer.

use crate::inboxes::{check_domain, clean_label};
use crate::session::Session;
use crate::store::{self, inboxes::Ended};
use crate::view::ImportedInboxes;
use crate::{Core, Error, Result};
use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

/// The name under which the list of inboxes is saved.
pub const INBOXES_FILE_NAME: &str = "mayfly-inboxes.json";

/// What the document says it is.
const FORMAT: &str = "mayfly-inboxes";
const VERSION: u32 = 1;

/// How large a document may be, and how many inboxes it may hold.
const MAX_BYTES: u64 = 8 << 20;
const MAX_INBOXES: usize = 10_000;

#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    exported_at: Timestamp,
    inboxes: Vec<Entry>,
}

/// What is read first, so that a document of another kind or a later version is called so.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    address: String,
    #[serde(default)]
    label: Option<String>,
    /// Why it receives no more mail; none while it does, or where its time is simply over.
    #[serde(default)]
    ended: Option<Ended>,
    created_at: Timestamp,
    #[serde(default)]
    expires_at: Option<Timestamp>,
    #[serde(default)]
    replaced_by: Option<String>,
    #[serde(default)]
    muted: bool,
    /// The service's identifier.
    #[serde(default)]
    service_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "expose", deserialize_with = "hide")]
    token: Option<SecretString>,
}

fn expose<S: Serializer>(token: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    token.as_ref().map(ExposeSecret::expose_secret).serialize(serializer)
}

fn hide<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretString::from))
}

/// The account's inboxes as a document.
pub(crate) async fn document(session: &Session, include_secrets: bool) -> Result<Zeroizing<String>> {
    let (account, now) = (session.account, session.now());
    let inboxes = session
        .store
        .read(move |db| {
            let mut entries = Vec::new();
            for row in store::inboxes::of_account(db, account)? {
                let (service_id, token) = store::inboxes::on_service(db, row.id)?;
                entries.push(Entry {
                    address: row.address,
                    label: row.label,
                    ended: row.ended,
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
    let document = Document { format: FORMAT.into(), version: VERSION, exported_at: now, inboxes };
    let text =
        serde_json::to_string_pretty(&document).map_err(|_| Error::Internal("the inboxes could not be written"))?;
    Ok(Zeroizing::new(text))
}

impl Core {
    /// Adds the inboxes of a document that [`export_inboxes`](Self::export_inboxes) wrote, but for those whose
    /// addresses are on the list. Either all of them are added or, if there is anything wrong, none.
    ///
    /// # Errors
    /// A file that can't be read, is too large or is no such document; no open account; a failure of the store.
    pub async fn import_inboxes(&self, path: &Path) -> Result<ImportedInboxes> {
        let session = self.session()?;
        let (account, now) = (session.account, session.now());
        let file = path.to_owned();
        let entries = tokio::task::spawn_blocking(move || read(&file))
            .await
            .map_err(|_| Error::Internal("a list of inboxes could not be read"))?
            .map_err(|reason| Error::Import { path: path.to_owned(), reason })?;
        let imported = session
            .store
            .update(move |db| {
                let listed = store::inboxes::of_account(db, account)?;
                let mut known: HashSet<_> = listed.into_iter().map(|row| row.address.to_lowercase()).collect();
                let (mut imported, mut changes) = (ImportedInboxes::default(), Vec::new());
                // The document has the newest first, as the list does.
                for entry in entries.into_iter().rev() {
                    if !known.insert(entry.address.to_lowercase()) {
                        imported.known += 1;
                        continue;
                    }
                    let id = insert(db, account, entry, now)?;
                    changes.extend(store::inboxes::changed(db, id, now)?);
                    imported.added += 1;
                }
                Ok((imported, changes))
            })
            .await?;
        session.wake.notify_one();
        Ok(imported)
    }
}

fn insert(
    db: &rusqlite::Connection,
    account: u32,
    entry: Entry,
    now: jiff::Timestamp,
) -> Result<u32, store::StoreError> {
    let inbox = store::NewInbox {
        service_id: entry.service_id,
        address: entry.address,
        token: entry.token,
        created_at: entry.created_at,
        expires_at: entry.expires_at,
        extra: "{}".into(),
    };
    let id = store::inboxes::insert(db, account, &inbox)?;
    if let Some(ended) = entry.ended {
        store::inboxes::end(db, id, ended, entry.replaced_by.as_deref(), now)?;
    }
    store::inboxes::set_label(db, id, entry.label.as_deref())?;
    store::inboxes::set_muted(db, id, entry.muted)?;
    Ok(id)
}

/// The inboxes of a document, or what is wrong with it.
fn read(path: &Path) -> Result<Vec<Entry>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() as u64 > MAX_BYTES {
        return Err(format!("it is larger than {} MB", MAX_BYTES >> 20));
    }
    parse(&text)
}

fn parse(text: &str) -> Result<Vec<Entry>, String> {
    let header: Header = serde_json::from_str(text).map_err(|_| "it is not a list of inboxes".to_owned())?;
    match header {
        Header { format, .. } if format != FORMAT => return Err("it is not a list of inboxes".into()),
        Header { version, .. } if version > VERSION => return Err("it was made by a newer version of Mayfly".into()),
        _ => {}
    }
    // Where, but not what: there may be a secret.
    let document: Document = serde_json::from_str(text)
        .map_err(|error| format!("something is wrong in line {}, column {}", error.line(), error.column()))?;
    if document.inboxes.len() > MAX_INBOXES {
        return Err(format!("it holds more than {MAX_INBOXES} inboxes"));
    }
    let checked = document.inboxes.into_iter().enumerate();
    checked
        .map(|(at, entry)| entry.checked().ok_or_else(|| format!("inbox {} has no usable address", at + 1)))
        .collect()
}

impl Entry {
    /// The entry with nothing in it that an inbox of the service couldn't have; `None` if it can't be one.
    fn checked(mut self) -> Option<Self> {
        let usable = |address: &str| {
            let (name, domain) = address.rsplit_once('@')?;
            let plain = |c: char| !c.is_control() && !c.is_whitespace() && c != '@';
            let fine = (1..=64).contains(&name.len()) && name.chars().all(plain) && check_domain(domain).is_ok();
            fine.then_some(())
        };
        self.address = self.address.trim().to_owned();
        usable(&self.address)?;
        self.replaced_by = self.replaced_by.filter(|address| usable(address).is_some());
        self.label = self.label.as_deref().and_then(clean_label);
        Some(self)
    }
}
