//! The links of a plain text, as pairs of an address and its words.

/// The web addresses in a text, without the punctuation after them.
pub(crate) fn find_addresses(text: &str) -> Vec<(&str, &str)> {
    text.split(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"'))
        .filter_map(|word| word.get(word.find("https://")?..))
        .map(|address| address.trim_end_matches(['.', ',', ')', ']']))
        .map(|address| (address, address))
        .collect()
}
