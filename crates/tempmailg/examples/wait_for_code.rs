//! Creates an inbox, waits for a message with a six-digit code, prints the code and deletes the inbox.
//!
//!     cargo run -p tempmailg --example wait_for_code
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};
use std::time::Duration;

use tempmailg::{ApiKey, BaseUrl, Client, Error, Message};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api_key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base_url = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(api_key).base_url(base_url).build()?;
    wait_for_code(&client, Duration::from_secs(5), &mut io::stdout()).await
}

/// Lists the messages every `poll_interval` until one has a code or the inbox expires.
pub async fn wait_for_code(
    client: &Client,
    poll_interval: Duration,
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let address = client.create_inbox().await?.value.address;
    writeln!(out, "waiting for a code to {address}")?;
    let (message, code) = loop {
        match client.list_messages(&address).await {
            Ok(response) => {
                let messages = response.value.messages.into_iter();
                let mut found = messages.filter_map(|message| Some((find_six_digit_code(&message)?, message)));
                if let Some((code, message)) = found.next() {
                    break (message, code);
                }
                tokio::time::sleep(poll_interval).await;
            }
            // A web page with this status comes from something in between and says nothing about the inbox.
            Err(error @ Error::NotFound { .. }) if !error.is_web_page_response() => {
                return Err("the inbox expired before a code came".into());
            }
            Err(error) if error.is_retryable() => {
                tokio::time::sleep(error.retry_after().unwrap_or(poll_interval)).await;
            }
            Err(error) => return Err(error.into()),
        }
    };
    writeln!(out, "{code}")?;
    client.delete_message(&message.id).await?;
    client.delete_inbox(&address).await?;
    Ok(())
}

/// Returns the first word of six digits. Detecting codes in real mail needs more rules.
fn find_six_digit_code(message: &Message) -> Option<String> {
    let texts = [&message.subject, &message.content];
    texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
}
