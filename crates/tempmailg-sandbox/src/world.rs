//! What the service knows: accounts, inboxes and messages, and the rules between them.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan, ZonedDateTime};

use crate::faults::Fault;
use crate::gate::RequestRecord;
use crate::mail::{Attachment, Mail};
use crate::random;
use crate::refusal::Refusal;
use crate::samples::{self, Recipient};

/// How a sandbox was set up; never changes.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) lifetime: Duration,
    pub(crate) sample_mail: bool,
    pub(crate) quota: u64,
    pub(crate) arrival_scale: f64,
    pub(crate) plan: Vec<String>,
}

/// Settings and everything that changes.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    world: Mutex<World>,
}

pub(crate) struct World {
    pub(crate) accounts: Vec<Account>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) requests: VecDeque<RequestRecord>,
    inboxes: HashMap<String, Inbox>,
    messages: HashMap<String, Stored>,
    next_inbox_id: u64,
    ahead: SignedDuration,
}

pub(crate) struct Account {
    pub(crate) key: String,
    used: u64,
    period: Date,
}

/// Which account a request acts for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct AccountIndex(pub(crate) usize);

#[derive(Clone)]
pub(crate) struct Inbox {
    pub(crate) id: u64,
    pub(crate) address: String,
    pub(crate) domain: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) token: String,
    account: AccountIndex,
    codes_seed: u64,
    samples_delivered: usize,
    message_ids: Vec<String>,
}

/// A message in an inbox.
pub(crate) struct Stored {
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) mail: Mail,
    pub(crate) received_at: Timestamp,
    pub(crate) seen: bool,
    account: AccountIndex,
}

/// The counters of an account, as its answers tell them.
pub(crate) struct Quota {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) resets_at: ZonedDateTime,
    pub(crate) seconds_to_reset: i64,
}

pub(crate) struct Domain {
    pub(crate) name: &'static str,
    pub(crate) plan: &'static str,
    pub(crate) custom: bool,
}

pub(crate) const DOMAINS: [Domain; 5] = [
    Domain { name: "quickpost.example", plan: "Free", custom: false },
    Domain { name: "dayfly.example", plan: "Free", custom: false },
    Domain { name: "letterhop.test", plan: "Free", custom: false },
    Domain { name: "vip.quickpost.example", plan: "Premium", custom: false },
    Domain { name: "mail.own-brand.example", plan: "Premium", custom: true },
];

const RESERVED_NAMES: [&str; 8] =
    ["abuse", "admin", "administrator", "hostmaster", "noreply", "postmaster", "root", "webmaster"];

impl Shared {
    pub(crate) fn new(settings: Settings, keys: Vec<String>) -> Self {
        let accounts = keys.into_iter().map(|key| Account { key, used: 0, period: Date::ZERO }).collect();
        Self {
            settings,
            world: Mutex::new(World {
                accounts,
                faults: Vec::new(),
                requests: VecDeque::new(),
                inboxes: HashMap::new(),
                messages: HashMap::new(),
                next_inbox_id: 2301,
                ahead: SignedDuration::ZERO,
            }),
        }
    }

    /// The world as it is at this moment: mail that is due has arrived, inboxes that are over are gone.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // Every change is complete before anything can panic, so a poisoned lock is still in order.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.settle(&self.settings);
        world
    }
}

impl World {
    /// The service's clock.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now().saturating_add(self.ahead).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
        self.ahead = self.ahead.saturating_add(by);
    }

    pub(crate) fn replace_key(&mut self, key: &str, other: &str) -> bool {
        let account = self.accounts.iter_mut().find(|account| account.key == key);
        account.map(|account| other.clone_into(&mut account.key)).is_some()
    }

    fn settle(&mut self, settings: &Settings) {
        let now = self.now();
        let over: Vec<String> =
            self.inboxes.values().filter(|inbox| inbox.expires_at <= now).map(|inbox| inbox.address.clone()).collect();
        for address in over {
            self.remove_inbox(&address);
        }
        if !settings.sample_mail {
            return;
        }
        let mut arrived = Vec::new();
        for inbox in self.inboxes.values_mut() {
            while let Some(sample) = samples::ALL.get(inbox.samples_delivered) {
                let arrives_at = inbox.arrival(sample.after, settings.arrival_scale);
                if arrives_at > now {
                    break;
                }
                let recipient = Recipient { address: &inbox.address, codes_seed: inbox.codes_seed };
                arrived.push((inbox.address.clone(), (sample.build)(&recipient), arrives_at));
                inbox.samples_delivered += 1;
            }
        }
        for (address, mail, arrives_at) in arrived {
            // Without random numbers this sample is lost, which a demo survives.
            let _ = self.store(&address, mail, arrives_at);
        }
    }

    /// The counters of an account, from zero again when a new month has begun.
    pub(crate) fn quota(&mut self, account: AccountIndex, limit: u64) -> Quota {
        let now = self.now();
        // The service counts by the months of this zone.
        let zone = TimeZone::fixed(Offset::constant(5));
        let here = now.to_zoned_datetime(zone.clone());
        let period = here.date().first_of_month();
        let account = &mut self.accounts[account.0];
        if account.period != period {
            account.period = period;
            account.used = 0;
        }
        let resets_at = period.saturating_add(1.month()).to_zoned_datetime(zone).unwrap_or(here);
        Quota {
            limit,
            used: account.used.min(limit),
            seconds_to_reset: resets_at.timestamp().as_second() - now.as_second(),
            resets_at,
        }
    }

    pub(crate) fn count_request(&mut self, account: AccountIndex) {
        self.accounts[account.0].used += 1;
    }

    pub(crate) fn create_random(&mut self, account: AccountIndex, settings: &Settings) -> Result<Inbox, Refusal> {
        let allowed: Vec<&Domain> = DOMAINS.iter().filter(|domain| domain.plan == "Free").collect();
        loop {
            let domain = allowed[(random::number()? % allowed.len() as u64) as usize];
            let address = format!("{}@{}", random::username()?, domain.name);
            if !self.inboxes.contains_key(&address) {
                return self.open_inbox(account, address, domain, settings);
            }
        }
    }

    /// Puts a new inbox in the place of `current`. Its messages don't move.
    pub(crate) fn change(
        &mut self,
        account: AccountIndex,
        current: &str,
        username: &str,
        domain: &str,
        settings: &Settings,
    ) -> Result<Inbox, Refusal> {
        let current = self.owned_inbox(account, current)?.address.clone();
        let username = username.to_ascii_lowercase();
        check_username(&username)?;
        let domain = find_domain(domain)?;
        if !settings.plan.iter().any(|plan| plan.eq_ignore_ascii_case(domain.plan)) {
            return Err(Refusal::NotInPlan { domain: domain.name.to_owned() });
        }
        let address = format!("{username}@{}", domain.name);
        if self.inboxes.contains_key(&address) {
            return Err(Refusal::AddressTaken { address });
        }
        let inbox = self.open_inbox(account, address, domain, settings)?;
        self.remove_inbox(&current);
        Ok(inbox)
    }

    fn open_inbox(
        &mut self,
        account: AccountIndex,
        address: String,
        domain: &Domain,
        settings: &Settings,
    ) -> Result<Inbox, Refusal> {
        // Whole seconds, as the API tells them.
        let created_at = Timestamp::from_second(self.now().as_second()).unwrap_or(Timestamp::MAX);
        let lifetime = SignedDuration::try_from(settings.lifetime).unwrap_or(SignedDuration::MAX);
        let inbox = Inbox {
            id: self.next_inbox_id,
            domain: domain.name.to_owned(),
            created_at,
            expires_at: created_at.saturating_add(lifetime).unwrap_or(Timestamp::MAX),
            token: random::alphanumeric(96)?,
            account,
            codes_seed: random::number()?,
            samples_delivered: 0,
            message_ids: Vec::new(),
            address,
        };
        self.next_inbox_id += 1;
        self.inboxes.insert(inbox.address.clone(), inbox.clone());
        Ok(inbox)
    }

    pub(crate) fn owned_inbox(&self, account: AccountIndex, address: &str) -> Result<&Inbox, Refusal> {
        let inbox = self.inboxes.get(&address.to_ascii_lowercase()).ok_or(Refusal::InboxGone)?;
        if inbox.account == account { Ok(inbox) } else { Err(Refusal::NotOwner) }
    }

    pub(crate) fn delete_inbox(&mut self, account: AccountIndex, address: &str) -> Result<(), Refusal> {
        let address = self.owned_inbox(account, address)?.address.clone();
        self.remove_inbox(&address);
        Ok(())
    }

    /// Ends an inbox and its messages; false if there is none.
    pub(crate) fn remove_inbox(&mut self, address: &str) -> bool {
        let Some(inbox) = self.inboxes.remove(&address.to_ascii_lowercase()) else {
            return false;
        };
        for id in &inbox.message_ids {
            self.messages.remove(id);
        }
        true
    }

    /// Messages of an inbox, newest first.
    pub(crate) fn messages_of<'a>(&'a self, inbox: &'a Inbox) -> impl Iterator<Item = &'a Stored> {
        inbox.message_ids.iter().rev().filter_map(|id| self.messages.get(id))
    }

    pub(crate) fn message(&self, id: &str) -> Option<&Stored> {
        self.messages.get(id)
    }

    pub(crate) fn read_message(&mut self, account: AccountIndex, id: &str) -> Result<&Stored, Refusal> {
        let message = self.owned_message(account, id)?;
        message.seen = true;
        Ok(message)
    }

    pub(crate) fn attachment(&mut self, account: AccountIndex, id: &str, name: &str) -> Result<&Attachment, Refusal> {
        let attachments = &self.owned_message(account, id)?.mail.attachments;
        attachments.iter().find(|attachment| attachment.name == name).ok_or(Refusal::AttachmentGone)
    }

    pub(crate) fn delete_message(&mut self, account: AccountIndex, id: &str) -> Result<(), Refusal> {
        let address = self.owned_message(account, id)?.address.clone();
        self.messages.remove(id);
        if let Some(inbox) = self.inboxes.get_mut(&address) {
            inbox.message_ids.retain(|other| other != id);
        }
        Ok(())
    }

    fn owned_message(&mut self, account: AccountIndex, id: &str) -> Result<&mut Stored, Refusal> {
        let message = self.messages.get_mut(id).ok_or(Refusal::MessageGone)?;
        if message.account == account { Ok(message) } else { Err(Refusal::NotOwner) }
    }

    /// Puts mail into an inbox now; `None` if there is no such inbox.
    pub(crate) fn deliver(&mut self, address: &str, mail: Mail) -> Option<String> {
        self.store(&address.to_ascii_lowercase(), mail, self.now())
    }

    fn store(&mut self, address: &str, mail: Mail, received_at: Timestamp) -> Option<String> {
        let inbox = self.inboxes.get_mut(address)?;
        let id = random::alphanumeric(46).ok()?;
        inbox.message_ids.push(id.clone());
        let stored = Stored {
            id: id.clone(),
            address: address.to_owned(),
            mail,
            received_at,
            seen: false,
            account: inbox.account,
        };
        self.messages.insert(id.clone(), stored);
        Some(id)
    }
}

impl Inbox {
    fn arrival(&self, after_seconds: u32, scale: f64) -> Timestamp {
        let milliseconds = (f64::from(after_seconds) * 1000.0 * scale) as i64;
        let delay = SignedDuration::from_millis(milliseconds);
        self.created_at.saturating_add(delay).unwrap_or(Timestamp::MAX)
    }
}

fn check_username(username: &str) -> Result<(), Refusal> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    let reason = if !(3..=32).contains(&username.chars().count()) {
        "The username must be between 3 and 32 characters."
    } else if !username.chars().all(allowed) {
        "The username may only contain letters, digits, dots, underscores and dashes."
    } else if !username.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !username.ends_with(|c: char| c.is_ascii_alphanumeric())
        || username.contains("..")
    {
        "The username must begin and end with a letter or digit, without two dots in a row."
    } else if RESERVED_NAMES.contains(&username) {
        "The username is reserved."
    } else {
        return Ok(());
    };
    Err(Refusal::invalid("username", reason))
}

fn find_domain(name: &str) -> Result<&'static Domain, Refusal> {
    DOMAINS
        .iter()
        .find(|domain| domain.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| Refusal::invalid("domain", "The selected domain is invalid."))
}
