//! Checks the parsed tree of a rendered document. The allow-lists here are written independently of those of the crate,
//! so that a mistake in one is detected by the other.

#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use cssparser::{ParseError, Parser, Token};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

pub(crate) const IMAGE_BASE: &str = "mail://localhost/T/image/";
pub(crate) const CID_BASE: &str = "mail://localhost/T/part/";

const ELEMENTS: &str = " a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del \
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main map mark nav ol p pre q s \
    samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr ";
const ATTRIBUTES: &str = " abbr align alt aria-hidden aria-label background bgcolor border bordercolor cellpadding cellspacing class \
    clear color colspan coords datetime dir face frame height hidden href hspace id lang name noshade nowrap open rel reversed role rowspan rules \
    scope shape size span src start style target title type usemap valign value vspace width ";
const FUNCTIONS: &str = " rgb rgba hsl hsla hwb lab lch oklab oklch color-mix light-dark calc min max clamp linear-gradient radial-gradient \
    conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient url nth-child nth-last-child nth-of-type \
    nth-last-of-type not is where ";
const REFUSED_PROPERTIES: &str = " behavior content cursor filter transform translate rotate scale clip-path mask mask-image z-index top left \
    right bottom inset animation transition pointer-events user-select border-image src zoom ";

fn is_listed(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&format!(" {word} "))
}

/// Parses a document the way a browser without scripts does.
pub(crate) fn parse_as_browser(document: &str) -> RcDom {
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    parse_document(RcDom::default(), options).one(document)
}

/// Every node of the tree with its depth, collected without recursion.
pub(crate) fn collect_all_nodes(dom: &RcDom) -> Vec<(Handle, usize)> {
    let (mut out, mut todo) = (Vec::new(), vec![(dom.document.clone(), 0)]);
    while let Some((node, depth)) = todo.pop() {
        todo.extend(node.children.borrow().iter().rev().map(|c| (c.clone(), depth + 1)));
        out.push((node, depth));
    }
    out
}

/// The violations of a document; empty when it is safe.
pub(crate) fn find_document_violations(document: &str) -> Vec<String> {
    let dom = parse_as_browser(document);
    let mut violations = Vec::new();
    let mut styles = 0;
    for (node, depth) in collect_all_nodes(&dom) {
        match &node.data {
            NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
                violations.push("a comment or instruction".to_owned())
            }
            NodeData::Element { name, attrs, .. } => {
                let tag = &*name.local;
                if &*name.ns != "http://www.w3.org/1999/xhtml" {
                    violations.push(format!("<{tag}> of {}", name.ns));
                }
                let attrs: Vec<(String, String)> =
                    attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                match (tag, depth) {
                    ("html", 1) | ("head" | "body", 2) if attrs.is_empty() => {}
                    ("meta", 3) => check_meta(&attrs, &mut violations),
                    ("style", 3) => {
                        let text: String = node.children.borrow().iter().map(text_node_content).collect();
                        styles += 1;
                        match styles {
                            1 if attrs == [("id".to_owned(), "mayfly-base".to_owned())] => {}
                            2 if attrs.is_empty() => check_style_sheet(&text, &mut violations),
                            _ => violations.push(format!("style element {styles} with {attrs:?}")),
                        }
                    }
                    _ if is_listed(ELEMENTS, tag) && depth >= 3 => check_element(tag, depth, &attrs, &mut violations),
                    _ => violations.push(format!("<{tag}> at depth {depth} with {attrs:?}")),
                }
            }
            _ => {}
        }
    }
    violations
}

fn text_node_content(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    }
}

fn check_meta(attrs: &[(String, String)], violations: &mut Vec<String>) {
    let ok = match attrs {
        [(a, v)] => a == "charset" && v == "utf-8",
        [(a, v), (b, c)] => match (a.as_str(), v.as_str(), b.as_str()) {
            ("http-equiv", "Content-Security-Policy", "content") => c.starts_with("default-src 'none'; "),
            ("name", "referrer", "content") => c == "no-referrer",
            ("name", "color-scheme", "content") => ["light", "dark", "light dark"].contains(&c.as_str()),
            _ => false,
        },
        _ => false,
    };
    if !ok {
        violations.push(format!("<meta> with {attrs:?}"));
    }
}

/// Whether a link leads to a place in the message.
fn is_fragment_link(href: &str) -> bool {
    href.starts_with('#') && href != "#mayfly-nowhere"
}

/// Whether a word is a name that neither the app nor a script could know.
fn is_plain_unreserved_name(name: &str) -> bool {
    !name.is_empty()
        && !name.to_lowercase().starts_with("mayfly-")
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
}

fn is_allowed_link_attribute(tag: &str, name: &str, value: &str, attrs: &[(String, String)]) -> bool {
    let is_number = |text: &str| {
        let plain = text.strip_prefix('+').unwrap_or(text);
        (3..=20).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit())
    };
    match name {
        "href" => {
            let is_open = ["https://", "http://", "mailto:", "webcal://"].iter().any(|s| value.starts_with(s))
                || value.strip_prefix("tel:").is_some_and(is_number)
                || value
                    .strip_prefix("sms:")
                    .is_some_and(|rest| is_number(rest.split("?body=").next().unwrap_or_default()));
            let is_inside = value == "#mayfly-nowhere" || value.strip_prefix('#').is_some_and(is_plain_unreserved_name);
            matches!(tag, "a" | "area") && (is_open || is_inside)
        }
        "target" => attrs.iter().any(|(n, v)| n == "href" && is_fragment_link(v)) == (value == "_self"),
        "name" => (tag == "a" && is_plain_unreserved_name(value)) || (tag == "map" && value.starts_with("map-")),
        "usemap" => tag == "img" && value.starts_with("#map-"),
        "coords" | "shape" => tag == "area",
        _ => true,
    }
}

fn check_element(tag: &str, depth: usize, attrs: &[(String, String)], violations: &mut Vec<String>) {
    let mut bad = |what: String| violations.push(format!("<{tag}>: {what}"));
    for (name, value) in attrs {
        if !is_listed(ATTRIBUTES, name) || name.starts_with("on") {
            bad(format!("attribute {name}={value:?}"));
        }
        match name.as_str() {
            "href" | "target" | "rel" | "name" | "usemap" | "coords" | "shape"
                if !is_allowed_link_attribute(tag, name, value, attrs) =>
            {
                bad(format!("{name} {value:?}"))
            }
            "src" | "background" if !is_safe_document_image_url(value) || (name == "src" && tag != "img") => {
                bad(format!("{name} {value:?}"))
            }
            "id" | "class"
                if depth > 3
                    && value
                        .to_lowercase()
                        .split_ascii_whitespace()
                        .any(|c| c.starts_with("mayfly-") && !is_allowed_mayfly_class(tag, c)) =>
            {
                bad(format!("{name} {value:?}"))
            }
            "style" => {
                let mut inner = Vec::new();
                check_declarations(&mut Parser::new(value), &mut inner);
                inner.into_iter().for_each(|w| bad(format!("style {value:?}: {w}")));
            }
            _ => {}
        }
    }
    let has = |name: &str, value: &str| attrs.iter().any(|(n, v)| n == name && v == value);
    let is_anchor = attrs.iter().any(|(n, v)| n == "href" && is_fragment_link(v));
    let target = if is_anchor { "_self" } else { "_blank" };
    if matches!(tag, "a" | "area") && !(has("target", target) && has("rel", "noopener noreferrer")) {
        bad("without target and rel".to_owned());
    }
    if depth == 3
        && !(tag == "div" && attrs.iter().any(|(n, v)| n == "class" && v.starts_with("mayfly-message"))
            || tag == "p" && has("class", "mayfly-note"))
    {
        bad(format!("beside the wrapper with {attrs:?}"));
    }
}

/// Whether an element may have a class of Mayfly's: of laid out text, or one that stands for the name of a replaced element.
fn is_allowed_mayfly_class(tag: &str, class: &str) -> bool {
    let is_name = class.strip_prefix("mayfly-e-").is_some_and(|name| !name.is_empty() && !is_listed(ELEMENTS, name));
    matches!(class, "mayfly-quote" | "mayfly-text") || is_name && ["span", "section", "ul", "pre"].contains(&tag)
}

fn is_safe_document_image_url(address: &str) -> bool {
    let number =
        address.strip_prefix(IMAGE_BASE).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let part = address
        .strip_prefix(CID_BASE)
        .is_some_and(|n| n.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
    let data = ["png", "jpeg", "jpg", "gif", "webp", "bmp"].iter().any(|k| {
        address
            .strip_prefix(&format!("data:image/{k};base64,"))
            .is_some_and(|d| d.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)))
    });
    number || part || data
}

fn check_style_sheet(source: &str, violations: &mut Vec<String>) {
    if source.contains('<') {
        violations.push("< in a style sheet".to_owned());
    }
    check_css_rules(&mut Parser::new(source), violations);
}

/// Checks rules: a prelude up to a block, and the block.
fn check_css_rules(input: &mut Parser<'_>, violations: &mut Vec<String>) {
    let (mut at_media, mut prelude) = (false, Vec::new());
    while let Ok(token) = input.next_including_whitespace_and_comments().cloned() {
        match token {
            Token::AtKeyword(name) if prelude.is_empty() && &*name == "media" => at_media = true,
            Token::AtKeyword(name) => violations.push(format!("@{name}")),
            Token::CurlyBracketBlock => {
                let _ = input.parse_nested_block(|inner| {
                    if at_media {
                        check_css_rules(inner, violations)
                    } else {
                        check_declarations(inner, violations)
                    }
                    Ok::<_, ParseError<()>>(())
                });
                if !at_media {
                    check_selectors_are_scoped(&prelude, violations);
                }
                (at_media, prelude) = (false, Vec::new());
            }
            Token::Function(ref name) => {
                if !is_listed(FUNCTIONS, name) || &**name == "url" {
                    violations.push(format!("{name}() in a prelude"));
                }
                prelude.push(token.clone());
            }
            Token::Semicolon | Token::Comment(_) | Token::BadString(_) | Token::BadUrl(_) | Token::UnquotedUrl(_) => {
                violations.push(format!("{token:?} in a prelude"))
            }
            token => prelude.push(token),
        }
    }
    if !prelude.is_empty() {
        violations.push(format!("a prelude without a block: {prelude:?}"));
    }
}

/// Checks that each selector starts with the wrapper and continues below it.
fn check_selectors_are_scoped(prelude: &[Token<'_>], violations: &mut Vec<String>) {
    for selector in prelude.split(|t| matches!(t, Token::Comma)) {
        let starts = matches!(selector, [Token::Delim('.'), Token::Ident(name), ..] if &**name == "mayfly-message");
        let combinator = selector.iter().find(|t| matches!(t, Token::WhiteSpace(_) | Token::Delim('>' | '+' | '~')));
        if !starts || matches!(combinator, Some(Token::Delim('+' | '~'))) {
            violations.push(format!("selector {selector:?}"));
        }
    }
}

fn check_declarations(input: &mut Parser<'_>, violations: &mut Vec<String>) {
    let mut current: Vec<Token<'_>> = Vec::new();
    loop {
        let token = input.next().cloned();
        match token {
            Err(_) | Ok(Token::Semicolon) => {
                check_declaration(&current, violations);
                current.clear();
                if token.is_err() {
                    return;
                }
            }
            Ok(token) => {
                current.push(token.clone());
                check_value_token(&token, input, violations);
            }
        }
    }
}

fn check_declaration(tokens: &[Token<'_>], violations: &mut Vec<String>) {
    let [Token::Ident(name), Token::Colon, value @ ..] = tokens else {
        if !tokens.is_empty() {
            violations.push(format!("no declaration: {tokens:?}"));
        }
        return;
    };
    if is_listed(REFUSED_PROPERTIES, name) || name.starts_with('-') || name.starts_with("mso-") || value.is_empty() {
        violations.push(format!("property {name}"));
    }
    let words: Vec<&str> =
        value.iter().filter_map(|t| if let Token::Ident(w) = t { Some(&**w) } else { None }).collect();
    if &**name == "position" && words.iter().any(|w| !["static", "relative", "important"].contains(w)) {
        violations.push(format!("position {words:?}"));
    }
    let must_not_be_negative = name.starts_with("margin") || &**name == "text-indent";
    let has_negative_or_computed_value = value.iter().any(|t| match t {
        Token::Number { value, .. } | Token::Dimension { value, .. } => *value < 0.0,
        Token::Percentage { unit_value, .. } => *unit_value < 0.0,
        // A colour has no place there either, and no effect.
        Token::Function(name) => !is_listed(" rgb rgba hsl hsla hwb lab lch oklab oklch color-mix light-dark ", name),
        _ => false,
    });
    if must_not_be_negative && has_negative_or_computed_value {
        violations.push(format!("{name}: {value:?}"));
    }
}

fn check_value_token(token: &Token<'_>, input: &mut Parser<'_>, violations: &mut Vec<String>) {
    match token {
        Token::Function(name) => {
            if !is_listed(FUNCTIONS, name) {
                violations.push(format!("{name}()"));
            }
            let is_url = &**name == "url";
            let _ = input.parse_nested_block(|inner| {
                while let Ok(token) = inner.next().cloned() {
                    match &token {
                        Token::QuotedString(address) if is_url && is_safe_document_image_url(address) => {}
                        Token::QuotedString(text) => violations.push(format!("string {text:?} in {name}()")),
                        token => check_value_token(token, inner, violations),
                    }
                }
                Ok::<_, ParseError<()>>(())
            });
        }
        Token::ParenthesisBlock => {
            let _ = input.parse_nested_block(|inner| {
                while let Ok(token) = inner.next().cloned() {
                    check_value_token(&token, inner, violations);
                }
                Ok::<_, ParseError<()>>(())
            });
        }
        Token::UnquotedUrl(_)
        | Token::BadUrl(_)
        | Token::BadString(_)
        | Token::CurlyBracketBlock
        | Token::SquareBracketBlock
        | Token::AtKeyword(_)
        | Token::CDO
        | Token::CDC => violations.push(format!("{token:?}")),
        _ => {}
    }
}
