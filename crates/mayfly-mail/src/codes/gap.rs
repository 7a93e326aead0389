//! What the words between a number and a word say of the two: whether they belong together.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::{Class, class, phrase};

/// Nothing but punctuation and at most two short words between: "is", ": ", "của bạn là", "です".
pub(super) fn is_direct(gap: &str) -> bool {
    if gap.len() > 160 || gap.contains("\n\n") || gap.contains([';', '!', '?']) || gap.contains(". ") {
        return false;
    }
    // Past a comma something else begins: "no code needed, notice 4521".
    if let Some((_, rest)) = gap.rsplit_once([',', '\u{3001}', '\u{60c}'])
        && !all_small(rest)
        && !rest.trim_end().ends_with([':', '='])
    {
        return false;
    }
    let letters = gap.chars().filter(|&c| class(c) != Class::Gap).count();
    letters <= 8
        || all_small(gap)
        || gap.trim_end().ends_with([':', '=']) && letters <= 48 && !gap.contains([',', '\u{3001}'])
}

/// Ends in a colon, a dash or a word like "is".
pub(super) fn answers(gap: &str) -> bool {
    let gap = gap.trim_end();
    let last = gap.rsplit(|c: char| class(c) == Class::Gap).next().unwrap_or_default();
    gap.ends_with([':', '=', '-', '(', '[', '"', '*', '\n'])
        || is_small(last)
        || last.ends_with(|c| class(c) == Class::Unspaced) && !gap.contains([',', '\u{3001}'])
}

/// A plain "code" and the number with only "is", "your" and the like between: any other word may be what kind of
/// code it is ("código de alumno 48213").
pub(super) fn is_plainly(gap: &str) -> bool {
    is_direct(gap) && all_small(gap)
}

/// No words but "is", "your" and the like.
pub(super) fn all_small(gap: &str) -> bool {
    gap.len() <= 160
        && gap.split(|c: char| matches!(class(c), Class::Gap | Class::Digit)).filter(|word| !word.is_empty()).all(
            |word| if word.chars().all(|c| class(c) == Class::Unspaced) { is_small_run(word) } else { is_small(word) },
        )
}

/// What scripts without spaces put between "code" and the number: "ของคุณคือ", "は", "입니다".
const SMALL_RUNS: &str = "ของคุณ ของท่าน ของลูกค้า สำหรับคุณ คือ เป็น นี้ ได้แก่ ค่ะ ครับ ว่า เท่ากับ \
    是 为 為 您的 您 你的 如下 下方 です は が を 、 の 以下 次 下記 通り とおり \
    입니다 는 은 이 가 를 을 로 으로";

static RUNS: LazyLock<Vec<String>> = LazyLock::new(|| SMALL_RUNS.split_whitespace().map(phrase).collect());

/// A run of such words and nothing else, or too short to be a word of its own.
fn is_small_run(run: &str) -> bool {
    let mut rest = run;
    while let Some(small) = RUNS.iter().find(|small| rest.starts_with(small.as_str())) {
        rest = &rest[small.len()..];
    }
    rest.chars().count() <= 2
}

const STREETS: &str = "street st avenue ave road rd boulevard blvd lane ln drive dr way square court parkway";

pub(super) fn is_street(word: &str) -> bool {
    STREETS.split(' ').any(|street| street == word)
}

/// "for": what follows is what a code is for, not what kind it is.
pub(super) fn is_purpose(gap: &str) -> bool {
    gap.split_whitespace().next().is_some_and(|word| {
        "for to para pra pour fur zum zur per voor om dla do na для untuk icin för".split(' ').any(|w| w == word)
    })
}

/// "And": what follows is another matter.
pub(super) fn is_and(gap: &str) -> bool {
    gap.split_whitespace()
        .next()
        .is_some_and(|word| "and y e et und en i ve и та і и dan va".split(' ').any(|w| w == word))
}

/// "Is", "your", "for you", "this" and so on.
const SMALL_WORDS: &str = "is s your for you this the below here now of es tu su el la para usted ti e o seu sua voce teu est le \
    votre ton vous pour voici c ist lautet ihr dein der die das fur sie dich il tuo suo per te to twoj jest \
    dla ciebie je uw voor jou u bu sizin dur icin ваш твои это для вас тебя це cua ban ma quy khach senin benim sizin was it will be new own following era sera sara nuevo nueva novo nova nouveau nouvelle \
    nuovo nuova neue neuer nieuwe nowy новыи новая ваша твоя тебе вам vuestro vostro vosso teu euer euch jullie kamus ialah yaitu yeni baru moi toi nya तुम्हारा तुम्हारे नया नई তোমার নতুন نیا تمہارا adalah \
    anda kamu ini هو هي الخاص بك आप आपका आपकी आपके है हैं यह का की के को लिए আপনার আপনাকে হল হলো হচ্ছে এর জন্য \
    آپ کا کی کے کو ہے یہ لیے";

static SMALL: LazyLock<HashSet<String>> = LazyLock::new(|| SMALL_WORDS.split_whitespace().map(phrase).collect());

pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(word)
}

/// "is your", "– this is": not ", " and not a new clause.
pub(super) fn is_copula(gap: &str) -> bool {
    !gap.contains([',', '\u{3001}', '\u{60c}', ';', ':', '(']) && gap.chars().any(|c| class(c) != Class::Gap)
}

/// Few enough words for what stands before to belong to what stands after: "order number is", "de la".
pub(super) fn attaches(gap: &str) -> bool {
    if gap.len() > 72
        || gap.contains([',', ';', '!', '?', '\u{3001}', '\u{60c}', '\u{3002}', '|'])
        || gap.contains(". ")
        || gap.contains("\n\n")
    {
        return false;
    }
    let unspaced = gap.chars().filter(|&c| class(c) == Class::Unspaced).count();
    let words = gap.split(|c: char| class(c) == Class::Gap).filter(|w| !w.is_empty()).count();
    gap.chars().count() <= 24 && words <= 2 && unspaced <= 6
}

/// Few enough words for what is told to be entered: "type on the screen 904-173".
pub(super) fn tells(gap: &str) -> bool {
    let words = || gap.split(|c: char| class(c) == Class::Gap).filter(|w| !w.is_empty());
    attaches(gap)
        || gap.len() <= 96
            && gap.chars().count() <= 32
            && words().count() <= 4
            && words().all(|w| w.chars().all(|c| class(c) != Class::Digit))
            && !gap.contains([',', ';', ':', '!', '?', '(', '\n', '\u{3001}', '\u{60c}', '\u{3002}'])
            && !gap.contains(". ")
}

static WITH: LazyLock<Vec<String>> =
    LazyLock::new(|| "से द्वारा দিয়ে سے ile で 으로 로".split(' ').map(phrase).collect());

static WITH_BEFORE: LazyLock<Vec<String>> =
    LazyLock::new(|| "with mit con com avec met с з с помощью bằng dengan باستخدام".split(' ').map(phrase).collect());

/// "With", right before.
pub(super) fn with_leads(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(|c: char| class(c) == Class::Gap).next().unwrap_or_default();
    WITH_BEFORE.iter().any(|with| with == last) || last.ends_with('用')
}

/// "With", in languages that put it after the word.
pub(super) fn with_follows(gap: &str) -> bool {
    let gap = gap.trim_start();
    WITH.iter().any(|with| {
        gap.strip_prefix(with.as_str()).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c| matches!(class(c), Class::Gap | Class::Unspaced))
        })
    })
}

/// "Enter this code in the launcher, to sign in: 482913": all of one sentence that leads to the number.
pub(super) fn points_to(gap: &str) -> bool {
    gap.len() <= 300
        && gap.trim_end().ends_with(':')
        && gap.matches(':').count() == 1
        && !gap.contains([';', '!', '?', '(', '\u{3002}'])
        && !gap.contains(". ")
        && !gap.contains("\n\n")
        && !gap.bytes().any(|b| b.is_ascii_digit())
        && gap.chars().filter(|&c| class(c) != Class::Gap).count() <= 80
}

static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    "page pagina página seite stron sayfa страниц сторін halaman trang 页 頁 ページ 페이지 หน้า पेज पृष्ठ পৃষ্ঠা পেজ صفحة صفح"
        .split(' ')
        .map(phrase)
        .collect()
});

/// A page, which is a place to enter something as well as a thing with a number.
pub(super) fn is_page(word: &str) -> bool {
    PAGES.iter().any(|page| word.contains(page.as_str()))
}

/// "Of": what follows is what a code belongs to.
pub(super) fn is_of(gap: &str) -> bool {
    gap.split_whitespace()
        .next()
        .is_some_and(|word| "of de du des del della da do di van von".split(' ').any(|w| w == word))
}
