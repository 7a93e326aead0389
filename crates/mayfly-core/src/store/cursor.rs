//! One page of a long list, and the place where the next one begins.

use rusqlite::types::Value;
use serde_json::json;

/// How many rows a page has at most.
pub(crate) const MAX_PAGE_SIZE: u32 = 200;

/// Some rows of a list.
#[derive(Debug)]
pub(crate) struct RowPage<T> {
    pub(crate) rows: Vec<T>,
    /// Where the next page begins, where there is one.
    pub(crate) next: Option<Cursor>,
}

impl<T> RowPage<T> {
    /// A page of `limit` rows out of one row more, which tells whether there is another page.
    pub(crate) fn new(mut rows: Vec<(T, Cursor)>, limit: u32) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let next = (rows.len() > limit).then(|| rows.get(limit.saturating_sub(1)).map(|row| row.1.clone())).flatten();
        rows.truncate(limit);
        Self { rows: rows.into_iter().map(|(row, _)| row).collect(), next }
    }
}

/// The last row of a page: what the list is put in order by, and the key of the row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cursor {
    pub(crate) value: Value,
    pub(crate) key: i64,
}

impl Cursor {
    /// The form in which windows keep it, without looking into it.
    pub(crate) fn to_text(&self) -> String {
        match &self.value {
            Value::Integer(number) => json!([number, self.key]),
            Value::Text(text) => json!([text, self.key]),
            _ => json!([null, self.key]),
        }
        .to_string()
    }

    /// What [`to_text`](Self::to_text) wrote; nothing comes after what it didn't write.
    pub(crate) fn parse(text: &str) -> Self {
        let (value, key) = serde_json::from_str::<(serde_json::Value, i64)>(text).unwrap_or_default();
        let value = match value {
            serde_json::Value::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
            serde_json::Value::String(text) => Value::Text(text),
            _ => Value::Null,
        };
        Self { value, key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_a_window() {
        for value in [Value::Integer(-5), Value::Integer(i64::MAX), Value::Text("a\"b,1]".into()), Value::Null] {
            let cursor = Cursor { value, key: 7 };
            assert_eq!(Cursor::parse(&cursor.to_text()), cursor);
        }
        for nonsense in ["", "7", "[[1],2]", "[1.5,2]", "x"] {
            assert_eq!(Cursor::parse(nonsense).value, Value::Null, "{nonsense}");
        }
    }
}
