//! Runs a test in a child process, kills that at a random moment, and returns what it had reported before.
//!
//! The child runs the same test by its name, with [`CHILD_FOLDER`] set: it works until it is killed, and reports each
//! fact that a user was shown, in a line of its own, after the core returned or emitted it.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The environment variable with the folder that the child works in; it is set in the child only.
pub const CHILD_FOLDER: &str = "MAYFLY_TEST_CHILD_FOLDER";

/// Marks a reported line among the output of the test harness.
const REPORT_MARK: &str = "@report ";

/// Reported when the child is about to begin the work during which it is killed.
pub const READY: &str = "ready";

/// Longer than a child takes until it is ready.
const READY_TIMEOUT: Duration = Duration::from_secs(60);

/// Reports a line from the child to the test.
pub fn report_line_to_parent(line: impl std::fmt::Display) {
    println!("{REPORT_MARK}{line}");
}

/// How many rounds a test runs: `default`, or the number in `MAYFLY_KILL_ROUNDS`.
pub fn configured_round_count(default: u32) -> u32 {
    std::env::var("MAYFLY_KILL_ROUNDS").ok().map_or(default, |text| text.parse().unwrap())
}

/// Random numbers (SplitMix64) from a seed, so that a run can be repeated.
pub struct SeededRandom(u64);

impl SeededRandom {
    /// Takes the seed from `MAYFLY_KILL_SEED` or a new one, and prints it with the label.
    pub fn new(label: &str) -> Self {
        let new_seed = || jiff::Timestamp::now().as_microsecond().unsigned_abs() % 1_000_000_007;
        let seed = std::env::var("MAYFLY_KILL_SEED").ok().map_or_else(new_seed, |text| text.parse().unwrap());
        println!("{label}: MAYFLY_KILL_SEED={seed}");
        Self(seed)
    }

    pub fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn random_below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// An index below `len`.
    pub fn random_index(&mut self, len: usize) -> usize {
        usize::try_from(self.random_below(len as u64)).unwrap()
    }

    /// A duration shorter than `end`.
    pub fn random_duration(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.random_below(u64::try_from(end.as_micros()).unwrap().max(1)))
    }
}

/// Runs the named test in a child that works in `folder`, kills it `delay` after it is ready, and returns the lines
/// that it reported since then.
pub async fn run_test_until_killed(
    test_name: &'static str,
    folder: &Path,
    environment: Vec<(&'static str, String)>,
    delay: Duration,
) -> Vec<String> {
    start_and_kill_child_in_background(test_name, folder, environment, move |_| {
        std::thread::sleep(delay);
        Vec::new()
    })
    .await
}

/// The same, but the delay begins when the child has reported its first line, however slow the machine is.
pub async fn kill_child_after_report(
    test_name: &'static str,
    folder: &Path,
    environment: Vec<(&'static str, String)>,
    delay: Duration,
) -> Vec<String> {
    start_and_kill_child_in_background(test_name, folder, environment, move |lines| {
        let first = lines.recv_timeout(READY_TIMEOUT).unwrap();
        std::thread::sleep(delay);
        vec![first]
    })
    .await
}

/// Starts and kills a child on another thread: this one serves the child's requests.
async fn start_and_kill_child_in_background(
    test_name: &'static str,
    folder: &Path,
    environment: Vec<(&'static str, String)>,
    wait: impl FnOnce(&mpsc::Receiver<String>) -> Vec<String> + Send + 'static,
) -> Vec<String> {
    let folder = folder.to_owned();
    let run = move || start_and_kill_child(test_name, &folder, &environment, wait);
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// The same, but kills the child when `wait` returns, which is called once the child is ready.
pub fn kill_child_when(
    test_name: &str,
    folder: &Path,
    environment: &[(&'static str, String)],
    wait: impl FnOnce(),
) -> Vec<String> {
    start_and_kill_child(test_name, folder, environment, |_| {
        wait();
        Vec::new()
    })
}

/// Starts a child, kills it when `wait` returns, and returns the lines that `wait` took and those after them.
fn start_and_kill_child(
    test_name: &str,
    folder: &Path,
    environment: &[(&'static str, String)],
    wait: impl FnOnce(&mpsc::Receiver<String>) -> Vec<String>,
) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", test_name])
        .env(CHILD_FOLDER, folder)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || forward_reported_lines(output, &sender));
    let deadline = Instant::now() + READY_TIMEOUT;
    loop {
        match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) if line == READY => break,
            Ok(_) => {}
            Err(error) => panic!("the child of {test_name} did not get ready: {error}"),
        }
    }
    let mut reported = wait(&lines);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(9),
        "the child of {test_name} ended before it was killed: {status}"
    );
    #[cfg(not(unix))]
    assert!(!status.success(), "the child of {test_name} ended before it was killed: {status}");
    reader.join().unwrap();
    reported.extend(lines);
    reported
}

/// Forwards every complete line that the child reported; a line that was cut off by the kill is dropped.
fn forward_reported_lines(mut output: impl std::io::BufRead, lines: &mpsc::Sender<String>) {
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).unwrap() > 0 {
        if line.pop() == Some(b'\n')
            && let Some((_, reported)) = String::from_utf8_lossy(&line).split_once(REPORT_MARK)
        {
            let _ = lines.send(reported.to_owned());
        }
        line.clear();
    }
}
