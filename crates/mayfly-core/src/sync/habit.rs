//! How much is wished for day by day, so that today leaves something for tomorrow.

use super::tick::Tick;

/// How many checks a second inboxes that expect mail have wished for lately: what to expect of tomorrow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habit {
    wished: f64,
    over: f64,
    /// How many they wish for now.
    pub(super) rate: f64,
    at: Tick,
}

impl Habit {
    /// The older, the less it counts.
    const HALF_LIFE: f64 = 4.0 * 86_400.0;

    pub(super) fn advance(&mut self, now: Tick) {
        let passed = now.since(self.at).as_secs_f64();
        let kept = 0.5_f64.powf(passed / Self::HALF_LIFE);
        // A long sleep wished for nothing.
        self.wished = self.wished * kept + self.rate * passed.min(3_600.0);
        self.over = self.over * kept + passed;
        self.at = self.at.max(now);
    }

    /// Little is known at first, so a day without wishes is assumed.
    pub(super) fn per_second(&self) -> f64 {
        self.wished / (self.over + 86_400.0)
    }
}
