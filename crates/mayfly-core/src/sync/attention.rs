//! How often an inbox deserves to be checked: often while mail is expected, ever less as it stays quiet.

use std::time::Duration;

/// The scheduler's intervals. Everything follows from the shortest, so that a test can make all of it quick.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Between two checks of an inbox that expects mail: 5 s.
    pub quickest: Duration,
    /// The longest pause while the service can't be reached: 5 min. The first is the shortest interval.
    pub longest_retry: Duration,
    /// A check without an answer in this time has failed: 20 s.
    pub patience: Duration,
    /// Between two looks at the clock, which tell that the machine has slept: 10 s.
    pub heartbeat: Duration,
    /// Checks are so many times as far apart: 1. Interest decays as it would.
    pub apart: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            quickest: Duration::from_secs(5),
            longest_retry: Duration::from_secs(300),
            patience: Duration::from_secs(20),
            heartbeat: Duration::from_secs(10),
            apart: 1,
        }
    }
}

/// One step of the decay: up to so many seconds after the last sign of interest, checks are so many seconds
/// apart. At the default pace; another one scales both.
struct Rung {
    until: u32,
    every: u32,
}

const fn rung(until: u32, every: u32) -> Rung {
    Rung { until, every }
}

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;

/// Steep enough that quick checks are affordable, flat enough that mail a few minutes late isn't punished for
/// it: the polling bench shows both.
const LADDER: [Rung; 10] = [
    rung(MINUTE, 5),
    rung(3 * MINUTE, 8),
    rung(10 * MINUTE, 12),
    rung(20 * MINUTE, 15),
    rung(HOUR, 40),
    rung(2 * HOUR, 60),
    rung(12 * HOUR, 400),
    rung(48 * HOUR, 700),
    rung(15 * 24 * HOUR, 900),
    rung(u32::MAX, 2_400),
];
/// What the ladder's numbers are for.
const SCALE: u32 = 5;

/// Checked at least this often while somebody looks at it.
const WATCHED: u32 = 60;

/// Wished to be checked at least this often, an inbox counts as expecting mail.
const EXPECTING: u32 = 15;

/// Where mail was expected within this time, another may follow, as if so much time had passed.
const FOLLOWED: (u32, u32) = (20 * MINUTE, MINUTE);
/// Mail that comes unexpectedly makes nobody wait, but says that the inbox is in use.
const STIRRED: u32 = 2 * HOUR;

/// The wish for one inbox, before the quota is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Between two checks.
    pub every: Duration,
    /// It expects mail or is looked at: it comes before the others when the quota is short.
    pub first: bool,
}

impl Pace {
    /// How often an inbox is checked that has been quiet for so long: that long nobody made, copied, opened
    /// or refreshed it. `watched`: it is on the screen right now.
    #[must_use]
    pub fn wish(&self, quiet: Duration, watched: bool) -> Wish {
        let rung = LADDER.iter().find(|rung| quiet < self.units(rung.until)).unwrap_or(&LADDER[LADDER.len() - 1]);
        let every = if watched { rung.every.min(WATCHED) } else { rung.every };
        Wish { every: self.interval(every), first: watched || every <= EXPECTING }
    }

    /// How many checks an inbox gets in the next `span` if nothing happens. The first number is for the time
    /// in which it comes first, the second for the time after.
    #[must_use]
    pub fn checks(&self, quiet: Duration, watched: bool, span: Duration) -> (f64, f64) {
        let (mut from, end) = (quiet, quiet.saturating_add(span));
        let (mut first, mut later) = (0.0, 0.0);
        for rung in &LADDER {
            let to = self.units(rung.until).min(end);
            if to > from {
                let every = if watched { rung.every.min(WATCHED) } else { rung.every };
                let count = (to - from).as_secs_f64() / self.interval(every).as_secs_f64();
                *(if watched || every <= EXPECTING { &mut first } else { &mut later }) += count;
                from = to;
            }
        }
        (first, later)
    }

    /// How long after a check the next is due, if the inbox was quiet for so long then: as soon as so many wishes
    /// have come together. With waits stretched, a wish counts that much less; the first stretch is for the time
    /// in which the inbox comes first, the second for later.
    #[must_use]
    pub fn wait(&self, quiet: Duration, watched: bool, stretch: (f64, f64), wishes: f64) -> Duration {
        const NEVER: Duration = Duration::from_secs(1_000_000_000);
        let mut lacking = wishes;
        let mut from = quiet;
        for rung in &LADDER {
            let to = self.units(rung.until);
            if to <= from {
                continue;
            }
            let every = if watched { rung.every.min(WATCHED) } else { rung.every };
            let by = if watched || every <= EXPECTING { stretch.0 } else { stretch.1 };
            let interval = self.interval(every).as_secs_f64() * by;
            let span = (to - from).as_secs_f64();
            if span / interval >= lacking {
                let rest = (lacking * interval).clamp(0.001, NEVER.as_secs_f64());
                return (from - quiet + Duration::from_secs_f64(rest)).min(NEVER);
            }
            lacking -= span / interval;
            from = to;
        }
        NEVER
    }

    /// How quiet an inbox counts as after mail came. Where mail was expected, another may follow; one that
    /// comes out of the blue makes nobody wait for the next.
    #[must_use]
    pub fn quiet_after_mail(&self, quiet: Duration) -> Duration {
        let (within, as_after) = FOLLOWED;
        quiet.min(self.units(if quiet < self.units(within) { as_after } else { STIRRED }))
    }

    /// Between two checks that are so many units apart on the ladder.
    fn interval(&self, every: u32) -> Duration {
        self.units(every).saturating_mul(self.apart.max(1))
    }

    fn units(&self, count: u32) -> Duration {
        if count == u32::MAX {
            return Duration::MAX;
        }
        self.quickest.max(Duration::from_millis(1)).saturating_mul(count) / SCALE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_AHEAD: Duration = seconds(3_600);

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn interest_decays() {
        let pace = Pace::default();
        for (quiet, hidden, watched) in [
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
            let (unseen, seen) = (pace.wish(seconds(quiet), false), pace.wish(seconds(quiet), true));
            assert_eq!(unseen, Wish { every: seconds(hidden), first: hidden <= 15 }, "hidden, quiet for {quiet} s");
            assert_eq!(seen, Wish { every: seconds(watched), first: true }, "watched, quiet for {quiet} s");
        }
        let sparing = Pace { apart: 2, ..pace.clone() };
        for quiet in [0, 60, 600, 1_200, 7_200, 259_200] {
            for watched in [false, true] {
                let (usual, half) = (pace.wish(seconds(quiet), watched), sparing.wish(seconds(quiet), watched));
                assert_eq!(half, Wish { every: usual.every * 2, ..usual }, "quiet for {quiet} s");
                let (usual, half) = (
                    pace.checks(seconds(quiet), watched, HOUR_AHEAD),
                    sparing.checks(seconds(quiet), watched, HOUR_AHEAD),
                );
                assert!((usual.0 - 2.0 * half.0).abs() < 1e-6 && (usual.1 - 2.0 * half.1).abs() < 1e-6, "half as many");
            }
        }
        let twice = Pace { quickest: seconds(10), ..pace };
        assert_eq!(twice.wish(seconds(119), false).every, seconds(10), "another pace scales every step");
    }

    #[test]
    fn the_cost_ahead_is_the_sum_of_the_steps() {
        let pace = Pace::default();
        for (quiet, watched, span, first, later) in [
            (0, false, 60, 12.0, 0.0),
            (30, false, 70, 6.0 + 5.0, 0.0),
            (0, false, 600, 12.0 + 15.0 + 35.0, 0.0),
            (0, false, 3_600, 12.0 + 15.0 + 35.0 + 40.0, 60.0),
            (0, true, 3_600, 12.0 + 15.0 + 35.0 + 40.0 + 60.0, 0.0),
            (7_200, false, 4_000, 0.0, 10.0),
            (0, false, 0, 0.0, 0.0),
        ] {
            assert_eq!(pace.checks(seconds(quiet), watched, seconds(span)), (first, later), "{quiet} {span}");
        }
        let (first, later) = pace.checks(Duration::ZERO, false, Duration::MAX);
        assert!(first.is_finite() && later.is_finite());
    }

    #[test]
    fn the_next_check_is_due_when_the_wishes_have_come_together() {
        let pace = Pace::default();
        for (quiet, watched, stretch, wishes, wait) in [
            (0, false, (1.0, 1.0), 1.0, 5.0),
            (0, false, (1.0, 1.0), 0.5, 2.5),
            (0, false, (10.0, 10.0), 1.0, 50.0),
            // 12 wishes in the first minute, then one every 8 seconds.
            (0, false, (13.0, 13.0), 1.0, 68.0),
            (58, false, (1.0, 1.0), 1.0, 2.0 + 0.6 * 8.0),
            // From the end of the time in which it comes first on, the other stretch counts.
            (1_200, false, (1.0, 3.0), 1.0, 120.0),
            (1_200, true, (2.0, 3.0), 1.0, 80.0),
            (86_400 * 100, false, (1.0, 1.0), 1.0, 2_400.0),
        ] {
            let due = pace.wait(seconds(quiet), watched, stretch, wishes).as_secs_f64();
            assert!((due - wait).abs() < 1e-6, "quiet for {quiet} s, stretched by {stretch:?}: {due}");
        }
        assert!(pace.wait(Duration::MAX, false, (1e300, 1e300), 1.0) >= seconds(1_000_000_000), "no overflow");
    }

    #[test]
    fn mail_that_was_expected_makes_another_expected() {
        let pace = Pace::default();
        for (quiet, after) in [(10, 10), (300, 60), (1_199, 60), (1_200, 1_200), (7_000, 7_000), (1_000_000, 7_200)] {
            assert_eq!(pace.quiet_after_mail(seconds(quiet)), seconds(after), "quiet for {quiet} s");
        }
    }
}
