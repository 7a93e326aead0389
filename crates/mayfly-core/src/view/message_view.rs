//! Messages and their contents as windows receive them.

use super::{InboxId, MessageId};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;

/// One entry of the message list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MessageSummary {
    /// The service's identifier of the message.
    pub id: MessageId,
    /// The inbox that received it.
    pub inbox_id: InboxId,
    /// The sender's display name, possibly empty.
    pub from_name: String,
    /// The sender's address, possibly empty.
    pub from_address: String,
    /// The subject, possibly empty.
    pub subject: String,
    /// The beginning of the text.
    pub snippet: String,
    /// When the service received it.
    pub received_at: String,
    /// Whether it is unread.
    pub unread: bool,
    /// The number of attachments.
    pub attachments: u32,
    /// The most likely verification code, in the form in which it is copied.
    pub code: Option<String>,
}

/// A message opened for reading. The body is not part of it: the sandboxed frame loads it separately.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MessageView {
    /// The message's entry in the message list.
    pub summary: MessageSummary,
    /// The address it was sent to.
    pub to: String,
    /// Whether the display name contains an address other than the sender's, which is a common deception.
    pub misleading_sender: bool,
    /// The verification codes found, most likely first.
    pub codes: Vec<String>,
    /// The confirmation link, if one was found.
    pub link: Option<LinkView>,
    /// The attachments.
    pub attachments: Vec<AttachmentView>,
    /// Whether the body is HTML, so that its plain text can be shown instead.
    pub is_html: bool,
    /// The number of remote images.
    pub remote_images: u32,
    /// How many of the remote images look like trackers; these are never loaded.
    pub trackers: u32,
    /// Whether remote images are loaded, because the user allowed it.
    pub images_shown: bool,
    /// Whether remote images are loaded for all messages of this sender.
    pub images_always: bool,
    /// Whether remote images are loaded because the settings allow them for every sender.
    pub images_by_default: bool,
    /// Whether the body was truncated because it exceeded a limit.
    pub truncated: bool,
    /// Whether the body contains neither text nor images.
    pub is_empty: bool,
    /// How much of the message is shown.
    pub display: MessageBodyDisplayLevel,
    /// The number of images that the body embeds from the mail itself. They are not shown: the service lists them as
    /// attachments without saying which attachment is which image.
    pub inline_images_missing: u32,
}

/// How much of a message is shown. A message that made the page stop responding is shown with less from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MessageBodyDisplayLevel {
    /// The message as it was sent.
    #[default]
    Full,
    /// Its text alone: the formatted message made the page stop responding.
    PlainText,
    /// Nothing of the body: its text alone made the page stop responding too.
    Nothing,
}

/// A link found in a message.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkView {
    /// The target URL.
    pub href: String,
    /// The host of the target URL.
    pub host: String,
    /// The text of the link.
    pub text: String,
}

/// A message's body as the service sent it.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct MessageSource {
    /// The beginning of the body.
    pub text: String,
    /// The size of the whole body in bytes.
    #[specta(type = u32)]
    pub size: u64,
    /// Whether the body is longer than `text`.
    pub truncated: bool,
}

/// Writes the size only: message bodies must not appear in logs.
impl fmt::Debug for MessageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageSource").field("size", &self.size).finish_non_exhaustive()
    }
}

/// A link that is opened only after the user confirms it, with what the user has to know to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkConfirmation {
    /// The identifier with which the link is confirmed.
    pub id: u32,
    /// The kind of program that opens it.
    pub kind: LinkKind,
    /// The text of the link, if known; truncated if long.
    pub text: Option<String>,
    /// The target of the link.
    pub target: LinkTargetView,
    /// The target without tracking parameters or a known redirection, if that differs.
    pub stripped: Option<LinkTargetView>,
}

/// The kind of program that opens a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The browser, for http and https.
    Web,
    /// The mail program, for mailto.
    Mail,
    /// The program that calls telephone numbers, for tel.
    Phone,
    /// The program that writes text messages, for sms.
    TextMessage,
    /// The calendar, for webcal.
    Calendar,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkTargetView {
    /// The whole URL in ASCII, as it is opened.
    pub href: String,
    /// The host in its ASCII form (punycode); for mailto the recipients, for tel and sms the number.
    pub host: String,
    /// The host in its Unicode form, if that differs.
    pub host_unicode: Option<String>,
    /// Whether the text of the link names another host than this one.
    pub mismatch: bool,
    /// Whether the connection is not encrypted.
    pub insecure: bool,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AttachmentView {
    /// Its index in the message, from 0, with which it is saved.
    pub index: u32,
    /// Its name as the sender wrote it; for display only.
    pub name: String,
    /// The sanitised name under which it is saved.
    pub safe_name: String,
    /// Its size in bytes as the service reports it, if it does.
    #[specta(type = Option<u32>)]
    pub size: Option<u64>,
    /// Whether files of its type can run programs, or its name hides its real type.
    pub dangerous: bool,
    /// How it can be shown in place, if it can.
    pub preview: Option<AttachmentPreviewKind>,
    /// Whether an earlier attachment of the message has the same name. The service finds attachments by name, so it sends
    /// the earlier one in place of this one.
    pub same_name_as_earlier: bool,
}

/// How an attachment is shown in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentPreviewKind {
    /// As a picture.
    Picture,
    /// As plain text.
    Text,
}

/// An attachment that is shown in place. The sandboxed frame loads its document by the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AttachmentPreview {
    /// The number of the preview.
    pub number: u32,
    /// What is shown.
    pub content: AttachmentPreviewContent,
}

/// What is shown of an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AttachmentPreviewContent {
    /// A picture.
    Picture {
        /// The width in pixels.
        width: u32,
        /// The height in pixels.
        height: u32,
    },
    /// A text, or its beginning.
    Text {
        /// The size of the whole file in bytes, if it is known.
        #[specta(type = Option<u32>)]
        size: Option<u64>,
        /// Whether only the beginning is shown.
        truncated: bool,
    },
}

/// Which of an inbox's messages are listed, and in which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MessageFilterAndOrder {
    /// Which messages are listed.
    pub filter: MessageFilter,
    /// The order of the messages.
    pub sort: MessageSort,
}

/// Which messages are listed: those that have every property that is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MessageFilter {
    /// Whether only unread messages are listed.
    pub unread: bool,
    /// Whether only messages with a verification code are listed.
    pub with_code: bool,
    /// Whether only messages with attachments are listed.
    pub with_attachments: bool,
}

/// The order of a list of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MessageSort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By the sender's name and address, ignoring case and accents; messages of one sender newest first.
    Sender,
    /// By subject, ignoring case and accents; messages with one subject newest first.
    Subject,
}

/// One page of a list of messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct MessagePage {
    /// The messages of this page.
    pub messages: Vec<MessageSummary>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<String>,
}
