//! Mail of fixed width in a window that has no room for it.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::find_document_violations;
use mayfly_mail::{RenderOptions, render};

/// The rules for windows up to the width that a mail wants, and that width; `None` where the mail always fits.
fn narrow_window_rules(html: &str) -> Option<(String, String)> {
    let (width, rules) = first_media_query_of_base_style(html);
    (width != "480").then_some((width, rules))
}

/// The rules for the narrowest windows.
fn narrowest_rules(html: &str) -> String {
    let document = render(html, &RenderOptions::default()).document;
    document
        .split("</style>")
        .next()
        .unwrap()
        .split("@media (max-width:480px){.mayfly-message{")
        .nth(1)
        .unwrap()
        .to_owned()
}

/// The first query about windows in the document's own style.
fn first_media_query_of_base_style(html: &str) -> (String, String) {
    let document = render(html, &RenderOptions::default()).document;
    assert_eq!(find_document_violations(&document), Vec::<String>::new(), "{html}");
    assert_eq!(render(&document, &RenderOptions::default()).document, document, "rendering again: {html}");
    let base = document.split("</style>").next().unwrap();
    let (width, rules) = base.split_once("@media (max-width:").unwrap().1.split_once("px){").unwrap();
    let mut depth = 1;
    let end = rules.find(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    (width.to_owned(), rules[..end.unwrap()].to_owned())
}

#[test]
fn the_widest_element_decides_from_which_window_on_all_shrink() {
    for (html, width) in [
        ("<table width=600><td>x</table>", Some("647")),
        ("<table width=' 600px'><td>x</table>", Some("647")),
        ("<table style='color:red; width: 520px'><td>x</table>", Some("567")),
        ("<table width=640><td><table width=580><td><img width=300 src=//a.test/b.png></table></table>", Some("687")),
        ("<table width=640><td>x</table><table width=640><td>x</table>", Some("687")),
        ("<hr width=600>", Some("647")),
        ("<a style='display:block;width:600px'>x</a>", Some("647")),
        ("<div style='width:450pt'>x</div>", Some("647")),
        ("<div style='min-width:600px'>x</div>", Some("647")),
        ("<style>.c{width:600px}</style><div class=c>x</div>", Some("647")),
        ("<style>.c{width:600px!important}</style><div class=c>x</div>", Some("647")),
        ("<style>.c{color:red;min-width:600px}</style><div class=c>x</div>", Some("647")),
        ("<style>body{width:640px}</style><div>x</div>", Some("687")),
        ("<style>.c{width:15cm}</style><div class=c>x</div>", Some("614")),
        // Narrow, not a length, beyond all windows, or only a wish.
        ("<table width=120><td>x</table>", None),
        ("<table width='100%'><td>x</table>", None),
        ("<table style='max-width:600px'><td width=600>x</table>", None),
        ("<td style='width:600px'>x</td>", None),
        ("<table><td style='width:600px'>x</table>", None),
        ("<div style='width:90000px'>x</div>", None),
        ("<div style='max-width:600px'>x</div>", None),
        ("<style>.c::first-letter{width:600px}</style><div class=c>x</div>", None),
        ("", None),
    ] {
        assert_eq!(narrow_window_rules(html).map(|(width, _)| width).as_deref(), width, "{html}");
    }
}

#[test]
fn declared_widths_become_the_most_that_an_element_takes() {
    for (html, rules) in [
        (
            "<table width=600><td>x</table>",
            vec![":where(table,hr):where([width=\"600\"],[width=\"600px\"]){width:min(600px,100%)!important}"],
        ),
        (
            "<table width=600><td><table width=300><td>x</table></table>",
            vec!["{width:min(600px,100%)!important}", "{width:min(300px,100%)!important}"],
        ),
        (
            "<div style='width:600px'>x</div>",
            vec![
                ":where(:not(img,td,th,tr,col,colgroup)):where([style^=\"width:600px\"],[style*=\";width:600px\"])",
                "{width:min(600px,100%)!important}",
                ":where(:not([style^=\"height:\"],[style*=\";height:\"],[style*=\"min-height:\"],\
                 [style*=\"max-height:\"])){box-sizing:border-box}",
            ],
        ),
        (
            "<td style='min-width:40em'>x</td><div style='min-width:40em'>x",
            vec!["{min-width:min(40em,100%)!important}"],
        ),
        (
            "<img width=600 height=200px>",
            vec![
                ":where(img:not([src])):where([width=\"600\"],[width=\"600px\"]){width:min(600px,100%)}",
                ":where(img[width=\"600\"][height=\"200px\"]:not([style*=\"height:\"])){height:auto;aspect-ratio:3.0000}",
            ],
        ),
        (
            "<style>@media (max-width:480px){img{height:auto}}</style><img width=600 height=200>",
            vec!["{height:auto;aspect-ratio:3.0000}"],
        ),
        ("<style>img{height:auto}</style><img width=600 height=200>", vec![":not([style*=\"height:\"])){height:auto}"]),
        (
            "<img style='width:600px;height:200px'>",
            vec![
                ":where(img):where([style*=\"width:600px\"]):where([style*=\"height:200px\"])\
                 {height:auto!important;aspect-ratio:3.0000}",
            ],
        ),
        ("<img style='width:6in'>", vec!["img:not([src])", "{width:min(6in,100%)!important}"]),
        (
            "<style>.c,p > a{color:red;width:600px!important}</style>x",
            vec![
                ".mayfly-message.mayfly-message .c:where(:not(img,td,th,tr,col,colgroup)),\
                 .mayfly-message.mayfly-message p>a:where(:not(img,td,th,tr,col,colgroup))\
                 {width:min(600px,100%)!important;box-sizing:border-box}",
            ],
        ),
        ("<style>.c{width:600px;height:40px}</style>x", vec!["{width:min(600px,100%)}"]),
        (
            "<img style='max-width:600px'>",
            vec![":where(img):where([style^=\"max-width:600px\"],", "{max-width:min(600px,100%)!important}"],
        ),
        (
            "<style>.c{max-width:600px}.d{max-width:none}</style>x",
            vec![
                ".mayfly-message.mayfly-message .c:where(img){max-width:min(600px,100%)}",
                ".mayfly-message.mayfly-message .d:where(img){max-width:100%}",
            ],
        ),
        (
            "<div style='color:red!important;width:600px!important;max-width:100%!important'>x",
            vec![":where([style^=\"width:600px\"],[style*=\";width:600px\"]){width:min(600px,100%)!important}"],
        ),
        (
            "<table width=600 style='table-layout:fixed'><td>x</table>",
            vec![":where(:not([width*=\"%\"],[style*=\"width:100%\"])){table-layout:auto!important}"],
        ),
        // What overrides a width is repeated too, under its own conditions.
        (
            "<style>.c{width:600px}@media (max-width:480px){.c{width:0;color:red}p{color:red}}@media print{p{margin:0}}</style>x",
            vec![
                "@media (max-width:480px){.mayfly-message.mayfly-message .c:where(:not(img,td,th,tr,col,colgroup)){width:0}}",
            ],
        ),
    ] {
        let (_, found) = narrow_window_rules(html).unwrap();
        for rule in rules {
            assert!(found.contains(rule), "{html}: {found}");
        }
        assert!(!found.contains("print"), "{html}: {found}");
    }
}

#[test]
fn rules_for_narrow_windows_are_limited() {
    let tables: String = (200..900).map(|width| format!("<table width={width}><td>x</table>")).collect();
    let (_, rules) = narrow_window_rules(&tables).unwrap();
    assert_eq!(rules.matches("min(").count(), 60);
    let sheet: String = (0..3_000).map(|number| format!(".c{number}{{width:600px}}")).collect();
    assert_eq!(narrow_window_rules(&format!("<style>{sheet}</style>x")), None);
}

#[test]
fn text_that_must_not_wrap_wraps_in_the_narrowest_windows() {
    const CELL: &str = ":where(td,th):where(:nth-child(-n+2):nth-last-child(-n+2))";
    const NOWRAP: &str = "{white-space:normal!important}";
    for (html, rules) in [
        ("<table><td nowrap>x</table>", vec![CELL, ":where([nowrap],", NOWRAP]),
        (
            "<p style='white-space:nowrap'>x",
            vec![":where(div,p,h1,h2,h3,h4,a,center):where([style^=\"white-space:nowrap\"]"],
        ),
        (
            "<style>.c{white-space:nowrap;color:red}.d{white-space:normal!important}</style>x",
            vec![
                ".mayfly-message.mayfly-message .c:where(div,p,h1,h2,h3,h4,a,center){white-space:normal}",
                ".mayfly-message.mayfly-message .d:where(div,p,h1,h2,h3,h4,a,center){white-space:normal!important}",
            ],
        ),
    ] {
        let found = narrowest_rules(html);
        for rule in rules {
            assert!(found.contains(rule), "{html}: {found}");
        }
    }
    // What is cut off is meant to be one line.
    for html in ["<p style='white-space:pre'>x", "<style>.c{white-space:nowrap;overflow:hidden}</style>x"] {
        assert!(!narrowest_rules(html).contains("white-space"), "{html}");
    }
}

#[test]
fn declared_widths_in_a_style_are_not_important() {
    let source =
        "<div style='color:red!important;width:600px!important;max-width:100%!important;min-width:90px!important'>x";
    let document = render(source, &RenderOptions::default()).document;
    let expected = "style=\"color:red!important;width:600px;max-width:100%!important;min-width:90px!important\"";
    assert!(document.contains(expected), "{document}");
}
