//! The address of a proxy: parsing, and keeping its password out of every text.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

/// Longest user name and longest password, in bytes: the limit of SOCKS.
const MAX_CREDENTIAL_BYTES: usize = 255;

/// The address of a proxy, with its user name and password if it has any.
///
/// `Display` and `Debug` show neither name nor password. With every SOCKS scheme the proxy resolves host names, so
/// that no name server near the user learns them.
///
/// ```
/// use tempmailg::{ProxyUrl, ProxyUrlError};
///
/// let proxy = ProxyUrl::parse("socks5h://me:hunter2@proxy.example")?;
/// assert_eq!(proxy.to_string(), "socks5h://proxy.example:1080");
/// assert_eq!(ProxyUrl::parse("proxy.example:8080")?.to_string(), "http://proxy.example:8080");
/// assert_eq!(ProxyUrl::parse("ftp://proxy.example").unwrap_err(), ProxyUrlError::UnsupportedScheme);
/// # Ok::<(), ProxyUrlError>(())
/// ```
#[derive(Clone)]
pub struct ProxyUrl {
    scheme: ProxyScheme,
    host: String,
    port: u16,
    credentials: Option<ProxyCredentials>,
}

#[derive(Clone)]
struct ProxyCredentials {
    username: String,
    password: SecretString,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ProxyScheme {
    Http,
    Https,
    Socks,
    Socks5,
    Socks5h,
}

/// Why a text is not the address of a proxy. The error never contains the text itself, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyUrlError {
    /// The text is empty.
    #[error("the address is empty")]
    Empty,
    /// The scheme is not `http`, `https`, `socks5`, `socks5h` or `socks`.
    #[error("only http, https, socks5, socks5h and socks proxies can be used")]
    UnsupportedScheme,
    /// The text is not a URL of a host and a port: a path, a bad port, a space.
    #[error("the address is not a host and a port")]
    Invalid,
    /// The user name or the password is longer than 255 bytes or cannot be decoded.
    #[error("the user name or the password can't be sent to a proxy")]
    InvalidCredentials,
}

impl ProxyScheme {
    const ALL: [(&'static str, ProxyScheme, u16); 5] = [
        ("http", ProxyScheme::Http, 80),
        ("https", ProxyScheme::Https, 443),
        ("socks", ProxyScheme::Socks, 1080),
        ("socks5", ProxyScheme::Socks5, 1080),
        ("socks5h", ProxyScheme::Socks5h, 1080),
    ];

    fn proxy_scheme_name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, scheme, _)| *scheme == self);
        found.map_or("http", |(name, ..)| name)
    }
}

impl ProxyUrl {
    /// Parses a proxy's address. Without a scheme it is an HTTP proxy, without a port the scheme's usual one.
    ///
    /// # Errors
    /// A [`ProxyUrlError`] when the text is not the address of a proxy that can be used.
    pub fn parse(text: &str) -> Result<ProxyUrl, ProxyUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ProxyUrlError::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(ProxyUrlError::Invalid);
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let scheme = scheme.to_ascii_lowercase();
        let (_, scheme, default_port) =
            *ProxyScheme::ALL.iter().find(|(name, ..)| *name == scheme).ok_or(ProxyUrlError::UnsupportedScheme)?;
        // Parsed as http for the rules of host names, and as another scheme for the port: a URL drops its scheme's
        // usual port.
        let url = Url::parse(&format!("http://{rest}")).map_err(|_| ProxyUrlError::Invalid)?;
        let port = Url::parse(&format!("proxy://{rest}")).map_err(|_| ProxyUrlError::Invalid)?.port();
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() || port == Some(0) {
            return Err(ProxyUrlError::Invalid);
        }
        let host = match url.host().ok_or(ProxyUrlError::Invalid)? {
            // Only characters that every URL parser below takes: a proxy that one of them overlooks would not be used.
            Host::Domain(name) if name.bytes().all(|c| c.is_ascii_alphanumeric() || b"-._".contains(&c)) => {
                name.to_owned()
            }
            Host::Domain(_) => return Err(ProxyUrlError::Invalid),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => format!("[{address}]"),
        };
        let proxy = ProxyUrl { scheme, host, port: port.unwrap_or(default_port), credentials: None };
        let decode = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8();
            decoded.map(String::from).map_err(|_| ProxyUrlError::InvalidCredentials)
        };
        match (url.username(), url.password()) {
            ("", None) => Ok(proxy),
            ("", Some(_)) => Err(ProxyUrlError::InvalidCredentials),
            (username, password) => {
                let password = SecretString::from(decode(password.unwrap_or_default())?);
                proxy.with_credentials(&decode(username)?, password)
            }
        }
    }

    /// Sets the user name and password that the proxy asks for.
    ///
    /// # Errors
    /// [`InvalidCredentials`](ProxyUrlError::InvalidCredentials) when the name is empty, or either is longer than 255
    /// bytes or has a control character.
    pub fn with_credentials(mut self, username: &str, password: SecretString) -> Result<ProxyUrl, ProxyUrlError> {
        let is_sendable = |text: &str| text.len() <= MAX_CREDENTIAL_BYTES && !text.chars().any(|c| c.is_control());
        if username.is_empty() || !is_sendable(username) || !is_sendable(password.expose_secret()) {
            return Err(ProxyUrlError::InvalidCredentials);
        }
        self.credentials = Some(ProxyCredentials { username: username.to_owned(), password });
        Ok(self)
    }

    /// Returns the address without user name and password.
    pub fn without_credentials(&self) -> ProxyUrl {
        ProxyUrl { credentials: None, ..self.clone() }
    }

    /// Returns the user name, if the proxy has one.
    pub fn username(&self) -> Option<&str> {
        self.credentials.as_ref().map(|credentials| credentials.username.as_str())
    }

    /// Returns the password, if the proxy has a user name. It may be empty.
    pub fn password(&self) -> Option<&SecretString> {
        self.credentials.as_ref().map(|credentials| &credentials.password)
    }

    pub(crate) fn is_socks(&self) -> bool {
        matches!(self.scheme, ProxyScheme::Socks | ProxyScheme::Socks5 | ProxyScheme::Socks5h)
    }

    /// Returns the proxy as the HTTP client takes it.
    pub(crate) fn to_reqwest_proxy(&self) -> reqwest::Result<reqwest::Proxy> {
        let scheme = if self.is_socks() { "socks5h" } else { self.scheme.proxy_scheme_name() };
        let credentials = self.credentials.as_ref().map_or_else(String::new, |credentials| {
            let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            format!("{}:{}@", encode(&credentials.username), encode(credentials.password.expose_secret()))
        });
        reqwest::Proxy::all(format!("{scheme}://{credentials}{}:{}", self.host, self.port))
    }
}

/// Returns what can be shown of a text that is no address of a proxy: never what may be a password in it.
pub(crate) fn redact_unreadable_proxy(text: &str) -> String {
    let (scheme, rest) = text.trim().split_once("://").unwrap_or(("", text.trim()));
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = host.split([':', '/', '?', '#']).next().unwrap_or_default();
    let scheme = if scheme.contains(['@', ':']) { "" } else { scheme };
    if scheme.is_empty() { host.to_owned() } else { format!("{scheme}://{host}") }
}

impl fmt::Display for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.scheme.proxy_scheme_name(), self.host, self.port)
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProxyUrl({self})")
    }
}

impl PartialEq for ProxyUrl {
    fn eq(&self, other: &ProxyUrl) -> bool {
        let password = |proxy: &ProxyUrl| proxy.password().map(|password| password.expose_secret().to_owned());
        (self.scheme, &self.host, self.port) == (other.scheme, &other.host, other.port)
            && self.username() == other.username()
            && password(self) == password(other)
    }
}

impl Eq for ProxyUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_proxy_is_described_without_what_may_be_a_password() {
        for (text, expected) in [
            ("http://proxy.example:99999", "http://proxy.example"),
            ("http://user:hunter2@proxy.example:x", "http://proxy.example"),
            ("http://user:hun/ter2@proxy.example", "http://proxy.example"),
            ("http://user:hunter2", "http://user"),
            ("user:hunter2@proxy.example:port", "proxy.example"),
            ("user:hunter2://proxy.example", "proxy.example"),
            ("gopher://proxy.example/path", "gopher://proxy.example"),
            ("  ", ""),
        ] {
            assert_eq!(redact_unreadable_proxy(text), expected, "{text}");
        }
    }
}
