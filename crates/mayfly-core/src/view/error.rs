//! Errors as a window sees them.

use serde::Serialize;
use specta::Type;

/// An error as a window sees it: a stable code to choose a sentence by, and the facts for that sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Type, thiserror::Error)]
#[error("{message}")]
pub struct ErrorView {
    /// Which error; the window has a sentence for each.
    pub code: ErrorCode,
    /// An English description, for logs and for a window that lacks the sentence.
    pub message: String,
    /// Facts for the sentence.
    pub details: ErrorDetails,
}

/// Facts that go into an error's sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct ErrorDetails {
    /// What the service itself said, shown as a quotation.
    pub service_message: Option<String>,
    /// When trying again makes sense.
    pub retry_at: Option<String>,
    /// A file or folder concerned.
    pub path: Option<String>,
}

/// Stable names of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The API key can't be one: empty, or with characters no key has.
    InvalidKey,
    /// The base URL isn't one.
    InvalidBaseUrl,
    /// The base URL is plain http to another computer.
    InsecureBaseUrl,
    /// Nothing at the base URL answers as the service does.
    NoService,
    /// The name before the @ isn't allowed.
    InvalidUsername,
    /// The domain isn't one.
    InvalidDomain,
    /// 401: the service doesn't accept the key.
    KeyRefused,
    /// 403: not in the plan, or not the owner.
    NotAllowed,
    /// 404: gone.
    NotFound,
    /// 409, 422 or `status: false`: refused, with the service's reason.
    Refused,
    /// 429: too many requests, or quota used up.
    RateLimited,
    /// 5xx: the service's own fault.
    ServiceFault,
    /// An answer that isn't what the API promises.
    UnexpectedAnswer,
    /// An answer over the size limit.
    AnswerTooLarge,
    /// No answer in time.
    Timeout,
    /// The connection isn't secure: a certificate problem.
    Tls,
    /// The service can't be reached.
    Offline,
    /// No account is open.
    NotSignedIn,
    /// That account is not known here, or not signed in.
    UnknownAccount,
    /// That key belongs to another account here.
    KeyInUse,
    /// That inbox isn't known here.
    UnknownInbox,
    /// That message isn't known here.
    UnknownMessage,
    /// That attachment isn't known here.
    UnknownAttachment,
    /// That link isn't in the message, or the question about it is over.
    UnknownLink,
    /// Remote images stay away because this computer uses a proxy.
    ImagesBehindProxy,
    /// No program took the link.
    OpenFailed,
    /// Nothing could be printed.
    PrintFailed,
    /// There is no keychain, or it doesn't work.
    KeychainUnavailable,
    /// The keychain is locked and stayed locked.
    KeychainLocked,
    /// The database couldn't be read and was set aside, or a part of it can't be read.
    StoreUnreadable,
    /// The database was made by a newer Mayfly.
    StoreTooNew,
    /// Another Mayfly uses the same data folder.
    StoreInUse,
    /// The database can't be written.
    StoreFailed,
    /// The disk is full.
    DiskFull,
    /// A file couldn't be written.
    FileFailed,
    /// A file can't be read as a list of inboxes.
    ImportFailed,
    /// The user cancelled.
    Cancelled,
    /// The clipboard couldn't be written.
    ClipboardFailed,
    /// Those keys can't be had from anywhere on this desktop.
    ShortcutUnavailable,
    /// A fault of Mayfly's own.
    Internal,
}
