//! The properties that a message may set, and the values that each may have.

/// What the value of a property may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueRule {
    /// Colours, lengths and words.
    Plain,
    /// As plain, but without negative and computed values, which could leave the message's box.
    NonNegative,
    /// As non-negative, with zero in place of what is below.
    Margin,
    /// As plain, but not far below zero.
    Shadow,
    /// As plain, but only slightly below zero.
    LetterSpacing,
    /// As plain, and quoted font names.
    Fonts,
    /// As plain, and images.
    Images,
    /// One or more of these keywords.
    Keywords(&'static [&'static str]),
}

const DISPLAY_KEYWORDS: &[&str] = &[
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
pub(super) fn find_value_rule(name: &str) -> Option<ValueRule> {
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
        | "padding-block-end" => ValueRule::Plain,
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
        | "margin-block-end" => ValueRule::Margin,
        "text-indent" => ValueRule::NonNegative,
        "box-shadow" => ValueRule::Shadow,
        "letter-spacing" | "word-spacing" => ValueRule::LetterSpacing,
        "font" | "font-family" => ValueRule::Fonts,
        "background" | "background-image" | "list-style" | "list-style-image" => ValueRule::Images,
        "display" => ValueRule::Keywords(DISPLAY_KEYWORDS),
        "overflow" | "overflow-x" | "overflow-y" => ValueRule::Keywords(&["visible", "hidden", "auto", "clip"]),
        "position" => ValueRule::Keywords(&["static", "relative"]),
        "unicode-bidi" => ValueRule::Keywords(&["normal", "embed", "isolate", "plaintext"]),
        _ => return None,
    })
}
