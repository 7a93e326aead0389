//! Lenient reading of JSON: every value is parsed on its own, so that one that is broken (a number
//! out of range, half a surrogate pair, absurd nesting) never hides its neighbours.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// An object whose values are still text.
pub(crate) struct Object<'a>(BTreeMap<String, &'a RawValue>);

/// Checks that a text is JSON, and leaves it as it is.
pub(crate) fn check(text: &str) -> Result<&RawValue, serde_json::Error> {
    serde_json::from_str(text)
}

impl<'a> Object<'a> {
    pub(crate) fn of(raw: &'a RawValue) -> Option<Object<'a>> {
        serde_json::from_str(raw.get()).ok().map(Object)
    }

    /// A field's value; `null` counts as missing.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied().filter(|raw| raw.get() != "null")
    }

    /// Whether a field is there, be it `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn object(&self, name: &str) -> Option<Object<'a>> {
        Object::of(self.get(name)?)
    }

    pub(crate) fn list(&self, name: &str) -> Option<Vec<&'a RawValue>> {
        list(self.get(name)?)
    }

    /// A string, or a number as it is written.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.text_or_literal(name)?.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// A number of whole things; a fraction is cut off, a string of digits accepted.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let text = self.text(name)?;
        let text = text.trim();
        text.parse().ok().or_else(|| {
            let number: f64 = text.parse().ok()?;
            // 2^53: beyond, a fraction isn't known to the unit.
            (number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
        })
    }

    /// The fields that aren't in `known`, as far as they can be represented.
    pub(crate) fn rest(&self, known: &[&str]) -> Map<String, Value> {
        self.0
            .iter()
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .filter_map(|(name, raw)| Some((name.clone(), serde_json::from_str(raw.get()).ok()?)))
            .collect()
    }

    /// The fields with their values, in the order of their names.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, raw)| (name.as_str(), *raw))
    }

    fn text_or_literal(&self, name: &str) -> Option<String> {
        let raw = self.get(name)?;
        text(raw).or_else(|| Some(raw.get().to_owned()))
    }
}

/// An array's items, or an object's values: PHP writes an array that lost an item as an object.
pub(crate) fn list(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok().or_else(|| Some(Object::of(raw)?.0.into_values().collect()))
}

/// A string, or a number as it is written.
pub(crate) fn text(raw: &RawValue) -> Option<String> {
    let json = raw.get();
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).or_else(|_| serde_json::from_str(&mend_surrogates(json))).ok(),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

/// Replaces escapes that are half a surrogate pair by U+FFFD, in a JSON string.
fn mend_surrogates(json: &str) -> String {
    let unit = |rest: &str| -> Option<u16> {
        let digits = rest.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match unit(escape) {
            Some(0xd800..=0xdbff) if matches!(unit(&escape[6..]), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            Some(_) => 6,
            None => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    mended + rest
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_costs_one_character() {
        for (json, read) in [
            (r#""a\ud800b""#, "a\u{fffd}b"),
            (r#""\udc00""#, "\u{fffd}"),
            (r#""\ud83d\ude00 \ud83d""#, "😀 \u{fffd}"),
            (r#""\\ud800 \ud800\n""#, "\\ud800 \u{fffd}\n"),
            (r#""\ud800\ud83d\ude00é""#, "\u{fffd}😀é"),
        ] {
            assert_eq!(text(check(json).unwrap()).unwrap(), read, "{json}");
        }
    }

    proptest::proptest! {
        #[test]
        fn mending_any_json_string_gives_a_readable_one(units in proptest::collection::vec(0u16.., 0..20)) {
            let json: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let json = format!("\"{json}\"");
            let read = text(check(&json).unwrap()).unwrap();
            proptest::prop_assert_eq!(read, String::from_utf16_lossy(&units));
        }
    }
}
