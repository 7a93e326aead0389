//! Kinds of users, and the mail they receive.
//!
//! An address is used for a sign-up: most of its mail arrives within two minutes, some of it minutes later (a second
//! code, a welcome), a little at any time of its life. Long-lived addresses may receive newsletters too, some far more
//! than others.

use super::{DAY, HOUR, MINUTE, MONTH, Scenario, SimulatedInbox, SimulatedUserAction};
use mayfly_schedule::Rng;

/// Draws the random times of a scenario.
struct ScenarioRng(Rng);

impl ScenarioRng {
    fn new(seed: u64) -> Self {
        Self(Rng::from_seed(seed))
    }

    fn random_between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_between(low as f64, high as f64) as i64
    }

    fn draw_bool(&mut self, probability: f64) -> bool {
        self.0.random_between(0.0, 1.0) < probability
    }

    /// A log-uniform time: as likely between 1 and 2 as between 10 and 20.
    fn draw_log_uniform(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_between((low as f64).ln(), (high as f64).ln()).exp() as i64
    }

    /// An exponentially distributed time.
    fn draw_exponential(&mut self, mean: f64) -> i64 {
        (-mean * self.0.random_between(f64::MIN_POSITIVE, 1.0).ln()) as i64
    }

    /// A log-normal time: one in six is 2.5 times as long as the median or more.
    fn draw_log_normal(&mut self, median: f64) -> i64 {
        let normal: f64 = (0..12).map(|_| self.0.random_between(-0.5, 0.5)).sum();
        (median * (0.9 * normal).exp()) as i64
    }

    /// A moment of a day between 8 and 23 o'clock.
    fn draw_daytime(&mut self, day: i64) -> i64 {
        day * DAY + self.random_between(8 * HOUR, 23 * HOUR)
    }

    /// Adds the mail of one sign-up.
    fn add_sign_up_mail(&mut self, at: i64, expires_at: i64, mail_times: &mut Vec<i64>) {
        if self.draw_bool(0.9) {
            let first = at + self.draw_log_normal(20_000.0);
            mail_times.push(first);
            if self.draw_bool(0.1) {
                mail_times.push(first + self.random_between(30_000, 90_000));
            }
            if self.draw_bool(0.1) {
                mail_times.push(first + self.random_between(MINUTE, 10 * MINUTE));
            }
        }
        if self.draw_bool(0.05) {
            mail_times.push(at + self.draw_log_uniform(2 * MINUTE, (expires_at - at).max(3 * MINUTE)));
        }
    }

    fn add_newsletter_times(&mut self, from: i64, mail_times: &mut Vec<i64>) {
        let mean = self.draw_log_uniform(DAY / 2, 20 * DAY) as f64;
        let mut at = from + self.draw_exponential(mean);
        while at < MONTH {
            mail_times.push(at);
            at += self.draw_exponential(mean);
        }
    }
}

#[derive(Default)]
struct ScenarioBuilder {
    inboxes: Vec<SimulatedInbox>,
    actions: Vec<(i64, SimulatedUserAction)>,
}

impl ScenarioBuilder {
    /// Adds an inbox with the mail of one sign-up. Returns its index.
    fn create_inbox(&mut self, rng: &mut ScenarioRng, at: i64, lifetime: i64) -> usize {
        let (index, expires_at) = (self.inboxes.len(), at + lifetime);
        let mut mail_times = Vec::new();
        rng.add_sign_up_mail(at, expires_at, &mut mail_times);
        self.inboxes.push(SimulatedInbox { created_at: at, expires_at, mail_times });
        if at >= 0 {
            self.actions.push((at, SimulatedUserAction::CreateInbox(index)));
            // Most users look until the mail has arrived, some stay.
            let visible_time = if rng.draw_bool(0.2) { 20 * MINUTE } else { 2 * MINUTE };
            self.actions.push((at + visible_time, SimulatedUserAction::CloseWindow));
        }
        index
    }

    fn build_scenario(mut self) -> Scenario {
        for inbox in &mut self.inboxes {
            inbox.mail_times.retain(|at| *at >= inbox.created_at && *at < inbox.expires_at.min(MONTH));
            inbox.mail_times.sort_unstable();
            // Each mail is opened at some time, which is a request.
            self.actions.extend(inbox.mail_times.iter().map(|at| (at + 2 * MINUTE, SimulatedUserAction::SendRequest)));
        }
        self.actions.retain(|(at, _)| (0..MONTH).contains(at));
        self.actions.sort_by_key(|(at, _)| *at);
        Scenario { inboxes: self.inboxes, actions: self.actions }
    }
}

/// Creates two inboxes a day, of ten minutes or an hour.
pub fn build_light_user_scenario(seed: u64) -> Scenario {
    let (mut rng, mut builder) = (ScenarioRng::new(seed), ScenarioBuilder::default());
    for day in 0..30 {
        for _ in 0..2 {
            let at = rng.draw_daytime(day);
            let lifetime = if rng.draw_bool(0.5) { 10 * MINUTE } else { HOUR };
            builder.create_inbox(&mut rng, at, lifetime);
        }
    }
    builder.build_scenario()
}

/// Creates thirty inboxes of ten minutes a day.
pub fn build_heavy_user_scenario(seed: u64) -> Scenario {
    let (mut rng, mut builder) = (ScenarioRng::new(seed), ScenarioBuilder::default());
    for day in 0..30 {
        for _ in 0..30 {
            let at = rng.draw_daytime(day);
            builder.create_inbox(&mut rng, at, 10 * MINUTE);
        }
    }
    builder.build_scenario()
}

/// Has 200 inboxes that never expire, some with newsletters, creates one more every other day, and uses an old one every
/// day.
pub fn build_many_inboxes_scenario(seed: u64) -> Scenario {
    let (mut rng, mut builder) = (ScenarioRng::new(seed), ScenarioBuilder::default());
    for _ in 0..200 {
        let at = -rng.draw_log_uniform(DAY, 300 * DAY);
        let index = builder.create_inbox(&mut rng, at, 10_000 * DAY);
        if rng.draw_bool(0.2) {
            rng.add_newsletter_times(-MONTH, &mut builder.inboxes[index].mail_times);
        }
    }
    for day in 0..30 {
        if day % 2 == 0 {
            let at = rng.draw_daytime(day);
            builder.create_inbox(&mut rng, at, 10_000 * DAY);
        }
        let (at, index) = (rng.draw_daytime(day), rng.random_between(0, 200) as usize);
        builder.actions.push((at, SimulatedUserAction::CopyAddress(index)));
        builder.actions.push((at + 5 * MINUTE, SimulatedUserAction::CloseWindow));
        rng.add_sign_up_mail(at, 10_000 * DAY, &mut builder.inboxes[index].mail_times);
    }
    builder.build_scenario()
}

/// Creates 25 inboxes of an hour within an hour, twice a week, and nothing else.
pub fn build_burst_scenario(seed: u64) -> Scenario {
    let (mut rng, mut builder) = (ScenarioRng::new(seed), ScenarioBuilder::default());
    for day in [2, 5, 9, 12, 16, 19, 23, 26] {
        let start = rng.draw_daytime(day);
        for _ in 0..25 {
            let at = start + rng.random_between(0, HOUR);
            builder.create_inbox(&mut rng, at, HOUR);
        }
    }
    builder.build_scenario()
}
