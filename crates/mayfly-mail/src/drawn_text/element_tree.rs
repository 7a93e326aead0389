//! The tree of a sanitised message.

use std::borrow::Cow;

use crate::characters::find_ascii_byte;
use crate::html_entities::decode_common_entities;
use crate::openable_url::leads_outside_message;
use crate::sanitised_markup_reader::{MarkupPiece, MarkupScanner, find_attribute, is_void_element};

/// The index of a node; the root is 0.
pub(super) type NodeId = usize;

pub(super) struct Node<'a> {
    pub(super) parent: NodeId,
    pub(super) children: Vec<NodeId>,
    pub(super) content: NodeContent<'a>,
}

pub(super) enum NodeContent<'a> {
    /// Text, its entities undecoded.
    Text(&'a str),
    /// An element: its name, and its attributes as they stand in the tag.
    Element { name: &'a str, attributes: &'a str },
}

pub(super) struct ElementTree<'a> {
    nodes: Vec<Node<'a>>,
    /// The links, in the order of their start tags, with the bidirectional controls that are open where each starts.
    pub(super) links: Vec<(NodeId, String)>,
}

impl<'a> ElementTree<'a> {
    /// Builds the tree of `html` inside an element with this start tag.
    pub(super) fn build(root_tag: &'a str, html: &'a str) -> Self {
        let (name, attributes) = match MarkupScanner::new(root_tag).next() {
            Some(MarkupPiece::Start(name, attributes)) => (name, attributes),
            _ => ("div", ""),
        };
        let root = Node { parent: 0, children: Vec::new(), content: NodeContent::Element { name, attributes } };
        let mut tree = Self { nodes: vec![root], links: Vec::new() };
        let mut current = 0;
        let mut controls = String::new();
        for piece in MarkupScanner::new(html) {
            match piece {
                MarkupPiece::Text(text) => {
                    tree.add_node(current, NodeContent::Text(text));
                    track_bidi_controls(text, &mut controls);
                }
                MarkupPiece::End(name) => {
                    current = tree.nodes[current].parent;
                    if is_block(name) {
                        controls.clear();
                    }
                }
                MarkupPiece::Start(name, attributes) => {
                    if is_block(name) || name == "br" {
                        controls.clear();
                    }
                    let id = tree.add_node(current, NodeContent::Element { name, attributes });
                    if matches!(name, "a" | "area")
                        && find_attribute(attributes, "href").is_some_and(leads_outside_message)
                    {
                        tree.links.push((id, controls.clone()));
                    }
                    if !is_void_element(name) {
                        current = id;
                    }
                }
            }
        }
        tree
    }

    fn add_node(&mut self, parent: NodeId, content: NodeContent<'a>) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node { parent, children: Vec::new(), content });
        self.nodes[parent].children.push(id);
        id
    }

    /// The number of nodes, the root included.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id]
    }

    /// The name and the attributes of an element; `None` for text.
    pub(super) fn element_name_and_attributes(&self, id: NodeId) -> Option<(&'a str, &'a str)> {
        match self.nodes[id].content {
            NodeContent::Element { name, attributes } => Some((name, attributes)),
            NodeContent::Text(_) => None,
        }
    }

    /// The elements before another one of the same parent, the nearest first.
    pub(super) fn preceding_sibling_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let siblings = &self.nodes[self.nodes[id].parent].children;
        let count = siblings.partition_point(|sibling| *sibling < id);
        siblings[..count].iter().rev().copied().filter(|sibling| self.element_name_and_attributes(*sibling).is_some())
    }

    /// The elements that a node has as children.
    pub(super) fn child_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes[id].children.iter().copied().filter(|child| self.element_name_and_attributes(*child).is_some())
    }
}

/// Whether browsers draw an element as a block by default.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Keeps the bidirectional controls that are open after a text.
fn track_bidi_controls(text: &str, controls: &mut String) {
    // All of them start with this byte, in UTF-8 and unless written as an entity.
    if find_ascii_byte(text, 0xE2).is_none() && find_ascii_byte(text, b'&').is_none() {
        return;
    }
    for c in decode_common_entities(text).chars() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' if controls.len() < 300 => {
                controls.push(c);
            }
            '\u{202C}' if controls.ends_with(['\u{202A}', '\u{202B}', '\u{202D}', '\u{202E}']) => {
                controls.pop();
            }
            '\u{2069}' => {
                if let Some(at) = controls.rfind(['\u{2066}', '\u{2067}', '\u{2068}']) {
                    controls.truncate(at);
                }
            }
            '\u{2029}' => controls.clear(),
            _ => {}
        }
    }
}

/// The value of an attribute in serialised markup, decoded.
pub(super) fn find_decoded_attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    find_attribute(attributes, name).map(decode_common_entities)
}
