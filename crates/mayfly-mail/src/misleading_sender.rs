//! Display names that contradict the address of the sender.

use crate::characters::{is_address_char, normalise_address_for_comparison};

/// Whether a display name has an e-mail address other than the sender's. Many mail programs show the name alone, so
/// this is a common disguise.
///
/// ```
/// use mayfly_mail::is_misleading_sender;
///
/// assert!(is_misleading_sender("support@bank.example", "x81@elsewhere.test"));
/// assert!(!is_misleading_sender("Bank <support@bank.example>", "Support@Bank.example"));
/// assert!(!is_misleading_sender("Bank", "support@bank.example"));
/// ```
pub fn is_misleading_sender(display_name: &str, address: &str) -> bool {
    let own = normalise_address_for_comparison(address);
    let own = own.trim_matches(|c: char| !is_address_char(c));
    find_email_addresses(&normalise_address_for_comparison(display_name)).any(|found| found != own)
}

/// The e-mail addresses in a text normalised for comparison.
pub(crate) fn find_email_addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('@').filter_map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        // A space around the @ evades a plain check, yet a reader still sees an address.
        let local = before.trim_end_matches(' ');
        let local_start = local.trim_end_matches(is_address_char).len();
        let spaces = after.len() - after.trim_start_matches(' ').len();
        let domain = &after[spaces..];
        let domain_len = domain.find(|c| !is_address_char(c)).unwrap_or(domain.len());
        let domain = domain[..domain_len].trim_end_matches(['.', '!', '?']);
        // "Anna @ Example", "@anna" and "off @ 9.30" are not addresses: an address has a local part, and its domain
        // ends in a dot and letters.
        let (_, top) = domain.trim_start_matches('.').rsplit_once('.')?;
        (local_start < local.len() && top.chars().any(char::is_alphabetic))
            .then(|| text[local_start..at + 1 + spaces + domain.len()].trim_start_matches('.'))
    })
}
