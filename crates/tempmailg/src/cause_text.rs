//! Technical causes of errors, as texts that are safe to display.

use std::fmt;

use crate::safe_text;

/// The technical cause of an error: one line of text, safe to display and to log.
#[derive(Clone, PartialEq, Eq)]
pub struct CauseText(String);

impl CauseText {
    pub(crate) fn new(text: &str) -> CauseText {
        CauseText(safe_text::to_safe_line(text).unwrap_or_else(|| "unknown cause".to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CauseText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CauseText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
