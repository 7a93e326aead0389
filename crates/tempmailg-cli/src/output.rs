//! Standard output for results, standard error for everything else.

use crate::cli_error::{CliError, CliErrorKind};
use crate::json_output::ErrorOutput;
use crate::safe_text::{escape_json_for_terminal, to_single_line};
use serde::Serialize;
use std::io::{self, IsTerminal as _, Write as _};

/// How results are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether results are JSON objects.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Prints a result: as a JSON object, or the words that `to_words` makes of it.
    pub(crate) fn print_record<T: Serialize>(
        self,
        record: &T,
        to_words: impl FnOnce(&T) -> String,
    ) -> Result<(), CliError> {
        if self.json {
            let json = serde_json::to_string(record).map_err(|error| CliError::failure(error.to_string()))?;
            return self.print_line(&escape_json_for_terminal(&json));
        }
        self.print_line(&to_words(record))
    }

    /// Prints one line, which must be safe on a terminal.
    pub(crate) fn print_line(self, line: &str) -> Result<(), CliError> {
        self.print_bytes(format!("{line}\n").as_bytes())
    }

    /// Prints bytes as they are.
    pub(crate) fn print_bytes(self, bytes: &[u8]) -> Result<(), CliError> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::OutputClosed,
            _ => CliError::failure(format!("the output can't be written: {error}")),
        })
    }

    /// Whether standard output is a terminal.
    pub(crate) fn is_terminal(self) -> bool {
        io::stdout().is_terminal()
    }

    /// Tells a person who watches something that is no result: on a terminal alone.
    pub(crate) fn print_hint(self, words: &str) {
        if io::stderr().is_terminal() {
            // Without a reader there is nobody to tell.
            let _ = writeln!(io::stderr(), "{}", to_single_line(words));
        }
    }

    /// Prints why the command failed, on standard error.
    pub(crate) fn print_error(self, kind: CliErrorKind, message: &str) {
        let message = to_single_line(message);
        let line = if self.json {
            let record = ErrorOutput { error: kind.error_word(), message: &message };
            let json = serde_json::to_string(&record).unwrap_or_default();
            escape_json_for_terminal(&json).into_owned()
        } else {
            format!("tempmailg: {message}")
        };
        let _ = writeln!(io::stderr(), "{line}");
    }
}
