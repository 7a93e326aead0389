//! Several accounts: which one is open, and what is done with the others.
//!
//! Every account that is signed in is checked for mail, with its own client, plan and quota; one of them is open:
//! its inboxes are what windows show, and what the user does is done with it. The others tell of themselves by
//! [`Change::Account`], when mail comes by an [`Arrival`](crate::Arrival), and before an inbox ends by
//! [`Change::EndsSoon`].

use crate::account::api_key_name;
use crate::inboxes::clean_label;
use crate::session::Session;
use crate::store;
use crate::view::{AccountKind, AccountView, Change};
use crate::{Core, Error, Result};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The accounts that are signed in.
#[derive(Clone, Default)]
pub(crate) struct Running {
    pub(crate) open: Option<Arc<Session>>,
    /// The others, the one that was open last first.
    pub(crate) beside: Vec<Arc<Session>>,
}

impl Running {
    /// One account, and no others.
    pub(crate) fn alone(session: Arc<Session>) -> Self {
        Self { open: Some(session), beside: Vec::new() }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Session>> {
        self.open.iter().chain(&self.beside)
    }

    pub(crate) fn has(&self, session: &Arc<Session>) -> bool {
        self.all().any(|other| Arc::ptr_eq(other, session))
    }

    /// The kept account of that identifier.
    pub(crate) fn kept(&self, account: u32) -> Option<&Arc<Session>> {
        self.all().find(|session| session.kind == AccountKind::Kept && session.account == account)
    }

    /// Every account of the open one's store.
    pub(crate) async fn views(&self, open: &Session) -> Result<Vec<AccountView>> {
        let rows = open.store.read(store::accounts::all).await?;
        let view = |row: &store::AccountRow| match self.all().find(|session| session.account == row.id) {
            Some(session) => session.view(row),
            None => row.view(open.kind),
        };
        Ok(rows.iter().map(view).collect())
    }
}

impl Core {
    /// Opens another account that is signed in; the one that was open is checked on beside it.
    ///
    /// # Errors
    /// An account that isn't known or not signed in, a failure of the keychain or the store. The open account stays
    /// open then.
    pub async fn open_account(&self, account: u32) -> Result<()> {
        let _turn = self.0.lifecycle.lock().await;
        let open = self.kept_session()?;
        if open.account == account {
            return Ok(());
        }
        let store = &open.store;
        let row = store.read(store::accounts::signed_in).await?.into_iter().find(|row| row.id == account);
        let row = row.ok_or(Error::UnknownAccount)?;
        let session = match self.running().kept(account) {
            Some(session) => Arc::clone(session),
            None => self.reopen_account(row, store).await?.ok_or(Error::UnknownAccount)?,
        };
        store.update(move |db| Ok((store::accounts::set_open(db, account)?, Vec::new()))).await?;
        let running = self.signed_in(store, Some(&session)).await?;
        self.show(running);
        Ok(())
    }

    /// What the accounts that are signed in are called, where several are; one alone needs no name.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn names(&self) -> Result<BTreeMap<u32, String>> {
        let running = self.running();
        let Some(open) = &running.open else { return Ok(BTreeMap::new()) };
        let views = running.views(open).await?;
        let names: BTreeMap<_, _> =
            views.into_iter().filter(|account| account.signed_in).map(|account| (account.id, account.name)).collect();
        Ok(if names.len() > 1 { names } else { BTreeMap::new() })
    }

    /// Gives an account the user's own name for it: one line of at most 80 characters; with none it is called after
    /// its service.
    ///
    /// # Errors
    /// An unknown account, or a failure of the store.
    pub async fn rename_account(&self, account: u32, name: Option<&str>) -> Result<()> {
        let open = self.session()?;
        let name = name.and_then(clean_label);
        let running = self.running();
        let row = open
            .store
            .update(move |db| {
                store::accounts::rename(db, account, name.as_deref())?;
                Ok((store::accounts::get(db, account)?, Vec::new()))
            })
            .await?
            .ok_or(Error::UnknownAccount)?;
        let session = running.all().find(|session| session.account == account);
        let view = session.map_or_else(|| row.view(open.kind), |session| session.view(&row));
        self.0.hub.emit(Change::Account { account: view });
        Ok(())
    }

    /// Removes an account with its key, its inboxes and their mail from this computer; on the service all stays. If
    /// it was the open one, another that is signed in is open then.
    ///
    /// # Errors
    /// An unknown account, a failure of the keychain or the store. The account is still there then.
    pub async fn remove_account(&self, account: u32) -> Result<()> {
        let _turn = self.0.lifecycle.lock().await;
        let open = self.kept_session()?;
        let store = &open.store;
        if store.read(move |db| store::accounts::get(db, account)).await?.is_none() {
            return Err(Error::UnknownAccount);
        }
        self.0.config.secrets.delete(&api_key_name(account)).await?;
        store.update(move |db| Ok((store::accounts::remove(db, account)?, Vec::new()))).await?;
        self.show_the_rest(store).await;
        Ok(())
    }

    /// The open account, if it is one of those that may be several.
    fn kept_session(&self) -> Result<Arc<Session>> {
        let open = self.session()?;
        if open.kind == AccountKind::Kept { Ok(open) } else { Err(Error::UnknownAccount) }
    }
}
