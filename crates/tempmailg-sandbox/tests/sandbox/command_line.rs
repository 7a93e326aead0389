//! The program `tempmailg-sandbox` as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::test_http_client::TestHttpClient;

fn sandbox_command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tempmailg-sandbox"))
}

fn run_sandbox_command_to_exit(arguments: &[&str]) -> Output {
    sandbox_command().args(arguments).output().unwrap()
}

/// A running process. It is killed when the value is dropped.
struct SandboxProcess {
    child: Child,
    base_url: String,
}

impl SandboxProcess {
    fn start(arguments: &[&str]) -> Self {
        let mut child =
            sandbox_command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, base_url: line.trim_end().to_owned() }
    }

    fn client(&self, api_key: &str) -> TestHttpClient {
        let address = self.base_url.strip_prefix("http://").unwrap().strip_suffix("/api").unwrap();
        TestHttpClient::new(address.parse().unwrap(), api_key)
    }

    #[cfg(unix)]
    fn send_signal_and_wait(&mut self, signal: &str) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn every_given_api_key_is_accepted() {
    let process =
        SandboxProcess::start(&["--port", "0", "--key", "one", "--key", "two", "--empty", "--lifetime", "75"]);
    for key in ["one", "two"] {
        let created = process.client(key).post("/api/emails").await.json();
        assert_eq!(created["data"]["expires_in_seconds"], 75);
        let email = created["data"]["email"].as_str().unwrap();
        assert!(process.client(key).list_subjects(email).await.is_empty());
    }
    process.client("three").get("/api/domains").await.assert_error(401);
    process.client("one").get("/_sandbox/requests").await.assert_error(404);
}

#[tokio::test]
async fn options_configure_the_sandbox() {
    let options = "--key k --control --arrival-scale 0 --quota 70 --plan free,premium";
    let process = SandboxProcess::start(&options.split(' ').collect::<Vec<_>>());
    let client = process.client("k");
    let email = client.create_inbox().await;
    assert_eq!(client.list_subjects(&email).await.len(), 8);
    assert_eq!(client.get("/_sandbox/requests").await.status, 200);
    let domains = client.get("/api/domains").await;
    assert_eq!(domains.header("x-ratelimit-limit"), "70");
    assert_eq!(domains.json()["data"]["allowed_types"][1], "premium");
}

#[tokio::test]
async fn random_api_key_is_printed_on_standard_error() {
    let mut process = SandboxProcess::start(&["--empty"]);
    let mut line = String::new();
    BufReader::new(process.child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let key = line.trim_end().strip_prefix("API key: ").unwrap().to_owned();
    assert!(key.len() >= 32, "{key}");
    assert_eq!(process.client(&key).get("/api/domains").await.status, 200);
}

#[cfg(unix)]
#[test]
fn signals_stop_the_program_with_status_zero() {
    for signal in ["INT", "TERM"] {
        let mut process = SandboxProcess::start(&["--key", "given-key"]);
        assert_eq!(process.send_signal_and_wait(signal), Some(0), "{signal}");
        let mut errors = String::new();
        std::io::Read::read_to_string(process.child.stderr.as_mut().unwrap(), &mut errors).unwrap();
        assert_eq!(errors, "", "a key that was given is not printed");
    }
}

#[test]
fn invalid_arguments_are_explained() {
    for (arguments, message) in [
        (&["--port", "70000"][..], "--port needs a number up to 65535, not \"70000\""),
        (&["--port"], "missing argument for option '--port'"),
        (&["--lifetime", "soon"], "--lifetime needs a number of seconds, not \"soon\""),
        (&["--arrival-scale", "-1"], "--arrival-scale needs a number from 0 up, not \"-1\""),
        (&["--arrival-scale", "NaN"], "--arrival-scale needs a number from 0 up, not \"NaN\""),
        (&["--quota", "many"], "--quota needs a number of requests, not \"many\""),
        (&["--plan", "gold"], "--plan needs free, premium or both with a comma between, not \"gold\""),
        (&["--key", ""], "--key needs printable ASCII without spaces"),
        (&["--key", "two words"], "--key needs printable ASCII without spaces"),
        (&["--verbose"], "invalid option '--verbose'"),
        (&["extra"], "unexpected argument \"extra\""),
    ] {
        let output = run_sandbox_command_to_exit(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(errors, format!("tempmailg-sandbox: {message}\nTry tempmailg-sandbox --help.\n"));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn port_in_use_exits_with_status_one() {
    let process = SandboxProcess::start(&["--empty"]);
    let port = process.base_url.rsplit_once(':').unwrap().1.strip_suffix("/api").unwrap();
    let output = run_sandbox_command_to_exit(&["--port", port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("tempmailg-sandbox: can't serve: "));
}

#[test]
fn help_and_version_are_printed() {
    let help = run_sandbox_command_to_exit(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for option in ["port", "key", "lifetime", "quota", "plan", "empty", "arrival-scale", "control"] {
        assert!(help.contains(&format!("--{option} ")), "{option}");
    }
    let version = run_sandbox_command_to_exit(&["--version"]);
    let expected = concat!("tempmailg-sandbox ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8(version.stdout).unwrap(), expected);
}
