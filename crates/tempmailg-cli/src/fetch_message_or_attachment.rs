//! Messages and their attachments from the service.

use crate::api_connection::ApiConnection;
use crate::cli_error::CliError;
use tempmailg::Message;

impl ApiConnection {
    /// Reads a message, which marks it as read.
    pub(crate) async fn fetch_message(&self, id: &str) -> Result<Message, CliError> {
        let message = self.client.read_message(id).await;
        Ok(message.map_err(|error| CliError::from_address_or_message_error(&error))?.value)
    }

    /// Downloads an attachment into memory.
    pub(crate) async fn fetch_attachment(&self, id: &str, name: &str) -> Result<Vec<u8>, CliError> {
        let mut download = self.client.download_attachment(id, name).await?.value;
        let mut bytes = Vec::new();
        while let Some(chunk) = download.next_chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}
