//! Pauses after failures: each about twice the one before, and never quite the same for two clients.

use super::random::Random;
use std::time::Duration;

/// The pause after so many failures in a row (from 1): doubled each time from `first` to `longest`, and then
/// anything from half of that to all of it.
#[must_use]
pub fn pause(failures: u32, first: Duration, longest: Duration, random: &mut Random) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
    let full = first.saturating_mul(doubled).min(longest).max(Duration::from_millis(2));
    full.mul_f64(random.between(0.5, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let mut random = Random::seeded(1);
        let (first, longest) = (Duration::from_secs(5), Duration::from_secs(300));
        for (failures, full) in [(0, 5), (1, 5), (2, 10), (3, 20), (6, 160), (7, 300), (40, 300), (u32::MAX, 300)] {
            for _ in 0..50 {
                let pause = pause(failures, first, longest, &mut random).as_secs_f64();
                let full = f64::from(full);
                assert!((full / 2.0..=full).contains(&pause), "{failures} failures: {pause} s");
            }
        }
    }
}
