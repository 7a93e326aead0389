//! `mail://localhost/ID/image/N`: an image of a message from another computer, fetched by the core where the
//! user allowed that. The web view itself never gets the network.

use crate::shell::Shell;
use mayfly_core::ImageError;
use percent_encoding::percent_decode_str;
use tauri::http::{HeaderValue, Response, StatusCode, header};
use tauri::{AppHandle, Manager as _};

/// Which image of which message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    message_id: String,
    number: u32,
}

impl Address {
    /// Reads a path of the message scheme; `None` if it isn't an image's.
    pub(super) fn parse(path: &str) -> Option<Self> {
        // An identifier may hold anything, but its slashes are encoded.
        let parts: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        let [message_id, "image", number] = parts[..] else { return None };
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self {
            message_id: percent_decode_str(message_id).decode_utf8().ok()?.into_owned(),
            number: number.parse().ok().filter(|_| digits)?,
        })
    }
}

/// In the place of an image that could not be had: as light as that of a blocked one, and without a shape of its own,
/// so that it takes the one that the message declares. The web view's own sign for it is as high as it is wide.
const GAP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\">\
    <rect width=\"100%\" height=\"100%\" fill=\"#809096\" fill-opacity=\".16\"/></svg>";

/// In the place of a tracking pixel: one dot, which can't be seen.
const NOTHING: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// The image, or what stands in its place.
pub(super) async fn answer(app: &AppHandle, address: Address) -> Response<Vec<u8>> {
    match app.state::<Shell>().core.message_image(&address.message_id, address.number).await {
        Ok(image) => respond(StatusCode::OK, image.media_type, image.bytes.into()),
        Err(error) => {
            // Neither the message nor the image's address: only why there is a gap.
            tracing::debug!("a remote image is not shown: {error}");
            match error {
                ImageError::NotAllowed | ImageError::Unknown => {
                    respond(StatusCode::NOT_FOUND, "text/plain", Vec::new())
                }
                ImageError::Pixel => respond(StatusCode::OK, "image/gif", NOTHING.to_vec()),
                _ => respond(StatusCode::OK, "image/svg+xml", GAP.into()),
            }
        }
    }
}

/// For a window that may not have it.
pub(super) fn refusal() -> Response<Vec<u8>> {
    respond(StatusCode::FORBIDDEN, "text/plain", Vec::new())
}

/// An image and nothing else, whatever its bytes could also be read as.
fn respond(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
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
    fn a_path_names_an_image_or_is_none() {
        let image = |message_id: &str, number| Some(Address { message_id: message_id.to_owned(), number });
        for (path, expected) in [
            ("/abc/image/0", image("abc", 0)),
            ("/a%2Fb%20c/image/12", image("a/b c", 12)),
            ("/%C3%A9/image/1", image("é", 1)),
            ("/abc", None),
            ("/a%2Fimage%2F1", None),
            ("/abc/image/", None),
            ("/abc/image/+1", None),
            ("/abc/image/-1", None),
            ("/abc/image/1/", None),
            ("/abc/image/99999999999", None),
            ("/abc/part/1", None),
            ("/%ff/image/1", None),
            ("abc/image/1", None),
        ] {
            assert_eq!(Address::parse(path), expected, "{path}");
        }
    }

    #[test]
    fn an_image_is_served_as_nothing_else() {
        let response = respond(StatusCode::OK, "image/png", b"<script>".to_vec());
        let header = |name: &str| response.headers()[name].to_str().unwrap_or_default().to_owned();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("cache-control"), "no-store");
    }
}
