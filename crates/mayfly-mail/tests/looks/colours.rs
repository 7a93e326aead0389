//! Colours and backgrounds.

use super::{body, extract_message_style_sheet, rendered, wrapper_start_tag};

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
        assert_eq!(extract_message_style_sheet(html), expected, "{html}");
    }
    // Five digits are a colour in an attribute.
    assert!(
        wrapper_start_tag("<body bgcolor=#1177b text=white>x")
            .ends_with("style=\"background-color:#1177b0;color:white\"")
    );
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
    // An entity at the end of what is in front.
    let html = "<p style='font:\"x\";background-color:var(--b)'>x";
    assert_eq!(body(html), "<p style=\"font:&quot;x&quot;\">x</p>");
    // By rules.
    let html =
        "<style>.hero{background:url(//a.test/a.png)}.hero h1{color:#fff}</style><div class=hero><h1>x</h1></div>";
    assert_eq!(
        extract_message_style_sheet(html),
        ".mayfly-message .hero{background:none}.mayfly-message .hero h1{color:#fff}"
    );
    assert_eq!(body(html), "<div class=\"hero\" style=\"background-color:#333\"><h1>x</h1></div>");
    let html = "<style>@media screen{.hero{background:var(--x)}}.b{color:red}</style><div class=hero><b style='color:#fff'>x</b></div>";
    assert_eq!(extract_message_style_sheet(html), ".mayfly-message .b{color:red}");
    assert_eq!(body(html), "<div class=\"hero\" style=\"background-color:#333\"><b style=\"color:#fff\">x</b></div>");
    // Of the page.
    for html in [
        "<body background=//a.test/a.png text=white>x",
        "<body style='background:url(//a.test/a.png);color:white'>x",
        "<html style='background:url(//a.test/a.png)'><body text=white>x",
        "<style>body{background:url(//a.test/a.png);color:white}</style><body>x",
    ] {
        assert!(
            wrapper_start_tag(html).ends_with(";background-color:#333\"")
                || wrapper_start_tag(html).ends_with("\"background-color:#333\""),
            "{html}: {}",
            wrapper_start_tag(html)
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
