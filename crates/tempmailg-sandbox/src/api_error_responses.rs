//! The error responses of the API.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thiserror::Error;

/// An error response. The text is the `message` of its JSON body.
#[derive(Debug, Error)]
pub(crate) enum ApiErrorResponse {
    #[error("Unauthenticated.")]
    Unauthenticated,
    #[error("This API answers in JSON only: send Accept: application/json.")]
    NotAcceptable,
    #[error("The request quota of this period is used up.")]
    QuotaExhausted { retry_after_seconds: i64 },
    #[error("This belongs to another account.")]
    NotOwner,
    #[error("Your plan does not include the domain {domain}.")]
    DomainNotInPlan { domain: String },
    #[error("Email not found or expired.")]
    InboxNotFound,
    #[error("Message not found.")]
    MessageNotFound,
    #[error("Attachment not found.")]
    AttachmentNotFound,
    #[error("No such endpoint.")]
    UnknownEndpoint,
    #[error("This endpoint does not support that method.")]
    MethodNotAllowed,
    #[error("The address {address} is already taken.")]
    AddressTaken { address: String },
    #[error("{reason}")]
    InvalidField { field: &'static str, reason: String },
    #[error("The sandbox could not get random numbers from the system.")]
    RandomSource(#[from] getrandom::Error),
}

impl ApiErrorResponse {
    /// An error about one field of the request.
    pub(crate) fn invalid_field(field: &'static str, reason: impl Into<String>) -> Self {
        Self::InvalidField { field, reason: reason.into() }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::QuotaExhausted { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::NotOwner | Self::DomainNotInPlan { .. } => StatusCode::FORBIDDEN,
            Self::InboxNotFound | Self::MessageNotFound | Self::AttachmentNotFound | Self::UnknownEndpoint => {
                StatusCode::NOT_FOUND
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::AddressTaken { .. } => StatusCode::CONFLICT,
            Self::InvalidField { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::RandomSource(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiErrorResponse {
    fn into_response(self) -> Response {
        let message = self.to_string();
        let body = match &self {
            Self::InvalidField { field, reason } => {
                json!({ "status": false, "message": message, "errors": { *field: [reason] } })
            }
            _ => json!({ "status": false, "message": message }),
        };
        let mut response = (self.status(), Json(body)).into_response();
        if let Self::QuotaExhausted { retry_after_seconds } = self {
            let seconds = HeaderValue::from(retry_after_seconds.max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
