//! Tells letters drawn at random from words.

/// Whether letters are drawn at random rather than a word: a group without vowels, or four consonants in a row.
pub(super) fn has_random_letters(value: &str) -> bool {
    let is_vowel = |b: u8| b"AEIOUY".contains(&b);
    value.split('-').any(|group| group.len() >= 3 && !group.bytes().any(is_vowel))
        || value.split('-').any(|group| group.as_bytes().windows(4).any(|w| !w.iter().any(|&b| is_vowel(b))))
}

/// Whether capitals are no word of a language with Latin letters: letters drawn at random, or a "q" or "j" before another
/// consonant, as in "EJSARK".
pub(super) fn has_unpronounceable_letters(value: &str) -> bool {
    let is_consonant = |b: u8| b.is_ascii_uppercase() && !b"AEIOUY".contains(&b);
    has_random_letters(value)
        || value.as_bytes().windows(2).any(|pair| {
            b"JQVX".contains(&pair[0]) && is_consonant(pair[1]) && pair != b"XP" && pair != b"XT" && pair != b"XC"
        })
}
