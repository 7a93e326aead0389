//! What the user does with messages, and what is derived from them.

use crate::prepared::Prepared;
use crate::session::Session;
use crate::store::{self, MessageRow, NewMessage};
use crate::view::{
    AttachmentView, Change, Deletion, ErrorCode, FailedDeletion, LinkView, MessageList, MessagePage, MessageSummary,
    MessageView,
};
use crate::{Core, Error, Result, images, inboxes, search, sync};
use jiff::Timestamp;
use mayfly_mail::{Link, RenderOptions, Rendered, one_line};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How much of a message's text is searched for codes and kept for search: far beyond any real mail.
const MAX_TEXT: usize = 1 << 20;

/// So many attachments of a message are kept; nobody sends more by hand.
const MAX_ATTACHMENTS: usize = 1_000;

/// Bytes of an attachment's name; what it is saved under is shorter.
const MAX_NAME: usize = 1_000;

impl Core {
    /// An inbox's messages, newest first: what is cached, or after asking the service.
    ///
    /// # Errors
    /// An unknown inbox, a failure of the store; with `refresh`, any refusal of the service.
    pub async fn list_messages(&self, inbox: u32, refresh: bool) -> Result<Vec<MessageSummary>> {
        let session = self.session()?;
        let row = inboxes::find(&session, inbox).await?;
        if refresh && row.is_open(session.now()) {
            sync::check(&session, inbox).await?;
        }
        Ok(session.store.read(move |db| store::messages::of_inbox(db, inbox)).await?)
    }

    /// Some of an inbox's cached messages, in the order asked for: at most `limit`, after those that came with
    /// `cursor`.
    ///
    /// # Errors
    /// An unknown inbox or a failure of the store.
    pub async fn page_messages(
        &self,
        inbox: u32,
        list: MessageList,
        limit: u32,
        cursor: Option<&str>,
    ) -> Result<MessagePage> {
        let session = self.session()?;
        inboxes::find(&session, inbox).await?;
        let (limit, after) = (limit.clamp(1, search::MAX_PAGE), cursor.map(store::Cursor::parse));
        let page = session.store.read(move |db| store::messages::page(db, inbox, &list, limit, after.as_ref())).await?;
        Ok(MessagePage { messages: page.rows, next: page.next.map(|next| next.to_text()) })
    }

    /// Marks messages as read or unread, here alone: the service has no call for it, and learns that a message
    /// was read when that is opened. Messages that are not known are left out.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn set_messages_unread(&self, ids: &[String], unread: bool) -> Result<()> {
        let session = self.session()?;
        let (account, now, ids) = (session.account, session.now(), ids.to_vec());
        Ok(session
            .store
            .update(move |db| {
                let mut changed: BTreeMap<u32, Vec<MessageSummary>> = BTreeMap::new();
                for id in &ids {
                    if let Some(inbox) = store::messages::inbox_of(db, account, id)?
                        && store::messages::set_unread(db, inbox, id, unread)?
                    {
                        let message = store::messages::summary(db, inbox, id)?;
                        changed.entry(inbox).or_default().extend(message);
                    }
                }
                let mut changes = Vec::new();
                for (inbox_id, messages) in changed {
                    changes.push(Change::Messages { inbox_id, messages });
                    changes.extend(store::inboxes::changed(db, inbox_id, now)?);
                }
                Ok(((), changes))
            })
            .await?)
    }

    /// A message, from the cache and at once. It counts as read from now on, here and, as soon as the
    /// service answers, there.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn read_message(&self, id: &str) -> Result<MessageView> {
        self.state().open_message = None;
        let session = self.session()?;
        let (mut summary, seen_on_service) = heading(&session, id).await?;
        let (inbox, now) = (summary.inbox_id, session.now());
        summary.unread = false;
        let owned = id.to_owned();
        let marked = session.store.update(move |db| {
            let mut changes = Vec::new();
            if store::messages::set_unread(db, inbox, &owned, false)? {
                let messages = store::messages::summary(db, inbox, &owned)?.into_iter().collect();
                changes.push(Change::Messages { inbox_id: inbox, messages });
                changes.extend(store::inboxes::changed(db, inbox, now)?);
            }
            Ok(((), changes))
        });
        // The disk is as slow as the mail is long: neither waits for the other.
        let marked = async { Ok::<_, Error>(marked.await?) };
        let ((), prepared) = tokio::try_join!(marked, self.prepared(&session, &summary))?;
        if !seen_on_service {
            tokio::spawn(tell_service_seen(Arc::clone(&session), inbox, id.to_owned()));
        }
        Ok(MessageView { summary, ..prepared.view.clone() })
    }

    /// A message's body as a safe document for the sandboxed frame; with its remote images, to be asked for
    /// by [`message_image`](Self::message_image), where the user allowed them.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_document(&self, id: &str) -> Result<String> {
        let session = self.session()?;
        let (summary, _) = heading(&session, id).await?;
        self.shows(id);
        Ok(self.prepared(&session, &summary).await?.document.clone())
    }

    /// Whether `code` is one that was found in the message.
    ///
    /// # Errors
    /// An unknown message, a code that isn't in it, or a failure of the store.
    pub async fn message_code(&self, id: &str, code: &str) -> Result<()> {
        let message = find(&*self.session()?, id).await?;
        let codes = mayfly_mail::find_codes(&message.summary.subject, &message.text);
        if codes.iter().any(|found| found.value == code) { Ok(()) } else { Err(Error::UnknownMessage) }
    }

    /// Deletes a message on the service and here.
    ///
    /// # Errors
    /// An unknown message, any refusal of the service or the store. One that the service no longer has
    /// is deleted here all the same.
    pub async fn delete_message(&self, id: &str) -> Result<()> {
        delete(&*self.session()?, id).await
    }

    /// Deletes several messages, one request each, one after the other. Each that is gone is told of at once;
    /// the answer says what became of the others. Where going on would only fail again (the key is refused, there
    /// were too many requests, nobody answers, the account is closed) the rest is not tried.
    ///
    /// # Errors
    /// No open account. What the service or the store refuses is part of the answer.
    pub async fn delete_messages(&self, ids: &[String]) -> Result<Deletion> {
        let session = self.session()?;
        let mut answer = Deletion::default();
        let mut known = std::collections::HashSet::new();
        let mut rest = ids.iter().filter(|id| known.insert(id.as_str())).cloned();
        while let Some(id) = rest.next() {
            let closed = session.stopped.is_cancelled();
            let outcome = if closed { Err(Error::NotSignedIn) } else { delete(&session, &id).await };
            let Err(error) = outcome else {
                answer.deleted.push(id);
                continue;
            };
            let error_view = self.view_error(&error);
            answer.failed.push(FailedDeletion { id, error: error_view.clone() });
            if ends_a_series(error.code()) {
                answer.untried = rest.collect();
                answer.stopped = Some(error_view);
                break;
            }
        }
        Ok(answer)
    }
}

/// Deletes a message on the service and here.
async fn delete(session: &Session, id: &str) -> Result<()> {
    let inbox = find(session, id).await?.summary.inbox_id;
    match session.learn(session.client.delete_message(id).await) {
        Ok(_) | Err(Error::Service(tempmailg::Error::NotFound { .. })) => {}
        Err(error) => return Err(error),
    }
    let (id, now) = (id.to_owned(), session.now());
    session
        .store
        .update(move |db| {
            store::messages::delete(db, inbox, &id)?;
            let mut changes = vec![Change::MessageRemoved { inbox_id: inbox, id }];
            changes.extend(store::inboxes::changed(db, inbox, now)?);
            Ok(((), changes))
        })
        .await?;
    Ok(())
}

/// Whether the next request would meet the same.
fn ends_a_series(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyRefused
            | ErrorCode::RateLimited
            | ErrorCode::Offline
            | ErrorCode::Timeout
            | ErrorCode::Tls
            | ErrorCode::NotSignedIn
            | ErrorCode::DiskFull
    )
}

/// Does the work of preparing mail on a thread that may be busy.
pub(crate) async fn prepare<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Internal("a message could not be prepared for reading"))
}

/// The stored message, if it is this account's.
pub(crate) async fn find(session: &Session, id: &str) -> Result<MessageRow> {
    let (account, id) = (session.account, id.to_owned());
    session.store.read(move |db| store::messages::get(db, account, &id)).await?.ok_or(Error::UnknownMessage)
}

/// What the list says of a stored message, and whether the service knows that it was seen; if it is this account's.
pub(crate) async fn heading(session: &Session, id: &str) -> Result<(MessageSummary, bool)> {
    let (account, id) = (session.account, id.to_owned());
    session.store.read(move |db| store::messages::heading(db, account, &id)).await?.ok_or(Error::UnknownMessage)
}

/// Reading one message is what marks it as seen on the service, as long as its inbox is there.
async fn tell_service_seen(session: Arc<Session>, inbox: u32, id: String) {
    if !inboxes::find(&session, inbox).await.is_ok_and(|row| row.is_open(session.now())) {
        return;
    }
    // After a failure it is tried again the next time the message is opened; after "no such message" that is idle.
    if matches!(
        session.learn(session.client.read_message(&id).await),
        Ok(_) | Err(Error::Service(tempmailg::Error::NotFound { .. }))
    ) {
        let marked =
            session.store.update(move |db| Ok((store::messages::mark_seen_on_service(db, inbox, &id)?, Vec::new())));
        if let Err(error) = marked.await {
            tracing::warn!(%error, "a message's seen mark was not kept");
        }
    }
}

/// A message as the service gave it, ready for the store: text, snippet and code are derived once, here, and what will stand
/// in lists is made fit for that.
pub(crate) fn to_row(message: tempmailg::Message, now: Timestamp) -> NewMessage {
    let mut rendered = render(message.is_html, &message.content);
    rendered.text.truncate(rendered.text.floor_char_boundary(MAX_TEXT));
    let subject = one_line(&message.subject);
    let code = mayfly_mail::find_codes(&subject, &rendered.text).into_iter().next().map(|code| code.value);
    NewMessage {
        id: message.id,
        from_name: one_line(&message.from_name),
        from_address: one_line(&message.from_address),
        recipient: one_line(&message.to),
        subject,
        snippet: rendered.snippet,
        text: rendered.text,
        code,
        is_html: message.is_html,
        content: message.content,
        attachments: message
            .attachments
            .into_iter()
            .take(MAX_ATTACHMENTS)
            .map(|file| store::messages::AttachmentRow { name: cut(file.name), size: file.size })
            .collect(),
        received_at: message.received_at.unwrap_or(now),
        arrived_at: now,
        seen: message.seen,
        extra: serde_json::to_string(&message.extra).unwrap_or_else(|_| "{}".into()),
    }
}

/// A name whose end, which tells what it is, stays.
fn cut(name: String) -> String {
    if name.len() <= MAX_NAME { name } else { name[name.ceil_char_boundary(name.len() - MAX_NAME)..].to_owned() }
}

/// What a window is told of a message, and the document that its frame shows.
pub(crate) fn view(message: MessageRow, images: images::Permission, options: &RenderOptions) -> Prepared {
    let rendered = render_with(message.is_html, &message.content, options);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let codes = mayfly_mail::find_codes(&message.summary.subject, &message.text);
    let links: Vec<_> = rendered.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    let link = mayfly_mail::find_link(&links, &message.summary.subject, &message.text).and_then(|link| {
        let host = mayfly_mail::link::inspect(&link.href, &link.text).host?;
        Some(LinkView { host, href: link.href, text: link.text })
    });
    let view = MessageView {
        misleading_sender: mayfly_mail::misleading_sender(&message.summary.from_name, &message.summary.from_address),
        to: message.recipient,
        codes: codes.into_iter().map(|code| code.value).collect(),
        link,
        attachments: message
            .attachments
            .iter()
            .enumerate()
            .map(|(index, file)| AttachmentView {
                index: count(index),
                name: file.name.clone(),
                safe_name: mayfly_mail::safe_file_name(&file.name),
                size: file.size,
                dangerous: mayfly_mail::is_dangerous_file(&file.name),
            })
            .collect(),
        is_html: message.is_html,
        remote_images: count(rendered.remote_images()),
        trackers: count(rendered.trackers()),
        images_shown: images.shown(),
        images_always: images.always,
        images_by_default: images.by_default,
        truncated: rendered.truncated,
        is_empty: rendered.is_empty(),
        images_sent_along: count(rendered.inline_images.len()),
        summary: message.summary,
    };
    Prepared { view, document: rendered.document }
}

/// Every link that a reader can be offered: the message's own and the confirmation link found in it.
pub(crate) fn links(message: &MessageRow) -> Vec<Link> {
    let mut links = render(message.is_html, &message.content).links;
    let known: Vec<_> = links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    let confirmation = mayfly_mail::find_link(&known, &message.summary.subject, &message.text);
    if let Some(found) = confirmation
        && !links.iter().any(|link| link.href == found.href)
    {
        links.push(Link { href: found.href, text: found.text, mismatch: false });
    }
    links
}

pub(crate) fn render(is_html: bool, content: &str) -> Rendered {
    render_with(is_html, content, &RenderOptions::default())
}

/// A message's body, rendered as these options say.
pub(crate) fn render_with(is_html: bool, content: &str, options: &RenderOptions) -> Rendered {
    if is_html { mayfly_mail::render(content, options) } else { mayfly_mail::render_text(content, options) }
}
