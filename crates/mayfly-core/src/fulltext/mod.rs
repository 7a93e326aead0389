//! Words for full-text search: what is typed as a query, what of a text is indexed, and which of it a query matches.

pub(crate) mod highlight;
pub(crate) mod query;
pub(crate) mod words;
