//! Full-text search: splitting text into words, parsing queries, and highlighting matches.

pub(crate) mod highlight;
pub(crate) mod search_query;
pub(crate) mod words;
