//! Values, rules and sizes of which a part is safe.

use super::{body, extract_message_style_sheet, rendered};

/// The widths of the media queries of the document's own style that make the padding of a block a part of its width, those
/// around others included.
fn narrow_block_query_widths(html: &str) -> Vec<String> {
    let document = rendered(html).document;
    let mut base = document.split("</style>").next().unwrap().split_once("@media (max-width:").unwrap().1;
    let mut open = vec![Some(base.split_once("px)").unwrap().0)];
    base = base.split_once('{').unwrap().1;
    let mut found = Vec::new();
    while let Some(at) = base.find(['{', '}']) {
        let (prelude, rest) = (&base[..at], &base[at + 1..]);
        if base[at..].starts_with('{') {
            open.push(
                prelude.split_once("@media (max-width:").and_then(|(_, query)| query.split_once("px)")).map(|q| q.0),
            );
        } else {
            if prelude.contains("box-sizing:border-box") {
                let widths: Vec<_> = open.iter().copied().flatten().collect();
                found.push(widths.join(" "));
            }
            open.pop();
        }
        base = rest;
    }
    found
}

#[test]
fn only_blocks_that_do_not_fit_are_narrowed_with_their_padding() {
    for (html, widths) in [
        // A button of this size takes two lines when its padding is a part of it.
        (
            "<div style='display:inline-block;width:110px;height:35px;line-height:35px;padding:8px 12px'>Open my file</div>",
            vec![],
        ),
        ("<style>.b{width:310px;height:35px;padding:8px 12px}</style><div class=b>Open my file</div>", vec![]),
        ("<div style='width:310px;min-height:35px;padding:8px'>x</div>", vec![]),
        ("<div style='width:110px;padding:8px'>x</div>", vec![]),
        ("<div style='width:50%;padding:8px'>x</div>", vec![]),
        ("<div style='max-width:600px;padding:8px'>x</div>", vec![]),
        ("<p style='width:600px;padding:8px'>x</p>", vec!["647"]),
        ("<div style='width:250px;padding:8px'>x</div>", vec!["297 297"]),
        ("<table width=600><td><div style='width:250px;padding:8px'>x</div></table>", vec!["647 297"]),
        ("<table width=600><td><div style='width:400px;padding:8px'>x</div></table>", vec!["647"]),
        ("<style>.c{width:250px;padding:20px}</style><div class=c>x</div>", vec!["297 297"]),
        ("<div style='width:600px;padding:8px'>x</div>", vec!["647"]),
        ("<div style='color:red;line-height:2;width:400px'>x</div>", vec!["447"]),
        ("<style>.c{width:600px;padding:20px}</style><div class=c>x</div>", vec!["647"]),
        ("<style>@media(max-width:500px){.c{width:400px;padding:20px}}</style><div class=c>x</div>", vec!["447 500"]),
    ] {
        assert_eq!(narrow_block_query_widths(html), widths, "{html}");
    }
    let document = rendered("<style>.c>div,p{width:600px!important;padding:20px}</style>x").document;
    let boxes = ":where(:not(img,td,th,tr,col,colgroup))";
    let rule = format!(
        ".mayfly-message.mayfly-message .c>div{boxes},.mayfly-message.mayfly-message p{boxes}{{width:min(600px,100%)!important;box-sizing:border-box}}"
    );
    assert!(document.split("</style>").next().unwrap().contains(&rule), "{document}");
}

#[test]
fn values_keep_what_is_safe_of_them() {
    for (style, expected) in [
        (
            "box-shadow:0 4px 6px -1px rgba(0,0,0,.1),inset 0 -2px 0 #ccc",
            "box-shadow:0 4px 6px -1px rgba(0,0,0,0.1),inset 0 -2px 0 #ccc",
        ),
        ("box-shadow:-.5em 0 red", "box-shadow:-0.5em 0 red"),
        ("box-shadow:0 -999px red;color:red", "color:red"),
        ("margin:0 -10px", "margin:0 0"),
        ("margin:-10px auto 5px -1em", "margin:0 auto 5px 0"),
        ("margin-left:-10px!important", "margin-left:0!important"),
        ("margin:calc(0px - 9em);color:red", "color:red"),
        ("display:grid;grid-template-columns:1fr 1fr", "display:block"),
        ("display:inline-grid!important", "display:inline-block!important"),
        ("display:flex;display:grid", "display:flex"),
    ] {
        assert_eq!(body(&format!("<p style='{style}'>x</p>")), format!("<p style=\"{expected}\">x</p>"), "{style}");
    }
}

#[test]
fn sizes_refer_to_the_font_size_of_the_page() {
    for (html, expected) in [
        (
            "<style>html{font-size:10px}</style><p style='font-size:1.6rem;margin:2rem'>x",
            "font-size:1rem;margin:1.25rem",
        ),
        ("<style>:root{font-size:62.5%}</style><p style='padding:.8rem'>x", "padding:0.5rem"),
        ("<html style='font-size:20px'><p style='padding:.8rem'>x", "padding:1rem"),
        ("<style>body{font-size:10px}</style><p style='padding:.8rem'>x", "padding:0.8rem"),
        ("<style>html p{font-size:10px}</style><p style='padding:.8rem'>x", "padding:0.8rem"),
        ("<style>@media print{html{font-size:10px}}</style><p style='padding:.8rem'>x", "padding:0.8rem"),
    ] {
        assert!(body(html).contains(&format!("<p style=\"{expected}\">")), "{html}: {}", body(html));
    }
    let html = "<style>p{margin:1.6rem}html{font-size:10px}</style><p>x";
    assert!(
        extract_message_style_sheet(html).starts_with(".mayfly-message p{margin:1rem}"),
        "{}",
        extract_message_style_sheet(html)
    );
}

#[test]
fn rules_in_groups_that_apply_are_kept() {
    for (source, expected) in [
        ("@supports (display:flex){p{color:red}}", ".mayfly-message p{color:red}"),
        ("@supports (display:grid){p{color:red}}", ""),
        ("@supports not (display:grid){p{color:red}}", ".mayfly-message p{color:red}"),
        ("@supports (color:red) and (not (zoom:2)){p{color:red}}", ".mayfly-message p{color:red}"),
        ("@supports ((zoom:2) or (color:red)){p{color:red}}", ".mayfly-message p{color:red}"),
        ("@supports (-webkit-overflow-scrolling:touch){p{color:red}}", ""),
        ("@supports (position:sticky) or (position:fixed){p{color:red}}", ""),
        ("@supports selector(p:hover){p{color:red}}", ".mayfly-message p{color:red}"),
        ("@supports (a b c){p{color:red}}", ""),
        ("@supports (color:red){@media print{p{color:red}}}", "@media print{.mayfly-message p{color:red}}"),
        ("p{color:red}@layer a{p{color:navy}}", ".mayfly-message p{color:navy}.mayfly-message p{color:red}"),
        (
            "@layer b,a;@layer a{p{color:red}}@layer b{p{color:navy}}@layer{i{color:red}}",
            ".mayfly-message p{color:navy}.mayfly-message p{color:red}.mayfly-message i{color:red}",
        ),
        (":is(h1,h2.x) a{color:red}", ".mayfly-message :is(h1,h2.x) a{color:red}"),
        ("p:where(.a,::before,.b){color:red}", ".mayfly-message p:where(.a,.b){color:red}"),
        ("p:is(::before){color:red}", ""),
        (
            "a:is(:hover,.x) b:not(:first-child){color:red}",
            ".mayfly-message a:is(:hover,.x) b:not(:first-child){color:red}",
        ),
        (":is(body p){color:red}:is(body){color:red}", ""),
    ] {
        assert_eq!(extract_message_style_sheet(&format!("<style>{source}</style>x")), expected, "{source}");
    }
    for html in [
        "<style>:is(b,i.h){display:none}</style>a<i class=h>zz</i>",
        "<style>b:where(.h){display:none}</style>a<b class=h>zz</b>",
        "<style>@supports (color:red){.h{position:absolute;left:-9999px}}</style>a<b class=h>zz</b>",
        "<style>@layer x{.h{clip-path:inset(100%)}}</style>a<b class=h>zz</b>",
        // What is in no layer wins, however specific the others are not.
        "<style>.h{display:none}@layer x{.h{display:block}}</style>a<b class=h>zz</b>",
    ] {
        assert_eq!(rendered(html).text, "a", "{html}");
    }
}
