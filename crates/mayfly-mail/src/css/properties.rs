//! The properties a message may set, and what each may be.

/// What the value of a property may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Colours, lengths and words.
    Plain,
    /// As plain, but nothing below zero and nothing computed: it would leave the message's box.
    Outward,
    /// As plain, and slightly below zero at most.
    Tracking,
    /// As plain, and quoted names.
    Fonts,
    /// As plain, and images.
    Images,
    /// One or more of these words.
    Words(&'static [&'static str]),
}

const DISPLAY: &[&str] = &[
    "none",
    "block",
    "inline",
    "inline-block",
    "list-item",
    "table",
    "inline-table",
    "table-row",
    "table-cell",
    "table-row-group",
    "table-header-group",
    "table-footer-group",
    "table-column",
    "table-column-group",
    "table-caption",
    "flex",
    "inline-flex",
    "flow-root",
    "inherit",
    "initial",
    "unset",
];

/// The rule for a property in lower case; `None` when it may not be set.
pub(crate) fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "color"
        | "background-color"
        | "background-position"
        | "background-repeat"
        | "background-size"
        | "background-clip"
        | "background-origin"
        | "background-position-x"
        | "background-position-y"
        | "opacity"
        | "line-height"
        | "font-size"
        | "font-style"
        | "font-weight"
        | "font-variant"
        | "font-stretch"
        | "text-align"
        | "text-align-last"
        | "text-decoration"
        | "text-decoration-color"
        | "text-decoration-line"
        | "text-decoration-style"
        | "text-decoration-thickness"
        | "text-underline-offset"
        | "text-transform"
        | "text-overflow"
        | "text-shadow"
        | "text-wrap"
        | "vertical-align"
        | "white-space"
        | "word-break"
        | "overflow-wrap"
        | "word-wrap"
        | "hyphens"
        | "line-break"
        | "tab-size"
        | "direction"
        | "box-sizing"
        | "visibility"
        | "width"
        | "min-width"
        | "max-width"
        | "height"
        | "min-height"
        | "max-height"
        | "aspect-ratio"
        | "border"
        | "border-top"
        | "border-right"
        | "border-bottom"
        | "border-left"
        | "border-color"
        | "border-style"
        | "border-width"
        | "border-top-color"
        | "border-top-style"
        | "border-top-width"
        | "border-right-color"
        | "border-right-style"
        | "border-right-width"
        | "border-bottom-color"
        | "border-bottom-style"
        | "border-bottom-width"
        | "border-left-color"
        | "border-left-style"
        | "border-left-width"
        | "border-radius"
        | "border-top-left-radius"
        | "border-top-right-radius"
        | "border-bottom-left-radius"
        | "border-bottom-right-radius"
        | "border-collapse"
        | "border-spacing"
        | "border-inline"
        | "border-block"
        | "table-layout"
        | "empty-cells"
        | "caption-side"
        | "list-style-type"
        | "list-style-position"
        | "float"
        | "clear"
        | "object-fit"
        | "object-position"
        | "align-items"
        | "align-self"
        | "align-content"
        | "justify-content"
        | "flex"
        | "flex-direction"
        | "flex-wrap"
        | "flex-flow"
        | "flex-grow"
        | "flex-shrink"
        | "flex-basis"
        | "gap"
        | "row-gap"
        | "column-gap"
        | "quotes"
        | "text-size-adjust"
        | "padding"
        | "padding-top"
        | "padding-right"
        | "padding-bottom"
        | "padding-left"
        | "padding-inline"
        | "padding-inline-start"
        | "padding-inline-end"
        | "padding-block"
        | "padding-block-start"
        | "padding-block-end" => Rule::Plain,
        "margin"
        | "margin-top"
        | "margin-right"
        | "margin-bottom"
        | "margin-left"
        | "margin-inline"
        | "margin-inline-start"
        | "margin-inline-end"
        | "margin-block"
        | "margin-block-start"
        | "margin-block-end"
        | "text-indent"
        | "box-shadow" => Rule::Outward,
        "letter-spacing" | "word-spacing" => Rule::Tracking,
        "font" | "font-family" => Rule::Fonts,
        "background" | "background-image" | "list-style" | "list-style-image" => Rule::Images,
        "display" => Rule::Words(DISPLAY),
        "overflow" | "overflow-x" | "overflow-y" => Rule::Words(&["visible", "hidden", "auto", "clip"]),
        "position" => Rule::Words(&["static", "relative"]),
        "unicode-bidi" => Rule::Words(&["normal", "embed", "isolate", "plaintext"]),
        _ => return None,
    })
}
