//! The links of a message.

use super::render_body::render_body;
use crate::store::StoredMessage;
use mayfly_mail::MessageLink;

/// Every link that a reader can be offered: the message's own and the confirmation link found in it.
pub(crate) fn list_message_links(message: &StoredMessage) -> Vec<MessageLink> {
    let mut links = render_body(message.is_html, &message.content).links;
    let candidates: Vec<_> = links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    let confirmation = mayfly_codes::find_confirmation_link(&candidates, &message.summary.subject, &message.text);
    if let Some(found) = confirmation
        && !links.iter().any(|link| link.href == found.href)
    {
        links.push(MessageLink { href: found.href, text: found.text, mismatch: false });
    }
    links
}
