//! The rules of a sanitised style sheet: which elements each may apply to, and what it costs to find out.

use std::borrow::Cow;
use std::collections::HashMap;

use super::style_layout_cost::StyleLayoutCost;
use crate::allowed_elements_and_attributes::find_allowed_element;
use crate::sanitised_css_reader::{SheetPiece, find_at_top_level, split_at_top_level};

/// What elements have in common that a selector may match: its last compound names one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum RuleIndexKey<'a> {
    Any,
    Tag(&'a str),
    Class(Cow<'a, str>),
    Id(Cow<'a, str>),
}

/// The rules whose selectors end in one key, and the elements that have it.
#[derive(Default)]
struct RuleIndexEntry {
    style_cost: StyleLayoutCost,
    elements: u64,
}

/// What it takes to try a selector on one element.
struct SelectorCost {
    /// The rule's place in the sheet.
    rule: usize,
    /// The entry of its key.
    entry: usize,
    /// Steps that do not depend on the document.
    steps: u64,
    /// Steps for each sibling of the element.
    steps_per_sibling: u64,
    /// Attribute values that are searched for a text, by element.
    attribute_searches: u64,
}

/// The rules of a style sheet by what they may match, and the elements that have been seen.
#[derive(Default)]
pub(super) struct RuleIndex<'a> {
    places: HashMap<RuleIndexKey<'a>, usize>,
    /// The entries of the allowed tags, of which a sheet names a few.
    places_of_tags: Vec<(&'a str, usize)>,
    /// The entry of what matches every element.
    place_of_any: Option<usize>,
    entries: Vec<RuleIndexEntry>,
    selectors: Vec<SelectorCost>,
    rules: usize,
}

impl<'a> RuleIndex<'a> {
    pub(super) fn new(pieces: &[SheetPiece<'a>]) -> Self {
        let mut index = Self::default();
        for piece in pieces {
            if let SheetPiece::Rule(selectors, declarations) = piece {
                index.index_style_rule(selectors, StyleLayoutCost::from_declarations(declarations));
            }
        }
        for (key, place) in &index.places {
            match key {
                RuleIndexKey::Any => index.place_of_any = Some(*place),
                RuleIndexKey::Tag(tag) if find_allowed_element(tag).is_some() => {
                    index.places_of_tags.push((tag, *place))
                }
                _ => {}
            }
        }
        index
    }

    fn index_style_rule(&mut self, selectors: &'a str, style_cost: StyleLayoutCost) {
        for selector in split_at_top_level(selectors, b',') {
            let key = last_compound_key(selector);
            let entries = &mut self.entries;
            let entry = *self.places.entry(key).or_insert_with(|| {
                entries.push(RuleIndexEntry::default());
                entries.len() - 1
            });
            let known = &mut self.entries[entry];
            known.style_cost = known.style_cost.union(style_cost);
            self.selectors.push(SelectorCost::new(selector, self.rules, entry));
        }
        self.rules += 1;
    }

    /// Counts an element and returns what the rules that may apply to it may cost.
    pub(super) fn count_element_per_rule(&mut self, tag: &str, classes: &str, id: &str) -> StyleLayoutCost {
        let mut style_cost = StyleLayoutCost::default();
        let mut count = |place: usize| {
            let entry = &mut self.entries[place];
            entry.elements += 1;
            style_cost = style_cost.union(entry.style_cost);
        };
        self.place_of_any.into_iter().for_each(&mut count);
        if let Some((_, place)) = self.places_of_tags.iter().find(|(known, _)| *known == tag) {
            count(*place);
        }
        let classes = classes.split_ascii_whitespace().map(|class| RuleIndexKey::Class(Cow::Borrowed(class)));
        let ids = (!id.is_empty()).then_some(RuleIndexKey::Id(Cow::Borrowed(id)));
        for key in classes.chain(ids) {
            self.places.get(&key).copied().into_iter().for_each(&mut count);
        }
        style_cost
    }

    /// Which rules have to go so that trying the others on the counted elements takes at most `budget` steps: by their
    /// places, empty when none.
    pub(super) fn find_costly_rules(&self, budget: u64, siblings: u64, attribute_bytes: u64) -> Vec<usize> {
        let mut costs = vec![0_u64; self.rules];
        for selector in &self.selectors {
            let cost = selector.total_matching_steps(self.entries[selector.entry].elements, siblings, attribute_bytes);
            costs[selector.rule] = costs[selector.rule].saturating_add(cost);
        }
        let mut left = budget;
        let mut costly = Vec::new();
        for (rule, cost) in costs.into_iter().enumerate() {
            match left.checked_sub(cost) {
                Some(rest) => left = rest,
                None => costly.push(rule),
            }
        }
        costly
    }
}

impl SelectorCost {
    fn new(selector: &str, rule: usize, entry: usize) -> Self {
        /// Ancestors that are tried, on average, for a part that may be any of them.
        const ANCESTORS: u64 = 8;
        let mut cost = Self { rule, entry, steps: 1, steps_per_sibling: 0, attribute_searches: 0 };
        let mut following = 0;
        let mut rest = selector;
        while let Some(at) = find_at_top_level(rest, b" >+~") {
            match rest.as_bytes()[at] {
                b' ' => cost.steps += ANCESTORS,
                b'~' => following += 1,
                _ => cost.steps += 1,
            }
            rest = &rest[at + 1..];
        }
        for (name, steps, steps_per_sibling) in [
            (":nth-child(", 8, 0),
            (":nth-last", 0, 1),
            ("-of-type", 0, 1),
            (":not(", 2, 0),
            (":is(", 4, 0),
            (":where(", 4, 0),
            ("[", 2, 0),
            (":empty", 2, 0),
        ] {
            let count = selector.matches(name).count() as u64;
            cost.steps += steps * count;
            cost.steps_per_sibling += steps_per_sibling * count;
        }
        // Behind a combinator for siblings, all of this is done for each of them.
        cost.steps_per_sibling += following * cost.steps;
        cost.attribute_searches =
            ["*=", "$=", "^=", "~=", "|="].iter().map(|o| selector.matches(o).count() as u64).sum();
        cost
    }

    /// The steps of trying it on so many elements, whose parents have at most so many children.
    fn total_matching_steps(&self, elements: u64, siblings: u64, attribute_bytes: u64) -> u64 {
        // Half of the siblings are on the side that is looked at.
        let by_siblings = self.steps_per_sibling.saturating_mul((siblings / 2).max(1));
        elements
            .saturating_mul(self.steps.saturating_add(by_siblings))
            .saturating_add(self.attribute_searches.saturating_mul(attribute_bytes / 16))
    }
}

/// The key of the last compound of a selector: its id, its first class or its tag.
fn last_compound_key(selector: &str) -> RuleIndexKey<'_> {
    let mut last = selector;
    while let Some(at) = find_at_top_level(last, b" >+~") {
        last = &last[at + 1..];
    }
    // Names within brackets or parentheses belong to other elements.
    let plain = &last[..find_unescaped(last, b":[").unwrap_or(last.len())];
    let named = |sign: u8| {
        let name = &plain[find_unescaped(plain, &[sign])? + 1..];
        Some(unescape(&name[..find_unescaped(name, b".#").unwrap_or(name.len())]))
    };
    if let Some(id) = named(b'#') {
        return RuleIndexKey::Id(id);
    }
    if let Some(class) = named(b'.') {
        return RuleIndexKey::Class(class);
    }
    if plain.is_empty() || plain == "*" || plain.contains('\\') { RuleIndexKey::Any } else { RuleIndexKey::Tag(plain) }
}

/// The offset of the first of some ASCII characters that is not escaped.
fn find_unescaped(text: &str, wanted: &[u8]) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if wanted.contains(&byte) {
            return Some(at);
        }
        if byte == b'\\' {
            bytes.next();
        }
    }
    None
}

/// An identifier without its escapes.
fn unescape(name: &str) -> Cow<'_, str> {
    if !name.contains('\\') {
        return Cow::Borrowed(name);
    }
    let mut input = cssparser::Parser::new(name);
    match input.expect_ident() {
        Ok(name) => Cow::Owned(name.to_string()),
        Err(_) => Cow::Borrowed(name),
    }
}
