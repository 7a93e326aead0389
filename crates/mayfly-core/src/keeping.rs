//! How long the mail of inboxes that have ended stays here: as long as the user chose. An open inbox keeps its mail,
//! whatever was chosen; an ended one stays on the list without its mail, for its address can't be had again.

use crate::clock::later;
use crate::session::Session;
use crate::store::{self, InboxRow, Store, StoreError};
use crate::view::{AccountKind, Change, KeepMail};
use crate::{Core, Inner, Result};
use jiff::Timestamp;
use rusqlite::Connection;
use std::sync::Weak;

/// So many heartbeats after another accounts that nobody checks are looked through: every six minutes.
const HEARTBEATS: u32 = 36;

impl InboxRow {
    /// When its mail goes; `None` if it stays.
    pub(crate) fn mail_goes_at(&self, keep: KeepMail) -> Option<Timestamp> {
        let kept = keep.after_the_end()?;
        self.end().map(|end| later(end, kept))
    }

    /// Whether it is over, has mail, and that has been kept as long as it should be.
    pub(crate) fn has_outlived_mail(&self, keep: KeepMail, now: Timestamp) -> bool {
        self.total > 0 && !self.is_open(now) && self.mail_goes_at(keep).is_some_and(|goes| goes <= now)
    }
}

impl Core {
    /// How many messages would be deleted at once if mail were kept so, in all accounts of this computer.
    ///
    /// # Errors
    /// No open account or a failure of the store.
    pub async fn count_outlived_mail(&self, keep: KeepMail) -> Result<u32> {
        let (store, now) = (self.session()?.store.clone(), self.now());
        Ok(store
            .read(move |db| {
                let rows = rows_of(db, &store::accounts::ids(db)?)?;
                Ok(rows.iter().filter(|row| row.has_outlived_mail(keep, now)).map(|row| row.total).sum())
            })
            .await?)
    }

    /// Deletes what has been kept long enough in accounts that nobody checks; those that are checked do it by
    /// themselves. What fails is tried again the next time.
    pub(crate) async fn tidy_closed_accounts(&self) {
        let keep = self.settings().keep_mail;
        let Some(store) = self.state().kept.clone().filter(|_| keep != KeepMail::Forever) else { return };
        let running: Vec<_> =
            self.running().all().filter(|session| session.kind == AccountKind::Kept).map(|s| s.account).collect();
        let now = self.now();
        let tidied = store.update(move |db| {
            let closed: Vec<_> = store::accounts::ids(db)?.into_iter().filter(|id| !running.contains(id)).collect();
            for row in rows_of(db, &closed)?.iter().filter(|row| row.has_outlived_mail(keep, now)) {
                store::messages::delete_all(db, row.id)?;
            }
            Ok(((), Vec::new()))
        });
        if let Err(error) = tidied.await {
            tracing::warn!(%error, "mail that has been kept long enough could not be deleted");
        }
    }
}

/// Looks after accounts that nobody checks for as long as the core is there.
pub(crate) async fn keep_tidy(core: Weak<Inner>) {
    while let Some(inner) = core.upgrade() {
        let pause = Core(inner).steer(|steering| steering.pace.heartbeat).saturating_mul(HEARTBEATS);
        tokio::time::sleep(pause).await;
        let Some(inner) = core.upgrade() else { return };
        Core(inner).tidy_closed_accounts().await;
    }
}

fn rows_of(db: &Connection, accounts: &[u32]) -> std::result::Result<Vec<InboxRow>, StoreError> {
    let mut rows = Vec::new();
    for account in accounts {
        rows.extend(store::inboxes::of_account(db, *account)?);
    }
    Ok(rows)
}

/// Deletes the mail of these inboxes and tells windows.
pub(crate) async fn delete_mail(session: &Session, inboxes: Vec<u32>) -> Result<()> {
    let now = session.now();
    let store: &Store = &session.store;
    Ok(store
        .update(move |db| {
            let mut changes = Vec::new();
            for inbox_id in inboxes {
                let ids = store::messages::delete_all(db, inbox_id)?;
                changes.extend(ids.into_iter().map(|id| Change::MessageRemoved { inbox_id, id }));
                changes.extend(store::inboxes::changed(db, inbox_id, now)?);
            }
            Ok(((), changes))
        })
        .await?)
}
