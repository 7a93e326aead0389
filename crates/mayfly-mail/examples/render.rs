//! Renders mail from standard input: `cargo run -p mayfly-mail --example render < in.html > out.html`.
//!
//! Snippet, links and remote content go to standard error. `--text` treats the input as plain text, `--images` allows
//! remote images.

use std::io::{self, Read, Write};

use mayfly_mail::{RemoteImagePolicy, RenderOptions, render, render_plain_text};

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let source = String::from_utf8_lossy(&bytes);
    let has_flag = |name: &str| std::env::args().skip(1).any(|a| a == name);
    let images = if has_flag("--images") { RemoteImagePolicy::Allowed } else { RemoteImagePolicy::Blocked };
    let options = RenderOptions { images, ..RenderOptions::default() };
    let rendered = if has_flag("--text") { render_plain_text(&source, &options) } else { render(&source, &options) };
    io::stdout().write_all(rendered.document.as_bytes())?;
    eprintln!("snippet: {}", rendered.snippet);
    for remote in &rendered.remote {
        eprintln!("remote:  {:?}{} {}", remote.kind, if remote.tracker { " (tracker)" } else { "" }, remote.url);
    }
    for link in &rendered.links {
        eprintln!("link:    {}{} [{}]", link.href, if link.mismatch { " (MISMATCH)" } else { "" }, link.text);
    }
    if rendered.truncated {
        eprintln!("cut: the message went over a limit");
    }
    Ok(())
}
