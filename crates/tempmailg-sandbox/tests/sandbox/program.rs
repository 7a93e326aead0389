//! `tempmailg-sandbox` as a process.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

use crate::client::Client;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tempmailg-sandbox"))
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// A serving process; killed when the test is over, however it ends.
struct Serving {
    child: Child,
    base_url: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut child = program().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, base_url: line.trim_end().to_owned() }
    }

    fn client(&self, key: &str) -> Client {
        let address = self.base_url.strip_prefix("http://").unwrap().strip_suffix("/api").unwrap();
        Client::new(address.parse().unwrap(), key)
    }

    #[cfg(unix)]
    fn end_with(&mut self, signal: &str) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn it_serves_every_key_it_is_given() {
    let serving = Serving::start(&["--port", "0", "--key", "one", "--key", "two", "--empty", "--lifetime", "75"]);
    for key in ["one", "two"] {
        let created = serving.client(key).post("/api/emails").await.json();
        assert_eq!(created["data"]["expires_in_seconds"], 75);
        let email = created["data"]["email"].as_str().unwrap();
        assert!(serving.client(key).subjects(email).await.is_empty());
    }
    serving.client("three").get("/api/domains").await.refused_with(401);
    serving.client("one").get("/_sandbox/requests").await.refused_with(404);
}

#[tokio::test]
async fn options_reach_the_sandbox() {
    let options = "--key k --control --arrival-scale 0 --quota 70 --plan free,premium";
    let serving = Serving::start(&options.split(' ').collect::<Vec<_>>());
    let client = serving.client("k");
    let email = client.create().await;
    assert_eq!(client.subjects(&email).await.len(), 8);
    assert_eq!(client.get("/_sandbox/requests").await.status, 200);
    let domains = client.get("/api/domains").await;
    assert_eq!(domains.header("x-ratelimit-limit"), "70");
    assert_eq!(domains.json()["data"]["allowed_types"][1], "premium");
}

#[tokio::test]
async fn a_random_key_is_printed_on_standard_error() {
    let mut serving = Serving::start(&["--empty"]);
    let mut line = String::new();
    BufReader::new(serving.child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let key = line.trim_end().strip_prefix("API key: ").unwrap().to_owned();
    assert!(key.len() >= 32, "{key}");
    assert_eq!(serving.client(&key).get("/api/domains").await.status, 200);
}

#[cfg(unix)]
#[test]
fn signals_end_it_in_order() {
    for signal in ["INT", "TERM"] {
        let mut serving = Serving::start(&["--key", "given-key"]);
        assert_eq!(serving.end_with(signal), Some(0), "{signal}");
        let mut errors = String::new();
        serving.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert_eq!(errors, "", "a key that was given is not printed");
    }
}

#[test]
fn bad_arguments_are_explained() {
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
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(errors, format!("tempmailg-sandbox: {message}\nTry tempmailg-sandbox --help.\n"));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_taken_port_is_a_failure() {
    let serving = Serving::start(&["--empty"]);
    let port = serving.base_url.rsplit_once(':').unwrap().1.strip_suffix("/api").unwrap();
    let output = run(&["--port", port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("tempmailg-sandbox: can't serve: "));
}

#[test]
fn help_and_version_are_told() {
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = String::from_utf8(help.stdout).unwrap();
    for option in ["port", "key", "lifetime", "quota", "plan", "empty", "arrival-scale", "control"] {
        assert!(help.contains(&format!("--{option} ")), "{option}");
    }
    let version = run(&["--version"]);
    let expected = concat!("tempmailg-sandbox ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8(version.stdout).unwrap(), expected);
}
