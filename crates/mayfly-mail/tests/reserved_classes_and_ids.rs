//! What is Mayfly's own in a document cannot be imitated, addressed or covered by a message.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use document_checker::{collect_all_nodes, find_document_violations, parse_as_browser};
use markup5ever_rcdom::NodeData;
use mayfly_mail::{RenderLimits, RenderOptions, RenderedBody, render, render_plain_text};

fn rendered(html: &str) -> RenderedBody {
    let options = RenderOptions::default();
    let rendered = render(html, &options);
    assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{html}");
    assert_eq!(render(&rendered.document, &options).document, rendered.document, "{html}");
    rendered
}

/// The document after its own style sheet: the styles of the message, and the body.
fn document_without_base_styles(rendered: &RenderedBody) -> String {
    rendered.document.split_once("</style>").unwrap().1.to_owned()
}

#[test]
fn no_name_of_mayfly_is_kept() {
    for html in [
        "<p class='x mayfly-note'>words</p>",
        "<p class='mayfly-note'>words</p>",
        "<p class='Mayfly-Note MAYFLY-MESSAGE'>words</p>",
        "<p class='mayfly-&#110;ote'>words</p>",
        "<div class=mayfly-message>words</div>",
        "<div class=mayfly-message></div><p class=mayfly-note>words</p>",
        "<div class='mayfly-message x' id=mayfly-message style='height:9px'>words</div>",
        "<div class=mayfly-text>words</div>",
        "<details class=mayfly-quote open><summary>words</summary></details>",
        "<p id=mayfly-base>words</p>",
        "<body class=mayfly-note id=mayfly-base>words",
        "<p name=mayfly-x for=mayfly-x data-mayfly-pixel=x data-mayfly=y>words</p>",
        "words<img data-mayfly-pixel='https://a.example/x'>",
        "<p style='--mayfly-x:1;color:var(--mayfly-x)'>words</p>",
        "<style id=mayfly-base>p{color:red}</style>words",
        "<style>.mayfly-message{height:0;min-height:0!important}</style>words",
        "<style>.mayfly-note,#mayfly-base,.MAYFLY-note{display:none}</style>words",
        "<style>[class^=mayfly],[class*=Mayfly],[id|=mayfly]{display:none}</style>words",
        "<style>.mayfly-message + p,.mayfly-message ~ *{display:none}</style>words",
        "<style>p:not(.mayfly-x),.mayfly-message:hover,div.mayfly-message{display:none}</style>words",
        "<style>.m\\61yfly-message{display:none}</style>words",
    ] {
        let rendered = rendered(html);
        assert!(!rendered.truncated, "{html}: a note that nothing was cut for");
        assert_eq!(rendered.text, "words", "{html}");
        assert!(rendered.remote.is_empty(), "{html}");
        let part = document_without_base_styles(&rendered).to_lowercase();
        let own = "<body><div class=\"mayfly-message";
        assert_eq!(
            part.matches("mayfly").count(),
            1 + part.matches("<style>.mayfly-message p{color:red}").count(),
            "{part}"
        );
        assert!(part.contains(own) && !part.contains("height:0") && !part.contains("display:none"), "{html}: {part}");
    }
}

#[test]
fn only_a_message_of_plain_text_has_the_classes_that_lay_out_text() {
    let options = RenderOptions::default();
    let plain = render_plain_text("> quoted\n\nwords", &options);
    assert!(
        plain.document.contains("<div class=\"mayfly-text\">") && plain.document.contains("class=\"mayfly-quote\"")
    );
    assert_eq!(render(&plain.document, &options).document, plain.document);
    for html in [
        "<body><div class=\"mayfly-text\">words</div></body>",
        "</head><body><div class=\"mayfly-message\"><div class=\"mayfly-text\">words</div></div></body></html>",
    ] {
        assert!(!document_without_base_styles(&rendered(html)).contains("mayfly-text"), "{html}");
    }
}

#[test]
fn roles_that_speak_for_the_app_are_removed() {
    let roles = |html: &str| {
        let document = rendered(html).document;
        collect_all_nodes(&parse_as_browser(&document))
            .iter()
            .filter_map(|(node, _)| match &node.data {
                NodeData::Element { attrs, .. } => {
                    attrs.borrow().iter().find(|a| &*a.name.local == "role").map(|a| a.value.to_string())
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    for role in [
        "alert",
        "alertdialog",
        "dialog",
        "status",
        "log",
        "application",
        "marquee",
        "timer",
        "banner",
        "main",
        "navigation",
        "contentinfo",
        "button",
        "menu",
        "tooltip",
        "note",
        "ALERT",
        "presentation alert",
        "",
    ] {
        assert_eq!(roles(&format!("<div role=\"{role}\">x</div>")), Vec::<String>::new(), "{role}");
    }
    for role in ["presentation", "none", "img", "list", "listitem", "article", "heading"] {
        assert_eq!(roles(&format!("<div role={}>x</div>", role.to_uppercase())), [role]);
    }
}

/// A message that is cut, with these styles and this markup.
fn render_truncated(html: &str) -> RenderedBody {
    let limits = RenderLimits { max_elements: 20, ..RenderLimits::default() };
    let options = RenderOptions { limits, ..RenderOptions::default() };
    let rendered = render(&format!("{html}{}", "<br>".repeat(50)), &options);
    assert!(rendered.truncated, "{html}");
    assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{html}");
    assert_eq!(render(&rendered.document, &options).document, rendered.document, "{html}");
    rendered
}

#[test]
fn note_about_a_cut_message_stands_outside_of_the_message() {
    for html in [
        "<p>words",
        "<p class=mayfly-note>Nothing was cut.</p>",
        "</div></div></body></html><p class=mayfly-note>Nothing was cut.</p>",
        "<style>body{height:0;min-height:0!important;float:left;overflow:hidden;display:none}</style>",
        "<style>body+p,body~*,html>p,p:last-child,.mayfly-note,[class=mayfly-note],:root>p{display:none}</style>",
        "<body class=x id=y><style>body#y.x{max-height:1px!important}</style>",
    ] {
        let rendered = render_truncated(html);
        let document = &rendered.document;
        let note = "</div><p class=\"mayfly-note\">This message was cut because it is too long or too complex to show.</p></body></html>";
        assert!(document.ends_with(note), "{html}");
        assert_eq!(document.matches("class=\"mayfly-note\"").count(), 1, "{html}");
        // Important declarations in a layer override those of the message.
        let own = document.split("</style>").next().unwrap();
        assert!(own.ends_with(".mayfly-note{clear:both;position:relative;z-index:1;background:Canvas}}"), "{own}");
        assert!(own.contains("@layer{.mayfly-message{display:flow-root!important;"), "{own}");
        // Selectors of the message reach its own element and what is inside.
        let sheet = document.split("<style>").nth(1).map(|s| s.split("</style>").next().unwrap()).unwrap_or_default();
        assert!(!sheet.contains("note") && !sheet.contains('~') && !sheet.contains('+'), "{sheet}");
    }
    // A message that is whole has neither the note nor its styles.
    assert!(!rendered("<p>words").document.contains("@layer"));
}

#[test]
fn message_cannot_raise_itself_above_the_note() {
    for style in [
        "z-index:2147483647",
        "position:absolute",
        "position:fixed",
        "position:sticky",
        "top:100vh",
        "bottom:-9em",
        "inset:0",
        "transform:translateY(9em)",
        "translate:0 9em",
        "margin-bottom:-9em",
        "margin:0 0 calc(0px - 9em)",
        "margin-block-end:-9em",
        "outline:99em solid",
        "box-shadow:0 -9em",
        "filter:blur(1px)",
        "clip-path:none",
        "will-change:transform",
        "contain:none",
        "isolation:auto",
        "zoom:9",
        "offset:path('M0 0')",
        "mask:none",
        "anchor-name:--a",
        "shape-outside:circle()",
        "writing-mode:vertical-rl",
        "inset-block-end:-9em",
    ] {
        let rendered = render_truncated(&format!("<p style=\"{style}\">x</p><style>p{{{style}}}</style>"));
        if let Some((property, _)) = style.split_once(":-9em").filter(|(property, _)| property.starts_with("margin")) {
            // No margin is the nearest that there is to one below zero.
            assert!(rendered.document.contains(&format!("<p style=\"{property}:0\">x</p>")), "{style}");
            continue;
        }
        assert!(rendered.document.contains("<p>x</p>"), "{style}: {}", document_without_base_styles(&rendered));
        assert!(!rendered.document.contains("<style>"), "{style}");
    }
}
