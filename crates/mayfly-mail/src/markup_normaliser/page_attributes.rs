//! The attributes of the page, which are written to the wrapper of the message.

/// The sanitised attributes of `<html>`, `<body>` and of an earlier wrapper.
#[derive(Default)]
pub(crate) struct PageAttributes {
    pub(crate) classes: Vec<String>,
    pub(crate) id: Option<String>,
    pub(crate) style: String,
    pub(crate) dir: Option<String>,
    pub(crate) lang: Option<String>,
}
