//! The rules of a sanitised style sheet that decide what is drawn of a text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use cssparser::{ParseError, Parser, Token};

use super::declarations::{Declaration, hides_letter, parse_declarations_of_sanitised_style};
use super::element_tree::{ElementTree, NodeId, find_decoded_attribute};
use super::selector_matching::{Selector, SelectorKey};

/// A style rule.
pub(super) struct StyleRule {
    pub(super) selectors: Vec<Selector>,
    pub(super) declarations: Vec<(Declaration, bool)>,
    /// The number of the media query around it; `None` where it applies always.
    pub(super) media: Option<usize>,
}

/// The rules that match an element.
pub(super) struct MatchedRule {
    pub(super) rule: usize,
    pub(super) specificity: u32,
    /// Whether it matches only sometimes, by what the reader does.
    pub(super) is_conditional: bool,
}

/// What styles say about an element.
#[derive(Default)]
pub(super) struct ElementStyles {
    /// The rules that match it, in the order of the style sheet.
    pub(super) rules: Vec<MatchedRule>,
    /// The declarations of its own.
    pub(super) inline: Vec<(Declaration, bool)>,
}

/// Finds what styles say about an element. Each element is looked up once, whatever conditions are asked for later.
pub(super) struct RuleMatcher<'a> {
    tree: &'a ElementTree<'a>,
    rules: &'a StyleRules,
    /// The selectors by what their elements have in common: rule and position in its list.
    selectors: HashMap<SelectorKey<'a>, Vec<(usize, usize)>>,
    found: RefCell<HashMap<NodeId, Rc<ElementStyles>>>,
}

impl<'a> RuleMatcher<'a> {
    pub(super) fn new(tree: &'a ElementTree<'a>, rules: &'a StyleRules) -> Self {
        let mut selectors: HashMap<_, Vec<_>> = HashMap::new();
        for (number, rule) in rules.rules.iter().enumerate() {
            for (position, selector) in rule.selectors.iter().enumerate() {
                selectors.entry(selector.index_key()).or_default().push((number, position));
            }
        }
        Self { tree, rules, selectors, found: RefCell::default() }
    }

    pub(super) fn tree(&self) -> &'a ElementTree<'a> {
        self.tree
    }

    pub(super) fn rules(&self) -> &'a StyleRules {
        self.rules
    }

    /// What styles say about an element. `steps` is decremented with the work.
    pub(super) fn find_styles_for_element(&self, element: NodeId, steps: &mut usize) -> Rc<ElementStyles> {
        if let Some(known) = self.found.borrow().get(&element) {
            return Rc::clone(known);
        }
        let mut found = ElementStyles::default();
        if let Some((name, attributes)) = self.tree.element_name_and_attributes(element) {
            *steps = steps.saturating_sub(attributes.len() / 64);
            if let Some(style) = find_decoded_attribute(attributes, "style") {
                found.inline = parse_declarations_of_sanitised_style(&style);
            }
            if !self.rules.rules.is_empty() {
                found.rules = self.find_rules(element, name, attributes, steps);
            }
        }
        let found = Rc::new(found);
        self.found.borrow_mut().insert(element, Rc::clone(&found));
        found
    }

    fn find_rules(&self, element: NodeId, name: &str, attributes: &str, steps: &mut usize) -> Vec<MatchedRule> {
        let mut found = Vec::new();
        let classes = find_decoded_attribute(attributes, "class").unwrap_or_default();
        let id = find_decoded_attribute(attributes, "id");
        let keys = classes.split_ascii_whitespace().map(SelectorKey::Class);
        let keys = keys.chain(id.as_deref().map(SelectorKey::Id)).chain([SelectorKey::Name(name), SelectorKey::Any]);
        for (number, position) in keys.filter_map(|key| self.selectors.get(&key)).flatten().copied() {
            let selector = &self.rules.rules[number].selectors[position];
            if selector.matches(self.tree, element, steps) {
                let (specificity, is_conditional) = (selector.specificity, selector.is_conditional);
                found.push(MatchedRule { rule: number, specificity, is_conditional });
            }
        }
        found.sort_by_key(|matched| matched.rule);
        found
    }
}

/// The rules of a style sheet, and how many media queries they are in.
#[derive(Default)]
pub(super) struct StyleRules {
    pub(super) rules: Vec<StyleRule>,
    /// Whether the first letter of any element is hidden.
    pub(super) hides_first_letters: bool,
    media: Vec<String>,
}

impl StyleRules {
    /// Parses a sanitised style sheet. Rules without a declaration that matters are left out.
    pub(super) fn parse(css: &str) -> Self {
        let mut rules = Self::default();
        rules.parse_rules(&mut Parser::new(css), "");
        rules
    }

    /// Whether any rule applies only sometimes.
    pub(super) fn has_conditional_rules(&self) -> bool {
        let is_conditional = |rule: &StyleRule| rule.selectors.iter().any(|selector| selector.is_conditional);
        !self.media.is_empty() || self.rules.iter().any(is_conditional)
    }

    /// The number of media queries.
    pub(super) fn media_query_count(&self) -> usize {
        self.media.len()
    }

    fn parse_rules(&mut self, input: &mut Parser<'_>, media: &str) {
        loop {
            input.skip_whitespace();
            let start = input.state();
            let position = input.position();
            // The prelude, up to the block.
            let is_block = loop {
                match input.next().cloned() {
                    Ok(Token::CurlyBracketBlock) => break true,
                    Ok(_) => {}
                    Err(_) => break false,
                }
            };
            if !is_block {
                return;
            }
            let prelude = input.slice_from(position).trim_end_matches('{');
            match prelude.strip_prefix("@media") {
                Some(query) => {
                    let query = format!("{media}{query}");
                    let _ = input.parse_nested_block(|inner| {
                        self.parse_rules(inner, &query);
                        Ok::<_, ParseError<()>>(())
                    });
                }
                None => {
                    let mut declarations = Vec::new();
                    let _ = input.parse_nested_block(|inner| {
                        let from = inner.position();
                        while inner.next().is_ok() {}
                        declarations = parse_declarations_of_sanitised_style(inner.slice_from(from));
                        Ok::<_, ParseError<()>>(())
                    });
                    self.hides_first_letters |= prelude.contains(":first-letter") && hides_letter(&declarations);
                    if !declarations.is_empty() {
                        let selectors = Selector::parse_selector_list(&mut Parser::new(prelude));
                        let media = self.media_query_index(media);
                        self.rules.push(StyleRule { selectors, declarations, media });
                    }
                }
            }
            debug_assert!(input.state().position() > start.position());
        }
    }

    fn media_query_index(&mut self, media: &str) -> Option<usize> {
        if matches!(media.trim(), "" | "all" | "screen" | "only screen") {
            return None;
        }
        let known = self.media.iter().position(|known| known == media);
        Some(known.unwrap_or_else(|| {
            self.media.push(media.to_owned());
            self.media.len() - 1
        }))
    }
}
