//! The endpoints of the API.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Extension, Json, Router, middleware};
use jiff::Timestamp;
use percent_encoding::utf8_percent_encode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::accounts::AccountIndex;
use crate::address_rules::DOMAINS;
use crate::api_error_responses::ApiErrorResponse;
use crate::api_message_json::{ApiMessageJson, ENCODED_IN_SEGMENT};
use crate::api_request_middleware::answer_api_request;
use crate::sandbox_state::{SandboxInbox, SharedState};

type EndpointResponse = Result<Json<Value>, ApiErrorResponse>;
type SharedStateExtractor = State<Arc<SharedState>>;
type AccountExtractor = Extension<AccountIndex>;
type PathParametersResult<T> = Result<Path<T>, PathRejection>;

/// Builds the router of `/api`. Every request passes through [`answer_api_request`].
pub(crate) fn build_api_router(shared: Arc<SharedState>) -> Router {
    Router::new()
        .route("/api/domains", get(list_domains))
        .route("/api/emails", post(create_inbox))
        .route("/api/emails/{email}", delete(delete_inbox))
        .route("/api/emails/{current}/{username}/{domain}", post(convert_inbox))
        .route("/api/messages", get(list_messages))
        .route("/api/messages/{id}", get(read_message).delete(delete_message))
        .route("/api/messages/{id}/attachments/{name}", get(download_attachment))
        .fallback(async || ApiErrorResponse::UnknownEndpoint)
        .method_not_allowed_fallback(async || ApiErrorResponse::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(shared.clone(), answer_api_request))
        .with_state(shared)
}

#[derive(Deserialize)]
struct DomainsQuery {
    r#type: Option<String>,
}

#[derive(Deserialize)]
struct MessagesQuery {
    email: Option<String>,
}

async fn list_domains(
    State(shared): SharedStateExtractor,
    query: Result<Query<DomainsQuery>, QueryRejection>,
) -> EndpointResponse {
    let Query(query) =
        query.map_err(|_| ApiErrorResponse::invalid_field("type", "The type field must be given once."))?;
    let requested = query.r#type.as_deref().unwrap_or("free").to_ascii_lowercase();
    if !["free", "premium", "all"].contains(&requested.as_str()) {
        return Err(ApiErrorResponse::invalid_field("type", "The selected type is invalid."));
    }
    let domains: Vec<Value> = DOMAINS
        .iter()
        .filter(|domain| requested == "all" || domain.plan.eq_ignore_ascii_case(&requested))
        .map(|domain| json!({ "domain": domain.name, "type": domain.plan, "custom": domain.custom }))
        .collect();
    Ok(Json(json!({
        "status": true,
        "data": {
            "requested_type": requested,
            "allowed_types": shared.settings.plan,
            "domains": domains,
        },
    })))
}

async fn create_inbox(State(shared): SharedStateExtractor, Extension(account): AccountExtractor) -> EndpointResponse {
    let mut state = shared.lock_state();
    let inbox = state.create_random_inbox(account)?;
    Ok(inbox_json(&inbox))
}

async fn convert_inbox(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    path: PathParametersResult<(String, String, String)>,
) -> EndpointResponse {
    let (current, username, domain) = path_parameters(path)?;
    let mut state = shared.lock_state();
    let inbox = state.convert_inbox(account, &current, &username, &domain, &shared.settings)?;
    Ok(inbox_json(&inbox))
}

async fn delete_inbox(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    path: PathParametersResult<String>,
) -> EndpointResponse {
    shared.lock_state().delete_account_inbox(account, &path_parameters(path)?)?;
    Ok(Json(json!({ "status": true, "message": "Email has been successfully deleted." })))
}

async fn list_messages(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    query: Result<Query<MessagesQuery>, QueryRejection>,
) -> EndpointResponse {
    let email = query
        .ok()
        .and_then(|Query(query)| query.email)
        .filter(|email| !email.is_empty())
        .ok_or_else(|| ApiErrorResponse::invalid_field("email", "The email field is required."))?;
    let state = shared.lock_state();
    let inbox = state.owned_inbox(account, &email)?;
    let messages: Vec<ApiMessageJson> =
        state.messages_in(inbox).map(|message| ApiMessageJson::new(message, &shared.settings.base_url)).collect();
    Ok(Json(json!({ "status": true, "mailbox": inbox.address, "messages": messages })))
}

async fn read_message(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    path: PathParametersResult<String>,
) -> EndpointResponse {
    let id = path_parameters(path)?;
    let mut state = shared.lock_state();
    let message = state.mark_seen_and_get_message(account, &id)?;
    let message = ApiMessageJson::new(message, &shared.settings.base_url);
    Ok(Json(json!({ "status": true, "data": message })))
}

async fn delete_message(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    path: PathParametersResult<String>,
) -> EndpointResponse {
    shared.lock_state().delete_owned_message(account, &path_parameters(path)?)?;
    Ok(Json(json!({ "status": true, "message": "Message was deleted successfully." })))
}

async fn download_attachment(
    State(shared): SharedStateExtractor,
    Extension(account): AccountExtractor,
    path: PathParametersResult<(String, String)>,
) -> Result<Response, ApiErrorResponse> {
    let (id, name) = path_parameters(path)?;
    let bytes = shared.lock_state().owned_attachment(account, &id, &name)?.bytes.clone();
    let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(&name, ENCODED_IN_SEGMENT));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// Returns the decoded path segments. Segments that are not UTF-8 match no object of the API.
fn path_parameters<T>(path: PathParametersResult<T>) -> Result<T, ApiErrorResponse> {
    path.map(|Path(value)| value).map_err(|_| ApiErrorResponse::UnknownEndpoint)
}

fn inbox_json(inbox: &SandboxInbox) -> Json<Value> {
    Json(json!({
        "status": true,
        "data": {
            "id": inbox.id,
            "email": inbox.address,
            "domain": inbox.domain,
            "expire_at": format_with_offset(inbox.expires_at),
            "expires_in_seconds": inbox.expires_at.as_second() - inbox.created_at.as_second(),
            "created_at": format_with_offset(inbox.created_at),
            "email_token": inbox.token,
        },
    }))
}

fn format_with_offset(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}
