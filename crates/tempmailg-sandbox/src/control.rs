//! Endpoints beside the API that let another process steer the sandbox.

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

use crate::api::MessageView;
use crate::faults::{Fault, FaultError};
use crate::mail::{Attachment, Mail};
use crate::world::Shared;

/// The largest order taken: room for attachments in base64.
const BODY_LIMIT: usize = 128 * 1024 * 1024;

type Sandbox = State<Arc<Shared>>;
type Order<T> = Result<Json<T>, JsonRejection>;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_sandbox/deliver", post(deliver))
        .route("/_sandbox/faults", post(add_fault).delete(clear_faults))
        .route("/_sandbox/requests", get(list_requests).delete(clear_requests))
        .route("/_sandbox/expire", post(expire))
        .route("/_sandbox/advance", post(advance))
        .route("/_sandbox/key", post(replace_key))
        .route("/_sandbox/messages/{id}", get(show_message))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(shared)
}

/// An order that can't be carried out.
#[derive(Debug, Error)]
enum ControlError {
    #[error("{0}")]
    Json(#[from] JsonRejection),
    #[error("{0}")]
    Fault(#[from] FaultError),
    #[error("the attachment {0:?} needs either \"base64\" or \"text\"")]
    AttachmentContent(String),
    #[error("the attachment {0:?} isn't valid base64")]
    Base64(String),
    #[error("there is no account with that key")]
    NoAccount,
    #[error("there is no inbox {0}")]
    NoInbox(String),
    #[error("there is no such message")]
    NoMessage,
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Json(rejection) => rejection.status(),
            Self::NoInbox(_) | Self::NoAccount | Self::NoMessage => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let body = json!({ "status": false, "message": self.to_string() });
        (status, Json(body)).into_response()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delivery {
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
    attachments: Vec<DeliveryAttachment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliveryAttachment {
    name: String,
    base64: Option<String>,
    text: Option<String>,
    size_override: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expiry {
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyChange {
    key: String,
    other: String,
}

fn default_sender() -> String {
    "Sandbox Sender".into()
}

fn default_sender_address() -> String {
    "sender@sandbox.example".into()
}

async fn deliver(State(shared): Sandbox, order: Order<Delivery>) -> Result<impl IntoResponse, ControlError> {
    let Json(delivery) = order?;
    let attachments = delivery.attachments.into_iter().map(Attachment::try_from).collect::<Result<_, _>>()?;
    let mail = Mail {
        from: delivery.from,
        from_email: delivery.from_email,
        subject: delivery.subject,
        html: delivery.html,
        content: delivery.content,
        attachments,
    };
    let id = shared.world().deliver(&delivery.address, mail).ok_or(ControlError::NoInbox(delivery.address))?;
    Ok((StatusCode::CREATED, Json(json!({ "status": true, "id": id }))))
}

impl TryFrom<DeliveryAttachment> for Attachment {
    type Error = ControlError;

    fn try_from(attachment: DeliveryAttachment) -> Result<Self, ControlError> {
        let bytes = match (attachment.base64, attachment.text) {
            (Some(encoded), None) => {
                BASE64_STANDARD.decode(encoded).map_err(|_| ControlError::Base64(attachment.name.clone()))?
            }
            (None, Some(text)) => text.into_bytes(),
            _ => return Err(ControlError::AttachmentContent(attachment.name)),
        };
        Ok(Self { name: attachment.name, bytes: bytes.into(), size_override: attachment.size_override })
    }
}

async fn add_fault(State(shared): Sandbox, order: Order<Fault>) -> Result<StatusCode, ControlError> {
    let Json(fault) = order?;
    fault.check()?;
    shared.world().faults.push(fault);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(shared): Sandbox) -> StatusCode {
    shared.world().faults.clear();
    StatusCode::NO_CONTENT
}

async fn list_requests(State(shared): Sandbox) -> impl IntoResponse {
    let requests: Vec<_> = shared.world().requests.iter().cloned().collect();
    Json(json!({ "status": true, "requests": requests }))
}

async fn clear_requests(State(shared): Sandbox) -> StatusCode {
    shared.world().requests.clear();
    StatusCode::NO_CONTENT
}

async fn expire(State(shared): Sandbox, order: Order<Expiry>) -> Result<StatusCode, ControlError> {
    let Json(Expiry { address }) = order?;
    if shared.world().remove_inbox(&address) { Ok(StatusCode::NO_CONTENT) } else { Err(ControlError::NoInbox(address)) }
}

async fn advance(State(shared): Sandbox, order: Order<Advance>) -> Result<StatusCode, ControlError> {
    let Json(Advance { seconds }) = order?;
    shared.world().advance(Duration::from_secs(seconds.into()));
    Ok(StatusCode::NO_CONTENT)
}

async fn replace_key(State(shared): Sandbox, order: Order<KeyChange>) -> Result<StatusCode, ControlError> {
    let Json(KeyChange { key, other }) = order?;
    if shared.world().replace_key(&key, &other) { Ok(StatusCode::NO_CONTENT) } else { Err(ControlError::NoAccount) }
}

/// Shows a message without marking it as seen.
async fn show_message(State(shared): Sandbox, Path(id): Path<String>) -> Result<impl IntoResponse, ControlError> {
    let world = shared.world();
    let message = world.message(&id).ok_or(ControlError::NoMessage)?;
    let view = MessageView::new(message, &shared.settings.base_url);
    Ok(Json(json!({ "status": true, "data": view })))
}
