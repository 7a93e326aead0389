//! Selectors as the style sanitiser writes them, and whether an element matches one.

use cssparser::{ParseError, Parser, Token, parse_nth};

use super::element_tree::{ElementTree, NodeId, find_decoded_attribute};
use crate::allowed_elements_and_attributes::WRAPPER_CLASS;

/// A complex selector, from the last compound to the first.
pub(super) struct Selector {
    compounds: Vec<(Compound, Option<Combinator>)>,
    /// Ids, then classes and the like, then names.
    pub(super) specificity: u32,
    /// Whether it matches only sometimes, by what the reader does.
    pub(super) is_conditional: bool,
}

/// What the elements that match a selector have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SelectorKey<'a> {
    Id(&'a str),
    Class(&'a str),
    Name(&'a str),
    Any,
}

/// How a compound relates to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Descendant,
    Child,
    NextSibling,
    LaterSibling,
}

#[derive(Default)]
struct Compound {
    name: Option<String>,
    ids: Vec<String>,
    classes: Vec<String>,
    attributes: Vec<AttributeTest>,
    pseudo_classes: Vec<PseudoClass>,
}

struct AttributeTest {
    name: String,
    operator: char,
    value: String,
    ignores_case: bool,
}

enum PseudoClass {
    /// `:nth-child()` and the like: the position from the start or the end, among all or among those of its name.
    Position {
        from_end: bool,
        of_type: bool,
        a: i32,
        b: i32,
    },
    Only {
        of_type: bool,
    },
    Empty,
    Link,
    /// Of what the reader does: taken to match, where conditional selectors are looked at at all.
    State,
    Not(Compound),
    /// Any of these: `:is()` and `:where()`.
    AnyOf(Vec<Compound>),
}

impl Selector {
    /// Parses the selectors up to the end of the input. Those with pseudo-elements are left out: they style a part of
    /// what the element draws.
    pub(super) fn parse_selector_list(input: &mut Parser<'_>) -> Vec<Self> {
        let list = input.parse_comma_separated_ignoring_errors(|input| {
            let selector = Self::parse(input);
            while input.next().is_ok() {}
            selector.ok_or_else(ParseError::<()>::unexpected_token)
        });
        list.into_iter().collect()
    }

    fn parse(input: &mut Parser<'_>) -> Option<Self> {
        let mut compounds = vec![(Compound::default(), None)];
        let mut selector = Self { compounds: Vec::new(), specificity: 0, is_conditional: false };
        let mut combinator = None;
        while let Ok(token) = input.next_including_whitespace().cloned() {
            match token {
                Token::WhiteSpace(_) => {
                    combinator.get_or_insert(Combinator::Descendant);
                }
                Token::Delim('>') => combinator = Some(Combinator::Child),
                Token::Delim('+') => combinator = Some(Combinator::NextSibling),
                Token::Delim('~') => combinator = Some(Combinator::LaterSibling),
                token => {
                    if let Some(combinator) = combinator.take() {
                        compounds.push((Compound::default(), Some(combinator)));
                    }
                    selector.parse_simple_selector(&token, input, &mut compounds.last_mut()?.0)?;
                }
            }
        }
        compounds.reverse();
        Some(Self { compounds, ..selector })
    }

    fn parse_simple_selector(
        &mut self,
        token: &Token<'_>,
        input: &mut Parser<'_>,
        compound: &mut Compound,
    ) -> Option<()> {
        const NAME: u32 = 1;
        const CLASS: u32 = 1 << 10;
        const ID: u32 = 1 << 20;
        let weight = match token {
            Token::Delim('*') => 0,
            Token::Ident(name) => {
                compound.name = Some(name.to_string());
                NAME
            }
            Token::IDHash(name) => {
                compound.ids.push(name.to_string());
                ID
            }
            Token::Delim('.') => {
                compound.classes.push(input.expect_ident().ok()?.to_string());
                CLASS
            }
            Token::SquareBracketBlock => {
                let mut test = None;
                let _ = input.parse_nested_block(|inner| {
                    test = AttributeTest::parse(inner);
                    Ok::<_, ParseError<()>>(())
                });
                let test = test?;
                self.is_conditional |= test.name == "open";
                compound.attributes.push(test);
                CLASS
            }
            Token::Colon => {
                let pseudo_class = self.parse_pseudo_class(input)?;
                self.is_conditional |= matches!(pseudo_class, PseudoClass::State);
                // Those with selectors in them have the weight of these.
                let weight =
                    if matches!(pseudo_class, PseudoClass::Not(_) | PseudoClass::AnyOf(_)) { 0 } else { CLASS };
                compound.pseudo_classes.push(pseudo_class);
                weight
            }
            _ => return None,
        };
        self.specificity = self.specificity.saturating_add(weight);
        Some(())
    }

    fn parse_pseudo_class(&mut self, input: &mut Parser<'_>) -> Option<PseudoClass> {
        let position = |from_end, of_type| PseudoClass::Position { from_end, of_type, a: 0, b: 1 };
        match input.next_including_whitespace().ok()?.clone() {
            Token::Ident(name) => Some(match &*name {
                "first-child" => position(false, false),
                "last-child" => position(true, false),
                "first-of-type" => position(false, true),
                "last-of-type" => position(true, true),
                "only-child" => PseudoClass::Only { of_type: false },
                "only-of-type" => PseudoClass::Only { of_type: true },
                "empty" => PseudoClass::Empty,
                "link" | "any-link" => PseudoClass::Link,
                "hover" | "active" | "focus" | "visited" => PseudoClass::State,
                _ => return None,
            }),
            Token::Function(name) => {
                let mut parsed = None;
                let specificity = self.specificity;
                let _ = input.parse_nested_block(|inner| {
                    parsed = if matches!(&*name, "is" | "where") {
                        self.parse_compound_list(inner).map(PseudoClass::AnyOf)
                    } else if &*name == "not" {
                        self.parse_compound(inner).map(PseudoClass::Not)
                    } else {
                        parse_nth(inner).ok().map(|(a, b)| PseudoClass::Position {
                            from_end: name.contains("last"),
                            of_type: name.ends_with("type"),
                            a,
                            b,
                        })
                    };
                    Ok::<_, ParseError<()>>(())
                });
                if &*name == "where" {
                    self.specificity = specificity;
                }
                parsed
            }
            _ => None,
        }
    }

    /// Parses a list of compounds. The specificity is that of the most specific one.
    fn parse_compound_list(&mut self, input: &mut Parser<'_>) -> Option<Vec<Compound>> {
        let specificity = self.specificity;
        let mut most = 0;
        let compounds = input.parse_comma_separated(|input| {
            self.specificity = 0;
            let compound = self.parse_compound(input).ok_or_else(ParseError::<()>::unexpected_token);
            most = most.max(self.specificity);
            compound
        });
        self.specificity = specificity.saturating_add(most);
        Some(compounds.ok()?.into_iter().collect())
    }

    fn parse_compound(&mut self, input: &mut Parser<'_>) -> Option<Compound> {
        let mut compound = Compound::default();
        while let Ok(token) = input.next_including_whitespace().cloned() {
            self.parse_simple_selector(&token, input, &mut compound)?;
        }
        Some(compound)
    }

    /// What every element has that matches: an id, a class, a name, or nothing in particular.
    pub(super) fn index_key(&self) -> SelectorKey<'_> {
        let Some((last, _)) = self.compounds.first() else { return SelectorKey::Any };
        match (last.ids.first(), last.classes.first(), &last.name) {
            (Some(id), ..) => SelectorKey::Id(id),
            (_, Some(class), _) => SelectorKey::Class(class),
            (_, _, Some(name)) => SelectorKey::Name(name),
            _ => SelectorKey::Any,
        }
    }

    /// Whether an element matches. `steps` is decremented with the work, and nothing matches when it is used up.
    pub(super) fn matches(&self, tree: &ElementTree<'_>, element: NodeId, steps: &mut usize) -> bool {
        self.matches_selector_from_compound(tree, element, 0, steps)
    }

    fn matches_selector_from_compound(
        &self,
        tree: &ElementTree<'_>,
        element: NodeId,
        index: usize,
        steps: &mut usize,
    ) -> bool {
        let Some((compound, combinator)) = self.compounds.get(index) else { return true };
        if !compound.matches(tree, element, steps) {
            return false;
        }
        let parent = tree.node(element).parent;
        match combinator {
            None => true,
            Some(_) if element == 0 => false,
            Some(Combinator::Child) => self.matches_selector_from_compound(tree, parent, index + 1, steps),
            Some(Combinator::Descendant) => {
                let mut ancestor = parent;
                loop {
                    if self.matches_selector_from_compound(tree, ancestor, index + 1, steps) {
                        return true;
                    }
                    if ancestor == 0 || *steps == 0 {
                        return false;
                    }
                    ancestor = tree.node(ancestor).parent;
                }
            }
            Some(sibling) => {
                let mut before = tree.preceding_sibling_elements(element);
                if *sibling == Combinator::NextSibling {
                    return before
                        .next()
                        .is_some_and(|id| self.matches_selector_from_compound(tree, id, index + 1, steps));
                }
                before.any(|id| *steps > 0 && self.matches_selector_from_compound(tree, id, index + 1, steps))
            }
        }
    }
}

impl Compound {
    fn matches(&self, tree: &ElementTree<'_>, element: NodeId, steps: &mut usize) -> bool {
        if *steps == 0 {
            return false;
        }
        *steps -= 1;
        let Some((name, attributes)) = tree.element_name_and_attributes(element) else { return false };
        if self.name.as_ref().is_some_and(|wanted| *wanted != name) {
            return false;
        }
        // The element that holds the message is known by its class.
        if self.classes.first().is_some_and(|class| class == WRAPPER_CLASS) && element != 0 {
            return false;
        }
        if !self.ids.is_empty() {
            let id = find_decoded_attribute(attributes, "id").unwrap_or_default();
            if self.ids.iter().any(|wanted| *wanted != *id) {
                return false;
            }
        }
        if !self.classes.is_empty() {
            let classes = find_decoded_attribute(attributes, "class").unwrap_or_default();
            if !self.classes.iter().all(|wanted| classes.split_ascii_whitespace().any(|class| class == wanted)) {
                return false;
            }
        }
        self.attributes.iter().all(|test| test.matches(attributes))
            && self.pseudo_classes.iter().all(|pseudo_class| pseudo_class.matches(tree, element, steps))
    }
}

impl AttributeTest {
    fn parse(input: &mut Parser<'_>) -> Option<Self> {
        let name = input.expect_ident().ok()?.to_string();
        if input.is_exhausted() {
            return Some(Self { name, operator: ' ', value: String::new(), ignores_case: false });
        }
        let operator = match input.next().ok()? {
            Token::Delim('=') => '=',
            Token::IncludeMatch => '~',
            Token::DashMatch => '|',
            Token::PrefixMatch => '^',
            Token::SuffixMatch => '$',
            Token::SubstringMatch => '*',
            _ => return None,
        };
        let value = input.expect_ident_or_string().ok()?.to_string();
        Some(Self { name, operator, value, ignores_case: !input.is_exhausted() })
    }

    fn matches(&self, attributes: &str) -> bool {
        let Some(actual) = find_decoded_attribute(attributes, &self.name) else { return false };
        let (actual, wanted) = if self.ignores_case {
            (actual.to_ascii_lowercase(), self.value.to_ascii_lowercase())
        } else {
            (actual.into_owned(), self.value.clone())
        };
        match self.operator {
            ' ' => true,
            '=' => actual == wanted,
            '~' => actual.split_ascii_whitespace().any(|word| word == wanted),
            '|' => actual.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            _ if wanted.is_empty() => false,
            '^' => actual.starts_with(&wanted),
            '$' => actual.ends_with(&wanted),
            _ => actual.contains(&wanted),
        }
    }
}

impl PseudoClass {
    fn matches(&self, tree: &ElementTree<'_>, element: NodeId, steps: &mut usize) -> bool {
        let siblings = |of_type: bool| {
            let name = tree.element_name_and_attributes(element).map(|(name, _)| name);
            tree.child_elements(tree.node(element).parent)
                .filter(move |id| !of_type || tree.element_name_and_attributes(*id).map(|(name, _)| name) == name)
        };
        match self {
            Self::Position { from_end, of_type, a, b } => {
                let (mut before, mut after) = (1, 1);
                for sibling in siblings(*of_type) {
                    *steps = steps.saturating_sub(1);
                    before += i64::from(sibling < element);
                    after += i64::from(sibling > element);
                }
                let distance = (if *from_end { after } else { before }) - i64::from(*b);
                let step = i64::from(*a);
                if step == 0 { distance == 0 } else { distance % step == 0 && distance / step >= 0 }
            }
            Self::Only { of_type } => {
                *steps = steps.saturating_sub(tree.node(tree.node(element).parent).children.len());
                siblings(*of_type).take(2).count() == 1
            }
            Self::Empty => tree.node(element).children.is_empty(),
            Self::Link => tree
                .element_name_and_attributes(element)
                .is_some_and(|(name, a)| name == "a" && find_decoded_attribute(a, "href").is_some()),
            Self::State => true,
            Self::AnyOf(compounds) => compounds.iter().any(|compound| compound.matches(tree, element, steps)),
            Self::Not(compound) => !compound.matches(tree, element, steps),
        }
    }
}
