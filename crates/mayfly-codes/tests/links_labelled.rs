//! `find_confirmation_link` on the labelled messages: every expected link is found, and no other.
#![allow(clippy::unwrap_used)]

mod plain_text_links;

use std::fmt::Write;

use mayfly_codes::find_confirmation_link;
use plain_text_links::find_web_addresses;
use serde_json::Value;

#[test]
fn the_labelled_confirmation_link_is_found_in_every_message() {
    let mut misses = String::new();
    let (mut messages, mut without, mut languages) = (0, 0, std::collections::BTreeSet::new());
    for line in include_str!("data/links.jsonl").lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let (subject, text) = (message["subject"].as_str().unwrap(), message["text"].as_str().unwrap());
        let links: Vec<(&str, &str)> = message["links"]
            .as_array()
            .unwrap()
            .iter()
            .map(|link| (link[0].as_str().unwrap(), link[1].as_str().unwrap()))
            .collect();
        let expected = message["expect"].as_str();
        let found = find_confirmation_link(&links, subject, text).map(|link| link.href);
        if found.as_deref() != expected {
            writeln!(misses, "  expected {expected:?}, found {found:?} in {subject:?} / {text:?}").unwrap();
        }
        messages += 1;
        without += usize::from(expected.is_none());
        languages.insert(message["lang"].as_str().unwrap().to_owned());
    }
    assert!(messages >= 40 && without >= 15 && languages.len() >= 14, "{messages} messages, {without} without a link");
    assert!(misses.is_empty(), "{misses}");
}

#[test]
fn the_labelled_confirmation_link_is_found_in_plain_text() {
    let mut misses = String::new();
    let (mut messages, mut without) = (0, 0);
    for line in include_str!("data/codes_blind.jsonl").lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let Some(expected) = message.get("link") else { continue };
        let (subject, text) = (message["subject"].as_str().unwrap(), message["text"].as_str().unwrap());
        let found = find_confirmation_link(&find_web_addresses(text), subject, text).map(|link| link.href);
        if found.as_deref() != expected.as_str() {
            writeln!(misses, "  expected {expected:?}, found {found:?} in {subject:?} / {text:?}").unwrap();
        }
        messages += 1;
        without += usize::from(expected.is_null());
    }
    assert!(messages >= 60 && without >= 18, "{messages} messages, {without} without a link");
    assert!(misses.is_empty(), "{misses}");
}
