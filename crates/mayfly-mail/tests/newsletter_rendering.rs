//! Ordinary newsletters keep their text, tables, links and styles.

#![allow(clippy::unwrap_used, missing_docs)]

mod document_checker;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use document_checker::{CID_BASE, IMAGE_BASE, collect_all_nodes, find_document_violations, parse_as_browser};
use markup5ever_rcdom::NodeData;
use mayfly_mail::{RemoteImagePolicy, RenderOptions, RenderedBody, render};

/// Every file of `data/newsletters` as (name, source, the texts it says a reader must see).
fn load_newsletters() -> Vec<(String, String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/newsletters");
    let mut out: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let source = fs::read_to_string(&path).unwrap();
            let expected = source.split("<!-- expect: ").nth(1).unwrap().split(" -->").next().unwrap();
            let expected = expected.split(" | ").map(str::to_owned).collect();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), source, expected)
        })
        .collect();
    out.sort();
    out
}

fn options(images: RemoteImagePolicy) -> RenderOptions {
    RenderOptions {
        images,
        image_base: IMAGE_BASE.to_owned(),
        cid_base: Some(CID_BASE.to_owned()),
        ..RenderOptions::default()
    }
}

fn render_newsletter(name: &str, images: RemoteImagePolicy) -> RenderedBody {
    let (_, source, _) = load_newsletters().into_iter().find(|(n, ..)| n == name).unwrap();
    render(&source, &options(images))
}

/// How many of each element, of those that make the layout.
fn count_structural_elements_by_tag(html: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (node, _) in collect_all_nodes(&parse_as_browser(html)) {
        if let NodeData::Element { name, .. } = &node.data
            && ["table", "tr", "td", "th", "ul", "ol", "li", "h1", "h2", "h3", "blockquote", "img", "pre"]
                .contains(&&*name.local)
        {
            *counts.entry(name.local.to_string()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn text_and_layout_are_kept() {
    let newsletters = load_newsletters();
    assert!(newsletters.len() >= 20);
    for (name, source, expected) in newsletters {
        for images in [RemoteImagePolicy::Blocked, RemoteImagePolicy::Allowed] {
            let rendered = render(&source, &options(images));
            assert_eq!(find_document_violations(&rendered.document), Vec::<String>::new(), "{name}");
            for text in &expected {
                assert!(rendered.text.contains(text), "{name}: no {text:?} in {:?}", rendered.text);
            }
            assert_eq!(
                count_structural_elements_by_tag(&rendered.document),
                count_structural_elements_by_tag(&source),
                "{name}: the layout changed"
            );
            assert_eq!(
                render(&rendered.document, &options(images)).document,
                rendered.document,
                "{name}: rendering again changes it"
            );
            assert!(!rendered.truncated, "{name}");
            assert!(
                rendered.snippet.chars().count() <= 200 && !rendered.snippet.is_empty(),
                "{name}: {:?}",
                rendered.snippet
            );
        }
    }
}

#[test]
fn a_shop_newsletter_has_the_expected_text_and_remote_content() {
    let rendered = render_newsletter("shop-sale", RemoteImagePolicy::Blocked);
    insta::assert_snapshot!(rendered.text, @r#"
    The autumn sale

    Blankets, lamps and everything warm.

    Wool throw, undyed
    Woven in one piece from the wool of two valleys, heavy enough for the coldest evening.

    € 120 € 79

    Add to basket

    Lantern & Loom, 4 Mill Lane, Exampleton
    Unsubscribe

    Lantern & Loom
    Wool throw
    "#);
    insta::assert_snapshot!(rendered.snippet, @r#"Up to half off until Sunday The autumn sale Blankets, lamps and everything warm. Wool throw, undyed Woven in one piece from the wool of two valleys, heavy enough for the coldest evening. € 120 € 79 A…"#);
    let remote: Vec<String> = rendered.remote.iter().map(|r| format!("{:?} {} {}", r.kind, r.tracker, r.url)).collect();
    insta::assert_snapshot!(remote.join("\n"), @r#"
    Image false https://img.example.com/lantern/logo.png
    Background false https://img.example.com/lantern/hero.jpg
    Image false https://img.example.com/lantern/p/1042.jpg
    Image true https://click.example.com/wf/open?upn=abc123
    "#);
    assert_eq!((rendered.remote_image_count(), rendered.tracking_image_count()), (4, 1));
    assert!(!rendered.links.iter().any(|l| l.mismatch));
}

#[test]
fn mail_written_in_word_loses_only_office_markup() {
    let rendered = render_newsletter("outlook-word", RemoteImagePolicy::Blocked);
    let style = rendered.document.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    insta::assert_snapshot!(style, @r#".mayfly-message a{color:#0563C1}.mayfly-message p.MsoNormal,.mayfly-message li.MsoNormal,.mayfly-message div.MsoNormal{margin:0cm;font-size:11pt;font-family:"Calibri",sans-serif}.mayfly-message a:link,.mayfly-message span.MsoHyperlink{color:#0563C1;text-decoration:underline}"#);
    insta::assert_snapshot!(rendered.text, @r#"
    Dear all,

    the minutes are here.

    - Budget agreed
    - Next meeting on 4 May

    Owner

    Treasurer
    "#);
}

#[test]
fn page_colours_are_moved_to_the_wrapper() {
    let rendered = render_newsletter("hebrew-rtl", RemoteImagePolicy::Blocked);
    let wrapper = rendered.document.split("<body>").nth(1).unwrap().split('>').next().unwrap();
    insta::assert_snapshot!(wrapper, @r#"<div class="mayfly-message" dir="rtl" lang="he" style="color:#1a1a2e;background-color:#eef2f7""#);
}

#[test]
fn only_mail_without_light_colours_is_shown_dark() {
    let scheme = |name| {
        let document = render_newsletter(name, RemoteImagePolicy::Blocked).document;
        document.split("color-scheme\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(scheme("code-plain"), "light dark", "no colours of its own");
    assert_eq!(scheme("forwarded-thread"), "light dark", "grey quote bars only");
    assert_eq!(scheme("shop-sale"), "light", "made for a light page");
    assert_eq!(scheme("dark-aware"), "light dark", "says it can be both");
}

#[test]
fn image_numbers_are_the_same_for_blocked_and_allowed_images() {
    let (blocked, allowed) = (
        render_newsletter("shop-sale", RemoteImagePolicy::Blocked),
        render_newsletter("shop-sale", RemoteImagePolicy::Allowed),
    );
    assert_eq!(blocked.remote, allowed.remote);
    for (n, remote) in allowed.remote.iter().enumerate() {
        let shown = allowed.document.contains(&format!("{IMAGE_BASE}{n}\""))
            || allowed.document.contains(&format!("{IMAGE_BASE}{n}&quot;"));
        assert_eq!(shown, remote.kind.is_displayable_image() && !remote.tracker, "{}", remote.url);
        assert!(!blocked.document.contains(&remote.url));
    }
}

#[test]
fn attached_images_are_listed_by_content_id() {
    let rendered = render_newsletter("inline-images", RemoteImagePolicy::Blocked);
    assert_eq!(rendered.inline_images, ["image001.png@01DA", "bg@01DA"]);
    assert!(rendered.document.contains("mail://localhost/T/part/image001.png%4001DA"));
    assert!(rendered.document.contains("src=\"data:image/gif;base64,R0lGOD"));
}
