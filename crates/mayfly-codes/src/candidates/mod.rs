//! Finds everything that is written like a code, before any word is considered.
//!
//! Runs of digits and letters are read in groups ("482-913", "12/05/2026", "1.250.000", "+84 912 345 678"), so that a
//! part of a date, a price or a phone number is never a candidate by itself.

mod alphanumeric_runs;
mod candidate;
mod group_value;
mod line_context;
mod other_alphabets;
mod passphrase_lines;
mod run_groups;
mod scan;
mod url_and_email_spans;

pub(crate) use candidate::{Candidate, CandidateShape};
pub(crate) use group_value::is_long_token;
pub(crate) use scan::scan_candidates;
