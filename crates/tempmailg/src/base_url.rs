//! The base URL of the API: parsing, and the rules that protect the API key.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The base URL of the API. The default is `https://v1.tempmailg.com/api`; some accounts have their own.
///
/// The API key is sent to this origin only. The scheme is therefore `https`, or `http` for a loopback host.
///
/// ```
/// use tempmailg::{BaseUrl, BaseUrlError};
///
/// assert_eq!(BaseUrl::default().as_str(), "https://v1.tempmailg.com/api");
/// assert_eq!(BaseUrl::parse(" https://api.example.com/v2/ ")?.as_str(), "https://api.example.com/v2");
/// assert!(BaseUrl::parse("http://127.0.0.1:8080/api")?.is_loopback());
/// assert_eq!(BaseUrl::parse("http://api.example.com").unwrap_err(), BaseUrlError::Insecure);
/// # Ok::<(), BaseUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    loopback: bool,
}

/// Why a text is not a base URL. The error never contains the text itself, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The text does not begin with `scheme://`.
    #[error("the API address must begin with https://")]
    NoScheme,
    /// The scheme is neither `https` nor `http`.
    #[error("the API address must begin with https://, not another scheme")]
    OtherScheme,
    /// The scheme is `http` and the host is not loopback. The API key would be sent unencrypted.
    #[error("the API address must begin with https:// (http:// is for this computer only)")]
    Insecure,
    /// The URL contains a user name or password.
    #[error("the API address must not hold a user name or password")]
    UserInfo,
    /// The URL has a `?query`.
    #[error("the API address must not hold a query (the part from \"?\")")]
    Query,
    /// The URL has a `#fragment`.
    #[error("the API address must not hold a fragment (the part from \"#\")")]
    Fragment,
    /// The text is not a URL: no host, a bad port, a space or a control character.
    #[error("the API address is not a valid URL")]
    Invalid,
}

impl BaseUrl {
    /// Parses a base URL as users paste it. Surrounding whitespace and trailing slashes are removed.
    ///
    /// # Errors
    /// A [`BaseUrlError`] when the text is not a URL or the API key could leak through it.
    pub fn parse(text: &str) -> Result<BaseUrl, BaseUrlError> {
        let text = text.trim();
        // The parser takes "localhost:8080" for a URL with the scheme "localhost".
        if !text.contains("://") {
            return Err(BaseUrlError::NoScheme);
        }
        // URL parsers silently drop tabs and line breaks, so the result would differ from the input.
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(BaseUrlError::Invalid);
        }
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => BaseUrlError::NoScheme,
            _ => BaseUrlError::Invalid,
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BaseUrlError::OtherScheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() {
            return Err(BaseUrlError::Query);
        }
        if url.fragment().is_some() {
            return Err(BaseUrlError::Fragment);
        }
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(BaseUrlError::Invalid),
        };
        if url.scheme() == "http" && !loopback {
            return Err(BaseUrlError::Insecure);
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(BaseUrl { text, loopback })
    }

    /// Returns the URL without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the host is loopback: `localhost`, `127.0.0.0/8` or `::1`.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl { text: "https://v1.tempmailg.com/api".to_owned(), loopback: false }
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        BaseUrl::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({})", self.text)
    }
}
