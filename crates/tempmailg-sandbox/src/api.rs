//! The endpoints.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Extension, Json, Router, middleware};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::gate::gate;
use crate::refusal::Refusal;
use crate::world::{AccountIndex, DOMAINS, Inbox, Shared, Stored};

/// Everything but the unreserved characters, so that a name stays one path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

type Answer = Result<Json<Value>, Refusal>;
type Sandbox = State<Arc<Shared>>;
type Caller = Extension<AccountIndex>;
type Segments<T> = Result<Path<T>, PathRejection>;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/domains", get(list_domains))
        .route("/api/emails", post(create_inbox))
        .route("/api/emails/{email}", delete(delete_inbox))
        .route("/api/emails/{current}/{username}/{domain}", post(change_inbox))
        .route("/api/messages", get(list_messages))
        .route("/api/messages/{id}", get(read_message).delete(delete_message))
        .route("/api/messages/{id}/attachments/{name}", get(download_attachment))
        .fallback(async || Refusal::UnknownEndpoint)
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(shared.clone(), gate))
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

async fn list_domains(State(shared): Sandbox, query: Result<Query<DomainsQuery>, QueryRejection>) -> Answer {
    let Query(query) = query.map_err(|_| Refusal::invalid("type", "The type field must be given once."))?;
    let requested = query.r#type.as_deref().unwrap_or("free").to_ascii_lowercase();
    if !["free", "premium", "all"].contains(&requested.as_str()) {
        return Err(Refusal::invalid("type", "The selected type is invalid."));
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

async fn create_inbox(State(shared): Sandbox, Extension(account): Caller) -> Answer {
    let mut world = shared.world();
    let inbox = world.create_random(account, &shared.settings)?;
    Ok(inbox_answer(&inbox))
}

async fn change_inbox(
    State(shared): Sandbox,
    Extension(account): Caller,
    segments: Segments<(String, String, String)>,
) -> Answer {
    let (current, username, domain) = decoded(segments)?;
    let mut world = shared.world();
    let inbox = world.change(account, &current, &username, &domain, &shared.settings)?;
    Ok(inbox_answer(&inbox))
}

async fn delete_inbox(State(shared): Sandbox, Extension(account): Caller, segments: Segments<String>) -> Answer {
    shared.world().delete_inbox(account, &decoded(segments)?)?;
    Ok(Json(json!({ "status": true, "message": "Email has been successfully deleted." })))
}

async fn list_messages(
    State(shared): Sandbox,
    Extension(account): Caller,
    query: Result<Query<MessagesQuery>, QueryRejection>,
) -> Answer {
    let email = query
        .ok()
        .and_then(|Query(query)| query.email)
        .filter(|email| !email.is_empty())
        .ok_or_else(|| Refusal::invalid("email", "The email field is required."))?;
    let world = shared.world();
    let inbox = world.owned_inbox(account, &email)?;
    let messages: Vec<MessageView> =
        world.messages_of(inbox).map(|message| MessageView::new(message, &shared.settings.base_url)).collect();
    Ok(Json(json!({ "status": true, "mailbox": inbox.address, "messages": messages })))
}

async fn read_message(State(shared): Sandbox, Extension(account): Caller, segments: Segments<String>) -> Answer {
    let id = decoded(segments)?;
    let mut world = shared.world();
    let message = world.read_message(account, &id)?;
    let view = MessageView::new(message, &shared.settings.base_url);
    Ok(Json(json!({ "status": true, "data": view })))
}

async fn delete_message(State(shared): Sandbox, Extension(account): Caller, segments: Segments<String>) -> Answer {
    shared.world().delete_message(account, &decoded(segments)?)?;
    Ok(Json(json!({ "status": true, "message": "Message was deleted successfully." })))
}

async fn download_attachment(
    State(shared): Sandbox,
    Extension(account): Caller,
    segments: Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (id, name) = decoded(segments)?;
    let bytes = shared.world().attachment(account, &id, &name)?.bytes.clone();
    let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(&name, SEGMENT));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// Path segments that don't decode to text name nothing that exists here.
fn decoded<T>(segments: Segments<T>) -> Result<T, Refusal> {
    segments.map(|Path(value)| value).map_err(|_| Refusal::UnknownEndpoint)
}

fn inbox_answer(inbox: &Inbox) -> Json<Value> {
    Json(json!({
        "status": true,
        "data": {
            "id": inbox.id,
            "email": inbox.address,
            "domain": inbox.domain,
            "expire_at": with_offset(inbox.expires_at),
            "expires_in_seconds": inbox.expires_at.as_second() - inbox.created_at.as_second(),
            "created_at": with_offset(inbox.created_at),
            "email_token": inbox.token,
        },
    }))
}

fn with_offset(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// A message as the API shows it.
#[derive(Serialize)]
pub(crate) struct MessageView<'a> {
    is_seen: bool,
    subject: &'a str,
    from: &'a str,
    from_email: &'a str,
    to: &'a str,
    #[serde(rename = "receivedAt")]
    received_at: String,
    id: &'a str,
    html: bool,
    content: &'a str,
    attachments: Vec<AttachmentView<'a>>,
}

#[derive(Serialize)]
struct AttachmentView<'a> {
    name: &'a str,
    extension: &'a str,
    size: u64,
    url: String,
}

impl<'a> MessageView<'a> {
    pub(crate) fn new(message: &'a Stored, base_url: &str) -> Self {
        let mail = &message.mail;
        let attachments = mail.attachments.iter().map(|attachment| AttachmentView {
            name: &attachment.name,
            extension: attachment.extension(),
            size: attachment.claimed_size(),
            url: format!(
                "{base_url}/messages/{}/attachments/{}",
                message.id,
                utf8_percent_encode(&attachment.name, SEGMENT)
            ),
        });
        Self {
            is_seen: message.seen,
            subject: &mail.subject,
            from: &mail.from,
            from_email: &mail.from_email,
            to: &message.address,
            received_at: message.received_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            id: &message.id,
            html: mail.html,
            content: &mail.content,
            attachments: attachments.collect(),
        }
    }
}
