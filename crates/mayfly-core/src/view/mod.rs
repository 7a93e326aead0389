//! What a front end sees: plain data, already decided.
//!
//! These types are the whole vocabulary between the core and a window. They are serialised as they stand
//! and exported to TypeScript, so a field added here is a field the window can read. Times are RFC 3339
//! strings in UTC, already corrected for the difference between this computer's clock and the service's.
//! No secret is ever part of a view.

mod error;
mod ids;
mod message;
mod search;
mod settings;

pub use error::{ErrorCode, ErrorDetails, ErrorView};
pub use ids::{AccountId, InboxId, MessageId, MessageRef};
pub use message::*;
pub use search::{SearchHit, SearchPage, TextSegment};
pub use settings::*;

use serde::{Deserialize, Serialize};
use specta::Type;

/// The running program: its version and where it keeps its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AppInfo {
    /// The version, such as `0.1.0`.
    pub version: String,
    /// Where the encrypted database is.
    pub data_folder: String,
}

/// Everything a window needs to draw itself, and the number of the last event that is part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Snapshot {
    /// Events numbered above this one are not yet part of the snapshot.
    pub seq: u32,
    /// Which screen the app is on.
    pub phase: Phase,
    /// The open account.
    pub account: Option<AccountView>,
    /// Every account known here, the open one included, in the order they were added.
    pub accounts: Vec<AccountView>,
    /// Every inbox, newest first.
    pub inboxes: Vec<InboxView>,
    /// The inbox last looked at, so that a new window opens where the old one was.
    pub selected_inbox: Option<InboxId>,
    /// The request quota as the service last told it.
    pub quota: Option<QuotaView>,
    /// How checking for mail is going.
    pub sync: SyncView,
    /// Downloads under way and lately ended.
    pub transfers: Vec<TransferView>,
    /// Things the user must know that belong to no single action.
    pub notices: Vec<Notice>,
    /// What the user chose.
    pub settings: Settings,
    /// The system's language and region as a BCP 47 tag, such as `vi-VN`, if Mayfly speaks it; else `en`.
    pub system_locale: String,
    /// The message the user asked for outside the window: to be shown at once.
    pub open_message: Option<MessageSummary>,
    /// The user chose to go on without a keychain: what is done is kept until Mayfly quits.
    pub session_only: bool,
}

/// Which screen the app is on.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Phase {
    /// The keychain and the store are being opened.
    Starting,
    /// The keychain or the store can't be used; the user chooses between trying again, this session only,
    /// and quitting.
    Blocked {
        /// Why.
        error: ErrorView,
    },
    /// No account yet.
    Welcome,
    /// An account is open.
    Ready,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AccountView {
    /// Local identifier, never given to another account.
    pub id: AccountId,
    /// What it is called: the user's name for it, else the service's host.
    pub name: String,
    /// The service's base URL.
    pub base_url: String,
    /// Where the account's API key and mail are kept.
    pub storage: AccountStorage,
    /// Its key is here and it is checked for mail, whether it is the open one or not.
    pub signed_in: bool,
    /// Its key no longer works.
    pub key_refused: bool,
    /// Messages not read yet, in all its inboxes.
    pub unread: u32,
    /// Its quota as last told.
    pub quota: Option<QuotaView>,
}

/// Where an account's API key and mail are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountStorage {
    /// In the system's keychain; the mail is in the encrypted store.
    Kept,
    /// In memory only, by the user's choice; everything is gone when the app quits.
    SessionOnly,
    /// The built-in demo: a local server, no key, nothing stored.
    Demo,
}

/// One inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct InboxView {
    /// Local identifier, stable for the life of the inbox.
    pub id: InboxId,
    /// The e-mail address.
    pub address: String,
    /// The user's own name for it.
    pub label: Option<String>,
    /// Where it is in its life.
    pub state: InboxState,
    /// When it was made.
    pub created_at: String,
    /// When it ends, by this computer's clock; `None` where the service gave no end.
    pub expires_at: Option<String>,
    /// The address that took this one's place.
    pub replaced_by: Option<String>,
    /// Messages not read yet.
    pub unread: u32,
    /// Messages kept.
    pub total: u32,
    /// When the service last answered for it.
    pub checked_at: Option<String>,
    /// New mail to it is not announced.
    pub muted: bool,
}

/// The result of importing a list of inboxes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
pub struct ImportSummary {
    /// Inboxes that were added.
    pub added: u32,
    /// Inboxes that were on the list already and were left as they are.
    pub already_present: u32,
}

/// Where an inbox is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InboxState {
    /// Receives mail.
    Active,
    /// Receives mail, for less than two minutes more.
    Expiring,
    /// Over: its cached mail stays until removed.
    Expired,
    /// Converted to another address.
    Replaced,
    /// Deleted on the service.
    Deleted,
}

/// The request quota as the service last told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct QuotaView {
    /// Requests allowed in the period.
    #[specta(type = u32)]
    pub limit: u64,
    /// Requests used.
    #[specta(type = u32)]
    pub used: u64,
    /// Requests left.
    #[specta(type = u32)]
    pub remaining: u64,
    /// When the counters start again, by this computer's clock.
    pub resets_at: Option<String>,
    /// How many of the requests left checking for mail will use until then, if nothing happens.
    #[specta(type = u32)]
    pub expected_checks: u64,
}

/// How checking for mail is going.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SyncView {
    /// Nothing to check.
    Idle,
    /// The service answers.
    Online,
    /// The service answers, and is asked less often than it should be so that the quota lasts.
    Saving {
        /// Between two checks of the inbox that comes first: the one looked at, or the newest.
        every_seconds: u32,
        /// Between two checks of the one that comes last; none where that would be after the quota's reset.
        slowest_seconds: Option<u32>,
    },
    /// The quota is so short that the inbox looked at, or the newest, is no longer checked at intervals: they would
    /// be longer than it lives, or than the quota's period.
    Scarce {
        /// It is checked once more just before it ends; otherwise only when the user asks.
        last_look: bool,
    },
    /// The service can't be reached.
    Offline {
        /// Since when.
        since: String,
        /// When it is tried again.
        retry_at: String,
    },
    /// The service asked to wait, or the quota is used up.
    Waiting {
        /// Until when.
        until: String,
    },
    /// Nothing is checked: the few requests left of the quota are kept for what the user does.
    Resting {
        /// Until when.
        until: String,
    },
    /// The user paused checking.
    Paused,
    /// Nothing is checked but what the user asks for, as the settings say.
    OnRequest,
    /// The key no longer works: a new one is needed.
    KeyRefused,
}

/// An attachment, or a message, a mailbox or the list of inboxes as a file, on its way to disk.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TransferView {
    /// Identifier of the transfer.
    pub id: u32,
    /// The message the file belongs to; `None` for a mailbox or the list of inboxes.
    pub message_id: Option<MessageId>,
    /// Its place in the message, from 0; `None` for the message itself.
    pub index: Option<u32>,
    /// The name it is saved under.
    pub file_name: String,
    /// Bytes written so far.
    #[specta(type = u32)]
    pub received: u64,
    /// Bytes expected, where the service says.
    #[specta(type = Option<u32>)]
    pub total: Option<u64>,
    /// How it stands.
    pub state: TransferState,
}

/// How a transfer stands.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TransferState {
    /// Bytes are coming.
    Running,
    /// The file is complete at this path.
    Done {
        /// Where it is.
        path: String,
    },
    /// Stopped by the user; nothing is left on disk.
    Cancelled,
    /// Failed; nothing is left on disk.
    Failed {
        /// Why.
        error: ErrorView,
    },
}

/// Something the user must know that belongs to no single action.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Notice {
    /// Identifier, to dismiss it by.
    pub id: u32,
    /// What happened.
    pub error: ErrorView,
    /// The address whose mail could not be checked because of it, if that is what it means.
    pub unchecked_address: Option<String>,
}

/// What the user decided about the remote images of one sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SenderImageRule {
    /// The sender's address, in lower case.
    pub address: String,
    /// They are always shown; otherwise never.
    pub allowed: bool,
}

/// A domain on which an inbox can be named.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DomainView {
    /// The domain.
    pub domain: String,
    /// The plan type it belongs to, as the service writes it.
    pub plan: String,
    /// One of the account's own domains.
    pub custom: bool,
}

/// A change, in order. Applying every event above a snapshot's number keeps a window exact.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Event {
    /// Its number; one more than the event before it.
    pub seq: u32,
    /// What changed.
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Everything may be different: start again from a snapshot.
    Reset,
    /// An inbox is new or different.
    Inbox {
        /// As it is now.
        inbox: InboxView,
    },
    /// An inbox is gone from here.
    InboxRemoved {
        /// Which.
        id: InboxId,
    },
    /// Messages of one inbox are new or different.
    Messages {
        /// The inbox.
        inbox_id: InboxId,
        /// As they are now.
        messages: Vec<MessageSummary>,
    },
    /// A message is gone from here.
    MessageRemoved {
        /// The inbox.
        inbox_id: InboxId,
        /// The message.
        id: MessageId,
    },
    /// An account is different: one that is not open, or the name of the open one.
    Account {
        /// As it is now.
        account: AccountView,
    },
    /// The quota is different.
    Quota {
        /// As it is now.
        quota: QuotaView,
    },
    /// Checking stands differently.
    Sync {
        /// As it is now.
        sync: SyncView,
    },
    /// A transfer went on or ended.
    Transfer {
        /// As it is now.
        transfer: TransferView,
    },
    /// So many of a message's remote images could not be had. Not part of a snapshot: whoever shows the message asks
    /// for its images anew.
    ImagesMissing {
        /// The message.
        message_id: MessageId,
        /// How many.
        count: u32,
    },
    /// A message wants to open a link: ask the user. Not part of a snapshot; a window that misses it asks
    /// nothing, and nothing is opened.
    ConfirmLink {
        /// What to ask about.
        link: LinkConfirmation,
    },
    /// Something to tell.
    Notice {
        /// What.
        notice: Notice,
    },
    /// What was to be told is over.
    NoticeRemoved {
        /// Which notice.
        id: u32,
    },
    /// The user chose otherwise.
    Settings {
        /// As they are now.
        settings: Settings,
    },
    /// The user asks for a message outside the window, such as by its notification: show it.
    OpenMessage {
        /// Which.
        message: MessageSummary,
    },
    /// An inbox that is looked at, or still waited for, is about to end: warn of it. Not part of a snapshot,
    /// whose inbox says the same.
    InboxExpiresSoon {
        /// Whose: the open account's, or another one's that is signed in.
        account_id: AccountId,
        /// Which.
        inbox: InboxView,
    },
}
