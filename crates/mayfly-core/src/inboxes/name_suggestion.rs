//! Readable names for addresses, such as `quiet-otter-42`.

use crate::core_handle::Core;
use crate::error::{Error, Result};
use crate::view::Language;

/// The words of a language's names: one of each list, in this order.
struct NameSuggestionWords {
    first: &'static [&'static str],
    second: &'static [&'static str],
}

/// Adjectives and nouns that are harmless in every combination.
const ENGLISH: NameSuggestionWords = NameSuggestionWords {
    first: &[
        "amber", "autumn", "brave", "bright", "calm", "clear", "clever", "copper", "cosy", "early", "fair", "gentle",
        "golden", "green", "happy", "honest", "humble", "jolly", "kind", "lively", "lucky", "mellow", "merry", "misty",
        "modest", "neat", "noble", "patient", "plain", "polite", "quick", "quiet", "rosy", "sandy", "silver", "smart",
        "snowy", "sunny", "swift", "tidy", "warm", "winter",
    ],
    second: &[
        "acorn", "badger", "birch", "brook", "cedar", "cloud", "clover", "comet", "daisy", "falcon", "fern", "finch",
        "forest", "garden", "harbour", "hazel", "heron", "island", "lantern", "lark", "lemon", "linnet", "maple",
        "meadow", "moon", "oak", "orchard", "otter", "panda", "pebble", "pine", "plum", "puffin", "river", "robin",
        "sparrow", "star", "stream", "thistle", "tulip", "walnut", "willow", "wren",
    ],
};

/// Nouns and adjectives without their accents. Words that mean something else without them are left out.
const VIETNAMESE: NameSuggestionWords = NameSuggestionWords {
    first: &[
        "anh-trang",
        "bien",
        "bong-hoa",
        "canh-dong",
        "con-song",
        "con-thuyen",
        "hat-gao",
        "hoa-cuc",
        "hoa-hue",
        "hoa-mai",
        "hoa-sen",
        "khu-rung",
        "khu-vuon",
        "la-tre",
        "meo",
        "mua-xuan",
        "nai",
        "ngoi-sao",
        "ngon-gio",
        "ngon-nui",
        "qua-cam",
        "qua-xoai",
        "que-huong",
        "soc",
        "suoi",
        "tho",
        "trang-sach",
        "voi",
    ],
    second: &[
        "binh-yen",
        "dep",
        "dieu-ky",
        "hien",
        "hong",
        "moi",
        "nho",
        "sang",
        "tim",
        "trong-xanh",
        "tuoi",
        "vang",
        "vui",
        "xanh",
        "xinh",
    ],
};

/// Two digits; those with another meaning for somebody are left out.
const NUMBERS: std::ops::RangeInclusive<u32> = 21..=68;

impl Core {
    /// A readable name for an address, of words of the user's language and a number. Nobody knows whether it is free
    /// until an address is created with it.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn suggest_username(&self) -> Result<String> {
        let words = if Language::Vi.matches_locale(&self.locale()) { &VIETNAMESE } else { &ENGLISH };
        let random = || getrandom::u32().map_err(|_| Error::Internal("the system has no random numbers"));
        Ok(compose_name(words, random()?, random()?, random()?))
    }
}

/// Returns the name that three random numbers choose.
fn compose_name(words: &NameSuggestionWords, first: u32, second: u32, number: u32) -> String {
    let word = |list: &[&'static str], chosen: u32| list[chosen as usize % list.len()];
    let number = NUMBERS.start() + number % (NUMBERS.end() - NUMBERS.start() + 1);
    format!("{}-{}-{number}", word(words.first, first), word(words.second, second))
}

#[cfg(test)]
mod tests {
    use super::super::name_validation::validate_username;
    use super::*;

    #[test]
    fn every_suggested_name_is_valid_and_plain() {
        for words in [&ENGLISH, &VIETNAMESE] {
            for first in 0..u32::try_from(words.first.len()).unwrap() {
                for second in 0..u32::try_from(words.second.len()).unwrap() {
                    let name = compose_name(words, first, second, first * 7 + second);
                    assert_eq!(validate_username(&name).unwrap(), name);
                    assert!(name.len() <= 30, "{name} is too long to be read out");
                    // Vietnamese words that read as something rude without their accents.
                    let is_rude = |part: &str| {
                        ["buoi", "buom", "cac", "chim", "cu", "dam", "deo", "dit", "lon", "ngu", "suong"]
                            .contains(&part)
                    };
                    assert!(!name.split('-').any(is_rude), "{name}");
                }
            }
        }
    }

    #[test]
    fn words_of_a_list_differ() {
        for list in [ENGLISH.first, ENGLISH.second, VIETNAMESE.first, VIETNAMESE.second] {
            let different: std::collections::HashSet<_> = list.iter().collect();
            assert_eq!(different.len(), list.len());
        }
        assert_eq!(compose_name(&ENGLISH, 31, 27, u32::MAX), format!("quiet-otter-{}", 21 + u32::MAX % 48));
    }
}
