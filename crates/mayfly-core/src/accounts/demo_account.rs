//! The demo: an account at a server that the caller runs, kept in memory only.

use super::credential_validation::build_api_client;
use crate::core_handle::Core;
use crate::error::Result;
use crate::session::SignedInSessions;
use crate::view::AccountStorageKind;
use tempmailg::{ApiKey, BaseUrl};
use tokio::time::Instant;

impl Core {
    /// Opens the demo account at a server that the caller runs and keeps running. Nothing is stored.
    ///
    /// # Errors
    /// When the server doesn't answer.
    pub async fn open_demo_account(&self, base_url: &str, api_key: &str) -> Result<()> {
        let (api_key, base_url) = (ApiKey::parse(api_key)?, BaseUrl::parse(base_url)?);
        let client = build_api_client(&api_key, &base_url, &self.0.proxy_router)?;
        let validated = client.list_domains("free").await?;
        let received = Instant::now();
        self.run_exclusively(async {
            let session = self.open_in_memory_account(AccountStorageKind::Demo, &api_key, &base_url, client).await?;
            session.record_validation_response(&validated, received);
            self.show_active_account_or_welcome(SignedInSessions::with_single_session(session));
            Ok(())
        })
        .await
    }
}
