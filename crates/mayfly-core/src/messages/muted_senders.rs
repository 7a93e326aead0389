//! Senders whose mail is not announced.

use super::message_lookup::find_message;
use crate::core_handle::Core;
use crate::error::Result;
use crate::store::muted_senders;
use crate::view::MessageId;

impl Core {
    /// Mutes the sender of a message: new mail from that address, to any inbox of the account, is listed and not
    /// announced. Returns the address; `None` for a message without a sender's address, where nothing changes.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn mute_sender_of_message(&self, message: &MessageId) -> Result<Option<String>> {
        let session = self.active_session()?;
        let sender = find_message(&session, message).await?.summary.from_address.trim().to_lowercase();
        if sender.is_empty() {
            return Ok(None);
        }
        self.set_sender_muted(&sender, true).await?;
        Ok(Some(sender))
    }

    /// Mutes a sender of the active account by address, or takes that back.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn set_sender_muted(&self, address: &str, muted: bool) -> Result<()> {
        let session = self.active_session()?;
        let (account, address) = (session.account, address.to_owned());
        Ok(session
            .store
            .write_transaction(move |db| muted_senders::set_sender_muted(db, account, &address, muted))
            .await?)
    }

    /// The muted senders of the active account, ordered by address.
    ///
    /// # Errors
    /// No active account or a failure of the store.
    pub async fn list_muted_senders(&self) -> Result<Vec<String>> {
        let session = self.active_session()?;
        let account = session.account;
        Ok(session.store.run_database_read(move |db| muted_senders::list_muted_senders(db, account)).await?)
    }
}
