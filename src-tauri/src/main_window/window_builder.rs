//! Creates the main window.

use super::appearance::Appearance;
use super::page_recovery::recover_page;
use super::window_shape::shrink_new_window_to_pocket;
use super::window_size::apply_stored_size_to_new_window;
use crate::app_state::AppState;
use crate::window_labels::MAIN_WINDOW;
use crate::{mail_scheme, web_view};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Creates the main window, hidden; while the app is set up, or outside the event loop.
pub(super) fn build_main_window(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let handle = app.clone();
    let builder = WebviewWindowBuilder::new(app, MAIN_WINDOW, WebviewUrl::App("index.html".into()));
    let builder = apply_stored_size_to_new_window(app, builder)
        .title("Mayfly")
        // Hidden until the page has its state, so that no white window flashes.
        .visible(false)
        .proxy_url(web_view::network_blocking_proxy_url()?)
        .on_navigation(web_view::is_web_view_url_allowed)
        // A link in a message is the only thing that opens a new window.
        .on_new_window(move |url, _| {
            request_clicked_link_confirmation(&handle, &url);
            NewWindowResponse::Deny
        });
    let window = web_view::set_window_data_dir(app, builder).build()?;
    configure_window(&window).inspect_err(|_| {
        // Otherwise its label would stay in use, and no other could be created.
        let _ = window.destroy();
    })?;
    Ok(window)
}

fn configure_window(window: &WebviewWindow) -> tauri::Result<()> {
    web_view::configure_page(window)?;
    let app = window.app_handle().clone();
    web_view::listen_for_page_crash(window, move || {
        let app = app.clone();
        tauri::async_runtime::spawn(async move { recover_page(&app, false).await });
    })?;
    mail_scheme::register_scheme_for_window(window)?;
    Appearance::from_settings(&window.state::<AppState>().core.settings()).apply_to_window(window)?;
    shrink_new_window_to_pocket(window.app_handle(), window)
}

/// Asks the user to confirm a link that was clicked in a message.
fn request_clicked_link_confirmation(app: &AppHandle, url: &Url) {
    let (app, href) = (app.clone(), url.as_str().to_owned());
    tauri::async_runtime::spawn(async move {
        if let Err(error) = app.state::<AppState>().core.request_link_confirmation_for_new_window(&href).await {
            // The URL is not logged: it often contains a token.
            tracing::warn!(code = ?error.code(), "the confirmation of a link could not be requested");
        }
    });
}
