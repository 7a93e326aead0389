//! Mayfly as a person meets it: a real window driven through WebDriver, a real Secret Service, a real tray
//! over D-Bus, a real clipboard, and the service as a process of its own.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]
#![cfg(target_os = "linux")]

mod accessibility;
mod accounts;
mod actions;
mod choices;
mod comfort;
mod connecting;
mod faults;
mod finding;
mod frame;
mod images;
mod inboxes;
mod keyboard;
mod links;
mod messages;
mod notifications;
mod running;
mod settings;
mod support;
mod tray;
mod vectors;
mod waking;
