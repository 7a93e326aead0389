//! What a sender shows is shown, and what a sender hides stays hidden: in the document, the text and the snippet.
//!
//! What counts is what a browser draws. The expectations are on what is written, and say what that makes a browser do.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::find_violations;
use mayfly_mail::{RenderOptions, Rendered, render};

fn rendered(html: &str) -> Rendered {
    let options = RenderOptions::default();
    let rendered = render(html, &options);
    assert_eq!(find_violations(&rendered.document), Vec::<String>::new(), "{html}");
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

/// The style sheet of the message.
fn sheet(html: &str) -> String {
    let document = rendered(html).document;
    document.split("<style>").nth(1).map(|rest| rest.split("</style>").next().unwrap().to_owned()).unwrap_or_default()
}

/// The start tag of the element around the message.
fn wrapper(html: &str) -> String {
    let document = rendered(html).document;
    document.split("<body>").nth(1).unwrap().split('>').next().unwrap().to_owned()
}

/// Declarations that put an element out of sight, with what hides it in the document.
const OFF_SCREEN: &[&str] = &[
    "position:absolute;left:-9999px",
    "left:-9999px;position:absolute",
    "position:absolute;left:-10000px!important;display:block!important",
    "POSITION:Absolute;LEFT:-999EM",
    "position:fixed;top:-9999px",
    "position:relative;left:-9999px",
    "position:absolute;right:-5000px",
    "position:absolute;left:-100vw",
    "position:absolute;left:-100%",
    "position:absolute;left:calc(0px - 9999px)",
    "position:absolute;inset:-9999px auto auto -9999px",
    "position:absolute;clip:rect(0 0 0 0)",
    "position:absolute;clip:rect(1px,1px,1px,1px);color:red",
    "position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip:rect(0,0,0,0);border:0",
    "position:absolute;width:1px;height:1px;overflow:hidden",
    "position:absolute;max-height:0;overflow:hidden",
    "clip-path:inset(50%)",
    "clip-path:inset(100% 0 0 0)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "-webkit-clip-path:inset(100%)",
    "margin-left:-9999px",
    "margin:-9999px 0 0 -9999px",
    "margin-top:-9999px",
    "text-indent:-9999px",
    "text-indent:-999em;color:red",
    "transform:scale(0)",
    "transform:scale(0,1)",
    "transform:translateX(-9999px)",
    "-webkit-transform:translate(-2000px,0)",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:rotateY(90deg)",
    "translate:-9999px",
    "scale:0",
    "content-visibility:hidden",
];

#[test]
fn words_out_of_sight_are_not_shown() {
    for style in OFF_SCREEN {
        for html in [
            format!("<p>shown</p><p style='{style}'>secret</p>"),
            format!("<p>shown <span style='{style}'>secret</span></p>"),
            format!("<style>.h{{{style}}}</style><p>shown</p><div class=h>secret</div>"),
            format!("<p>shown</p><p class=h>secret</p><style>p.h,b{{{style}}}</style>"),
            format!("<style>@media screen{{#h{{{style}}}}}</style><p>shown</p><p id=h><b>secret</b></p>"),
        ] {
            let rendered = rendered(&html);
            assert!(rendered.document.contains("display:none"), "{html}: {}", rendered.document);
            assert_eq!((&*rendered.text, &*rendered.snippet), ("shown", "shown"), "{html}");
        }
    }
}

#[test]
fn hidden_first_words_are_still_the_preview() {
    let html = "<div style='position:absolute;left:-9999px'>Your parcel</div><p>Hello";
    assert_eq!(rendered(html).text, "Hello");
    assert_eq!(rendered(html).snippet, "Your parcel Hello");
    let html = "<style>.pre{position:absolute;left:-9999px}</style><div class=pre>Your parcel</div><p>Hello";
    assert_eq!(rendered(html).snippet, "Your parcel Hello");
}

#[test]
fn what_is_moved_a_little_or_back_stays_shown() {
    for style in [
        "position:absolute;left:-10px",
        "position:absolute;top:0;left:0",
        "position:absolute;left:50%;transform:translate(-50%,-50%)",
        "transform:translateX(-100%)",
        "left:-9999px",
        "position:static;left:-9999px",
        "position:absolute;left:-9999px;left:0",
        "position:absolute;clip:rect(0,600px,200px,0)",
        "position:absolute;clip:auto",
        "clip:rect(0 0 0 0)",
        "clip-path:inset(10px)",
        "clip-path:circle(50%)",
        "clip-path:polygon(0 0,100% 0,100% 90%,0 100%)",
        "margin:0 -9999px;padding:0 9999px",
        "margin-left:-20px",
        "text-indent:-20px;padding-left:20px",
        "transform:scale(1.1)",
        "transform:rotate(90deg)",
        "overflow:hidden;position:absolute;width:100%;height:40px",
        "position:relative;width:0;overflow:visible",
        "content-visibility:auto",
    ] {
        for html in [format!("<p style='{style}'>shown</p>"), format!("<style>p{{{style}}}</style><p>shown</p>")] {
            let rendered = rendered(&html);
            assert!(!rendered.document.contains("display:none"), "{html}: {}", rendered.document);
            assert_eq!(rendered.text, "shown", "{html}");
        }
    }
    // The padding that took a far margin back would move the words away without it.
    assert!(!body("<p style='margin:0 -9999px;padding:5px 9999px'>x</p>").contains("9999"));
}

#[test]
fn box_whose_words_are_out_of_sight_keeps_its_background() {
    let html = "<p>shown</p><p style='text-indent:-9999px;height:40px;background:#123'>secret</p>";
    assert_eq!(body(html), "<p>shown</p><p style=\"height:40px;background:#123;font-size:0\">secret</p>");
    assert_eq!(rendered(html).text, "shown");
    let html = "<style>.logo{text-indent:-9999px;background:#123}</style><p>shown</p><p class=logo>secret</p>";
    assert_eq!(sheet(html), ".mayfly-message .logo{background:#123;font-size:0}");
    assert_eq!(rendered(html).text, "shown");
}

#[test]
fn text_and_snippet_leave_out_what_rules_hide() {
    for (html, text) in [
        ("<style>.h{display:none}</style>a<b class=h>x</b>c", "ac"),
        ("<style>.h{visibility:hidden}.s{visibility:visible}</style>a<p class=h>x<b class=s>c</b>", "a\n\nc"),
        ("<style>.h{opacity:0}</style>a<b class=h>x<i>y</i></b>c", "ac"),
        ("<style>.h{font-size:0}b b{font-size:9px}</style>a<b class=h>x<b>c</b></b>", "ac"),
        ("<style>.h{display:none}.h.s{display:block}</style>a<p class='h s'>c", "a\n\nc"),
        ("<style>.h{display:none}</style>a<p class=h style='display:block'>c", "a\n\nc"),
        ("<style>.h{max-height:0;overflow:hidden}</style>a<p class=h>x", "a"),
        ("<style>.h{overflow:hidden;height:1px}</style>a<p class=h>x", "a"),
        ("a<p style='overflow:hidden;height:0'>x</p>", "a"),
        // What a narrow or a wide window shows is seen there.
        ("<style>.h{display:none}@media(max-width:600px){.h{display:block}}</style>a<p class=h>c", "a\n\nc"),
        ("<style>@media(max-width:600px){.h{display:none}}</style>a<p class=h>c", "a\n\nc"),
        // Layouts set the size to nothing on columns, and reset it inside.
        ("<div style='font-size:0'>x<p style='font-size:13px'>shown</p>y</div>", "shown"),
        ("<style>p{font-size:13px}</style><div style='font-size:0'>x<p>shown</p></div>", "shown"),
        ("<div style='font:0/0 a'>x</div>shown", "shown"),
    ] {
        assert_eq!(rendered(html).text, text, "{html}");
    }
}

#[test]
fn hidden_attribute_is_kept() {
    for html in [
        "a<div hidden>secret</div>",
        "a<div HIDDEN=''>secret</div>",
        "a<p hidden=until-found>secret</p>",
        "a<b hidden=hidden style='color:red'>secret</b>",
        "a<div popover>secret</div>",
        "a<div hidden popover=manual>secret<p>more</p></div>",
        "<style>b{color:red}</style>a<div hidden>secret <b>more</b></div>",
    ] {
        let rendered = rendered(html);
        assert!(rendered.document.contains(" hidden=\"\""), "{html}");
        assert_eq!((&*rendered.text, &*rendered.snippet), ("a", "a"), "{html}");
    }
    // As in browsers, a style shows it all the same.
    for html in
        ["a<div hidden style='display:block'>shown</div>", "<style>div{display:block}</style>a<div hidden>shown</div>"]
    {
        assert_eq!(rendered(html).text, "a\nshown", "{html}");
    }
    // A hidden name in a link is not what a reader sees of it.
    let html = "<a href=https://evil.test>Open <b hidden>the site</b> bank.example</a>";
    assert_eq!(rendered(html).links[0].text, "Open bank.example");
}

/// The attribute of the class that stands for an element's name.
fn class(name: &str) -> String {
    format!("class=\"mayfly-e-{name}\"")
}

#[test]
fn elements_that_are_not_allowed_keep_their_attributes() {
    let [label, foo, nobr, fieldset, legend, menu, form] =
        ["label", "foo", "nobr", "fieldset", "legend", "menu", "form"].map(class);
    for (html, expected, text) in [
        ("A<label style='font-size:0'>zz</label>B", format!("A<span style=\"font-size:0\" {label}>zz</span>B"), "AB"),
        ("a<foo style='display:none'>zz</foo>b", format!("a<span style=\"display:none\" {foo}>zz</span>b"), "ab"),
        ("a<foo hidden>zz</foo>b", format!("a<span hidden=\"\" {foo}>zz</span>b"), "ab"),
        ("a<foo>zz</foo>b", "azzb".to_owned(), "azzb"),
        ("a<o:p></o:p>b", "ab".to_owned(), "ab"),
        (
            "<label style='display:block'>Order</label>47",
            format!("<span style=\"display:block\" {label}>Order</span>47"),
            "Order\n47",
        ),
        ("<nobr>a b</nobr>", format!("<span {nobr}>a b</span>"), "a b"),
        (
            "<fieldset><legend>Order</legend>47</fieldset>",
            format!("<section {fieldset}><section {legend}>Order</section>47</section>"),
            "Order\n47",
        ),
        (
            "<button>a</button><button>b</button>",
            format!("<span {0}>a</span><span {0}>b</span>", class("button")),
            "a b",
        ),
        ("<menu><li>a<li>b</menu>c", format!("<ul {menu}><li>a</li><li>b</li></ul>c"), "- a\n- b\n\nc"),
        ("a<form>b</form>c", format!("a<section {form}>b</section>c"), "a\nb\nc"),
        ("<table><form><tr><td>a</form></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>".to_owned(), "a"),
        ("<form><div>a</form>b</div>c</form>", format!("<section {form}><div>ab</div>c</section>"), "ab\nc"),
        ("<xmp><b>a</xmp>", format!("<pre {}>&lt;b&gt;a</pre>", class("xmp")), "<b>a"),
        (
            "a<textarea style='display:none'>zz</textarea>",
            format!("a<span style=\"display:none\" {}>zz</span>", class("textarea")),
            "a",
        ),
        ("a<dialog>zz</dialog>", format!("a<section {} hidden=\"\">zz</section>", class("dialog")), "a"),
        ("<dialog open>a</dialog>", format!("<section {}>a</section>", class("dialog")), "a"),
        // The ends of others do not end them.
        ("<foo style='color:red'>a</span>b</foo>c", format!("<span style=\"color:red\" {foo}>ab</span>c"), "abc"),
        (
            "<foo style='color:red'>a</bar>b<bar id=x>c</foo>d",
            format!("<span style=\"color:red\" {foo}>ab<span id=\"x\" {}>c</span></span>d", class("bar")),
            "abcd",
        ),
    ] {
        // The order of attributes is irrelevant.
        let sorted = |html: &str| {
            let mut words: Vec<String> = html.replace('>', " >").split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(&body(html)), sorted(&expected), "{html}: {}", body(html));
        assert_eq!(rendered(html).text, text, "{html}");
    }
}

#[test]
fn buttons_look_like_buttons() {
    let html = "<a href=https://a.test><button style='background:#05c;color:#fff;padding:12px'>Go</button></a>";
    let button = "<span style=\"background:#05c;color:#fff;padding:12px\" class=\"mayfly-e-button\">Go</span></a>";
    assert!(body(html).ends_with(button), "{}", body(html));
    assert_eq!(rendered(html).links[0].text, "Go");
    for (html, expected) in [
        ("<button>Go</button>", "<span class=\"mayfly-e-button\">Go</span>"),
        ("<input type=submit value='Go &amp; &lt;see'>", "<span class=\"mayfly-e-input\">Go &amp; &lt;see</span>"),
        ("<input type=SUBMIT>", "<span class=\"mayfly-e-input\">Submit</span>"),
        ("<input type=button value=Go class=x>", "<span class=\"x mayfly-e-input\">Go</span>"),
        ("a<input value=b><input type=hidden value=c><input type=checkbox value=d>", "a"),
        (
            "<button class='btn big'>Go<button>On</button>",
            "<span class=\"btn big mayfly-e-button\">Go</span><span class=\"mayfly-e-button\">On</span>",
        ),
    ] {
        assert_eq!(body(html), expected, "{html}");
    }
    // The document's own style gives them a box, which the message's styles override.
    let document = rendered("<button>Go</button>").document;
    let base = document.split("</style>").next().unwrap();
    assert!(
        base.contains(":where(.mayfly-message) :where(.mayfly-e-button,.mayfly-e-input){width:fit-content;"),
        "{base}"
    );
}

#[test]
fn rules_for_elements_that_are_not_allowed_still_apply() {
    for (rules, expected) in [
        ("button{color:red}", ".mayfly-message span:where(.mayfly-e-button){color:red}"),
        ("LABEL.x > b{color:red}", ".mayfly-message span:where(.mayfly-e-label).x>b{color:red}"),
        ("td form:hover{color:red}", ".mayfly-message td section:where(.mayfly-e-form):hover{color:red}"),
        ("input[type=submit]{color:red}", ".mayfly-message span:where(.mayfly-e-input){color:red}"),
        ("input[type=text]{color:red}", ".mayfly-message span:where(.mayfly-e-input)[type=\"text\"]{color:red}"),
        ("o\\:p{color:red}", ".mayfly-message span:where(.mayfly-e-o\\:p){color:red}"),
        (
            "foo:not(label){color:red}",
            ".mayfly-message span:where(.mayfly-e-foo):not(span:where(.mayfly-e-label)){color:red}",
        ),
    ] {
        assert_eq!(sheet(&format!("<style>{rules}</style>x")), expected, "{rules}");
    }
    for html in [
        "<style>foo{display:none}</style>a<foo>zz</foo>b",
        "a<foo>zz</foo>b<style>x,FOO{display:none}</style>",
        "<style>o\\:p{display:none}</style>a<o:p>zz</o:p>b",
        "<style>label,b b{font-size:0}</style>a<label>zz</label>b",
        "<style>.x button{position:absolute;left:-9999px}</style>a<b class=x><button>zz</button></b>b",
    ] {
        assert_eq!(rendered(html).text, "ab", "{html}: {}", body(html));
    }
}

#[test]
fn no_sender_can_wear_the_class_of_an_elements_name() {
    for html in [
        "<p class=mayfly-e-button>words</p>",
        "<p class='x mayfly-e-label'>words</p>",
        "<p class='mayfly-0123456789abcdef-button'>words</p>",
        "<style>.mayfly-e-button,:where(.mayfly-e-button),span:where(.mayfly-e-x){color:red}</style>words",
    ] {
        let document = rendered(html).document;
        assert!(!document.split_once("</style>").unwrap().1.contains("-button"), "{html}");
        assert!(!document.split_once("</style>").unwrap().1.contains("mayfly-e-"), "{html}");
    }
}

/// The media queries of the document's own style that make the padding of a block a part of its width.
fn narrowed_blocks(html: &str) -> Vec<String> {
    let document = rendered(html).document;
    let base = document.split("</style>").next().unwrap();
    let queries = base.split("@media (max-width:").skip(1).filter(|rule| rule.contains("box-sizing:border-box"));
    queries.map(|rule| rule.split("px)").next().unwrap().to_owned()).collect()
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
        ("<p style='width:600px;padding:8px'>x</p>", vec![]),
        ("<div style='width:600px;padding:8px'>x</div>", vec!["647"]),
        ("<div style='color:red;line-height:2;width:400px'>x</div>", vec!["447"]),
        ("<style>.c{width:600px;padding:20px}</style><div class=c>x</div>", vec!["647"]),
        ("<style>@media(max-width:500px){.c{width:400px;padding:20px}}</style><div class=c>x</div>", vec![]),
    ] {
        assert_eq!(narrowed_blocks(html), widths, "{html}");
    }
    let document = rendered("<style>.c>div,p{width:600px!important;padding:20px}</style>x").document;
    let rule = "@media (max-width:647px){.mayfly-message .c>div,.mayfly-message p{box-sizing:border-box}}";
    assert!(document.split("</style>").next().unwrap().contains(rule), "{document}");
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
    assert!(sheet(html).starts_with(".mayfly-message p{margin:1rem}"), "{}", sheet(html));
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
        assert_eq!(sheet(&format!("<style>{source}</style>x")), expected, "{source}");
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

#[test]
fn rules_may_name_the_page_by_a_class_or_id() {
    for (html, expected) in [
        ("<style>.pg{color:red}</style><body class='x pg'>x", ".mayfly-message .pg,.mayfly-message.pg{color:red}"),
        (
            "<head><style>#pg td{color:red}</style><title>pg</title></head><body id=pg>x",
            ".mayfly-message #pg td,.mayfly-message#pg td{color:red}",
        ),
        (
            "<html class=h><style>.h .pg>p{color:red}</style><body class=pg>x",
            ".mayfly-message .h .pg>p,.mayfly-message.h.pg>p{color:red}",
        ),
        (
            "<html class=h><style>html .pg,*.pg{color:red}</style><body class=pg>x",
            ".mayfly-message .pg,.mayfly-message.pg,.mayfly-message *.pg,.mayfly-message.pg{color:red}",
        ),
        ("<style>td.pg,.y{color:red}</style><body class=pg>x", ".mayfly-message td.pg,.mayfly-message .y{color:red}"),
        ("<style>.pg+p{color:red}</style><body class=pg>x", ".mayfly-message .pg+p{color:red}"),
        (
            "<style>.pg{color:red}</style><!--[if mso]><body class=pg><![endif]--><body>x",
            ".mayfly-message .pg{color:red}",
        ),
        ("<style>.mayfly-message{color:red}</style><body class=mayfly-message>x", ""),
    ] {
        assert_eq!(sheet(html), expected, "{html}");
    }
    assert!(wrapper("<html id=a><body id=b>").contains("id=\"b\""));
    assert!(wrapper("<html id=a><body>").contains("id=\"a\""));
}

#[test]
fn refused_background_has_a_substitute_or_loses_its_colour() {
    for (html, expected) in [
        // The value of the page, of the block itself, or the fallback.
        ("<style>:root{--b:#17b}</style><p style='background:var(--b);color:#fff'>x", "background:#17b;color:#fff"),
        (
            "<style>p{margin:0}body{--b: #17b }</style><p style='background:var( --b )!important'>x",
            "background:#17b!important",
        ),
        ("<html style='--b:#17b'><p style='background:var(--b);color:#fff'>x", "background:#17b;color:#fff"),
        ("<p style='--b:#17b;background:var(--b);color:#fff'>x", "background:#17b;color:#fff"),
        ("<p style='background:var(--b,#17b);color:#fff'>x", "background:#17b;color:#fff"),
        ("<p style='background:var(--b,var(--c, rgb(1,2,3)));color:#fff'>x", "background:rgb(1,2,3);color:#fff"),
        ("<style>:root{--a:1 2 3;--c:rgb(var(--a))}</style><p style='color:VAR(--c)'>x", "color:rgb(1 2 3)"),
        (
            "<p style='--o:1;background-color:rgb(1 2 3/var(--o));color:#fff'>x",
            "background-color:rgb(1 2 3/1);color:#fff",
        ),
        (
            "<p style='color:color(display-p3 1 1 1);background:color(srgb .0667 .4667 .7333)'>x",
            "color:rgb(255,255,255);background:rgb(17,119,187)",
        ),
        ("<p style='background:color(display-p3 0 .5 .5 / 50%)'>x", "background:rgba(0,130,129,0.5)"),
        ("<p style='background:image-set(\"//a.test/a.png\" 1x) #17b;color:#fff'>x", "background:none #17b;color:#fff"),
        (
            "<p style='background:-webkit-image-set(url(//a.test/a.png) 1x) #17b;color:#fff'>x",
            "background:none #17b;color:#fff",
        ),
        // Without a substitute the colour goes too.
        ("<p style='margin:0;color:#fff;background:var(--b)'>x", "margin:0"),
        ("<p style='margin:0;background:color(rec2020 0 0 0);color:#fff'>x", "margin:0"),
        (
            "<p style='margin:0;background:var(--b);background-color:#123;color:#fff'>x",
            "margin:0;background-color:#123;color:#fff",
        ),
        // What no browser reads changes nothing.
        ("<p style='background:#12;color:#333'>x", "color:#333"),
        ("<p style='background:-moz-linear-gradient(red,blue);color:#333'>x", "color:#333"),
    ] {
        assert!(body(html).contains(&format!("<p style=\"{expected}\">x")), "{html}: {}", body(html));
    }
    for (html, expected) in [
        (
            "<style>.b{background:var(--b);color:#fff}:root{--b:#17b}</style>x",
            ".mayfly-message .b{background:#17b;color:#fff}",
        ),
        ("<style>.b{background:var(--b);color:#fff}</style>x", ""),
        (
            "<style>:root{--b:url(//a.test/a.png)}.b{background:var(--b) #17b}</style>x",
            ".mayfly-message .b{background:none #17b}",
        ),
        ("<style>:root{--a:var(--b);--b:var(--a)}.b{color:var(--a,red)}</style>x", ".mayfly-message .b{color:red}"),
    ] {
        assert_eq!(sheet(html), expected, "{html}");
    }
    // Five digits are a colour in an attribute.
    assert!(wrapper("<body bgcolor=#1177b text=white>x").ends_with("style=\"background-color:#1177b0;color:white\""));
    assert!(body("<table><td bgcolor='#1177b'>x").contains("<td bgcolor=\"#1177b0\">"));
    assert!(body("<font color=f00>x").contains("color=\"#0f0000\""));
}

#[test]
fn blocked_background_image_does_not_leave_white_on_white() {
    for (html, expected) in [
        (
            "<div style='background:url(//a.test/a.png);color:#fff'>x",
            "<div style=\"background:none;color:#fff;background-color:#333\">x",
        ),
        (
            "<table><td background=//a.test/a.png><b style='color:white'>x",
            "<td style=\"background-color:#333\"><b style",
        ),
        (
            "<table><td background=//a.test/a.png style='color:white'>x",
            "<td style=\"color:white;background-color:#333\">x",
        ),
        ("<div style='background:var(--b)'><b style='color:#fff'>x", "<div style=\"background-color:#333\"><b"),
        // Black and white letters on one picture.
        (
            "<div style='background:url(//a.test/a.png)'><b style='color:#fff'>x</b> <i style='color:#000'>x",
            "<div style=\"background:none;background-color:#767676\"><b",
        ),
        // Dark letters on a dark page.
        (
            "<div style='background:#222'><div style='background:url(//a.test/a.png);color:#111'>x",
            "<div style=\"background:none;color:#111;background-color:#fff\">x",
        ),
        // What can be read stays, and what was hidden before.
        ("<div style='background:url(//a.test/a.png);color:#333'>x", "<div style=\"background:none;color:#333\">x"),
        (
            "<div style='background:url(//a.test/a.png)'><p style='background:#000;color:#fff'>x",
            "<div style=\"background:none\"><p",
        ),
        (
            "<div style='background:#17b url(//a.test/a.png);color:#fff'>x",
            "<div style=\"background:#17b none;color:#fff\">x",
        ),
        (
            "<table><td bgcolor=#112233 background=//a.test/a.png style='color:#fff'>x",
            "<td bgcolor=\"#112233\" style=\"color:#fff\">x",
        ),
        (
            "<div style='background:#fff'><p style='color:#fff'>x",
            "<div style=\"background:#fff\"><p style=\"color:#fff\">x",
        ),
        (
            "<div style='background:url(//a.test/a.png)'><p style='color:#fff;display:none'>x",
            "<div style=\"background:none\"><p",
        ),
        (
            "<div style='background:url(//a.test/a.png);color:#fff'> &nbsp;</div>x",
            "<div style=\"background:none;color:#fff\">",
        ),
    ] {
        assert!(body(html).contains(expected), "{html}: {}", body(html));
        assert!(!rendered(html).document.contains("mayfly-lost"), "{html}");
    }
    // By rules.
    let html =
        "<style>.hero{background:url(//a.test/a.png)}.hero h1{color:#fff}</style><div class=hero><h1>x</h1></div>";
    assert_eq!(sheet(html), ".mayfly-message .hero{background:none}.mayfly-message .hero h1{color:#fff}");
    assert_eq!(body(html), "<div class=\"hero\" style=\"background-color:#333\"><h1>x</h1></div>");
    let html = "<style>@media screen{.hero{background:var(--x)}}.b{color:red}</style><div class=hero><b style='color:#fff'>x</b></div>";
    assert_eq!(sheet(html), ".mayfly-message .b{color:red}");
    assert_eq!(body(html), "<div class=\"hero\" style=\"background-color:#333\"><b style=\"color:#fff\">x</b></div>");
    // Of the page.
    for html in [
        "<body background=//a.test/a.png text=white>x",
        "<body style='background:url(//a.test/a.png);color:white'>x",
        "<html style='background:url(//a.test/a.png)'><body text=white>x",
        "<style>body{background:url(//a.test/a.png);color:white}</style><body>x",
    ] {
        assert!(
            wrapper(html).ends_with(";background-color:#333\"") || wrapper(html).ends_with("\"background-color:#333\""),
            "{html}: {}",
            wrapper(html)
        );
        assert!(!rendered(html).document.contains("mayfly-lost"), "{html}");
    }
}

#[test]
fn letters_that_show_their_background_stay_readable() {
    for (style, expected) in [
        (
            "background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent",
            "background:linear-gradient(red,blue);background-clip:text;color:transparent",
        ),
        (
            "background:linear-gradient(red,blue);background-clip:text;-webkit-text-fill-color:transparent;color:red",
            "background:linear-gradient(red,blue);background-clip:text;color:transparent",
        ),
        (
            "background:#17b;-webkit-background-clip:text;-webkit-text-fill-color:transparent",
            "background:#17b;background-clip:text;color:transparent",
        ),
        // Without the background there would be nothing to see.
        (
            "margin:0;background:url(//a.test/a.png);-webkit-background-clip:text;color:transparent",
            "margin:0;background:none",
        ),
        ("margin:0;background:var(--b);background-clip:text;-webkit-text-fill-color:transparent", "margin:0"),
        ("-webkit-text-fill-color:#fff;background:#123", "background:#123;color:#fff"),
        ("color:red;-webkit-text-fill-color:currentcolor", "color:red"),
        // The sender's own way to hide words.
        ("-webkit-text-fill-color:transparent", "color:transparent"),
    ] {
        assert_eq!(body(&format!("<p style='{style}'>x</p>")), format!("<p style=\"{expected}\">x</p>"), "{style}");
    }
    // A reader sees such letters.
    let link = |style: &str| {
        let html = format!("<a href=https://evil.test>Open <b style='{style}'>bank.example</b></a>");
        rendered(&html).links[0].text.clone()
    };
    assert_eq!(
        link("background:linear-gradient(red,blue);background-clip:text;color:transparent"),
        "Open bank.example"
    );
    assert_eq!(link("background:#000;-webkit-background-clip:text;color:transparent"), "Open bank.example");
    assert_eq!(link("color:transparent"), "Open");
}

#[test]
fn first_body_has_its_attributes() {
    for (html, expected) in [
        (
            "<body bgcolor=red style='margin:0'>x<body bgcolor=blue style='margin:9px' text=navy>y",
            "style=\"background-color:red;margin:0;color:navy\"",
        ),
        ("<body class=a>x<body class=b id=c>y", "mayfly-message a\" id=\"c\""),
        ("<html lang=en><html lang=de dir=rtl>x", "dir=\"rtl\" lang=\"en\""),
        // A rule overrides the attributes.
        ("<style>.a{background:red}</style><body class=a bgcolor=blue>x", "mayfly-message a\""),
        ("<style>.b{background:red}</style><body class=a bgcolor=blue>x", "style=\"background-color:blue\""),
        ("<html style='color:red'><body style='margin:0'>x<html style='color:blue'>", "style=\"color:red;margin:0\""),
    ] {
        assert!(wrapper(html).ends_with(expected), "{html}: {}", wrapper(html));
    }
}

#[test]
fn rules_override_the_attributes_of_the_page() {
    for (html, expected) in [
        (
            "<style>.a{background:red}</style><body class=a bgcolor=blue text=white>x",
            ".mayfly-message{background-color:blue;color:white}.mayfly-message .a,.mayfly-message.a{background:red}",
        ),
        (
            "<style>body{color:red}</style><body background=//a.test/a.png text=white>x",
            ".mayfly-message{background-image:none;color:white}.mayfly-message{color:red}",
        ),
    ] {
        assert_eq!(sheet(html), expected, "{html}");
    }
}

#[test]
fn page_and_body_have_backgrounds_of_their_own() {
    let canvas = |html: &str| {
        let document = rendered(html).document;
        let base = document.split("</style>").next().unwrap().to_owned();
        let before = base.split_once("}@media screen{.mayfly-message{min-height:0}}")?.0.to_owned();
        Some(before.rsplit_once(":root{background:")?.1.to_owned())
    };
    for (html, colour, style) in [
        ("<html style='background:#eee'><body style='background:#fff'>x", Some("#eeeeee"), "style=\"background:#fff\""),
        (
            "<html style='background:#eee;color:red'><body bgcolor=white>x",
            Some("#eeeeee"),
            "style=\"color:red;background-color:white\"",
        ),
        ("<html style='background:#eee'><style>body{background:#fff}</style>x", Some("#eeeeee"), "mayfly-message\""),
        ("<style>html{background:navy}body{background:#fff}</style>x", Some("#000080"), "mayfly-message\""),
        // One alone, or the same of both, fills the page.
        ("<html style='background:#eee'><body>x", None, "style=\"background:#eee\""),
        (
            "<html style='background:#fff'><body bgcolor=white>x",
            None,
            "style=\"background:#fff;background-color:white\"",
        ),
        ("<style>html,body{background:#eee}</style>x", None, "mayfly-message\""),
        ("<style>html{background:#eee}@media print{body{background:#fff}}</style>x", None, "mayfly-message\""),
    ] {
        assert_eq!(canvas(html).as_deref(), colour, "{html}");
        assert!(wrapper(html).ends_with(style), "{html}: {}", wrapper(html));
    }
}
