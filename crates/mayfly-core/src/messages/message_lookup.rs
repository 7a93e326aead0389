//! Finding messages of an account.

use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::{AttachmentInfo, MessageOpeningData, StoredMessage, message_rows};
use crate::view::MessageId;

/// The stored message, if it is this account's.
pub(crate) async fn find_message(session: &AccountSession, message: &MessageId) -> Result<StoredMessage> {
    let (account, message) = (session.account, message.clone());
    let row = session.store.run_database_read(move |db| message_rows::get_message(db, account, &message)).await?;
    row.ok_or(Error::UnknownMessage)
}

/// An attachment of a stored message, by its index in the message.
pub(crate) async fn find_attachment(
    session: &AccountSession,
    message: &MessageId,
    index: u32,
) -> Result<AttachmentInfo> {
    let message = find_message(session, message).await?;
    let found = usize::try_from(index).ok().and_then(|index| message.attachments.into_iter().nth(index));
    found.ok_or(Error::UnknownAttachment)
}

/// What opening a stored message has to know of it before its body, if it is this account's.
pub(super) async fn find_message_opening_data(
    session: &AccountSession,
    message: &MessageId,
) -> Result<MessageOpeningData> {
    let (account, message) = (session.account, message.clone());
    let row = session
        .store
        .run_database_read(move |db| message_rows::get_message_opening_data(db, account, &message))
        .await?;
    row.ok_or(Error::UnknownMessage)
}
