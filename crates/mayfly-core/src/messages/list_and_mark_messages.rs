//! Lists of messages, and marking messages as read or unread.

use crate::core_handle::Core;
use crate::error::Result;
use crate::inbox_check::check_inbox_now;
use crate::inboxes::find_inbox;
use crate::store::{MAX_PAGE_SIZE, PageCursor, inbox_rows, message_rows};
use crate::view::{
    AccountId, Change, InboxId, MessageFilter, MessageFilterAndOrder, MessageId, MessagePage, MessageSummary,
};
use std::collections::BTreeMap;

impl Core {
    /// An inbox's messages, newest first: what is cached, or after asking the service.
    ///
    /// # Errors
    /// An unknown inbox, a failure of the store; with `refresh`, any refusal of the service.
    pub async fn list_messages(&self, inbox: InboxId, refresh: bool) -> Result<Vec<MessageSummary>> {
        let session = self.active_session()?;
        let row = find_inbox(&session, inbox).await?;
        if refresh && row.is_open(session.now()) {
            check_inbox_now(&session, inbox).await?;
        }
        Ok(session.store.run_database_read(move |db| message_rows::list_messages_of_inbox(db, inbox)).await?)
    }

    /// A page of an inbox's cached messages, in the order asked for: at most `limit`, after those that came with
    /// `cursor`.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn list_message_page(
        &self,
        inbox: InboxId,
        options: MessageFilterAndOrder,
        limit: u32,
        cursor: Option<&str>,
    ) -> Result<MessagePage> {
        let session = self.active_session()?;
        find_inbox(&session, inbox).await?;
        let (limit, after) = (limit.clamp(1, MAX_PAGE_SIZE), cursor.map(PageCursor::parse));
        let page = session
            .store
            .run_database_read(move |db| message_rows::list_message_page(db, inbox, &options, limit, after.as_ref()))
            .await?;
        Ok(MessagePage { messages: page.rows, next: page.next.map(|next| next.encode_cursor()) })
    }

    /// A page of the cached messages of all inboxes of the account, ended ones included, newest first: at most `limit`,
    /// after those that came with `cursor`.
    ///
    /// # Errors
    /// No active account, or a failure of the store.
    pub async fn list_all_mail(&self, filter: MessageFilter, limit: u32, cursor: Option<&str>) -> Result<MessagePage> {
        let session = self.active_session()?;
        let (account, limit) = (session.account, limit.clamp(1, MAX_PAGE_SIZE));
        let after = cursor.map(PageCursor::parse);
        let page = session
            .store
            .run_database_read(move |db| {
                message_rows::list_account_message_page(db, account, filter, limit, after.as_ref())
            })
            .await?;
        Ok(MessagePage { messages: page.rows, next: page.next.map(|next| next.encode_cursor()) })
    }

    /// Marks messages of an account as read or unread, here alone: the service has no call for it, and learns that a
    /// message was read when it is opened. Messages that are not known are left out. The account is named, because
    /// another one may be active by the time the user undoes such a change.
    ///
    /// # Errors
    /// An account that isn't signed in, or a failure of the store.
    pub async fn set_messages_unread(&self, account: AccountId, messages: &[MessageId], unread: bool) -> Result<()> {
        let session = self.session_of_account(account)?;
        let (now, ids) = (session.now(), messages.to_vec());
        session
            .store
            .write_and_emit(move |db, changes| {
                let mut changed: BTreeMap<InboxId, Vec<MessageSummary>> = BTreeMap::new();
                for id in &ids {
                    if let Some(inbox) = message_rows::find_inbox_of_message(db, account, id)?
                        && message_rows::set_message_unread(db, inbox, id, unread)?
                    {
                        let message = message_rows::get_message_summary(db, inbox, id)?;
                        changed.entry(inbox).or_default().extend(message);
                    }
                }
                for (inbox_id, messages) in changed {
                    changes.push(Change::Messages { inbox_id, messages });
                    changes.extend(inbox_rows::inbox_change(db, inbox_id, now)?);
                }
                Ok(())
            })
            .await?;
        session.emit_inactive_account_view().await;
        Ok(())
    }
}
