//! Creates an inbox on one of the plan's domains, or on any when no name is given.
//!
//!     cargo run -p tempmailg --example new_inbox [USERNAME]
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};

use tempmailg::{ApiKey, BaseUrl, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(key).base_url(base).build()?;
    let username = std::env::args().nth(1);
    run(&client, username.as_deref(), &mut io::stdout()).await
}

/// Creates the inbox and prints its address.
pub async fn run(
    client: &Client,
    username: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut answer = client.create_inbox().await?;
    if let Some(username) = username {
        let domains = client.domains("free").await?.value.domains;
        let domain = domains.first().ok_or("the plan has no free domain")?;
        let current = &answer.value.address;
        answer = client.change_inbox(current, username, &domain.domain).await?;
    }
    writeln!(out, "{}", answer.value.address)?;
    if let Some(lifetime) = answer.value.expires_in {
        writeln!(out, "expires in {} s", lifetime.as_secs())?;
    }
    if let Some(quota) = answer.quota {
        writeln!(out, "{} of {} calls left", quota.remaining, quota.limit)?;
    }
    Ok(())
}
