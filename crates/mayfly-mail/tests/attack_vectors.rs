//! Renders every attack of `data/vectors.txt`, parses the document again and checks it against independent allow-lists.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::{CID_BASE, IMAGE_BASE, find_document_violations};
use mayfly_mail::{ColorScheme, RemoteImagePolicy, RenderOptions, render};

/// The attacks as (name, markup).
fn load_attack_vectors() -> Vec<(String, String)> {
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

fn render_option_variants() -> Vec<RenderOptions> {
    let base = RenderOptions { image_base: IMAGE_BASE.to_owned(), ..RenderOptions::default() };
    vec![
        base.clone(),
        RenderOptions { images: RemoteImagePolicy::Allowed, cid_base: Some(CID_BASE.to_owned()), ..base.clone() },
        RenderOptions { color_scheme: ColorScheme::Dark, ..base.clone() },
        RenderOptions { color_scheme: ColorScheme::Light, images: RemoteImagePolicy::Allowed, ..base },
    ]
}

#[test]
fn every_attack_renders_to_allowed_markup_only() {
    let vectors = load_attack_vectors();
    assert!(vectors.len() >= 150, "{} vectors", vectors.len());
    let mut failures = Vec::new();
    for (name, markup) in &vectors {
        // As it stands, in the middle of a table, and within an attribute of a message that goes on.
        for source in [
            markup.clone(),
            format!("<table><tr>{markup}<td>after</table>"),
            format!("<p>before{markup}\"'>--></style>after"),
        ] {
            for options in render_option_variants() {
                let rendered = render(&source, &options);
                for violation in find_document_violations(&rendered.document) {
                    failures.push(format!(
                        "{name}: {violation}\n    {}",
                        rendered.document.split("<body>").nth(1).unwrap()
                    ));
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
fn every_remote_reference_is_listed_even_in_dropped_markup() {
    let options = RenderOptions { image_base: IMAGE_BASE.to_owned(), ..RenderOptions::default() };
    for (name, markup) in load_attack_vectors() {
        let class = name.split(':').next().unwrap();
        // Links, credentials and text name the host without a request to it.
        let is_request = match class {
            "remote" => markup.contains("evil.test") && !name.contains("other protocols"),
            "css" => markup.contains("(https://evil.test") || markup.contains("('https://evil.test"),
            _ => false,
        };
        // These have no URL that a browser would request.
        let is_request = is_request
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
        let is_listed = render(&markup, &options).remote.iter().any(|r| r.url.contains("evil.test"));
        assert!(is_listed || !is_request, "{name}: nothing listed of {markup}");
    }
}

#[test]
fn text_in_front_of_an_attack_is_kept() {
    // Raw text and open quotes swallow what follows, as in browsers; elsewhere the text stays.
    for (name, markup) in load_attack_vectors() {
        let text = render(&format!("<p>before</p>{markup}"), &RenderOptions::default()).text;
        assert!(text.starts_with("before"), "{name}: {text:?}");
    }
}
