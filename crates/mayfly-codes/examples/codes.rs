//! Finds codes and confirmation links in messages given as JSON lines: `{"subject","text"}` in, `{"codes","link"}` out.
//! Both input fields are optional.
//!
//! ```sh
//! echo '{"subject":"Sign in","text":"Your code is 482913."}' | cargo run -p mayfly-codes --example codes
//! {"codes":["482913"],"link":null}
//! ```
//!
//! A line that is not such an object gets `{"error":…}`, so every line of input except a blank one has a line of
//! output.

use std::io::{self, BufRead, Write};

use mayfly_codes::{find_codes, find_confirmation_link};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    text: Option<String>,
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        // Blank lines are skipped.
        if !line.trim_ascii().is_empty() {
            let output_line = match serde_json::from_slice::<Message>(&line) {
                Ok(message) => find_codes_and_link(&message),
                Err(error) => json!({ "error": error.to_string() }),
            };
            match writeln!(output, "{output_line}").and_then(|()| output.flush()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
        line.clear();
    }
    Ok(())
}

fn find_codes_and_link(message: &Message) -> serde_json::Value {
    let subject = message.subject.as_deref().unwrap_or_default();
    let text = message.text.as_deref().unwrap_or_default();
    let codes: Vec<String> = find_codes(subject, text).into_iter().map(|code| code.value).collect();
    let links: Vec<(&str, &str)> = find_web_addresses(text).map(|address| (address, address)).collect();
    let link = find_confirmation_link(&links, subject, text).map(|link| link.href);
    json!({ "codes": codes, "link": link })
}

/// The web addresses in a text, without the punctuation of the sentence around them.
fn find_web_addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"')).filter_map(|word| {
        let start = word.find("https://").or_else(|| word.find("http://"))?;
        let address = word[start..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*']);
        (address.len() > "https://".len()).then_some(address)
    })
}
