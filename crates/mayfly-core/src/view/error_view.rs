//! Errors as windows receive them.

use super::inbox_import_fault::InboxImportFault;
use serde::Serialize;
use specta::Type;

/// An error as windows receive it: a stable code that selects the translated sentence, and the values that go into it.
#[derive(Debug, Clone, PartialEq, Serialize, Type, thiserror::Error)]
#[error("{message}")]
pub struct ErrorView {
    /// The kind of error; windows have a translated sentence for each.
    pub code: ErrorCode,
    /// An English description, for logs and for windows without a translated sentence.
    pub message: String,
    /// The values that go into the sentence. Boxed, because they make a result larger than what it is mostly for.
    pub details: Box<ErrorTextValues>,
}

/// The values that go into an error's sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct ErrorTextValues {
    /// The service's own error message, shown as a quotation.
    pub service_message: Option<String>,
    /// The earliest time at which a new attempt can succeed.
    pub retry_at: Option<String>,
    /// The file or folder that the error is about.
    pub path: Option<String>,
    /// The name of the keychain that the error is about.
    pub keychain: Option<String>,
    /// The proxy that the error is about, without user name and password.
    pub proxy: Option<String>,
    /// What is wrong with the file at `path`, which should be imported.
    pub import_fault: Option<InboxImportFault>,
}

/// The kind of an error. The serialised names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The text is no API key: it is empty or has characters that no key has.
    InvalidKey,
    /// The text is no base URL.
    InvalidBaseUrl,
    /// The base URL uses unencrypted http to another computer.
    InsecureBaseUrl,
    /// There is no TempMailG service at the base URL.
    NoService,
    /// The name before the @ isn't allowed.
    InvalidUsername,
    /// The text is no domain.
    InvalidDomain,
    /// The text is no e-mail address.
    InvalidAddress,
    /// More addresses are to be added than at once are possible.
    TooManyAddresses,
    /// The service doesn't accept the API key (401).
    KeyRefused,
    /// The plan does not include the action, or the account does not own the object (403).
    NotAllowed,
    /// The object does not exist on the service (404).
    NotFound,
    /// The service said for the first time that an inbox is gone; it is asked again.
    InboxReportedGone,
    /// The service says that every open inbox is gone, which is its fault.
    AllInboxesReportedGone,
    /// The service refused the request and gave a reason (409, 422 or `status: false`).
    Refused,
    /// There were too many requests, or the quota is used up (429).
    RateLimited,
    /// The service failed (5xx).
    ServiceFault,
    /// The response does not follow the API.
    UnexpectedAnswer,
    /// The response exceeds the size limit.
    AnswerTooLarge,
    /// The service did not respond in time.
    Timeout,
    /// The connection could not be secured, for example because of an invalid certificate.
    Tls,
    /// The service's certificate is from an authority that this computer doesn't know, such as a company's own.
    UnknownAuthority,
    /// A web page or a redirect came in place of a response, such as the sign-in page of a public network.
    WebPage,
    /// The service can't be reached.
    Offline,
    /// The service has IPv4 addresses only, and this network has IPv6 only.
    Ipv6Only,
    /// The proxy that is set is none that can be used.
    InvalidProxy,
    /// The proxy can't be reached.
    ProxyUnreachable,
    /// The proxy asks for a user name and password, or refuses those it got.
    ProxyCredentials,
    /// The proxy does not connect to the service.
    ProxyRefused,
    /// Which proxy is set, or its password, can't be read.
    ProxySettingsUnavailable,
    /// No account is active.
    NotSignedIn,
    /// The account does not exist or is not signed in.
    UnknownAccount,
    /// An account that is signed in could not be opened, because its API key or its service can't be read.
    AccountNotOpened,
    /// The API key belongs to another account in the store.
    KeyInUse,
    /// The inbox does not exist.
    UnknownInbox,
    /// The message does not exist.
    UnknownMessage,
    /// The attachment does not exist.
    UnknownAttachment,
    /// Attachments of this type are not shown in place.
    PreviewUnsupportedType,
    /// The attached picture has too many bytes to be shown in place.
    PreviewTooManyBytes,
    /// The attached picture has too many pixels to be shown in place.
    PreviewTooManyPixels,
    /// The attached file can't be read as a picture.
    PreviewUnreadablePicture,
    /// The link isn't in the message, or its confirmation is no longer pending.
    UnknownLink,
    /// Remote images are not loaded because a proxy is used.
    ImagesBehindProxy,
    /// No program could open the link.
    OpenFailed,
    /// Printing failed.
    PrintFailed,
    /// There is no keychain, or it fails.
    KeychainUnavailable,
    /// The keychain is locked and was not unlocked in time.
    KeychainLocked,
    /// There is a database whose key is not in the keychain.
    StoreKeyMissing,
    /// Mail of another database can be taken over.
    OtherMailFound,
    /// The database does not exist, or is the open one.
    UnknownStore,
    /// The database couldn't be read and was moved to another name, or a part of it can't be read.
    StoreUnreadable,
    /// The database was created by a newer version of Mayfly.
    StoreTooNew,
    /// Another Mayfly process uses the same data folder.
    StoreInUse,
    /// The database failed.
    StoreFailed,
    /// The disk is full.
    DiskFull,
    /// A file couldn't be written.
    FileFailed,
    /// A saved file couldn't be shown in its folder.
    RevealFailed,
    /// The file is no valid list of inboxes.
    ImportFailed,
    /// The operation was cancelled.
    Cancelled,
    /// The clipboard couldn't be written.
    ClipboardFailed,
    /// The desktop does not let Mayfly run without a window.
    BackgroundRefused,
    /// The desktop gives programs no global shortcuts, or not to Mayfly.
    ShortcutUnavailable,
    /// The desktop does not give these keys, mostly because another program has them.
    ShortcutTaken,
    /// The text names no keys that a global shortcut can have.
    ShortcutInvalid,
    /// The user or the desktop refused the global shortcut.
    ShortcutRefused,
    /// The desktop did not answer the request for the global shortcut.
    ShortcutUnanswered,
    /// An internal error of Mayfly.
    Internal,
}
