//! The checks that open inboxes should get if quota were unlimited.

use super::inbox_schedule::InboxSchedule;
use super::planner_inputs_and_outputs::PlannerContext;
use super::poll_timing::{DesiredCheckCounts, DesiredInterval, IntervalDecay, PollTiming};
use super::scheduler_time::SchedulerTime;
use std::collections::BTreeMap;
use std::time::Duration;

/// The visible inbox is assumed to stay visible for at most this long.
const LONGEST_ASSUMED_VISIBILITY: Duration = Duration::from_secs(3_600);

/// The desired checks of all open inboxes at one moment.
#[derive(Clone, Copy)]
pub(super) struct DesiredChecks<'a, Id> {
    pub(super) inboxes: &'a BTreeMap<Id, InboxSchedule>,
    pub(super) now: SchedulerTime,
    decay: IntervalDecay,
    selected_inbox_if_window_visible: Option<Id>,
}

impl<'a, Id: Copy + Ord> DesiredChecks<'a, Id> {
    pub(super) fn new(
        inboxes: &'a BTreeMap<Id, InboxSchedule>,
        timing: &PollTiming,
        context: PlannerContext<Id>,
        now: SchedulerTime,
    ) -> Self {
        let (decay, selected_inbox_if_window_visible) =
            (timing.interval_decay(context.frequency), context.selected_inbox_if_window_visible());
        Self { inboxes, now, decay, selected_inbox_if_window_visible }
    }

    pub(super) fn decay(&self) -> IntervalDecay {
        self.decay
    }

    pub(super) fn is_visible(&self, inbox: Id) -> bool {
        self.selected_inbox_if_window_visible == Some(inbox)
    }

    pub(super) fn desired_interval(&self, inbox: Id, schedule: &InboxSchedule) -> DesiredInterval {
        let idle = schedule.idle_time(self.now);
        self.decay.desired_interval(idle, self.is_visible(inbox))
    }

    /// Whether the inbox expects mail or is visible; `None` if it is not open.
    pub(super) fn has_priority(&self, inbox: Id) -> Option<bool> {
        self.inboxes.get(&inbox).map(|schedule| self.desired_interval(inbox, schedule).has_priority)
    }

    /// The number of checks that one inbox should get within `span`.
    pub(super) fn count_desired_checks(
        &self,
        inbox: Id,
        schedule: &InboxSchedule,
        span: Duration,
    ) -> DesiredCheckCounts {
        let span = schedule.expires_at.map_or(span, |end| span.min(end.duration_since(self.now)));
        let idle = schedule.idle_time(self.now);
        let visible_span = if self.is_visible(inbox) { span.min(LONGEST_ASSUMED_VISIBILITY) } else { Duration::ZERO };
        let visible = self.decay.count_desired_checks(idle, true, visible_span);
        let hidden = self.decay.count_desired_checks(idle.saturating_add(visible_span), false, span - visible_span);
        DesiredCheckCounts { priority: visible.priority + hidden.priority, other: hidden.other }
    }

    /// The number of checks that all open inboxes should get within `span`.
    pub(super) fn count_all_desired_checks(&self, span: Duration) -> DesiredCheckCounts {
        let counts = self.inboxes.iter().map(|(id, schedule)| self.count_desired_checks(*id, schedule, span));
        counts.fold(DesiredCheckCounts { priority: 0.0, other: 0.0 }, |sum, count| DesiredCheckCounts {
            priority: sum.priority + count.priority,
            other: sum.other + count.other,
        })
    }
}
