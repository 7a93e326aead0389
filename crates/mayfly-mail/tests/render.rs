//! The behaviour of `render` and `render_plain_text` by example.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use std::time::Duration;

use document_checker::{IMAGE_BASE, find_document_violations};
use mayfly_mail::{
    ColorScheme, DocumentLabels, FRAME_CSP, RemoteContentKind, RemoteImagePolicy, RenderLimits, RenderOptions,
    RenderedBody, render, render_plain_text,
};

/// The message itself, without the document around it.
fn message_body(rendered: &RenderedBody) -> &str {
    let after = rendered.document.split("<body>").nth(1).unwrap();
    after
        .strip_prefix("<div class=\"mayfly-message\">")
        .unwrap_or(after)
        .strip_suffix("</div></body></html>")
        .unwrap_or(after)
}

fn rendered(html: &str) -> RenderedBody {
    render(html, &RenderOptions::default())
}

#[test]
fn misnested_markup_is_normalised() {
    for (source, expected) in [
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<b>x<p>y</b>z", "<b>x</b><p><b>y</b>z</p>"),
        ("<div><i>x</div>y", "<div><i>x</i></div><i>y</i>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<td>lost</td>", "lost"),
        (
            "<table>loose<tr><td>cell</table>",
            "<table><tbody><tr><td>loose</td></tr><tr><td>cell</td></tr></tbody></table>",
        ),
        ("<x-y>kept</x-y>", "kept"),
        (
            "<form><button>Go</button></form>",
            "<section class=\"mayfly-e-form\"><span class=\"mayfly-e-button\">Go</span></section>",
        ),
        ("<textarea><b></textarea>", "<span class=\"mayfly-e-textarea\">&lt;b&gt;</span>"),
        ("a<!--b-->c", "ac"),
        ("<div>x</div></div></td>y", "<div>x</div>y"),
    ] {
        assert_eq!(message_body(&rendered(source)), expected, "{source}");
    }
}

#[test]
fn attributes_of_the_page_are_moved_to_the_wrapper() {
    for (source, expected) in [
        ("<body bgcolor=eeeeee text=navy>x", "style=\"background-color:#eeeeee;color:navy\""),
        ("<body style='color:red' bgcolor=white>x", "style=\"background-color:white;color:red\""),
        ("<html lang=vi><body dir=rtl class='a mayfly-note b'>x", "mayfly-message a b\" dir=\"rtl\" lang=\"vi\""),
        ("<body style='color:red' style='color:blue'>x", "style=\"color:red\""),
        ("<body style='color:red' background=//a.test/b.png>x", "style=\"background-image:none;color:red\""),
    ] {
        let document = rendered(source).document;
        let wrapper = document.split("<body>").nth(1).unwrap().split('>').next().unwrap();
        assert!(wrapper.ends_with(expected), "{source}: {wrapper}");
    }
}

#[test]
fn links_open_a_new_window_and_only_allowed_schemes_are_kept() {
    let link = |href: &str| format!("<a href=\"{href}\" target=\"_blank\" rel=\"noopener noreferrer\">x</a>");
    for (source, expected) in [
        ("https://example.com", link("https://example.com/")),
        ("HTTP://EXAMPLE.com/A", link("http://example.com/A")),
        ("//example.com/a", link("https://example.com/a")),
        ("mailto:a@example.com?subject=b", link("mailto:a@example.com?subject=b")),
        ("https://bank.example@evil.test/", link("https://evil.test/")),
        ("javascript:alert(1)", link("#mayfly-nowhere")),
        ("/relative", link("#mayfly-nowhere")),
    ] {
        let html = message_body(&rendered(&format!("<a href=\"{source}\">x</a>"))).to_owned();
        // The order of attributes is irrelevant.
        let sorted = |s: &str| {
            let mut words: Vec<String> = s.replace(['<', '>'], " ").split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(&html), sorted(&expected), "{source}");
    }
}

#[test]
fn style_attributes_keep_allowed_declarations_only() {
    for (source, expected) in [
        ("color: RED ; Font: 12px/1.5 'Segoe UI', Arial", "color:red;font:12px/1.5 &quot;Segoe UI&quot;,Arial"),
        ("width: calc( 100% - 2*10px ) !important", "width:calc(100% - 2 * 10px)!important"),
        ("margin:0 auto;margin-top:-5px", "margin:0 auto;margin-top:0"),
        ("background:#FFF url(https://a.test/b.png) no-repeat", "background:#FFF none no-repeat"),
        (
            "background-image:linear-gradient(to right, rgba(0,0,0,.5) 33.333%, transparent)",
            "background-image:linear-gradient(to right,rgba(0,0,0,0.5) 33.333%,transparent)",
        ),
        ("position:fixed;display:block;position:relative", "display:block;position:relative"),
        ("mso-line-height-rule:exactly;line-height:1.4", "line-height:1.4"),
        ("letter-spacing:-.5px;word-spacing:-90px", "letter-spacing:-0.5px"),
        ("display:grid;float:left", "display:block;float:left"),
        ("border:solid windowtext 1.0pt", "border:solid windowtext 1pt"),
    ] {
        let html = message_body(&rendered(&format!("<p style=\"{source}\">x</p>"))).to_owned();
        assert_eq!(html, format!("<p style=\"{expected}\">x</p>"), "{source}");
    }
}

#[test]
fn style_sheets_are_scoped_to_the_wrapper() {
    let sheet = |source: &str| {
        let document = rendered(&format!("<style>{source}</style>x")).document;
        document.split("<style>").nth(1).map(|s| s.split("</style>").next().unwrap().to_owned()).unwrap_or_default()
    };
    for (source, expected) in [
        ("p , a.b > i{color:red}", ".mayfly-message p,.mayfly-message a.b>i{color:red}"),
        ("html, body{margin:0}", ".mayfly-message,.mayfly-message{margin:0}"),
        ("body.dark #x td[class~=y]:not(.z){color:red}", ".mayfly-message.dark #x td[class~=\"y\"]:not(.z){color:red}"),
        ("body + p{color:red} p::before{color:red} i{color:red}", ".mayfly-message i{color:red}"),
        ("tr:nth-child( odd ) td{color:red}", ".mayfly-message tr:nth-child(2n+1) td{color:red}"),
        (
            "@media only screen and (max-width: 600px), print{p{width:100%!important}}",
            "@media only screen and (max-width:600px),print{.mayfly-message p{width:100%!important}}",
        ),
        (
            "@import 'https://a.test/x.css';@font-face{src:url(https://a.test/f)}p{color:red}",
            ".mayfly-message p{color:red}",
        ),
        ("<!-- p{color:red} -->", ".mayfly-message p{color:red}"),
        ("p{}", ""),
    ] {
        assert_eq!(sheet(source), expected, "{source}");
    }
}

#[test]
fn remote_content_is_listed_by_kind() {
    let html = "<link rel=stylesheet href=https://a.test/1.css><style>@import '//a.test/2.css';@font-face{src:url(https://a.test/3.woff)}</style>\
        <img src=https://a.test/4.png srcset='https://a.test/5.png 2x'><td background=//a.test/x><table background=https://a.test/6.png></table>\
        <video poster=https://a.test/7.jpg></video><iframe src=https://a.test/8></iframe><img src=https://a.test/4.png>";
    let mut kinds: Vec<(String, RemoteContentKind)> =
        rendered(html).remote.into_iter().map(|r| (r.url, r.kind)).collect();
    kinds.sort_by(|a, b| a.0.cmp(&b.0));
    use RemoteContentKind::{Alternative, Background, Font, Image, Media, Other, Stylesheet};
    let expected = [
        ("1.css", Stylesheet),
        ("2.css", Stylesheet),
        ("3.woff", Font),
        ("4.png", Image),
        ("5.png", Alternative),
        ("6.png", Background),
        ("7.jpg", Media),
        ("8", Other),
    ];
    let expected: Vec<(String, RemoteContentKind)> =
        expected.into_iter().map(|(n, k)| (format!("https://a.test/{n}"), k)).collect();
    assert_eq!(kinds, expected);
}

#[test]
fn allowed_images_use_the_image_base_and_trackers_are_left_out() {
    let options = RenderOptions {
        images: RemoteImagePolicy::Allowed,
        image_base: IMAGE_BASE.to_owned(),
        ..RenderOptions::default()
    };
    let html = "<img src=https://a.test/1.gif width=1 height=1><img src=https://a.test/2.png alt=two><p style='background:url(https://a.test/3.png)'>x";
    let rendered = render(html, &options);
    assert_eq!(rendered.remote.iter().map(|r| r.tracker).collect::<Vec<_>>(), [true, false, false]);
    insta::assert_snapshot!(message_body(&rendered), @r#"<img height="1" width="1"><img src="mail://localhost/T/image/1" alt="two"><p style="background:url(&quot;mail://localhost/T/image/2&quot;)">x</p>"#);
}

#[test]
fn hidden_padding_is_neither_in_the_text_nor_in_the_snippet() {
    let html = "<div style='display:none'>Your parcel is on its way&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#8203;</div><p>Hello\u{ad} there</p><p style='display:none'>decoy 111111</p>";
    let rendered = rendered(html);
    assert_eq!(rendered.text, "Hello there");
    assert_eq!(rendered.snippet, "Your parcel is on its way Hello there");
}

#[test]
fn links_whose_text_names_another_site_are_marked() {
    let html = "<a href=https://evil.test/login>https://bank.example/login</a><a href=https://www.shop.example/a>shop.example</a><a href=https://evil.test><img src=x alt='bank.example'></a>";
    let links = rendered(html).links;
    assert_eq!(
        links.iter().map(|l| (l.text.as_str(), l.mismatch)).collect::<Vec<_>>(),
        [("https://bank.example/login", true), ("shop.example", false), ("bank.example", true),]
    );
}

#[test]
fn dark_documents_are_made_only_of_mail_without_light_colours() {
    let scheme = |html: &str, color_scheme| {
        let options = RenderOptions { color_scheme, ..RenderOptions::default() };
        let document = render(html, &options).document;
        document.split("name=\"color-scheme\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let dark_too = "<style>p{color:red}@media (prefers-color-scheme:dark){p{color:blue}}</style><p>x";
    for (html, system, dark, light) in [
        ("<p>x", "light dark", "dark", "light"),
        ("<p style='color:#333'>x", "light", "light", "light"),
        ("<table bgcolor=white><td>x</table>", "light", "light", "light"),
        ("<p style='background:transparent'>x", "light dark", "dark", "light"),
        (dark_too, "light dark", "dark", "light"),
    ] {
        let all = [ColorScheme::System, ColorScheme::Dark, ColorScheme::Light].map(|s| scheme(html, s));
        assert_eq!(all, [system, dark, light], "{html}");
    }
}

#[test]
fn mail_without_colours_gets_the_colours_of_the_app() {
    let base = |html: &str, color_scheme| {
        let document = render(html, &RenderOptions { color_scheme, ..RenderOptions::default() }).document;
        document.split("</style>").next().unwrap().to_owned()
    };
    let has = |html: &str, scheme| {
        let base = base(html, scheme);
        ["#10262b", "#e3eeed", "CanvasText"].map(|colour| base.contains(colour))
    };
    assert_eq!(has("<p>x", ColorScheme::System), [true, true, false]);
    assert_eq!(has("<p>x", ColorScheme::Light), [true, false, false]);
    assert_eq!(has("<p>x", ColorScheme::Dark), [false, true, false]);
    assert_eq!(has("<p style='color:#333'>x", ColorScheme::Dark), [false, false, true]);
}

#[test]
fn the_link_colour_of_the_page_and_first_letter_styles_are_kept() {
    for (html, css) in [
        ("<body link=993300><a href=//a.test>x</a>", ".mayfly-message a{color:#993300}"),
        ("<body link=red><style>a{color:navy}</style>x", ".mayfly-message a{color:red}.mayfly-message a{color:navy}"),
        ("<style>p::first-letter{font-size:3em}</style>x", ".mayfly-message p::first-letter{font-size:3em}"),
        ("<style>p:first-line{color:red}</style>x", ".mayfly-message p:first-line{color:red}"),
    ] {
        let document = rendered(html).document;
        assert_eq!(document.split("<style>").nth(1).unwrap().split("</style>").next().unwrap(), css, "{html}");
    }
    // A colour all the same, as browsers read it.
    let document = rendered("<body link='red}x'>x").document;
    assert!(document.contains("<style>.mayfly-message a{color:#0ed000}</style>"), "{document}");
    let html = "<style>p::before{color:red}p::selection{color:red}p::{color:red}</style>x";
    assert!(!rendered(html).document.contains("<style>"), "{html}");
}

#[test]
fn a_message_over_a_limit_is_truncated_with_a_note() {
    let labels =
        DocumentLabels { truncation_note: "Thư đã bị cắt <ngắn>.".to_owned(), ..DocumentLabels::default() };
    let limits = |limits: RenderLimits| RenderOptions { limits, labels: labels.clone(), ..RenderOptions::default() };
    for (what, source, options) in [
        ("bytes", "<p>é</p>".repeat(100), limits(RenderLimits { max_bytes: 101, ..RenderLimits::default() })),
        ("depth", "<div>".repeat(50), limits(RenderLimits { max_depth: 10, ..RenderLimits::default() })),
        ("elements", "<br>".repeat(50), limits(RenderLimits { max_elements: 10, ..RenderLimits::default() })),
        (
            "attributes",
            "<p a b c d>x".to_owned(),
            limits(RenderLimits { max_attributes: 2, ..RenderLimits::default() }),
        ),
        (
            "CSS bytes",
            format!("<style>{}</style>", "p{color:red}".repeat(50)),
            limits(RenderLimits { max_css_bytes: 100, ..RenderLimits::default() }),
        ),
        (
            "CSS rules",
            format!("<style>{}</style>", "p{color:red}".repeat(50)),
            limits(RenderLimits { max_css_rules: 10, ..RenderLimits::default() }),
        ),
    ] {
        let rendered = render(&source, &options);
        assert!(rendered.truncated, "{what}");
        assert!(
            rendered.document.ends_with("<p class=\"mayfly-note\">Thư đã bị cắt &lt;ngắn&gt;.</p></body></html>"),
            "{what}"
        );
        assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{what}");
    }
    assert!(!rendered("<p>short").truncated);
}

#[test]
fn text_of_elements_that_are_nested_too_deep_is_kept() {
    let html = format!("{}deep{}after", "<div>".repeat(5_000), "</div>".repeat(5_000));
    let rendered = rendered(&html);
    assert_eq!(rendered.text, "deep\nafter");
    assert!(rendered.truncated);
}

#[test]
fn rendering_time_is_linear_for_hostile_input() {
    // Generous, because the build is unoptimised and the machine may be busy: quadratic time would be minutes.
    for (what, source) in [
        ("nested divs", "<div>".repeat(100_000)),
        ("nested tables", "<table><tr><td>".repeat(100_000)),
        ("nested inline", "<span>".repeat(100_000)),
        ("unclosed formatting", (0..50_000).map(|i| format!("<font size={i}><p>x")).collect()),
        ("misnested formatting", "<b><div></b></div>".repeat(50_000)),
        ("formatting under markers", "<b><table><td></b></table>".repeat(30_000)),
        ("misplaced cells", format!("<table>{}", "<b>x</b><tr>y".repeat(50_000))),
        ("siblings before a table", format!("{}<table>{}", "<br>".repeat(50_000), "<tr>x".repeat(50_000))),
        ("html attributes", (0..20_000).map(|i| format!("<html a{i}=1>")).collect()),
        ("attributes", format!("<p {}>", (0..300_000).map(|i| format!("a{i} ")).collect::<String>())),
        ("attribute value", format!("<p title='{}'>", "a".repeat(5_000_000))),
        ("unclosed comments", "<!--".repeat(500_000)),
        ("dashes", format!("<!--{}", "-".repeat(2_000_000))),
        ("unclosed raw text", "<style>".repeat(200_000)),
        ("unclosed subtrees", "<svg>".repeat(200_000)),
        ("closed subtrees", format!("{}{}", "<svg></svg>".repeat(100_000), "</x>".repeat(200_000))),
        ("end tags", "</p>".repeat(500_000)),
        ("angles", "<".repeat(1_000_000)),
        ("references", "&#1".repeat(500_000)),
        ("ampersands", "&".repeat(2_000_000)),
        ("ampersands before a long word", format!("{}{}", "&".repeat(4_000), "a".repeat(5_000_000))),
        ("ampersands between unknown tags", "&<x>".repeat(500_000)),
        ("hard spaces", "\u{a0}".repeat(1_000_000)),
        ("middle dots", "·".repeat(1_000_000)),
        ("CSS brackets", format!("<style>a{{b:{}", "(".repeat(300_000))),
        ("CSS blocks", format!("<style>{}", "a{".repeat(100_000))),
        ("CSS selectors", format!("<style>{}{{color:red}}</style>", "a,".repeat(100_000))),
        ("CSS compounds", format!("<style>{}{{color:red}}</style>", "a ".repeat(100_000))),
        ("links", "<a href=//a.test>a.b<i>x</i></a>".repeat(50_000)),
        ("a long link", format!("<a href=//a.test>a.b{}</a>", "<i>x</i>".repeat(100_000))),
        ("long texts of links", format!("<a href=//a.test>a.b {}</a>", "word ".repeat(1_000)).repeat(200)),
        ("lines of a link", format!("<a href=//a.test>{}</a>", "a.b<br>c<br>".repeat(50_000))),
        ("links in a line", format!("<p>{}", "<a href=//a.test>a.b</a>".repeat(5_000))),
        ("links that float", "<a href=//a.test style='float:right'>.a</a>".repeat(50_000)),
        ("nested links", "<a href=//a.test><table><tr><td>a.b".repeat(10_000)),
        ("controls", format!("{}<a href=//a.test>a.b</a>", "\u{202e}\u{2067}".repeat(200_000))),
        ("spaces of links", format!("<a href=//a.test>a.b{}</a>", "\u{2067}x".repeat(100_000))),
        (
            "styles of links",
            format!(
                "<style>{}</style>{}",
                (0..4_000)
                    .map(|n| format!("a i:nth-child({n})~i,.x i+i,i:only-of-type{{font-size:0}}"))
                    .collect::<String>(),
                format!("<a href=//a.test class=x>a.b{}</a>", "<i>x</i>".repeat(1_000)).repeat(100)
            ),
        ),
        (
            "windows of links",
            format!(
                "<style>{}</style>{}",
                (0..500).map(|n| format!("@media (min-width:{n}px){{i{{display:none}}}}")).collect::<String>(),
                "<a href=//a.test>a.b<i style='color:red;float:left'>x</i></a>".repeat(8_000)
            ),
        ),
        ("offsets in brackets", format!("<style>a{{left:{}", "(".repeat(300_000))),
        ("clips in functions", format!("<p style='clip:{}'>x", "rect(".repeat(100_000))),
        ("conditions", format!("<style>@supports {}", "(".repeat(300_000))),
        ("selectors in lists", format!("<style>{}{{color:red}}</style>", ":is(".repeat(100_000))),
        ("layers", format!("<style>{}</style>", (0..60_000).map(|n| format!("@layer a{n};")).collect::<String>())),
        ("blocks of layers", format!("<style>{}</style>", "@layer{p{color:red}}".repeat(20_000))),
        (
            "empty custom properties",
            format!(
                "<style>:root{{--f:;{}}}</style>{}",
                ["--e:f", "--d:e", "--c:d", "--b:c", "--a:b"]
                    .map(|pair| format!("{}{};", &pair[..4], format!("var(--{})", &pair[4..]).repeat(150)))
                    .concat(),
                "<p style='color:var(--a)'>x".repeat(20_000)
            ),
        ),
        ("unclosed references", format!("<p style='color:{}'>x", "var(--a,".repeat(100_000))),
        (
            "nodes under long styles",
            format!(
                "<style>i{{display:none}}</style>{}{}",
                format!("<div style='{}'>", "color:red;".repeat(5_000)).repeat(40),
                "<b>x</b>".repeat(40_000)
            ),
        ),
        (
            "lost backgrounds",
            format!(
                "<style>b{{background:url(//a.test/a.png);color:#fff}}</style>{}{}",
                "<div background=//a.test/a.png>".repeat(150),
                "<b>x</b>".repeat(40_000)
            ),
        ),
        ("unknown elements", (0..50_000).map(|n| format!("<x{n} style=color:red>")).collect()),
        ("names of unknown elements", {
            let names: String = (0..50_000).map(|n| format!("<x{n}></x{n}>")).collect();
            format!("{names}<style>{}</style>", "y,".repeat(200_000))
        }),
        ("buttons", "<button>".repeat(100_000)),
        ("ends of unknown elements", format!("{}{}", "<x style=color:red>".repeat(190), "</y>".repeat(100_000))),
        ("pages", "<body bgcolor=red text=blue class=x style=color:red><html lang=en>".repeat(50_000)),
        ("style attributes", (0..30_000).map(|i| format!("<p style=width:{i}px>")).collect()),
    ] {
        assert_in_time(what, || rendered(&source));
    }
    for (what, source) in [
        ("brackets behind an address", format!("http://x{}", ")".repeat(2_000_000))),
        ("addresses", "a@b.c".repeat(400_000)),
    ] {
        assert_in_time(what, || render_plain_text(&source, &RenderOptions::default()));
    }
}

/// The processor time that this thread has used: what other programs do does not count.
#[cfg(unix)]
fn thread_processor_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().unwrap()
}

#[cfg(windows)]
fn thread_processor_time() -> Duration {
    let (_, _, kernel, user) = winsafe::HTHREAD::GetCurrentThread().GetThreadTimes().unwrap();
    // In units of 100 nanoseconds.
    Duration::from_nanos((u64::from(kernel) + u64::from(user)) * 100)
}

fn assert_in_time(what: &str, render: impl FnOnce() -> RenderedBody) {
    let start = thread_processor_time();
    let rendered = render();
    let used = thread_processor_time() - start;
    // Generous for an unoptimised build; quadratic time would be minutes.
    assert!(used < Duration::from_secs(20), "{what} took {used:?}");
    assert!(!rendered.document.is_empty());
}

#[test]
fn long_text_is_unchanged() {
    for piece in ["&amp;", "&#8364;", "a&b;", "·\u{a0}é", "word ", "日本", "longer-than-a-line", "&lt;b&gt;", "&"] {
        let text = piece.repeat(30_000 / piece.len());
        for source in [text.clone(), format!("<p>{text}</p>"), format!("<table><tr><td>{text}<td>{text}</table>")] {
            let rendered = rendered(&source);
            // Words of more than a thousand characters may be broken.
            let one = |document: &str| document.replace("&amp;", "&").replace("&nbsp;", "\u{a0}").replace("<wbr>", "");
            let expected = piece.replace("&#8364;", "€").repeat(30_000 / piece.len());
            assert!(one(&rendered.document).contains(&one(&expected)), "{piece:?} in {:.40}", source);
            assert!(!rendered.document.contains("<!--"), "{piece:?}");
        }
    }
}

#[test]
fn an_end_tag_with_a_longer_name_does_not_end_a_subtree() {
    assert_eq!(rendered("<p>before<svg><path> shown</svgx><p>after").text, "before shown\n\nafter");
    assert_eq!(rendered("<p>before<svg><path>hidden</svg ><p>after").text, "before\n\nafter");
}

#[test]
fn plain_text_is_escaped_linked_and_its_quotes_collapsed() {
    let text = "Hello <you> & all,\n\nsee https://example.com/a_(b)?c=1&d. Or write to team@example.org!\n\n> quoted\n>> deeper\n> back\n\nBye";
    let rendered = render_plain_text(text, &RenderOptions::default());
    insta::assert_snapshot!(message_body(&rendered), @r#"
    <div class="mayfly-text">Hello &lt;you&gt; &amp; all,

    see <a href="https://example.com/a_(b)?c=1&amp;d" target="_blank" rel="noopener noreferrer">https://example.com/a_(b)?c=1&amp;d</a>. Or write to <a href="mailto:team@example.org" target="_blank" rel="noopener noreferrer">team@example.org</a>!
    <details class="mayfly-quote"><summary>Quoted text</summary><blockquote>quoted<blockquote>deeper</blockquote>back</blockquote></details>
    Bye</div>
    "#);
    insta::assert_snapshot!(rendered.text, @"
    Hello <you> & all,

    see https://example.com/a_(b)?c=1&d. Or write to team@example.org!
    Quoted text

    > quoted

    > > deeper

    > back

    Bye
    ");
    assert_eq!(
        rendered.links.iter().map(|l| l.href.as_str()).collect::<Vec<_>>(),
        ["https://example.com/a_(b)?c=1&d", "mailto:team@example.org"]
    );
    assert_eq!(
        rendered.snippet,
        "Hello <you> & all, see https://example.com/a_(b)?c=1&d. Or write to team@example.org! Quoted text quoted deeper back Bye"
    );
}

#[test]
fn wrapped_lines_are_joined_and_other_lines_are_kept() {
    let text = "\
Hello,

the wheel is ready. Please bring the bicycle any time after nine, and we
will have it back by noon. The tyre you asked about is in stock, too, at
https://example.com/tyres/a-long-address-that-does-not-fit-behind-the-rest
if you want to see it.

- a list whose lines are about as long as a line may become in this mail
- and another of its items, which is as long as that or nearly so, again
  with more of it, set in.
1. The first point of them all, written out at such length that it broke
2. and the second.

Item          Price     and a column that is as long as the others are.
Tyre          20.00     and a column that is as long as the others are.

> What was quoted had been wrapped as well, a little narrower than the
> rest of it, and is made whole in its own place.
Short lines
stay.
-- \nThe workshop at the river, open from nine to six, on Saturdays to twelve
Second line";
    insta::assert_snapshot!(message_body(&render_plain_text(text, &RenderOptions::default())));
    // One long line is no evidence of wrapping; codes, URLs, passwords and lines after a colon are never joined.
    for text in [
        "Welcome to the workshop, the account that you asked for is ready now:\nUsername: bob\nPassword: a b",
        "Use this code to sign in to the account that you have ending in 4471\n8291",
        "the first of three lines that are all about as long as each other, he\nwrote, and the second of them, which is as long, ends in a number 4471\n8291 7733 is the third, and as long as the other two of them were, too\n",
        "the first of three lines that are all about as long as each other, he\nhttps://example.com/a\nhttps://example.com/b\nwrote, and the second of them, which is as long, ends in a word, too,\nThanks\nand the third of them, which is as long as both of the others before.",
    ] {
        let rendered = render_plain_text(text, &RenderOptions::default());
        let shown = message_body(&rendered);
        let breaks = |text: &str| text.trim().matches('\n').count();
        assert!(breaks(shown) >= breaks(text) - usize::from(text.contains(", he\nwrote")), "{shown}");
    }
    let found = mayfly_mail::find_codes(
        "",
        &render_plain_text(
            "Sign in to the account that you have with us and that is ending in 4471\n8291",
            &RenderOptions::default(),
        )
        .text,
    );
    assert!(found.iter().all(|code| code.value != "44718291"));
    // The line breaks of mail that was not wrapped are kept.
    let long = format!("{}\nand a second line of it", "A line that goes on and on ".repeat(8));
    assert!(message_body(&render_plain_text(&long, &RenderOptions::default())).contains("\nand a second"));
}

#[test]
fn debug_output_contains_no_content() {
    let debug = format!("{:?}", rendered("<p>secret <a href=https://example.com/secret>x</a>"));
    assert!(!debug.contains("secret"), "{debug}");
}

#[test]
fn frame_policy_grants_no_permissions() {
    assert!(
        FRAME_CSP
            .starts_with("default-src 'none'; img-src mail: http://mail.localhost data:; style-src 'unsafe-inline'")
    );
    assert!(FRAME_CSP.contains("; frame-ancestors tauri: http://tauri.localhost https://tauri.localhost; "));
    assert!(FRAME_CSP.ends_with("; sandbox allow-popups"));
    // `frame-ancestors` says who may embed the frame, not what the frame may do.
    let rights = FRAME_CSP.replace("; frame-ancestors tauri: http://tauri.localhost https://tauri.localhost", "");
    for word in ["allow-scripts", "allow-same-origin", "https:", "*", "unsafe-eval"] {
        assert!(!rights.contains(word), "{word}");
    }
}

#[test]
fn fill_colour_that_is_taken_back_sets_no_colours() {
    let fill = "-webkit-text-fill-color:red;-webkit-text-fill-color:inherit";
    let rendered = render(&format!("<style>p{{{fill}}}</style><p>x"), &RenderOptions::default()).document;
    assert!(rendered.contains("content=\"light dark\""), "{rendered}");
    assert_eq!(render(&rendered, &RenderOptions::default()).document, rendered);
}
