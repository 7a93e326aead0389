//! Messages and their attachments from the service.

use crate::command_error::CommandError;
use crate::connection::Connection;
use tempmailg::Message;

impl Connection {
    /// Reads a message, which marks it as read.
    pub(crate) async fn fetch_message(&self, id: &str) -> Result<Message, CommandError> {
        let message = self.client.read_message(id).await;
        Ok(message.map_err(|error| CommandError::from_owned_object_error(&error))?.value)
    }

    /// Downloads an attachment into memory.
    pub(crate) async fn fetch_attachment(&self, id: &str, name: &str) -> Result<Vec<u8>, CommandError> {
        let mut download = self.client.download_attachment(id, name).await?.value;
        let mut bytes = Vec::new();
        while let Some(chunk) = download.next_chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}
