//! The content security policy of the message frame.

/// The `Content-Security-Policy` header to serve a rendered document with.
///
/// Scripts, forms and the network are forbidden; only `mail:` and `data:` images load. The only way out of the frame is
/// a new window, which the app has to allow.
pub const FRAME_CSP: &str = "default-src 'none'; img-src mail: http://mail.localhost data:; \
    style-src 'unsafe-inline'; font-src 'none'; media-src 'none'; connect-src 'none'; script-src 'none'; \
    object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; \
    frame-ancestors tauri: http://tauri.localhost https://tauri.localhost; sandbox allow-popups";
