//! The command `mcp`: a server of the Model Context Protocol. Whatever an agent reads here was written by strangers, so
//! every result with mail says so, and an agent that obeys mail all the same can do little: it can make a limited number
//! of addresses, and delete only what belongs to those.

mod session_addresses;
mod tool_types;
mod tools;

use crate::api_connection::ApiConnection;
use crate::cli_error::CliError;
use rmcp::ServiceExt as _;
use rmcp::service::ServerInitializeError;
use tools::McpTools;

/// Serves one session, until standard input ends.
pub(crate) async fn serve_on_standard_streams(connection: ApiConnection, max_addresses: u32) -> Result<(), CliError> {
    let tools = McpTools::new(connection, max_addresses);
    let session = match tools.serve(rmcp::transport::stdio()).await {
        Ok(session) => session,
        // The client went away before it said anything.
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        Err(error) => return Err(CliError::failure(format!("the MCP session could not begin: {error}"))),
    };
    match session.waiting().await {
        Ok(_) => Ok(()),
        Err(error) => Err(CliError::failure(format!("the MCP session failed: {error}"))),
    }
}
