//! What somebody does day by day, so that today leaves something for tomorrow.

use super::tick::Tick;

/// How often something has happened lately, and so how often to expect it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habit {
    /// Of today: a busy hour says little of the days to come, so it counts only little by little.
    fresh: f64,
    /// The older, the less it counts.
    settled: f64,
    /// Over how many seconds, weighted alike.
    over: f64,
    /// What is assumed for a first day, when nothing is known.
    at_first: f64,
    at: Tick,
}

impl Habit {
    const HALF_LIFE: f64 = 7.0 * DAY;
    /// Half of what is fresh has settled after so long.
    const SETTLING: f64 = DAY / 2.0;

    pub(super) const fn assuming(at_first: f64) -> Self {
        Self { fresh: 0.0, settled: 0.0, over: 0.0, at_first, at: Tick::ZERO }
    }

    pub(super) fn note(&mut self, count: f64, now: Tick) {
        self.advance(now);
        self.fresh += count;
    }

    /// How many are to be expected each second.
    pub(super) fn per_second(&mut self, now: Tick) -> f64 {
        self.advance(now);
        (self.settled + self.at_first) / (self.over + DAY)
    }

    fn advance(&mut self, now: Tick) {
        let passed = now.since(self.at).as_secs_f64();
        let (kept, still_fresh) = (0.5_f64.powf(passed / Self::HALF_LIFE), 0.5_f64.powf(passed / Self::SETTLING));
        self.settled = self.settled * kept + self.fresh * (1.0 - still_fresh);
        self.fresh *= still_fresh;
        self.over = self.over * kept + passed;
        self.at = self.at.max(now);
    }
}

const DAY: f64 = 86_400.0;
