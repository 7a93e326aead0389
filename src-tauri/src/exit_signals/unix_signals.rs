//! The signals that ask a program to end on Unix.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Receives the signals that ask the program to end, from its creation on.
pub(crate) struct ExitSignals {
    terminate: Option<Signal>,
    interrupt: Option<Signal>,
    hang_up: Option<Signal>,
}

impl ExitSignals {
    /// Receives the signals from now on, instead of being killed by them. Those that this process was started to
    /// ignore, by `nohup` or as a background job of a script, stay ignored.
    pub(crate) fn start_listening_for_exit_signals() -> Self {
        tauri::async_runtime::block_on(async {
            Self {
                terminate: listen_unless_ignored(SignalKind::terminate()),
                interrupt: listen_unless_ignored(SignalKind::interrupt()),
                hang_up: listen_unless_ignored(SignalKind::hangup()),
            }
        })
    }

    /// Waits for the next signal; for ever if none is received.
    pub(crate) async fn wait_for_signal(&mut self) {
        tokio::select! {
            Some(()) = wait_for_exit_signal(&mut self.terminate) => {}
            Some(()) = wait_for_exit_signal(&mut self.interrupt) => {}
            Some(()) = wait_for_exit_signal(&mut self.hang_up) => {}
            else => std::future::pending().await,
        }
    }
}

fn listen_unless_ignored(kind: SignalKind) -> Option<Signal> {
    if is_signal_ignored(kind) {
        return None;
    }
    let received = signal(kind);
    received.inspect_err(|error| tracing::warn!("a signal will end Mayfly without cleaning up: {error}")).ok()
}

async fn wait_for_exit_signal(signal: &mut Option<Signal>) -> Option<()> {
    signal.as_mut()?.recv().await
}

/// Whether this process ignores a signal, on systems that tell.
fn is_signal_ignored(kind: SignalKind) -> bool {
    let number = u32::try_from(kind.as_raw_value()).unwrap_or_default();
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| is_ignored_in_proc_status(&status, number))
}

/// Whether the signal's bit is set in the mask of ignored signals, `SigIgn`, in a process's status.
fn is_ignored_in_proc_status(status: &str, number: u32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| number > 0 && mask.checked_shr(number - 1).is_some_and(|bits| bits & 1 == 1))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn ignored_signals_are_read_from_the_status_of_the_process() {
        let status = "Name:\tmayfly\nSigBlk:\t0000000000000003\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000002\n";
        assert!(is_ignored_in_proc_status(status, 1), "SIGHUP, under nohup");
        assert!(is_ignored_in_proc_status(status, 13), "SIGPIPE");
        assert!(!is_ignored_in_proc_status(status, 2));
        assert!(!is_ignored_in_proc_status(status, 15));
        assert!(!is_ignored_in_proc_status("no mask", 1));
        assert!(!is_ignored_in_proc_status("SigIgn:\tnonsense", 1));
    }

    #[test]
    fn signal_that_arrives_before_it_is_waited_for_is_not_lost() {
        // A signal that ends nothing if it is received by nobody.
        let mut signals = tauri::async_runtime::block_on(async {
            ExitSignals { terminate: None, interrupt: signal(SignalKind::window_change()).ok(), hang_up: None }
        });
        use rustix::process::{Signal, getpid, kill_process};
        kill_process(getpid(), Signal::WINCH).unwrap();
        let waiting = async { tokio::time::timeout(Duration::from_secs(30), signals.wait_for_signal()).await };
        tauri::async_runtime::block_on(waiting).unwrap();
    }
}
