//! Random identifiers, numbers and user names.

use getrandom::Error;

const ALPHANUMERIC: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const SYLLABLES: [&str; 40] = [
    "ba", "bel", "bi", "co", "da", "del", "do", "el", "fa", "fen", "ga", "hol", "ka", "ki", "la", "len", "li", "lo",
    "ma", "mel", "mi", "mo", "na", "ni", "no", "or", "pa", "pel", "ra", "ri", "ro", "sa", "sol", "ta", "ti", "tor",
    "va", "ven", "wi", "zo",
];

/// Returns `length` random ASCII letters and digits.
pub(crate) fn random_alphanumeric(length: usize) -> Result<String, Error> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.into_iter().map(|byte| char::from(ALPHANUMERIC[usize::from(byte) % ALPHANUMERIC.len()])).collect())
}

/// Returns a random number.
pub(crate) fn random_u64() -> Result<u64, Error> {
    getrandom::u64()
}

/// Returns a pronounceable user name, such as `velamo417`.
pub(crate) fn random_username() -> Result<String, Error> {
    let mut bytes = [0; 5];
    getrandom::fill(&mut bytes)?;
    let [first, second, third, high, low] = bytes.map(usize::from);
    let syllable = |n: usize| SYLLABLES[n % SYLLABLES.len()];
    let digits = 100 + (high * 256 + low) % 900;
    Ok(format!("{}{}{}{digits}", syllable(first), syllable(second), syllable(third)))
}
