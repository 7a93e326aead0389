//! The commands about addresses: `new`, `rename` and `rm`.

use crate::api_connection::ApiConnection;
use crate::arguments::NewArguments;
use crate::cli_error::CliError;
use crate::json_output::DeletedOutput;
use crate::new_inbox::CreatedAddress;
use crate::output::Output;
use crate::safe_text::to_single_line;

pub(super) async fn create_address(
    connection: &ApiConnection,
    output: Output,
    arguments: &NewArguments,
) -> Result<(), CliError> {
    let new = connection.create_address(arguments.name.as_deref(), arguments.domain.as_deref()).await?;
    print_address(output, &new)
}

pub(super) async fn change_email_address(
    connection: &ApiConnection,
    output: Output,
    address: &str,
    name: &str,
    domain: Option<&str>,
) -> Result<(), CliError> {
    let new = connection.change_address(address, name, domain).await?;
    print_address(output, &new)
}

pub(super) async fn delete_address(
    connection: &ApiConnection,
    output: Output,
    address: String,
) -> Result<(), CliError> {
    let deleting = connection.client.delete_inbox(&address).await;
    deleting.map_err(|error| CliError::from_address_or_message_error(&error))?;
    connection.recent_addresses.delete_created_address_record(&address);
    print_deleted(output, address)
}

/// Reports what was deleted: without `--json` on a terminal alone, because there is no result.
pub(super) fn print_deleted(output: Output, deleted: String) -> Result<(), CliError> {
    if output.is_json() {
        return output.print_record(&DeletedOutput { deleted }, |_| String::new());
    }
    output.print_hint(&format!("deleted {deleted}"));
    Ok(())
}

fn print_address(output: Output, new: &CreatedAddress) -> Result<(), CliError> {
    output.print_record(&new.record, |record| to_single_line(&record.address))?;
    if let Some(expires_at) = &new.record.expires_at {
        output.print_hint(&format!("it expires at {expires_at}"));
    }
    if let Err(error) = &new.recording {
        output.print_hint(&format!(
            "when it was made could not be recorded ({error}); use wait --since for earlier mail"
        ));
    }
    Ok(())
}
