//! The proxy that the environment variables name.

use hyper_util::client::proxy::matcher::Matcher;

use crate::proxy::ProxyError;
use crate::proxy_url::ProxyUrl;

/// Returns the proxy that the environment sets for an `https` URL: `https_proxy` or else `all_proxy`, in lower or upper
/// case, unless `no_proxy` makes an exception. On Windows and macOS it is the system's where no variable is set.
///
/// # Errors
/// A value that is not the address of a proxy that can be used.
///
/// ```no_run
/// match tempmailg::find_environment_proxy("https://v1.tempmailg.com/api") {
///     Ok(Some(proxy)) => println!("through {proxy}"),
///     Ok(None) => println!("directly"),
///     Err(error) => println!("not at all: {error}"),
/// }
/// ```
pub fn find_environment_proxy(url: &str) -> Result<Option<ProxyUrl>, ProxyError> {
    let text = read_first_variable(&["https_proxy", "HTTPS_PROXY"])
        .or_else(|| read_first_variable(&["all_proxy", "ALL_PROXY"]));
    let Some(text) = text else { return find_platform_proxy(url) };
    // The exceptions by the usual rules; the proxy here is a placeholder.
    let exceptions = read_first_variable(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
    let excepts_all = exceptions.split(',').any(|exception| exception.trim() == "*");
    let matcher = Matcher::builder().all("http://proxy.invalid").no(exceptions).build();
    // The library's `*` leaves out numeric hosts.
    if excepts_all || url.parse().is_ok_and(|uri| matcher.intercept(&uri).is_none()) {
        return Ok(None);
    }
    ProxyUrl::parse(&text).map(Some).map_err(|error| ProxyError::from_invalid_url(&text, error))
}

/// Returns the first of these variables that is set to more than white space.
fn read_first_variable(names: &[&str]) -> Option<String> {
    let values = names.iter().filter_map(std::env::var_os);
    values.map(|value| value.to_string_lossy().into_owned()).find(|value| !value.trim().is_empty())
}

/// Returns the proxy of the system's own settings.
#[cfg(windows)]
fn find_platform_proxy(url: &str) -> Result<Option<ProxyUrl>, ProxyError> {
    crate::windows_proxy_settings::WindowsProxySettings::read().find_proxy(url)
}

/// Returns the proxy of the system's own settings: the one for secure web pages.
#[cfg(target_os = "macos")]
fn find_platform_proxy(url: &str) -> Result<Option<ProxyUrl>, ProxyError> {
    let intercept = url.parse().ok().and_then(|url| Matcher::from_system().intercept(&url));
    let Some(text) = intercept.map(|intercept| intercept.uri().to_string()) else { return Ok(None) };
    ProxyUrl::parse(&text).map(Some).map_err(|error| ProxyError::from_invalid_url(&text, error))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn find_platform_proxy(_: &str) -> Result<Option<ProxyUrl>, ProxyError> {
    Ok(None)
}
