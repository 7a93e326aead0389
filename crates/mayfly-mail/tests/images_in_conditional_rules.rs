//! Remote images that are allowed are shown by rules that apply always, and by no others: an image that is fetched when
//! the pointer moves or the window gets narrower tells its server so.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::{CID_BASE, IMAGE_BASE, find_document_violations};
use mayfly_mail::{RemoteImagePolicy, RenderOptions, RenderedBody, render};

fn render_with_images(html: &str) -> RenderedBody {
    let options = RenderOptions {
        images: RemoteImagePolicy::Allowed,
        image_base: IMAGE_BASE.to_owned(),
        cid_base: Some(CID_BASE.to_owned()),
        ..RenderOptions::default()
    };
    let rendered = render(html, &options);
    assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{html}");
    assert_eq!(render(&rendered.document, &options).document, rendered.document, "{html}");
    rendered
}

/// The style sheet of a message in the rendered document.
fn style_sheet(rendered: &RenderedBody) -> &str {
    let sheet = rendered.document.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next());
    sheet.unwrap_or_default()
}

#[test]
fn rule_that_applies_only_sometimes_shows_no_remote_image() {
    const IMAGE: &str = "background:url(https://i.example/h)";
    for rule in [
        "a:hover{IMAGE}",
        "a:HOVER{IMAGE}",
        "a:active{IMAGE}",
        "a:focus{IMAGE}",
        "a:focus-within{IMAGE}",
        "a:focus-visible{IMAGE}",
        "a:visited{IMAGE}",
        "a:link{IMAGE}",
        "a:target{IMAGE}",
        "input:checked{IMAGE}",
        "details:open{IMAGE}",
        "details[open]{IMAGE}",
        "details:not([open]){IMAGE}",
        "p:not(:hover){IMAGE}",
        "p:not(:not(:hover)){IMAGE}",
        "tr:hover td b{IMAGE}",
        "a:hover+p{IMAGE}",
        "a:hover~p{IMAGE}",
        "body:hover{IMAGE}",
        "a:is(:hover){IMAGE}",
        "a:where(:hover){IMAGE}",
        "p:has(a:hover){IMAGE}",
        "a:h\\6fver{IMAGE}",
        "p{color:red;&:hover{IMAGE}}",
        "a:hover{background-image:url(https://i.example/h)}",
        "a:hover{background-image:none,url(https://i.example/h)}",
        "a:hover{list-style:url(https://i.example/h)}",
        "a:hover{list-style-image:url(https://i.example/h)}",
        "a:hover{background:#fff url('https://i.example/h') no-repeat!important}",
        "a:hover{cursor:url(https://i.example/h),auto}",
        "a:hover{content:url(https://i.example/h)}",
        "a:hover{border-image:url(https://i.example/h)}",
        "a:hover{background:url(mail://localhost/T/image/0)}",
        "@media (min-width:800px){p{IMAGE}}",
        "@media screen and (max-width:600px){p{IMAGE}}",
        "@media (prefers-color-scheme:dark){p{IMAGE}}",
        "@media (prefers-reduced-motion){p{IMAGE}}",
        "@media (min-resolution:2dppx){p{IMAGE}}",
        "@media (hover:hover){p{IMAGE}}",
        "@media (pointer:fine){p{IMAGE}}",
        "@media (orientation:landscape){p{IMAGE}}",
        "@media print{p{IMAGE}}",
        "@media not print{p{IMAGE}}",
        "@media not all{p{IMAGE}}",
        "@media screen{@media (min-width:800px){p{IMAGE}}}",
        "@media (min-width:800px){@media screen{p{IMAGE}}}",
        "@supports (color:red){p{IMAGE}}",
        "@container (min-width:1px){p{IMAGE}}",
        "@layer x{a:hover{IMAGE}}",
        "@scope (a){:scope:hover{IMAGE}}",
        "@starting-style{p{IMAGE}}",
        "@page{IMAGE}",
    ] {
        let css = rule.replace("IMAGE", IMAGE);
        for html in [
            format!("<style>{css}</style><p><a href='https://a.example/'>x</a>"),
            format!("<style media='(min-width:1px)'>p{{{IMAGE}}}{css}</style><p>x"),
            // An image of the same address elsewhere makes no difference.
            format!("<style>{css}</style><p><img src='https://i.example/h'>"),
        ] {
            let rendered = render_with_images(&html);
            assert!(!style_sheet(&rendered).contains("url("), "{css}: {}", style_sheet(&rendered));
        }
        // What is never fetched is listed, and doesn't count as an image that could be shown.
        let rendered = render_with_images(&format!("<style>{css}</style><p>x"));
        assert_eq!(rendered.remote_image_count(), 0, "{css}");
        assert!(rule.contains("mail:") || rendered.remote[0].url == "https://i.example/h", "{css}");
    }
}

#[test]
fn rule_that_applies_always_keeps_its_images() {
    for rule in [
        "p{background:url(https://i.example/a)}",
        "td.x > b:first-child{background-image:url(https://i.example/a)}",
        "p:nth-child(2n+1){background:url(https://i.example/a)}",
        "ul{list-style-image:url(https://i.example/a)}",
        "a:any-link{background:url(https://i.example/a)}",
        "@media screen{p{background:url(https://i.example/a)}}",
        "@media all,print{p{background:url(https://i.example/a)}}",
        "@media only screen{@media all{p{background:url(https://i.example/a)}}}",
    ] {
        let rendered = render_with_images(&format!("<style>{rule}</style><p>x"));
        let sheet = style_sheet(&rendered);
        assert_eq!(sheet.matches("url(\"mail://localhost/T/image/0\")").count(), 1, "{rule}: {sheet}");
        assert_eq!(rendered.remote_image_count(), 1, "{rule}");
    }
}

#[test]
fn only_the_image_is_lost_where_a_rule_applies_sometimes() {
    for (source, expected) in [
        // Selectors that match always keep the image that they share with others.
        (
            "p,a:hover{color:red;background:url(https://i.example/a)}",
            ".mayfly-message p{color:red;background:url(\"mail://localhost/T/image/0\")}.mayfly-message a:hover{color:red}",
        ),
        ("p,a:hover{color:red}", ".mayfly-message p,.mayfly-message a:hover{color:red}"),
        // A colour beside it stays; without one, the image of the rule that applies always stays.
        (
            "p:hover{background:#000 url(https://i.example/a);font-weight:bold}",
            ".mayfly-message p:hover{background:#000 none;font-weight:bold}",
        ),
        ("p:hover{background:url(https://i.example/a) navy}", ".mayfly-message p:hover{background:none navy}"),
        ("p:hover{background:url(https://i.example/a) no-repeat}", ""),
        // Images that need no request are kept.
        (
            "p:hover{background:url(data:image/gif;base64,AAAA)}",
            ".mayfly-message p:hover{background:url(\"data:image/gif;base64,AAAA\")}",
        ),
        (
            "@media print{p{background:url(cid:a@b)}}",
            "@media print{.mayfly-message p{background:url(\"mail://localhost/T/part/a%40b\")}}",
        ),
    ] {
        assert_eq!(style_sheet(&render_with_images(&format!("<style>{source}</style><p>x"))), expected, "{source}");
    }
}

#[test]
fn markup_names_no_image_that_depends_on_the_window() {
    let rendered = render_with_images(
        "<picture><source media='(min-width:800px)' srcset='https://i.example/wide'>\
         <source srcset='https://i.example/2x 2x'><img src='https://i.example/a' loading=lazy sizes=50vw \
         srcset='https://i.example/b 2x' lowsrc='https://i.example/c' dynsrc='https://i.example/d'></picture>\
         <video poster='https://i.example/e'></video><input type=image src='https://i.example/f'>\
         <svg><image href='https://i.example/g'/></svg><img usemap='#m' src='https://i.example/h' fetchpriority=low>",
    );
    let images: Vec<_> =
        rendered.remote.iter().filter(|r| r.kind.is_displayable_image()).map(|r| r.url.as_str()).collect();
    assert_eq!(images, ["https://i.example/a", "https://i.example/h"]);
    for word in ["loading", "sizes", "srcset", "lowsrc", "dynsrc", "fetchpriority", "<picture", "<source"] {
        assert!(!rendered.document.contains(&format!(" {word}=")) && !rendered.document.contains(word), "{word}");
    }
}
