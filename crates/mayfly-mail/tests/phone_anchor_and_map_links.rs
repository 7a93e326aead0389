//! Links beside those to the web: telephone numbers, calendars, places in the message, areas of a picture, and links
//! that lead nowhere.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::find_document_violations;
use mayfly_mail::{RemoteImagePolicy, RenderOptions, RenderedBody, inspect_link, render};

/// Renders a message that must be safe and stay as it is when it is rendered again.
fn rendered(html: &str) -> RenderedBody {
    let rendered = render(html, &RenderOptions::default());
    assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{html}");
    let again = render(&rendered.document, &RenderOptions::default());
    assert_eq!((&again.document, &again.links), (&rendered.document, &rendered.links), "rendering again: {html}");
    rendered
}

/// The values of an attribute of all elements of a message.
fn attribute_values(rendered: &RenderedBody, name: &str) -> Vec<String> {
    let body = rendered.document.split("<body>").nth(1).unwrap();
    let wanted = format!(" {name}=\"");
    body.split(&wanted).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn telephone_and_calendar_links_are_normalised() {
    for (href, normalised) in [
        ("tel:+49 (30) 123-45.67", Some("tel:+49301234567")),
        ("TEL:+4930%201234567", Some("tel:+49301234567")),
        ("tel://030/1234567", Some("tel:0301234567")),
        ("tel:110", Some("tel:110")),
        ("tel:+4930;ext=12?x=1#y", Some("tel:+4930")),
        ("sms:+491701234567?body=Yes%20please&to=1", Some("sms:+491701234567?body=Yes%20please")),
        ("sms:0170 1234567", Some("sms:01701234567")),
        ("webcal://user@Bücher.example:80/a.ics?b=1", Some("webcal://xn--bcher-kva.example/a.ics?b=1")),
        // Codes that a telephone carries out, no number, too long, or another address.
        ("tel:*%2306%23", None),
        ("tel:*21*123#", None),
        ("tel:", None),
        ("tel:12", None),
        ("tel:1-800-FLOWERS", None),
        ("tel:123456789012345678901", None),
        ("sms:?body=x", None),
        ("sms:123456,234567", None),
        ("webcal:", None),
        ("webcal:///a", None),
        ("facetime:+49301234567", None),
    ] {
        let inspection = inspect_link(href, "");
        assert_eq!(inspection.href.as_deref(), normalised, "{href}");
        let number = normalised.filter(|n| !n.starts_with("web")).map(|n| n[4..].split('?').next().unwrap().to_owned());
        assert_eq!(inspection.number, number, "{href}");
        let rendered = rendered(&format!("<a href=\"{href}\">x</a>"));
        assert_eq!(attribute_values(&rendered, "href"), [normalised.unwrap_or("#mayfly-nowhere")], "{href}");
        assert_eq!(rendered.links.len(), usize::from(normalised.is_some()), "{href}");
        assert_eq!(attribute_values(&rendered, "target"), ["_blank"], "{href}");
    }
    assert_eq!(inspect_link("webcal://bücher.example/a", "").host_unicode.as_deref(), Some("bücher.example"));
    assert!(inspect_link("webcal://a.test/a", "").insecure && !inspect_link("tel:123456", "").insecure);
}

#[test]
fn links_with_another_number_or_site_than_their_target_are_marked() {
    for (href, text, is_mismatch) in [
        ("tel:+49301234567", "+49 30 1234567", false),
        ("tel:+49301234567", "030 / 123 45 67", false),
        ("tel:+49301234567", "+49 (0)30 1234567", false),
        ("tel:0301234567", "+49 30 1234567", false),
        ("tel:+49301234567", "Call us: 030 1234567", false),
        ("tel:+49301234567", "Call us 24/7", false),
        ("tel:+49301234567", "069.123.45.67", true),
        ("tel:+49301234567", "Call us: 030 7654321", true),
        ("tel:+9001234567", "+49 30 1234567", true),
        ("sms:12345", "54321", true),
        ("sms:12345", "Text 12345", false),
        ("tel:+49301234567", "bank.example", true),
        ("tel:+49301234567", "https://bank.example/", true),
        ("tel:+49301234567", "help@bank.example", true),
        ("webcal://a.test/x.ics", "a.test", false),
        ("webcal://a.test/x.ics", "bank.example", true),
    ] {
        assert_eq!(inspect_link(href, text).mismatch, is_mismatch, "{href}: {text}");
        let links = rendered(&format!("<a href='{href}'>{text}</a>")).links;
        assert_eq!(links[0].mismatch, is_mismatch, "{href}: {text}");
    }
    // By what is drawn of it.
    let hidden = "<a href='tel:+9001234567'>030 123<i style='display:none'>9</i>4567</a>";
    assert!(rendered(hidden).links[0].mismatch);
}

#[test]
fn links_to_places_in_the_message_scroll_within_it() {
    for (html, href, target) in [
        ("<a href=#toc>x</a><h2 id=toc>Contents</h2>", "#toc", "_self"),
        ("<a href='#toc' target=_top>x</a><a name=toc></a>", "#toc", "_self"),
        ("<body id=toc><a href=#toc>x</a>", "#toc", "_self"),
        ("<a href='#a%2Db'>x</a><p id=a-b>y", "#a-b", "_self"),
        ("<a href=#top>x</a>", "#top", "_self"),
        // No such place, or one of the app's.
        ("<a href=#toc>x</a>", "#mayfly-nowhere", "_blank"),
        ("<a href=#toc>x</a><map name=toc></map>", "#mayfly-nowhere", "_blank"),
        ("<a href=#>x</a>", "#mayfly-nowhere", "_blank"),
        ("<a href='#:~:text=x'>x</a>", "#mayfly-nowhere", "_blank"),
        ("<a href=#mayfly-base>x</a><p id=mayfly-base>y", "#mayfly-nowhere", "_blank"),
        ("<a href=#mayfly-nowhere>x</a><p id=mayfly-nowhere>y<a name=mayfly-nowhere></a>", "#mayfly-nowhere", "_blank"),
        // Not in this message.
        ("<a href='page.html#toc'>x</a><p id=toc>y", "#mayfly-nowhere", "_blank"),
        ("<a href='*|UNSUB|*'>x</a>", "#mayfly-nowhere", "_blank"),
        ("<a href=''>x</a>", "#mayfly-nowhere", "_blank"),
    ] {
        let rendered = rendered(html);
        assert_eq!(attribute_values(&rendered, "href"), [href], "{html}");
        assert_eq!(attribute_values(&rendered, "target")[0], target, "{html}");
        assert!(rendered.links.is_empty(), "{html}");
    }
    assert_eq!(attribute_values(&rendered("<a name=toc>x</a>"), "href"), Vec::<String>::new());
}

const MAP: &str = "<img src=https://shop.example/a.png usemap=#Deals alt='Deals of the week'>\
    <map name=Deals><area shape=RECT coords='0,0, 100,40' href=https://shop.example/sale alt=Sale onclick=x()>\
    <area shape=circle coords=1,2,3 href='tel:+49301234567'><area shape=poly coords='javascript:x' href='javascript:x'>\
    <area shape=default nohref></map>";

#[test]
fn areas_of_image_maps_are_links() {
    let rendered = rendered(MAP);
    let links: Vec<_> = rendered.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("https://shop.example/sale", "Sale"), ("tel:+49301234567", "")]);
    for (name, values) in [
        ("usemap", vec!["#map-Deals"]),
        ("name", vec!["map-Deals"]),
        ("shape", vec!["rect", "circle", "poly", "default"]),
        ("coords", vec!["0,0, 100,40", "1,2,3"]),
        ("href", vec!["https://shop.example/sale", "tel:+49301234567", "#mayfly-nowhere"]),
        ("target", vec!["_blank"; 4]),
    ] {
        assert_eq!(attribute_values(&rendered, name), values, "{name}");
    }
    assert!(!rendered.document.contains("onclick"));
    assert_eq!(rendered.text, "Deals of the week");
}

#[test]
fn areas_are_listed_whether_their_image_is_shown_or_not() {
    let options = |images| RenderOptions { images, ..RenderOptions::default() };
    let links = [RemoteImagePolicy::Blocked, RemoteImagePolicy::Allowed].map(|i| render(MAP, &options(i)).links);
    assert_eq!(links[0].len(), 2);
    assert_eq!(links[0], links[1]);
}

#[test]
fn areas_that_mislead_are_marked() {
    for (html, is_mismatch) in [
        ("<map name=m><area href=https://evil.test alt=bank.example></map>", true),
        ("<map name=m><area href=https://evil.test title=bank.example></map>", true),
        ("<img usemap=#m alt=bank.example><map name=m><area href=https://evil.test></map>", true),
        ("<map name=m><area href=https://evil.test></map><img usemap=#m alt='https://bank.example/'>", true),
        // Rules that hide elements have the words read in another way.
        (
            "<style>.h{display:none}</style><img usemap=#m alt=bank.example><map name=m><area href=https://evil.test></map>",
            true,
        ),
        ("<img usemap=#m alt=bank.example><map name=m><area href=https://www.bank.example></map>", false),
        ("<img usemap=#m alt='The news of bank.example'><map name=m><area href=https://evil.test></map>", false),
        ("<img usemap=#n alt=bank.example><map name=m><area href=https://evil.test></map>", false),
    ] {
        assert_eq!(rendered(html).links[0].mismatch, is_mismatch, "{html}");
    }
}
