//! The command line and the environment.

use std::ffi::OsString;
use std::path::PathBuf;

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
  MAYFLY_LOG              what to log to standard error, for example mayfly_core=debug";

/// How to start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) demo: bool,
    pub(crate) hidden: bool,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// Start the app.
    Run(Options),
    /// Print this and end.
    Print(String),
    /// Print this as an error and end.
    Refuse(String),
}

impl Options {
    pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Parsed {
        let mut options = Self::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--demo") => options.demo = true,
                Some("--hidden") => options.hidden = true,
                Some("--version" | "-V") => return Parsed::Print(concat!("mayfly ", env!("CARGO_PKG_VERSION")).into()),
                Some("--help" | "-h") => return Parsed::Print(HELP.into()),
                _ => {
                    let shown = argument.to_string_lossy();
                    return Parsed::Refuse(format!("mayfly: unknown option '{shown}'; see mayfly --help"));
                }
            }
        }
        Parsed::Run(options)
    }
}

/// The base URL that the welcome page starts with.
pub(crate) fn preset_base_url() -> Option<String> {
    std::env::var("TEMPMAILG_API_BASE_URL").ok().filter(|text| !text.trim().is_empty())
}

/// The folder in which attachments are saved without asking.
pub(crate) fn download_folder() -> Option<PathBuf> {
    std::env::var_os("MAYFLY_DOWNLOAD_DIR").filter(|text| !text.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Parsed {
        Options::parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn the_command_line_is_understood_or_refused_with_a_hint() {
        assert_eq!(parse(&[]), Parsed::Run(Options::default()));
        assert_eq!(parse(&["--demo", "--hidden"]), Parsed::Run(Options { demo: true, hidden: true }));
        assert!(matches!(parse(&["--version"]), Parsed::Print(text) if text.starts_with("mayfly ")));
        assert!(matches!(parse(&["--help"]), Parsed::Print(text) if text.contains("MAYFLY_DOWNLOAD_DIR")));
        assert!(matches!(parse(&["--demmo"]), Parsed::Refuse(text) if text.contains("--help")));
    }
}
