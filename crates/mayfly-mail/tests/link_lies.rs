//! Links that show one place and lead to another. Each case is a link as a sender writes it, and whether it is flagged;
//! docs/security.md has the same table in words.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use mayfly_mail::{RemoteImagePolicy, RenderOptions, inspect_link, render};

const EVIL: &str = "https://evil.test/";

/// Whether any link of a message is flagged.
fn has_misleading_link(html: &str) -> bool {
    let options = RenderOptions::default();
    let rendered = render(html, &options);
    assert!(!rendered.links.is_empty(), "{html}");
    assert_eq!(render(&rendered.document, &options).links, rendered.links, "{html}");
    rendered.links.iter().any(|link| link.mismatch)
}

/// The content of a link to [`EVIL`] that shows `bank.example`.
const LIES: &[(&str, &str)] = &[
    ("the name alone", "bank.example"),
    ("a URL", "https://bank.example/login"),
    // Symbols and spaces.
    ("an arrow in front", "→ bank.example"),
    ("a quotation mark behind", "bank.example »"),
    ("a dash in front", "- bank.example"),
    ("an arrow without a space", "→bank.example"),
    ("bullets on both sides", "• bank.example •"),
    ("brackets", "[bank.example]"),
    ("angle brackets", "&lt;bank.example&gt;"),
    ("a picture in front", "🔒 bank.example"),
    ("a number in front", "1. bank.example"),
    ("a blank Braille cell behind", "bank.example\u{2800}"),
    ("a Hangul filler in front", "\u{3164}bank.example"),
    ("no-break spaces", "&nbsp;&nbsp;bank.example&nbsp;"),
    ("an ideographic space", "\u{3000}bank.example"),
    ("thin spaces within the name", "bank\u{200A}.\u{2009}example"),
    ("zero-width characters within the name", "bank\u{200B}.exam\u{2060}ple"),
    ("soft hyphens within the name", "bank&shy;.exam&shy;ple"),
    ("variation selectors and tags", "bank.example\u{FE0F}\u{E0061}"),
    ("a closing full stop", "bank.example."),
    ("look-alikes of the dot", "bank\u{2024}example"),
    ("a full-width dot", "bank．example"),
    ("full-width letters", "ｂａｎｋ.ｅｘａｍｐｌｅ"),
    ("mathematical letters", "𝐛𝐚𝐧𝐤.𝐞𝐱𝐚𝐦𝐩𝐥𝐞"),
    ("Cyrillic letters", "bаnk.example"),
    ("capitals", "BANK.EXAMPLE"),
    // Forms of an address.
    ("two slashes", "//bank.example"),
    ("two slashes and a path", "//bank.example/login"),
    ("backslashes", "https:\\\\bank.example"),
    ("a scheme without slashes", "https:bank.example"),
    ("a scheme set apart", "https:// bank.example"),
    ("a harmless-looking scheme", "hxxps://bank.example"),
    ("a port", "bank.example:443"),
    ("a path", "bank.example/login"),
    ("www. in a sentence", "see www.bank.example for more"),
    ("a URL in a sentence", "Go to https://bank.example now"),
    ("a URL behind a long sentence", "LONG https://bank.example"),
    ("a name as the user of a URL", "https://bank.example@evil.test/"),
    ("a name and a port as the user", "https://bank.example:443@evil.test/"),
    ("a mailbox", "support@bank.example"),
    ("a line of its own", "bank.example<br>Sign in here"),
    ("a block of its own", "<div>bank.example</div><div>Sign in here</div>"),
    // Hidden words.
    ("a word without size", "<span style='font-size:0'>x </span>bank.example"),
    ("a word of one pixel", "<span style='font-size:1px'>one two </span>bank.example"),
    ("a word of no em", "<span style='font-size:0em'>one </span>bank.example"),
    ("a font shorthand without size", "<span style='font:0/0 serif'>one </span>bank.example"),
    ("words that are not displayed", "bank.example<span style='display:none'>a b</span>"),
    ("invisible words", "bank.example<span style='visibility:hidden'> a b</span>"),
    ("transparent words", "bank.example<span style='opacity:0'> a b</span>"),
    ("nearly transparent words", "bank.example<span style='opacity:.01'> a b</span>"),
    ("words without a colour", "bank.example<span style='color:transparent'> a b</span>"),
    ("a colour without alpha", "bank.example<span style='color:rgba(0,0,0,0)'> a b</span>"),
    ("a colour in hex without alpha", "bank.example<span style='color:#0000'> a b</span>"),
    ("white on white", "bank.example<font color=white> a b</font>"),
    ("the colour of its background", "bank.example<span style='color:#eef;background:#eeeeff'> a b</span>"),
    ("a box without height", "bank.example<div style='height:0;overflow:hidden'>a b</div>"),
    (
        "an inline box without height",
        "bank.example<span style='display:inline-block;max-height:0;overflow:hidden'> a b</span>",
    ),
    ("a box without width", "bank.example<span style='display:inline-block;width:0;overflow:hidden'>a b</span>"),
    ("words moved far away", "bank.example<div style='text-indent:9999px;overflow:hidden'>a b</div>"),
    ("words in closed details", "bank.example<details><p>a b</p></details>"),
    ("five hundred hidden characters", "<span style='display:none'>HIDDEN</span>bank.example"),
    ("hidden words inside the name", "bank<span style='display:none'> x </span>.example"),
    (
        "visible words in a hidden box",
        "<b style='visibility:hidden'>a b <i style='visibility:visible'>bank.example</i></b>",
    ),
    (
        "words behind many spaces",
        "bank.example&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;a b",
    ),
    ("words in another line of <pre>", "<pre>bank.example\n\na b</pre>"),
    ("words in another line of a style", "<span style='white-space:pre-line'>a b\nbank.example</span>"),
    ("words in another cell", "<table width=100%><tr><td>bank.example<td>a b</table>"),
    (
        "words in another box",
        "<span style='display:inline-block;width:300px'>bank.example</span><span style='float:right'>a b</span>",
    ),
    // Order.
    ("written backwards in <bdo>", "<bdo dir=rtl>elpmaxe.knab</bdo>"),
    ("a path written backwards in <bdo>", "<bdo dir=rtl>nigol/elpmaxe.knab</bdo>"),
    ("backwards with a control", "\u{202e}elpmaxe.knab"),
    ("a path backwards with a control", "\u{202e}nigol/elpmaxe.knab\u{202c}"),
    ("a part backwards with a control", "bank\u{202e}elpmaxe.\u{202c}"),
    ("parts in an isolate", "\u{2067}example\u{200f}.\u{200f}bank\u{2069}"),
    ("<bdo> within <bdo>", "<bdo dir=rtl>elpmaxe.<bdo dir=ltr>bank</bdo></bdo>"),
    (
        "a reversed row",
        "<span style='display:inline-flex;flex-direction:row-reverse'><i>.example</i><i>bank</i></span>",
    ),
    ("a row from right to left", "<span style='display:flex;direction:rtl'><i>example.</i><i>bank</i></span>"),
    ("floats to the right", "<span style='float:right'>example</span><span style='float:right'>bank.</span>"),
    ("a float to the left", "example<span style='float:left'>bank.</span>"),
    ("a table from right to left", "<table dir=rtl cellspacing=0><tr><td>example.<td>bank</table>"),
    (
        "boxes that touch",
        "<span style='display:inline-block'>bank</span><span style='display:inline-block'>.example</span>",
    ),
    // Descriptions.
    ("the text of an image", "<img src=x alt='bank.example'>"),
    ("the texts of two images", "<img src=x alt='bank'><img src=x alt='.example'>"),
    ("a tooltip", "<span title='https://bank.example/'>Sign in</span>"),
    ("a tooltip of an image", "<img src=x alt='Sign in' title='bank.example'>"),
    ("a label that is read aloud", "<span aria-label='bank.example'>Sign in</span>"),
];

/// Links to [`EVIL`] that name no other place.
const HONEST: &[(&str, &str)] = &[
    ("words", "Sign in"),
    ("its own name", "evil.test"),
    ("a part of its own site", "https://www.evil.test/login"),
    ("an abbreviation", "Read e.g. the manual"),
    ("the name of a file", "report.pdf"),
    ("a version", "Version 2.0.1 is here"),
    ("a sentence with a full stop", "Read more."),
    ("two sentences", "Hello.World is out. Read it."),
    ("a name in passing", "What bank.example told us yesterday"),
    ("its own name backwards", "<bdo dir=rtl>tset.live</bdo>"),
    ("its own name in a sentence from right to left", "<span dir=rtl>\u{5e9}\u{5dc}\u{5d5}\u{5dd} evil.test</span>"),
    ("a comment", "// bank"),
    ("a hidden preview", "<span style='display:none'>Sale at bank. Example of</span>Shop now"),
    ("a price", "€ 3.50"),
    ("a time", "9.30 a.m."),
    ("initials", "J.R.R. Tolkien"),
];

fn link(content: &str) -> String {
    let content = content.replace("LONG", &"word ".repeat(200)).replace("HIDDEN", &"x ".repeat(250));
    format!("<div>Before <a href='{EVIL}'>{content}</a> after</div>")
}

#[test]
fn link_that_shows_another_place_is_flagged() {
    let missed: Vec<_> =
        LIES.iter().filter(|(_, content)| !has_misleading_link(&link(content))).map(|(what, _)| *what).collect();
    assert_eq!(missed, Vec::<&str>::new());
}

#[test]
fn link_that_names_no_other_place_is_not_flagged() {
    let flagged: Vec<_> =
        HONEST.iter().filter(|(_, content)| has_misleading_link(&link(content))).map(|(what, _)| *what).collect();
    assert_eq!(flagged, Vec::<&str>::new());
}

/// Whole messages, and whether a link in them is flagged.
const MESSAGES: &[(&str, &str, bool)] = &[
    (
        "hidden by a class",
        "<style>.x{display:none}</style><a href='https://evil.test'>bank.example<i class=x> a b</i></a>",
        true,
    ),
    (
        "hidden by a name",
        "<style>a i{font-size:0}</style><a href='https://evil.test'>bank.example<i> a b</i></a>",
        true,
    ),
    (
        "hidden by a position",
        "<style>i:nth-child(2){opacity:0}</style><a href='https://evil.test'><i>bank.example</i><i> a b</i></a>",
        true,
    ),
    (
        "hidden by an attribute",
        "<style>i[title^=x]{display:none}</style><a href='https://evil.test'>bank.example<i title=xy> a b</i></a>",
        true,
    ),
    (
        "hidden by a sibling",
        "<style>b+i{display:none}</style><a href='https://evil.test'><b>bank.example</b><i> a b</i></a>",
        true,
    ),
    (
        "hidden by a negation",
        "<style>i:not(.y){display:none}</style><a href='https://evil.test'><i class=y>bank.example</i><i> a b</i></a>",
        true,
    ),
    (
        "hidden in a narrow window",
        "<style>@media (max-width:600px){.x{display:none}}</style><a href='https://evil.test'>bank.example<i class=x> a b</i></a>",
        true,
    ),
    (
        "hidden in one of two windows",
        "<style>@media (max-width:600px){.x{display:none}}@media (min-width:601px){.y{display:none}}</style><a href='https://evil.test'><i class=y>bank.example</i><i class=x> a b</i></a>",
        true,
    ),
    (
        "hidden under the pointer",
        "<style>a:hover i{display:none}</style><a href='https://evil.test'>bank.example<i> a b</i></a>",
        true,
    ),
    (
        "a hidden first letter",
        "<style>a::first-letter{font-size:0}</style><a href='https://evil.test'>xbank.example</a>",
        true,
    ),
    (
        "a large first letter",
        "<style>a::first-letter{font-size:3em}</style><a href='https://evil.test'>evil.test</a>",
        false,
    ),
    (
        "hidden and shown again",
        "<style>i{display:none}i.y{display:inline}</style><a href='https://evil.test'>bank.example<i class=y> told us</i></a>",
        false,
    ),
    (
        "the more specific rule counts",
        "<style>a i.y{display:inline}i{display:none}</style><a href='https://evil.test'>bank.example<i class=y> told us</i></a>",
        false,
    ),
    (
        "the important rule counts",
        "<style>i{display:none!important}i.y{display:inline}</style><a href='https://evil.test'>bank.example<i class=y> a b</i></a>",
        true,
    ),
    (
        "the page without size",
        "<body style='font-size:0'><a href='https://evil.test'>one two <b style='font-size:15px'>bank.example</b></a>",
        true,
    ),
    (
        "the colour of the page",
        "<body bgcolor=black><a href='https://evil.test'>bank.example<font color=black> a b</font></a>",
        true,
    ),
    (
        "black on a white page",
        "<body><a href='https://evil.test'>bank.example<font color=black> told us</font></a>",
        false,
    ),
    ("<bdo> around the link", "<bdo dir=rtl>x <a href='https://evil.test'>elpmaxe.knab</a> y</bdo>", true),
    ("a control in front of the link", "<p>x \u{202e}<a href='https://evil.test'>elpmaxe.knab</a>", true),
    ("a control in an element in front", "<p><b>\u{202e}x</b> <a href='https://evil.test'>elpmaxe.knab</a>", true),
    ("a control that is closed", "<p>x \u{202e}abc\u{202c} <a href='https://evil.test'>tset.live</a>", true),
    ("a control of another line", "<p>x \u{202e}abc</p><a href='https://evil.test'>evil.test</a>", false),
    ("two links that touch", "<a href='https://evil.test'>bank</a><a href='https://evil.test'>.example</a>", true),
    (
        "two links in a reversed row",
        "<div style='display:flex;flex-direction:row-reverse'><a href='https://evil.test'>.example</a><a href='https://evil.test'>bank</a></div>",
        true,
    ),
    (
        "two links that float",
        "<a href='https://evil.test' style='float:right'>.example</a><a href='https://evil.test' style='float:right'>bank</a>",
        true,
    ),
    (
        "links that touch and name their own sites",
        "<a href='https://a.example'>a.example</a><a href='https://b.example'>b.example</a>",
        false,
    ),
    (
        "links beside one that lies",
        "<a href='https://a.example'>words</a> <a href='https://b.example'>https://b.example</a>",
        false,
    ),
    ("links of a menu", "<a href='https://evil.test/a'>Terms.</a> <a href='https://evil.test/b'>Privacy.</a>", false),
    (
        "links in cells",
        "<table><tr><td><a href='https://evil.test/a'>Ltd.</a><td><a href='https://evil.test/b'>Home</a></table>",
        false,
    ),
    ("a tooltip of the link", "<a href='https://evil.test' title='https://bank.example'>Sign in</a>", true),
    ("a label of the link", "<a href='https://evil.test' aria-label='bank.example'>Sign in</a>", true),
    ("a neighbour under a rented domain", "<a href='https://shop2.myshopify.com'>shop1.myshopify.com</a>", true),
    ("a neighbour on a free host", "<a href='https://evil.github.io'>bank.github.io</a>", true),
    ("a page below a rented name", "<a href='https://pay.shop1.myshopify.com'>shop1.myshopify.com</a>", false),
    ("the rented domain itself", "<a href='https://evil.myshopify.com'>myshopify.com</a>", true),
    ("a country's second level", "<a href='https://evil.co.uk'>bank.co.uk</a>", true),
    ("a user in the target", "<a href='https://bank.example@evil.test/'>bank.example</a>", true),
    ("the name in the target's path", "<a href='https://evil.test/bank.example'>bank.example</a>", true),
    ("the name as a subdomain", "<a href='https://bank.example.evil.test/'>bank.example</a>", true),
    ("letters that look alike in the target", "<a href='https://xn--bnk-7cd.example/'>bank.example</a>", true),
    ("a hidden copy", "<a href='mailto:help@bank.example?bcc=x@evil.test'>help@bank.example</a>", true),
    ("another recipient", "<a href='mailto:help@bank.example?to=x@evil.test'>help@bank.example</a>", true),
    ("a copy", "<a href='mailto:help@bank.example?subject=a&amp;CC=x%40evil.test'>help@bank.example</a>", true),
    ("an encoded field", "<a href='mailto:help@bank.example?%62cc=x@evil.test'>help@bank.example</a>", true),
    ("two recipients", "<a href='mailto:help@bank.example,x@evil.test'>help@bank.example</a>", true),
    ("recipients divided by a code", "<a href='mailto:help@bank.example%2Cx@evil.test'>help@bank.example</a>", true),
    ("only a field", "<a href='mailto:?to=x@evil.test'>help@bank.example</a>", true),
    ("a host for a mailbox elsewhere", "<a href='mailto:help@evil.test'>bank.example</a>", true),
    ("a mailbox for a web page elsewhere", "<a href='https://evil.test'>help@bank.example</a>", true),
    (
        "a mailbox with a subject",
        "<a href='mailto:help@bank.example?subject=Hello%20x@evil.test'>help@bank.example</a>",
        false,
    ),
    ("the same mailbox twice", "<a href='mailto:help@bank.example?cc=Help@bank.example'>help@bank.example</a>", false),
    ("a mailbox with a name", "<a href='mailto:Help%20%3Chelp@bank.example%3E'>help@bank.example</a>", false),
    (
        "two named recipients",
        "<a href='mailto:a@bank.example,b@bank.example'>a@bank.example, b@bank.example</a>",
        false,
    ),
    ("a host for its mailbox", "<a href='mailto:help@bank.example'>bank.example</a>", false),
    ("words for a mailbox", "<a href='mailto:help@evil.test?cc=x@evil.test'>Write to us</a>", false),
    (
        "an honest name of Hebrew letters",
        "<p dir=rtl><a href='https://\u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}.example/'>\u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}.example</a>",
        false,
    ),
];

#[test]
fn messages_are_judged_by_what_is_drawn() {
    let wrong: Vec<_> = MESSAGES
        .iter()
        .filter(|(_, html, flagged)| has_misleading_link(html) != *flagged)
        .map(|(what, ..)| *what)
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn text_of_a_link_is_what_is_seen() {
    for (html, text) in [
        ("<a href=//evil.test>bank.example<i style='display:none'>a b</i></a>", "bank.example"),
        ("<a href=//evil.test><bdo dir=rtl>elpmaxe.knab</bdo></a>", "bank.example"),
        ("<a href=//evil.test>Shop <b>now</b></a>", "Shop now"),
    ] {
        assert_eq!(render(html, &RenderOptions::default()).links[0].text, text, "{html}");
    }
}

/// For the dialog, which knows the text alone.
#[test]
fn plain_text_of_a_link_is_compared_in_reading_order() {
    for (href, text, expected) in [
        (EVIL, "→ bank.example", true),
        (EVIL, "//bank.example/login", true),
        (EVIL, "\u{202e}nigol/elpmaxe.knab", true),
        (EVIL, "bank.example\u{2800}", true),
        (EVIL, "bank.example\nSign in", true),
        (EVIL, "\u{202e}tset.live", false),
        (EVIL, "evil.test »", false),
        ("mailto:help@bank.example?bcc=x@evil.test", "help@bank.example", true),
        ("https://shop2.myshopify.com/", "shop1.myshopify.com", true),
    ] {
        assert_eq!(inspect_link(href, text).mismatch, expected, "{href} {text:?}");
    }
}

#[test]
fn no_link_of_the_newsletters_is_flagged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/newsletters");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        for images in [RemoteImagePolicy::Blocked, RemoteImagePolicy::Allowed] {
            let rendered = render(&source, &RenderOptions { images, ..RenderOptions::default() });
            for link in &rendered.links {
                assert!(!link.mismatch, "{}: {link:?}", path.display());
            }
        }
        count += 1;
    }
    assert!(count >= 20);
}

#[test]
fn no_labelled_confirmation_link_is_flagged() {
    let file = include_str!("../../mayfly-codes/tests/data/links.jsonl");
    let mut count = 0;
    for line in file.lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        for link in message["links"].as_array().unwrap() {
            let (href, text) = (link[0].as_str().unwrap(), link[1].as_str().unwrap());
            assert!(!inspect_link(href, text).mismatch, "{href} {text:?}");
            count += 1;
        }
    }
    assert!(count > 50);
}

/// Work for the layout of links is limited; where the limit is reached, any name in a link counts.
#[test]
fn message_that_is_too_much_work_is_judged_strictly() {
    // Each width of the window is judged by itself.
    let styles: String = (1..=6).map(|n| format!("@media (min-width:{n}00px){{i{{color:red}}}}")).collect();
    let junk = format!("<p><a href={EVIL}>a.b <i>x</i>{}</a></p>", "x ".repeat(30_000)).repeat(30);
    let lie = format!("<a href={EVIL}>x bank.example</a>");
    let hidden = format!("<a href={EVIL}><s style='font-size:0'>{}</s>bank.example</a>", "x ".repeat(400));
    for last in [&lie, &hidden] {
        let message = format!("<style>{styles}</style>{junk}{last}");
        assert!(render(&message, &RenderOptions::default()).links.last().unwrap().mismatch, "{last}");
    }
    assert!(!has_misleading_link(&lie));
}
