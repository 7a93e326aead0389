//! One signed-in account: its client, its store, its events, and the state of its schedule.
//!
//! `account_session` defines [`AccountSession`]; `session_views`, `response_metadata`, `account_check_schedule` and
//! `session_clock_correction` add its methods by subject.

mod account_check_schedule;
mod account_session;
mod inbox_lock;
mod planner_and_clock;
mod polling_conditions;
mod response_metadata;
mod session_clock_correction;
mod session_views;
mod signed_in_sessions;
mod sync_view;

pub(crate) use account_session::{AccountSession, SessionParts};
pub(crate) use planner_and_clock::jitter_generator;
pub(crate) use polling_conditions::PollingConditions;
pub(crate) use signed_in_sessions::SignedInSessions;
