//! Accounts: API keys and monthly request quotas.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

/// Identifies the account that a request acts for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct AccountIndex(usize);

struct SandboxAccount {
    api_key: String,
    /// Requests counted in `period`.
    used: u64,
    /// The first day of the month that `used` counts.
    period: Date,
}

/// The quota counters of an account, as the `X-RateLimit-*` headers report them.
pub(crate) struct QuotaCounters {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) resets_at: ZonedDateTime,
    pub(crate) seconds_to_reset: i64,
}

/// All accounts of a sandbox.
pub(crate) struct SandboxAccounts(Vec<SandboxAccount>);

impl SandboxAccounts {
    pub(crate) fn new(api_keys: Vec<String>) -> Self {
        Self(api_keys.into_iter().map(|api_key| SandboxAccount { api_key, used: 0, period: Date::ZERO }).collect())
    }

    pub(crate) fn find_by_api_key(&self, api_key: &str) -> Option<AccountIndex> {
        self.0.iter().position(|account| account.api_key == api_key).map(AccountIndex)
    }

    /// Replaces an account's API key. Returns whether there is an account with the old one.
    pub(crate) fn replace_api_key(&mut self, old_api_key: &str, new_api_key: &str) -> bool {
        let account = self.0.iter_mut().find(|account| account.api_key == old_api_key);
        account.map(|account| new_api_key.clone_into(&mut account.api_key)).is_some()
    }

    /// Returns the counters of an account. Resets them first when a new month has begun.
    pub(crate) fn quota_counters_of_current_month(
        &mut self,
        account: AccountIndex,
        limit: u64,
        now: Timestamp,
    ) -> QuotaCounters {
        // The service's months begin at midnight in UTC+5.
        let zone = TimeZone::fixed(Offset::constant(5));
        let local_now = now.to_zoned_datetime(zone.clone());
        let period = local_now.date().first_of_month();
        let account = &mut self.0[account.0];
        if account.period != period {
            account.period = period;
            account.used = 0;
        }
        let resets_at = period.saturating_add(1.month()).to_zoned_datetime(zone).unwrap_or(local_now);
        QuotaCounters {
            limit,
            used: account.used.min(limit),
            seconds_to_reset: resets_at.timestamp().as_second() - now.as_second(),
            resets_at,
        }
    }

    pub(crate) fn count_request(&mut self, account: AccountIndex) {
        self.0[account.0].used += 1;
    }
}
