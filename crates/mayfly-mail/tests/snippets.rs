//! The first words of a message, for lists, and where the alternative texts of its images go.

#![allow(clippy::unwrap_used, missing_docs)]

use mayfly_mail::{RenderOptions, RenderedBody, render};

fn rendered(html: &str) -> RenderedBody {
    render(html, &RenderOptions::default())
}

const LOGO: &str = "<a href=https://shop.example><img src=https://shop.example/logo.png alt=Logo></a>";
const ICONS: &str =
    "<img src=https://shop.example/f.png alt=facebook> <img src=https://shop.example/t.png alt=twitter>";

#[test]
fn snippets_begin_with_words_and_not_with_alternative_texts() {
    for (html, snippet) in [
        // Alternative texts before, between and after the words.
        (format!("{LOGO}{ICONS}<p>Your order is on its way."), "Your order is on its way."),
        (format!("<table><td>{LOGO}<td>{ICONS}<tr><td>Your order</table>"), "Your order"),
        (format!("<p>Hello<p>{ICONS}<p>Your order"), "Hello Your order"),
        ("<p><img alt=Bell> New sign-in".to_owned(), "New sign-in"),
        // An image within a line of words belongs to the sentence.
        ("<p>Thank you <img src=//a.test/1.png alt=😀> for all".to_owned(), "Thank you 😀 for all"),
        ("<p>Thank you<br><img alt=Signature>".to_owned(), "Thank you"),
        // Where there is nothing else.
        (format!("{LOGO}{ICONS}"), "Logo facebook twitter"),
        (format!("{LOGO} | <img alt=Sale> |"), "Logo Sale"),
        ("<ul><li><img alt=facebook><li><img alt=twitter></ul><ul><li>One<li>Two".to_owned(), "- One - Two"),
        ("<img alt=' '><p>👍".to_owned(), "👍"),
        // Text meant for lists is used, though not the images beside it.
        (
            format!("{LOGO}<div style='display:none'>Up to half off<img alt=pixel></div>{ICONS}<p>The sale"),
            "Up to half off The sale",
        ),
        (format!("<div style='display:none'>Up to half off</div>{LOGO}"), "Up to half off"),
        ("<div style='display:none'><img alt=pixel></div>".to_owned(), ""),
        // Images that rules hide, alone and within a line of words.
        ("<style>.h{display:none}</style><img class=h alt=Logo>".to_owned(), ""),
        (
            "<style>.h{display:none}</style><p>Your order <img class=h alt=Logo> is here".to_owned(),
            "Your order is here",
        ),
    ] {
        assert_eq!(rendered(&html).snippet, snippet, "{html}");
    }
}

#[test]
fn text_begins_with_words_and_ends_with_alternative_texts() {
    for (html, text) in [
        (format!("{LOGO}<p>Your order<p>{ICONS}"), "Your order\n\nLogo\nfacebook\ntwitter"),
        (
            format!("<table><td><img alt='Wool throw'><td>Wool throw, undyed</table>{LOGO}"),
            "Wool throw, undyed\n\nWool throw\nLogo",
        ),
        ("<p>Thank you <img alt=😀> for all".to_owned(), "Thank you 😀 for all"),
        (LOGO.to_owned(), "Logo"),
        ("<div style='display:none'><img alt=pixel></div>a".to_owned(), "a"),
    ] {
        let first = rendered(&html);
        assert_eq!(first.text, text, "{html}");
        let again = rendered(&first.document);
        assert_eq!((again.text, again.snippet), (first.text, first.snippet), "{html}");
    }
}

#[test]
fn links_keep_the_alternative_texts_of_their_images() {
    let links = rendered(&format!("{LOGO}<p>Your order<a href=//a.test><img alt=Confirm> now</a>")).links;
    assert_eq!(links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>(), ["Logo", "Confirm now"]);
}
