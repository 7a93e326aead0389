//! The program `tempmailg`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tempmailg_cli::run_cli(std::env::args_os())
}
