//! Which elements and attributes a message may have. Everything else goes.

use std::sync::LazyLock;

/// The class of the element that holds the whole message.
pub(crate) const WRAPPER: &str = "mayfly-message";
/// The class of the note under a message that was cut.
pub(crate) const NOTE: &str = "mayfly-note";
/// The id of the document's own style sheet.
pub(crate) const BASE_STYLE: &str = "mayfly-base";
/// The attribute an image's `src` is renamed to while it is known to be a tracker.
pub(crate) const PIXEL: &str = "data-mayfly-pixel";

/// Classes of ours that a message may carry as well: they only lay out text.
const SHARED_CLASSES: &[&str] = &["mayfly-quote", "mayfly-text"];

/// Names a sender may not use, so that a message can't pass itself off as the app.
pub(crate) fn is_own_name(name: &str) -> bool {
    name.get(..7).is_some_and(|p| p.eq_ignore_ascii_case("mayfly-")) && !SHARED_CLASSES.contains(&name)
}

/// How an element behaves while the source is put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Without content: `br`, `img`, `hr`, `wbr`.
    Void,
    /// Reopened by browsers when a block closes over it: `b`, `font`, `a`.
    Format,
    /// Other elements within a line.
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

impl Kind {
    /// Parts of a table, and the table: ordinary end tags don't reach past them.
    pub(crate) fn is_structural(self) -> bool {
        matches!(self, Self::Table | Self::Section | Self::Row | Self::Cell | Self::Caption | Self::ColumnGroup)
    }

    /// Content may stand directly in it.
    pub(crate) fn takes_content(self) -> bool {
        !matches!(self, Self::Table | Self::Section | Self::Row | Self::ColumnGroup)
    }

    pub(crate) fn is_phrasing(self) -> bool {
        matches!(self, Self::Format | Self::Inline)
    }
}

/// Every element a message may have.
pub(crate) const ELEMENTS: &[(&str, Kind)] = &[
    ("a", Kind::Format),
    ("abbr", Kind::Inline),
    ("acronym", Kind::Inline),
    ("address", Kind::Block),
    ("article", Kind::Block),
    ("aside", Kind::Block),
    ("b", Kind::Format),
    ("bdi", Kind::Inline),
    ("bdo", Kind::Inline),
    ("big", Kind::Format),
    ("blockquote", Kind::Block),
    ("br", Kind::Void),
    ("caption", Kind::Caption),
    ("center", Kind::Block),
    ("cite", Kind::Inline),
    ("code", Kind::Format),
    ("col", Kind::Column),
    ("colgroup", Kind::ColumnGroup),
    ("dd", Kind::Term),
    ("del", Kind::Inline),
    ("details", Kind::Block),
    ("dfn", Kind::Inline),
    ("div", Kind::Block),
    ("dl", Kind::Block),
    ("dt", Kind::Term),
    ("em", Kind::Format),
    ("figcaption", Kind::Block),
    ("figure", Kind::Block),
    ("font", Kind::Format),
    ("footer", Kind::Block),
    ("h1", Kind::Heading),
    ("h2", Kind::Heading),
    ("h3", Kind::Heading),
    ("h4", Kind::Heading),
    ("h5", Kind::Heading),
    ("h6", Kind::Heading),
    ("header", Kind::Block),
    ("hr", Kind::Void),
    ("i", Kind::Format),
    ("img", Kind::Void),
    ("ins", Kind::Inline),
    ("kbd", Kind::Inline),
    ("li", Kind::ListItem),
    ("main", Kind::Block),
    ("mark", Kind::Inline),
    ("nav", Kind::Block),
    ("ol", Kind::Block),
    ("p", Kind::Paragraph),
    ("pre", Kind::Block),
    ("q", Kind::Inline),
    ("s", Kind::Format),
    ("samp", Kind::Inline),
    ("section", Kind::Block),
    ("small", Kind::Format),
    ("span", Kind::Inline),
    ("strike", Kind::Format),
    ("strong", Kind::Format),
    ("sub", Kind::Inline),
    ("summary", Kind::Block),
    ("sup", Kind::Inline),
    ("table", Kind::Table),
    ("tbody", Kind::Section),
    ("td", Kind::Cell),
    ("tfoot", Kind::Section),
    ("th", Kind::Cell),
    ("thead", Kind::Section),
    ("time", Kind::Inline),
    ("tr", Kind::Row),
    ("tt", Kind::Format),
    ("u", Kind::Format),
    ("ul", Kind::Block),
    ("var", Kind::Inline),
    ("wbr", Kind::Void),
];

/// The name and kind of an allowed element, given its lower-case name.
pub(crate) fn element(name: &str) -> Option<(&'static str, Kind)> {
    /// Where the names with each first letter begin.
    static BEGINNINGS: LazyLock<[usize; 27]> = LazyLock::new(|| {
        std::array::from_fn(|letter| ELEMENTS.partition_point(|(n, _)| usize::from(n.as_bytes()[0] - b'a') < letter))
    });
    let letter = usize::from(name.bytes().next()?.wrapping_sub(b'a'));
    let range = *BEGINNINGS.get(letter)?..*BEGINNINGS.get(letter + 1)?;
    ELEMENTS[range].iter().find(|(n, _)| *n == name).copied()
}

/// Attributes every element may have.
pub(crate) const GLOBAL_ATTRIBUTES: &[&str] = &[
    "align",
    "aria-hidden",
    "aria-label",
    "background",
    "bgcolor",
    "class",
    "dir",
    "height",
    "id",
    "lang",
    "role",
    "style",
    "title",
    "valign",
    "width",
];

/// Attributes single elements may have besides.
pub(crate) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "target"]),
    ("br", &["clear"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open"]),
    ("font", &["color", "face", "size"]),
    ("hr", &["color", "noshade", "size"]),
    ("img", &["alt", "border", "hspace", "src", "vspace", PIXEL]),
    ("li", &["type", "value"]),
    ("ol", &["reversed", "start", "type"]),
    ("table", &["border", "bordercolor", "cellpadding", "cellspacing", "frame", "rules"]),
    ("td", &["abbr", "colspan", "nowrap", "rowspan", "scope"]),
    ("th", &["abbr", "colspan", "nowrap", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("ul", &["type"]),
];

/// Whether an element may have an attribute; both in lower case.
pub(crate) fn allows(element: &str, attribute: &str) -> bool {
    GLOBAL_ATTRIBUTES.contains(&attribute)
        || ATTRIBUTES.iter().any(|(e, names)| *e == element && names.contains(&attribute))
}
