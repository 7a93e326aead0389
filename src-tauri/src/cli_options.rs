//! The command line.

use std::ffi::OsString;

/// The option that starts Mayfly in the tray, without a window.
pub(crate) const HIDDEN_OPTION: &str = "--hidden";

const HELP: &str = "\
Mayfly: disposable e-mail in a native window

Usage: mayfly [--demo] [--hidden]

  --demo      start with the built-in demo: no key, no network, nothing stored
  --hidden    start in the tray, without a window
  --version   print the version
  --help      print the options and variables

Environment:
  TEMPMAILG_API_BASE_URL  the base URL that the welcome page starts with
  MAYFLY_DOWNLOAD_DIR     save attachments in this folder, without asking where
  MAYFLY_LOG              what to log to standard error, for example mayfly_core=debug
  https_proxy             the proxy where the desktop sets none (also all_proxy, no_proxy)";

/// The options of a start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CliOptions {
    /// Open the built-in demo.
    pub(crate) demo: bool,
    /// Start in the tray, without a window.
    pub(crate) hidden: bool,
}

/// What the command line requests.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CliAction {
    /// Start the app.
    RunApp(CliOptions),
    /// Print this text and exit.
    PrintText(String),
    /// Print this error and exit with a failure.
    RejectArguments(String),
}

impl CliAction {
    /// Parses the arguments after the program's name.
    pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut options = CliOptions::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--demo") => options.demo = true,
                Some(HIDDEN_OPTION) => options.hidden = true,
                Some("--version" | "-V") => {
                    return Self::PrintText(concat!("mayfly ", env!("CARGO_PKG_VERSION")).into());
                }
                Some("--help" | "-h") => return Self::PrintText(HELP.into()),
                _ => {
                    let argument = argument.to_string_lossy();
                    return Self::RejectArguments(format!("mayfly: unknown option '{argument}'; see mayfly --help"));
                }
            }
        }
        Self::RunApp(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> CliAction {
        CliAction::parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn known_options_are_parsed_and_unknown_ones_are_rejected_with_a_hint() {
        assert_eq!(parse(&[]), CliAction::RunApp(CliOptions::default()));
        assert_eq!(parse(&["--demo", "--hidden"]), CliAction::RunApp(CliOptions { demo: true, hidden: true }));
        assert!(matches!(parse(&["--version"]), CliAction::PrintText(text) if text.starts_with("mayfly ")));
        assert!(matches!(parse(&["--help"]), CliAction::PrintText(text) if text.contains("MAYFLY_DOWNLOAD_DIR")));
        assert!(matches!(parse(&["--demmo"]), CliAction::RejectArguments(text) if text.contains("--help")));
    }
}
