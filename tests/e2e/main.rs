//! End-to-end tests: the real app in a real window controlled through WebDriver, with a real Secret Service, tray (over
//! D-Bus) and clipboard. The service is the sandbox, in a separate process.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]
#![cfg(target_os = "linux")]

mod accessibility;
mod account_dialog_keyboard_navigation;
mod account_switching;
mod app_lifecycle;
mod appearance_and_language;
mod attachment_preview;
mod attack_vectors;
mod automatic_code_copy;
mod crash_and_storage_failures;
mod desktop_integration_settings;
mod inbox_lifecycle;
mod input_methods;
mod instance_commands;
mod keychain_wait;
mod link_opening;
mod mail_settings;
mod message_frame_isolation;
mod message_print_and_export;
mod message_reading;
mod new_mail_notifications;
mod page_watchdog;
mod pocket_window;
mod proxies;
mod remote_image_privacy;
mod resume_after_sleep;
mod search_and_selection;
mod sign_in;
mod slow_layout_mail;
mod support;
mod system_tray;
mod unrequested_exits;
