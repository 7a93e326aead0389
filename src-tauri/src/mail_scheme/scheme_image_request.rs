//! `mail://localhost/ID/image/N`: a remote image of a message, fetched by the core where the user allowed it. The web
//! view itself has no network.

use super::scheme_responses::image_response;
use crate::app_state::AppState;
use mayfly_core::RemoteImageError;
use mayfly_core::view::MessageId;
use percent_encoding::percent_decode_str;
use tauri::http::{Response, StatusCode};
use tauri::{AppHandle, Manager as _};

/// Identifies one remote image of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ImagePath {
    message_id: MessageId,
    number: u32,
}

impl ImagePath {
    /// Parses a path of the scheme; `None` if it is not an image's.
    pub(super) fn parse(path: &str) -> Option<Self> {
        // A message's identifier may contain any character; its slashes are percent-encoded.
        let parts: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        let [message_id, "image", number] = parts[..] else { return None };
        let has_digits_only = number.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self {
            message_id: percent_decode_str(message_id).decode_utf8().ok()?.into_owned().into(),
            number: number.parse().ok().filter(|_| has_digits_only)?,
        })
    }
}

/// Shown in place of an image that could not be fetched: as light as a blocked image, and without a size of its own, so
/// that it takes the size that the message declares. The web view's own placeholder is always square.
const FAILED_IMAGE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\">\
    <rect width=\"100%\" height=\"100%\" fill=\"#809096\" fill-opacity=\".16\"/></svg>";

/// Shown in place of a tracking pixel: one transparent pixel.
const TRANSPARENT_PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// Responds with an image, or with a placeholder for it.
pub(super) async fn serve_image(app: &AppHandle, image: ImagePath) -> Response<Vec<u8>> {
    match app.state::<AppState>().core.load_remote_message_image(&image.message_id, image.number).await {
        Ok(image) => image_response(StatusCode::OK, image.media_type, image.bytes.into()),
        Err(error) => {
            // The log names neither the message nor the image's URL, only the reason.
            tracing::debug!("a remote image is not shown: {error}");
            match error {
                RemoteImageError::NotAllowed | RemoteImageError::UnknownImage => {
                    image_response(StatusCode::NOT_FOUND, "text/plain", Vec::new())
                }
                RemoteImageError::TrackingPixel => {
                    image_response(StatusCode::OK, "image/gif", TRANSPARENT_PIXEL.to_vec())
                }
                _ => image_response(StatusCode::OK, "image/svg+xml", FAILED_IMAGE.into()),
            }
        }
    }
}

/// Responds to a window that may not load images.
pub(super) fn forbidden_image_response() -> Response<Vec<u8>> {
    image_response(StatusCode::FORBIDDEN, "text/plain", Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_image_paths_are_parsed() {
        let image = |message_id: &str, number| Some(ImagePath { message_id: message_id.into(), number });
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
            assert_eq!(ImagePath::parse(path), expected, "{path}");
        }
    }
}
