//! Choosing the language. Front ends hold the texts; the core chooses, so that all of them use the same language.

use crate::view::Language;
use mayfly_mail::DocumentLabels;

/// The languages with translations. The first one is used if the system uses none of them.
const SUPPORTED_LANGUAGES: [Language; 2] = [Language::En, Language::Vi];

/// The system's language, and the texts that go into a message's document.
#[derive(Debug, Clone)]
pub struct Localisation {
    /// The system's locale, as [`choose_supported_locale`] chooses it, a BCP 47 tag.
    pub system: String,
    /// The texts that go into a message's document, by locale.
    pub labels: fn(&str) -> DocumentLabels,
}

/// English, whatever the system's language.
impl Default for Localisation {
    fn default() -> Self {
        Self { system: choose_supported_locale([]), labels: |_| DocumentLabels::default() }
    }
}

impl Language {
    /// The ISO 639 code of the language; `None` for [`Language::System`].
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::En => Some("en"),
            Self::Vi => Some("vi"),
        }
    }

    pub(crate) fn matches_locale(self, locale: &str) -> bool {
        let language = locale.split('-').next().unwrap_or_default();
        self.code().is_some_and(|code| language.eq_ignore_ascii_case(code))
    }
}

/// Returns the first of the user's locales (BCP 47 tags) that has translations; otherwise English.
pub fn choose_supported_locale(wanted: impl IntoIterator<Item = String>) -> String {
    let is_supported = |locale: &String| SUPPORTED_LANGUAGES.iter().any(|language| language.matches_locale(locale));
    wanted
        .into_iter()
        .find(is_supported)
        .unwrap_or_else(|| SUPPORTED_LANGUAGES[0].code().unwrap_or_default().to_owned())
}

impl Localisation {
    /// The locale for the language the user chose, as a BCP 47 tag.
    pub(crate) fn choose_locale(&self, language: Language) -> String {
        language
            .code()
            .filter(|_| !language.matches_locale(&self.system))
            .map_or_else(|| self.system.clone(), str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_supported_locale_is_chosen() {
        for (wanted, locale) in [
            (&["vi-VN"][..], "vi-VN"),
            (&["VI"], "VI"),
            (&["fr-FR", "vi", "en-GB"], "vi"),
            (&["en-GB", "vi-VN"], "en-GB"),
            (&["C"], "en"),
            (&["vie", "eng-GB", ""], "en"),
            (&[], "en"),
        ] {
            assert_eq!(choose_supported_locale(wanted.iter().map(|tag| (*tag).to_owned())), locale, "{wanted:?}");
        }
    }
}
