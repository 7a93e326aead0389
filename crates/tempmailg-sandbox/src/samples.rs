//! The mail that fills a new inbox.

use crate::mail::Mail;

pub(crate) struct Sample {
    /// Seconds from the inbox's beginning.
    pub(crate) after: u32,
    pub(crate) build: fn(&Recipient<'_>) -> Mail,
}

/// Whom a sample is written to.
pub(crate) struct Recipient<'a> {
    pub(crate) address: &'a str,
    pub(crate) codes_seed: u64,
}

pub(crate) const ALL: &[Sample] = &[];
