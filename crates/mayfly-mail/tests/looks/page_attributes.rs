//! The attributes and the rules of the page.

use super::{extract_message_style_sheet, rendered, wrapper_start_tag};

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
        assert_eq!(extract_message_style_sheet(html), expected, "{html}");
    }
    assert!(wrapper_start_tag("<html id=a><body id=b>").contains("id=\"b\""));
    assert!(wrapper_start_tag("<html id=a><body>").contains("id=\"a\""));
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
        assert!(wrapper_start_tag(html).ends_with(expected), "{html}: {}", wrapper_start_tag(html));
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
        assert_eq!(extract_message_style_sheet(html), expected, "{html}");
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
        assert!(wrapper_start_tag(html).ends_with(style), "{html}: {}", wrapper_start_tag(html));
    }
}
