//! The command line.

use std::ffi::OsString;

/// The option that starts Mayfly in the tray, without a window.
pub(crate) const HIDDEN_OPTION: &str = "--hidden";

const HELP: &str = "\
Mayfly: disposable e-mail in a native window

Usage: mayfly [--demo] [--hidden]
       mayfly new | copy-code | copy-address | open

  --demo      start with the built-in demo: no key, no network, nothing stored
  --hidden    start in the tray, without a window
  --version   print the version
  --help      print the options and variables

Commands to the Mayfly that runs, or that is started in the tray for them; what was copied is printed:
  new           make a new address and copy it
  copy-code     copy the code that came last, in the last ten minutes
  copy-address  copy the newest address that receives mail
  open          open the window
Exit codes: 0 done, 1 failed, 2 unknown option or command, 6 nothing to copy

Environment:
  TEMPMAILG_API_BASE_URL  the base URL that the welcome page starts with
  MAYFLY_DOWNLOAD_DIR     save files in this folder, and import from it, without asking
  MAYFLY_LOG              what to log to standard error, for example mayfly_core=debug
  https_proxy             the proxy where the desktop sets none (also all_proxy, no_proxy)";

const COMMAND_WITH_OTHERS: &str = "mayfly: a command stands alone; see mayfly --help";

/// A request to the running Mayfly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InstanceCommand {
    /// Make a new address and copy it.
    CreateAddress,
    /// Copy the code that came last.
    CopyCode,
    /// Copy the newest address that still receives mail.
    CopyAddress,
    /// Open the window, or bring it to the front.
    OpenWindow,
}

impl InstanceCommand {
    /// Parses the word of the command line.
    pub(crate) fn from_argument(argument: &str) -> Option<Self> {
        match argument {
            "new" => Some(Self::CreateAddress),
            "copy-code" => Some(Self::CopyCode),
            "copy-address" => Some(Self::CopyAddress),
            "open" => Some(Self::OpenWindow),
            _ => None,
        }
    }
}

/// The options of a start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CommandLineStartOptions {
    /// Open the built-in demo.
    pub(crate) demo: bool,
    /// Start in the tray, without a window.
    pub(crate) hidden: bool,
    /// What the running Mayfly is asked to do; such a start opens no window of its own.
    pub(crate) command: Option<InstanceCommand>,
}

impl CommandLineStartOptions {
    /// Whether the start opens no window.
    pub(crate) fn starts_hidden(self) -> bool {
        self.hidden || self.command.is_some_and(|command| command != InstanceCommand::OpenWindow)
    }
}

/// What the command line requests.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CommandLineRequest {
    /// Start the app.
    RunApp(CommandLineStartOptions),
    /// Print this text and exit.
    PrintText(String),
    /// Print this error and exit with a failure.
    RejectArguments(String),
}

impl CommandLineRequest {
    /// Parses the arguments after the program's name.
    pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut options = CommandLineStartOptions::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--demo") => options.demo = true,
                Some(HIDDEN_OPTION) => options.hidden = true,
                Some("--version" | "-V") => {
                    return Self::PrintText(concat!("mayfly ", env!("CARGO_PKG_VERSION")).into());
                }
                Some("--help" | "-h") => return Self::PrintText(HELP.into()),
                text => match text.and_then(InstanceCommand::from_argument) {
                    Some(command) if options == CommandLineStartOptions::default() => options.command = Some(command),
                    Some(_) => {
                        return Self::RejectArguments(COMMAND_WITH_OTHERS.into());
                    }
                    None => {
                        let kind = if text.is_some_and(|text| text.starts_with('-')) { "option" } else { "command" };
                        let argument = argument.to_string_lossy();
                        return Self::RejectArguments(format!(
                            "mayfly: unknown {kind} '{argument}'; see mayfly --help"
                        ));
                    }
                },
            }
            if options.command.is_some() && (options.demo || options.hidden) {
                return Self::RejectArguments(COMMAND_WITH_OTHERS.into());
            }
        }
        Self::RunApp(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> CommandLineRequest {
        CommandLineRequest::parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn known_options_are_parsed_and_unknown_ones_are_rejected_with_a_hint() {
        assert_eq!(parse(&[]), CommandLineRequest::RunApp(CommandLineStartOptions::default()));
        assert_eq!(
            parse(&["--demo", "--hidden"]),
            CommandLineRequest::RunApp(CommandLineStartOptions { demo: true, hidden: true, command: None })
        );
        assert!(matches!(parse(&["--version"]), CommandLineRequest::PrintText(text) if text.starts_with("mayfly ")));
        assert!(
            matches!(parse(&["--help"]), CommandLineRequest::PrintText(text) if text.contains("MAYFLY_DOWNLOAD_DIR"))
        );
        for (word, command) in [
            ("new", InstanceCommand::CreateAddress),
            ("copy-code", InstanceCommand::CopyCode),
            ("copy-address", InstanceCommand::CopyAddress),
            ("open", InstanceCommand::OpenWindow),
        ] {
            let options = CommandLineStartOptions { command: Some(command), ..CommandLineStartOptions::default() };
            assert_eq!(parse(&[word]), CommandLineRequest::RunApp(options));
            for arguments in [[word, "--demo"], ["--hidden", word], [word, word], [word, "open"]] {
                assert!(
                    matches!(parse(&arguments), CommandLineRequest::RejectArguments(text) if text.contains("stands alone")),
                    "{arguments:?}"
                );
            }
        }
        assert!(matches!(parse(&["nev"]), CommandLineRequest::RejectArguments(text) if text.contains("command 'nev'")));
        assert!(matches!(parse(&["--demmo"]), CommandLineRequest::RejectArguments(text) if text.contains("--help")));
    }
}
