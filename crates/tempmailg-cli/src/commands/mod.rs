//! The commands, one function each.

mod addresses;
mod attachments;
mod await_message;
mod domains_and_quota;
mod messages;

use crate::api_connection::ApiConnection;
use crate::arguments::{Arguments, Command};
use crate::cli_error::CliError;
use crate::mcp_server;
use crate::output::Output;

/// Runs the command of the command line.
pub(crate) async fn dispatch_cli_command(arguments: Arguments, output: Output) -> Result<(), CliError> {
    let connection = ApiConnection::open(&arguments.connection).await?;
    match arguments.command {
        Command::Domains => domains_and_quota::list_domains(&connection, output).await,
        Command::New(new) => addresses::create_address(&connection, output, &new).await,
        Command::Rename { address, name, domain } => {
            addresses::change_email_address(&connection, output, &address, &name, domain.as_deref()).await
        }
        Command::Rm { address } => addresses::delete_address(&connection, output, address).await,
        Command::List { address } => messages::list_messages(&connection, output, &address).await,
        Command::Read { id, format } => messages::read_message(&connection, output, &id, format).await,
        Command::Delete { id } => messages::delete_message(&connection, output, id).await,
        Command::Save { id, names, output: folder } => {
            attachments::save_attachments(&connection, output, &id, &names, &folder).await
        }
        Command::Wait(wait) => await_message::await_message(&connection, output, wait).await,
        Command::Quota => domains_and_quota::print_quota(&connection, output).await,
        Command::Mcp { max_addresses } => mcp_server::serve_on_standard_streams(connection, max_addresses).await,
    }
}
