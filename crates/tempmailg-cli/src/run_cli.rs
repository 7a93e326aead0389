//! The program: parses the command line, runs the command, and ends with its exit code.

use crate::arguments::Arguments;
use crate::cli_error::{CliError, CliErrorKind};
use crate::commands::dispatch_cli_command;
use crate::output::Output;
use clap::Parser as _;
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ended.
enum ProgramEnd {
    Done(Result<(), CliError>),
    /// A signal ended it; this is its number.
    Interrupted(u8),
}

/// Runs the program with these arguments, of which the first is its name. Returns its exit code.
pub fn run_cli(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) => return report_argument_error(&error, words.iter().any(|word| word == "--json")),
    };
    let output = Output::new(arguments.json);
    // One thread is enough for one request at a time, and starts sooner.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output.print_error(CliErrorKind::Failure, &error.to_string());
            return CliErrorKind::Failure.exit_code().into();
        }
    };
    let end = runtime.block_on(async {
        tokio::select! {
            result = dispatch_cli_command(arguments, output) => ProgramEnd::Done(result),
            signal = wait_for_signal() => ProgramEnd::Interrupted(signal),
        }
    });
    // A thread that still waits for the keychain or standard input is not waited for.
    runtime.shutdown_background();
    match end {
        ProgramEnd::Done(Ok(()) | Err(CliError::OutputClosed)) => ExitCode::SUCCESS,
        ProgramEnd::Done(Err(CliError::Failed { kind, message })) => {
            output.print_error(kind, &message);
            kind.exit_code().into()
        }
        // As shells report a program that a signal ended.
        ProgramEnd::Interrupted(signal) => (128 + signal).into(),
    }
}

/// Prints help and version on standard output, and everything else that parsing ends with on standard error.
fn report_argument_error(error: &clap::Error, is_json: bool) -> ExitCode {
    if !error.use_stderr() {
        // A reader that is gone has read enough.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if is_json && error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        Output::new(true).print_error(CliErrorKind::Usage, "no command is given; see tempmailg --help");
    } else if is_json {
        let text = error.render().to_string();
        let text = text.split("\n\nUsage:").next().unwrap_or_default();
        Output::new(true).print_error(CliErrorKind::Usage, text.trim_start_matches("error: "));
    } else {
        let _ = error.print();
    }
    CliErrorKind::Usage.exit_code().into()
}

/// Waits for a signal that ends the program, and returns its number.
#[cfg(unix)]
async fn wait_for_signal() -> u8 {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::terminate()];
    let [Ok(mut hangup), Ok(mut interrupt), Ok(mut terminate)] = kinds.map(signal) else {
        // The signals end the program by themselves then.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = hangup.recv() => 1,
        _ = interrupt.recv() => 2,
        _ = terminate.recv() => 15,
    }
}

/// Waits for Ctrl+C, and returns the number that stands for it.
#[cfg(not(unix))]
async fn wait_for_signal() -> u8 {
    match tokio::signal::ctrl_c().await {
        Ok(()) => 2,
        Err(_) => std::future::pending().await,
    }
}
