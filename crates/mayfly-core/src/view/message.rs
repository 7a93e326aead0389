//! Messages, and what is in them, as a window sees them.

use super::{ErrorView, InboxId, MessageId};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;

/// One line of the message list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MessageSummary {
    /// The service's identifier.
    pub id: MessageId,
    /// The inbox it came to.
    pub inbox_id: InboxId,
    /// The sender's display name, possibly empty.
    pub from_name: String,
    /// The sender's address, possibly empty.
    pub from_address: String,
    /// The subject, possibly empty.
    pub subject: String,
    /// The first words of the text.
    pub snippet: String,
    /// When the service received it.
    pub received_at: String,
    /// Not read yet.
    pub unread: bool,
    /// How many files are attached.
    pub attachments: u32,
    /// The verification code most likely meant, ready for the clipboard.
    pub code: Option<String>,
}

/// A message opened for reading. The body itself goes to the frame, never through here.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MessageView {
    /// The message's line in the list.
    pub summary: MessageSummary,
    /// The address it was sent to.
    pub to: String,
    /// The display name holds an address other than the sender's: a common disguise.
    pub misleading_sender: bool,
    /// Verification codes, likeliest first.
    pub codes: Vec<String>,
    /// The confirmation link, where there is one.
    pub link: Option<LinkView>,
    /// The attached files.
    pub attachments: Vec<AttachmentView>,
    /// The message is written in HTML, so that its plain text is another view of it.
    pub is_html: bool,
    /// Images on other computers.
    pub remote_images: u32,
    /// How many of those look like trackers; they are never loaded.
    pub trackers: u32,
    /// Images on other computers are loaded, as the user allowed.
    pub images_shown: bool,
    /// They are loaded for everything of this sender's.
    pub images_always: bool,
    /// They are loaded because everybody's are, as the settings say.
    pub images_by_default: bool,
    /// The body was cut because it went over a limit.
    pub truncated: bool,
    /// The body shows nothing: no text and no image.
    pub is_empty: bool,
    /// Images the body takes from the mail itself, which the service gives as attachments without telling which is
    /// which: they are not shown.
    pub inline_images_missing: u32,
}

/// A link found in a message.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkView {
    /// The target.
    pub href: String,
    /// The host that will really be asked.
    pub host: String,
    /// The words on the link.
    pub text: String,
}

/// What a message's body looks like before anything is made of it.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct MessageSource {
    /// The beginning of it, as text.
    pub text: String,
    /// How many bytes there are in all.
    #[specta(type = u32)]
    pub size: u64,
    /// There is more than `text` holds.
    pub truncated: bool,
}

/// Sizes only: what the user received stays out of logs.
impl fmt::Debug for MessageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageSource").field("size", &self.size).finish_non_exhaustive()
    }
}

/// A link that a message wants to open: what the user must know before saying yes.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkConfirmation {
    /// Identifier, to answer by.
    pub id: u32,
    /// What would open it.
    pub kind: LinkKind,
    /// The words on the link, where they are known; cut when long.
    pub text: Option<String>,
    /// Where it leads.
    pub target: LinkTarget,
    /// The same without tracking parameters or a known redirection, where there is such a form.
    pub stripped: Option<LinkTarget>,
}

/// What a link is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The browser: http or https.
    Web,
    /// The mail program: mailto.
    Mail,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LinkTarget {
    /// The whole address, in ASCII, as it would be opened.
    pub href: String,
    /// The host that will be asked, as it goes over the wire (punycode); for mailto whom it writes to.
    pub host: String,
    /// The host as people read it, where that is different.
    pub host_unicode: Option<String>,
    /// The words on the link name another place than this one.
    pub mismatch: bool,
    /// The connection is not encrypted.
    pub insecure: bool,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AttachmentView {
    /// Its place in the message, from 0: what to ask for when saving it.
    pub index: u32,
    /// Its name as the sender wrote it, for showing only.
    pub name: String,
    /// The name it will be saved under.
    pub safe_name: String,
    /// Its size in bytes, as claimed.
    #[specta(type = Option<u32>)]
    pub size: Option<u64>,
    /// The kind of file can run programs or hides its real kind.
    pub dangerous: bool,
}

/// Which of an inbox's messages are listed, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MessageListOptions {
    /// Only those not read yet.
    pub unread_only: bool,
    /// In which order.
    pub sort: MessageSort,
}

/// The order of a list of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MessageSort {
    /// The last received first.
    #[default]
    Newest,
    /// The first received first.
    Oldest,
    /// By the sender's name or address, without regard to case and accents; of one sender the newest first.
    Sender,
    /// By subject, likewise.
    Subject,
}

/// Some of an inbox's messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct MessagePage {
    /// The messages.
    pub messages: Vec<MessageSummary>,
    /// What to ask for the next page with; `None` where there is none.
    pub next: Option<String>,
}

/// What came of deleting several messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct DeletionReport {
    /// Deleted on the service and here.
    pub deleted: Vec<MessageId>,
    /// Not deleted, and still here.
    pub failed: Vec<FailedDeletion>,
    /// Not tried, and still here.
    pub not_attempted: Vec<MessageId>,
    /// Why those were not tried: the key is refused, there were too many requests, or nobody answers.
    pub stop_reason: Option<ErrorView>,
}

/// A message that could not be deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FailedDeletion {
    /// The message.
    pub id: MessageId,
    /// Why.
    pub error: ErrorView,
}
