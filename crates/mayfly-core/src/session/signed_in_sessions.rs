//! The accounts that are signed in.

use super::account_session::AccountSession;
use crate::view::{AccountId, AccountStorageKind};
use std::sync::Arc;

/// The sessions of the accounts that are signed in.
#[derive(Clone, Default)]
pub(crate) struct SignedInSessions {
    /// The one that windows show.
    pub(crate) active: Option<Arc<AccountSession>>,
    /// The others, the one that was active last first.
    pub(crate) background: Vec<Arc<AccountSession>>,
}

impl SignedInSessions {
    /// One account and no others.
    pub(crate) fn with_single_session(session: Arc<AccountSession>) -> Self {
        Self { active: Some(session), background: Vec::new() }
    }

    /// These accounts; the first one is active.
    pub(crate) fn with_first_session_active(sessions: Vec<Arc<AccountSession>>) -> Self {
        let mut sessions = sessions.into_iter();
        Self { active: sessions.next(), background: sessions.collect() }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<AccountSession>> {
        self.active.iter().chain(&self.background)
    }

    pub(crate) fn contains(&self, session: &Arc<AccountSession>) -> bool {
        self.iter().any(|other| Arc::ptr_eq(other, session))
    }

    /// The account's session.
    pub(crate) fn find_session(&self, account: AccountId) -> Option<&Arc<AccountSession>> {
        self.iter().find(|session| session.account == account)
    }

    /// The account's session, if the account is kept in the store.
    pub(crate) fn find_stored_account_session(&self, account: AccountId) -> Option<&Arc<AccountSession>> {
        self.find_session(account).filter(|session| session.storage == AccountStorageKind::Kept)
    }
}
