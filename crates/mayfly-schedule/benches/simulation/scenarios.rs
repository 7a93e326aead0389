//! Kinds of users, and the mail they receive.
//!
//! An address is used for a sign-up: most of its mail arrives within two minutes, some of it minutes later (a second
//! code, a welcome), a little at any time of its life. Long-lived addresses may receive newsletters too, some far more
//! than others. [`MailTiming`] varies how soon the mail of a sign-up arrives.

use super::{DAY, HOUR, MINUTE, MONTH, SimulatedInbox, SimulatedUserAction, SimulatedUserMonth};
use mayfly_schedule::Rng;

/// When the first mail of a sign-up arrives.
#[derive(Debug, Clone, Copy)]
pub struct MailTiming {
    /// The median delay of prompt mail, in milliseconds.
    pub median_delay: f64,
    /// The part of first mails that are not prompt: they arrive two to ten minutes after the sign-up.
    pub late_share: f64,
}

impl MailTiming {
    /// All first mails are prompt, with a median of 20 s.
    pub const USUAL: Self = Self { median_delay: 20_000.0, late_share: 0.0 };
}

/// Draws the random times of a scenario.
struct ScenarioRng {
    rng: Rng,
    mail_timing: MailTiming,
}

impl ScenarioRng {
    fn new(seed: u64, mail_timing: MailTiming) -> Self {
        Self { rng: Rng::from_seed(seed), mail_timing }
    }

    fn random_between(&mut self, low: i64, high: i64) -> i64 {
        self.rng.random_between(low as f64, high as f64) as i64
    }

    fn draw_bool(&mut self, probability: f64) -> bool {
        self.rng.random_between(0.0, 1.0) < probability
    }

    /// A log-uniform time: as likely between 1 and 2 as between 10 and 20.
    fn draw_log_uniform(&mut self, low: i64, high: i64) -> i64 {
        self.rng.random_between((low as f64).ln(), (high as f64).ln()).exp() as i64
    }

    /// An exponentially distributed time.
    fn draw_exponential(&mut self, mean: f64) -> i64 {
        (-mean * self.rng.random_between(f64::MIN_POSITIVE, 1.0).ln()) as i64
    }

    /// A log-normal time: one in six is 2.5 times as long as the median or more.
    fn draw_log_normal(&mut self, median: f64) -> i64 {
        let normal: f64 = (0..12).map(|_| self.rng.random_between(-0.5, 0.5)).sum();
        (median * (0.9 * normal).exp()) as i64
    }

    /// A moment of a day between 8 and 23 o'clock.
    fn draw_daytime_moment(&mut self, day: i64) -> i64 {
        day * DAY + self.random_between(8 * HOUR, 23 * HOUR)
    }

    fn draw_first_mail_delay(&mut self) -> i64 {
        let MailTiming { median_delay, late_share } = self.mail_timing;
        if late_share > 0.0 && self.draw_bool(late_share) {
            self.random_between(2 * MINUTE, 10 * MINUTE)
        } else {
            self.draw_log_normal(median_delay)
        }
    }

    /// Adds the mail of one sign-up.
    fn draw_sign_up_mail_times(&mut self, at: i64, expires_at: i64, mail_times: &mut Vec<i64>) {
        if self.draw_bool(0.9) {
            let first = at + self.draw_first_mail_delay();
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

    /// Adds the mail of one newsletter, at random with a mean interval between `shortest_mean` and `longest_mean`.
    fn add_newsletter_times(
        &mut self,
        from: i64,
        (shortest_mean, longest_mean): (i64, i64),
        mail_times: &mut Vec<i64>,
    ) {
        let mean = self.draw_log_uniform(shortest_mean, longest_mean) as f64;
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
        rng.draw_sign_up_mail_times(at, expires_at, &mut mail_times);
        self.inboxes.push(SimulatedInbox { created_at: at, expires_at, ends_at: expires_at, mail_times });
        if at >= 0 {
            self.actions.push((at, SimulatedUserAction::CreateInbox(index)));
            // Most users look until the mail has arrived, some stay.
            let visible_time = if rng.draw_bool(0.2) { 20 * MINUTE } else { 2 * MINUTE };
            self.actions.push((at + visible_time, SimulatedUserAction::CloseWindow));
        }
        index
    }

    /// Creates 8 to 15 inboxes of an hour within one to two hours of the evening.
    fn add_evening_of_sign_ups(&mut self, rng: &mut ScenarioRng, day: i64) {
        let start = day * DAY + rng.random_between(18 * HOUR, 21 * HOUR);
        let length = rng.random_between(HOUR, 2 * HOUR);
        for _ in 0..rng.random_between(8, 16) {
            let at = start + rng.random_between(0, length);
            self.create_inbox(rng, at, HOUR);
        }
    }

    /// Adds an inbox that lasts a year, with four newsletters, one every two days to every two weeks each, and three
    /// password resets in the month.
    fn add_year_long_inbox(&mut self, rng: &mut ScenarioRng) {
        let at = -rng.random_between(40 * DAY, 300 * DAY);
        let index = self.create_inbox(rng, at, 365 * DAY);
        for _ in 0..4 {
            rng.add_newsletter_times(-MONTH, (2 * DAY, 14 * DAY), &mut self.inboxes[index].mail_times);
        }
        for _ in 0..3 {
            let day = rng.random_between(0, 30);
            let at = rng.draw_daytime_moment(day);
            self.actions.push((at, SimulatedUserAction::CopyAddress(index)));
            self.actions.push((at + 5 * MINUTE, SimulatedUserAction::CloseWindow));
            self.inboxes[index].mail_times.push(at + rng.draw_first_mail_delay());
        }
    }

    fn build_simulation_scenario(mut self) -> SimulatedUserMonth {
        for inbox in &mut self.inboxes {
            inbox.mail_times.retain(|at| *at >= inbox.created_at && *at < inbox.ends_at.min(MONTH));
            inbox.mail_times.sort_unstable();
            // Each mail is opened at some time, which is a request.
            self.actions.extend(inbox.mail_times.iter().map(|at| (at + 2 * MINUTE, SimulatedUserAction::SendRequest)));
        }
        self.actions.retain(|(at, _)| (0..MONTH).contains(at));
        self.actions.sort_by_key(|(at, _)| *at);
        SimulatedUserMonth { inboxes: self.inboxes, actions: self.actions }
    }
}

/// Creates two inboxes a day, of ten minutes or an hour.
pub fn build_light_user_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for day in 0..30 {
        for _ in 0..2 {
            let at = rng.draw_daytime_moment(day);
            let lifetime = if rng.draw_bool(0.5) { 10 * MINUTE } else { HOUR };
            builder.create_inbox(&mut rng, at, lifetime);
        }
    }
    builder.build_simulation_scenario()
}

/// Creates thirty inboxes of ten minutes a day.
pub fn build_heavy_user_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for day in 0..30 {
        for _ in 0..30 {
            let at = rng.draw_daytime_moment(day);
            builder.create_inbox(&mut rng, at, 10 * MINUTE);
        }
    }
    builder.build_simulation_scenario()
}

/// Has 200 inboxes that never expire, some with newsletters, creates one more every other day, and uses an old one every
/// day.
pub fn build_many_inboxes_simulation(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for _ in 0..200 {
        let at = -rng.draw_log_uniform(DAY, 300 * DAY);
        let index = builder.create_inbox(&mut rng, at, 10_000 * DAY);
        if rng.draw_bool(0.2) {
            rng.add_newsletter_times(-MONTH, (DAY / 2, 20 * DAY), &mut builder.inboxes[index].mail_times);
        }
    }
    for day in 0..30 {
        if day % 2 == 0 {
            let at = rng.draw_daytime_moment(day);
            builder.create_inbox(&mut rng, at, 10_000 * DAY);
        }
        let (at, index) = (rng.draw_daytime_moment(day), rng.random_between(0, 200) as usize);
        builder.actions.push((at, SimulatedUserAction::CopyAddress(index)));
        builder.actions.push((at + 5 * MINUTE, SimulatedUserAction::CloseWindow));
        rng.draw_sign_up_mail_times(at, 10_000 * DAY, &mut builder.inboxes[index].mail_times);
    }
    builder.build_simulation_scenario()
}

/// Creates 25 inboxes of an hour within an hour, twice a week, and nothing else.
pub fn build_inbox_burst_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for day in [2, 5, 9, 12, 16, 19, 23, 26] {
        let start = rng.draw_daytime_moment(day);
        for _ in 0..25 {
            let at = start + rng.random_between(0, HOUR);
            builder.create_inbox(&mut rng, at, HOUR);
        }
    }
    builder.build_simulation_scenario()
}

/// Compares services on two evenings a month: 8 to 15 sign-ups within one to two hours each.
///
/// Blog posts on free trials and privacy guides describe this use: a new address for every service that is tried. They
/// give no numbers. Assumed are the numbers above, and that each inbox lasts an hour.
pub fn build_service_comparison_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for day in COMPARISON_DAYS {
        builder.add_evening_of_sign_ups(&mut rng, day);
    }
    builder.build_simulation_scenario()
}

/// The days on which somebody compares services.
const COMPARISON_DAYS: [i64; 2] = [8, 22];

/// Runs 20 to 60 tests on each working day, in groups of two to five that start at the same time. Each creates an inbox
/// in the background, receives one mail after 5 to 40 s, and deletes the inbox 3 to 8 minutes after its creation.
///
/// The documentation of test automation with disposable inboxes describes this use: an inbox for each test, a wait for
/// one mail with a timeout, deletion at the end, and tests in parallel. Assumed are the numbers above, working hours from
/// 9 to 18 o'clock, and a lifetime of an hour that no test uses.
pub fn build_test_automation_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    for day in (0..30).filter(|day| day % 7 < 5) {
        let mut remaining_runs = rng.random_between(20, 61);
        while remaining_runs > 0 {
            let group = rng.random_between(2, 6).min(remaining_runs);
            let at = day * DAY + rng.random_between(9 * HOUR, 18 * HOUR);
            for _ in 0..group {
                let (index, ends_at) = (builder.inboxes.len(), at + rng.random_between(3 * MINUTE, 8 * MINUTE));
                let mail_times = vec![at + rng.random_between(5_000, 40_000)];
                builder.inboxes.push(SimulatedInbox { created_at: at, expires_at: at + HOUR, ends_at, mail_times });
                builder.actions.push((at, SimulatedUserAction::CreateInboxInBackground(index)));
                builder.actions.push((ends_at, SimulatedUserAction::DeleteInbox(index)));
            }
            remaining_runs -= group;
        }
    }
    builder.build_simulation_scenario()
}

/// Keeps one address for a year, for newsletters and accounts of little importance.
///
/// Privacy guides describe this use: a second, long-lived address that is not one's own. Assumed are four newsletters,
/// one every two days to every two weeks each, and three password resets in the month.
pub fn build_kept_address_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    builder.add_year_long_inbox(&mut rng);
    builder.build_simulation_scenario()
}

/// Compares services on two evenings a month and keeps one address for a year: both uses above by one person. That they
/// occur together is assumed.
pub fn build_ordinary_user_scenario(seed: u64, mail_timing: MailTiming) -> SimulatedUserMonth {
    let (mut rng, mut builder) = (ScenarioRng::new(seed, mail_timing), ScenarioBuilder::default());
    builder.add_year_long_inbox(&mut rng);
    for day in COMPARISON_DAYS {
        builder.add_evening_of_sign_ups(&mut rng, day);
    }
    builder.build_simulation_scenario()
}
