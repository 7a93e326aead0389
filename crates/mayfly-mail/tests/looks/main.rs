//! What a sender shows is shown, and what a sender hides stays hidden: in the document, the text and the snippet.
//!
//! What counts is what a browser draws. The expectations are on what is written, and say what that makes a browser do.

#![allow(clippy::unwrap_used, missing_docs)]

mod colours;
#[path = "../document_checker/mod.rs"]
mod document_checker;
mod elements;
mod hiding;
mod page_attributes;
mod values;

use document_checker::find_document_violations;
use mayfly_mail::{RenderOptions, RenderedBody, render};

fn rendered(html: &str) -> RenderedBody {
    let options = RenderOptions::default();
    let rendered = render(html, &options);
    assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{html}");
    let again = render(&rendered.document, &options);
    assert_eq!(again.document, rendered.document, "{html}");
    assert_eq!((again.text, again.snippet), (rendered.text.clone(), rendered.snippet.clone()), "{html}");
    rendered
}

/// The message without the elements around it.
fn body(html: &str) -> String {
    let document = rendered(html).document;
    let body = document.split("<body><div class=\"mayfly-message").nth(1).unwrap();
    body.split_once('>').unwrap().1.trim_end_matches("</div></body></html>").to_owned()
}

/// The document after its own style sheet: the styles of the message, and the body.
fn document_without_base_styles(rendered: &RenderedBody) -> &str {
    rendered.document.split_once("</style>").unwrap().1
}

/// The style sheet of the message.
fn extract_message_style_sheet(html: &str) -> String {
    let document = rendered(html).document;
    document.split("<style>").nth(1).map(|rest| rest.split("</style>").next().unwrap().to_owned()).unwrap_or_default()
}

/// The start tag of the element around the message.
fn wrapper_start_tag(html: &str) -> String {
    let document = rendered(html).document;
    document.split("<body>").nth(1).unwrap().split('>').next().unwrap().to_owned()
}
