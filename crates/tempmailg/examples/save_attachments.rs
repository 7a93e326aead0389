//! Saves the attachments of a message as `1.part`, `2.part`, … in a folder. The names in the message are
//! untrusted, so they are printed but not used as file names.
//!
//!     cargo run -p tempmailg --example save_attachments MESSAGE_ID FOLDER
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};
use std::path::Path;

use tempmailg::{ApiKey, BaseUrl, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api_key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base_url = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(api_key).base_url(base_url).build()?;
    let mut arguments = std::env::args().skip(1);
    let (Some(id), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give a message's id and a folder".into());
    };
    save_attachments(&client, &id, Path::new(&folder), &mut io::stdout()).await
}

/// Saves all attachments of the message with the identifier `id`.
pub async fn save_attachments(
    client: &Client,
    id: &str,
    folder: &Path,
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let message = client.read_message(id).await?.value;
    for (number, attachment) in (1..).zip(&message.attachments) {
        let path = folder.join(format!("{number}.part"));
        let mut download = client.download_attachment(id, &attachment.name).await?.value;
        let mut file = tokio::fs::File::create_new(&path).await?;
        let bytes = download.copy_to(&mut file, |_, _| {}).await?;
        // The debug format escapes line breaks and control characters in the name.
        writeln!(out, "{}: {:?}, {bytes} bytes", path.display(), attachment.name)?;
    }
    Ok(())
}
