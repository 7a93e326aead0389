//! Finds codes and confirmation links in messages given as JSON lines.
//!
//! ```sh
//! echo '{"subject":"Sign in","text":"Your code is 482913."}' | cargo run -p mayfly-mail --example codes
//! {"codes":["482913"],"link":null}
//! ```
//!
//! A line that is no such object gets `{"error":…}` in its place, so answers stay in step with questions.

use std::io::{self, BufRead, Write};

use mayfly_mail::{find_codes, find_link};
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
        // Blank lines part nothing; everything else gets an answer.
        if !line.trim_ascii().is_empty() {
            let answer = match serde_json::from_slice::<Message>(&line) {
                Ok(message) => answer(&message),
                Err(error) => json!({ "error": error.to_string() }),
            };
            match writeln!(output, "{answer}").and_then(|()| output.flush()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
        line.clear();
    }
    Ok(())
}

fn answer(message: &Message) -> serde_json::Value {
    let subject = message.subject.as_deref().unwrap_or_default();
    let text = message.text.as_deref().unwrap_or_default();
    let codes: Vec<String> = find_codes(subject, text).into_iter().map(|code| code.value).collect();
    let links: Vec<(&str, &str)> = addresses(text).map(|address| (address, address)).collect();
    let link = find_link(&links, subject, text).map(|link| link.href);
    json!({ "codes": codes, "link": link })
}

/// The web addresses in a text, without the punctuation of the sentence around them.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"')).filter_map(|word| {
        let start = word.find("https://").or_else(|| word.find("http://"))?;
        let address = word[start..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*']);
        (address.len() > "https://".len()).then_some(address)
    })
}
