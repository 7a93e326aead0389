//! Evaluates the gap between a phrase and a number: whether the text between the two connects them.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::char_class::{CharClass, classify_char};
use crate::lexicon::{COPULAS, FUNCTION_WORDS, POSTPOSED_COPULAS, UNSPACED_COPULAS, UNSPACED_FUNCTION_WORDS};
use crate::normalised_text::normalise_phrase;

/// Whether the gap holds nothing but punctuation and at most two short words: "is", ": ", "của bạn là", "です".
pub(crate) fn is_direct_gap(gap: &str) -> bool {
    if gap.len() > 160
        || gap.contains("\n\n")
        || gap.contains([';', '!', '?', '\u{964}', '\u{3002}'])
        || gap.contains(". ")
    {
        return false;
    }
    // A comma starts another clause: "no code needed, notice 4521".
    if let Some((_, rest)) = gap.rsplit_once([',', '\u{3001}', '\u{60c}'])
        && !has_only_function_words(rest)
        && !rest.trim_end().ends_with([':', '='])
    {
        return false;
    }
    let letters = gap.chars().filter(|&c| classify_char(c) != CharClass::Separator).count();
    letters <= 8
        || has_only_function_words(gap)
        || gap.trim_end().ends_with([':', '=']) && letters <= 48 && !gap.contains([',', '\u{3001}'])
}

/// Whether the gap ends in a colon, a dash or a word like "is".
pub(crate) fn ends_with_value_introducer(gap: &str) -> bool {
    let gap = gap.trim_end();
    let last = gap.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
    gap.ends_with([':', '=', '-', '(', '[', '"', '*', '\n'])
        || is_function_word(last)
        || COPULA_SET.contains(last)
        || last.ends_with(|c| classify_char(c) == CharClass::Unspaced) && !gap.contains([',', '\u{3001}'])
}

/// Whether the gap is direct and has only function words: any other word may name the kind of code
/// ("código de alumno 48213").
pub(crate) fn is_direct_gap_of_function_words(gap: &str) -> bool {
    is_direct_gap(gap) && has_only_function_words(gap)
}

/// Whether the gap has no words but function words: "is", "your".
pub(crate) fn has_only_function_words(gap: &str) -> bool {
    gap.len() <= 160
        && gap
            .split(|c: char| matches!(classify_char(c), CharClass::Separator | CharClass::Digit))
            .filter(|word| !word.is_empty())
            .all(|word| {
                if word.chars().all(|c| classify_char(c) == CharClass::Unspaced) {
                    is_unspaced_function_run(word)
                } else {
                    is_function_word(word)
                }
            })
}

static UNSPACED_FUNCTION_WORD_LIST: LazyLock<Vec<String>> =
    LazyLock::new(|| UNSPACED_FUNCTION_WORDS.split_whitespace().map(normalise_phrase).collect());

/// Whether a run without spaces consists of function words, or is too short to be another word.
fn is_unspaced_function_run(run: &str) -> bool {
    let mut rest = run;
    while let Some(word) = UNSPACED_FUNCTION_WORD_LIST.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
    }
    rest.chars().count() <= 2
}

/// Words for kinds of streets, which follow a house number.
const STREET_TYPES: &str = "street st avenue ave road rd boulevard blvd lane ln drive dr way square court parkway";

/// Whether a word is a kind of street.
pub(crate) fn is_street_type(word: &str) -> bool {
    STREET_TYPES.split(' ').any(|street| street == word)
}

/// Whether the gap starts with "for": what follows is the purpose of a code, not its kind.
pub(crate) fn begins_with_for_word(gap: &str) -> bool {
    gap.split_whitespace().next().is_some_and(|word| {
        "for to para pra pour fur zum zur um per voor om dla do na для чтобы щоб aby zeby untuk icin för"
            .split(' ')
            .any(|w| w == word)
    })
}

/// Whether a word stands before the phone number or address that a code was sent to: "a code to +84 …".
pub(crate) fn is_recipient_preposition(word: &str) -> bool {
    "to an au a al para naar na на til till den toi vao".split(' ').any(|w| w == word)
}

/// Whether the gap starts with "and": what follows is a separate item.
pub(crate) fn begins_with_and_word(gap: &str) -> bool {
    gap.split_whitespace()
        .next()
        .is_some_and(|word| "and y e et und en i ve и та і и dan va".split(' ').any(|w| w == word))
}

static FUNCTION_WORD_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| FUNCTION_WORDS.iter().flat_map(|words| words.split_whitespace()).map(normalise_phrase).collect());

/// Whether a normalised word is a function word.
pub(crate) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORD_SET.contains(word)
}

static COPULA_SET: LazyLock<HashSet<String>> =
    LazyLock::new(|| COPULAS.split_whitespace().map(normalise_phrase).collect());

/// Whether the text ends with a word that means "is".
pub(crate) fn ends_with_copula(gap: &str) -> bool {
    let gap = gap.trim_end_matches(|c: char| classify_char(c) == CharClass::Separator);
    let last = gap.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
    COPULA_SET.contains(last) || UNSPACED_COPULAS.split(' ').any(|copula| last.ends_with(&normalise_phrase(copula)))
}

/// Whether the text begins with a word for "is" in languages that put it last: "कोड 482913 है".
pub(crate) fn begins_with_postposed_copula(after: &str) -> bool {
    let after = after.trim_start_matches(['"', '\'', ' ', '*', ')', ']']);
    POSTPOSED_COPULAS.split_whitespace().any(|copula| after.starts_with(&normalise_phrase(copula)))
}

/// Whether the text begins with a word or a dash that means "is".
pub(crate) fn begins_with_copula(after: &str) -> bool {
    let after = after.trim_start_matches(['"', '\'', ' ', '*', ')', ']']);
    let first = after.split(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
    COPULA_SET.contains(first)
        || after.starts_with("- ")
        || UNSPACED_COPULAS.split(' ').any(|copula| first.starts_with(&normalise_phrase(copula)))
}

/// Whether the gap has words and starts no new clause: "is your", "– this is", not ", ".
pub(crate) fn gap_continues_clause(gap: &str) -> bool {
    !gap.contains([',', '\u{3001}', '\u{60c}', ';', ':', '('])
        && gap.chars().any(|c| classify_char(c) != CharClass::Separator)
}

/// Whether the gap is short enough for the word before it to belong to what stands after: "number is", "de la".
pub(crate) fn is_gap_of_at_most_two_words(gap: &str) -> bool {
    if gap.len() > 72
        || gap.contains([',', ';', '!', '?', '\u{3001}', '\u{60c}', '\u{3002}', '|'])
        // "kundenr. 48213" is no end of a sentence.
        || gap.strip_prefix('.').unwrap_or(gap).contains(". ")
        || gap.contains("\n\n")
    {
        return false;
    }
    let unspaced = gap.chars().filter(|&c| classify_char(c) == CharClass::Unspaced).count();
    let words = gap.split(|c: char| classify_char(c) == CharClass::Separator).filter(|w| !w.is_empty()).count();
    gap.chars().count() <= 24 && words <= 2 && unspaced <= 6
}

/// Whether the gap is short enough for an instruction to refer to the number: "type on the screen 904-173".
pub(crate) fn is_short_gap_after_instruction(gap: &str) -> bool {
    let words = || gap.split(|c: char| classify_char(c) == CharClass::Separator).filter(|w| !w.is_empty());
    is_gap_of_at_most_two_words(gap)
        || gap.len() <= 96
            && gap.chars().count() <= 32
            && words().count() <= 4
            && words().all(|w| w.chars().all(|c| classify_char(c) != CharClass::Digit))
            && !gap.contains([',', ';', ':', '!', '?', '(', '\n', '\u{3001}', '\u{60c}', '\u{3002}'])
            && !gap.contains(". ")
}

/// "With", in languages that put it after the number.
static WITH_POSTPOSITIONS: LazyLock<Vec<String>> =
    LazyLock::new(|| "से द्वारा দিয়ে سے ile で 으로 로".split(' ').map(normalise_phrase).collect());

/// "With", in languages that put it before the number.
static WITH_PREPOSITIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    "with mit con com avec met с з с помощью bằng dengan باستخدام".split(' ').map(normalise_phrase).collect()
});

/// Whether the text ends with "with".
pub(crate) fn ends_with_with_preposition(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(|c: char| classify_char(c) == CharClass::Separator).next().unwrap_or_default();
    WITH_PREPOSITIONS.iter().any(|with| with == last) || last.ends_with('用')
}

/// Whether the text starts with a postposition that means "with".
pub(crate) fn begins_with_with_postposition(gap: &str) -> bool {
    let gap = gap.trim_start();
    WITH_POSTPOSITIONS.iter().any(|with| {
        gap.strip_prefix(with.as_str()).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(|c| matches!(classify_char(c), CharClass::Separator | CharClass::Unspaced))
        })
    })
}

/// Whether the gap is the rest of one sentence that ends in a colon: "Enter this code in the launcher, to sign in:
/// 482913".
pub(crate) fn is_clause_ending_in_colon(gap: &str) -> bool {
    gap.len() <= 300
        && gap.trim_end().ends_with(':')
        && gap.matches(':').count() == 1
        && !gap.contains([';', '!', '?', '(', '\u{3002}'])
        && !gap.contains(". ")
        && !gap.contains("\n\n")
        && !gap.bytes().any(|b| b.is_ascii_digit())
        && gap.chars().filter(|&c| classify_char(c) != CharClass::Separator).count() <= 80
}

/// Stems of words for a page.
static PAGE_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    "page pagina página seite stron sayfa страниц сторін halaman trang 页 頁 ページ 페이지 หน้า पेज पृष्ठ পৃষ্ঠা পেজ صفحة صفح"
        .split(' ')
        .map(normalise_phrase)
        .collect()
});

/// Whether a word names a page, which is a place to enter a code as well as a thing with a number.
pub(crate) fn is_page_word(word: &str) -> bool {
    PAGE_STEMS.iter().any(|page| word.contains(page.as_str()))
}

/// Whether the gap starts with "of": what follows is what a code belongs to.
pub(crate) fn begins_with_of_word(gap: &str) -> bool {
    gap.split_whitespace()
        .next()
        .is_some_and(|word| "of de du des del della da do di van von".split(' ').any(|w| w == word))
}

/// Characters between a verb and its token.
const MAX_GAP_CHARS: usize = 24;
/// Characters between a verb and its token when a colon stands before the token: "type on the screen: 7316".
const MAX_COLON_GAP_CHARS: usize = 40;

/// Whether a gap between a verb and its token has nothing but particles and pronouns: "in", "du in", "dan".
pub(crate) fn is_particle_gap(gap: &str) -> bool {
    gap.chars().count() <= MAX_GAP_CHARS
        && !gap.contains(['.', ',', ';', '!', '?', '(', '\n', '\u{3001}', '\u{60c}'])
        && !gap.bytes().any(|b| b.is_ascii_digit())
        && split_words(gap).count() <= 3
        && split_words(gap).all(|word| {
            !is_recipient_preposition(word)
                && !PLACE_PREPOSITIONS.contains(&word)
                && (word.chars().count() <= 3
                    || POLITE_WORDS.contains(&word)
                    || is_function_word(word)
                    || has_only_function_words(word))
        })
}

/// Whether a gap between a verb and its token is short and ends in a colon: " be az appba: ".
pub(crate) fn is_short_gap_ending_in_colon(gap: &str) -> bool {
    gap.trim_end_matches([' ', '\n', '"', '*']).ends_with(':')
        && gap.chars().count() <= MAX_COLON_GAP_CHARS
        && !gap.contains(['.', ';', '!', '?', '(', '\u{3002}'])
        && !gap.bytes().any(|b| b.is_ascii_digit())
}

/// Prepositions after which a number is an address, a time or a limit: "enter at 4410 Mill Street", "enter by 2230".
const PLACE_PREPOSITIONS: [&str; 30] = [
    "at", "by", "before", "from", "until", "via", "bis", "ab", "vor", "bei", "nr", "no", "a", "en", "do", "od", "of",
    "or", "and", "und", "et", "y", "e", "i", "oder", "ou", "o", "of", "lub", "или",
];

/// "Please" and "now", normalised.
const POLITE_WORDS: [&str; 26] = [
    "please",
    "bitte",
    "jetzt",
    "einfach",
    "alstublieft",
    "alsjeblieft",
    "vanligen",
    "venligst",
    "vennligst",
    "prosim",
    "prosze",
    "molim",
    "molimo",
    "lutfen",
    "пожалуиста",
    "ласка",
    "моля",
    "παρακαλω",
    "favor",
    "merci",
    "simply",
    "just",
    "maintenant",
    "ahora",
    "agora",
    "adesso",
];

/// The words of a gap.
fn split_words(gap: &str) -> impl Iterator<Item = &str> {
    gap.split(|c: char| classify_char(c) == CharClass::Separator).filter(|word| !word.is_empty())
}
