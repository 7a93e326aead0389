//! The names of the commands; compiled into the build script as well.

#![allow(unreachable_pub, reason = "public in the library, private in the build script")]

/// Every command a window may call. Each one also needs its `allow-…` line in
/// `src-tauri/capabilities/main.json`.
pub const COMMANDS: &[&str] = &[
    "subscribe",
    "window_ready",
    "preset_base_url",
    "connect",
    "retry_keychain",
    "use_session_only",
    "start_demo",
    "sign_out",
    "wipe_data",
    "quit",
    "dismiss_notice",
    "list_domains",
    "create_inbox",
    "create_custom_inbox",
    "change_inbox",
    "delete_inbox",
    "remove_inbox",
    "select_inbox",
    "copy_address",
    "list_messages",
    "read_message",
    "delete_message",
    "copy_code",
    "show_remote_images",
    "forget_remote_images",
    "download_attachment",
    "cancel_transfer",
    "reveal_transfer",
    "ask_link",
    "open_link",
    "copy_link",
    "message_source",
    "copy_source",
    "print_message",
    "save_message",
];
