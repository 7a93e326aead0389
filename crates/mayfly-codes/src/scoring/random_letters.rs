//! Tells letters drawn at random from words.

/// Whether letters are drawn at random rather than a word: a group without vowels, or four consonants in a row.
pub(super) fn has_random_letters(value: &str) -> bool {
    let is_vowel = |b: u8| b"AEIOUY".contains(&b);
    value.split('-').any(|group| group.len() >= 3 && !group.bytes().any(is_vowel))
        || value.split('-').any(|group| group.as_bytes().windows(4).any(|w| !w.iter().any(|&b| is_vowel(b))))
}
