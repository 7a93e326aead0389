//! Checking for mail: one task per signed-in account that waits, checks the inboxes that are due, and stores what came.
//!
//! Which inbox is checked when is decided in [`scheduler_types`](crate::schedule), which neither waits nor sends requests.

mod check_failure_notices;
mod check_loop;
mod clock_jump_recheck;
mod polling_controls;
mod timed_inbox_changes;

pub(crate) use check_loop::run_inbox_check_loop;
