//! What the user does with messages, and what is derived from them.

use crate::session::Session;
use crate::store::{self, MessageRow, NewMessage};
use crate::view::{AttachmentView, Change, LinkView, MessageSummary, MessageView};
use crate::{Core, Error, Result, images, inboxes, sync};
use jiff::Timestamp;
use mayfly_mail::{Link, RenderOptions, Rendered};
use std::sync::Arc;

/// How much of a message's text is searched for codes and kept for search: far beyond any real mail.
const MAX_TEXT: usize = 1 << 20;

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

    /// A message, from the cache and at once. It counts as read from now on, here and, as soon as the
    /// service answers, there.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn read_message(&self, id: &str) -> Result<MessageView> {
        self.state().open_message = None;
        let session = self.session()?;
        let mut message = find(&session, id).await?;
        let (inbox, now) = (message.summary.inbox_id, session.now());
        let owned = id.to_owned();
        session
            .store
            .update(move |db| {
                let mut changes = Vec::new();
                if store::messages::mark_read(db, inbox, &owned)? {
                    let messages = store::messages::summary(db, inbox, &owned)?.into_iter().collect();
                    changes.push(Change::Messages { inbox_id: inbox, messages });
                    changes.extend(store::inboxes::changed(db, inbox, now)?);
                }
                Ok(((), changes))
            })
            .await?;
        message.summary.unread = false;
        if !message.seen_on_service {
            tokio::spawn(tell_service_seen(Arc::clone(&session), inbox, id.to_owned()));
        }
        let images = self.image_permission(&session, id, &message.summary.from_address).await?;
        prepare(move || view(message, images)).await
    }

    /// A message's body as a safe document for the sandboxed frame; with its remote images, to be asked for
    /// by [`message_image`](Self::message_image), where the user allowed them.
    ///
    /// # Errors
    /// An unknown message or a failure of the store.
    pub async fn message_document(&self, id: &str) -> Result<String> {
        let session = self.session()?;
        let message = find(&session, id).await?;
        let options = self.image_permission(&session, id, &message.summary.from_address).await?.options(id);
        self.shows(id);
        prepare(move || render_with(message.is_html, &message.content, &options).document).await
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
        let session = self.session()?;
        let inbox = find(&session, id).await?.summary.inbox_id;
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

/// Reading one message is what marks it as seen on the service.
async fn tell_service_seen(session: Arc<Session>, inbox: u32, id: String) {
    // A failure costs nothing: the message is tried again the next time it is opened.
    if session.learn(session.client.message(&id).await).is_ok() {
        let marked =
            session.store.update(move |db| Ok((store::messages::mark_seen_on_service(db, inbox, &id)?, Vec::new())));
        if let Err(error) = marked.await {
            tracing::warn!(%error, "a message's seen mark was not kept");
        }
    }
}

/// A message as the service gave it, ready for the store: text, snippet and code are derived once, here.
pub(crate) fn to_row(message: tempmailg::Message, now: Timestamp) -> NewMessage {
    let mut rendered = render(message.is_html, &message.content);
    rendered.text.truncate(rendered.text.floor_char_boundary(MAX_TEXT));
    let code = mayfly_mail::find_codes(&message.subject, &rendered.text).into_iter().next().map(|code| code.value);
    NewMessage {
        id: message.id,
        from_name: message.from_name,
        from_address: message.from_address,
        recipient: message.to,
        subject: message.subject,
        snippet: rendered.snippet,
        text: rendered.text,
        code,
        is_html: message.is_html,
        content: message.content,
        attachments: message
            .attachments
            .into_iter()
            .map(|file| store::messages::AttachmentRow { name: file.name, size: file.size })
            .collect(),
        received_at: message.received_at.unwrap_or(now),
        arrived_at: now,
        seen: message.seen,
        extra: serde_json::to_string(&message.extra).unwrap_or_else(|_| "{}".into()),
    }
}

fn view(message: MessageRow, images: images::Permission) -> MessageView {
    let rendered = render(message.is_html, &message.content);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let codes = mayfly_mail::find_codes(&message.summary.subject, &message.text);
    let links: Vec<_> = rendered.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    let link = mayfly_mail::find_link(&links, &message.summary.subject, &message.text).and_then(|link| {
        let host = mayfly_mail::link::inspect(&link.href, &link.text).host?;
        Some(LinkView { host, href: link.href, text: link.text })
    });
    MessageView {
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
        truncated: rendered.truncated,
        summary: message.summary,
    }
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
