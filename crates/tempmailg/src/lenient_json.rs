//! Lenient JSON parsing. Each value is parsed separately, so that an invalid one (a number out of range,
//! an unpaired surrogate, excessive nesting) does not make the others unreadable.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A JSON object whose values are not parsed yet.
pub(crate) struct UnparsedJsonObject<'a>(BTreeMap<String, &'a RawValue>);

/// Checks that the text is syntactically valid JSON, and returns it unparsed.
pub(crate) fn parse_raw_json(text: &str) -> Result<&RawValue, serde_json::Error> {
    serde_json::from_str(text)
}

impl<'a> UnparsedJsonObject<'a> {
    /// Parses a value as an object; `None` when it is something else.
    pub(crate) fn from_raw(raw: &'a RawValue) -> Option<UnparsedJsonObject<'a>> {
        serde_json::from_str(raw.get()).ok().map(UnparsedJsonObject)
    }

    /// Returns a field's value. `null` counts as missing.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied().filter(|raw| raw.get() != "null")
    }

    /// Whether the object has the field, even with the value `null`.
    pub(crate) fn contains_field(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn get_field_as_object(&self, name: &str) -> Option<UnparsedJsonObject<'a>> {
        UnparsedJsonObject::from_raw(self.get(name)?)
    }

    /// Returns a field's items; see [`parse_array_or_object_values`].
    pub(crate) fn get_list_field(&self, name: &str) -> Option<Vec<&'a RawValue>> {
        parse_array_or_object_values(self.get(name)?)
    }

    /// Returns a string field, or a number field in its JSON spelling.
    pub(crate) fn get_string_field(&self, name: &str) -> Option<String> {
        parse_string_or_number(self.get(name)?)
    }

    /// Returns a boolean field. `1`, `0` and the same values as strings are accepted.
    pub(crate) fn parse_lenient_bool_field(&self, name: &str) -> Option<bool> {
        match self.get_field_text_or_raw_json(name)?.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// Returns an integer field. A fraction is truncated, and a string of digits is accepted.
    pub(crate) fn read_lenient_integer_field(&self, name: &str) -> Option<i64> {
        let text = self.get_string_field(name)?;
        let text = text.trim();
        text.parse().ok().or_else(|| {
            let number: f64 = text.parse().ok()?;
            // Above 2^53 an f64 does not represent every integer.
            (number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
        })
    }

    /// Returns the fields that are not in `known`. Values that `serde_json` cannot represent are left out.
    pub(crate) fn unknown_fields(&self, known: &[&str]) -> Map<String, Value> {
        self.0
            .iter()
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .filter_map(|(name, raw)| Some((name.clone(), serde_json::from_str(raw.get()).ok()?)))
            .collect()
    }

    /// Iterates over the fields in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, raw)| (name.as_str(), *raw))
    }

    fn get_field_text_or_raw_json(&self, name: &str) -> Option<String> {
        let raw = self.get(name)?;
        parse_string_or_number(raw).or_else(|| Some(raw.get().to_owned()))
    }
}

/// Returns the items of an array, or the values of an object: PHP serialises an array with gaps as an object.
pub(crate) fn parse_array_or_object_values(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok().or_else(|| Some(UnparsedJsonObject::from_raw(raw)?.0.into_values().collect()))
}

/// Returns a string, or a number in its JSON spelling.
pub(crate) fn parse_string_or_number(raw: &RawValue) -> Option<String> {
    let json = raw.get();
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).or_else(|_| serde_json::from_str(&replace_unpaired_surrogates(json))).ok(),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

/// Replaces the escapes of unpaired surrogates in a JSON string by the escape of U+FFFD.
fn replace_unpaired_surrogates(json: &str) -> String {
    let code_unit = |rest: &str| -> Option<u16> {
        let digits = rest.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut replaced = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        replaced.push_str(before);
        let length = match code_unit(escape) {
            Some(0xd800..=0xdbff) if matches!(code_unit(&escape[6..]), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                replaced.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            Some(_) => 6,
            None => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        replaced.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    replaced + rest
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn unpaired_surrogate_becomes_one_replacement_character() {
        for (json, expected) in [
            (r#""a\ud800b""#, "a\u{fffd}b"),
            (r#""\udc00""#, "\u{fffd}"),
            (r#""\ud83d\ude00 \ud83d""#, "😀 \u{fffd}"),
            (r#""\\ud800 \ud800\n""#, "\\ud800 \u{fffd}\n"),
            (r#""\ud800\ud83d\ude00é""#, "\u{fffd}😀é"),
        ] {
            assert_eq!(parse_string_or_number(parse_raw_json(json).unwrap()).unwrap(), expected, "{json}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_json_string_is_readable_after_surrogate_replacement(units in proptest::collection::vec(0u16.., 0..20)) {
            let json: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let json = format!("\"{json}\"");
            let parsed = parse_string_or_number(parse_raw_json(&json).unwrap()).unwrap();
            proptest::prop_assert_eq!(parsed, String::from_utf16_lossy(&units));
        }
    }
}
