//! The account's API key.

use secrecy::{ExposeSecret, SecretString};

const MAX_LENGTH: usize = 4096;

/// The account's API key: whoever has it owns every inbox of the account.
///
/// Wiped from memory when dropped, and absent from `Debug`.
///
/// ```
/// use tempmailg::{ApiKey, ApiKeyError};
///
/// let key = ApiKey::parse("  sample-key-123\n")?;
/// assert_eq!(key.expose(), "sample-key-123");
/// assert!(!format!("{key:?}").contains("sample"));
///
/// assert_eq!(ApiKey::parse("Bearer sample-key-123").unwrap_err(), ApiKeyError::Whitespace);
/// # Ok::<(), ApiKeyError>(())
/// ```
#[derive(Clone)]
pub struct ApiKey(SecretString);

/// Why a text can't be an API key. The text itself is never part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApiKeyError {
    /// Nothing was left after trimming.
    #[error("the API key is empty")]
    Empty,
    /// More than one line: usually more than the key was copied.
    #[error("the API key spans several lines; copy the key alone")]
    LineBreak,
    /// A space or tab inside: usually the word `Bearer` was copied too.
    #[error("the API key has a space in it; copy the key alone, without \"Bearer\"")]
    Whitespace,
    /// A control character inside.
    #[error("the API key has an invisible control character in it; copy it again")]
    Control,
    /// A character outside ASCII, invisible ones included.
    #[error("the API key has a character that no key has (an accent or an invisible one); copy it again")]
    NotAscii,
    /// Longer than 4096 characters.
    #[error("the API key is longer than {MAX_LENGTH} characters; copy the key alone")]
    TooLong,
}

impl ApiKey {
    /// Reads a key as people paste it: surrounding whitespace and line breaks are dropped.
    ///
    /// # Errors
    /// Anything that could not travel in a header as one word, each with its own [`ApiKeyError`].
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

    /// The key itself. Keep it out of logs, arguments and error texts.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey([REDACTED])")
    }
}
