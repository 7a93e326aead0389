//! Handles requests of the `mail:` scheme.

use super::preview_request::{PreviewPath, forbidden_preview_response, serve_attachment_preview};
use super::scheme_image_request::{ImagePath, forbidden_image_response, serve_image};
use super::scheme_responses::document_response;
use crate::app_state::AppState;
use crate::window_labels::{MAIN_WINDOW, is_print_window};
use mayfly_core::Core;
use mayfly_core::view::MessageId;
use percent_encoding::percent_decode_str;
use tauri::http::{Method, Response, StatusCode, Uri};
use tauri::{AppHandle, Manager as _};

/// A request of a window for a message's document or image, or for an attachment that is shown in place.
pub(super) struct SchemeRequest {
    pub(super) window_label: String,
    pub(super) method: Method,
    pub(super) uri: Uri,
}

/// Responds to a request.
pub(super) async fn handle_scheme_request(app: &AppHandle, request: SchemeRequest) -> Response<Vec<u8>> {
    let response = respond_to_scheme_request(app, &request).await;
    // The log contains nothing of the message, not even its identifier.
    tracing::debug!("the window {} requested mail: {}", request.window_label, response.status().as_u16());
    response
}

async fn respond_to_scheme_request(app: &AppHandle, request: &SchemeRequest) -> Response<Vec<u8>> {
    let SchemeRequest { window_label, method, uri } = request;
    let is_for_print = is_print_window(window_label);
    let is_refused = *method != Method::GET || !(is_for_print || window_label == MAIN_WINDOW);
    if let Some(preview) = PreviewPath::parse(uri.path()) {
        let is_refused = is_refused || is_for_print;
        return if is_refused {
            forbidden_preview_response()
        } else {
            serve_attachment_preview(app, preview, uri.query())
        };
    }
    if let Some(image) = ImagePath::parse(uri.path()) {
        return if is_refused { forbidden_image_response() } else { serve_image(app, image).await };
    }
    let Some(format) = MailSchemeDocumentFormat::parse_view_parameter(uri.query()) else {
        return document_response(StatusCode::NOT_FOUND, String::new());
    };
    if is_refused || matches!(format, MailSchemeDocumentFormat::Print { .. }) != is_for_print {
        return document_response(StatusCode::FORBIDDEN, String::new());
    }
    let message_id = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8_lossy();
    let message_id = MessageId::new(message_id);
    match format.render_document(&app.state::<AppState>().core, &message_id).await {
        Ok(document) => document_response(StatusCode::OK, document),
        Err(_) => document_response(StatusCode::NOT_FOUND, String::new()),
    }
}

/// The form in which a message is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MailSchemeDocumentFormat {
    Formatted,
    PlainText,
    Print { plain: bool },
}

impl MailSchemeDocumentFormat {
    /// Parses the `view` parameter of a query; `None` for an unknown value.
    fn parse_view_parameter(query: Option<&str>) -> Option<Self> {
        let view = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("view=")));
        match view {
            None => Some(Self::Formatted),
            Some("text") => Some(Self::PlainText),
            Some("print") => Some(Self::Print { plain: false }),
            Some("print-text") => Some(Self::Print { plain: true }),
            Some(_) => None,
        }
    }

    async fn render_document(self, core: &Core, message_id: &MessageId) -> mayfly_core::Result<String> {
        match self {
            Self::Formatted => core.render_message_document(message_id).await,
            Self::PlainText => core.message_text_document(message_id).await,
            Self::Print { plain } => core.message_print_document(message_id, plain).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn view_parameter_selects_the_format() {
        for (query, format) in [
            (None, Some(MailSchemeDocumentFormat::Formatted)),
            (Some("v=3"), Some(MailSchemeDocumentFormat::Formatted)),
            (Some("view=text"), Some(MailSchemeDocumentFormat::PlainText)),
            (Some("v=3&view=text"), Some(MailSchemeDocumentFormat::PlainText)),
            (Some("view=print"), Some(MailSchemeDocumentFormat::Print { plain: false })),
            (Some("view=print-text"), Some(MailSchemeDocumentFormat::Print { plain: true })),
            (Some("view=other"), None),
        ] {
            assert_eq!(MailSchemeDocumentFormat::parse_view_parameter(query), format, "{query:?}");
        }
    }
}
