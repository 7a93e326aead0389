//! Making an address: a random one, which is changed where a name or a domain is asked for.

use crate::api_connection::ApiConnection;
use crate::cli_error::CliError;
use crate::created_address_files::CreatedAddressTimes;
use crate::json_output::AddressOutput;
use std::io;
use tempmailg::{ApiResponse, Inbox};

/// A new address, and whether it could be recorded on this computer.
pub(crate) struct CreatedAddress {
    pub(crate) record: AddressOutput,
    /// What `wait` needs to know of it.
    pub(crate) recent: CreatedAddressTimes,
    pub(crate) recording: io::Result<()>,
}

impl ApiConnection {
    /// Makes an address. Where the name or the domain is refused, no address is left.
    pub(crate) async fn create_address(
        &self,
        name: Option<&str>,
        domain: Option<&str>,
    ) -> Result<CreatedAddress, CliError> {
        let created = self.client.create_inbox().await?;
        let address = created.value.address.clone();
        let (random_name, random_domain) = split_address(&address);
        let (name, domain) = (name.unwrap_or(random_name), domain.unwrap_or(random_domain));
        if (name, domain) == (random_name, random_domain) {
            return Ok(self.record_address(&created, None));
        }
        match self.client.convert_inbox(&address, name, domain).await {
            Ok(changed) => Ok(self.record_address(&changed, None)),
            Err(error) => {
                let error = CliError::from(error);
                match self.client.delete_inbox(&address).await {
                    Err(deletion) if !deletion.is_not_found() => {
                        Err(error.with_additional_text(&format!("{address} is left")))
                    }
                    _ => Err(error),
                }
            }
        }
    }

    /// Changes an address.
    pub(crate) async fn change_address(
        &self,
        address: &str,
        name: &str,
        domain: Option<&str>,
    ) -> Result<CreatedAddress, CliError> {
        let domain = domain.unwrap_or(split_address(address).1);
        let changed = self.client.convert_inbox(address, name, domain).await?;
        Ok(self.record_address(&changed, Some(address)))
    }

    fn record_address(&self, response: &ApiResponse<Inbox>, replaced: Option<&str>) -> CreatedAddress {
        let inbox = &response.value;
        let recent = CreatedAddressTimes::from_inbox(inbox, response.server_time);
        let recording = self.recent_addresses.record_created_address(&inbox.address, recent, replaced);
        CreatedAddress { record: AddressOutput::new(inbox, recent.expires_at), recent, recording }
    }
}

/// Splits an address at its `@`. The domain is empty where there is none.
fn split_address(address: &str) -> (&str, &str) {
    address.rsplit_once('@').unwrap_or((address, ""))
}
