//! Pages of lists, and cursors to their next pages.

use rusqlite::types::Value;
use serde_json::json;

/// The maximum number of rows of a page.
pub(crate) const MAX_PAGE_SIZE: u32 = 200;

/// One page of a list.
#[derive(Debug)]
pub(crate) struct RowPage<T> {
    pub(crate) rows: Vec<T>,
    /// The cursor of the next page; `None` on the last page.
    pub(crate) next: Option<PageCursor>,
}

impl<T> RowPage<T> {
    /// Creates a page of at most `limit` rows. `rows` has one row more than `limit` if there is another page; a row that
    /// can't be read counts, but is left out.
    pub(crate) fn new(mut rows: Vec<Option<(T, PageCursor)>>, limit: u32) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.iter().rev().flatten().next().map(|(_, cursor)| cursor.clone()).filter(|_| has_more);
        Self { rows: rows.into_iter().flatten().map(|(row, _)| row).collect(), next }
    }
}

/// The position of the last row of a page: its value in the sort column, and its row identifier, which orders rows with
/// equal values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageCursor {
    pub(crate) sort_value: Value,
    pub(crate) row_id: i64,
}

impl PageCursor {
    /// Encodes the cursor as text, which is opaque to windows.
    pub(crate) fn encode_cursor(&self) -> String {
        match &self.sort_value {
            Value::Integer(number) => json!([number, self.row_id]),
            Value::Text(text) => json!([text, self.row_id]),
            _ => json!([null, self.row_id]),
        }
        .to_string()
    }

    /// Decodes a cursor that [`encode_cursor`](Self::encode_cursor) encoded. Other text gives a cursor after which no row comes.
    pub(crate) fn parse(text: &str) -> Self {
        let (sort_value, row_id) = serde_json::from_str::<(serde_json::Value, i64)>(text).unwrap_or_default();
        let sort_value = match sort_value {
            serde_json::Value::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
            serde_json::Value::String(text) => Value::Text(text),
            _ => Value::Null,
        };
        Self { sort_value, row_id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_rows_do_not_end_a_list() {
        let row = |number: i64| Some((number, PageCursor { sort_value: Value::Null, row_id: number }));
        for (rows, shown, next) in [
            (vec![row(1), row(2), row(3)], vec![1, 2], Some(2)),
            (vec![row(1), None, row(3)], vec![1], Some(1)),
            (vec![None, row(2), None], vec![2], Some(2)),
            (vec![row(1), row(2)], vec![1, 2], None),
            (vec![None, row(2)], vec![2], None),
        ] {
            let page = RowPage::new(rows, 2);
            assert_eq!((page.rows, page.next.map(|cursor| cursor.row_id)), (shown, next));
        }
    }

    #[test]
    fn cursor_is_restored_from_its_text() {
        for sort_value in [Value::Integer(-5), Value::Integer(i64::MAX), Value::Text("a\"b,1]".into()), Value::Null] {
            let cursor = PageCursor { sort_value, row_id: 7 };
            assert_eq!(PageCursor::parse(&cursor.encode_cursor()), cursor);
        }
        for nonsense in ["", "7", "[[1],2]", "[1.5,2]", "x"] {
            assert_eq!(PageCursor::parse(nonsense).sort_value, Value::Null, "{nonsense}");
        }
    }
}
