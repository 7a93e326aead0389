//! The control API: endpoints under `/_sandbox/` through which another process controls the sandbox.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;
use thiserror::Error;

use crate::api_message_json::ApiMessageJson;
use crate::fault_injection::{InjectedFault, InvalidFaultError};
use crate::mail::{Mail, SandboxMailAttachment};
use crate::sandbox_state::SharedState;

/// Size limit of a request body, in bytes. Attachments in base64 must fit.
const MAX_BODY_BYTES: usize = 128 * 1024 * 1024;

type SharedStateExtractor = State<Arc<SharedState>>;
type JsonBody<T> = Result<Json<T>, JsonRejection>;

pub(crate) fn build_control_router(shared: Arc<SharedState>) -> Router {
    Router::new()
        .route("/_sandbox/deliver", post(deliver_mail))
        .route("/_sandbox/faults", post(inject_fault).delete(clear_faults))
        .route("/_sandbox/requests", get(list_requests).delete(clear_requests))
        .route("/_sandbox/expire", post(expire_inbox))
        .route("/_sandbox/advance", post(advance_clock))
        .route("/_sandbox/lifetime", post(set_new_inbox_lifetime))
        .route("/_sandbox/key", post(replace_api_key))
        .route("/_sandbox/messages/{id}", get(get_message_without_marking))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shared)
}

/// Why a control request failed.
#[derive(Debug, Error)]
enum ControlError {
    #[error("{0}")]
    InvalidBody(#[from] JsonRejection),
    #[error("{0}")]
    InvalidFault(#[from] InvalidFaultError),
    #[error("the attachment {0:?} needs either \"base64\" or \"text\"")]
    AttachmentWithoutContent(String),
    #[error("the attachment {0:?} isn't valid base64")]
    InvalidBase64(String),
    #[error("there is no account with that key")]
    AccountNotFound,
    #[error("there is no inbox {0}")]
    InboxNotFound(String),
    #[error("there is no such message")]
    MessageNotFound,
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::InvalidBody(rejection) => rejection.status(),
            Self::InboxNotFound(_) | Self::AccountNotFound | Self::MessageNotFound => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let body = json!({ "status": false, "message": self.to_string() });
        (status, Json(body)).into_response()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliverMailBody {
    address: String,
    subject: String,
    #[serde(default = "default_sender")]
    from: String,
    #[serde(default = "default_sender_address")]
    from_email: String,
    #[serde(default)]
    html: bool,
    content: String,
    #[serde(default)]
    attachments: Vec<DeliverMailAttachment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliverMailAttachment {
    name: String,
    base64: Option<String>,
    text: Option<String>,
    size_override: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpireInboxBody {
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdvanceClockBody {
    seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InboxLifetimeBody {
    seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplaceApiKeyBody {
    key: String,
    other: String,
}

fn default_sender() -> String {
    "Sandbox Sender".into()
}

fn default_sender_address() -> String {
    "sender@sandbox.example".into()
}

async fn deliver_mail(
    State(shared): SharedStateExtractor,
    body: JsonBody<DeliverMailBody>,
) -> Result<impl IntoResponse, ControlError> {
    let Json(body) = body?;
    let attachments = body.attachments.into_iter().map(SandboxMailAttachment::try_from).collect::<Result<_, _>>()?;
    let mail = Mail {
        from: body.from,
        from_email: body.from_email,
        subject: body.subject,
        html: body.html,
        content: body.content,
        attachments,
    };
    let id = shared.lock_state().deliver_mail(&body.address, mail).ok_or(ControlError::InboxNotFound(body.address))?;
    Ok((StatusCode::CREATED, Json(json!({ "status": true, "id": id }))))
}

impl TryFrom<DeliverMailAttachment> for SandboxMailAttachment {
    type Error = ControlError;

    fn try_from(attachment: DeliverMailAttachment) -> Result<Self, ControlError> {
        let bytes = match (attachment.base64, attachment.text) {
            (Some(encoded), None) => {
                BASE64_STANDARD.decode(encoded).map_err(|_| ControlError::InvalidBase64(attachment.name.clone()))?
            }
            (None, Some(text)) => text.into_bytes(),
            _ => return Err(ControlError::AttachmentWithoutContent(attachment.name)),
        };
        Ok(Self { name: attachment.name, bytes: bytes.into(), size_override: attachment.size_override })
    }
}

async fn inject_fault(
    State(shared): SharedStateExtractor,
    body: JsonBody<InjectedFault>,
) -> Result<StatusCode, ControlError> {
    let Json(fault) = body?;
    fault.validate()?;
    shared.lock_state().faults.push(fault);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(shared): SharedStateExtractor) -> StatusCode {
    shared.lock_state().faults.clear();
    StatusCode::NO_CONTENT
}

async fn list_requests(State(shared): SharedStateExtractor) -> impl IntoResponse {
    let requests = shared.lock_state().request_log.to_vec();
    Json(json!({ "status": true, "requests": requests }))
}

async fn clear_requests(State(shared): SharedStateExtractor) -> StatusCode {
    shared.lock_state().request_log.clear();
    StatusCode::NO_CONTENT
}

async fn expire_inbox(
    State(shared): SharedStateExtractor,
    body: JsonBody<ExpireInboxBody>,
) -> Result<StatusCode, ControlError> {
    let Json(ExpireInboxBody { address }) = body?;
    if shared.lock_state().remove_inbox(&address) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ControlError::InboxNotFound(address))
    }
}

async fn advance_clock(
    State(shared): SharedStateExtractor,
    body: JsonBody<AdvanceClockBody>,
) -> Result<StatusCode, ControlError> {
    let Json(AdvanceClockBody { seconds }) = body?;
    shared.lock_state().advance_clock(Duration::from_secs(seconds.into()));
    Ok(StatusCode::NO_CONTENT)
}

async fn set_new_inbox_lifetime(
    State(shared): SharedStateExtractor,
    body: JsonBody<InboxLifetimeBody>,
) -> Result<StatusCode, ControlError> {
    let Json(InboxLifetimeBody { seconds }) = body?;
    shared.lock_state().inbox_lifetime = Duration::from_secs(seconds.into());
    Ok(StatusCode::NO_CONTENT)
}

async fn replace_api_key(
    State(shared): SharedStateExtractor,
    body: JsonBody<ReplaceApiKeyBody>,
) -> Result<StatusCode, ControlError> {
    let Json(ReplaceApiKeyBody { key, other }) = body?;
    if shared.lock_state().accounts.replace_api_key(&key, &other) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ControlError::AccountNotFound)
    }
}

/// Returns a message without marking it as seen.
async fn get_message_without_marking(
    State(shared): SharedStateExtractor,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, ControlError> {
    let state = shared.lock_state();
    let message = state.find_message(&id).ok_or(ControlError::MessageNotFound)?;
    let message = ApiMessageJson::new(message, &shared.settings.base_url);
    Ok(Json(json!({ "status": true, "data": message })))
}
