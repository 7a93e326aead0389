//! Confirmation of links: no link of a message is opened before the user confirms it.
//!
//! The confirmation is held here. A window shows it and answers with its number, so that whatever happens in a
//! window, only an address that the user was shown can be opened, and each confirmation only once.

use super::message_lookup::find_message;
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::rendering::message_links::list_message_links;
use crate::view::{Change, LinkConfirmation, LinkKind, LinkTargetView, MessageId};
use mayfly_mail::MessageLink;
use mayfly_mail::inspect_link;

/// Where users of the service find their API key.
const ACCOUNT_PAGE: &str = "https://tempmailg.com/";

/// How many characters of a link's text are shown.
const MAX_LINK_TEXT: usize = 200;

/// The fields of a mailto link that are passed on besides the address. Others could make a mail program write to
/// people who weren't shown, or (`attach`) send along what the user didn't choose.
const ALLOWED_MAIL_FIELDS: &[&str] = &["subject", "body"];

impl Core {
    /// Asks the user to confirm an address that the message on the screen wants to open. What may not be opened is
    /// ignored: everything but http, https, mailto, tel, sms and webcal.
    ///
    /// # Errors
    /// When no account is active, or a failure of the store.
    pub async fn request_link_confirmation_for_new_window(&self, href: &str) -> Result<()> {
        let Some(wanted) = inspect_link(href, "").href else {
            tracing::debug!("a message asked for a window that no link can lead to");
            return Ok(());
        };
        let shown = self.0.shown_message.borrow().clone();
        let links = match shown {
            // The message may be gone by now: then the user is asked without the link's text.
            Some(shown) => self.message_links(&shown.message).await.unwrap_or_default(),
            None => Vec::new(),
        };
        self.emit_link_confirmation(&wanted, &links);
        Ok(())
    }

    /// Asks the user to confirm a link of this message.
    ///
    /// # Errors
    /// An unknown message, a link that isn't in it, or a failure of the store.
    pub async fn request_link_confirmation(&self, message: &MessageId, href: &str) -> Result<()> {
        let links = self.message_links(message).await?;
        let wanted = inspect_link(href, "").href.ok_or(Error::UnknownLink)?;
        if !links.iter().any(|link| link_leads_to_href(link, &wanted)) {
            return Err(Error::UnknownLink);
        }
        self.emit_link_confirmation(&wanted, &links);
        Ok(())
    }

    /// Asks the user to confirm the page where users of the service find their API key.
    pub fn request_account_page_confirmation(&self) {
        self.emit_link_confirmation(ACCOUNT_PAGE, &[]);
    }

    /// The address that a confirmation is about, or its form without tracking.
    ///
    /// # Errors
    /// When the confirmation is not the latest one, or there is no such form.
    pub fn link_confirmation_address(&self, confirmation: u32, stripped: bool) -> Result<String> {
        let reading = self.lock_reading_state();
        let asked = reading.link_confirmation.as_ref();
        asked.and_then(|asked| confirmed_link_address(asked, confirmation, stripped)).ok_or(Error::UnknownLink)
    }

    /// The same for opening it: the confirmation is used up and can't be answered again.
    ///
    /// # Errors
    /// As [`link_confirmation_address`](Self::link_confirmation_address).
    pub fn take_link_confirmation_address(&self, confirmation: u32, stripped: bool) -> Result<String> {
        let mut reading = self.lock_reading_state();
        let asked = reading.link_confirmation.as_ref();
        let address = asked.and_then(|asked| confirmed_link_address(asked, confirmation, stripped));
        let address = address.ok_or(Error::UnknownLink)?;
        reading.link_confirmation = None;
        Ok(address)
    }

    fn emit_link_confirmation(&self, href: &str, links: &[MessageLink]) {
        // Several links may lead to the same place: a misleading text is what the user must know.
        let same_target = || links.iter().filter(|link| link_leads_to_href(link, href));
        let link = same_target().find(|link| link.mismatch).or_else(|| same_target().next());
        let text = link.map(|link| link.text.trim()).unwrap_or_default();
        // The rendering has judged what is drawn of the link in every window, of which the text is one.
        let misleads = link.is_some_and(|link| link.mismatch);
        let Some(target) = describe_link_target(href, text, misleads) else { return };
        let stripped = inspect_link(href, text).stripped;
        let stripped = stripped.and_then(|stripped| {
            // The same site without tracking; behind a redirect, the target may be the very site that the text names.
            let leads_elsewhere = inspect_link(&stripped, "").host != inspect_link(href, "").host;
            describe_link_target(&stripped, text, misleads && !leads_elsewhere)
        });
        let confirmation = {
            let mut reading = self.lock_reading_state();
            reading.last_link_confirmation += 1;
            let confirmation = LinkConfirmation {
                id: reading.last_link_confirmation,
                kind: link_kind_by_scheme(href),
                text: Some(text.chars().take(MAX_LINK_TEXT).collect()).filter(|text: &String| !text.is_empty()),
                target,
                stripped,
            };
            reading.link_confirmation = Some(confirmation.clone());
            confirmation
        };
        self.0.events.emit(Change::ConfirmLink { link: confirmation });
    }

    async fn message_links(&self, message: &MessageId) -> Result<Vec<MessageLink>> {
        let row = find_message(&*self.active_session()?, message).await?;
        run_blocking(move || list_message_links(&row)).await
    }
}

/// The kind of program that opens an address.
fn link_kind_by_scheme(href: &str) -> LinkKind {
    match href.split(':').next().unwrap_or_default() {
        "mailto" => LinkKind::Mail,
        "tel" => LinkKind::Phone,
        "sms" => LinkKind::TextMessage,
        "webcal" => LinkKind::Calendar,
        _ => LinkKind::Web,
    }
}

/// Returns whether a link of a message has `href` as its target.
fn link_leads_to_href(link: &MessageLink, href: &str) -> bool {
    link.href == href || inspect_link(&link.href, "").href.as_deref() == Some(href)
}

fn confirmed_link_address(asked: &LinkConfirmation, confirmation: u32, stripped: bool) -> Option<String> {
    let target = if stripped { asked.stripped.as_ref()? } else { &asked.target };
    // Checked once more, right before it is opened.
    (asked.id == confirmation)
        .then(|| inspect_link(&target.href, "").href)?
        .map(|href| remove_unknown_mailto_fields(&href))
}

/// Describes where a link with these words leads. With `misleads` it is known that something of it names another site.
fn describe_link_target(href: &str, words: &str, misleads: bool) -> Option<LinkTargetView> {
    let link = inspect_link(href, words);
    let href = remove_unknown_mailto_fields(&link.href?);
    let host = match link.scheme.as_str() {
        "mailto" => mailto_recipients(&href),
        "tel" | "sms" => link.number?,
        _ => link.host?,
    };
    let mismatch = link.mismatch || misleads;
    Some(LinkTargetView { href, host, host_unicode: link.host_unicode, mismatch, insecure: link.insecure })
}

/// The recipients of a mailto link, as they stand in it.
fn mailto_recipients(href: &str) -> String {
    let path = href.strip_prefix("mailto:").unwrap_or(href);
    path.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// A mailto link with nothing but an address, a subject and a text.
fn remove_unknown_mailto_fields(href: &str) -> String {
    let Some((path, query)) = href.split_once('?').filter(|_| href.starts_with("mailto:")) else {
        return href.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            ALLOWED_MAIL_FIELDS.iter().any(|known| name.eq_ignore_ascii_case(known))
        })
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailto_link_keeps_only_subject_and_body() {
        for (href, kept) in [
            ("mailto:a@example.com", "mailto:a@example.com"),
            ("mailto:a@example.com?subject=Hi&body=Words", "mailto:a@example.com?subject=Hi&body=Words"),
            ("mailto:a@example.com?attach=/etc/passwd", "mailto:a@example.com"),
            ("mailto:a@example.com?Subject=Hi&ATTACHMENT=x&bcc=b@example.com", "mailto:a@example.com?Subject=Hi"),
            ("mailto:a@example.com?%61ttach=x&cc=c@example.com", "mailto:a@example.com"),
            ("https://example.com/?attach=x", "https://example.com/?attach=x"),
        ] {
            assert_eq!(remove_unknown_mailto_fields(href), kept);
        }
    }
}
