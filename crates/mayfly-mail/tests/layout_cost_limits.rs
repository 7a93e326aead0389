//! What the bounds of layout leave of mail that held the window, and that they leave other mail alone.

mod slow_layout_cases;

use std::fmt::Write as _;

use mayfly_mail::{RenderOptions, RenderedBody, render};
use slow_layout_cases::{CASES, expand_repetitions, parse_cases};

fn rendered(markup: &str) -> RenderedBody {
    render(markup, &RenderOptions::default())
}

#[test]
fn slow_mail_is_cut_or_changed_as_listed() {
    let mut table =
        String::from("characters of text and elements before and after; whether a note says that it is cut\n\n");
    for case in parse_cases(CASES) {
        let (after, again) = (rendered(&case.markup), rendered(&rendered(&case.markup).document));
        assert_eq!(after.document, again.document, "{}: rendering again changes nothing", case.name);
        let body = after.document.split_once("<body>").map_or("", |(_, body)| body);
        let elements = |markup: &str| markup.bytes().zip(markup.bytes().skip(1)).filter(is_start_of_tag).count();
        let note = if after.truncated { "cut" } else { "" };
        let (before, after_count) = (elements(&case.markup), elements(body));
        writeln!(
            table,
            "{}: {} characters, {before} → {after_count} elements {note}",
            case.name,
            after.text.chars().count()
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

fn is_start_of_tag((sign, next): &(u8, u8)) -> bool {
    *sign == b'<' && next.is_ascii_alphabetic()
}

#[test]
fn mail_that_only_looks_costly_is_kept_as_it_is() {
    for (what, source) in [
        ("blocks in a float", "<blockquote style=\"float:left\">⟨3000×<div>x</div>⟩</blockquote>"),
        ("empty blocks in a float", "<blockquote style=\"float:left;width:400px\">⟨3000×<div></div>⟩</blockquote>"),
        ("floats beside text", "⟨300×<p><img align=left width=20 height=20 alt=x>Some words.</p>⟩"),
        ("nested tables", "⟨12×<table width=100%><tr><td>⟩x⟨12×</td></tr></table>⟩"),
        ("padding in per cent", "⟨8×<div style=\"padding:1%\">⟩x⟨8×</div>⟩"),
        ("a long list", "<ul>⟨1000×<li>x</li>⟩</ul>"),
        ("cells that span", "<table>⟨100×<tr><td rowspan=2>x</td><td>y</td></tr><tr><td>z</td></tr>⟩</table>"),
        ("cards with shadows", "⟨100×<div style=\"box-shadow:0 2px 8px #ccc\">x</div>⟩"),
        ("a long text", "<p>⟨20000×word ⟩</p>"),
    ] {
        let rendered = rendered(&expand_repetitions(source));
        assert!(!rendered.truncated, "{what}");
        assert!(!rendered.document.contains("!important\"></span>"), "{what}");
    }
}
