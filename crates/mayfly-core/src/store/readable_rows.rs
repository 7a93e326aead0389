//! Reading rows one by one: a row that can't be read doesn't keep the others from being shown.

use rusqlite::{Error, Result};

/// Returns a row of a table, or `None` if one of its values can't be read, such as a text that is not UTF-8 or a number
/// that is out of range. Any other error, such as a damaged page, may concern more than the row.
pub(super) fn skip_unreadable_row<T>(table: &'static str, row: Result<T>) -> Result<Option<T>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(
            error @ (Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)),
        ) => {
            // The kind of error without the value, which may be of someone's mail.
            let column = find_unreadable_column(&error);
            tracing::warn!(table, column, "a row can't be read and is left out");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn find_unreadable_column(error: &Error) -> Option<usize> {
    match error {
        Error::FromSqlConversionFailure(column, ..)
        | Error::IntegralValueOutOfRange(column, ..)
        | Error::InvalidColumnType(column, ..)
        | Error::Utf8Error(column, ..) => Some(*column),
        _ => None,
    }
}

/// Returns the rows of a table that can be read.
pub(super) fn collect_readable_rows<T, C: FromIterator<T>>(
    table: &'static str,
    rows: impl Iterator<Item = Result<T>>,
) -> Result<C> {
    rows.filter_map(|row| skip_unreadable_row(table, row).transpose()).collect()
}
