//! Where the API lives.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The API's base URL: `https://v1.tempmailg.com/api`, or the one on the account's own page.
///
/// The key is sent to this origin alone, so it is `https`, or `http` to this very machine.
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

/// Why a text can't be the base URL. The text itself is never part of it: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// No `scheme://` in front.
    #[error("the API address must begin with https://")]
    NoScheme,
    /// Neither `https` nor `http`.
    #[error("the API address must begin with https://, not another scheme")]
    OtherScheme,
    /// `http` to another machine: the key would travel readable by anyone on the way.
    #[error("the API address must begin with https:// (http:// is for this computer only)")]
    Insecure,
    /// A user name or password in it.
    #[error("the API address must not hold a user name or password")]
    UserInfo,
    /// A `?query` in it.
    #[error("the API address must not hold a query (the part from \"?\")")]
    Query,
    /// A `#fragment` in it.
    #[error("the API address must not hold a fragment (the part from \"#\")")]
    Fragment,
    /// No host, a bad port, a space or control character, or otherwise no URL.
    #[error("the API address is not a valid URL")]
    Invalid,
}

impl BaseUrl {
    /// Reads a base URL as people paste it: surrounding whitespace and trailing slashes are dropped.
    ///
    /// # Errors
    /// Anything the key could leak through, each with its own [`BaseUrlError`].
    pub fn parse(text: &str) -> Result<BaseUrl, BaseUrlError> {
        let text = text.trim();
        // "localhost:8080" would parse as a URL of the scheme "localhost".
        if !text.contains("://") {
            return Err(BaseUrlError::NoScheme);
        }
        // URL parsers silently drop tabs and line breaks; what was pasted is then not what is used.
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

    /// The URL, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names this very machine: `localhost`, `127.0.0.0/8` or `::1`.
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
