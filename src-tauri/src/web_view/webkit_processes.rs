//! WebKit's processes, which are children of this one.

use rustix::process::{Pid, Signal, kill_process};
use std::time::Duration;

/// The beginning of the name of a process that lays out and draws a page. The kernel truncates a name to fifteen
/// characters.
const PAGE_PROCESS_NAME: &str = "WebKitWebProces";

/// The length of a clock tick in `/proc`: the kernel reports hundredths of a second on every architecture.
const CLOCK_TICK: Duration = Duration::from_millis(10);

/// What the page's processes have done since they started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PageProcessActivity {
    /// The processor time that they used.
    pub(crate) processor_time: Duration,
    /// Whether one of them waits for the disk or for a processor.
    pub(crate) is_waiting_for_machine: bool,
}

/// Returns what the page's processes have done; nothing on systems that don't list a process's children.
pub(crate) fn measure_page_process_activity() -> PageProcessActivity {
    let stats = list_child_processes(|name| name == PAGE_PROCESS_NAME)
        .into_iter()
        .filter_map(|pid| std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok());
    let mut activity = PageProcessActivity::default();
    for (state, ticks) in stats.filter_map(|stat| parse_process_state_and_cpu_ticks(&stat)) {
        activity.processor_time += CLOCK_TICK.saturating_mul(ticks);
        activity.is_waiting_for_machine |= matches!(state, 'D' | 'R' | 'T' | 't');
    }
    activity
}

/// Parses the state and the used clock ticks of a process from its line in `/proc`.
fn parse_process_state_and_cpu_ticks(stat: &str) -> Option<(char, u32)> {
    // The name in front is in brackets and may contain any character.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let state = fields.next()?.chars().next()?;
    let user: u32 = fields.nth(10)?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some((state, user.saturating_add(system)))
}

/// Sends a signal to the children of this process whose names match.
pub(super) fn signal_matching_child_processes(signal: Signal, matches_name: impl Fn(&str) -> bool) {
    for pid in list_child_processes(matches_name) {
        if let Err(error) = kill_process(pid, signal) {
            tracing::debug!("a process of the web view could not be ended: {error}");
        }
    }
}

/// Lists the children of this process whose names match.
fn list_child_processes(matches_name: impl Fn(&str) -> bool) -> Vec<Pid> {
    let has_matching_name = |pid: &Pid| {
        let name = std::fs::read_to_string(format!("/proc/{}/comm", pid.as_raw_nonzero()));
        name.is_ok_and(|name| matches_name(name.trim_end()))
    };
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let child_lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let children = child_lists.flat_map(|list| list.split(' ').filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>());
    children.filter_map(Pid::from_raw).filter(has_matching_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn process_state_and_ticks_are_found_behind_any_name() {
        for (stat, expected) in [
            ("17 (WebKitWebProces) R 1 17 17 0 -1 4194304 9 0 2 0 250 50 0 0 20 0 5 0 1 2 3", Some(('R', 300))),
            ("17 (a) b (c) S 1 17 17 0 -1 4194304 9 0 2 0 7 1 0 0 20", Some(('S', 8))),
            ("17 (x) D 1 17", None),
            ("17", None),
            ("", None),
        ] {
            assert_eq!(parse_process_state_and_cpu_ticks(stat), expected, "{stat}");
        }
    }
}
