//! How often the user wants inboxes to be checked.

/// How often inboxes are checked automatically. The quota limits all frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CheckFrequency {
    /// As often as mail is expected.
    #[default]
    Expected,
    /// Half as often as mail is expected.
    Sparing,
    /// Never automatically, only at the user's request.
    OnRequest,
}
