//! What every API request passes through: the record, faults, the key, the Accept header, the quota.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde::Serialize;

use crate::faults::{self, Action};
use crate::refusal::Refusal;
use crate::server::Connection;
use crate::world::{AccountIndex, Quota, Shared, World};

/// Enough for any test; a demo that runs for weeks must not grow.
const KEPT_RECORDS: usize = 10_000;

/// A request the sandbox got, whatever became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestRecord {
    /// The method.
    pub method: String,
    /// The path as it was sent, `/api` included, percent-encoding and all.
    pub path: String,
    /// What follows the question mark.
    pub query: Option<String>,
    /// It carried the key of one of the sandbox's accounts.
    pub authorised: bool,
    /// It carried an `Authorization` header at all.
    pub credentials: bool,
    /// When it came, by the sandbox's clock.
    pub at: Timestamp,
}

pub(crate) async fn gate(
    State(shared): State<Arc<Shared>>,
    Extension(connection): Extension<Connection>,
    request: Request,
    next: Next,
) -> Response {
    let (account, fault) = note(&shared, &request);
    let mut response = match &fault {
        Some(Action::Hang) => std::future::pending().await,
        Some(Action::Reset) => connection.reset().await,
        Some(action) => match action.replacement() {
            Some(replacement) => replacement,
            None => {
                if let Action::Delay { ms } = action {
                    tokio::time::sleep(Duration::from_millis(*ms)).await;
                }
                let response = admit(&shared, account, request, next).await;
                action.distort(response).await
            }
        },
        None => admit(&shared, account, request, next).await,
    };
    if !response.headers().contains_key(header::DATE) {
        let now = shared.world().now();
        if let Some(date) = http_date(now) {
            response.headers_mut().insert(header::DATE, date);
        }
    }
    response
}

/// Records the request; says whose it is and what is to go wrong with it.
fn note(shared: &Shared, request: &Request) -> (Option<AccountIndex>, Option<Action>) {
    let mut world = shared.world();
    let account = authenticate(&world, request.headers());
    let record = RequestRecord {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        authorised: account.is_some(),
        credentials: request.headers().contains_key(header::AUTHORIZATION),
        at: world.now(),
    };
    if world.requests.len() == KEPT_RECORDS {
        world.requests.pop_front();
    }
    world.requests.push_back(record);
    let fault = faults::take(&mut world.faults, request.method(), request.uri().path());
    (account, fault)
}

/// The real answer, with quota headers once it is known whose quota it is.
async fn admit(shared: &Shared, account: Option<AccountIndex>, mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return Refusal::UnknownEndpoint.into_response();
    }
    let Some(account) = account else {
        let mut response = Refusal::Unauthenticated.into_response();
        let scheme = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        return response;
    };
    let before = shared.world().quota(account, shared.settings.quota);
    let mut response = if !accepts_json(request.headers()) {
        Refusal::NotAcceptable.into_response()
    } else if before.used >= before.limit {
        Refusal::QuotaExhausted { retry_after_seconds: before.seconds_to_reset }.into_response()
    } else {
        request.extensions_mut().insert(account);
        next.run(request).await
    };
    let mut world = shared.world();
    if response.status().is_success() {
        world.count_request(account);
    }
    world.quota(account, shared.settings.quota).write(response.headers_mut());
    response
}

fn authenticate(world: &World, headers: &HeaderMap) -> Option<AccountIndex> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let index = world.accounts.iter().position(|account| account.key == key.trim())?;
    Some(AccountIndex(index))
}

/// The contract names `application/json`; a wildcard isn't what it asks for.
fn accepts_json(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|range| {
            let media_type = range.split(';').next().unwrap_or_default();
            media_type.trim().eq_ignore_ascii_case("application/json")
        })
}

impl Quota {
    fn write(&self, headers: &mut HeaderMap) {
        headers.insert("x-ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("x-ratelimit-used", HeaderValue::from(self.used));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(self.limit - self.used));
        let reset = self.resets_at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        if let Ok(reset) = HeaderValue::try_from(reset) {
            headers.insert("x-ratelimit-reset", reset);
        }
    }
}

/// The sandbox's clock may be ahead, and clients compare it with the times in the answers.
fn http_date(now: Timestamp) -> Option<HeaderValue> {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).ok()?;
    HeaderValue::try_from(date).ok()
}
