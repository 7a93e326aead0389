//! Delays before a failed request is repeated: exponential, with jitter.

use super::rng::Rng;
use std::time::Duration;

/// The delay after `failure_count` failures in a row (from 1): it doubles each time from `first_delay` to
/// `longest_delay`, and is then reduced at random by up to a half.
#[must_use]
pub fn backoff_delay(failure_count: u32, first_delay: Duration, longest_delay: Duration, rng: &mut Rng) -> Duration {
    let multiplier = 2_u32.saturating_pow(failure_count.saturating_sub(1));
    let full_delay = first_delay.saturating_mul(multiplier).min(longest_delay).max(Duration::from_millis(2));
    full_delay.mul_f64(rng.random_between(0.5, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_delay_doubles_up_to_the_longest() {
        let mut rng = Rng::from_seed(1);
        let (first, longest) = (Duration::from_secs(5), Duration::from_secs(300));
        for (failures, full) in [(0, 5), (1, 5), (2, 10), (3, 20), (6, 160), (7, 300), (40, 300), (u32::MAX, 300)] {
            for _ in 0..50 {
                let delay = backoff_delay(failures, first, longest, &mut rng).as_secs_f64();
                let full = f64::from(full);
                assert!((full / 2.0..=full).contains(&delay), "{failures} failures: {delay} s");
            }
        }
    }
}
