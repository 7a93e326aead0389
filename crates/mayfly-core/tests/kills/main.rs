//! `kill -9` at random moments: nothing that a user was shown is lost, and no file is incomplete under its final name.
//!
//! Every run of the tests does a few rounds of each kind; `make faults ROUNDS=200` does many. With the printed seed the
//! moments can be repeated, as far as the system's scheduler allows.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]

mod file_secret_store;
mod inboxes;
mod kill_fixture;
mod killed_sign_in_and_erasure;
mod messages;
mod other_databases;
mod saved_files;
#[path = "../support/mod.rs"]
mod support;
