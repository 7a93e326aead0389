//! `mail://localhost/preview/N`: the attachment that the window shows in place, and `mail://localhost/preview/N/picture`
//! the picture in it. Both are in memory, made safe by the core.

use super::scheme_responses::{document_response, image_response};
use crate::app_state::AppState;
use mayfly_core::PictureScale;
use tauri::http::{Response, StatusCode};
use tauri::{AppHandle, Manager as _};

/// Identifies what is requested of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PreviewPath {
    Document { number: u32 },
    Picture { number: u32 },
}

impl PreviewPath {
    /// Parses a path of the scheme; `None` if it is not a preview's.
    pub(super) fn parse(path: &str) -> Option<Self> {
        // The slash of a message's identifier would be percent-encoded.
        let parse_number = |text: &str| {
            let has_digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| has_digits_only)
        };
        let parts: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        match parts[..] {
            ["preview", number] => Some(Self::Document { number: parse_number(number)? }),
            ["preview", number, "picture"] => Some(Self::Picture { number: parse_number(number)? }),
            _ => None,
        }
    }
}

/// Responds with the document of a preview, or with its picture.
pub(super) fn serve_attachment_preview(app: &AppHandle, path: PreviewPath, query: Option<&str>) -> Response<Vec<u8>> {
    let state = app.state::<AppState>();
    match path {
        PreviewPath::Document { number } => {
            match state.core.attachment_preview_document(number, picture_scale_from_query(query)) {
                Some(document) => document_response(StatusCode::OK, document),
                None => document_response(StatusCode::NOT_FOUND, String::new()),
            }
        }
        PreviewPath::Picture { number } => match state.core.attachment_preview_picture(number) {
            Some(picture) => image_response(StatusCode::OK, picture.media_type, picture.bytes.into()),
            None => image_response(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        },
    }
}

/// Responds to a window that may not show previews.
pub(super) fn forbidden_preview_response() -> Response<Vec<u8>> {
    document_response(StatusCode::FORBIDDEN, String::new())
}

fn picture_scale_from_query(query: Option<&str>) -> PictureScale {
    match query {
        Some("scale=actual") => PictureScale::Actual,
        _ => PictureScale::Fit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_preview_paths_are_parsed() {
        for (path, expected) in [
            ("/preview/3", Some(PreviewPath::Document { number: 3 })),
            ("/preview/3/picture", Some(PreviewPath::Picture { number: 3 })),
            ("/preview%2F3", None),
            ("/preview/", None),
            ("/preview/+3", None),
            ("/preview/3/", None),
            ("/preview/3/picture/", None),
            ("/preview/3/image", None),
            ("/preview/image/3", None),
            ("/preview/99999999999", None),
            ("/a/preview/3", None),
            ("preview/3", None),
        ] {
            assert_eq!(PreviewPath::parse(path), expected, "{path}");
        }
    }

    #[test]
    fn query_selects_the_scale() {
        for (query, scale) in [
            (None, PictureScale::Fit),
            (Some("scale=actual"), PictureScale::Actual),
            (Some("scale=other"), PictureScale::Fit),
        ] {
            assert_eq!(picture_scale_from_query(query), scale, "{query:?}");
        }
    }
}
