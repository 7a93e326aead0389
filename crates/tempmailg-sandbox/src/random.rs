//! Random names and identifiers.

use getrandom::Error;

const ALPHANUMERIC: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const SYLLABLES: [&str; 40] = [
    "ba", "bel", "bi", "co", "da", "del", "do", "el", "fa", "fen", "ga", "hol", "ka", "ki", "la", "len", "li", "lo",
    "ma", "mel", "mi", "mo", "na", "ni", "no", "or", "pa", "pel", "ra", "ri", "ro", "sa", "sol", "ta", "ti", "tor",
    "va", "ven", "wi", "zo",
];

/// Letters and digits, `length` of them.
pub(crate) fn alphanumeric(length: usize) -> Result<String, Error> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.into_iter().map(|byte| char::from(ALPHANUMERIC[usize::from(byte) % ALPHANUMERIC.len()])).collect())
}

/// Any number.
pub(crate) fn number() -> Result<u64, Error> {
    getrandom::u64()
}

/// A name that can be said aloud, such as `velamo417`.
pub(crate) fn username() -> Result<String, Error> {
    let mut bytes = [0; 5];
    getrandom::fill(&mut bytes)?;
    let [first, second, third, hundreds, rest] = bytes.map(usize::from);
    let syllable = |n: usize| SYLLABLES[n % SYLLABLES.len()];
    let digits = 100 + (hundreds * 256 + rest) % 900;
    Ok(format!("{}{}{}{digits}", syllable(first), syllable(second), syllable(third)))
}
