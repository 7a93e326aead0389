//! Words that a sender hid.

use super::{body, document_without_base_styles, extract_message_style_sheet, rendered};

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
            assert!(document_without_base_styles(&rendered).contains("display:none"), "{html}: {}", rendered.document);
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
            assert!(!document_without_base_styles(&rendered).contains("display:none"), "{html}: {}", rendered.document);
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
    assert_eq!(extract_message_style_sheet(html), ".mayfly-message .logo{background:#123;font-size:0}");
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
        "<div hidden>secret</div>a",
        "<button hidden>secret</button>a",
        "<dialog hidden='' open>secret</dialog>a",
    ] {
        let rendered = rendered(html);
        assert!(rendered.document.contains(" hidden=\"\""), "{html}");
        assert_eq!((&*rendered.text, &*rendered.snippet), ("a", "a"), "{html}");
    }
    assert_eq!(rendered("<div hidden>secret</div>").snippet, "");
    // The document's own style makes a box of a button, unless it is hidden.
    let document = rendered("<button hidden>secret</button>").document;
    let base = document.split("</style>").next().unwrap();
    assert!(base.find("{display:none}") > base.find(":where(.mayfly-e-button,.mayfly-e-input,"), "{base}");
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
