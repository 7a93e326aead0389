//! The commands that the page may call. Each one parses its arguments, calls one function of the core, and converts the
//! error.

pub(crate) mod account_commands;
pub(crate) mod app_commands;
pub(crate) mod attachment_preview_commands;
mod command_list;
mod file_dialogs;
pub(crate) mod image_commands;
pub(crate) mod inbox_commands;
pub(crate) mod inbox_file_commands;
pub(crate) mod link_commands;
pub(crate) mod message_commands;
pub(crate) mod message_output_commands;
pub(crate) mod other_database_commands;
pub(crate) mod sender_commands;
pub(crate) mod settings_commands;

pub use command_list::COMMANDS;
pub(crate) use command_list::for_each_command;
