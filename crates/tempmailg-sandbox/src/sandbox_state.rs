//! The state of a sandbox: accounts, inboxes, messages, faults, the request log and the clock.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::accounts::{AccountIndex, QuotaCounters, SandboxAccounts};
use crate::address_rules::{DOMAINS, SandboxDomain, find_domain, validate_username};
use crate::api_error_responses::ApiErrorResponse;
use crate::fault_injection::InjectedFault;
use crate::mail::{Mail, SandboxMailAttachment};
use crate::random;
use crate::request_log::RequestLog;
use crate::sample_mail::{SAMPLE_MAILS, SampleRecipient};

/// The settings of a running sandbox. They never change.
pub(crate) struct SandboxSettings {
    pub(crate) base_url: String,
    pub(crate) inbox_lifetime: Duration,
    pub(crate) sample_mail: bool,
    /// Requests per account and month.
    pub(crate) quota: u64,
    pub(crate) mail_delay_factor: f64,
    /// The domain types that the accounts may use, in lower case.
    pub(crate) plan: Vec<String>,
}

/// The settings and the state, shared by the server's tasks and the [`Sandbox`](crate::Sandbox).
pub(crate) struct SharedState {
    pub(crate) settings: SandboxSettings,
    state: Mutex<SandboxState>,
}

/// Everything that changes while a sandbox runs.
pub(crate) struct SandboxState {
    pub(crate) accounts: SandboxAccounts,
    pub(crate) faults: Vec<InjectedFault>,
    pub(crate) request_log: RequestLog,
    /// By address, in lower case.
    inboxes: HashMap<String, SandboxInbox>,
    /// By message identifier.
    messages: HashMap<String, DeliveredMessage>,
    /// The lifetime of inboxes that are created from now on.
    pub(crate) inbox_lifetime: Duration,
    next_inbox_id: u64,
    /// How far the sandbox's clock is ahead of the system clock.
    clock_offset: SignedDuration,
}

/// An inbox that has not ended.
#[derive(Clone)]
pub(crate) struct SandboxInbox {
    pub(crate) id: u64,
    pub(crate) address: String,
    pub(crate) domain: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) token: String,
    account: AccountIndex,
    sample_seed: u64,
    samples_delivered: usize,
    /// In the order of arrival.
    message_ids: Vec<String>,
}

/// A message in an inbox.
pub(crate) struct DeliveredMessage {
    pub(crate) id: String,
    /// The address of the inbox.
    pub(crate) address: String,
    pub(crate) mail: Mail,
    pub(crate) received_at: Timestamp,
    pub(crate) seen: bool,
    account: AccountIndex,
}

impl SharedState {
    pub(crate) fn new(settings: SandboxSettings, api_keys: Vec<String>) -> Self {
        let inbox_lifetime = settings.inbox_lifetime;
        Self {
            settings,
            state: Mutex::new(SandboxState {
                accounts: SandboxAccounts::new(api_keys),
                faults: Vec::new(),
                request_log: RequestLog::default(),
                inboxes: HashMap::new(),
                messages: HashMap::new(),
                next_inbox_id: 2301,
                inbox_lifetime,
                clock_offset: SignedDuration::ZERO,
            }),
        }
    }

    /// Locks the state and brings it up to date: removes expired inboxes and delivers sample mail that is due.
    pub(crate) fn lock_state(&self) -> MutexGuard<'_, SandboxState> {
        // Every change is complete before anything can panic, so the state of a poisoned lock is consistent.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.remove_expired_inboxes();
        if self.settings.sample_mail {
            state.deliver_due_samples(self.settings.mail_delay_factor);
        }
        state
    }
}

impl SandboxState {
    /// The time by the sandbox's clock.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(self.clock_offset).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn advance_clock(&mut self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.clock_offset = self.clock_offset.saturating_add(by);
    }

    pub(crate) fn quota_counters_of_current_month(&mut self, account: AccountIndex, limit: u64) -> QuotaCounters {
        let now = self.now();
        self.accounts.quota_counters_of_current_month(account, limit, now)
    }

    fn remove_expired_inboxes(&mut self) {
        let now = self.now();
        let expired = self.inboxes.values().filter(|inbox| inbox.expires_at <= now);
        let addresses: Vec<String> = expired.map(|inbox| inbox.address.clone()).collect();
        for address in addresses {
            self.remove_inbox(&address);
        }
    }

    fn deliver_due_samples(&mut self, mail_delay_factor: f64) {
        let now = self.now();
        let mut due = Vec::new();
        for inbox in self.inboxes.values_mut() {
            while let Some(sample) = SAMPLE_MAILS.get(inbox.samples_delivered) {
                let arrives_at = inbox.sample_mail_arrival_time(sample.arrives_after_seconds, mail_delay_factor);
                if arrives_at > now {
                    break;
                }
                let recipient = SampleRecipient { address: &inbox.address, seed: inbox.sample_seed };
                due.push((inbox.address.clone(), (sample.build_mail)(&recipient), arrives_at));
                inbox.samples_delivered += 1;
            }
        }
        for (address, mail, arrives_at) in due {
            // If the system has no random numbers, the sample is skipped.
            let _ = self.add_message_to_inbox(&address, mail, arrives_at);
        }
    }

    /// Creates an inbox with a random address on a free domain.
    pub(crate) fn create_random_inbox(&mut self, account: AccountIndex) -> Result<SandboxInbox, ApiErrorResponse> {
        let free_domains: Vec<&SandboxDomain> = DOMAINS.iter().filter(|domain| domain.plan == "Free").collect();
        loop {
            let domain = free_domains[(random::random_u64()? % free_domains.len() as u64) as usize];
            let address = format!("{}@{}", random::random_username()?, domain.name);
            if !self.inboxes.contains_key(&address) {
                return self.insert_inbox(account, address, domain);
            }
        }
    }

    /// Replaces the inbox `current` by a new one with the chosen address. Its messages are not moved.
    pub(crate) fn convert_inbox(
        &mut self,
        account: AccountIndex,
        current: &str,
        username: &str,
        domain: &str,
        settings: &SandboxSettings,
    ) -> Result<SandboxInbox, ApiErrorResponse> {
        let current = self.owned_inbox(account, current)?.address.clone();
        let username = username.to_ascii_lowercase();
        validate_username(&username)?;
        let domain = find_domain(domain)?;
        if !settings.plan.iter().any(|plan| plan.eq_ignore_ascii_case(domain.plan)) {
            return Err(ApiErrorResponse::DomainNotInPlan { domain: domain.name.to_owned() });
        }
        let address = format!("{username}@{}", domain.name);
        if self.inboxes.contains_key(&address) {
            return Err(ApiErrorResponse::AddressTaken { address });
        }
        let inbox = self.insert_inbox(account, address, domain)?;
        self.remove_inbox(&current);
        Ok(inbox)
    }

    fn insert_inbox(
        &mut self,
        account: AccountIndex,
        address: String,
        domain: &SandboxDomain,
    ) -> Result<SandboxInbox, ApiErrorResponse> {
        // The API reports whole seconds.
        let created_at = Timestamp::from_second(self.now().as_second()).unwrap_or(Timestamp::MAX);
        let lifetime = SignedDuration::try_from(self.inbox_lifetime).unwrap_or(SignedDuration::MAX);
        let inbox = SandboxInbox {
            id: self.next_inbox_id,
            domain: domain.name.to_owned(),
            created_at,
            expires_at: created_at.saturating_add(lifetime).unwrap_or(Timestamp::MAX),
            token: random::random_alphanumeric(96)?,
            account,
            sample_seed: random::random_u64()?,
            samples_delivered: 0,
            message_ids: Vec::new(),
            address,
        };
        self.next_inbox_id += 1;
        self.inboxes.insert(inbox.address.clone(), inbox.clone());
        Ok(inbox)
    }

    pub(crate) fn owned_inbox(&self, account: AccountIndex, address: &str) -> Result<&SandboxInbox, ApiErrorResponse> {
        let inbox = self.inboxes.get(&address.to_ascii_lowercase()).ok_or(ApiErrorResponse::InboxNotFound)?;
        if inbox.account == account { Ok(inbox) } else { Err(ApiErrorResponse::NotOwner) }
    }

    pub(crate) fn delete_account_inbox(
        &mut self,
        account: AccountIndex,
        address: &str,
    ) -> Result<(), ApiErrorResponse> {
        let address = self.owned_inbox(account, address)?.address.clone();
        self.remove_inbox(&address);
        Ok(())
    }

    /// Removes an inbox and its messages. Returns whether there was such an inbox.
    pub(crate) fn remove_inbox(&mut self, address: &str) -> bool {
        let Some(inbox) = self.inboxes.remove(&address.to_ascii_lowercase()) else {
            return false;
        };
        for id in &inbox.message_ids {
            self.messages.remove(id);
        }
        true
    }

    /// Iterates over the messages of an inbox, newest first.
    pub(crate) fn messages_in<'a>(&'a self, inbox: &'a SandboxInbox) -> impl Iterator<Item = &'a DeliveredMessage> {
        inbox.message_ids.iter().rev().filter_map(|id| self.messages.get(id))
    }

    pub(crate) fn find_message(&self, id: &str) -> Option<&DeliveredMessage> {
        self.messages.get(id)
    }

    /// Returns a message and marks it as seen.
    pub(crate) fn mark_seen_and_get_message(
        &mut self,
        account: AccountIndex,
        id: &str,
    ) -> Result<&DeliveredMessage, ApiErrorResponse> {
        let message = self.find_message_of_account(account, id)?;
        message.seen = true;
        Ok(message)
    }

    pub(crate) fn owned_attachment(
        &mut self,
        account: AccountIndex,
        message_id: &str,
        name: &str,
    ) -> Result<&SandboxMailAttachment, ApiErrorResponse> {
        let attachments = &self.find_message_of_account(account, message_id)?.mail.attachments;
        attachments.iter().find(|attachment| attachment.name == name).ok_or(ApiErrorResponse::AttachmentNotFound)
    }

    pub(crate) fn delete_owned_message(&mut self, account: AccountIndex, id: &str) -> Result<(), ApiErrorResponse> {
        let address = self.find_message_of_account(account, id)?.address.clone();
        self.messages.remove(id);
        if let Some(inbox) = self.inboxes.get_mut(&address) {
            inbox.message_ids.retain(|other| other != id);
        }
        Ok(())
    }

    fn find_message_of_account(
        &mut self,
        account: AccountIndex,
        id: &str,
    ) -> Result<&mut DeliveredMessage, ApiErrorResponse> {
        let message = self.messages.get_mut(id).ok_or(ApiErrorResponse::MessageNotFound)?;
        if message.account == account { Ok(message) } else { Err(ApiErrorResponse::NotOwner) }
    }

    /// Delivers mail to an inbox now. Returns the message's identifier, or `None` if there is no such inbox.
    pub(crate) fn deliver_mail(&mut self, address: &str, mail: Mail) -> Option<String> {
        self.add_message_to_inbox(&address.to_ascii_lowercase(), mail, self.now())
    }

    fn add_message_to_inbox(&mut self, address: &str, mail: Mail, received_at: Timestamp) -> Option<String> {
        let inbox = self.inboxes.get_mut(address)?;
        let id = random::random_alphanumeric(46).ok()?;
        inbox.message_ids.push(id.clone());
        let message = DeliveredMessage {
            id: id.clone(),
            address: address.to_owned(),
            mail,
            received_at,
            seen: false,
            account: inbox.account,
        };
        self.messages.insert(id.clone(), message);
        Some(id)
    }
}

impl SandboxInbox {
    fn sample_mail_arrival_time(&self, after_seconds: u32, scale: f64) -> Timestamp {
        let milliseconds = (f64::from(after_seconds) * 1000.0 * scale) as i64;
        let delay = SignedDuration::from_millis(milliseconds);
        self.created_at.saturating_add(delay).unwrap_or(Timestamp::MAX)
    }
}
