//! Creates an inbox, waits for a message with a code of six digits, prints the code and cleans up.
//!
//!     cargo run -p tempmailg --example wait_for_code
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};
use std::time::Duration;

use tempmailg::{ApiKey, BaseUrl, Client, Error, Message};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(key).base_url(base).build()?;
    run(&client, Duration::from_secs(5), &mut io::stdout()).await
}

/// Waits until a code comes or the inbox expires, asking every `pause`.
pub async fn run(client: &Client, pause: Duration, out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let address = client.create_inbox().await?.value.address;
    writeln!(out, "waiting for a code to {address}")?;
    let (message, code) = loop {
        match client.messages(&address).await {
            Ok(answer) => {
                let messages = answer.value.messages.into_iter();
                let mut found = messages.filter_map(|message| Some((code_in(&message)?, message)));
                if let Some((code, message)) = found.next() {
                    break (message, code);
                }
                tokio::time::sleep(pause).await;
            }
            Err(Error::NotFound { .. }) => return Err("the inbox expired before a code came".into()),
            Err(error) if error.is_retryable() => {
                tokio::time::sleep(error.retry_after().unwrap_or(pause)).await;
            }
            Err(error) => return Err(error.into()),
        }
    };
    writeln!(out, "{code}")?;
    client.delete_message(&message.id).await?;
    client.delete_inbox(&address).await?;
    Ok(())
}

/// Six digits on their own. Good enough for an example: real mail needs a closer look.
fn code_in(message: &Message) -> Option<String> {
    let texts = [&message.subject, &message.content];
    texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
}
