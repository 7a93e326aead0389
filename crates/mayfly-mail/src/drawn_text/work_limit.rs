//! How much work is spent on one message.

/// Steps of looking up styles and laying out text, for each of the questions that are asked about a message.
pub(super) const MAX_STEPS: usize = 3_000_000;
