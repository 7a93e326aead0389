//! Search over everything cached, as the user types.

use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::Result;
use crate::fulltext::highlight::Highlighter;
use crate::fulltext::search_query::{SearchField, SearchQuery};
use crate::store::search_index::{self, SearchRow};
use crate::store::{MAX_PAGE_SIZE, PageCursor, RowPage};
use crate::view::{SearchHit, SearchPage};

impl Core {
    /// The messages that match a query, newest first, in all inboxes of the account, ended ones included;
    /// at most `limit` of them, after those that came with `cursor`.
    ///
    /// Words are found by their beginnings, without regard to case and accents; `"in quotes"` as they stand;
    /// `-word` leaves messages out; `from:`, `to:` (the inbox's address or label) and `subject:` search one
    /// field; `has:attachment`, `has:code`, `is:unread` and `is:read` ask for a property. Nothing typed is an
    /// error, and a query without a condition finds nothing.
    ///
    /// # Errors
    /// No active account, or a failure of the store.
    pub async fn search_messages(&self, query: &str, limit: u32, cursor: Option<&str>) -> Result<SearchPage> {
        let session = self.active_session()?;
        let query = SearchQuery::parse(query);
        if query.is_empty() {
            return Ok(SearchPage::default());
        }
        let (account, limit) = (session.account, limit.clamp(1, MAX_PAGE_SIZE));
        let after = cursor.map(PageCursor::parse);
        let (query, found) = session
            .store
            .run_database_read(move |db| {
                let found = search_index::find_messages(db, account, &query, limit, after.as_ref())?;
                Ok((query, found))
            })
            .await?;
        run_blocking(move || to_search_page(&query, found)).await
    }
}

fn to_search_page(query: &SearchQuery, found: RowPage<SearchRow>) -> SearchPage {
    let sender = Highlighter::new(&query.terms, SearchField::Sender);
    let subject = Highlighter::new(&query.terms, SearchField::Subject);
    let body = Highlighter::new(&query.terms, SearchField::Any);
    let hit = |row: SearchRow| SearchHit {
        from_name: sender.highlight_text(&row.summary.from_name),
        from_address: sender.highlight_text(&row.summary.from_address),
        subject: subject.highlight_text(&row.summary.subject),
        snippet: body.highlight_snippet(&row.text, &row.summary.snippet),
        message: row.summary,
        inbox_address: row.inbox_address,
        inbox_label: row.inbox_label,
    };
    SearchPage { hits: found.rows.into_iter().map(hit).collect(), next: found.next.map(|next| next.encode_cursor()) }
}
