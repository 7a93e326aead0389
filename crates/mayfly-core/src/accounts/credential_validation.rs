//! API keys and base URLs: parsing what the user typed and trying it at the service.

use crate::error::{Error, Result};
use crate::proxy_router::ProxyRouter;
use std::sync::Arc;
use tempmailg::{ApiKey, ApiResponse, BaseUrl, Client, DomainList, ProxyChoice};

/// Parses the API key and base URL that a user typed; without a URL the service's own is used.
pub(super) fn parse_api_key_and_base_url(api_key: &str, base_url: Option<&str>) -> Result<(ApiKey, BaseUrl)> {
    let api_key = ApiKey::parse(api_key)?;
    let base_url = match base_url.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => BaseUrl::parse(text)?,
        None => BaseUrl::default(),
    };
    Ok((api_key, base_url))
}

/// A client for the service at this base URL, through the proxy that is set at each request.
pub(super) fn build_api_client(api_key: &ApiKey, base_url: &BaseUrl, proxies: &Arc<ProxyRouter>) -> Result<Client> {
    Ok(Client::builder(api_key.clone())
        .base_url(base_url.clone())
        .proxy(ProxyChoice::Selected(Arc::<ProxyRouter>::clone(proxies)))
        .user_agent(concat!("Mayfly/", env!("CARGO_PKG_VERSION")))
        .build()?)
}

/// Asks the service whether it accepts the client's API key.
pub(super) async fn check_api_key_with_service(client: &Client) -> Result<ApiResponse<DomainList>> {
    client.list_domains("free").await.map_err(|error| match error {
        // Every TempMailG service has this endpoint: without it this isn't one.
        tempmailg::Error::NotFound { .. } => Error::NoService,
        error => error.into(),
    })
}
