//! The desktop's proxy settings as the core's proxy resolver.
//!
//! On Linux GIO reads them, and knows each desktop's place for them: GNOME's GSettings, KDE's file by way of libproxy, the
//! portal in a sandbox, and scripts that choose a proxy. What GIO sends directly, the environment variables may still
//! send through a proxy.

#[cfg(target_os = "linux")]
mod gio_resolver;

use mayfly_core::ProxyResolver;
use std::sync::Arc;

/// Creates the resolver of this system's settings.
#[cfg(target_os = "linux")]
pub(crate) fn create_proxy_resolver() -> Arc<dyn ProxyResolver> {
    let resolver = Arc::new(gio_resolver::GioProxyResolver::default());
    resolver.watch_gnome_settings_later();
    resolver
}

/// Creates the resolver of this system's settings.
#[cfg(not(target_os = "linux"))]
pub(crate) fn create_proxy_resolver() -> Arc<dyn ProxyResolver> {
    Arc::new(mayfly_core::EnvironmentProxyResolver)
}
