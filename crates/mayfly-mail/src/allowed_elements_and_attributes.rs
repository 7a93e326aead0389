//! The elements and attributes that a message may have. All others are removed.

use std::sync::LazyLock;

/// The class of the element that holds the whole message.
pub(crate) const WRAPPER_CLASS: &str = "mayfly-message";
/// The class of the note under a message that was cut.
pub(crate) const NOTE_CLASS: &str = "mayfly-note";
/// The id of the document's own style sheet.
pub(crate) const BASE_STYLE_ID: &str = "mayfly-base";
/// The attribute that `src` is renamed to on an image that nobody could see.
pub(crate) const PIXEL_ATTRIBUTE: &str = "data-mayfly-pixel";

/// The place that a link leads to which may not be opened. There is none of this name, so nothing happens.
pub(crate) const NOWHERE: &str = "#mayfly-nowhere";

/// The class of a message that was plain text.
pub(crate) const TEXT_CLASS: &str = "mayfly-text";
/// The class of quoted text in such a message.
pub(crate) const QUOTE_CLASS: &str = "mayfly-quote";

/// Whether a class or id is reserved for Mayfly, so that a message cannot imitate the app.
pub(crate) fn is_reserved_class_or_id(name: &str) -> bool {
    name.get(..7).is_some_and(|p| p.eq_ignore_ascii_case("mayfly-"))
}

/// The roles that a message may give its elements: those of ordinary content. Others announce themselves to a screen
/// reader as if they came from the app: alerts, dialogs, status lines.
pub(crate) const ROLES: &[&str] = &[
    "article",
    "cell",
    "columnheader",
    "figure",
    "group",
    "heading",
    "img",
    "link",
    "list",
    "listitem",
    "none",
    "paragraph",
    "presentation",
    "region",
    "row",
    "rowgroup",
    "rowheader",
    "separator",
    "table",
    "text",
];

/// How an element behaves when markup is normalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// No content: `area`, `br`, `img`, `hr`, `wbr`.
    Void,
    /// Formatting that browsers reopen after a block that closed it: `b`, `font`, `a`.
    Format,
    /// Other inline elements.
    Inline,
    /// Closes an open paragraph.
    Block,
    Paragraph,
    Heading,
    ListItem,
    /// `dt` and `dd`.
    Term,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Section,
    Row,
    Cell,
    Caption,
    ColumnGroup,
    Column,
}

impl ElementKind {
    /// Whether it is a table or a part of one, past which ordinary end tags have no effect.
    pub(crate) fn is_table_or_part(self) -> bool {
        matches!(self, Self::Table | Self::Section | Self::Row | Self::Cell | Self::Caption | Self::ColumnGroup)
    }

    /// Whether text may stand directly in it.
    pub(crate) fn can_hold_text(self) -> bool {
        !matches!(self, Self::Table | Self::Section | Self::Row | Self::ColumnGroup)
    }

    /// Whether it is inline.
    pub(crate) fn is_phrasing(self) -> bool {
        matches!(self, Self::Format | Self::Inline)
    }
}

/// Every element a message may have.
pub(crate) const ELEMENTS: &[(&str, ElementKind)] = &[
    ("a", ElementKind::Format),
    ("abbr", ElementKind::Inline),
    ("acronym", ElementKind::Inline),
    ("address", ElementKind::Block),
    ("area", ElementKind::Void),
    ("article", ElementKind::Block),
    ("aside", ElementKind::Block),
    ("b", ElementKind::Format),
    ("bdi", ElementKind::Inline),
    ("bdo", ElementKind::Inline),
    ("big", ElementKind::Format),
    ("blockquote", ElementKind::Block),
    ("br", ElementKind::Void),
    ("caption", ElementKind::Caption),
    ("center", ElementKind::Block),
    ("cite", ElementKind::Inline),
    ("code", ElementKind::Format),
    ("col", ElementKind::Column),
    ("colgroup", ElementKind::ColumnGroup),
    ("dd", ElementKind::Term),
    ("del", ElementKind::Inline),
    ("details", ElementKind::Block),
    ("dfn", ElementKind::Inline),
    ("div", ElementKind::Block),
    ("dl", ElementKind::Block),
    ("dt", ElementKind::Term),
    ("em", ElementKind::Format),
    ("figcaption", ElementKind::Block),
    ("figure", ElementKind::Block),
    ("font", ElementKind::Format),
    ("footer", ElementKind::Block),
    ("h1", ElementKind::Heading),
    ("h2", ElementKind::Heading),
    ("h3", ElementKind::Heading),
    ("h4", ElementKind::Heading),
    ("h5", ElementKind::Heading),
    ("h6", ElementKind::Heading),
    ("header", ElementKind::Block),
    ("hr", ElementKind::Void),
    ("i", ElementKind::Format),
    ("img", ElementKind::Void),
    ("ins", ElementKind::Inline),
    ("kbd", ElementKind::Inline),
    ("li", ElementKind::ListItem),
    ("main", ElementKind::Block),
    ("map", ElementKind::Inline),
    ("mark", ElementKind::Inline),
    ("nav", ElementKind::Block),
    ("ol", ElementKind::Block),
    ("p", ElementKind::Paragraph),
    ("pre", ElementKind::Block),
    ("q", ElementKind::Inline),
    ("s", ElementKind::Format),
    ("samp", ElementKind::Inline),
    ("section", ElementKind::Block),
    ("small", ElementKind::Format),
    ("span", ElementKind::Inline),
    ("strike", ElementKind::Format),
    ("strong", ElementKind::Format),
    ("sub", ElementKind::Inline),
    ("summary", ElementKind::Block),
    ("sup", ElementKind::Inline),
    ("table", ElementKind::Table),
    ("tbody", ElementKind::Section),
    ("td", ElementKind::Cell),
    ("tfoot", ElementKind::Section),
    ("th", ElementKind::Cell),
    ("thead", ElementKind::Section),
    ("time", ElementKind::Inline),
    ("tr", ElementKind::Row),
    ("tt", ElementKind::Format),
    ("u", ElementKind::Format),
    ("ul", ElementKind::Block),
    ("var", ElementKind::Inline),
    ("wbr", ElementKind::Void),
];

/// Finds an allowed element by its lower-case name.
pub(crate) fn find_allowed_element(name: &str) -> Option<(&'static str, ElementKind)> {
    /// The index of the first name with each first letter.
    static FIRST_INDEXES: LazyLock<[usize; 27]> = LazyLock::new(|| {
        std::array::from_fn(|letter| ELEMENTS.partition_point(|(n, _)| usize::from(n.as_bytes()[0] - b'a') < letter))
    });
    let letter = usize::from(name.bytes().next()?.wrapping_sub(b'a'));
    let range = *FIRST_INDEXES.get(letter)?..*FIRST_INDEXES.get(letter + 1)?;
    ELEMENTS[range].iter().find(|(n, _)| *n == name).copied()
}

/// Attributes that every element may have.
pub(crate) const GLOBAL_ATTRIBUTES: &[&str] = &[
    "align",
    "aria-hidden",
    "aria-label",
    "background",
    "bgcolor",
    "class",
    "dir",
    "height",
    "hidden",
    "id",
    "lang",
    "role",
    "style",
    "title",
    "valign",
    "width",
];

/// Further attributes that an element may have.
pub(crate) const ELEMENT_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "name", "rel", "target"]),
    ("area", &["alt", "coords", "href", "rel", "shape", "target"]),
    ("br", &["clear"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("font", &["color", "face", "size"]),
    ("hr", &["color", "noshade", "size"]),
    ("img", &["alt", "border", "hspace", "src", "usemap", "vspace", PIXEL_ATTRIBUTE]),
    ("li", &["type", "value"]),
    ("map", &["name"]),
    ("ol", &["reversed", "start", "type"]),
    ("table", &["border", "bordercolor", "cellpadding", "cellspacing", "frame", "rules"]),
    ("td", &["abbr", "colspan", "nowrap", "rowspan", "scope"]),
    ("th", &["abbr", "colspan", "nowrap", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("ul", &["type"]),
];

/// Whether an element may have an attribute; both in lower case.
pub(crate) fn is_attribute_allowed(element: &str, attribute: &str) -> bool {
    GLOBAL_ATTRIBUTES.contains(&attribute)
        || ELEMENT_ATTRIBUTES.iter().any(|(e, names)| *e == element && names.contains(&attribute))
}
