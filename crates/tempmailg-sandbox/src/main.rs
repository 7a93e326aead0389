//! The program `tempmailg-sandbox`: parses the command line and runs the server until a signal.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;
use tempmailg_sandbox::{Sandbox, SandboxBuilder};
use thiserror::Error;

const HELP: &str = "\
Serves the whole TempMailG user API on 127.0.0.1, with sample mail, from memory.

Usage: tempmailg-sandbox [OPTIONS]

Options:
      --port N             Port to listen on; 0 is any free one [default: 0]
      --key KEY            API key of an account; give it again for more accounts
                           [default: a random key, printed on standard error]
      --lifetime SECONDS   How long an inbox lives [default: 600]
      --quota N            Requests each account may make in a month [default: 50000]
      --plan TYPES         Domain types the accounts may use, such as free,premium [default: free]
      --empty              No sample mail
      --arrival-scale F    Sample mail arrives F times as late; 0 is at once [default: 1]
      --control            Open the /_sandbox/ endpoints that steer the sandbox
  -h, --help               Print this help
  -V, --version            Print the version

The first line on standard output is the base URL. Ctrl-C or SIGTERM ends the server.
";

/// What the command line asks for.
enum SandboxCommandLine {
    Serve { builder: SandboxBuilder, print_api_key: bool },
    Help,
    Version,
}

/// Why the command line is invalid. The text never quotes an API key.
#[derive(Debug, Error)]
enum SandboxUsageError {
    #[error("{0}")]
    Syntax(#[from] lexopt::Error),
    #[error("--{option} needs {expected}, not \"{given}\"")]
    InvalidValue { option: &'static str, expected: &'static str, given: String },
    #[error("--key needs printable ASCII without spaces")]
    InvalidApiKey,
}

fn main() -> ExitCode {
    match parse_arguments(std::env::args_os().skip(1)) {
        Ok(SandboxCommandLine::Help) => print_to_stdout(HELP),
        Ok(SandboxCommandLine::Version) => {
            print_to_stdout(concat!("tempmailg-sandbox ", env!("CARGO_PKG_VERSION"), "\n"))
        }
        Ok(SandboxCommandLine::Serve { builder, print_api_key }) => match serve_until_signal(builder, print_api_key) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("tempmailg-sandbox: can't serve: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("tempmailg-sandbox: {error}\nTry tempmailg-sandbox --help.");
            ExitCode::from(2)
        }
    }
}

fn print_to_stdout(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn parse_arguments(arguments: impl IntoIterator<Item = OsString>) -> Result<SandboxCommandLine, SandboxUsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut builder = Sandbox::builder();
    let mut print_api_key = true;
    while let Some(argument) = parser.next()? {
        builder = match argument {
            Long("port") => builder.port(parse_number_option(&mut parser, "port", "a number up to 65535")?),
            Long("key") => {
                let api_key = parser.value()?.into_string().map_err(|_| SandboxUsageError::InvalidApiKey)?;
                if api_key.is_empty() || !api_key.bytes().all(|byte| byte.is_ascii_graphic()) {
                    return Err(SandboxUsageError::InvalidApiKey);
                }
                print_api_key = false;
                builder.api_key(&api_key)
            }
            Long("lifetime") => {
                let seconds: u32 = parse_number_option(&mut parser, "lifetime", "a number of seconds")?;
                builder.lifetime(Duration::from_secs(seconds.into()))
            }
            Long("quota") => builder.quota(parse_number_option(&mut parser, "quota", "a number of requests")?),
            Long("plan") => {
                let plan = parser.value()?.to_string_lossy().to_ascii_lowercase();
                let types: Vec<&str> = plan.split(',').map(str::trim).collect();
                if !types.iter().all(|&name| ["free", "premium"].contains(&name)) {
                    return Err(SandboxUsageError::InvalidValue {
                        option: "plan",
                        expected: "free, premium or both with a comma between",
                        given: plan,
                    });
                }
                builder.set_allowed_domain_types(&types)
            }
            Long("empty") => builder.keep_new_inboxes_empty(true),
            Long("arrival-scale") => {
                const EXPECTED: &str = "a number from 0 up";
                let scale: f64 = parse_number_option(&mut parser, "arrival-scale", EXPECTED)?;
                if !(0.0..=1e9).contains(&scale) {
                    return Err(SandboxUsageError::InvalidValue {
                        option: "arrival-scale",
                        expected: EXPECTED,
                        given: scale.to_string(),
                    });
                }
                builder.mail_delay_factor(scale)
            }
            Long("control") => builder.with_control_endpoints(true),
            Short('h') | Long("help") => return Ok(SandboxCommandLine::Help),
            Short('V') | Long("version") => return Ok(SandboxCommandLine::Version),
            other => return Err(other.unexpected().into()),
        };
    }
    Ok(SandboxCommandLine::Serve { builder, print_api_key })
}

fn parse_number_option<T: std::str::FromStr>(
    parser: &mut lexopt::Parser,
    option: &'static str,
    expected: &'static str,
) -> Result<T, SandboxUsageError> {
    let given = parser.value()?.to_string_lossy().into_owned();
    given.parse().map_err(|_| SandboxUsageError::InvalidValue { option, expected, given })
}

#[tokio::main]
async fn serve_until_signal(builder: SandboxBuilder, print_api_key: bool) -> io::Result<()> {
    // Register the signal handlers first, so that a signal right after the base URL is printed is not lost.
    let stop_signal = listen_for_stop_signal()?;
    let sandbox = builder.start().await?;
    if print_api_key {
        eprintln!("API key: {}", sandbox.api_key());
    }
    {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{}", sandbox.base_url())?;
        stdout.flush()?;
    }
    stop_signal.await;
    sandbox.shutdown().await;
    Ok(())
}

/// Returns a future that completes at SIGINT or SIGTERM.
#[cfg(unix)]
fn listen_for_stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Returns a future that completes at Ctrl-C.
#[cfg(windows)]
fn listen_for_stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
