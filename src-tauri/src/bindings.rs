//! The TypeScript side of the commands and of what crosses with them, generated from the Rust side.

use crate::commands::{account, exchange, images, inboxes, links, messages, reading, settings, window};
use mayfly_core::view::Settings;
use specta_typescript::Typescript;
use std::path::Path;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

/// Every command, for Tauri and for TypeScript.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    let builder = Builder::new().error_handling(ErrorHandlingMode::Throw).disable_serde_phases();
    // What a window assumes until the core has told it.
    builder.constant("defaultSettings", Settings::default()).commands(collect_commands![
        window::subscribe,
        window::preset_base_url,
        window::quit,
        window::dismiss_notice,
        window::about,
        account::connect,
        account::retry_keychain,
        account::use_session_only,
        account::start_demo,
        account::sign_out,
        account::wipe_data,
        inboxes::list_domains,
        inboxes::create_inbox,
        inboxes::create_custom_inbox,
        inboxes::change_inbox,
        inboxes::delete_inbox,
        inboxes::remove_inbox,
        inboxes::select_inbox,
        inboxes::copy_address,
        messages::list_messages,
        messages::prepare_message,
        messages::read_message,
        messages::delete_message,
        messages::copy_code,
        images::show_remote_images,
        images::forget_remote_images,
        messages::download_attachment,
        messages::cancel_transfer,
        messages::reveal_transfer,
        links::ask_link,
        links::open_link,
        links::copy_link,
        reading::message_source,
        reading::copy_source,
        reading::print_message,
        reading::save_message,
        settings::set_settings,
        settings::set_inbox_muted,
        inboxes::restore_inbox,
        inboxes::set_inbox_label,
        messages::page_messages,
        messages::search_messages,
        messages::set_messages_unread,
        messages::delete_messages,
        exchange::save_mailbox,
        exchange::export_inboxes,
        exchange::import_inboxes,
        account::add_account,
        account::open_account,
        account::rename_account,
        account::remove_account,
        account::replace_key,
        images::list_image_senders,
        images::forget_image_sender,
        settings::count_outlived_mail,
        settings::set_paused,
        window::has_tray,
    ])
}

/// Writes the TypeScript bindings to `path`.
///
/// # Errors
/// When a type has no counterpart in TypeScript or the file can't be written.
pub fn export(path: &Path) -> Result<(), String> {
    builder().export(Typescript::default(), path).map_err(|error| error.to_string())
}
