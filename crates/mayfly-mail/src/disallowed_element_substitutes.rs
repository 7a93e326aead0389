//! Elements that a message may not have, and the elements that they are written as.
//!
//! Such an element keeps its attributes and is drawn as before. It gets a class of Mayfly's own that stands for its
//! name, so that the message's rules for that name still apply. A sender cannot give that class to anything else: the
//! normaliser writes it with a prefix that is not known outside of the process, and the sanitiser translates it.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

use crate::allowed_elements_and_attributes::{ElementKind, find_allowed_element};

/// The prefix of the class that stands for the name of a replaced element.
const NAME_CLASS_PREFIX: &str = "mayfly-e-";

/// The prefix in normalised markup. No sender can know it.
static NORMALISED_PREFIX: LazyLock<String> =
    LazyLock::new(|| format!("mayfly-{:016x}-", RandomState::new().build_hasher().finish()));

/// What a replaced element is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ElementReplacement {
    pub(crate) name: &'static str,
    pub(crate) kind: ElementKind,
    /// Whether it is written without attributes too: it is drawn otherwise than the text around it.
    pub(crate) is_always_written: bool,
}

impl ElementReplacement {
    /// Finds what is written in place of an element, by its lower-case name. `None` for elements that are allowed, that
    /// have no content of their own, or that are left out.
    pub(crate) fn find_replacement_element(name: &str) -> Option<Self> {
        let (out, kind, is_always_written) = match name {
            "fieldset" | "form" | "legend" | "dialog" | "hgroup" | "search" => ("section", ElementKind::Block, true),
            "menu" | "dir" => ("ul", ElementKind::Block, true),
            "listing" | "xmp" | "plaintext" => ("pre", ElementKind::Block, true),
            "button" | "input" | "label" | "nobr" | "textarea" => ("span", ElementKind::Inline, true),
            "html" | "head" | "body" | "title" | "base" | "link" | "meta" | "style" | "script" | "template"
            | "frameset" | "frame" | "noframes" | "noembed" | "iframe" | "svg" | "math" | "area" | "param"
            | "source" | "track" | "embed" | "image" | "keygen" | "basefont" | "bgsound" | "select" | "option"
            | "optgroup" | "datalist" => {
                return None;
            }
            _ if find_allowed_element(name).is_some() => return None,
            _ => ("span", ElementKind::Inline, false),
        };
        Some(Self { name: out, kind, is_always_written })
    }
}

/// Whether a name can be a part of a class.
fn is_valid_class_suffix(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.:".contains(&b))
}

/// The class that stands for the name of an element in a document.
pub(crate) fn class_for_element_name(name: &str) -> Option<String> {
    is_valid_class_suffix(name).then(|| format!("{NAME_CLASS_PREFIX}{name}"))
}

/// The same in normalised markup.
pub(crate) fn normalised_class_for_element_name(name: &str) -> Option<String> {
    is_valid_class_suffix(name).then(|| format!("{}{name}", *NORMALISED_PREFIX))
}

/// The name that a class in a document stands for.
pub(crate) fn element_name_of_class(class: &str) -> Option<&str> {
    class.strip_prefix(NAME_CLASS_PREFIX).filter(|name| is_valid_class_suffix(name))
}

/// The name that a class in normalised markup stands for.
pub(crate) fn replaced_element_name_of_class(class: &str) -> Option<&str> {
    class.strip_prefix(NORMALISED_PREFIX.as_str()).filter(|name| is_valid_class_suffix(name))
}

/// Whether an element with these classes is drawn as a box in its line, by the document's own style.
pub(crate) fn has_form_control_class(classes: &str) -> bool {
    classes.contains(NAME_CLASS_PREFIX)
        && classes
            .split_ascii_whitespace()
            .any(|class| matches!(element_name_of_class(class), Some("button" | "input" | "textarea")))
}
