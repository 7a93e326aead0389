//! What the user does with inboxes.

mod changes;
mod creation;
mod lookup;
mod name_validation;

pub(crate) use lookup::{end_inbox, find_inbox};
pub(crate) use name_validation::{clean_label, validate_domain};
