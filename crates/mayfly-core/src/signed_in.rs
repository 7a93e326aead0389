//! The accounts that are signed in.

use crate::session::Session;
use crate::view::{AccountId, AccountStorage};
use std::sync::Arc;

/// The sessions of the accounts that are signed in.
#[derive(Clone, Default)]
pub(crate) struct SignedIn {
    /// The one that windows show.
    pub(crate) active: Option<Arc<Session>>,
    /// The others, the one that was active last first.
    pub(crate) background: Vec<Arc<Session>>,
}

impl SignedIn {
    /// One account and no others.
    pub(crate) fn alone(session: Arc<Session>) -> Self {
        Self { active: Some(session), background: Vec::new() }
    }

    /// These accounts; the first one is active.
    pub(crate) fn from_sessions(sessions: Vec<Arc<Session>>) -> Self {
        let mut sessions = sessions.into_iter();
        Self { active: sessions.next(), background: sessions.collect() }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Session>> {
        self.active.iter().chain(&self.background)
    }

    pub(crate) fn contains(&self, session: &Arc<Session>) -> bool {
        self.all().any(|other| Arc::ptr_eq(other, session))
    }

    /// The account's session.
    pub(crate) fn find(&self, account: AccountId) -> Option<&Arc<Session>> {
        self.all().find(|session| session.account == account)
    }

    /// The account's session, if the account is kept in the store.
    pub(crate) fn find_kept(&self, account: AccountId) -> Option<&Arc<Session>> {
        self.find(account).filter(|session| session.storage == AccountStorage::Kept)
    }
}
