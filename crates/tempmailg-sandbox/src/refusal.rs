//! Everything the API says no to.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thiserror::Error;

/// Why a request was refused; the text is what the answer's `message` says.
#[derive(Debug, Error)]
pub(crate) enum Refusal {
    #[error("Unauthenticated.")]
    Unauthenticated,
    #[error("This API answers in JSON only: send Accept: application/json.")]
    NotAcceptable,
    #[error("The request quota of this period is used up.")]
    QuotaExhausted { retry_after_seconds: i64 },
    #[error("This belongs to another account.")]
    NotOwner,
    #[error("Your plan does not include the domain {domain}.")]
    NotInPlan { domain: String },
    #[error("Email not found or expired.")]
    InboxGone,
    #[error("Message not found.")]
    MessageGone,
    #[error("Attachment not found.")]
    AttachmentGone,
    #[error("No such endpoint.")]
    UnknownEndpoint,
    #[error("This endpoint does not support that method.")]
    MethodNotAllowed,
    #[error("The address {address} is already taken.")]
    AddressTaken { address: String },
    #[error("{reason}")]
    Invalid { field: &'static str, reason: String },
    #[error("The sandbox could not get random numbers from the system.")]
    NoRandomness(#[from] getrandom::Error),
}

impl Refusal {
    pub(crate) fn invalid(field: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { field, reason: reason.into() }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::QuotaExhausted { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::NotOwner | Self::NotInPlan { .. } => StatusCode::FORBIDDEN,
            Self::InboxGone | Self::MessageGone | Self::AttachmentGone | Self::UnknownEndpoint => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::AddressTaken { .. } => StatusCode::CONFLICT,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoRandomness(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let message = self.to_string();
        let body = match &self {
            Self::Invalid { field, reason } => {
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
