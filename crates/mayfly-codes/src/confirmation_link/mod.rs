//! Finds the link of a message that confirms an address, activates an account, resets a password or signs in.

mod bare_addresses;
mod call_to_action_button;
mod link_alternative_to_code;
mod link_by_combined_signals;
mod link_context;
mod link_label;
mod link_score;
mod link_url_evidence;
mod located_link;
mod message_facts;
mod navigation_rows;
mod only_link_with_secret;
mod password_url_words;
mod requested_link;
mod word_overlap;

use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;

use crate::analysed_text::AnalysedText;
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::verification_code::find_codes;
use bare_addresses::add_bare_addresses;
use call_to_action_button::{exclude_keep_unchanged_links, find_requested_action_button};
use link_by_combined_signals::find_evident_link;
use link_score::{LINK_THRESHOLD, score_link};
use located_link::LocatedLink;
use message_facts::MessageFacts;
use navigation_rows::{exclude_links_of_list_items, exclude_navigation_links, exclude_sign_ins_of_footers};
use only_link_with_secret::find_only_link_with_secret;
use requested_link::find_link_text_asks_for;

/// The link that a message asks its reader to follow to confirm something or to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmationLink {
    /// The address as given: http, https, or the scheme of an app that it signs in to. It is not checked for safety: ask the
    /// user before opening it.
    pub href: String,
    /// The text of the link as given.
    pub text: String,
}

/// Leaves the address out: whoever has it can sign in, so it must not get into logs.
impl fmt::Debug for ConfirmationLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmationLink").finish_non_exhaustive()
    }
}

/// The most links that are examined.
const MAX_LINKS: usize = 200;
/// The most hosts in which names are looked for, and the longest host.
const MAX_HOSTS: usize = 8;
const MAX_HOST_BYTES: usize = 253;
/// The most occurrences of an address that are examined.
const MAX_ADDRESS_MATCHES: usize = 8;
/// Bytes between the mention of a button and the button.
const MAX_BUTTON_DISTANCE: usize = 400;

/// Finds the confirmation link among `links`, pairs of an address and its text in the order of the message.
///
/// `text` is the message as plain text: the words around a link tell what a bare address or "click here" is for. An address
/// that only the text has counts as a link, because HTML mail may have it without one. Links
/// to unsubscribe, to policies, help or social networks and links that undo something ("this wasn't me") are never
/// returned.
///
/// ```
/// use mayfly_codes::find_confirmation_link;
///
/// let links = [("https://example.com/help", "Help"), ("https://example.com/verify?token=x", "Confirm my address")];
/// let link = find_confirmation_link(&links, "Welcome", "Welcome!\nConfirm my address\nHelp").unwrap();
/// assert_eq!(link.href, "https://example.com/verify?token=x");
/// ```
pub fn find_confirmation_link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<ConfirmationLink> {
    let text = truncate_to_bytes(text, MAX_TEXT_BYTES);
    let mut context = AnalysedText::new(truncate_to_bytes(subject, MAX_SUBJECT_BYTES), text);
    let hosts = collect_hosts(links);
    context.remove_phrases_in_names(&hosts);
    let context = context;
    let mut cursor = context.mail_body_start();
    let given = links;
    let mut links: Vec<LocatedLink<'_>> = links
        .iter()
        .take(MAX_LINKS)
        .filter_map(|(href, words)| {
            let span = find_link_span(&context, href, words, &mut cursor);
            LocatedLink::new(&context, href, words, span, &hosts)
        })
        .collect();
    add_bare_addresses(&context, &mut links, given, text, &hosts);
    exclude_navigation_links(&context, &mut links);
    exclude_links_of_list_items(&context, &mut links);
    exclude_sign_ins_of_footers(&context, &mut links);
    exclude_keep_unchanged_links(&context, &mut links);
    let facts = MessageFacts::new(&context, &links);
    // Few addresses have a part that could be a code.
    let codes = LazyCell::new(|| find_codes(subject, text));
    let mut best: Option<(i32, &LocatedLink<'_>)> = None;
    for link in &links {
        let Some(points) = score_link(&context, &facts, link, &codes) else { continue };
        if points >= LINK_THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, link)| link)
        .or_else(|| find_link_text_asks_for(&context, &facts, &links, &codes))
        .or_else(|| find_requested_action_button(&context, &facts, &links, &codes))
        .or_else(|| find_evident_link(&context, &facts, &links, &codes))
        .or_else(|| find_only_link_with_secret(&context, &facts, &links, &codes))
        .map(|link| ConfirmationLink { href: link.href.to_owned(), text: link.text.to_owned() })
}

/// The first distinct hosts of the links, in lower case and without hyphens.
fn collect_hosts(links: &[(&str, &str)]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for (href, _) in links.iter().take(MAX_LINKS) {
        let Some((_, rest)) = href.split_once("://") else { continue };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.len() > MAX_HOST_BYTES {
            continue;
        }
        let host = host.to_ascii_lowercase().replace('-', "");
        if !hosts.contains(&host) {
            hosts.push(host);
        }
        if hosts.len() == MAX_HOSTS {
            break;
        }
    }
    hosts
}

/// Finds the span of a link in the normalised text. Links come in order, so the search starts after the last one.
fn find_link_span(context: &AnalysedText, href: &str, words: &str, cursor: &mut usize) -> Option<Range<usize>> {
    let words = words.trim();
    let needle = if words.is_empty() { href } else { words };
    let rest = context.original.get(*cursor..)?;
    let first = find_whole_url(rest, needle).or_else(|| rest.find(needle))?;
    let at = *cursor + find_button_text_on_own_line(rest, needle, first).unwrap_or(first);
    *cursor = at + needle.len();
    Some(context.normalised.to_normalised_offset(at)..context.normalised.to_normalised_offset(at + needle.len()))
}

/// Finds an address that is no part of a longer one: "https://fern.example/" beside "https://fern.example/verify?t=9c". `None` for
/// other words.
fn find_whole_url(text: &str, needle: &str) -> Option<usize> {
    let is_part = |end: usize| {
        text.get(end..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "/?=&%#".contains(c)))
    };
    needle.contains("://").then(|| {
        text.match_indices(needle).take(MAX_ADDRESS_MATCHES).map(|(at, _)| at).find(|&at| !is_part(at + needle.len()))
    })?
}

/// Finds the words of a button that stand alone on a line, shortly after the same words in a sentence: "Click on Continue
/// to sign in.", "Continue".
fn find_button_text_on_own_line(text: &str, needle: &str, first: usize) -> Option<usize> {
    let end = (first + MAX_BUTTON_DISTANCE).min(text.len());
    let window = (first..=end).rev().find_map(|end| text.get(first..end))?;
    let is_alone = |at: usize| {
        let before = text.get(..first + at).unwrap_or_default().chars().rev().find(|c| !matches!(c, ' ' | '\t'));
        let after = text.get(first + at + needle.len()..).unwrap_or_default();
        matches!(before, None | Some('\n'))
            && matches!(after.chars().find(|c| !matches!(c, ' ' | '\t' | '\r')), None | Some('\n'))
    };
    window.match_indices(needle).map(|(at, _)| at).take(4).find(|&at| is_alone(at)).map(|at| first + at)
}
