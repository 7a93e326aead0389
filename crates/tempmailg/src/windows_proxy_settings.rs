//! The proxy that is set in Windows.

use url::Url;

use crate::proxy::ProxyError;
use crate::proxy_url::ProxyUrl;

/// The settings of a user, as the registry has them.
#[derive(Debug, Default)]
pub(crate) struct WindowsProxySettings {
    /// One proxy for everything, or one for each scheme: `http=a:80;https=b:443;socks=c:1080`. `None` if it is switched off.
    server: Option<String>,
    /// Hosts that are reached directly, with `*` for any characters, and `<local>` for names without a dot.
    exceptions: String,
    /// The address of a script that chooses the proxy.
    script: Option<String>,
}

impl WindowsProxySettings {
    /// Reads the settings of the user; without any, nothing is set.
    #[cfg(windows)]
    pub(crate) fn read() -> Self {
        let path = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
        let Ok(key) = windows_registry::CURRENT_USER.open(path) else { return Self::default() };
        let read_text = |name| key.get_string(name).ok().filter(|text: &String| !text.trim().is_empty());
        let is_menu_item_enabled = key.get_u32("ProxyEnable").is_ok_and(|enabled| enabled != 0);
        Self {
            server: read_text("ProxyServer").filter(|_| is_menu_item_enabled),
            exceptions: read_text("ProxyOverride").unwrap_or_default(),
            script: read_text("AutoConfigURL"),
        }
    }

    /// Returns the proxy for a URL.
    ///
    /// # Errors
    /// A proxy that can't be used, or a script: nothing here can run it, and its proxy must not be passed by.
    pub(crate) fn find_proxy(&self, url: &str) -> Result<Option<ProxyUrl>, ProxyError> {
        if self.script.is_some() {
            return Err(ProxyError::from_unavailable_settings(None, "a script of Windows chooses the proxy"));
        }
        let (Some(server), Ok(url)) = (&self.server, Url::parse(url)) else { return Ok(None) };
        let Some(text) = find_server_for_scheme(server, url.scheme()) else { return Ok(None) };
        if self.bypasses_proxy(url.host_str().unwrap_or_default()) {
            return Ok(None);
        }
        ProxyUrl::parse(&text).map(Some).map_err(|error| ProxyError::from_invalid_url(&text, error))
    }

    fn bypasses_proxy(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.exceptions.split([';', ',', ' ']).any(|pattern| match pattern.trim().to_ascii_lowercase().as_str() {
            "" => false,
            "<local>" => !host.contains('.'),
            pattern => matches_pattern(&host, pattern.split_once("://").map_or(pattern, |(_, rest)| rest)),
        })
    }
}

/// Returns the entry of a scheme, or else the one for SOCKS; the whole text if it is one proxy for everything.
fn find_server_for_scheme(servers: &str, scheme: &str) -> Option<String> {
    if !servers.contains('=') {
        return Some(servers.trim().to_owned());
    }
    let entries = || servers.split([';', ' ']).filter_map(|entry| entry.trim().split_once('='));
    let find_server = |wanted: &str| entries().find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
    let of_scheme = find_server(scheme).map(|(_, server)| server.trim().to_owned());
    of_scheme.or_else(|| find_server("socks").map(|(_, server)| format!("socks://{}", server.trim())))
}

/// Whether a text is matched by a pattern, in which `*` stands for any characters.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return text == pattern };
    let Some(text) = text.strip_prefix(start) else { return false };
    let mut parts: Vec<_> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    let mut middle = text;
    for part in parts {
        let Some(at) = middle.find(part) else { return false };
        middle = &middle[at + part.len()..];
    }
    middle.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(server: &str, exceptions: &str) -> Result<Option<String>, ProxyError> {
        let settings =
            WindowsProxySettings { server: Some(server.into()), exceptions: exceptions.into(), script: None };
        settings.find_proxy("https://v1.tempmailg.com/api").map(|proxy| proxy.map(|proxy| proxy.to_string()))
    }

    #[test]
    fn one_proxy_and_one_for_each_scheme_are_understood() {
        for (server, proxy) in [
            ("proxy.example:8080", Some("http://proxy.example:8080")),
            ("http://proxy.example:8080", Some("http://proxy.example:8080")),
            ("http=a.example:80;https=b.example:81;ftp=c.example:82", Some("http://b.example:81")),
            ("http=a.example:80; HTTPS=b.example:81", Some("http://b.example:81")),
            ("socks=d.example:1080", Some("socks://d.example:1080")),
            ("socks=d.example:1080;https=b.example:81", Some("http://b.example:81")),
            ("http=a.example:80", None),
        ] {
            assert_eq!(find(server, "").unwrap().as_deref(), proxy, "{server}");
        }
        assert_eq!(WindowsProxySettings::default().find_proxy("https://v1.tempmailg.com").unwrap().map(drop), None);
    }

    #[test]
    fn exceptions_are_hosts_with_wildcards() {
        for (exceptions, is_direct) in [
            ("", false),
            ("<local>", false),
            ("*.tempmailg.com", true),
            ("other.example;v1.TempMailG.com", true),
            ("*tempmailg*", true),
            ("v1.*.com", true),
            ("https://v1.tempmailg.com", true),
            ("tempmailg.com", false),
            ("*.tempmailg.co", false),
            ("v1.*.com.example", false),
            ("*", true),
        ] {
            assert_eq!(find("proxy.example:8080", exceptions).unwrap().is_none(), is_direct, "{exceptions}");
        }
        let settings = WindowsProxySettings { exceptions: "<local>;10.*".into(), ..WindowsProxySettings::default() };
        assert!(settings.bypasses_proxy("intranet") && settings.bypasses_proxy("10.1.2.3"));
        assert!(!settings.bypasses_proxy("110.1.2.3"));
    }

    #[test]
    fn what_cannot_be_used_is_an_error_and_not_a_direct_connection() {
        for server in ["https=", "ftp://proxy.example", "proxy.example:port"] {
            assert!(find(server, "").is_err(), "{server}");
        }
        let script = Some("http://intranet.example/proxy.pac".to_owned());
        let settings = WindowsProxySettings { script, ..WindowsProxySettings::default() };
        assert!(settings.find_proxy("https://v1.tempmailg.com").unwrap_err().to_string().contains("script"));
    }
}
