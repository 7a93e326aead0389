//! The API key: parsing, and keeping it out of debug output.

use secrecy::{ExposeSecret, SecretString};

/// Longest accepted key, in characters.
const MAX_LENGTH: usize = 4096;

/// The account's API key. Whoever has it controls every inbox of the account.
///
/// The key is wiped from memory when the value is dropped, and `Debug` prints `ApiKey([REDACTED])`.
///
/// ```
/// use tempmailg::{ApiKey, ApiKeyError};
///
/// let api_key = ApiKey::parse("  sample-key-123\n")?;
/// assert_eq!(api_key.expose(), "sample-key-123");
/// assert!(!format!("{api_key:?}").contains("sample"));
///
/// assert_eq!(ApiKey::parse("Bearer sample-key-123").unwrap_err(), ApiKeyError::Whitespace);
/// # Ok::<(), ApiKeyError>(())
/// ```
#[derive(Clone)]
pub struct ApiKey(SecretString);

/// Why a text is not an API key. The error never contains the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiKeyError {
    /// The text is empty after trimming.
    #[error("the API key is empty")]
    Empty,
    /// The text has more than one line. Usually more than the key was copied.
    #[error("the API key spans several lines; copy the key alone")]
    LineBreak,
    /// The text contains a space or tab. Usually the word `Bearer` was copied too.
    #[error("the API key has a space in it; copy the key alone, without \"Bearer\"")]
    Whitespace,
    /// The text contains a control character.
    #[error("the API key has an invisible control character in it; copy it again")]
    Control,
    /// The text contains a character outside ASCII, which may be invisible.
    #[error("the API key has a character that no key has (an accent or an invisible one); copy it again")]
    NotAscii,
    /// The text is longer than 4096 characters.
    #[error("the API key is longer than {MAX_LENGTH} characters; copy the key alone")]
    TooLong,
}

impl ApiKey {
    /// Parses a key as users paste it. Surrounding whitespace and line breaks are removed.
    ///
    /// # Errors
    /// An [`ApiKeyError`] when the text cannot be sent as one word in an HTTP header.
    pub fn parse(text: &str) -> Result<ApiKey, ApiKeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ApiKeyError::Empty);
        }
        if text.chars().count() > MAX_LENGTH {
            return Err(ApiKeyError::TooLong);
        }
        for c in text.chars() {
            match c {
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    return Err(ApiKeyError::LineBreak);
                }
                c if c.is_whitespace() => return Err(ApiKeyError::Whitespace),
                c if c.is_control() => return Err(ApiKeyError::Control),
                c if !c.is_ascii() => return Err(ApiKeyError::NotAscii),
                _ => {}
            }
        }
        Ok(ApiKey(SecretString::from(text)))
    }

    /// Returns the key in clear text. Keep it out of logs, command lines and error messages.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey([REDACTED])")
    }
}
