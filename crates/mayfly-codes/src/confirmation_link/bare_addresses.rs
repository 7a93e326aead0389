//! Addresses that the text of a message has and none of its links: HTML mail may ask to copy one.

use super::located_link::LocatedLink;
use crate::analysed_text::AnalysedText;

/// The most addresses that are read.
const MAX_ADDRESSES: usize = 20;
/// The shortest and the longest address, in bytes.
const ADDRESS_BYTES: std::ops::RangeInclusive<usize> = 12..=2_000;

/// Adds the web addresses in the text that are no link, each at its place among the links.
pub(super) fn add_bare_addresses<'a>(
    context: &AnalysedText,
    links: &mut Vec<LocatedLink<'a>>,
    given: &[(&'a str, &'a str)],
    text: &'a str,
    hosts: &[String],
) {
    let is_given = |address: &str| given.iter().any(|(href, words)| *href == address || words.trim() == address);
    let mut added = false;
    for (at, address) in find_web_addresses(text).take(MAX_ADDRESSES) {
        if is_given(address) {
            continue;
        }
        let offset = context.mail_body_start() + at;
        let span = context.normalised.to_normalised_offset(offset)
            ..context.normalised.to_normalised_offset(offset + address.len());
        let is_part_of_link = |link: &LocatedLink<'_>| {
            link.span.as_ref().is_some_and(|other| other.start <= span.start && other.end >= span.end)
        };
        if links.iter().any(is_part_of_link) {
            continue;
        }
        if let Some(link) = LocatedLink::new(context, address, address, Some(span), hosts) {
            links.push(link);
            added = true;
        }
    }
    if added {
        // Links without a place in the text come last.
        links.sort_by_key(|link| link.span.as_ref().map_or(usize::MAX, |span| span.start));
    }
}

/// The web addresses in a text with their offsets.
fn find_web_addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("http").filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        let after_scheme = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
        let follows_word = text.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric() || "=/%".contains(c));
        if follows_word || !after_scheme.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || !c.is_ascii() || "<>\"'|\\^`{}".contains(c)).unwrap_or(rest.len());
        let address = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*', '_']);
        ADDRESS_BYTES.contains(&address.len()).then_some((at, address))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let text = "Open https://fern.example/a?b=1&c=2. Or (http://fern.example:8080/x), 见https://fern.example/v/9c。 xhttps://no.example/";
        let found: Vec<&str> = find_web_addresses(text).map(|(_, address)| address).collect();
        assert_eq!(
            found,
            ["https://fern.example/a?b=1&c=2", "http://fern.example:8080/x", "https://fern.example/v/9c"]
        );
    }
}
