//! Adding addresses that were made elsewhere with the same API key.

use crate::core_handle::Core;
use crate::error::{Error, Result, stops_batch};
use crate::inbox_check::store_new_messages;
use crate::inboxes::is_valid_address;
use crate::session::AccountSession;
use crate::store::{NewInboxRow, inbox_rows};
use crate::view::{FailedAdoption, InboxAdoptionReport, InboxId, InboxView};
use std::collections::HashSet;
use std::sync::Arc;

/// How many addresses are added at once: each costs a request of the quota.
const MAX_ADOPTED_ADDRESSES: usize = 50;

impl Core {
    /// Adds the addresses in a text, which stand in lines or between spaces or commas, to the active account. The service
    /// is asked for the mail of each: it lists only the mail of addresses that belong to the owner of the API key. When
    /// an address expires isn't known.
    ///
    /// Where going on would only fail again, the rest is not attempted.
    ///
    /// # Errors
    /// No active account, no address in the text, too many, or a failure of the store. What the service refuses is part of
    /// the report.
    pub async fn adopt_inboxes(&self, text: &str) -> Result<InboxAdoptionReport> {
        let session = self.active_session()?;
        let addresses = split_pasted_addresses(text)?;
        let account = session.account;
        let listed =
            session.store.run_database_read(move |db| inbox_rows::list_inboxes_of_account(db, account)).await?;
        let known: HashSet<_> = listed.into_iter().map(|row| row.address.to_lowercase()).collect();
        let mut report = InboxAdoptionReport::default();
        let mut remaining = addresses.into_iter();
        while let Some(address) = remaining.next() {
            if known.contains(&address.to_lowercase()) {
                report.already_present.push(address);
                continue;
            }
            let error = match adopt_inbox(&session, &address).await {
                Ok(inbox) => {
                    report.adopted.push(inbox);
                    continue;
                }
                Err(error) => error,
            };
            let error_view = self.to_error_view(&error);
            report.failed.push(FailedAdoption { address, error: error_view.clone() });
            if stops_batch(error.code()) {
                report.not_attempted = remaining.collect();
                report.stop_reason = Some(error_view);
                break;
            }
        }
        if let Some(first) = report.adopted.first() {
            session.select_inbox(Some(first.id)).await?;
        }
        session.wake_scheduler();
        Ok(report)
    }
}

/// Asks the service for the mail of an address and stores the inbox with it.
async fn adopt_inbox(session: &Arc<AccountSession>, address: &str) -> Result<InboxView> {
    if !is_valid_address(address) {
        return Err(Error::InvalidAddress);
    }
    let list = session.record_response_to_user_request(session.client.list_messages(address).await)?.value;
    let (account, now) = (session.account, session.now());
    // The service's identifier and token are not needed: requests name the address.
    let row = NewInboxRow {
        service_id: String::new(),
        address: address.to_owned(),
        token: None,
        created_at: now,
        expires_at: None,
        extra: "{}".into(),
    };
    let id: InboxId = session.store.write_transaction(move |db| inbox_rows::insert_inbox(db, account, &row)).await?;
    // The mail is not announced: it did not arrive just now.
    store_new_messages(session, id, list.messages, false, false).await?;
    let row = session.store.run_database_read(move |db| inbox_rows::get_inbox(db, id)).await?;
    Ok(row.ok_or(Error::UnknownInbox)?.to_view(session.now()))
}

/// Returns the different addresses in a text, in lower case if they are ASCII. What is no address is returned too.
fn split_pasted_addresses(text: &str) -> Result<Vec<String>> {
    let mut addresses: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        let address = part.trim_matches(['<', '>', '"', '\'']).trim_start_matches("mailto:").to_lowercase();
        if address.is_empty() || !seen.insert(address.clone()) {
            continue;
        }
        if addresses.len() == MAX_ADOPTED_ADDRESSES {
            return Err(Error::TooManyAddresses);
        }
        addresses.push(address);
    }
    if addresses.is_empty() { Err(Error::InvalidAddress) } else { Ok(addresses) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_split_from_pasted_text() {
        let text =
            "One@example.com\n  two@example.org, <three@example.com>;\tmailto:four@example.com\none@example.com\nnone";
        let expected = ["one@example.com", "two@example.org", "three@example.com", "four@example.com", "none"];
        assert_eq!(split_pasted_addresses(text).unwrap(), expected);
        for nothing in ["", " \n,; \n"] {
            assert!(matches!(split_pasted_addresses(nothing), Err(Error::InvalidAddress)));
        }
        let many = |count: usize| (0..count).map(|number| format!("a{number}@example.com\n")).collect::<String>();
        assert_eq!(split_pasted_addresses(&many(MAX_ADOPTED_ADDRESSES)).unwrap().len(), MAX_ADOPTED_ADDRESSES);
        assert!(matches!(split_pasted_addresses(&many(1_000)), Err(Error::TooManyAddresses)));
    }
}
