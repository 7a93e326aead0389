//! Finding messages of an account.

use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::{StoredMessage, message_rows};
use crate::view::{MessageId, MessageSummary};

/// The stored message, if it is this account's.
pub(crate) async fn find_message(session: &AccountSession, message: &MessageId) -> Result<StoredMessage> {
    let (account, message) = (session.account, message.clone());
    let row = session.store.run_query(move |db| message_rows::get_message(db, account, &message)).await?;
    row.ok_or(Error::UnknownMessage)
}

/// A stored message's summary, and whether the service knows that it was seen; if it is this account's.
pub(super) async fn find_summary_and_seen(
    session: &AccountSession,
    message: &MessageId,
) -> Result<(MessageSummary, bool)> {
    let (account, message) = (session.account, message.clone());
    let row =
        session.store.run_query(move |db| message_rows::get_message_summary_and_seen(db, account, &message)).await?;
    row.ok_or(Error::UnknownMessage)
}
