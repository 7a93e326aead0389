//! What the user does with inboxes.

mod changes;
mod creation;
mod lookup;
mod names;

pub(crate) use lookup::{end_inbox, find_inbox};
pub(crate) use names::{clean_label, validate_domain};
