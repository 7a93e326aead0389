//! Senders whose name says something else than their address.

use crate::chars::{fold, is_address_char};

/// Whether a display name holds an e-mail address other than the sender's: a common disguise, because
/// many mail programs show the name alone.
///
/// ```
/// use mayfly_mail::misleading_sender;
///
/// assert!(misleading_sender("support@bank.example", "x81@elsewhere.test"));
/// assert!(!misleading_sender("Bank <support@bank.example>", "Support@Bank.example"));
/// assert!(!misleading_sender("Bank", "support@bank.example"));
/// ```
pub fn misleading_sender(display_name: &str, address: &str) -> bool {
    let own = fold(address);
    let own = own.trim_matches(|c: char| !is_address_char(c));
    addresses_in(&fold(display_name)).any(|found| found != own)
}

/// The e-mail addresses in a folded text.
pub(crate) fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('@').filter_map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        // A space before or after the @ is a way to slip past a check and still be read as an address.
        let local = before.trim_end_matches(' ');
        let local_start = local.trim_end_matches(is_address_char).len();
        let spaces = after.len() - after.trim_start_matches(' ').len();
        let domain = &after[spaces..];
        let domain_len = domain.find(|c| !is_address_char(c)).unwrap_or(domain.len());
        let domain = domain[..domain_len].trim_end_matches(['.', '!', '?']);
        // "Anna @ Example", "@anna" and "off @ 9.30" are names: an address has a local part, and its domain ends
        // in a dot and letters.
        let (_, top) = domain.trim_start_matches('.').rsplit_once('.')?;
        (local_start < local.len() && top.chars().any(char::is_alphabetic))
            .then(|| text[local_start..at + 1 + spaces + domain.len()].trim_start_matches('.'))
    })
}
