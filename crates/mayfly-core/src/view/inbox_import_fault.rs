//! What is wrong with a file that should be imported, as windows receive it.

use serde::Serialize;
use specta::Type;
use std::fmt;

/// What is wrong with a file of inboxes, and where. It holds nothing of the file's content, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct InboxImportFault {
    /// The kind of fault.
    pub reason: InboxImportFaultReason,
    /// The line in the file, from 1.
    pub line: Option<u32>,
    /// The column in the line, from 1.
    pub column: Option<u32>,
    /// The number of the inbox in the list, from 1.
    pub entry: Option<u32>,
    /// The field's name in the file.
    pub field: Option<String>,
}

/// The kind of an [`InboxImportFault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InboxImportFaultReason {
    /// The file can't be opened or read.
    Unopenable,
    /// The file is larger than Mayfly's lists ever are.
    TooLarge,
    /// The list has more inboxes than Mayfly imports.
    TooMany,
    /// The file is not text in UTF-8.
    NotText,
    /// The file breaks off.
    Truncated,
    /// The file is not JSON.
    NotJson,
    /// The file is JSON, but no list of inboxes.
    NotInboxList,
    /// The list was made by a newer version of Mayfly.
    NewerVersion,
    /// A field is missing.
    MissingField,
    /// A field's value can't be used.
    InvalidValue,
    /// An inbox's address is none.
    InvalidAddress,
}

impl InboxImportFault {
    /// A fault of the file as a whole.
    pub(crate) fn for_whole_file(reason: InboxImportFaultReason) -> Self {
        Self { reason, line: None, column: None, entry: None, field: None }
    }

    /// A fault at a place in the file, both counted from 1.
    pub(crate) fn fault_at_line_and_column(reason: InboxImportFaultReason, line: usize, column: usize) -> Self {
        let number = |number: usize| u32::try_from(number).ok();
        Self { line: number(line), column: number(column), ..Self::for_whole_file(reason) }
    }
}

impl fmt::Display for InboxImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            InboxImportFaultReason::Unopenable => "it can't be opened",
            InboxImportFaultReason::TooLarge => "it is too large",
            InboxImportFaultReason::TooMany => "it has too many inboxes",
            InboxImportFaultReason::NotText => "it is not text in UTF-8",
            InboxImportFaultReason::Truncated => "it breaks off",
            InboxImportFaultReason::NotJson => "it is not JSON",
            InboxImportFaultReason::NotInboxList => "it is not a list of inboxes",
            InboxImportFaultReason::NewerVersion => "it was made by a newer version of Mayfly",
            InboxImportFaultReason::MissingField => "a field is missing",
            InboxImportFaultReason::InvalidValue => "a value can't be used",
            InboxImportFaultReason::InvalidAddress => "an address is none",
        })?;
        if let Some(entry) = self.entry {
            write!(f, ", inbox {entry}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", field {field}")?;
        }
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, ", line {line}, column {column}")?;
        }
        Ok(())
    }
}
