//! Saves the attachments of a message as `1.part`, `2.part`, … in a folder: the names that a stranger
//! gave them are printed, not used.
//!
//!     cargo run -p tempmailg --example save_attachments MESSAGE_ID FOLDER
//!
//! Reads `TEMPMAILG_API_KEY`, and `TEMPMAILG_API_BASE_URL` when set.

use std::io::{self, Write};
use std::path::Path;

use tempmailg::{ApiKey, BaseUrl, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = ApiKey::parse(&std::env::var("TEMPMAILG_API_KEY")?)?;
    let base = match std::env::var("TEMPMAILG_API_BASE_URL") {
        Ok(text) => BaseUrl::parse(&text)?,
        Err(_) => BaseUrl::default(),
    };
    let client = Client::builder(key).base_url(base).build()?;
    let mut arguments = std::env::args().skip(1);
    let (Some(id), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give a message's id and a folder".into());
    };
    run(&client, &id, Path::new(&folder), &mut io::stdout()).await
}

/// Saves all attachments of the message `id`.
pub async fn run(
    client: &Client,
    id: &str,
    folder: &Path,
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let message = client.message(id).await?.value;
    for (number, attachment) in (1..).zip(&message.attachments) {
        let path = folder.join(format!("{number}.part"));
        let mut download = client.attachment(id, &attachment.name).await?.value;
        let mut file = tokio::fs::File::create_new(&path).await?;
        let bytes = download.copy_to(&mut file, |_, _| {}).await?;
        // Debug form: the name may hold anything, line breaks included.
        writeln!(out, "{}: {:?}, {bytes} bytes", path.display(), attachment.name)?;
    }
    Ok(())
}
