//! What the user does with inboxes.

use crate::clock::later;
use crate::session::Session;
use crate::store::{self, InboxRow, NewInbox};
use crate::view::{Change, DomainView, InboxView};
use crate::{Core, Error, Result};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tempmailg::ApiResponse;

/// The plan type every account has; asked first, its answer names the others.
const FIRST_TYPE: &str = "free";

/// How many plan types are asked for at most, whatever the service claims.
const MAX_TYPES: usize = 8;

/// How many characters a label may have.
const MAX_LABEL: usize = 80;

/// For how long an inbox that was removed can be brought back, unless the app ends before.
const REMOVAL_UNDO: Duration = Duration::from_secs(600);

impl Core {
    /// The domains on which this account may name an inbox, of every plan type it is allowed.
    ///
    /// # Errors
    /// Any failure of the first request. A further plan type that fails is left out.
    pub async fn list_domains(&self) -> Result<Vec<DomainView>> {
        let session = self.session()?;
        let first = session.learn(session.client.list_domains(FIRST_TYPE).await)?.value;
        let mut found = first.domains;
        let others = first.allowed_types.iter().filter(|kind| !kind.eq_ignore_ascii_case(FIRST_TYPE));
        for kind in others.take(MAX_TYPES) {
            match session.learn(session.client.list_domains(kind).await) {
                Ok(answer) => found.extend(answer.value.domains),
                Err(error) => tracing::warn!(code = ?error.code(), "a plan type's domains were refused"),
            }
        }
        let mut domains: Vec<DomainView> = Vec::with_capacity(found.len());
        for domain in found {
            if !domains.iter().any(|known| known.domain.eq_ignore_ascii_case(&domain.domain)) {
                domains.push(DomainView { domain: domain.domain, plan: domain.kind, custom: domain.custom });
            }
        }
        Ok(domains)
    }

    /// Makes an inbox with a random address and keeps it durably before returning.
    ///
    /// # Errors
    /// Any refusal of the service or the store.
    pub async fn create_inbox(&self) -> Result<InboxView> {
        let session = self.session()?;
        let answer = session.learn(session.client.create_inbox().await)?;
        let (id, view) = add(&session, answer).await?;
        session.select(Some(id)).await?;
        Ok(view)
    }

    /// Makes an inbox with a chosen address: a random one, converted before anybody sees it.
    ///
    /// # Errors
    /// An unusable name or domain, any refusal of the service or the store. A name that the service refuses
    /// leaves no inbox behind.
    pub async fn create_custom_inbox(&self, username: &str, domain: &str) -> Result<InboxView> {
        let (username, domain) = (check_username(username)?, check_domain(domain)?);
        let session = self.session()?;
        let random = session.learn(session.client.create_inbox().await)?;
        let current = random.value.address.clone();
        let row = to_row(&session, random);
        let account = session.account;
        // On disk before the conversion: should the app die now, the inbox is not lost.
        let id = session.store.update(move |db| Ok((store::inboxes::insert(db, account, &row)?, Vec::new()))).await?;

        match convert(&session, id, &current, &username, &domain).await {
            Ok(row) => {
                let now = session.now();
                let view = session
                    .store
                    .update(move |db| {
                        store::inboxes::rename(db, id, &row)?;
                        let view = store::inboxes::get(db, id)?.map(|row| row.view(now));
                        Ok((view, store::inboxes::changed(db, id, now)?))
                    })
                    .await?
                    .ok_or(Error::UnknownInbox)?;
                session.select(Some(id)).await?;
                Ok(view)
            }
            Err(error) => {
                let deleted = session.learn(session.client.delete_inbox(&current).await);
                let now = session.now();
                session
                    .store
                    .update(move |db| match deleted {
                        Ok(_) | Err(Error::Service(tempmailg::Error::NotFound { .. })) => {
                            Ok((store::inboxes::remove(db, id)?, Vec::new()))
                        }
                        // It lives on at the service, so it has to be shown.
                        Err(_) => Ok(((), store::inboxes::changed(db, id, now)?)),
                    })
                    .await?;
                Err(error)
            }
        }
    }

    /// Converts an inbox to a new address. The old one stays, with its cached mail, marked as replaced.
    ///
    /// # Errors
    /// An unusable name or domain, an unknown inbox, any refusal of the service or the store.
    pub async fn change_inbox(&self, inbox: u32, username: &str, domain: &str) -> Result<InboxView> {
        let (username, domain) = (check_username(username)?, check_domain(domain)?);
        let session = self.session()?;
        let old = find(&session, inbox).await?;
        let row = convert(&session, inbox, &old.address, &username, &domain).await?;
        let (now, account) = (session.now(), session.account);
        let (id, view) = session
            .store
            .update(move |db| {
                store::inboxes::end(db, inbox, store::inboxes::Ended::Replaced, Some(&row.address), now)?;
                let id = store::inboxes::insert(db, account, &row)?;
                store::inboxes::set_muted(db, id, old.muted)?;
                store::inboxes::set_label(db, id, old.label.as_deref())?;
                let mut changes = store::inboxes::changed(db, inbox, now)?;
                changes.extend(store::inboxes::changed(db, id, now)?);
                Ok(((id, store::inboxes::get(db, id)?.map(|row| row.view(now))), changes))
            })
            .await?;
        session.select(Some(id)).await?;
        view.ok_or(Error::UnknownInbox)
    }

    /// Deletes an inbox on the service; its cached mail stays here until it is removed.
    ///
    /// # Errors
    /// An unknown inbox, any refusal of the service or the store. One that the service no longer has counts
    /// as deleted.
    pub async fn delete_inbox(&self, inbox: u32) -> Result<()> {
        let session = self.session()?;
        let row = find(&session, inbox).await?;
        match session.learn(session.client.delete_inbox(&row.address).await) {
            Ok(_) | Err(Error::Service(tempmailg::Error::NotFound { .. })) => {}
            Err(error) => return Err(error),
        }
        end(&session, inbox, store::inboxes::Ended::Deleted).await
    }

    /// Takes an inbox that is over, and its cached mail, off the list. For ten minutes, unless the app ends before,
    /// [`restore_inbox`](Self::restore_inbox) brings both back; then they are deleted.
    ///
    /// # Errors
    /// An unknown inbox or one that still receives mail, or a failure of the store.
    pub async fn remove_inbox(&self, inbox: u32) -> Result<()> {
        let session = self.session()?;
        if find(&session, inbox).await?.is_open(session.now()) {
            return Err(Error::UnknownInbox);
        }
        let now = session.now();
        session
            .store
            .update(move |db| Ok((store::inboxes::hide(db, inbox, now)?, vec![Change::InboxRemoved { id: inbox }])))
            .await?;
        if session.selected() == Some(inbox) {
            session.select(None).await?;
        }
        tokio::spawn(purge_later(session, now));
        Ok(())
    }

    /// Puts an inbox that was removed a short while ago back on the list, with its mail.
    ///
    /// # Errors
    /// An unknown inbox, one that was not removed or is gone for good, or a failure of the store.
    pub async fn restore_inbox(&self, inbox: u32) -> Result<InboxView> {
        let session = self.session()?;
        let (account, now) = (session.account, session.now());
        let row = session
            .store
            .update(move |db| {
                if !store::inboxes::unhide(db, account, inbox)? {
                    return Ok((None, Vec::new()));
                }
                Ok((store::inboxes::get(db, inbox)?, store::inboxes::changed(db, inbox, now)?))
            })
            .await?;
        Ok(row.ok_or(Error::UnknownInbox)?.view(now))
    }

    /// Gives an inbox the user's own name for it: one line of at most 80 characters; none takes it away.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn set_inbox_label(&self, inbox: u32, label: Option<&str>) -> Result<()> {
        let label = label.and_then(clean_label);
        self.edit(inbox, move |db| store::inboxes::set_label(db, inbox, label.as_deref())).await
    }

    /// Remembers which inbox is being looked at; it is checked more often.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn select_inbox(&self, inbox: Option<u32>) -> Result<()> {
        self.session()?.select(inbox).await
    }

    /// Has an inbox's new mail announced or not.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn set_inbox_muted(&self, inbox: u32, muted: bool) -> Result<()> {
        self.edit(inbox, move |db| store::inboxes::set_muted(db, inbox, muted)).await
    }

    /// Changes something of an inbox that is Mayfly's own affair, and tells windows.
    async fn edit(
        &self,
        inbox: u32,
        work: impl FnOnce(&rusqlite::Connection) -> Result<(), store::StoreError> + Send + 'static,
    ) -> Result<()> {
        let session = self.session()?;
        find(&session, inbox).await?;
        let now = session.now();
        Ok(session
            .store
            .update(move |db| {
                work(db)?;
                Ok(((), store::inboxes::changed(db, inbox, now)?))
            })
            .await?)
    }

    /// An inbox's address, for copying: mail is expected from now on.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn address(&self, inbox: u32) -> Result<String> {
        let session = self.session()?;
        let row = find(&session, inbox).await?;
        session.attend(inbox);
        Ok(row.address)
    }

    /// The addresses of the newest inboxes that still receive mail, newest first.
    ///
    /// # Errors
    /// A failure of the store. Without an account the list is empty.
    pub async fn recent_addresses(&self, most: usize) -> Result<Vec<InboxView>> {
        let Ok(session) = self.session() else { return Ok(Vec::new()) };
        let (account, now) = (session.account, session.now());
        Ok(session
            .store
            .read(move |db| {
                let rows = store::inboxes::of_account(db, account)?;
                Ok(rows.iter().filter(|row| row.is_open(now)).take(most).map(|row| row.view(now)).collect())
            })
            .await?)
    }
}

/// The stored inbox, if it is this account's.
pub(crate) async fn find(session: &Session, inbox: u32) -> Result<InboxRow> {
    let row = session.store.read(move |db| store::inboxes::get(db, inbox)).await?;
    row.filter(|row| row.account_id == session.account).ok_or(Error::UnknownInbox)
}

/// Deletes what was removed until then, once nobody can want it back.
async fn purge_later(session: Arc<Session>, removed: Timestamp) {
    tokio::select! {
        // The next start deletes it.
        () = session.stopped.cancelled() => return,
        () = tokio::time::sleep(REMOVAL_UNDO) => {}
    }
    let purged = session.store.update(move |db| Ok((store::inboxes::purge_removed(db, removed)?, Vec::new())));
    if let Err(error) = purged.await {
        tracing::warn!(%error, "a removed inbox is deleted at the next start");
    }
}

/// A label as it is kept; `None` where nothing of it can be seen.
pub(crate) fn clean_label(text: &str) -> Option<String> {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MAX_LABEL).collect();
    Some(cut.trim_end().to_owned()).filter(|label| !label.is_empty())
}

/// Marks an inbox as over and tells windows.
pub(crate) async fn end(session: &Session, inbox: u32, ended: store::inboxes::Ended) -> Result<()> {
    let now = session.now();
    session
        .store
        .update(move |db| {
            store::inboxes::end(db, inbox, ended, None, now)?;
            Ok(((), store::inboxes::changed(db, inbox, now)?))
        })
        .await?;
    Ok(())
}

/// Has the service convert an inbox. Where its answer is lost on the way, whoever owns the new address can read its mail:
/// asked once, that tells what became of it.
async fn convert(session: &Session, inbox: u32, current: &str, username: &str, domain: &str) -> Result<NewInbox> {
    let error = match session.learn(session.client.change_inbox(current, username, domain).await) {
        Ok(answer) => return Ok(to_row(session, answer)),
        Err(error) => error,
    };
    use tempmailg::Error as E;
    let may_be_done =
        matches!(error, Error::Service(E::Timeout | E::Network(_) | E::Service { .. } | E::UnexpectedResponse { .. }));
    if !may_be_done {
        return Err(error);
    }
    let address = format!("{username}@{domain}");
    // One that the user has already is answered for whatever became of this.
    let (account, now) = (session.account, session.now());
    let rows = session.store.read(move |db| store::inboxes::of_account(db, account)).await?;
    let is_had = rows.iter().any(|row| row.is_open(now) && row.address.eq_ignore_ascii_case(&address));
    if is_had || session.learn(session.client.list_messages(&address).await).is_err() {
        return Err(error);
    }
    tracing::info!("an address was converted, though the answer was lost");
    let (created_at, expires_at) =
        (session.now(), rows.iter().find(|row| row.id == inbox).and_then(|row| row.expires_at));
    // Nobody asks for the service's identifier and token but by the address.
    Ok(NewInbox { service_id: String::new(), address, token: None, created_at, expires_at, extra: "{}".into() })
}

async fn add(session: &Arc<Session>, answer: ApiResponse<tempmailg::Inbox>) -> Result<(u32, InboxView)> {
    let (row, now, account) = (to_row(session, answer), session.now(), session.account);
    let (id, view) = session
        .store
        .update(move |db| {
            let id = store::inboxes::insert(db, account, &row)?;
            let view = store::inboxes::get(db, id)?.map(|row| row.view(now));
            Ok(((id, view), store::inboxes::changed(db, id, now)?))
        })
        .await?;
    Ok((id, view.ok_or(Error::UnknownInbox)?))
}

/// The service's inbox with its end by this computer's clock: the remaining seconds where the service gives
/// them, else its time of day corrected by the difference between the clocks.
fn to_row(session: &Session, answer: ApiResponse<tempmailg::Inbox>) -> NewInbox {
    let (now, inbox) = (session.now(), answer.value);
    let expires_at = match (inbox.expires_in, inbox.expires_at, answer.server_time) {
        (Some(left), _, _) => Some(later(now, left)),
        (None, Some(end), Some(server)) => now.checked_add(end.duration_since(server)).ok(),
        (None, end, None) => end,
        (None, None, Some(_)) => None,
    };
    NewInbox {
        service_id: inbox.id,
        address: inbox.address,
        token: inbox.token,
        created_at: now,
        expires_at,
        extra: serde_json::to_string(&inbox.extra).unwrap_or_else(|_| "{}".into()),
    }
}

/// The part before the @, as the service's family allows it: the service has the last word.
fn check_username(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let fine = (1..=64).contains(&text.len())
        && text.chars().all(inner)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !text.contains("..");
    if fine { Ok(text) } else { Err(Error::Username) }
}

/// A domain in lower case, if it can be one.
pub(crate) fn check_domain(text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fine = text.len() <= 253 && text.contains('.') && text.split('.').all(label);
    if fine { Ok(text) } else { Err(Error::Domain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels_are_checked_before_anything_is_done() {
        for (text, fine) in [
            ("demo123", true),
            (" Demo.User ", true),
            ("a", true),
            ("a_b-c", true),
            ("", false),
            (".demo", false),
            ("demo.", false),
            ("de..mo", false),
            ("de mo", false),
            ("dé", false),
            ("a@b", false),
            ("a/b", false),
        ] {
            assert_eq!(check_username(text).is_ok(), fine, "{text:?}");
        }
        for (text, kept) in [
            (" Shop\n\tand  more ", Some("Shop and more")),
            ("Vé tàu 🎫", Some("Vé tàu 🎫")),
            ("", None),
            (" \u{0}\r\n\u{2028}", None),
        ] {
            assert_eq!(clean_label(text).as_deref(), kept, "{text:?}");
        }
        assert_eq!(clean_label(&"ế ".repeat(500)).map(|label| label.chars().count()), Some(MAX_LABEL - 1));
        assert!(check_username(&"a".repeat(65)).is_err(), "64 characters are the limit of a mailbox name");
        for (text, fine) in
            [("example.com", true), ("a-b.example", true), ("example", false), ("-a.com", false), ("a b.com", false)]
        {
            assert_eq!(check_domain(text).is_ok(), fine, "{text:?}");
        }
    }
}
