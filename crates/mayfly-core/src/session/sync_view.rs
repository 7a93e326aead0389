//! The status of an account's schedule as windows see it.

use crate::ports::clock::{saturating_add, to_rfc3339};
use crate::scheduler_types::{AccountCheckStatus, SchedulerTime};
use crate::view::SyncView;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// Converts a status, with its moments as times of day; `now` and `wall` are the same moment.
pub(super) fn to_sync_view(status: AccountCheckStatus, now: SchedulerTime, wall: Timestamp) -> SyncView {
    let text = |time: SchedulerTime| {
        let past = SignedDuration::try_from(now.duration_since(time)).ok().and_then(|by| wall.checked_sub(by).ok());
        to_rfc3339(if time > now { saturating_add(wall, time.duration_since(now)) } else { past.unwrap_or(wall) })
    };
    let seconds = |span: Duration| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
    match status {
        AccountCheckStatus::Idle => SyncView::Idle,
        AccountCheckStatus::Online => SyncView::Online,
        AccountCheckStatus::SavingQuota { shortest_interval, longest_interval } => SyncView::Saving {
            every_seconds: seconds(shortest_interval),
            slowest_seconds: longest_interval.map(seconds),
        },
        AccountCheckStatus::QuotaScarce { has_final_check } => SyncView::Scarce { last_look: has_final_check },
        AccountCheckStatus::Offline { since, retry_at } => {
            SyncView::Offline { since: text(since), retry_at: text(retry_at) }
        }
        AccountCheckStatus::RateLimited { until } => SyncView::Waiting { until: text(until) },
        AccountCheckStatus::QuotaExhausted { until } => SyncView::Resting { until: text(until) },
        AccountCheckStatus::Paused => SyncView::Paused,
        AccountCheckStatus::OnRequest => SyncView::OnRequest,
        AccountCheckStatus::ApiKeyRefused => SyncView::KeyRefused,
    }
}
