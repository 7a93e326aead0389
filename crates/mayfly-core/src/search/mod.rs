//! Search over everything cached, as the user types.

mod highlight;
pub(crate) mod query;
pub(crate) mod words;

use crate::store::search::Found;
use crate::view::{SearchHit, SearchPage};
use crate::{Core, Result, messages, store};
use highlight::Highlighter;
use query::{Place, Query};

/// How many messages a page of results or of a list has at most.
pub(crate) const MAX_PAGE: u32 = 200;

impl Core {
    /// The messages that fit a query, newest first, in all inboxes of the account, those that are over included;
    /// at most `limit` of them, after those that came with `cursor`.
    ///
    /// Words are found by their beginnings, without regard to case and accents; `"in quotes"` as they stand;
    /// `-word` leaves messages out; `from:`, `to:` (the inbox's address or label) and `subject:` look in one
    /// place; `has:attachment`, `has:code`, `is:unread` and `is:read` ask for a property. Nothing typed is an
    /// error, and where there is nothing to look for nothing is found.
    ///
    /// # Errors
    /// No open account, or a failure of the store.
    pub async fn search_messages(&self, query: &str, limit: u32, cursor: Option<&str>) -> Result<SearchPage> {
        let session = self.session()?;
        let query = Query::parse(query);
        if query.is_empty() {
            return Ok(SearchPage::default());
        }
        let (account, limit) = (session.account, limit.clamp(1, MAX_PAGE));
        let after = cursor.map(store::Cursor::parse);
        let (query, found) = session
            .store
            .read(move |db| {
                let found = store::search::find(db, account, &query, limit, after.as_ref())?;
                Ok((query, found))
            })
            .await?;
        messages::prepare(move || page(&query, found)).await
    }
}

fn page(query: &Query, found: store::Page<Found>) -> SearchPage {
    let sender = Highlighter::new(&query.terms, Place::Sender);
    let subject = Highlighter::new(&query.terms, Place::Subject);
    let body = Highlighter::new(&query.terms, Place::Anywhere);
    let hit = |found: Found| SearchHit {
        from_name: sender.segments(&found.summary.from_name),
        from_address: sender.segments(&found.summary.from_address),
        subject: subject.segments(&found.summary.subject),
        snippet: body.snippet(&found.text, &found.summary.snippet),
        message: found.summary,
        inbox_address: found.inbox_address,
        inbox_label: found.inbox_label,
    };
    SearchPage { hits: found.rows.into_iter().map(hit).collect(), next: found.next.map(|next| next.to_text()) }
}
