//! The words that tell a verification code from any other number, in every language at once.
//!
//! A language is one constant of type `LanguageLexicon`. All languages go into one automaton, so a message costs one
//! pass whatever its language, and mail that mixes two languages needs no language detection. To add a language, add a
//! constant and list it in `phrase_matcher.rs`.

mod african;
mod east_asian;
mod english;
mod entry_phrases;
mod excluded_links;
mod function_words;
mod germanic;
mod greek;
mod language_lexicon;
mod link_phrases;
mod link_request_phrases;
mod middle_eastern;
mod multilingual_phrases;
mod phrase_matcher;
mod phrase_role;
mod romance;
mod slavic;
mod smaller_european;
mod south_asian;
mod southeast_asian;
mod turkic;
mod uralic_and_baltic;

pub(crate) use excluded_links::{
    asks_to_ignore, is_excluded_link_text, is_help_article_title, is_view_in_browser_text, link_text_names_common_page,
    sets_up_two_step_verification,
};
pub(crate) use function_words::{
    COPULAS, FUNCTION_WORDS, POSTPOSED_COPULAS, UNSPACED_COPULAS, UNSPACED_FUNCTION_WORDS,
};
pub(crate) use phrase_matcher::{PhraseMatch, find_phrases};
pub(crate) use phrase_role::PhraseRole;
