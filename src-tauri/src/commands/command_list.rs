//! The list of all commands, compiled into the library and into the build script.
//!
//! A command is declared by its line here. Tauri's handler and the TypeScript bindings (`command_registry.rs`) and the
//! permissions of the main window (`build.rs`) are generated from this list.

#![allow(unused_imports, unreachable_pub, reason = "the build script uses only the names")]

/// Calls the macro `$callback` with the path `module::function` of every command.
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback!(
            account_commands::add_account,
            account_commands::connect,
            account_commands::switch_to_account,
            account_commands::remove_account,
            account_commands::rename_account,
            account_commands::replace_api_key,
            account_commands::retry_keychain,
            account_commands::sign_out,
            account_commands::start_demo,
            account_commands::continue_without_keychain,
            account_commands::wipe_data,
            app_commands::app_info,
            app_commands::dismiss_notice,
            app_commands::preset_base_url,
            app_commands::quit,
            app_commands::set_window_shape,
            app_commands::subscribe,
            attachment_preview_commands::close_attachment_preview,
            attachment_preview_commands::open_attachment_preview,
            image_commands::block_remote_images,
            image_commands::clear_sender_image_rules,
            image_commands::list_sender_image_rules,
            image_commands::remove_sender_image_rule,
            image_commands::show_remote_images,
            inbox_commands::adopt_inboxes,
            inbox_commands::convert_inbox,
            inbox_commands::copy_address,
            inbox_commands::copy_addresses,
            inbox_commands::create_custom_inbox,
            inbox_commands::create_inbox,
            inbox_commands::delete_inbox,
            inbox_commands::delete_inboxes,
            inbox_commands::list_domains,
            inbox_commands::recheck_expired_inbox,
            inbox_commands::recreate_inbox,
            inbox_commands::remove_ended_inboxes,
            inbox_commands::remove_inbox,
            inbox_commands::remove_inboxes,
            inbox_commands::restore_inbox,
            inbox_commands::restore_inboxes,
            inbox_commands::select_inbox,
            inbox_commands::set_inbox_label,
            inbox_commands::set_inboxes_muted,
            inbox_commands::set_inbox_pinned,
            inbox_commands::suggest_username,
            inbox_file_commands::export_inboxes,
            inbox_file_commands::import_inboxes,
            inbox_file_commands::save_mailbox,
            link_commands::request_account_page_confirmation,
            link_commands::request_link_confirmation,
            link_commands::copy_link,
            link_commands::open_link,
            message_commands::cancel_transfer,
            message_commands::close_message,
            message_commands::copy_code,
            message_commands::delete_message,
            message_commands::delete_messages,
            message_commands::download_attachment,
            message_commands::download_attachments,
            message_commands::show_message_in_full,
            message_commands::list_all_mail,
            message_commands::list_message_page,
            message_commands::list_messages,
            message_commands::prerender_message,
            message_commands::read_message,
            message_commands::reveal_transfer,
            message_commands::search_messages,
            message_commands::set_messages_unread,
            message_output_commands::copy_source,
            message_output_commands::message_source,
            message_output_commands::print_message,
            message_output_commands::save_message,
            sender_commands::list_muted_senders,
            sender_commands::mute_sender_of_message,
            sender_commands::unmute_sender,
            settings_commands::count_expired_messages,
            settings_commands::retry_global_shortcut,
            settings_commands::set_checking_paused,
            settings_commands::set_proxy,
            settings_commands::update_settings,
            other_database_commands::delete_other_database,
            other_database_commands::list_mail_databases,
            other_database_commands::switch_to_other_database,
            other_database_commands::start_beside_stored_mail,
            other_database_commands::import_other_database,
        )
    };
}
pub(crate) use for_each_command;

macro_rules! command_names {
    ($($module:ident::$command:ident),* $(,)?) => {
        &[$(stringify!($command)),*]
    };
}

/// The names of all commands.
pub const COMMANDS: &[&str] = for_each_command!(command_names);
