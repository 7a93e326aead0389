//! What every use of the desktop's portal needs.

mod app_introduction;
mod background_portal;
#[cfg(test)]
mod background_portal_tests;

pub(crate) use app_introduction::{ANSWER_TIMEOUT, PORTAL, PORTAL_PATH, register_app_with_portal};
pub(crate) use background_portal::{BackgroundPortal, BackgroundRefused};
