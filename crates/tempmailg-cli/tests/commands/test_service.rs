//! A sandbox, and the program run against it with an environment of its own.

use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tempmailg_sandbox::{Sandbox, SandboxBuilder};
use tokio::process::Command;

/// How long a test waits for something that must happen.
pub(crate) const WAIT_LIMIT: Duration = Duration::from_secs(60);

/// A running sandbox and a home folder.
pub(crate) struct TestService {
    pub(crate) sandbox: Sandbox,
    pub(crate) home: TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct CliRunResult {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl TestService {
    /// A sandbox without sample mail.
    pub(crate) async fn start() -> Self {
        Self::start_with(|builder| builder).await
    }

    pub(crate) async fn start_with(settings: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> Self {
        let sandbox =
            settings(Sandbox::builder().api_key("test-key").keep_new_inboxes_empty(true)).start().await.unwrap();
        Self { sandbox, home: tempfile::tempdir().unwrap() }
    }

    /// The program with these arguments, in an environment that has nothing but the service and the key.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.command_with_empty_environment(arguments);
        command.env("TEMPMAILG_API_KEY", "test-key").env("TEMPMAILG_API_BASE_URL", self.sandbox.base_url());
        command
    }

    /// The program in an empty environment.
    pub(crate) fn command_with_empty_environment(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tempmailg"));
        command.args(arguments).env_clear().env("HOME", self.home.path()).stdin(Stdio::null());
        command.current_dir(self.home.path()).kill_on_drop(true);
        command
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> CliRunResult {
        CliRunResult::of(&mut self.command(arguments)).await
    }

    /// Runs a command that must succeed, and returns its standard output without the last line break.
    pub(crate) async fn run_ok(&self, arguments: &[&str]) -> String {
        let outcome = self.run(arguments).await;
        assert_eq!(outcome.code, 0, "{arguments:?}: {outcome:?}");
        assert_eq!(outcome.stderr, "", "{arguments:?}");
        outcome.stdout.trim_end_matches('\n').to_owned()
    }

    /// Runs a command with `--json` that must succeed, and returns its objects.
    pub(crate) async fn run_json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run_ok(&[arguments, &["--json"]].concat()).await;
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Makes an address.
    pub(crate) async fn new_address(&self) -> String {
        self.run_ok(&["new"]).await
    }

    /// The paths of the requests that were sent, without those of `new`.
    pub(crate) fn list_request_paths(&self) -> Vec<String> {
        let requests = self.sandbox.list_requests();
        requests.into_iter().map(|request| format!("{} {}", request.method, request.path)).collect()
    }

    /// How many requests listed mail.
    pub(crate) fn count_checks(&self) -> usize {
        self.list_request_paths().iter().filter(|path| *path == "GET /api/messages").count()
    }

    /// Waits until so many requests listed mail.
    pub(crate) async fn wait_for_checks(&self, count: usize) {
        let reached = async {
            while self.count_checks() < count {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(WAIT_LIMIT, reached).await.expect("the requests are sent");
    }
}

impl CliRunResult {
    pub(crate) async fn of(command: &mut Command) -> Self {
        let output = tokio::time::timeout(WAIT_LIMIT, command.output()).await.expect("the program ends").unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts that the command failed with this exit code, said why in one line, and printed no result.
    #[track_caller]
    pub(crate) fn assert_failed(&self, code: i32, reason: &str) {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{self:?}");
        assert!(self.stderr.contains(reason), "{reason:?} is not in {:?}", self.stderr);
        assert_eq!(self.stderr.matches('\n').count(), 1, "{:?}", self.stderr);
        assert!(!self.stderr.contains("test-key"), "{:?}", self.stderr);
    }
}

/// The names of the files in a folder.
pub(crate) fn list_files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
