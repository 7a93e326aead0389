use crate::test_service::{CliRunResult, TestService};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as StdCommand, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::Command;

fn write_key_file(folder: &Path, text: &str, mode: u32) -> PathBuf {
    let path = folder.join("key");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path
}

/// The program without the variable of the key.
fn command_without_key(service: &TestService, arguments: &[&str]) -> Command {
    let mut command = service.command_with_empty_environment(arguments);
    command.env("TEMPMAILG_API_BASE_URL", service.sandbox.base_url());
    command
}

#[tokio::test]
async fn without_a_key_the_error_says_what_to_do() {
    let service = TestService::start().await;
    let outcome = CliRunResult::of(&mut command_without_key(&service, &["new"])).await;
    outcome.assert_failed(4, "no API key: set TEMPMAILG_API_KEY or use --key-file");
    let outcome = CliRunResult::of(command_without_key(&service, &["new"]).env("TEMPMAILG_API_KEY", "")).await;
    outcome.assert_failed(4, "TEMPMAILG_API_KEY is empty");
    let outcome =
        CliRunResult::of(command_without_key(&service, &["new"]).env("TEMPMAILG_API_KEY", "Bearer test-key")).await;
    outcome.assert_failed(4, "without \"Bearer\"");
    assert!(service.sandbox.list_requests().is_empty());
}

#[tokio::test]
async fn key_file_is_read_if_only_its_owner_can() {
    let service = TestService::start().await;
    let folder = tempfile::tempdir().unwrap();
    for (text, mode, error) in [
        ("test-key\n", 0o600, None),
        ("test-key", 0o400, None),
        ("test-key", 0o640, Some("others can read or change")),
        ("test-key", 0o604, Some("others can read or change")),
        ("test-key", 0o622, Some("others can read or change")),
        ("", 0o600, Some("the API key is empty")),
        ("test-key\nother", 0o600, Some("several lines")),
    ] {
        let path = write_key_file(folder.path(), text, mode);
        let path = path.to_str().unwrap();
        // The file is stronger than the variable.
        let mut command = service.command(&["domains", "--key-file", path]);
        let outcome = CliRunResult::of(command.env("TEMPMAILG_API_KEY", "no-such-key")).await;
        match error {
            None => assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{text:?} {mode:o}"),
            Some(error) => outcome.assert_failed(4, error),
        }
        std::fs::remove_file(path).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    service.run(&["domains", "--key-file", path]).await.assert_failed(4, path);
}

#[tokio::test]
async fn key_is_never_an_argument_and_in_no_output() {
    let service = TestService::start().await;
    let address = service.new_address().await;
    for arguments in [&["list", &address][..], &["quota"], &["domains"], &["rm", &address], &["rm", &address]] {
        for json in [&[][..], &["--json"]] {
            let outcome = service.run(&[arguments, json].concat()).await;
            assert!(!format!("{outcome:?}").contains("test-key"), "{outcome:?}");
        }
    }
    service.run(&["domains", "--key", "test-key"]).await.assert_usage_error();
}

impl CliRunResult {
    fn assert_usage_error(&self) {
        assert_eq!((self.code, self.stdout.as_str()), (2, ""), "{self:?}");
    }
}

/// A session bus and a gnome-keyring that is unlocked.
struct TestGnomeKeyring {
    folder: TempDir,
    address: String,
    daemons: Vec<Child>,
}

impl TestGnomeKeyring {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("unix:path={}/bus", folder.path().display());
        let mut session = Self { folder, address, daemons: Vec::new() };
        let argument = format!("--address={}", session.address);
        session.start_daemon("dbus-daemon", &["--session", "--nofork", "--nopidfile", &argument], "");
        session.wait_for(|session| session.folder.path().join("bus").exists());
        session.start_daemon("gnome-keyring-daemon", &["--foreground", "--components=secrets", "--unlock"], "test");
        session.wait_for(|session| {
            let list = session
                .command("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
                .args(["/", "org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"])
                .output()
                .unwrap();
            list.status.success()
        });
        session
    }

    fn command(&self, program: &str) -> StdCommand {
        let mut command = StdCommand::new(program);
        let home = self.folder.path();
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", home).env("XDG_DATA_HOME", home);
        command.env("XDG_RUNTIME_DIR", home).env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command
    }

    fn start_daemon(&mut self, program: &str, arguments: &[&str], input: &str) {
        let mut command = self.command(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut daemon = command.spawn().unwrap_or_else(|error| panic!("{program} is installed: {error}"));
        daemon.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        self.daemons.push(daemon);
    }

    fn wait_for(&self, mut is_reached: impl FnMut(&Self) -> bool) {
        for _ in 0..600 {
            if is_reached(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the session starts");
    }

    /// Stores an entry as Mayfly names it.
    fn store_secret(&self, name: &str, secret: &str) {
        let mut command = self.command("secret-tool");
        command.args(["store", "--label", name, "service", "app.mayfly.Mayfly", "username", name]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

impl Drop for TestGnomeKeyring {
    fn drop(&mut self) {
        for daemon in self.daemons.iter_mut().rev() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }
}

#[tokio::test]
async fn key_of_a_mayfly_account_is_read_from_the_keychain() {
    let service = TestService::start_with(|builder| builder.api_key("other-key")).await;
    let keychain = TestGnomeKeyring::start();
    let run = async |arguments: &[&str]| {
        let mut command = command_without_key(&service, arguments);
        CliRunResult::of(command.env("DBUS_SESSION_BUS_ADDRESS", &keychain.address)).await
    };
    run(&["domains"]).await.assert_failed(4, "no API key");
    keychain.store_secret("store-key", "not an API key");
    keychain.store_secret("api-key:1", "test-key");
    assert_eq!(run(&["domains"]).await.code, 0, "the only account is used");
    keychain.store_secret("api-key:3", "no-such-key");
    run(&["domains"]).await.assert_failed(4, "choose one by --account: 1, 3");
    assert_eq!(run(&["domains", "--account", "1"]).await.code, 0);
    run(&["domains", "--account", "3"]).await.assert_failed(4, "did not accept the API key");
    run(&["domains", "--account", "2"]).await.assert_failed(4, "no API key of a Mayfly account 2");
    // The variable is stronger than the keychain.
    let mut command = service.command(&["domains"]);
    assert_eq!(CliRunResult::of(command.env("DBUS_SESSION_BUS_ADDRESS", &keychain.address)).await.code, 0);
    let mut command = command_without_key(&service, &["domains", "--account", "1"]);
    let outcome = CliRunResult::of(command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")).await;
    outcome.assert_failed(4, "the keychain can't be read");
}
