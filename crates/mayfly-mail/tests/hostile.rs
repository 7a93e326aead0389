//! Every attack of `data/vectors.txt`, its rendering parsed again and compared with what a message may hold.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use mayfly_mail::{ColorScheme, Images, RenderOptions, render};
use support::{CID_BASE, IMAGE_BASE, violations};

/// The attacks as (name, markup).
fn vectors() -> Vec<(String, String)> {
    let file = include_str!("data/vectors.txt");
    let mut out: Vec<(String, String)> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            out.push((name.to_owned(), String::new()));
        } else if let Some((_, markup)) = out.last_mut() {
            if !markup.is_empty() {
                markup.push('\n');
            }
            markup.push_str(&unescape(line));
        }
    }
    out
}

/// Replaces `\u{…}` and `\\`.
fn unescape(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((hex, after)) = rest.strip_prefix("\\u{").and_then(|r| r.split_once('}')) {
            out.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\\\") {
            out.push('\\');
            rest = after;
        } else {
            out.push('\\');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn all_options() -> Vec<RenderOptions> {
    let base = RenderOptions { image_base: IMAGE_BASE.to_owned(), ..RenderOptions::default() };
    vec![
        base.clone(),
        RenderOptions { images: Images::Allowed, cid_base: Some(CID_BASE.to_owned()), ..base.clone() },
        RenderOptions { color_scheme: ColorScheme::Dark, ..base.clone() },
        RenderOptions { color_scheme: ColorScheme::Light, images: Images::Allowed, ..base },
    ]
}

#[test]
fn every_attack_leaves_only_what_a_message_may_hold() {
    let vectors = vectors();
    assert!(vectors.len() >= 150, "{} vectors", vectors.len());
    let mut failures = Vec::new();
    for (name, markup) in &vectors {
        // As it stands, in the middle of a table, and within an attribute of a message that goes on.
        for source in [
            markup.clone(),
            format!("<table><tr>{markup}<td>after</table>"),
            format!("<p>before{markup}\"'>--></style>after"),
        ] {
            for options in all_options() {
                let rendered = render(&source, &options);
                for wrong in violations(&rendered.document) {
                    failures
                        .push(format!("{name}: {wrong}\n    {}", rendered.document.split("<body>").nth(1).unwrap()));
                }
                if render(&rendered.document, &options).document != rendered.document {
                    failures.push(format!(
                        "{name}: rendering again changes it\n    {}\n    {}",
                        rendered.document.split("</style>").nth(1).unwrap(),
                        render(&rendered.document, &options).document.split("</style>").nth(1).unwrap()
                    ));
                }
            }
        }
    }
    failures.dedup();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(25)].join("\n"));
}

#[test]
fn every_remote_reference_is_listed_even_where_it_is_dropped() {
    let options = RenderOptions { image_base: IMAGE_BASE.to_owned(), ..RenderOptions::default() };
    for (name, markup) in vectors() {
        let class = name.split(':').next().unwrap();
        // Links, credentials and text mention the host without asking it for anything.
        let asks = match class {
            "remote" => markup.contains("evil.test") && !name.contains("other protocols"),
            "css" => markup.contains("(https://evil.test") || markup.contains("('https://evil.test"),
            _ => false,
        };
        // These hold no address a browser would understand.
        let asks = asks
            && ![
                "url with comments",
                "font attributes",
                "presentational",
                "body break-out",
                "media attribute",
                "type other",
                "unclosed everything",
                "data image",
                "backslash",
                "nul and",
            ]
            .iter()
            .any(|n| name.contains(n));
        let listed = render(&markup, &options).remote.iter().any(|r| r.url.contains("evil.test"));
        assert!(listed || !asks, "{name}: nothing listed of {markup}");
    }
}

#[test]
fn what_the_sender_wrote_around_an_attack_is_still_there() {
    // Raw text and open quotes swallow what follows, as in browsers; elsewhere the text stays.
    for (name, markup) in vectors() {
        let text = render(&format!("<p>before</p>{markup}"), &RenderOptions::default()).text;
        assert!(text.starts_with("before"), "{name}: {text:?}");
    }
}
