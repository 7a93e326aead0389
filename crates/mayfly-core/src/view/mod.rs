//! The data types that the core passes to front ends.
//!
//! A window receives and sends no other types. They are serialised as they are and exported to TypeScript, so a
//! window can read every field that is added here. Times are RFC 3339
//! strings in UTC, already corrected for the difference between this computer's clock and the service's.
//! No secret is ever part of a view.

mod deletion_report;
mod desktop_capabilities;
mod error_view;
mod ids;
mod inbox_import_fault;
mod message_view;
mod search_page;
mod settings;

pub use deletion_report::{DeletionReport, FailedDeletion};
pub use desktop_capabilities::{DesktopStatus, ShortcutKeysOwner, ShortcutStatus};
pub use error_view::{ErrorCode, ErrorTextValues, ErrorView};
pub use ids::{AccountId, AccountMessageId, InboxId, MessageId};
pub use inbox_import_fault::{InboxImportFault, InboxImportFaultReason};
pub use message_view::*;
pub use search_page::{HighlightSegment, SearchHit, SearchPage};
pub use settings::*;

use serde::{Deserialize, Serialize};
use specta::Type;

/// The running program: its version and where it keeps its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AppInfo {
    /// The version, such as `0.1.0`.
    pub version: String,
    /// The folder that contains the encrypted database.
    pub data_folder: String,
}

/// The whole state that a window shows, and the number of the last event that is included in it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Snapshot {
    /// The number of the last event that is included; events with higher numbers have to be applied.
    pub seq: u32,
    /// Which screen the app is on.
    pub phase: Phase,
    /// The active account.
    pub account: Option<AccountView>,
    /// Every account in the store, the active one included, in the order in which they were added.
    pub accounts: Vec<AccountView>,
    /// Every inbox, newest first.
    pub inboxes: Vec<InboxView>,
    /// The inbox that was selected last; a new window selects it again.
    pub selected_inbox: Option<InboxId>,
    /// The request quota as the service reported it last.
    pub quota: Option<QuotaView>,
    /// The state of checking for mail.
    pub sync: SyncView,
    /// Transfers that are running or ended recently.
    pub transfers: Vec<TransferView>,
    /// Problems that no single user action caused.
    pub notices: Vec<Notice>,
    /// The user's settings.
    pub settings: Settings,
    /// The system's language and region as a BCP 47 tag, such as `vi-VN`, if Mayfly supports it; otherwise `en`.
    pub system_locale: String,
    /// The message that the user asked to open outside the window; the window shows it at once.
    pub open_message: Option<MessageSummary>,
    /// Whether the user chose to continue without a keychain: data is kept in memory until Mayfly quits.
    pub session_only: bool,
    /// The address that was copied last, of any account; `None` if none was since the start.
    pub copied_address: Option<String>,
    /// The shape of the window.
    pub window_shape: WindowShape,
    /// What the desktop offers, and which of the settings that need it are in effect.
    pub desktop: DesktopStatus,
}

/// The shape of the main window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WindowShape {
    /// The whole window.
    Full,
    /// A small window on top of the others, with one address and its newest code.
    Pocket,
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
        /// The error that prevents it.
        error: ErrorView,
    },
    /// No account is signed in.
    Welcome,
    /// An account is active.
    Ready,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct AccountView {
    /// Local identifier, never given to another account.
    pub id: AccountId,
    /// The display name: the user's name for the account, otherwise the service's host.
    pub name: String,
    /// The service's base URL.
    pub base_url: String,
    /// Where the account's API key and mail are kept.
    pub storage: AccountStorageKind,
    /// Whether the account is signed in: its API key is available and it is checked for mail, active or not.
    pub signed_in: bool,
    /// Whether the service no longer accepts its API key.
    pub key_refused: bool,
    /// The number of unread messages in all its inboxes.
    pub unread: u32,
    /// Its request quota as the service reported it last.
    pub quota: Option<QuotaView>,
}

/// Where an account's API key and mail are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountStorageKind {
    /// The API key is in the system's keychain, the mail in the encrypted store.
    Kept,
    /// Both are in memory only, because the user chose so; they are lost when the app quits.
    SessionOnly,
    /// The built-in demo: it uses a local server and a fixed API key, and stores nothing.
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
    /// Whether it receives mail or, if not, why.
    pub state: InboxState,
    /// When it was created.
    pub created_at: String,
    /// When it expires, by this computer's clock; `None` if the service reported no expiry.
    pub expires_at: Option<String>,
    /// The address that it was converted to.
    pub replaced_by: Option<String>,
    /// The number of unread messages.
    pub unread: u32,
    /// The number of stored messages.
    pub total: u32,
    /// When it was last checked for mail successfully.
    pub checked_at: Option<String>,
    /// When the service is asked again, after it said that this inbox is gone; `None` if it did not. The inbox ends
    /// only if the service says so again.
    pub gone_recheck_at: Option<String>,
    /// Whether new mail to it is left without a notification.
    pub muted: bool,
    /// Whether it stays on top of the list while it receives mail.
    pub pinned: bool,
}

/// The result of adding addresses that were made elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct InboxAdoptionReport {
    /// The inboxes that were added.
    pub adopted: Vec<InboxView>,
    /// The addresses that were on the list already, ended ones included; they were left unchanged.
    pub already_present: Vec<String>,
    /// The addresses that could not be added.
    pub failed: Vec<FailedAdoption>,
    /// The addresses that the service was not asked about.
    pub not_attempted: Vec<String>,
    /// Why the others were not attempted, for example because the service does not respond.
    pub stop_reason: Option<ErrorView>,
}

/// An address that could not be added.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct FailedAdoption {
    /// The address as it was entered.
    pub address: String,
    /// The reason.
    pub error: ErrorView,
}

/// The result of importing a list of inboxes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
pub struct InboxImportSummary {
    /// The number of inboxes that were added.
    pub added: u32,
    /// The number of inboxes that existed already and were left unchanged.
    pub already_present: u32,
}

/// A database of the data folder: the open one, or one beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MailDatabaseView {
    /// Identifies it: the name of its file.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// Whether it is the one that is shown.
    pub is_open: bool,
    /// Whether it was renamed because it could not be read at some time.
    pub was_unreadable: bool,
    /// Whether its mail was copied into another database.
    pub taken_over: bool,
    /// When it was created, if that is known.
    pub created_at: Option<String>,
    /// When it was last changed.
    pub changed_at: Option<String>,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub size: u64,
    /// The number of addresses; `None` if its key is not in the keychain or it is damaged.
    pub addresses: Option<u32>,
    /// The number of messages; `None` like `addresses`.
    pub messages: Option<u32>,
}

/// What was copied from another database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct DatabaseTakeoverSummary {
    /// The number of addresses that were added.
    pub addresses: u32,
    /// The number of messages that were added.
    pub messages: u32,
    /// The number of accounts that were added without their API key: the user has to sign in to them.
    pub accounts_to_sign_in: u32,
}

/// Whether an inbox receives mail or, if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InboxState {
    /// It receives mail.
    Active,
    /// It receives mail and expires in less than two minutes.
    Expiring,
    /// It has expired; its cached mail stays until the inbox is removed.
    Expired,
    /// It was converted to another address.
    Replaced,
    /// It was deleted on the service.
    Deleted,
}

/// The request quota as the service reported it last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct QuotaView {
    /// The number of requests allowed per period.
    #[specta(type = u32)]
    pub limit: u64,
    /// The number of requests used in this period.
    #[specta(type = u32)]
    pub used: u64,
    /// The number of requests left in this period.
    #[specta(type = u32)]
    pub remaining: u64,
    /// When the period ends and the counters are reset, by this computer's clock.
    pub resets_at: Option<String>,
    /// How many of the remaining requests checking for mail is expected to use until then.
    #[specta(type = u32)]
    pub expected_checks: u64,
}

/// The state of checking for mail.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SyncView {
    /// There is no inbox to check.
    Idle,
    /// The service responds.
    Online,
    /// The service responds; inboxes are checked less often than intended so that the quota lasts.
    Saving {
        /// The interval between checks of the inbox with the highest priority: the selected one or the newest.
        every_seconds: u32,
        /// The interval between checks of the inbox with the lowest priority; `None` if that is after the quota's
        /// reset.
        slowest_seconds: Option<u32>,
    },
    /// The quota is too low to check even the selected or newest inbox at intervals: an interval would be longer
    /// than the inbox exists, or than the quota's period.
    Scarce {
        /// Whether the inbox is checked once more just before it expires; otherwise only at the user's request.
        last_look: bool,
    },
    /// The service can't be reached.
    Offline {
        /// When the service was first unreachable.
        since: String,
        /// When the next attempt is made.
        retry_at: String,
    },
    /// The service limits the rate of requests, or the quota is used up.
    Waiting {
        /// When checking resumes.
        until: String,
    },
    /// Nothing is checked: the few remaining requests are reserved for the user's own actions.
    Resting {
        /// When checking resumes.
        until: String,
    },
    /// The user paused checking.
    Paused,
    /// Inboxes are checked only at the user's request, because the settings say so.
    OnRequest,
    /// The service no longer accepts the API key; the user has to enter another one.
    KeyRefused,
}

/// The progress of saving an attachment, a message, a mailbox or the list of inboxes as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct TransferView {
    /// Identifier of the transfer.
    pub id: u32,
    /// The message the file belongs to; `None` for a mailbox or the list of inboxes.
    pub message_id: Option<MessageId>,
    /// The index of the attachment in the message, from 0; `None` if the file is no attachment.
    pub index: Option<u32>,
    /// The name of the saved file.
    pub file_name: String,
    /// The number of bytes received so far.
    #[specta(type = u32)]
    pub received: u64,
    /// The number of bytes expected, if the service reports it.
    #[specta(type = Option<u32>)]
    pub total: Option<u64>,
    /// Whether the transfer is running or how it ended.
    pub state: TransferState,
}

/// Whether a transfer is running or how it ended.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TransferState {
    /// The file is being transferred.
    Running,
    /// The file is complete.
    Done {
        /// The path of the file.
        path: String,
    },
    /// The transfer was cancelled, by the user or because the account was closed; nothing is left on disk.
    Cancelled,
    /// The transfer failed; nothing is left on disk.
    Failed {
        /// The reason.
        error: ErrorView,
    },
}

/// A problem that no single user action caused.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Notice {
    /// The identifier with which the notice is dismissed.
    pub id: u32,
    /// The problem.
    pub error: ErrorView,
    /// The address that can't be checked for mail because of the problem, if there is one.
    pub unchecked_address: Option<String>,
}

/// The user's decision about the remote images of one sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SenderImageRule {
    /// The sender's address, in lower case.
    pub address: String,
    /// Whether they are always shown; otherwise they never are.
    pub allowed: bool,
}

/// A domain on which an inbox with a chosen name can be created.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct DomainView {
    /// The domain name.
    pub domain: String,
    /// The plan type that includes it, as the service names it.
    pub plan: String,
    /// Whether it is one of the account's own domains.
    pub custom: bool,
}

/// A numbered change. A window that applies every event numbered above its snapshot shows the current state.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Event {
    /// The event's number: one more than that of the event before it.
    pub seq: u32,
    /// The change.
    pub change: Change,
}

/// A change of the state that windows show.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Everything may have changed: the window has to start again from a snapshot.
    Reset,
    /// An inbox was added or changed.
    Inbox {
        /// The inbox in its new state.
        inbox: InboxView,
    },
    /// An inbox was removed.
    InboxRemoved {
        /// The inbox's identifier.
        id: InboxId,
    },
    /// Messages of one inbox were added or changed.
    Messages {
        /// The inbox's identifier.
        inbox_id: InboxId,
        /// The messages in their new state.
        messages: Vec<MessageSummary>,
    },
    /// A message was removed.
    MessageRemoved {
        /// The inbox's identifier.
        inbox_id: InboxId,
        /// The message's identifier.
        id: MessageId,
    },
    /// An account changed: one that is not active, or the name of the active one.
    Account {
        /// The account in its new state.
        account: AccountView,
    },
    /// The quota changed.
    Quota {
        /// The new quota.
        quota: QuotaView,
    },
    /// The state of checking for mail changed.
    Sync {
        /// The new state.
        sync: SyncView,
    },
    /// A transfer started, made progress or ended.
    Transfer {
        /// The transfer in its new state.
        transfer: TransferView,
    },
    /// Some of a message's remote images could not be loaded. Not part of a snapshot: a new window requests the
    /// message's images again.
    ImagesMissing {
        /// The message's identifier.
        message_id: MessageId,
        /// The number of images that could not be loaded.
        count: u32,
    },
    /// The user has to confirm a link before it is opened. Not part of a snapshot: if no window receives the event,
    /// nothing is opened.
    ConfirmLink {
        /// The link to confirm.
        link: LinkConfirmation,
    },
    /// A notice was added.
    Notice {
        /// The notice.
        notice: Notice,
    },
    /// A notice no longer applies and was removed.
    NoticeRemoved {
        /// The notice's identifier.
        id: u32,
    },
    /// Settings were changed.
    Settings {
        /// All settings, with their new values.
        settings: Settings,
    },
    /// The user asked to open a message outside the window, for example by clicking its notification.
    OpenMessage {
        /// The message to show.
        message: MessageSummary,
    },
    /// An inbox that is selected or expects mail is about to expire; the user is warned. Not part of a snapshot, whose
    /// inboxes have the state [`InboxState::Expiring`].
    InboxExpiresSoon {
        /// The account of the inbox, which may be a signed-in account that is not active.
        account_id: AccountId,
        /// The inbox.
        inbox: InboxView,
    },
    /// The desktop offers something else than before, or a setting that needs it came into effect or lost it.
    DesktopStatus {
        /// The new state.
        status: DesktopStatus,
    },
    /// An address was copied.
    AddressCopied {
        /// The address.
        address: String,
    },
    /// The window got another shape.
    WindowShape {
        /// The new shape.
        shape: WindowShape,
    },
}
