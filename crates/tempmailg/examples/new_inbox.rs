//! Creates an inbox, with a chosen user name on the plan's first free domain if one is given.
//!
//!     cargo run -p tempmailg --example new_inbox [USERNAME]
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};

use tempmailg::{ApiKey, BaseUrl, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api_key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base_url = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(api_key).base_url(base_url).build()?;
    let username = std::env::args().nth(1);
    create_and_print_inbox(&client, username.as_deref(), &mut io::stdout()).await
}

/// Creates the inbox, and prints its address, lifetime and the remaining quota.
pub async fn create_and_print_inbox(
    client: &Client,
    username: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut response = client.create_inbox().await?;
    if let Some(username) = username {
        let domains = client.list_domains("free").await?.value.domains;
        let domain = domains.first().ok_or("the plan has no free domain")?;
        let current = &response.value.address;
        response = client.convert_inbox(current, username, &domain.domain).await?;
    }
    writeln!(out, "{}", response.value.address)?;
    if let Some(lifetime) = response.value.expires_in {
        writeln!(out, "expires in {} s", lifetime.as_secs())?;
    }
    if let Some(quota) = response.quota {
        writeln!(out, "{} of {} calls left", quota.remaining, quota.limit)?;
    }
    Ok(())
}
