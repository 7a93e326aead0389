//! The way out of a message: a link is never followed, it becomes a question to the user.
//!
//! The question is held here. A window shows it and answers with its number, so that whatever happens in a
//! window, only an address that the user was shown can be opened, and each question only once.

use crate::view::{Change, LinkKind, LinkQuestion, LinkTarget};
use crate::{Core, Error, Result, messages};
use mayfly_mail::{MessageLink, inspect_link};

/// How many characters of a link's words are shown.
const MAX_WORDS: usize = 200;

/// What a mail program may be told by a link besides the address. Anything else could make it write to
/// people who weren't shown, or (`attach`) send along what the user didn't choose.
const MAIL_FIELDS: &[&str] = &["subject", "body"];

impl Core {
    /// Asks the user about an address that the message on the screen wants to open. What is neither http,
    /// https nor mailto is ignored.
    ///
    /// # Errors
    /// When no account is open, or a failure of the store.
    pub async fn ask_about(&self, href: &str) -> Result<()> {
        let Some(wanted) = inspect_link(href, "").href else {
            tracing::debug!("a message asked for a window that no link can lead to");
            return Ok(());
        };
        let shown = self.state().shown_message.clone();
        let links = match shown {
            // It may be gone by now: then the question is asked without the words.
            Some(id) => self.message_links(&id).await.unwrap_or_default(),
            None => Vec::new(),
        };
        self.ask(&wanted, &links);
        Ok(())
    }

    /// Asks the user about a link of this message.
    ///
    /// # Errors
    /// An unknown message, a link that isn't in it, or a failure of the store.
    pub async fn ask_link(&self, message: &str, href: &str) -> Result<()> {
        let links = self.message_links(message).await?;
        let wanted = inspect_link(href, "").href.ok_or(Error::UnknownLink)?;
        if !links.iter().any(|known| leads_to(known, &wanted)) {
            return Err(Error::UnknownLink);
        }
        self.ask(&wanted, &links);
        Ok(())
    }

    /// The address that a question was about, or its form without tracking.
    ///
    /// # Errors
    /// When the question is not the one now asked, or there is no such form.
    pub fn link_address(&self, question: u32, stripped: bool) -> Result<String> {
        self.state().asked_link.as_ref().and_then(|asked| address(asked, question, stripped)).ok_or(Error::UnknownLink)
    }

    /// The same for opening it: the question is answered and can't be answered again.
    ///
    /// # Errors
    /// As [`link_address`](Self::link_address).
    pub fn take_link(&self, question: u32, stripped: bool) -> Result<String> {
        let mut state = self.state();
        let found = state.asked_link.as_ref().and_then(|asked| address(asked, question, stripped));
        let found = found.ok_or(Error::UnknownLink)?;
        state.asked_link = None;
        Ok(found)
    }

    fn ask(&self, href: &str, links: &[MessageLink]) {
        // Several links may lead to the same place: what misleads is what must be known.
        let here = || links.iter().filter(|known| leads_to(known, href));
        let words = here().find(|known| known.mismatch).or_else(|| here().next()).map(|known| known.text.trim());
        let words = words.unwrap_or_default();
        let Some(target) = target(href, words) else { return };
        let stripped = inspect_link(href, words).stripped.and_then(|href| self::target(&href, words));
        let question = {
            let mut state = self.state();
            let question = LinkQuestion {
                id: state.next_link,
                kind: if href.starts_with("mailto:") { LinkKind::Mail } else { LinkKind::Web },
                text: Some(words.chars().take(MAX_WORDS).collect()).filter(|words: &String| !words.is_empty()),
                target,
                stripped,
            };
            state.next_link += 1;
            state.asked_link = Some(question.clone());
            question
        };
        self.0.hub.emit(Change::LinkAsked { link: question });
    }

    async fn message_links(&self, message: &str) -> Result<Vec<MessageLink>> {
        let message = messages::find(&*self.session()?, message).await?;
        tokio::task::spawn_blocking(move || messages::links(&message))
            .await
            .map_err(|_| Error::Internal("a message could not be searched for links"))
    }
}

fn leads_to(known: &MessageLink, href: &str) -> bool {
    known.href == href || inspect_link(&known.href, "").href.as_deref() == Some(href)
}

fn address(asked: &LinkQuestion, question: u32, stripped: bool) -> Option<String> {
    let target = if stripped { asked.stripped.as_ref()? } else { &asked.target };
    // Looked at once more, right before it leaves.
    (asked.id == question).then(|| inspect_link(&target.href, "").href)?.map(|href| only_known_fields(&href))
}

fn target(href: &str, words: &str) -> Option<LinkTarget> {
    let link = inspect_link(href, words);
    let href = only_known_fields(&link.href?);
    let host = match link.scheme.as_str() {
        "mailto" => recipients(&href),
        _ => link.host?,
    };
    Some(LinkTarget { href, host, host_unicode: link.host_unicode, mismatch: link.mismatch, insecure: link.insecure })
}

/// Whom a mailto link writes to, as it stands there.
fn recipients(href: &str) -> String {
    let path = href.strip_prefix("mailto:").unwrap_or(href);
    path.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// A mailto link with nothing but an address, a subject and a text.
fn only_known_fields(href: &str) -> String {
    let Some((path, query)) = href.split_once('?').filter(|_| href.starts_with("mailto:")) else {
        return href.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            MAIL_FIELDS.iter().any(|known| name.eq_ignore_ascii_case(known))
        })
        .collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_link_tells_the_mail_program_nothing_but_the_letter() {
        for (href, kept) in [
            ("mailto:a@example.com", "mailto:a@example.com"),
            ("mailto:a@example.com?subject=Hi&body=Words", "mailto:a@example.com?subject=Hi&body=Words"),
            ("mailto:a@example.com?attach=/etc/passwd", "mailto:a@example.com"),
            ("mailto:a@example.com?Subject=Hi&ATTACHMENT=x&bcc=b@example.com", "mailto:a@example.com?Subject=Hi"),
            ("mailto:a@example.com?%61ttach=x&cc=c@example.com", "mailto:a@example.com"),
            ("https://example.com/?attach=x", "https://example.com/?attach=x"),
        ] {
            assert_eq!(only_known_fields(href), kept);
        }
    }
}
