//! The core's errors, and their conversion to the views that windows receive.

use crate::ports::clock::{saturating_add, to_rfc3339};
use crate::ports::secrets::SecretError;
use crate::store::StoreError;
use crate::view::{ErrorCode, ErrorTextValues, ErrorView, InboxImportFault};
use jiff::Timestamp;
use std::io;
use std::path::PathBuf;
use tempmailg::{ApiKeyError, BaseUrlError, ProxyFailure, ProxyUrlError, UnexpectedResponseReason};

/// Any failure of the core.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is no API key.
    #[error(transparent)]
    Key(#[from] ApiKeyError),
    /// The text is no base URL.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlError),
    /// The text is no address of a proxy that can be used.
    #[error("the proxy can't be used: {0}")]
    ProxyUrl(#[from] ProxyUrlError),
    /// There is no TempMailG service at the base URL.
    #[error("there is no TempMailG service at this base URL")]
    NoService,
    /// The name before the @ isn't allowed.
    #[error(
        "the name may hold letters, digits, dots, hyphens and underscores, and begins and ends with a letter or digit"
    )]
    InvalidUsername,
    /// The text is no domain.
    #[error("that is not a domain")]
    InvalidDomain,
    /// The text is no e-mail address.
    #[error("that is not an address")]
    InvalidAddress,
    /// More addresses are to be added than at once are possible.
    #[error("too many addresses at once")]
    TooManyAddresses,
    /// A request to the service failed.
    #[error(transparent)]
    Api(#[from] tempmailg::Error),
    /// No account is active.
    #[error("no account is open")]
    NotSignedIn,
    /// The account does not exist.
    #[error("that account is not known here")]
    UnknownAccount,
    /// An account that is signed in could not be opened; the others are open.
    #[error("an account could not be opened")]
    AccountNotOpened,
    /// The API key belongs to another account in the store.
    #[error("that key belongs to another account here")]
    KeyInUse,
    /// The inbox does not exist.
    #[error("that inbox is not known here")]
    UnknownInbox,
    /// The service said for the first time that an inbox is gone.
    #[error("TempMailG says that this address is gone; it is asked again")]
    InboxReportedGone {
        /// When it is asked again.
        recheck_at: Timestamp,
    },
    /// The service says that every open inbox of the account is gone, which is its fault rather than their end.
    #[error("TempMailG says that all addresses are gone; it is asked again")]
    AllInboxesReportedGone {
        /// When it is asked again about this inbox.
        recheck_at: Timestamp,
    },
    /// The message does not exist.
    #[error("that message is not known here")]
    UnknownMessage,
    /// The attachment does not exist.
    #[error("that attachment is not known here")]
    UnknownAttachment,
    /// The attachment can't be shown in place.
    #[error(transparent)]
    AttachmentPreview(#[from] AttachmentPreviewError),
    /// The link isn't in the message, or its confirmation is no longer pending.
    #[error("that link is not being asked about")]
    UnknownLink,
    /// Remote images are not loaded, because a proxy is used: they are neither fetched through it nor around
    /// it.
    #[error("remote images are not fetched through a proxy")]
    ImagesBehindProxy,
    /// There is a database whose key is not in the keychain. Nothing was changed.
    #[error("the keychain has no key for {path}")]
    StoreKeyMissing {
        /// The database.
        path: PathBuf,
        /// The name of the keychain that was asked, if it is known.
        keychain: Option<String>,
    },
    /// Mail of another database can be taken over; no failure, but something the user has to be told.
    #[error("there is other stored mail that can be taken over")]
    OtherMailFound,
    /// The database does not exist, or is the open one.
    #[error("that stored mail is not known here")]
    UnknownStore,
    /// The keychain failed.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file couldn't be written.
    #[error("{path} could not be written: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The underlying error.
        source: io::Error,
    },
    /// The file is no valid list of inboxes.
    #[error("{path} can't be read as a list of inboxes: {fault}")]
    Import {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: InboxImportFault,
    },
    /// The operation was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The core is shutting down.
    #[error("Mayfly is quitting")]
    ShuttingDown,
    /// An internal error.
    #[error("{0}")]
    Internal(&'static str),
}

/// Why an attachment is not shown in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentPreviewError {
    /// Files of this type are not shown.
    #[error("files of this type are not shown")]
    UnsupportedType,
    /// The picture has more bytes than allowed.
    #[error("the picture has too many bytes")]
    TooManyBytes,
    /// The picture has more pixels than allowed.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// The file is no picture of a supported format, or it is damaged.
    #[error("the file can't be read as a picture")]
    UnreadablePicture,
}

/// The result of the core's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The stable name a window chooses its sentence by.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Key(_) => ErrorCode::InvalidKey,
            Self::BaseUrl(BaseUrlError::Insecure) => ErrorCode::InsecureBaseUrl,
            Self::BaseUrl(_) => ErrorCode::InvalidBaseUrl,
            Self::ProxyUrl(_) => ErrorCode::InvalidProxy,
            Self::NoService => ErrorCode::NoService,
            Self::InvalidUsername => ErrorCode::InvalidUsername,
            Self::InvalidDomain => ErrorCode::InvalidDomain,
            Self::InvalidAddress => ErrorCode::InvalidAddress,
            Self::TooManyAddresses => ErrorCode::TooManyAddresses,
            Self::Api(error) => error_code_for_api_error(error),
            Self::NotSignedIn => ErrorCode::NotSignedIn,
            Self::UnknownAccount => ErrorCode::UnknownAccount,
            Self::AccountNotOpened => ErrorCode::AccountNotOpened,
            Self::KeyInUse => ErrorCode::KeyInUse,
            Self::UnknownInbox => ErrorCode::UnknownInbox,
            Self::InboxReportedGone { .. } => ErrorCode::InboxReportedGone,
            Self::AllInboxesReportedGone { .. } => ErrorCode::AllInboxesReportedGone,
            Self::UnknownMessage => ErrorCode::UnknownMessage,
            Self::UnknownAttachment => ErrorCode::UnknownAttachment,
            Self::AttachmentPreview(error) => match error {
                AttachmentPreviewError::UnsupportedType => ErrorCode::PreviewUnsupportedType,
                AttachmentPreviewError::TooManyBytes => ErrorCode::PreviewTooManyBytes,
                AttachmentPreviewError::TooManyPixels => ErrorCode::PreviewTooManyPixels,
                AttachmentPreviewError::UnreadablePicture => ErrorCode::PreviewUnreadablePicture,
            },
            Self::UnknownLink => ErrorCode::UnknownLink,
            Self::ImagesBehindProxy => ErrorCode::ImagesBehindProxy,
            Self::StoreKeyMissing { .. } => ErrorCode::StoreKeyMissing,
            Self::OtherMailFound => ErrorCode::OtherMailFound,
            Self::UnknownStore => ErrorCode::UnknownStore,
            Self::Secret(SecretError::Unavailable(_)) => ErrorCode::KeychainUnavailable,
            Self::Secret(SecretError::Locked | SecretError::PromptDismissed) => ErrorCode::KeychainLocked,
            Self::Store(StoreError::Unreadable { .. }) => ErrorCode::StoreUnreadable,
            Self::Store(StoreError::TooNew) => ErrorCode::StoreTooNew,
            Self::Store(StoreError::InUse) => ErrorCode::StoreInUse,
            Self::Store(StoreError::Full) => ErrorCode::DiskFull,
            Self::Store(
                StoreError::Folder { .. } | StoreError::Failed(_) | StoreError::Panicked | StoreError::Closed,
            ) => ErrorCode::StoreFailed,
            Self::File { source, .. } => file_error_code(source),
            Self::Import { .. } => ErrorCode::ImportFailed,
            Self::Cancelled | Self::ShuttingDown => ErrorCode::Cancelled,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// Returns the view of the error that windows receive. `now` converts a waiting time into a time of day.
    #[must_use]
    pub fn to_view(&self, now: Timestamp) -> ErrorView {
        let mut details = ErrorTextValues::default();
        match self {
            Self::Api(error) => {
                details.service_message = error.service_message().map(str::to_owned);
                details.retry_at = retry_time(error, now).map(to_rfc3339);
                if let tempmailg::Error::Proxy(error) = error {
                    details.proxy = error.proxy_address().map(str::to_owned);
                }
            }
            Self::InboxReportedGone { recheck_at } | Self::AllInboxesReportedGone { recheck_at } => {
                details.retry_at = Some(to_rfc3339(*recheck_at));
            }
            Self::StoreKeyMissing { path, keychain } => {
                details.path = Some(path.display().to_string());
                details.keychain = keychain.clone();
            }
            Self::Store(StoreError::Unreadable { set_aside }) => {
                details.path = set_aside.as_ref().map(|path| path.display().to_string());
            }
            Self::Import { path, fault } => {
                details.path = Some(path.display().to_string());
                details.import_fault = Some(fault.clone());
            }
            Self::File { path, .. } | Self::Store(StoreError::Folder { path, .. }) => {
                details.path = Some(path.display().to_string())
            }
            _ => {}
        }
        ErrorView { code: self.code(), message: self.to_string(), details: Box::new(details) }
    }
}

/// Returns when the service allows the next attempt, if it said so.
pub(crate) fn retry_time(error: &tempmailg::Error, now: Timestamp) -> Option<Timestamp> {
    match error {
        tempmailg::Error::RateLimited { retry_after, reset, .. } => {
            retry_after.map(|wait| saturating_add(now, wait)).or_else(|| reset.filter(|reset| *reset > now))
        }
        _ => None,
    }
}

fn error_code_for_api_error(error: &tempmailg::Error) -> ErrorCode {
    use tempmailg::Error as E;
    match error {
        // A web page in place of an API response comes from something in front of the service.
        E::KeyRefused { .. } | E::NotAllowed { .. } | E::NotFound { .. } if error.is_web_page_response() => {
            ErrorCode::ServiceFault
        }
        E::KeyRefused { .. } => ErrorCode::KeyRefused,
        E::NotAllowed { .. } => ErrorCode::NotAllowed,
        E::NotFound { .. } => ErrorCode::NotFound,
        E::Refused { .. } => ErrorCode::Refused,
        E::RateLimited { .. } => ErrorCode::RateLimited,
        E::Service { .. } => ErrorCode::ServiceFault,
        E::ResponseTooLarge { .. } => ErrorCode::AnswerTooLarge,
        E::Timeout => ErrorCode::Timeout,
        E::Tls(_) if error.is_unknown_authority() => ErrorCode::UnknownAuthority,
        E::Tls(_) => ErrorCode::Tls,
        E::Proxy(error) => match error.failure() {
            ProxyFailure::InvalidUrl(_) => ErrorCode::InvalidProxy,
            ProxyFailure::Unreachable(_) => ErrorCode::ProxyUnreachable,
            ProxyFailure::CredentialsRefused(_) => ErrorCode::ProxyCredentials,
            ProxyFailure::ConnectionRefused(_) => ErrorCode::ProxyRefused,
            _ => ErrorCode::ProxySettingsUnavailable,
        },
        E::UnexpectedResponse {
            reason: UnexpectedResponseReason::WebPage | UnexpectedResponseReason::Redirect,
            ..
        } => ErrorCode::WebPage,
        E::Ipv6Only(_) => ErrorCode::Ipv6Only,
        E::Network(_) => ErrorCode::Offline,
        E::Write(source) => file_error_code(source),
        E::Setup(_) => ErrorCode::Internal,
        _ => ErrorCode::UnexpectedAnswer,
    }
}

fn file_error_code(error: &io::Error) -> ErrorCode {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        _ => ErrorCode::FileFailed,
    }
}

/// Returns whether the next request of a batch would fail in the same way.
pub(crate) fn stops_batch(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyRefused
            | ErrorCode::RateLimited
            | ErrorCode::Offline
            | ErrorCode::Timeout
            | ErrorCode::Tls
            | ErrorCode::UnknownAuthority
            | ErrorCode::WebPage
            | ErrorCode::Ipv6Only
            | ErrorCode::InvalidProxy
            | ErrorCode::ProxyUnreachable
            | ErrorCode::ProxyCredentials
            | ErrorCode::ProxyRefused
            | ErrorCode::ProxySettingsUnavailable
            | ErrorCode::NotSignedIn
            | ErrorCode::DiskFull
    )
}
