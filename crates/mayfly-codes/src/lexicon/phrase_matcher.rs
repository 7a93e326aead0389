//! Finds the phrases of all lexicons in one pass over a text.

use std::cell::LazyCell;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::entry_phrases::{
    AGREEMENTS, DIGIT_NOUNS, ENTRY_PLACES, EXAMPLES, PURPOSES, STRING_NOUNS, TELLING_VERBS, TYPING_VERBS, WORD_NOUNS,
};
use super::language_lexicon::LanguageLexicon;
use super::link_phrases::{
    ADDRESS_WORDS, AFFIRMATIONS, ALMOST_DONE, BOOKINGS, COMPLETED_CHANGES, COMPLETIONS, CONSENTS, DELIVERIES,
    DEVICE_APPROVALS, FORGOTTEN_PASSWORDS, GRANTS, MAYBES, MORE_INVITATIONS, MORE_TEAMS, NEGATIONS, NEGATIVE_CASES,
    NEW_CHOICES, NEW_SIGN_INS, NOMINATIONS, OFFERS, OPENINGS, PERSONAL_INVITATIONS, PUBLIC_SHARES, RECORDS, REFUSALS,
    REOPENINGS, ROLES, SCAMS, SHARINGS, SIGN_INS, SUBSCRIPTIONS, WELCOMES,
};
use super::link_request_phrases::{
    ASKED_BEFORE, DECLINING_WISHES, DONE_MARKERS, FREE_OFFERS, KEEPINGS, NOT_YET, PLEAS, POSTPONEMENTS,
    SUBJECT_REQUEST_NOUNS, SUBJECT_REQUESTS, WEAK_SUBJECT_REQUESTS,
};
use super::multilingual_phrases::{
    ACCEPT_WORDS, AFFIRMED_CASES, APPOINTMENTS, CODES_BY_PURPOSE, CUSTOMER_CODES, DISAVOWALS, ENDINGS_AND_SCORES,
    EVENTS, INVITATIONS, JOIN_WORDS, LINK_ACTIONS, LINK_WORDS, MEETINGS, NEUTRAL_WORDS, OBSOLETE_WORDS,
    OTHERWISE_WORDS, OWNERS_OF_CODES, PASSWORDS, SHOPPING_BASKETS, SHOWN_IN_PERSON, TEAMS,
};
use super::phrase_role::PhraseRole;
use super::{
    african, east_asian, english, germanic, greek, middle_eastern, romance, slavic, smaller_european, south_asian,
    southeast_asian, turkic, uralic_and_baltic,
};
use crate::char_class::{CharClass, classify_char};
use crate::normalised_text::{NormalisedText, normalise_phrase, unify_word_breaks};

/// A phrase found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PhraseMatch {
    /// First byte in the normalised text.
    pub(crate) start: usize,
    /// End, exclusive, in the normalised text.
    pub(crate) end: usize,
    pub(crate) role: PhraseRole,
}

const LANGUAGES: [LanguageLexicon; 70] = [
    english::ENGLISH,
    romance::SPANISH,
    romance::PORTUGUESE,
    romance::FRENCH,
    romance::ITALIAN,
    germanic::GERMAN,
    germanic::DUTCH,
    slavic::POLISH,
    turkic::TURKISH,
    slavic::RUSSIAN,
    slavic::UKRAINIAN,
    southeast_asian::VIETNAMESE,
    east_asian::CHINESE,
    east_asian::JAPANESE,
    east_asian::KOREAN,
    southeast_asian::THAI,
    south_asian::HINDI,
    south_asian::BENGALI,
    middle_eastern::ARABIC,
    south_asian::URDU,
    southeast_asian::INDONESIAN,
    romance::ROMANIAN,
    romance::CATALAN,
    germanic::SWEDISH,
    germanic::DANISH,
    germanic::NORWEGIAN,
    germanic::ICELANDIC,
    germanic::AFRIKAANS,
    slavic::CZECH,
    slavic::SLOVAK,
    slavic::SLOVENE,
    slavic::SERBO_CROATIAN,
    slavic::SERBIAN_CYRILLIC,
    slavic::MACEDONIAN,
    slavic::BULGARIAN,
    greek::GREEK,
    uralic_and_baltic::FINNISH,
    uralic_and_baltic::ESTONIAN,
    uralic_and_baltic::HUNGARIAN,
    uralic_and_baltic::LITHUANIAN,
    uralic_and_baltic::LATVIAN,
    middle_eastern::HEBREW,
    middle_eastern::PERSIAN,
    southeast_asian::TAGALOG,
    african::SWAHILI,
    african::AMHARIC,
    romance::GALICIAN,
    romance::HAITIAN_CREOLE,
    slavic::BELARUSIAN,
    turkic::AZERBAIJANI,
    turkic::KAZAKH,
    turkic::KYRGYZ,
    turkic::UZBEK,
    smaller_european::ALBANIAN,
    smaller_european::ARMENIAN,
    smaller_european::BASQUE,
    smaller_european::ESPERANTO,
    smaller_european::GEORGIAN,
    smaller_european::WELSH,
    east_asian::MONGOLIAN,
    south_asian::GUJARATI,
    south_asian::KANNADA,
    south_asian::MALAYALAM,
    south_asian::MARATHI,
    south_asian::NEPALI,
    south_asian::PUNJABI,
    south_asian::SINHALA,
    south_asian::TAMIL,
    south_asian::TELUGU,
    southeast_asian::SMALLER_SOUTHEAST_ASIAN,
];

/// How a listed phrase matches.
struct PhrasePattern {
    role: PhraseRole,
    /// Any letters may stand before the phrase in its word.
    open_start: bool,
    /// Any letters may stand after the phrase in its word.
    open_end: bool,
    /// The form the original must have, for a phrase that is another word without its accents.
    exact_form: Option<&'static str>,
    /// The words after the first `*` inside the phrase: "your registration" of "complete* your registration".
    words_after_stem: Vec<PhraseWordPattern>,
}

/// A word after the first stem of a phrase.
struct PhraseWordPattern {
    /// The word or its stem, normalised; empty for any word.
    stem: String,
    /// Any letters may stand after the stem.
    open_end: bool,
}

/// All phrases in one automaton, and the pattern of each.
struct PhraseMatcher {
    automaton: AhoCorasick,
    patterns: Vec<PhrasePattern>,
}

/// `None` if the automaton could not be built, which the size of the lexicon excludes.
static MATCHER: LazyLock<Option<PhraseMatcher>> = LazyLock::new(PhraseMatcher::new);

impl PhraseMatcher {
    fn new() -> Option<Self> {
        const SHARED: [(&str, PhraseRole); 76] = [
            (TYPING_VERBS, PhraseRole::TypingVerb),
            (TELLING_VERBS, PhraseRole::TellingVerb),
            (PURPOSES, PhraseRole::Purpose),
            (STRING_NOUNS, PhraseRole::StringNoun),
            (DIGIT_NOUNS, PhraseRole::DigitNoun),
            (AGREEMENTS, PhraseRole::Agreement),
            (SUBJECT_REQUESTS, PhraseRole::SubjectRequest),
            (SUBJECT_REQUEST_NOUNS, PhraseRole::SubjectRequestNoun),
            (WEAK_SUBJECT_REQUESTS, PhraseRole::WeakSubjectRequest),
            (POSTPONEMENTS, PhraseRole::Postponement),
            (PLEAS, PhraseRole::Please),
            (DONE_MARKERS, PhraseRole::DoneMarker),
            (ASKED_BEFORE, PhraseRole::AskedBefore),
            (NOT_YET, PhraseRole::NotYet),
            (DECLINING_WISHES, PhraseRole::DecliningWish),
            (FREE_OFFERS, PhraseRole::FreeOffer),
            (KEEPINGS, PhraseRole::Keeping),
            (ENTRY_PLACES, PhraseRole::EntryPlace),
            (WORD_NOUNS, PhraseRole::WordNoun),
            (EXAMPLES, PhraseRole::Example),
            (MEETINGS, PhraseRole::Meeting),
            (PASSWORDS, PhraseRole::Password),
            (OBSOLETE_WORDS, PhraseRole::Obsolete),
            (LINK_WORDS, PhraseRole::LinkWord),
            (NEUTRAL_WORDS, PhraseRole::Neutral),
            (INVITATIONS, PhraseRole::Invitation),
            (TEAMS, PhraseRole::Team),
            (AFFIRMED_CASES, PhraseRole::AffirmedCase),
            (OTHERWISE_WORDS, PhraseRole::Otherwise),
            (OWNERS_OF_CODES, PhraseRole::OtherNumber),
            (CUSTOMER_CODES, PhraseRole::OtherNumber),
            (APPOINTMENTS, PhraseRole::OtherNumber),
            (ENDINGS_AND_SCORES, PhraseRole::OtherNumber),
            (CODES_BY_PURPOSE, PhraseRole::VerificationCode),
            (GRANTS, PhraseRole::Approval),
            (GRANTS, PhraseRole::LinkAction),
            (SHOPPING_BASKETS, PhraseRole::OtherCodeTopic),
            (SHOWN_IN_PERSON, PhraseRole::ShownInPerson),
            (LINK_ACTIONS, PhraseRole::LinkAction),
            (ACCEPT_WORDS, PhraseRole::Accept),
            (JOIN_WORDS, PhraseRole::Join),
            (EVENTS, PhraseRole::Event),
            (DISAVOWALS, PhraseRole::Disavowal),
            (NEGATIVE_CASES, PhraseRole::Disavowal),
            (DEVICE_APPROVALS, PhraseRole::LinkAction),
            (DEVICE_APPROVALS, PhraseRole::Approval),
            (PERSONAL_INVITATIONS, PhraseRole::PersonalInvitation),
            (SHARINGS, PhraseRole::Sharing),
            (PUBLIC_SHARES, PhraseRole::PublicShare),
            (OPENINGS, PhraseRole::Opening),
            (MAYBES, PhraseRole::Maybe),
            (SCAMS, PhraseRole::Scam),
            (OFFERS, PhraseRole::Offer),
            (CONSENTS, PhraseRole::Approval),
            (CONSENTS, PhraseRole::LinkAction),
            (COMPLETIONS, PhraseRole::LinkAction),
            (NEW_CHOICES, PhraseRole::NewChoice),
            (SIGN_INS, PhraseRole::LinkAction),
            (MORE_INVITATIONS, PhraseRole::Invitation),
            (MORE_TEAMS, PhraseRole::Team),
            (NOMINATIONS, PhraseRole::Invitation),
            (ROLES, PhraseRole::Team),
            (REOPENINGS, PhraseRole::LinkAction),
            (SUBSCRIPTIONS, PhraseRole::Subscription),
            (AFFIRMATIONS, PhraseRole::Affirmation),
            (REFUSALS, PhraseRole::Refusal),
            (NEW_SIGN_INS, PhraseRole::CompletedChange),
            (FORGOTTEN_PASSWORDS, PhraseRole::ForgottenPassword),
            (ALMOST_DONE, PhraseRole::AlmostDone),
            (WELCOMES, PhraseRole::Welcome),
            (ADDRESS_WORDS, PhraseRole::Address),
            (RECORDS, PhraseRole::Record),
            (DELIVERIES, PhraseRole::Delivery),
            (BOOKINGS, PhraseRole::Booking),
            (NEGATIONS, PhraseRole::Negation),
            (COMPLETED_CHANGES, PhraseRole::CompletedChange),
        ];
        let (words, patterns): (Vec<String>, Vec<PhrasePattern>) = LANGUAGES
            .iter()
            .flat_map(LanguageLexicon::phrase_lists_by_role)
            .chain(SHARED)
            .flat_map(|(list, role)| parse_phrase_list(list, role))
            .unzip();
        // Dense states beyond the first letters cost memory and time to build, and make no search faster. A prefilter finds
        // nothing to skip among phrases that begin with every letter.
        let automaton = AhoCorasick::builder().prefilter(false).dense_depth(1).build(&words).ok()?;
        Some(Self { automaton, patterns })
    }
}

/// The normalised phrases of a list separated by `|`, with their patterns.
fn parse_phrase_list(phrases: &'static str, role: PhraseRole) -> impl Iterator<Item = (String, PhrasePattern)> {
    phrases.split('|').map(str::trim).filter(|written| !written.is_empty()).map(move |written| {
        let bare = written.trim_start_matches(['*', '=', '#']);
        let (first, rest) = bare.split_once('*').map_or((bare, None), |(first, rest)| (first, Some(rest)));
        let words_after_stem = rest.unwrap_or_default().split_whitespace().map(|word| PhraseWordPattern {
            stem: normalise_phrase(word.trim_end_matches('*')),
            open_end: word.ends_with('*'),
        });
        let pattern = PhrasePattern {
            role: if written.starts_with('#') { PhraseRole::AmbiguousNumber } else { role },
            open_start: written.starts_with('*'),
            // In "invite * to" any word follows, and not any ending.
            open_end: rest.is_some() && !first.ends_with(' '),
            exact_form: written.trim_start_matches('#').starts_with('=').then_some(first),
            words_after_stem: first
                .ends_with(' ')
                .then(|| PhraseWordPattern { stem: String::new(), open_end: true })
                .into_iter()
                .chain(words_after_stem)
                .collect(),
        };
        (normalise_phrase(first.trim_end()), pattern)
    })
}

/// Finds every phrase of the lexicon in a text, in order. Phrases hidden by a longer one are left out.
pub(crate) fn find_phrases(normalised: &NormalisedText, original: &str) -> Vec<PhraseMatch> {
    let Some(matcher) = MATCHER.as_ref() else { return Vec::new() };
    let text = unify_word_breaks(&normalised.lower);
    let is_vietnamese_without_accents =
        LazyCell::new(|| UNACCENTED_VIETNAMESE.iter().any(|phrase| text.contains(phrase)));
    let mut found: Vec<(PhraseMatch, bool)> = Vec::new();
    for m in matcher.automaton.find_overlapping_iter(&text) {
        let Some(pattern) = matcher.patterns.get(m.pattern().as_usize()) else { continue };
        let Some(phrase_match) = pattern.match_at(&text, m.start(), m.end()) else { continue };
        if let Some(exact) = pattern.exact_form
            && !has_exact_accents(normalised.original_slice(original, phrase_match.start, phrase_match.end), exact)
            && !(exact == VIETNAMESE_CODE && *is_vietnamese_without_accents)
        {
            continue;
        }
        found.push((phrase_match, pattern.open_start));
    }
    // The longest of those with the same start comes first, so that one pass sees which phrases are hidden.
    found.sort_by(|(a, _), (b, _)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    found.dedup();
    drop_matches_inside_longer_ones(&found)
}

/// Removes the phrases inside a longer one whose role hides them. `found` pairs each match with whether its start is
/// open.
fn drop_matches_inside_longer_ones(found: &[(PhraseMatch, bool)]) -> Vec<PhraseMatch> {
    let mut kept: Vec<PhraseMatch> = Vec::with_capacity(found.len());
    // The phrase with the furthest end so far, among those that hide others.
    let mut cover: Option<PhraseMatch> = None;
    let mut at = 0;
    while at < found.len() {
        let (first, _) = found[at];
        let same = found[at..].iter().take_while(|(h, _)| (h.start, h.end) == (first.start, first.end)).count();
        let group = &found[at..at + same];
        at += same;
        if cover.is_some_and(|c| c.end >= first.end) {
            kept.extend(group.iter().map(|(h, _)| *h).filter(|h| h.role.asks_for_answer()));
            continue;
        }
        // The same words in two roles: the more specific role wins, and a whole word wins over a match by ending.
        let has = |role: PhraseRole| group.iter().any(|(h, open)| h.role == role && !open);
        let verification_code = has(PhraseRole::VerificationCode);
        let other_number = has(PhraseRole::OtherNumber);
        let neutral = has(PhraseRole::Neutral);
        for (phrase_match, _) in group {
            let beaten = match phrase_match.role {
                PhraseRole::AmbiguousCode => verification_code || other_number,
                PhraseRole::OtherNumber | PhraseRole::AmbiguousNumber => verification_code,
                PhraseRole::Verify => neutral,
                _ => false,
            };
            if !beaten && kept.last() != Some(phrase_match) {
                kept.push(*phrase_match);
            }
            if phrase_match.role.hides_inner_phrases() && cover.is_none_or(|c| phrase_match.end > c.end) {
                cover = Some(*phrase_match);
            }
        }
    }
    kept
}

impl PhrasePattern {
    /// Returns the phrase, if the raw match respects word boundaries. A stem is extended to the end of its word.
    fn match_at(&self, text: &str, start: usize, end: usize) -> Option<PhraseMatch> {
        let first = classify_char(text.get(start..)?.chars().next()?);
        let last = classify_char(text.get(..end)?.chars().next_back()?);
        let mut phrase_match = PhraseMatch { start, end, role: self.role };
        let before = text.get(..start)?;
        // A single letter with an ending is another word: "م", metres, in "می باشد".
        let is_word = text.get(start..end)?.chars().nth(1).is_some();
        let same = |c: char, as_class: CharClass| {
            as_class != CharClass::Separator && as_class != CharClass::Unspaced && classify_char(c) == as_class
        };
        if before.chars().next_back().is_some_and(|c| same(c, first)) {
            // Words are short; a longer sequence of letters is not a word.
            let word: usize = before.chars().rev().take(24).take_while(|&c| same(c, first)).map(char::len_utf8).sum();
            let prefix = before.get(start - word..)?;
            let joined = is_word && first == CharClass::Arabic && ARABIC_PREFIXES.contains(&prefix);
            if !(self.open_start || joined) {
                return None;
            }
            phrase_match.start -= word;
        }
        let after = text.get(end..)?;
        if after.chars().next().is_some_and(|c| same(c, last)) {
            let word: usize = after.chars().take(24).take_while(|&c| same(c, last)).map(char::len_utf8).sum();
            let suffix = after.get(..word)?;
            let joined = is_word && last == CharClass::Arabic && ARABIC_SUFFIXES.contains(&suffix);
            if !(self.open_end || joined) {
                return None;
            }
            phrase_match.end += word;
        }
        for word in &self.words_after_stem {
            let rest = text.get(phrase_match.end..)?.strip_prefix(' ')?;
            let letters = rest.chars().take(24).take_while(|&c| classify_char(c) != CharClass::Separator);
            let written = rest.get(..letters.map(char::len_utf8).sum())?;
            if !written.strip_prefix(word.stem.as_str()).is_some_and(|ending| word.open_end || ending.is_empty()) {
                return None;
            }
            phrase_match.end += 1 + written.len();
        }
        // A unit of one hangul syllable with another syllable after it is most likely the start of another word.
        if self.role == PhraseRole::Unit
            && last == CharClass::Unspaced
            && text.get(start..end)?.chars().count() == 1
            && text.get(start..)?.chars().take(2).all(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c))
            && after.chars().next().is_some_and(|c| classify_char(c) == CharClass::Unspaced)
        {
            return None;
        }
        Some(phrase_match)
    }
}

/// Articles and prepositions that are prefixed to an Arabic word.
const ARABIC_PREFIXES: [&str; 12] = ["ال", "و", "وال", "ب", "بال", "لل", "ل", "ف", "فال", "ك", "كال", "ول"];
/// Pronouns and endings that are suffixed to an Arabic word, normalised.
const ARABIC_SUFFIXES: [&str; 7] = ["ك", "كم", "ه", "ها", "ي", "نا", "هم"];

/// "Code", which is another word in other languages without its accent.
const VIETNAMESE_CODE: &str = "mã";
/// What text messages in Vietnamese without accents say, and no other language does.
const UNACCENTED_VIETNAMESE: [&str; 7] =
    ["cua ban", "khong chia se", "khong cung cap", "vui long", "tuyet doi", "ma nay", "hieu luc"];

/// Whether the original has exactly these accents, or its accents as combining marks.
fn has_exact_accents(original: &str, exact: &str) -> bool {
    let lower = original.to_lowercase();
    lower == exact || lower.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c))
}
