//! Responses of the `mail:` scheme and their headers.

use tauri::http::{HeaderValue, Response, StatusCode, header};

/// Returns a response with a message's document.
pub(super) fn document_response(status: StatusCode, document: String) -> Response<Vec<u8>> {
    build_response(status, "text/html; charset=utf-8", mayfly_mail::FRAME_CSP, document.into_bytes())
}

/// Returns a response with an image, which the web view uses as nothing else whatever its bytes are.
pub(super) fn image_response(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    build_response(status, media_type, "default-src 'none'; sandbox", body)
}

fn build_response(
    status: StatusCode,
    media_type: &'static str,
    content_security_policy: &'static str,
    body: Vec<u8>,
) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, content_security_policy),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn image_is_served_as_nothing_else() {
        let response = image_response(StatusCode::OK, "image/png", b"<script>".to_vec());
        let header = |name: &str| response.headers()[name].to_str().unwrap_or_default().to_owned();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("cache-control"), "no-store");
    }
}
