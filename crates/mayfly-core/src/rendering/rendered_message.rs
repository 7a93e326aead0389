//! A message as windows show it: the facts beside its body, and the document in its frame.

use super::attachment_preview::find_preview_kind;
use super::remote_images::ImagePermission;
use super::render_body::render_body_with;
use crate::store::{AttachmentInfo, StoredMessage};
use crate::view::{AttachmentView, LinkView, MessageBodyDisplayLevel, MessageView};
use mayfly_mail::{RemoteContentReference, RenderOptions};
use std::collections::HashSet;

/// A rendered message.
pub(crate) struct RenderedMessage {
    /// What a window shows beside the frame. Its summary is as old as the rendering, and its display is not limited.
    pub(crate) view: MessageView,
    /// The safe document for the sandboxed frame.
    pub(crate) document: String,
    /// What the message refers to on other hosts, by the numbers of its images in the document.
    pub(crate) remote: Vec<RemoteContentReference>,
}

/// Renders a message: its view and its document.
pub(crate) fn render_message(
    message: StoredMessage,
    images: ImagePermission,
    options: &RenderOptions,
) -> RenderedMessage {
    let rendered = render_body_with(message.is_html, &message.content, options);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let codes =
        mayfly_codes::find_codes_from_sender(&message.summary.from_name, &message.summary.subject, &message.text);
    let links: Vec<_> = rendered.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    let link = mayfly_codes::find_confirmation_link(&links, &message.summary.subject, &message.text).and_then(|link| {
        let host = mayfly_mail::inspect_link(&link.href, &link.text).host?;
        Some(LinkView { host, href: link.href, text: link.text })
    });
    let view = MessageView {
        misleading_sender: mayfly_mail::is_misleading_sender(&message.summary.from_name, &message.summary.from_address),
        to: message.recipient,
        codes: codes.into_iter().map(|code| code.value).collect(),
        link,
        attachments: list_attachments(&message.attachments),
        is_html: message.is_html,
        remote_images: count(rendered.remote_image_count()),
        trackers: count(rendered.tracking_image_count()),
        images_shown: images.is_allowed(),
        images_always: images.is_allowed_for_sender(),
        images_by_default: images.are_images_allowed_by_setting(),
        truncated: rendered.truncated,
        is_empty: rendered.is_empty(),
        display: MessageBodyDisplayLevel::Full,
        inline_images_missing: count(rendered.inline_images.len()),
        summary: message.summary,
    };
    RenderedMessage { view, document: rendered.document, remote: rendered.remote }
}

fn list_attachments(attachments: &[AttachmentInfo]) -> Vec<AttachmentView> {
    let mut earlier_names = HashSet::new();
    let to_view = |(index, file): (u32, &AttachmentInfo)| {
        let safe_name = mayfly_mail::sanitise_file_name(&file.name);
        let same_name_as_earlier = !earlier_names.insert(file.name.clone());
        AttachmentView {
            index,
            name: file.name.clone(),
            size: file.size,
            dangerous: mayfly_mail::is_dangerous_file(&file.name),
            // The earlier one would be shown.
            preview: find_preview_kind(&safe_name).filter(|_| !same_name_as_earlier),
            safe_name,
            same_name_as_earlier,
        }
    };
    (0..).zip(attachments).map(to_view).collect()
}
