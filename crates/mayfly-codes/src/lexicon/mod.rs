//! The words that tell a verification code from any other number, in every language at once.
//!
//! A language is one constant of type `LanguageLexicon`. All languages go into one automaton, so a message costs one
//! pass whatever its language, and mail that mixes two languages needs no language detection. To add a language, add a
//! constant and list it in `phrase_matcher.rs`.

mod asian;
mod english;
mod european;
mod language_lexicon;
mod multilingual_phrases;
mod phrase_matcher;
mod phrase_role;

pub(crate) use phrase_matcher::{PhraseMatch, find_phrases};
pub(crate) use phrase_role::PhraseRole;
