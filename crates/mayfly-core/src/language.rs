//! Which language Mayfly speaks. The texts are the front ends'; the choice is made here, so that they agree.

use crate::Core;
use crate::view::Language;
use mayfly_mail::DocumentLabels;

/// What there are texts in; the first where the system speaks none of them.
const SPOKEN: [Language; 2] = [Language::En, Language::Vi];

/// The user's languages, and how to write in them.
#[derive(Debug, Clone)]
pub struct Locales {
    /// What the system speaks, as [`spoken_locale`] chooses it.
    pub system: String,
    /// The words that go into a message's document, by the locale they are wanted in.
    pub labels: fn(&str) -> DocumentLabels,
}

/// English on every system.
impl Default for Locales {
    fn default() -> Self {
        Self { system: spoken_locale([]), labels: |_| DocumentLabels::default() }
    }
}

impl Language {
    /// Its ISO 639 code; `None` where the system is to say.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::En => Some("en"),
            Self::Vi => Some("vi"),
        }
    }

    fn is_of(self, locale: &str) -> bool {
        let language = locale.split('-').next().unwrap_or_default();
        self.code().is_some_and(|code| language.eq_ignore_ascii_case(code))
    }
}

/// The first of the user's locales, given as BCP 47 tags, that there are texts for; else English.
pub fn spoken_locale(wanted: impl IntoIterator<Item = String>) -> String {
    let spoken = |locale: &String| SPOKEN.iter().any(|language| language.is_of(locale));
    wanted.into_iter().find(spoken).unwrap_or_else(|| SPOKEN[0].code().unwrap_or_default().to_owned())
}

impl Core {
    /// The locale that texts, dates and numbers are written in, as a BCP 47 tag. The system's region is kept where
    /// the user chose the system's language by name.
    #[must_use]
    pub fn locale(&self) -> String {
        let system = &self.0.config.locales.system;
        let chosen = self.state().settings.language;
        chosen.code().filter(|_| !chosen.is_of(system)).map_or_else(|| system.clone(), str::to_owned)
    }

    /// The words that go into a message's document.
    pub(crate) fn labels(&self) -> DocumentLabels {
        (self.0.config.locales.labels)(&self.locale())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_with_texts_is_taken() {
        for (wanted, locale) in [
            (&["vi-VN"][..], "vi-VN"),
            (&["VI"], "VI"),
            (&["fr-FR", "vi", "en-GB"], "vi"),
            (&["en-GB", "vi-VN"], "en-GB"),
            (&["C"], "en"),
            (&["vie", "eng-GB", ""], "en"),
            (&[], "en"),
        ] {
            assert_eq!(spoken_locale(wanted.iter().map(|tag| (*tag).to_owned())), locale, "{wanted:?}");
        }
    }
}
