//! How long a page has not answered through its own fault.

use std::time::Duration;

/// A page that has been silent for this long is ended.
const MAX_SILENCE: Duration = Duration::from_secs(3);

/// A page that uses less than this part of a processor while it has work to do is slowed down by the machine: by other
/// programs, or by memory that is on the disk.
const MIN_PROCESSOR_SHARE: u32 = 4;

/// What happened in one interval in which the page did not answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageUnresponsiveInterval {
    /// The interval's length as it was planned. The machine may have slept for longer.
    pub(super) length: Duration,
    /// The processor time that the page's processes used.
    pub(super) processor_time: Duration,
    /// Whether one of them waited for the disk or for a processor at the interval's end.
    pub(super) is_waiting_for_machine: bool,
    /// Whether this process's main thread, which receives the answers, handled its events.
    pub(super) is_main_thread_alive: bool,
}

/// The time for which a page has been silent.
#[derive(Debug, Default)]
pub(super) struct PageUnresponsiveTime(Duration);

impl PageUnresponsiveTime {
    /// The page answered.
    pub(super) fn record_page_answer(&mut self) {
        self.0 = Duration::ZERO;
    }

    /// Adds an interval, as far as the page and not the machine is why there was no answer. Returns whether the page has
    /// been silent for too long.
    pub(super) fn add_unresponsive_interval(&mut self, interval: PageUnresponsiveInterval) -> bool {
        let is_working = interval.processor_time >= interval.length / MIN_PROCESSOR_SHARE;
        if interval.is_main_thread_alive {
            // Where the machine is too busy to tell, the page is only charged with what it worked.
            let is_slowed_down = !is_working && interval.is_waiting_for_machine;
            self.0 += if is_slowed_down { interval.processor_time } else { interval.length };
        }
        self.0 >= MAX_SILENCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: PageUnresponsiveInterval = PageUnresponsiveInterval {
        length: Duration::from_millis(500),
        processor_time: Duration::from_millis(490),
        is_waiting_for_machine: true,
        is_main_thread_alive: true,
    };

    #[test]
    fn only_silence_through_the_page_itself_counts() {
        let starved = PageUnresponsiveInterval { processor_time: Duration::from_millis(60), ..INTERVAL };
        let swapping = PageUnresponsiveInterval { processor_time: Duration::ZERO, ..INTERVAL };
        for (what, interval, expected) in [
            ("busy", INTERVAL, Some(6)),
            (
                "sharing a processor",
                PageUnresponsiveInterval { processor_time: Duration::from_millis(130), ..INTERVAL },
                Some(6),
            ),
            ("getting little of a processor", starved, Some(50)),
            ("waiting for a processor or the disk", swapping, None),
            (
                "waiting for nothing",
                PageUnresponsiveInterval { processor_time: Duration::ZERO, is_waiting_for_machine: false, ..INTERVAL },
                Some(6),
            ),
            (
                "nobody there to receive the answer",
                PageUnresponsiveInterval { is_main_thread_alive: false, ..INTERVAL },
                None,
            ),
        ] {
            let mut silence = PageUnresponsiveTime::default();
            assert_eq!((1..=100).find(|_| silence.add_unresponsive_interval(interval)), expected, "{what}");
        }
    }

    #[test]
    fn page_answer_resets_silence_count() {
        let mut silence = PageUnresponsiveTime::default();
        for _ in 0..5 {
            assert!(!silence.add_unresponsive_interval(INTERVAL));
        }
        silence.record_page_answer();
        for _ in 0..5 {
            assert!(!silence.add_unresponsive_interval(INTERVAL));
        }
        assert!(silence.add_unresponsive_interval(INTERVAL));
    }
}
