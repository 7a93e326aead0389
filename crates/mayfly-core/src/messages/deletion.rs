//! Deleting messages on the service and here.

use super::message_lookup::find_message;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::session::AccountSession;
use crate::store::{inbox_rows, message_rows};
use crate::view::{Change, DeletionReport, MessageId};

impl Core {
    /// Deletes a message on the service and here.
    ///
    /// # Errors
    /// An unknown message, any refusal of the service or the store. One that the service no longer has
    /// is deleted here all the same.
    pub async fn delete_message(&self, message: &MessageId) -> Result<()> {
        delete_message_everywhere(&*self.active_session()?, message.clone()).await
    }

    /// Deletes several messages, one request each, one after the other. Each deletion is emitted at once; the report
    /// says what became of the others. Where going on would only fail again (the key is refused, there were too many
    /// requests, nobody answers, the account is closed) the rest is not attempted.
    ///
    /// # Errors
    /// No active account. What the service or the store refuses is part of the report.
    pub async fn delete_messages(&self, messages: &[MessageId]) -> Result<DeletionReport<MessageId>> {
        let session = self.active_session()?;
        Ok(self.delete_one_by_one(&session, messages, |id| delete_message_everywhere(&session, id)).await)
    }
}

async fn delete_message_everywhere(session: &AccountSession, id: MessageId) -> Result<()> {
    let inbox = find_message(session, &id).await?.summary.inbox_id;
    match session.record_response_to_user_request(session.client.delete_message(id.as_str()).await) {
        Ok(_) => {}
        Err(Error::Api(error)) if error.is_not_found() => {}
        Err(error) => return Err(error),
    }
    let now = session.now();
    session
        .store
        .write_and_emit(move |db, changes| {
            message_rows::delete_message(db, inbox, &id)?;
            changes.push(Change::MessageRemoved { inbox_id: inbox, id });
            changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
            Ok(())
        })
        .await?;
    Ok(())
}
