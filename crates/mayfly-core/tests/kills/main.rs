//! `kill -9` at random moments: nothing that a user was told of is lost, nothing half stands under its final name.
//!
//! A few rounds of each kind in every run of the tests; `make faults ROUNDS=200` for many. A printed seed brings
//! the moments back, as far as a scheduler lets it.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]

mod account;
mod files;
mod inboxes;
mod mail;
mod scene;
mod secrets;
#[path = "../support/mod.rs"]
mod support;
