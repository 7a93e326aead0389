//! Accounts: signing in and out, several of them side by side, another API key for one, the demo, and erasing
//! everything.
//!
//! Every account that is signed in has an [`AccountSession`](crate::session::AccountSession) with its own client,
//! schedule and quota, and is checked for mail. One of them is active: its inboxes are what windows show, and what the user does is done
//! with it. Windows learn of the others by [`Change::Account`](crate::view::Change::Account), by new mail, and before
//! an inbox ends by [`Change::InboxExpiresSoon`](crate::view::Change::InboxExpiresSoon).

mod account_list;
mod api_key_digest;
mod credential_validation;
mod database_listing;
mod demo_account;
mod erase_data_folder_and_secrets;
mod keychain_availability_wait;
mod open_store;
mod other_databases;
mod phase_and_sessions;
mod reopen_accounts;
mod replace_api_key;
mod secret_names;
mod sign_in;
mod sign_out;
mod startup;
mod switch_account;
mod wipe_data;

pub(crate) use account_list::list_account_views;
