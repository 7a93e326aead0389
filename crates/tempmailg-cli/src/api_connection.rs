//! The client of the service, as options and environment ask for it.

use crate::api_key_source::find_api_key;
use crate::arguments::ConnectionArguments;
use crate::cli_error::CliError;
use crate::created_address_files::CreatedAddressFiles;
use tempmailg::{BaseUrl, Client, ProxyChoice, ProxyUrl};

const BASE_URL_VARIABLE: &str = "TEMPMAILG_API_BASE_URL";

/// The client, and what is known of addresses made with it.
#[derive(Debug, Clone)]
pub(crate) struct ApiConnection {
    pub(crate) client: Client,
    pub(crate) recent_addresses: CreatedAddressFiles,
}

impl ApiConnection {
    /// Finds the API key and creates the client. No request is sent.
    pub(crate) async fn open(arguments: &ConnectionArguments) -> Result<Self, CliError> {
        let base_url = find_api_base_url(arguments)?;
        let proxy = parse_proxy_choice(arguments.proxy.as_deref())?;
        let api_key = find_api_key(arguments).await?;
        let recent_addresses = CreatedAddressFiles::for_service(&base_url);
        let client = Client::builder(api_key)
            .base_url(base_url)
            .proxy(proxy)
            .user_agent(concat!("tempmailg-cli/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, recent_addresses })
    }
}

fn find_api_base_url(arguments: &ConnectionArguments) -> Result<BaseUrl, CliError> {
    let (text, source) = match &arguments.base_url {
        Some(text) => (text.clone(), "--base-url"),
        None => match std::env::var(BASE_URL_VARIABLE) {
            Ok(text) if !text.trim().is_empty() => (text, BASE_URL_VARIABLE),
            _ => return Ok(BaseUrl::default()),
        },
    };
    BaseUrl::parse(&text).map_err(|error| CliError::usage(format!("{source}: {error}")))
}

fn parse_proxy_choice(text: Option<&str>) -> Result<ProxyChoice, CliError> {
    let Some(text) = text else { return Ok(ProxyChoice::Environment) };
    if text.trim().eq_ignore_ascii_case("none") {
        return Ok(ProxyChoice::Direct);
    }
    let proxy = ProxyUrl::parse(text).map_err(|error| CliError::usage(format!("--proxy: {error}")))?;
    if proxy.username().is_some() {
        let reason = "--proxy: other users of this computer can see a password there; set the variable https_proxy";
        return Err(CliError::usage(reason));
    }
    Ok(ProxyChoice::Fixed(proxy))
}
