//! What the user does with inboxes.

mod creation;
mod find_and_select_inboxes;
mod gone_reports;
mod name_suggestion;
mod name_validation;
mod remove_and_label_inboxes;

pub(crate) use find_and_select_inboxes::find_inbox;
pub(crate) use gone_reports::record_gone_report;
pub(crate) use name_validation::{clean_inbox_label, is_valid_address};
