//! What the user does with inboxes.

mod creation;
mod gone_reports;
mod name_suggestion;
mod name_validation;
mod removal_and_labels;
mod selection_and_lookup;

pub(crate) use gone_reports::record_gone_report;
pub(crate) use name_validation::{clean_label, is_valid_address};
pub(crate) use selection_and_lookup::find_inbox;
