//! Kinds of people, and the mail they get.
//!
//! An address is used for a sign-up: most of its mail comes within two minutes, some of it minutes later (a
//! second code, a welcome), a little at any time of its life. Long-lived addresses may get newsletters too,
//! some far more than others.

use super::{Act, DAY, HOUR, Inbox, Life, MINUTE, MONTH};
use mayfly_core::sync::random::Random;

pub struct Chance(Random);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(Random::seeded(seed))
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.between(low as f64, high as f64) as i64
    }

    fn happens(&mut self, part: f64) -> bool {
        self.0.between(0.0, 1.0) < part
    }

    /// As likely between 1 and 2 as between 10 and 20.
    fn of_any_size(&mut self, low: i64, high: i64) -> i64 {
        self.0.between((low as f64).ln(), (high as f64).ln()).exp() as i64
    }

    fn waiting(&mut self, mean: f64) -> i64 {
        (-mean * self.0.between(f64::MIN_POSITIVE, 1.0).ln()) as i64
    }

    /// Around `median`; one in six is 2.5 times as long or more.
    fn about(&mut self, median: f64) -> i64 {
        let normal: f64 = (0..12).map(|_| self.0.between(-0.5, 0.5)).sum();
        (median * (0.9 * normal).exp()) as i64
    }

    /// The mail of one sign-up.
    fn sign_up(&mut self, at: i64, ends: i64, mail: &mut Vec<i64>) {
        if self.happens(0.9) {
            let first = at + self.about(20_000.0);
            mail.push(first);
            if self.happens(0.1) {
                mail.push(first + self.between(30_000, 90_000));
            }
            if self.happens(0.1) {
                mail.push(first + self.between(MINUTE, 10 * MINUTE));
            }
        }
        if self.happens(0.05) {
            mail.push(at + self.of_any_size(2 * MINUTE, (ends - at).max(3 * MINUTE)));
        }
    }

    fn newsletters(&mut self, from: i64, mail: &mut Vec<i64>) {
        let mean = self.of_any_size(DAY / 2, 20 * DAY) as f64;
        let mut at = from + self.waiting(mean);
        while at < MONTH {
            mail.push(at);
            at += self.waiting(mean);
        }
    }

    /// Some moment of a day between 8 and 23 o'clock.
    fn waking(&mut self, day: i64) -> i64 {
        day * DAY + self.between(8 * HOUR, 23 * HOUR)
    }
}

#[derive(Default)]
struct Book {
    inboxes: Vec<Inbox>,
    acts: Vec<(i64, Act)>,
}

impl Book {
    fn create(&mut self, chance: &mut Chance, at: i64, lifetime: i64) -> usize {
        let (index, ends) = (self.inboxes.len(), at + lifetime);
        let mut mail = Vec::new();
        chance.sign_up(at, ends, &mut mail);
        self.inboxes.push(Inbox { created: at, ends, mail });
        if at >= 0 {
            self.acts.push((at, Act::Create(index)));
            // Most look until the mail is there, some stay.
            let stay = if chance.happens(0.2) { 20 * MINUTE } else { 2 * MINUTE };
            self.acts.push((at + stay, Act::Leave));
        }
        index
    }

    fn finish(mut self) -> Life {
        for inbox in &mut self.inboxes {
            inbox.mail.retain(|at| *at >= inbox.created && *at < inbox.ends.min(MONTH));
            inbox.mail.sort_unstable();
            // Each mail is opened some time, which is a request.
            self.acts.extend(inbox.mail.iter().map(|at| (at + 2 * MINUTE, Act::Request)));
        }
        self.acts.retain(|(at, _)| (0..MONTH).contains(at));
        self.acts.sort_by_key(|(at, _)| *at);
        Life { inboxes: self.inboxes, acts: self.acts }
    }
}

/// Makes two addresses a day, of ten minutes or an hour.
pub fn light(seed: u64) -> Life {
    let (mut chance, mut book) = (Chance::new(seed), Book::default());
    for day in 0..30 {
        for _ in 0..2 {
            let at = chance.waking(day);
            let lifetime = if chance.happens(0.5) { 10 * MINUTE } else { HOUR };
            book.create(&mut chance, at, lifetime);
        }
    }
    book.finish()
}

/// Makes thirty addresses of ten minutes a day.
pub fn heavy(seed: u64) -> Life {
    let (mut chance, mut book) = (Chance::new(seed), Book::default());
    for day in 0..30 {
        for _ in 0..30 {
            let at = chance.waking(day);
            book.create(&mut chance, at, 10 * MINUTE);
        }
    }
    book.finish()
}

/// Has 200 addresses that never end, some with newsletters, makes one more every other day, and uses an old
/// one every day.
pub fn hoarder(seed: u64) -> Life {
    let (mut chance, mut book) = (Chance::new(seed), Book::default());
    for _ in 0..200 {
        let at = -chance.of_any_size(DAY, 300 * DAY);
        let index = book.create(&mut chance, at, 10_000 * DAY);
        if chance.happens(0.2) {
            chance.newsletters(-MONTH, &mut book.inboxes[index].mail);
        }
    }
    for day in 0..30 {
        if day % 2 == 0 {
            let at = chance.waking(day);
            book.create(&mut chance, at, 10_000 * DAY);
        }
        let (at, index) = (chance.waking(day), chance.between(0, 200) as usize);
        book.acts.push((at, Act::Copy(index)));
        book.acts.push((at + 5 * MINUTE, Act::Leave));
        chance.sign_up(at, 10_000 * DAY, &mut book.inboxes[index].mail);
    }
    book.finish()
}

/// Makes 25 addresses of an hour within an hour, twice a week, and nothing else.
pub fn bursts(seed: u64) -> Life {
    let (mut chance, mut book) = (Chance::new(seed), Book::default());
    for day in [2, 5, 9, 12, 16, 19, 23, 26] {
        let start = chance.waking(day);
        for _ in 0..25 {
            let at = start + chance.between(0, HOUR);
            book.create(&mut chance, at, HOUR);
        }
    }
    book.finish()
}
