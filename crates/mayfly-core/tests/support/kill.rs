//! Kills a process of its own at a random moment and gathers what it told before.
//!
//! The victim is the test itself, run once more by its name with [`VICTIM`] set: it goes on for ever and tells
//! each thing that a user was told of, in a line of its own, after the core told it.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Names the folder that the victim works in; whoever has it set is the victim.
pub const VICTIM: &str = "MAYFLY_VICTIM";

/// Sets a line of the victim's apart from the test harness's.
const MARK: &str = "@told ";

/// Told once the victim is about to do what it is killed at.
pub const READY: &str = "ready";

/// Longer than a victim takes to get ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// Tells a line.
pub fn tell(line: impl std::fmt::Display) {
    println!("{MARK}{line}");
}

/// Few rounds every day, as many as `MAYFLY_KILL_ROUNDS` says otherwise.
pub fn rounds(everyday: u32) -> u32 {
    std::env::var("MAYFLY_KILL_ROUNDS").ok().map_or(everyday, |text| text.parse().unwrap())
}

/// Random numbers that a printed seed brings back.
pub struct Dice(u64);

impl Dice {
    /// With the seed of `MAYFLY_KILL_SEED`, or a new one; says which.
    pub fn new(what: &str) -> Self {
        let fresh = || jiff::Timestamp::now().as_microsecond().unsigned_abs() % 1_000_000_007;
        let seed = std::env::var("MAYFLY_KILL_SEED").ok().map_or_else(fresh, |text| text.parse().unwrap());
        println!("{what}: MAYFLY_KILL_SEED={seed}");
        Self(seed)
    }

    pub fn with_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end` (SplitMix64).
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// A moment before `end`.
    pub fn moment(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(end.as_micros()).unwrap().max(1)))
    }
}

/// Runs the named test as a victim in `folder`, kills it `delay` after it is ready, and answers with what it told
/// since then.
pub async fn kill(
    test: &'static str,
    folder: &Path,
    environment: Vec<(&'static str, String)>,
    delay: Duration,
) -> Vec<String> {
    let folder = folder.to_owned();
    // Beside the service, which the test itself plays.
    let killing = move || kill_after(test, &folder, &environment, || std::thread::sleep(delay));
    tokio::task::spawn_blocking(killing).await.unwrap()
}

/// The same, but kills it once `wait` is over, which begins when the victim is ready.
pub fn kill_after(
    test: &str,
    folder: &Path,
    environment: &[(&'static str, String)],
    wait: impl FnOnce(),
) -> Vec<String> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", test])
        .env(VICTIM, folder)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(victim.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reading = std::thread::spawn(move || read(output, &sender));
    let end = Instant::now() + PATIENCE;
    loop {
        match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) if line == READY => break,
            Ok(_) => {}
            Err(error) => panic!("the victim of {test} did not get ready: {error}"),
        }
    }
    wait();
    victim.kill().unwrap();
    let status = victim.wait().unwrap();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(9),
        "the victim of {test} ended by itself: {status}"
    );
    reading.join().unwrap();
    lines.into_iter().collect()
}

/// Passes on every whole line that the victim told; one cut short by its end was not heard.
fn read(mut output: impl std::io::BufRead, lines: &mpsc::Sender<String>) {
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).unwrap() > 0 {
        if line.pop() == Some(b'\n')
            && let Some((_, told)) = String::from_utf8_lossy(&line).split_once(MARK)
        {
            let _ = lines.send(told.to_owned());
        }
        line.clear();
    }
}
