//! The middleware of all API requests: request log, faults, API key, `Accept` header and quota.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::accounts::{AccountIndex, QuotaCounters, SandboxAccounts};
use crate::api_error_responses::ApiErrorResponse;
use crate::fault_injection::{FaultAction, take_matching_fault};
use crate::faulty_responses::{distort_response, response_for_fault};
use crate::http_server::RequestConnectionResetHandle;
use crate::request_log::RequestRecord;
use crate::sandbox_state::SharedState;

/// Logs the request, applies the next matching fault, and otherwise checks access and calls the endpoint.
pub(crate) async fn answer_api_request(
    State(shared): State<Arc<SharedState>>,
    Extension(connection): Extension<RequestConnectionResetHandle>,
    request: Request,
    next: Next,
) -> Response {
    let (account, fault) = authenticate_and_record_request(&shared, &request);
    let mut response = match &fault {
        Some(FaultAction::Hang) => std::future::pending().await,
        Some(FaultAction::Reset) => connection.reset().await,
        Some(action) => match response_for_fault(action) {
            Some(replacement) => replacement,
            None => {
                if let FaultAction::Delay { ms } = action {
                    tokio::time::sleep(Duration::from_millis(*ms)).await;
                }
                let response = check_access_and_respond(&shared, account, request, next).await;
                distort_response(action, response).await
            }
        },
        None => check_access_and_respond(&shared, account, request, next).await,
    };
    if !response.headers().contains_key(header::DATE) {
        let now = shared.lock_state().now();
        if let Some(date) = format_http_date(now) {
            response.headers_mut().insert(header::DATE, date);
        }
    }
    response
}

/// Records the request. Returns its account and the fault to apply.
fn authenticate_and_record_request(
    shared: &SharedState,
    request: &Request,
) -> (Option<AccountIndex>, Option<FaultAction>) {
    let mut state = shared.lock_state();
    let account = authenticate(&state.accounts, request.headers());
    let record = RequestRecord {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        authorised: account.is_some(),
        credentials: request.headers().contains_key(header::AUTHORIZATION),
        at: state.now(),
    };
    state.request_log.push(record);
    let fault = take_matching_fault(&mut state.faults, request.method(), request.uri().path());
    (account, fault)
}

/// Calls the endpoint if the API key, the `Accept` header and the quota allow it. Adds the quota headers.
async fn check_access_and_respond(
    shared: &SharedState,
    account: Option<AccountIndex>,
    mut request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return ApiErrorResponse::UnknownEndpoint.into_response();
    }
    let Some(account) = account else {
        let mut response = ApiErrorResponse::Unauthenticated.into_response();
        let scheme = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        return response;
    };
    let quota = shared.lock_state().quota_counters_of_current_month(account, shared.settings.quota);
    let mut response = if !accepts_json(request.headers()) {
        ApiErrorResponse::NotAcceptable.into_response()
    } else if quota.used >= quota.limit {
        ApiErrorResponse::QuotaExhausted { retry_after_seconds: quota.seconds_to_reset }.into_response()
    } else {
        request.extensions_mut().insert(account);
        next.run(request).await
    };
    let mut state = shared.lock_state();
    if response.status().is_success() {
        state.accounts.count_request(account);
    }
    let quota = state.quota_counters_of_current_month(account, shared.settings.quota);
    insert_quota_headers(response.headers_mut(), &quota);
    response
}

fn authenticate(accounts: &SandboxAccounts, headers: &HeaderMap) -> Option<AccountIndex> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, api_key) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    accounts.find_by_api_key(api_key.trim())
}

/// Whether `Accept` names `application/json`. The API's contract does not accept a wildcard.
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

fn insert_quota_headers(headers: &mut HeaderMap, quota: &QuotaCounters) {
    headers.insert("x-ratelimit-limit", HeaderValue::from(quota.limit));
    headers.insert("x-ratelimit-used", HeaderValue::from(quota.used));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(quota.limit - quota.used));
    let reset = quota.resets_at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    if let Ok(reset) = HeaderValue::try_from(reset) {
        headers.insert("x-ratelimit-reset", reset);
    }
}

/// Formats the `Date` header. It follows the sandbox's clock, because clients compare it with expiry times.
fn format_http_date(now: Timestamp) -> Option<HeaderValue> {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).ok()?;
    HeaderValue::try_from(date).ok()
}
