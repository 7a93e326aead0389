//! Creating inboxes with random or chosen addresses, and converting an inbox to another address.

use super::find_and_select_inboxes::find_inbox;
use super::name_validation::{clean_inbox_label, validate_domain, validate_username};
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::ports::clock::saturating_add;
use crate::session::AccountSession;
use crate::store::{InboxEndReason, NewInboxRow, inbox_rows};
use crate::view::{Change, DomainView, InboxId, InboxView};
use tempmailg::ApiResponse;

/// The plan type that every account has; it is requested first, because its answer names the others.
const FIRST_PLAN_TYPE: &str = "free";

/// How many further plan types are requested at most, whatever the service claims.
const MAX_PLAN_TYPES: usize = 8;

impl Core {
    /// Returns the domains on which the account may create inboxes with chosen names, of all its plan types.
    ///
    /// # Errors
    /// Any failure of the first request. A further plan type that fails is left out.
    pub async fn list_domains(&self) -> Result<Vec<DomainView>> {
        let session = self.active_session()?;
        let first = session.record_response_to_user_request(session.client.list_domains(FIRST_PLAN_TYPE).await)?.value;
        let mut found = first.domains;
        let others = first.allowed_types.iter().filter(|plan| !plan.eq_ignore_ascii_case(FIRST_PLAN_TYPE));
        for plan in others.take(MAX_PLAN_TYPES) {
            match session.record_response_to_user_request(session.client.list_domains(plan).await) {
                Ok(answer) => found.extend(answer.value.domains),
                Err(error) => tracing::warn!(code = ?error.code(), "a plan type's domains were refused"),
            }
        }
        let mut domains: Vec<DomainView> = Vec::with_capacity(found.len());
        for domain in found {
            if !domains.iter().any(|other| other.domain.eq_ignore_ascii_case(&domain.domain)) {
                domains.push(DomainView { domain: domain.domain, plan: domain.kind, custom: domain.custom });
            }
        }
        Ok(domains)
    }

    /// Creates an inbox with a random address, and selects it. It is on disk before this returns.
    ///
    /// # Errors
    /// Any refusal of the service or the store.
    pub async fn create_inbox(&self) -> Result<InboxView> {
        self.create_random_inbox(true).await
    }

    /// Creates an inbox as [`create_inbox`](Self::create_inbox) does, for the tray, the shortcut or a command. It is
    /// selected only if no visible window shows another one.
    ///
    /// # Errors
    /// Any refusal of the service or the store.
    pub async fn create_inbox_outside_window(&self) -> Result<InboxView> {
        let shows_other = self.0.polling_conditions.is_window_visible() && self.selected_inbox().is_some();
        self.create_random_inbox(!shows_other).await
    }

    async fn create_random_inbox(&self, select: bool) -> Result<InboxView> {
        let session = self.active_session()?;
        let answer = session.record_response_to_user_request(session.client.create_inbox().await)?;
        let (row, now, account) = (to_new_inbox_row(&session, answer), session.now(), session.account);
        let (id, view) = session
            .store
            .write_and_emit(move |db, changes| {
                let id = inbox_rows::insert_inbox(db, account, &row)?;
                changes.extend(inbox_rows::inbox_change(db, id, now)?);
                Ok((id, inbox_rows::get_inbox(db, id)?.map(|row| row.to_view(now))))
            })
            .await?;
        if select {
            session.select_inbox(Some(id)).await?;
        } else {
            session.wake_scheduler();
        }
        view.ok_or(Error::UnknownInbox)
    }

    /// Creates an inbox with a chosen address and perhaps a label: a random one is created and converted before windows
    /// receive it.
    ///
    /// # Errors
    /// An unusable name or domain, any refusal of the service or the store. A name that the service refuses
    /// leaves no inbox behind.
    pub async fn create_custom_inbox(&self, username: &str, domain: &str, label: Option<&str>) -> Result<InboxView> {
        let label = label.and_then(clean_inbox_label);
        let (username, domain) = (validate_username(username)?, validate_domain(domain)?);
        let session = self.active_session()?;
        let (id, row) = create_custom_inbox_by_conversion(&session, &username, &domain).await?;
        let now = session.now();
        let view = session
            .store
            .write_and_emit(move |db, changes| {
                inbox_rows::set_converted_inbox_address(db, id, &row)?;
                inbox_rows::set_inbox_label(db, id, label.as_deref())?;
                changes.extend(inbox_rows::inbox_change(db, id, now)?);
                Ok(inbox_rows::get_inbox(db, id)?.map(|row| row.to_view(now)))
            })
            .await?
            .ok_or(Error::UnknownInbox)?;
        session.select_inbox(Some(id)).await?;
        Ok(view)
    }

    /// Makes the address of an ended inbox anew: a random one is created and converted to it. The inbox is open again, with
    /// its mail, and selected.
    ///
    /// # Errors
    /// An unknown inbox or one that is open, any refusal of the service or the store, in particular of a name that is
    /// taken. Then nothing has changed.
    pub async fn recreate_inbox(&self, inbox: InboxId) -> Result<InboxView> {
        let session = self.active_session()?;
        let old = find_inbox(&session, inbox).await?;
        if old.is_open(session.now()) {
            return Err(Error::UnknownInbox);
        }
        let (username, domain) = old.address.rsplit_once('@').ok_or(Error::InvalidAddress)?;
        let (username, domain) = (validate_username(username)?, validate_domain(domain)?);
        let (temporary, row) = create_custom_inbox_by_conversion(&session, &username, &domain).await?;
        let now = session.now();
        let view = session
            .store
            .write_and_emit(move |db, changes| {
                inbox_rows::delete_inbox(db, temporary)?;
                // A check may have shown it to windows meanwhile.
                changes.push(Change::InboxRemoved { id: temporary });
                inbox_rows::reopen_recreated_inbox(db, inbox, &row)?;
                changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
                Ok(inbox_rows::get_inbox(db, inbox)?.map(|row| row.to_view(now)))
            })
            .await?
            .ok_or(Error::UnknownInbox)?;
        session.select_inbox(Some(inbox)).await?;
        session.record_interest(inbox);
        session.wake_scheduler();
        Ok(view)
    }

    /// Converts an inbox to a new address. The old one stays, with its cached mail, marked as replaced.
    ///
    /// # Errors
    /// An unusable name or domain, an unknown inbox, any refusal of the service or the store.
    pub async fn convert_inbox(&self, inbox: InboxId, username: &str, domain: &str) -> Result<InboxView> {
        let (username, domain) = (validate_username(username)?, validate_domain(domain)?);
        let session = self.active_session()?;
        let old = find_inbox(&session, inbox).await?;
        let row = replace_address_on_service(&session, inbox, &old.address, &username, &domain).await?;
        let (now, account) = (session.now(), session.account);
        let (id, view) = session
            .store
            .write_and_emit(move |db, changes| {
                inbox_rows::mark_inbox_ended(db, inbox, InboxEndReason::Replaced, Some(&row.address), now)?;
                let id = inbox_rows::insert_inbox(db, account, &row)?;
                inbox_rows::set_inbox_muted(db, id, old.muted)?;
                inbox_rows::set_inbox_label(db, id, old.label.as_deref())?;
                changes.extend(inbox_rows::inbox_change(db, inbox, now)?);
                changes.extend(inbox_rows::inbox_change(db, id, now)?);
                Ok((id, inbox_rows::get_inbox(db, id)?.map(|row| row.to_view(now))))
            })
            .await?;
        session.select_inbox(Some(id)).await?;
        view.ok_or(Error::UnknownInbox)
    }
}

/// Creates a random inbox and converts it on the service. Returns the stored inbox, which still has the random address,
/// and what it was converted to; if the conversion fails, no inbox is left.
async fn create_custom_inbox_by_conversion(
    session: &AccountSession,
    username: &str,
    domain: &str,
) -> Result<(InboxId, NewInboxRow)> {
    let random = session.record_response_to_user_request(session.client.create_inbox().await)?;
    let current = random.value.address.clone();
    let (row, account) = (to_new_inbox_row(session, random), session.account);
    // On disk before the conversion: if the app dies now, the inbox is not lost.
    let id = session.store.write_transaction(move |db| inbox_rows::insert_inbox(db, account, &row)).await?;
    match replace_address_on_service(session, id, &current, username, domain).await {
        Ok(row) => Ok((id, row)),
        Err(error) => {
            discard_inbox_after_refused_conversion(session, id, &current).await?;
            Err(error)
        }
    }
}

/// Deletes the random inbox whose conversion was refused. A check may have shown it to windows meanwhile, so its
/// removal is emitted; if the service keeps it, it is shown.
async fn discard_inbox_after_refused_conversion(session: &AccountSession, id: InboxId, address: &str) -> Result<()> {
    let deleted = session.record_response_to_user_request(session.client.delete_inbox(address).await);
    let now = session.now();
    session
        .store
        .write_and_emit(move |db, changes| {
            let is_gone = match &deleted {
                Ok(_) => true,
                Err(error) => matches!(error, Error::Api(error) if error.is_not_found()),
            };
            if is_gone {
                inbox_rows::delete_inbox(db, id)?;
                changes.push(Change::InboxRemoved { id });
            } else {
                changes.extend(inbox_rows::inbox_change(db, id, now)?);
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// Converts an inbox on the service. If the response is lost, a request for the mail of the new address shows whether
/// the conversion succeeded: only the owner of an address can list its mail.
async fn replace_address_on_service(
    session: &AccountSession,
    inbox: InboxId,
    current: &str,
    username: &str,
    domain: &str,
) -> Result<NewInboxRow> {
    let error =
        match session.record_response_to_user_request(session.client.convert_inbox(current, username, domain).await) {
            Ok(answer) => return Ok(to_new_inbox_row(session, answer)),
            Err(error) => error,
        };
    use tempmailg::Error as E;
    let may_have_succeeded =
        matches!(error, Error::Api(E::Timeout | E::Network(_) | E::Service { .. } | E::UnexpectedResponse { .. }));
    if !may_have_succeeded {
        return Err(error);
    }
    let address = format!("{username}@{domain}");
    // An address that the user owned before can be listed even if this conversion failed.
    let (account, now) = (session.account, session.now());
    let rows = session.store.run_database_read(move |db| inbox_rows::list_inboxes_of_account(db, account)).await?;
    let is_owned_already = rows.iter().any(|row| row.is_open(now) && row.address.eq_ignore_ascii_case(&address));
    if is_owned_already
        || session.record_response_to_user_request(session.client.list_messages(&address).await).is_err()
    {
        return Err(error);
    }
    tracing::info!("an address was converted, though the answer was lost");
    let (created_at, expires_at) =
        (session.now(), rows.iter().find(|row| row.id == inbox).and_then(|row| row.expires_at));
    // The service's identifier and token are not needed: requests name the address.
    Ok(NewInboxRow { service_id: String::new(), address, token: None, created_at, expires_at, extra: "{}".into() })
}

/// Returns the service's inbox with its expiry by this computer's clock: from the remaining seconds if the service
/// sends them, otherwise from the expiry time corrected by the difference between the clocks.
fn to_new_inbox_row(session: &AccountSession, answer: ApiResponse<tempmailg::Inbox>) -> NewInboxRow {
    let (now, inbox) = (session.now(), answer.value);
    let expires_at = match (inbox.expires_in, inbox.expires_at, answer.server_time) {
        (Some(left), _, _) => Some(saturating_add(now, left)),
        (None, Some(end), Some(server)) => now.checked_add(end.duration_since(server)).ok(),
        (None, end, None) => end.map(|end| session.service_to_local_clock(end)),
        (None, None, Some(_)) => None,
    };
    NewInboxRow {
        service_id: inbox.id,
        address: inbox.address,
        token: inbox.token,
        created_at: now,
        expires_at,
        extra: serde_json::to_string(&inbox.extra).unwrap_or_else(|_| "{}".into()),
    }
}
