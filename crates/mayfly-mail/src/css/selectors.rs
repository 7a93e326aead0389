//! Selectors, scoped to the wrapper of the message.

use cssparser::{ParseError, Parser, Token, parse_nth, serialize_identifier, serialize_string};

use crate::allowed_elements_and_attributes::{WRAPPER_CLASS, is_reserved_class_or_id};
use crate::disallowed_element_substitutes::{ElementReplacement, class_for_element_name, element_name_of_class};
use crate::render_context::RootClassesAndIds;

const PSEUDO_CLASSES: &[&str] = &[
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "empty",
    "hover",
    "link",
    "visited",
    "any-link",
    "active",
    "focus",
    "first-letter",
    "first-line",
];
/// Pseudo-elements that add no content.
const PSEUDO_ELEMENTS: &[&str] = &["first-letter", "first-line"];
const NTH_FUNCTIONS: &[&str] = &["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"];
/// Pseudo-classes that an element has only sometimes, by what the reader does.
const STATE_PSEUDO_CLASSES: &[&str] = &["hover", "link", "visited", "active", "focus"];
/// Attributes that change while a message is read.
const STATE_ATTRIBUTES: &[&str] = &["open"];
const MAX_SELECTORS: usize = 200;
const MAX_COMPOUNDS: usize = 16;

/// The selectors of a rule, scoped to the wrapper.
pub(super) struct ScopedSelectors {
    /// Each selector, and whether it matches only sometimes, by what the reader does.
    selectors: Vec<(String, bool)>,
    /// Whether any is for the element of the page, `html`.
    pub(super) names_page: bool,
    /// Whether any is for `body`.
    pub(super) names_body: bool,
    /// Whether any is for one of them.
    pub(super) names_root: bool,
    /// Whether any may be for one of them by a class or id.
    pub(super) may_name_root: bool,
}

impl ScopedSelectors {
    /// Whether any selector matches always.
    pub(super) fn has_unconditional_selector(&self) -> bool {
        self.selectors.iter().any(|(_, conditional)| !conditional)
    }

    /// Whether any selector matches only sometimes.
    pub(super) fn has_conditional_selector(&self) -> bool {
        self.selectors.iter().any(|(_, conditional)| *conditional)
    }

    /// The list of all selectors.
    pub(super) fn join_all_selectors(&self) -> String {
        self.join_selectors_where(|_| true)
    }

    /// The list of those that match only sometimes, or of the others.
    pub(super) fn join_conditional_or_other_selectors(&self, conditional: bool) -> String {
        self.join_selectors_where(|c| c == conditional)
    }

    fn join_selectors_where(&self, is_wanted: impl Fn(bool) -> bool) -> String {
        let wanted: Vec<_> =
            self.selectors.iter().filter(|(_, c)| is_wanted(*c)).map(|(text, _)| text.as_str()).collect();
        wanted.join(",")
    }
}

/// Parses the selectors up to the end of the input and scopes each to the wrapper; `None` when none is allowed. The
/// wrapper is known by its class only where `names_wrapper` is set. A selector that may name the page by a class or id is
/// written for the wrapper too, which stands for the page.
pub(super) fn parse_scoped_selectors(
    input: &mut Parser<'_>,
    names_wrapper: bool,
    page: &RootClassesAndIds,
) -> Option<ScopedSelectors> {
    let restrictions = SelectorRestrictions { may_negate: true, names_wrapper, page };
    let selectors = input.parse_comma_separated_ignoring_errors(|input| {
        // The rest is consumed even when the selector is refused, so that the others are still parsed.
        let selector = parse_scoped_selector(input, restrictions);
        while input.next().is_ok() {}
        selector.ok_or_else(ParseError::<()>::unexpected_token)
    });
    let names_page = selectors.iter().any(|selector| selector.names_page);
    let names_body = selectors.iter().any(|selector| selector.names_root && !selector.names_page);
    let may_name_root = selectors.iter().any(|selector| selector.for_page.is_some());
    let names_root = selectors.iter().any(|selector| selector.names_root);
    let selectors: Vec<_> = selectors
        .into_iter()
        .flat_map(|selector| {
            let is_conditional = selector.is_conditional;
            [Some(selector.text), selector.for_page].into_iter().flatten().map(move |text| (text, is_conditional))
        })
        .take(MAX_SELECTORS)
        .collect();
    let is_safe = !selectors.is_empty() && !selectors.iter().any(|(text, _)| text.contains('<'));
    is_safe.then_some(ScopedSelectors { selectors, names_page, names_body, names_root, may_name_root })
}

/// The simple selectors between two combinators.
#[derive(Default)]
struct CompoundSelector {
    text: String,
    /// Whether it names the page (`html`, `body`, `:root`) or the wrapper.
    is_root: bool,
    /// Whether it names the element of the page: `html` or `:root`.
    is_page: bool,
    /// Whether it names no type of element, and a class or id that the page has.
    may_be_page: bool,
    /// Whether it matches only sometimes, by what the reader does.
    is_conditional: bool,
}

/// What a simple selector may be.
#[derive(Clone, Copy)]
struct SelectorRestrictions<'a> {
    may_negate: bool,
    names_wrapper: bool,
    page: &'a RootClassesAndIds,
}

/// A selector, scoped to the wrapper.
struct ScopedSelector {
    text: String,
    /// The same for the page itself, if it may name that.
    for_page: Option<String>,
    /// Whether it matches only sometimes, by what the reader does.
    is_conditional: bool,
    /// Whether it is for the element of the page, `html`.
    names_page: bool,
    /// Whether it is for that or for `body`.
    names_root: bool,
}

impl CompoundSelector {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.is_root
    }
}

/// Parses one selector and scopes it to the wrapper.
fn parse_scoped_selector(input: &mut Parser<'_>, restrictions: SelectorRestrictions<'_>) -> Option<ScopedSelector> {
    let mut parts: Vec<(char, CompoundSelector)> = vec![(' ', CompoundSelector::default())];
    let mut combinator = None;
    while let Ok(token) = input.next_including_whitespace().cloned() {
        match token {
            Token::WhiteSpace(_) => {
                combinator.get_or_insert(' ');
            }
            Token::Delim(sign @ ('>' | '+' | '~')) if combinator.is_none_or(|c| c == ' ') => combinator = Some(sign),
            token => {
                let last_empty = parts.last().is_none_or(|(_, c)| c.is_empty());
                match combinator.take() {
                    // Space in front of the first part is ignored; a combinator there is an error.
                    Some(' ') if last_empty && parts.len() == 1 => {}
                    Some(_) if last_empty => return None,
                    Some(sign) if parts.len() < MAX_COMPOUNDS => parts.push((sign, CompoundSelector::default())),
                    Some(_) => return None,
                    None => {}
                }
                parse_simple_selector(&token, input, &mut parts.last_mut()?.1, restrictions)?;
            }
        }
    }
    if combinator.is_some_and(|c| c != ' ') || parts.last()?.1.is_empty() {
        return None;
    }
    let is_conditional = parts.iter().any(|(_, compound)| compound.is_conditional);
    let names_page = parts.len() == 1 && parts[0].1.is_page;
    let names_root = parts.iter().all(|(_, compound)| compound.is_root);
    let text = scope_to_wrapper(&parts)?;
    let for_page =
        if parts.iter().any(|(_, compound)| compound.may_be_page) { replace_page_with_wrapper(parts) } else { None };
    Some(ScopedSelector { text, for_page, is_conditional, names_page, names_root })
}

/// Writes compound selectors with the wrapper in place of the first ones, as far as they may name the page; `None` if
/// they can't: `.page td` becomes `.wrapper.page td`.
fn replace_page_with_wrapper(mut parts: Vec<(char, CompoundSelector)>) -> Option<String> {
    let mut names_page = false;
    for (_, compound) in parts.iter_mut() {
        if !compound.is_root {
            if !compound.may_be_page {
                break;
            }
            compound.is_root = true;
            names_page = true;
        }
    }
    names_page.then(|| scope_to_wrapper(&parts)).flatten()
}

/// Writes compound selectors with the wrapper in front: `html body.dark > p` becomes `.wrapper.dark>p`, `p` becomes
/// `.wrapper p`.
fn scope_to_wrapper(parts: &[(char, CompoundSelector)]) -> Option<String> {
    let mut out = format!(".{WRAPPER_CLASS}");
    let mut leading = true;
    let mut first = true;
    for (sign, compound) in parts {
        if leading && compound.is_root {
            if !first && !matches!(*sign, ' ' | '>') {
                return None;
            }
            out.push_str(compound.text.strip_prefix('*').unwrap_or(&compound.text));
        } else if compound.is_root {
            return None;
        } else {
            let sign = if first { ' ' } else { *sign };
            // A sibling of the wrapper is outside the message.
            if leading && !matches!(sign, ' ' | '>') {
                return None;
            }
            leading = false;
            out.push(sign);
            out.push_str(&compound.text);
        }
        first = false;
    }
    Some(out)
}

/// Whether the text of a compound, so far, is for elements of every type.
fn has_no_type_selector(text: &str) -> bool {
    text.is_empty() || text.starts_with(['.', '#', '[', ':', '*'])
}

/// Parses one simple selector, which starts with `token`.
fn parse_simple_selector(
    token: &Token<'_>,
    input: &mut Parser<'_>,
    compound: &mut CompoundSelector,
    restrictions: SelectorRestrictions<'_>,
) -> Option<()> {
    match token {
        Token::Ident(name) if compound.is_empty() => {
            if name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body") {
                compound.is_root = true;
                compound.is_page = name.eq_ignore_ascii_case("html");
            } else {
                write_type_selector(&name.to_ascii_lowercase(), &mut compound.text)?;
            }
        }
        Token::Delim('*') if compound.is_empty() => compound.text.push('*'),
        Token::Delim('.') => match input.next_including_whitespace().ok()?.clone() {
            Token::Ident(name) if restrictions.names_wrapper && *name == *WRAPPER_CLASS => compound.is_root = true,
            Token::Ident(name) if !is_reserved_class_or_id(&name) => {
                compound.may_be_page |=
                    has_no_type_selector(&compound.text) && restrictions.page.classes.iter().any(|c| *c == *name);
                compound.text.push('.');
                write_identifier(&name, &mut compound.text)?;
            }
            _ => return None,
        },
        Token::IDHash(name) if !is_reserved_class_or_id(name) => {
            compound.may_be_page |=
                has_no_type_selector(&compound.text) && restrictions.page.ids.iter().any(|id| *id == **name);
            compound.text.push('#');
            write_identifier(name, &mut compound.text)?;
        }
        Token::SquareBracketBlock => {
            let mut text = None;
            let _ = input.parse_nested_block(|inner| {
                text = parse_attribute_selector(inner, &mut compound.is_conditional);
                Ok::<_, ParseError<()>>(())
            });
            let text = text?;
            // Only inputs that are buttons are written, without their type.
            let is_button_type = ["submit", "button", "reset"].iter().any(|t| text == format!("[type=\"{t}\"]"));
            if !(is_button_type && (compound.text.ends_with("-e-input)") || compound.text.ends_with("-e-button)"))) {
                compound.text.push_str(&text);
            }
        }
        Token::Colon => match input.next_including_whitespace().ok()?.clone() {
            Token::Ident(name) if name.eq_ignore_ascii_case("root") => {
                (compound.is_root, compound.is_page) = (true, true);
            }
            // Allowed at the end alone; elsewhere the browser drops the rule, and nothing else.
            Token::Colon => {
                let name = input.expect_ident().ok()?.to_ascii_lowercase();
                PSEUDO_ELEMENTS.contains(&name.as_str()).then_some(())?;
                compound.text.push_str("::");
                compound.text.push_str(&name);
            }
            Token::Ident(name) => {
                let name = name.to_ascii_lowercase();
                PSEUDO_CLASSES.contains(&name.as_str()).then_some(())?;
                compound.is_conditional |= STATE_PSEUDO_CLASSES.contains(&name.as_str());
                compound.text.push(':');
                compound.text.push_str(&name);
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let mut text = None;
                let _ = input.parse_nested_block(|inner| {
                    text = parse_pseudo_class_arguments(&name, inner, restrictions, &mut compound.is_conditional);
                    Ok::<_, ParseError<()>>(())
                });
                let text = text?;
                compound.text.push_str(&format!(":{name}({text})"));
            }
            _ => return None,
        },
        _ => return None,
    }
    Some(())
}

/// Parses the arguments of `:not()`, `:is()`, `:where()` or of an `:nth-…()` pseudo-class.
fn parse_pseudo_class_arguments(
    name: &str,
    input: &mut Parser<'_>,
    restrictions: SelectorRestrictions<'_>,
    is_conditional: &mut bool,
) -> Option<String> {
    let start = input.state();
    if name == "where" && restrictions.names_wrapper {
        // Of a document that this crate has written.
        if let Some(text) = parse_element_name_class(input) {
            return Some(text);
        }
        input.reset(&start);
    }
    if matches!(name, "is" | "where") && restrictions.may_negate {
        return parse_compound_list(input, restrictions, is_conditional);
    }
    if NTH_FUNCTIONS.contains(&name) {
        let (a, b) = parse_nth(input).ok()?;
        return input.is_exhausted().then(|| match (a, b) {
            (0, b) => b.to_string(),
            (a, 0) => format!("{a}n"),
            (a, b) => format!("{a}n{b:+}"),
        });
    }
    if name != "not" || !restrictions.may_negate {
        return None;
    }
    parse_inner_compound(input, restrictions, is_conditional)
}

/// Parses the arguments of `:is()` or `:where()`, each a compound. Those that are not allowed are left out.
fn parse_compound_list(
    input: &mut Parser<'_>,
    restrictions: SelectorRestrictions<'_>,
    is_conditional: &mut bool,
) -> Option<String> {
    let compounds = input.parse_comma_separated_ignoring_errors(|input| {
        let mut conditional = false;
        let compound = parse_inner_compound(input, restrictions, &mut conditional);
        while input.next().is_ok() {}
        compound.map(|text| (text, conditional)).ok_or_else(ParseError::<()>::unexpected_token)
    });
    let compounds: Vec<_> = compounds.into_iter().take(MAX_COMPOUNDS).collect();
    *is_conditional |= compounds.iter().any(|(_, conditional)| *conditional);
    let texts: Vec<_> = compounds.into_iter().map(|(text, _)| text).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

/// Parses a compound within a pseudo-class, up to the end of the input.
fn parse_inner_compound(
    input: &mut Parser<'_>,
    restrictions: SelectorRestrictions<'_>,
    is_conditional: &mut bool,
) -> Option<String> {
    let mut compound = CompoundSelector::default();
    input.skip_whitespace();
    while let Ok(token) = input.next_including_whitespace().cloned() {
        if matches!(token, Token::WhiteSpace(_)) {
            break;
        }
        parse_simple_selector(
            &token,
            input,
            &mut compound,
            SelectorRestrictions { may_negate: false, ..restrictions },
        )?;
    }
    *is_conditional |= compound.is_conditional;
    (input.is_exhausted() && !compound.is_root && !compound.text.is_empty()).then_some(compound.text)
}

/// Parses the class that stands for the name of an element, up to the end of the input.
fn parse_element_name_class(input: &mut Parser<'_>) -> Option<String> {
    input.expect_delim('.').ok()?;
    let class = input.expect_ident_cloned().ok()?;
    element_name_of_class(&class)?;
    let mut text = String::from(".");
    write_identifier(&class, &mut text)?;
    input.is_exhausted().then_some(text)
}

/// Parses `name` or `name=value` with any operator, and an optional `i` flag.
fn parse_attribute_selector(input: &mut Parser<'_>, is_conditional: &mut bool) -> Option<String> {
    let mut out = String::from("[");
    let name = input.expect_ident().ok()?.to_ascii_lowercase();
    *is_conditional |= STATE_ATTRIBUTES.contains(&name.as_str());
    write_identifier(&name, &mut out)?;
    if !input.is_exhausted() {
        out.push_str(match input.next().ok()? {
            Token::Delim('=') => "=",
            Token::IncludeMatch => "~=",
            Token::DashMatch => "|=",
            Token::PrefixMatch => "^=",
            Token::SuffixMatch => "$=",
            Token::SubstringMatch => "*=",
            _ => return None,
        });
        let value = input.expect_ident_or_string().ok()?.to_string();
        if value.contains('<') || value.len() > 200 || value.to_ascii_lowercase().contains("mayfly") {
            return None;
        }
        serialize_string(&value, &mut out).ok()?;
        if let Ok(flag) = input.try_parse(Parser::expect_ident_cloned) {
            flag.eq_ignore_ascii_case("i").then(|| out.push_str(" i"))?;
        }
        input.expect_exhausted().ok()?;
    }
    out.push(']');
    Some(out)
}

/// Writes the selector for elements of a name, or for what replaces them: of the same specificity, by the class that
/// stands for the name.
fn write_type_selector(name: &str, out: &mut String) -> Option<()> {
    match ElementReplacement::find_replacement_element(name)
        .and_then(|replacement| Some((replacement, class_for_element_name(name)?)))
    {
        Some((replacement, class)) => {
            out.push_str(replacement.name);
            out.push_str(":where(.");
            write_identifier(&class, out)?;
            out.push(')');
            Some(())
        }
        None => write_identifier(name, out),
    }
}

/// Writes an identifier, escaped; `None` when it is too long or has a `<`.
fn write_identifier(name: &str, out: &mut String) -> Option<()> {
    if name.is_empty() || name.len() > 200 || name.contains('<') {
        return None;
    }
    serialize_identifier(name, out).ok()
}
