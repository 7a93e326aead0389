//! The sandbox over real sockets, as any client meets it.
#![allow(clippy::unwrap_used)]

mod api;
mod client;
mod control;
mod faults;
mod program;
mod refusals;
mod sample_mail;
