//! How often an inbox should be checked: often while mail is expected, less and less while nothing happens.

use super::check_frequency::CheckFrequency;
use std::time::Duration;

/// The scheduler's intervals and timeouts. All check intervals are multiples of the shortest, so a test can shorten all
/// of them at once.
#[derive(Debug, Clone, PartialEq)]
pub struct PollTiming {
    /// The time between two checks of an inbox that has just been created: 5 s.
    pub shortest_interval: Duration,
    /// The longest delay between two attempts while the service cannot be reached: 5 min. The first delay is the
    /// shortest interval.
    pub longest_retry_delay: Duration,
    /// A check without a response in this time has failed: 20 s.
    pub check_timeout: Duration,
    /// The time between two readings of the clocks, which detect that the computer slept: 10 s.
    pub clock_check_interval: Duration,
}

impl Default for PollTiming {
    fn default() -> Self {
        Self {
            shortest_interval: Duration::from_secs(5),
            longest_retry_delay: Duration::from_secs(300),
            check_timeout: Duration::from_secs(20),
            clock_check_interval: Duration::from_secs(10),
        }
    }
}

/// One step of the decay: while an inbox has been idle for less than `idle_below` units, its checks are `interval`
/// units apart.
struct DecayStep {
    idle_below: u32,
    interval: u32,
}

const fn step(idle_below: u32, interval: u32) -> DecayStep {
    DecayStep { idle_below, interval }
}

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;

/// The decay of check intervals, in units. Steep enough that short intervals are affordable, flat enough that mail a
/// few minutes late is still shown soon: the polling bench measures both.
const INTERVALS: [DecayStep; 10] = [
    step(MINUTE, 5),
    step(3 * MINUTE, 8),
    step(10 * MINUTE, 12),
    step(20 * MINUTE, 15),
    step(HOUR, 40),
    step(2 * HOUR, 60),
    step(12 * HOUR, 400),
    step(48 * HOUR, 700),
    step(15 * 24 * HOUR, 900),
    step(u32::MAX, 2_400),
];

/// The shortest interval in units: with the default timing a unit is one second.
const UNITS_OF_SHORTEST_INTERVAL: u32 = 5;

/// The longest interval of the visible inbox, in units.
const LONGEST_VISIBLE_INTERVAL: u32 = 60;

/// An inbox whose interval is at most this many units expects mail.
const LONGEST_EXPECTING_INTERVAL: u32 = 15;

/// The first check after a sign of interest comes after this part of an interval.
const FIRST_INTERVAL_PART: f64 = 0.5;

/// The first check comes when the inbox has been idle for at most this long (in units), however short the quota is.
/// Most mail of a sign-up has arrived by then: an earlier check would find less, a later one the same mail later.
const LATEST_FIRST_CHECK: u32 = 90;

/// Mail that arrives while the inbox has been idle for less than this (in units) was expected, and more may follow.
const EXPECTED_MAIL_IDLE_TIME: u32 = 20 * MINUTE;
/// The idle time (in units) after mail that was expected.
const IDLE_TIME_AFTER_EXPECTED_MAIL: u32 = MINUTE;
/// The idle time (in units) after unexpected mail: nobody waits for more, but the inbox is in use.
const IDLE_TIME_AFTER_UNEXPECTED_MAIL: u32 = 2 * HOUR;

/// With [`CheckFrequency::Sparing`] all check intervals are multiplied by this.
const SPARING_INTERVAL_FACTOR: u32 = 2;

/// How often one inbox should be checked, before the quota is considered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DesiredInterval {
    /// The time between two checks.
    pub(super) interval: Duration,
    /// The inbox expects mail or is visible: it takes precedence over the others when the quota is short.
    pub(super) has_priority: bool,
}

/// Numbers of checks, by the priority the inbox has at the time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DesiredCheckCounts {
    /// While the inbox has priority.
    pub(super) priority: f64,
    /// While it does not.
    pub(super) other: f64,
}

/// Factors that lengthen check intervals, by the priority the inbox has at the time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ThrottleFactors {
    /// While the inbox has priority.
    pub(super) priority: f64,
    /// While it does not.
    pub(super) other: f64,
}

impl ThrottleFactors {
    pub(super) fn multiplied_by(self, factor: f64) -> Self {
        Self { priority: self.priority * factor, other: self.other * factor }
    }
}

/// The decay of check intervals at one timing and one frequency. In its methods `idle` is the time since somebody last
/// showed interest in the inbox: created, copied, opened or refreshed it.
#[derive(Debug, Clone, Copy)]
pub(super) struct IntervalDecay {
    shortest_interval: Duration,
    interval_factor: u32,
}

impl PollTiming {
    /// The decay of check intervals at this frequency.
    pub(super) fn interval_decay(&self, frequency: CheckFrequency) -> IntervalDecay {
        let interval_factor = if frequency == CheckFrequency::Sparing { SPARING_INTERVAL_FACTOR } else { 1 };
        IntervalDecay { shortest_interval: self.shortest_interval, interval_factor }
    }

    /// The idle time of an inbox after mail arrived that had been idle for `idle` before.
    pub(super) fn idle_time_after_mail(&self, idle: Duration) -> Duration {
        let was_expected = idle < interval_units_to_duration(EXPECTED_MAIL_IDLE_TIME, self.shortest_interval);
        let units = if was_expected { IDLE_TIME_AFTER_EXPECTED_MAIL } else { IDLE_TIME_AFTER_UNEXPECTED_MAIL };
        idle.min(interval_units_to_duration(units, self.shortest_interval))
    }
}

impl IntervalDecay {
    /// How often an inbox should be checked after this idle time.
    pub(super) fn desired_interval(&self, idle: Duration, is_visible: bool) -> DesiredInterval {
        let step = INTERVALS
            .iter()
            .find(|step| idle < self.max_idle_time_of_step(step))
            .unwrap_or(&INTERVALS[INTERVALS.len() - 1]);
        let units = step.effective_interval_units(is_visible);
        DesiredInterval { interval: self.interval(units), has_priority: has_priority(units, is_visible) }
    }

    /// How many checks an inbox should get in the next `span` if nothing happens.
    pub(super) fn count_desired_checks(&self, idle: Duration, is_visible: bool, span: Duration) -> DesiredCheckCounts {
        let (mut from, end) = (idle, idle.saturating_add(span));
        let mut counts = DesiredCheckCounts { priority: 0.0, other: 0.0 };
        for step in &INTERVALS {
            let to = self.max_idle_time_of_step(step).min(end);
            if to > from {
                let units = step.effective_interval_units(is_visible);
                let count = (to - from).as_secs_f64() / self.interval(units).as_secs_f64();
                *(if has_priority(units, is_visible) { &mut counts.priority } else { &mut counts.other }) += count;
                from = to;
            }
        }
        counts
    }

    /// The time from a check to the next one, for an inbox that had this idle time at the check. `checks` is the number
    /// of desired checks that have to add up until then: 1 for a full interval, 0.5 for half of one.
    pub(super) fn time_to_next_check(
        &self,
        idle: Duration,
        is_visible: bool,
        factors: ThrottleFactors,
        checks: f64,
    ) -> Duration {
        const NEVER: Duration = Duration::from_secs(1_000_000_000);
        let mut remaining_checks = checks;
        let mut from = idle;
        for step in &INTERVALS {
            let to = self.max_idle_time_of_step(step);
            if to <= from {
                continue;
            }
            let units = step.effective_interval_units(is_visible);
            let factor = if has_priority(units, is_visible) { factors.priority } else { factors.other };
            let interval = self.interval(units).as_secs_f64() * factor;
            let span = (to - from).as_secs_f64();
            if span / interval >= remaining_checks {
                let rest = (remaining_checks * interval).clamp(0.001, NEVER.as_secs_f64());
                return (from - idle + Duration::from_secs_f64(rest)).min(NEVER);
            }
            remaining_checks -= span / interval;
            from = to;
        }
        NEVER
    }

    /// The time from a sign of interest to the first check after it. `factors` include the jitter.
    pub(super) fn time_from_interest_to_check(&self, factors: ThrottleFactors, jitter_factor: f64) -> Duration {
        let part_of_interval = self.time_to_next_check(Duration::ZERO, false, factors, FIRST_INTERVAL_PART);
        part_of_interval.min(self.latest_first_check().mul_f64(jitter_factor))
    }

    /// The number of desired checks that a first check at the latest time replaces, for an inbox that has this idle
    /// time.
    pub(super) fn checks_until_latest_first_check(&self, idle: Duration) -> f64 {
        self.count_desired_checks(idle, false, self.latest_first_check().saturating_sub(idle)).priority
    }

    /// The factor from which on the first check comes at the latest time.
    pub(super) fn throttle_factor_at_latest_first_check(&self) -> f64 {
        self.checks_until_latest_first_check(Duration::ZERO) / FIRST_INTERVAL_PART
    }

    fn latest_first_check(&self) -> Duration {
        interval_units_to_duration(LATEST_FIRST_CHECK, self.shortest_interval)
    }

    fn max_idle_time_of_step(&self, step: &DecayStep) -> Duration {
        interval_units_to_duration(step.idle_below, self.shortest_interval)
    }

    fn interval(&self, units: u32) -> Duration {
        interval_units_to_duration(units, self.shortest_interval).saturating_mul(self.interval_factor)
    }
}

impl DecayStep {
    fn effective_interval_units(&self, is_visible: bool) -> u32 {
        if is_visible { self.interval.min(LONGEST_VISIBLE_INTERVAL) } else { self.interval }
    }
}

fn has_priority(effective_interval_units: u32, is_visible: bool) -> bool {
    is_visible || effective_interval_units <= LONGEST_EXPECTING_INTERVAL
}

fn interval_units_to_duration(units: u32, shortest_interval: Duration) -> Duration {
    if units == u32::MAX {
        return Duration::MAX;
    }
    shortest_interval.max(Duration::from_millis(1)).saturating_mul(units) / UNITS_OF_SHORTEST_INTERVAL
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_AHEAD: Duration = seconds(3_600);

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    fn decay_at_expected_frequency() -> IntervalDecay {
        PollTiming::default().interval_decay(CheckFrequency::Expected)
    }

    #[test]
    fn desired_interval_grows_with_idle_time() {
        let decay = decay_at_expected_frequency();
        for (idle, hidden, visible) in [
            (0, 5, 5),
            (59, 5, 5),
            (60, 8, 8),
            (600, 15, 15),
            (1_200, 40, 40),
            (3_600, 60, 60),
            (7_200, 400, 60),
            (86_400, 700, 60),
            (259_200, 900, 60),
            (u64::MAX, 2_400, 60),
        ] {
            let when_hidden = decay.desired_interval(seconds(idle), false);
            let when_visible = decay.desired_interval(seconds(idle), true);
            let expected = DesiredInterval { interval: seconds(hidden), has_priority: hidden <= 15 };
            assert_eq!(when_hidden, expected, "hidden, idle for {idle} s");
            let expected = DesiredInterval { interval: seconds(visible), has_priority: true };
            assert_eq!(when_visible, expected, "visible, idle for {idle} s");
        }
        let long = PollTiming { shortest_interval: seconds(10), ..PollTiming::default() };
        let interval = long.interval_decay(CheckFrequency::Expected).desired_interval(seconds(119), false).interval;
        assert_eq!(interval, seconds(10), "another shortest interval scales every step");
    }

    #[test]
    fn sparing_frequency_doubles_intervals_and_halves_counts() {
        let decay = decay_at_expected_frequency();
        let sparing = PollTiming::default().interval_decay(CheckFrequency::Sparing);
        for idle in [0, 60, 600, 1_200, 7_200, 259_200].map(seconds) {
            for is_visible in [false, true] {
                let (usual, half) =
                    (decay.desired_interval(idle, is_visible), sparing.desired_interval(idle, is_visible));
                assert_eq!(half, DesiredInterval { interval: usual.interval * 2, ..usual }, "idle for {idle:?}");
                let usual = decay.count_desired_checks(idle, is_visible, HOUR_AHEAD);
                let half = sparing.count_desired_checks(idle, is_visible, HOUR_AHEAD);
                assert!((usual.priority - 2.0 * half.priority).abs() < 1e-6, "idle for {idle:?}");
                assert!((usual.other - 2.0 * half.other).abs() < 1e-6, "idle for {idle:?}");
            }
        }
    }

    #[test]
    fn check_count_is_the_sum_over_the_steps() {
        let decay = decay_at_expected_frequency();
        for (idle, is_visible, span, priority, other) in [
            (0, false, 60, 12.0, 0.0),
            (30, false, 70, 6.0 + 5.0, 0.0),
            (0, false, 600, 12.0 + 15.0 + 35.0, 0.0),
            (0, false, 3_600, 12.0 + 15.0 + 35.0 + 40.0, 60.0),
            (0, true, 3_600, 12.0 + 15.0 + 35.0 + 40.0 + 60.0, 0.0),
            (7_200, false, 4_000, 0.0, 10.0),
            (0, false, 0, 0.0, 0.0),
        ] {
            let counts = decay.count_desired_checks(seconds(idle), is_visible, seconds(span));
            assert_eq!(counts, DesiredCheckCounts { priority, other }, "idle for {idle} s, {span} s ahead");
        }
        let counts = decay.count_desired_checks(Duration::ZERO, false, Duration::MAX);
        assert!(counts.priority.is_finite() && counts.other.is_finite());
    }

    #[test]
    fn next_check_is_due_when_desired_checks_add_up() {
        let decay = decay_at_expected_frequency();
        for (idle, is_visible, (priority, other), checks, expected) in [
            (0, false, (1.0, 1.0), 1.0, 5.0),
            (0, false, (1.0, 1.0), 0.5, 2.5),
            (0, false, (10.0, 10.0), 1.0, 50.0),
            // 12 checks in the first minute, then one every 8 seconds.
            (0, false, (13.0, 13.0), 1.0, 68.0),
            (58, false, (1.0, 1.0), 1.0, 2.0 + 0.6 * 8.0),
            // Once the inbox has no priority, the other factor applies.
            (1_200, false, (1.0, 3.0), 1.0, 120.0),
            (1_200, true, (2.0, 3.0), 1.0, 80.0),
            (86_400 * 100, false, (1.0, 1.0), 1.0, 2_400.0),
        ] {
            let factors = ThrottleFactors { priority, other };
            let time = decay.time_to_next_check(seconds(idle), is_visible, factors, checks).as_secs_f64();
            assert!((time - expected).abs() < 1e-6, "idle for {idle} s, {factors:?}: {time}");
        }
        let factors = ThrottleFactors { priority: 1e300, other: 1e300 };
        let time = decay.time_to_next_check(Duration::MAX, false, factors, 1.0);
        assert!(time >= seconds(1_000_000_000), "no overflow");
    }

    #[test]
    fn first_check_comes_after_half_an_interval_but_within_ninety_seconds() {
        let decay = decay_at_expected_frequency();
        for (factor, jitter_factor, expected) in [
            (1.0, 1.0, 2.5),
            (8.0, 1.0, 20.0),
            (24.0, 1.0, 60.0),
            (24.0, 0.9, 54.0),
            (1e6, 1.0, 90.0),
            (1e6, 1.1, 99.0),
        ] {
            let factors = ThrottleFactors { priority: factor, other: factor }.multiplied_by(jitter_factor);
            let time = decay.time_from_interest_to_check(factors, jitter_factor).as_secs_f64();
            assert!((time - expected).abs() < 1e-6, "factor {factor}, jitter {jitter_factor}: {time}");
        }
        // 12 checks in the first minute, then one every 8 seconds.
        let per_first_check = 12.0 + 30.0 / 8.0;
        for (idle, checks) in [(0, per_first_check), (30, per_first_check - 6.0), (90, 0.0), (1_000, 0.0)] {
            assert_eq!(decay.checks_until_latest_first_check(seconds(idle)), checks, "idle for {idle} s");
        }
        let factor = decay.throttle_factor_at_latest_first_check();
        let time = decay.time_from_interest_to_check(ThrottleFactors { priority: factor, other: factor }, 1.0);
        assert!(time.abs_diff(seconds(90)) < Duration::from_millis(1), "{time:?}");
    }

    #[test]
    fn idle_time_after_expected_mail_is_short() {
        let timing = PollTiming::default();
        for (idle, after) in [(10, 10), (300, 60), (1_199, 60), (1_200, 1_200), (7_000, 7_000), (1_000_000, 7_200)] {
            assert_eq!(timing.idle_time_after_mail(seconds(idle)), seconds(after), "idle for {idle} s");
        }
    }
}
