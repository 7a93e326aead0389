//! The words that tell a verification code from any other number, in every language at once.
//!
//! A language is a [`Lexicon`] of phrases by role; all of them go into one automaton, so a message costs one pass
//! whatever its language, and mail that mixes two languages needs no guess. To add a language, add one constant.
//!
//! Phrases are parted by `|`. `word` matches as a whole word, `stem*` with any ending, `*end` with any beginning,
//! `=word` only with its accents as given, `#word` is a word for numbers of any kind ("number", "номер"). Case, accents, hyphens and line breaks don't matter otherwise.

mod asian;
mod english;
mod european;
mod void;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::fold::{Class, Folded, class, loosen, phrase};

/// One language's phrases.
struct Lexicon {
    /// Means a verification code by itself: "OTP", "passcode", "验证码".
    strong: &'static str,
    /// Means some code: "code", "PIN", "código". What kind, other words say.
    noun: &'static str,
    /// What such a code is for, in the act: verify, confirm, activate, reset.
    verify: &'static str,
    /// What such a code is for, around it: signing in, security, one-time.
    access: &'static str,
    /// Tells the reader to type something in.
    enter: &'static str,
    /// Names another kind of number (order, phone, year …) or another kind of code (promo, postal, error …).
    label: &'static str,
    /// What a count is counted in, after the number: users, minutes, euros.
    unit: &'static str,
    /// Matters whose mail has codes of another kind: sales, travel, meetings.
    topic: &'static str,
    /// Warnings about codes, which mention one without giving one.
    warn: &'static str,
    /// How long something is valid.
    expiry: &'static str,
    /// "If this wasn't you": what a link there undoes.
    refuse: &'static str,
    /// Words on links that let someone in, beyond `verify`.
    link: &'static str,
}

/// What a phrase says; the fields of a language's tables, and what becomes of a noun by its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Strong,
    Noun,
    Verify,
    Access,
    /// A password, which is a code when a number follows: "Password: 6402".
    Password,
    Enter,
    Label,
    /// "number": a label, unless the words beside it say what it is for.
    Number,
    Unit,
    Topic,
    /// Invitations to calls, whose passcodes let into a call.
    Meeting,
    Warn,
    Expiry,
    Refuse,
    Link,
    /// A code of another kind: "promo code".
    OtherCode,
    /// A word for the link itself.
    Pointer,
    /// Old, replaced, no longer valid: what is said of codes that are none any more.
    Void,
    /// Says nothing, but has another phrase in it: 홈페이지, "home page", has 페이지, "page".
    Neutral,
}

impl Role {
    /// Roles whose longer phrases hide shorter ones inside: "tracking number" hides "number".
    fn hides(self) -> bool {
        matches!(
            self,
            Role::Strong | Role::Noun | Role::Verify | Role::Access | Role::Label | Role::Number | Role::Neutral
        )
    }
}

/// A phrase found, in bytes of the folded text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: Role,
}

struct Pattern {
    role: Role,
    open_start: bool,
    open_end: bool,
    /// The characters the original must have, for a phrase that is another word without its accents.
    exact: Option<&'static str>,
}

struct Matcher {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

static MATCHER: LazyLock<Option<Matcher>> = LazyLock::new(Matcher::new);

impl Matcher {
    fn new() -> Option<Self> {
        let (words, patterns): (Vec<String>, Vec<Pattern>) = LANGUAGES
            .iter()
            .flat_map(|lexicon| lexicon.patterns())
            .chain(patterns(MEETINGS, Role::Meeting))
            .chain(patterns(PASSWORDS, Role::Password))
            .chain(patterns(void::VOID, Role::Void))
            .chain(patterns(POINTERS, Role::Pointer))
            .chain(patterns(NEUTRAL, Role::Neutral))
            .unzip();
        let automaton = AhoCorasick::new(&words).ok()?;
        Some(Self { automaton, patterns })
    }
}

const LANGUAGES: [Lexicon; 21] = [
    english::ENGLISH,
    european::SPANISH,
    european::PORTUGUESE,
    european::FRENCH,
    european::ITALIAN,
    european::GERMAN,
    european::DUTCH,
    european::POLISH,
    european::TURKISH,
    european::RUSSIAN,
    european::UKRAINIAN,
    asian::VIETNAMESE,
    asian::CHINESE,
    asian::JAPANESE,
    asian::KOREAN,
    asian::THAI,
    asian::HINDI,
    asian::BENGALI,
    asian::ARABIC,
    asian::URDU,
    asian::INDONESIAN,
];

impl Lexicon {
    fn patterns(&self) -> impl Iterator<Item = (String, Pattern)> {
        [
            (self.strong, Role::Strong),
            (self.noun, Role::Noun),
            (self.verify, Role::Verify),
            (self.access, Role::Access),
            (self.enter, Role::Enter),
            (self.label, Role::Label),
            (self.unit, Role::Unit),
            (self.topic, Role::Topic),
            (self.warn, Role::Warn),
            (self.expiry, Role::Expiry),
            (self.refuse, Role::Refuse),
            (self.link, Role::Link),
        ]
        .into_iter()
        .flat_map(|(phrases, role)| patterns(phrases, role))
    }
}

fn patterns(phrases: &'static str, role: Role) -> impl Iterator<Item = (String, Pattern)> {
    phrases.split('|').map(str::trim).filter(|written| !written.is_empty()).map(move |written| {
        let bare = written.trim_start_matches(['*', '=', '#']).trim_end_matches('*');
        let pattern = Pattern {
            role: if written.starts_with('#') { Role::Number } else { role },
            open_start: written.starts_with('*'),
            open_end: written.ends_with('*'),
            exact: written.starts_with('=').then_some(bare),
        };
        (phrase(bare), pattern)
    })
}

/// Invitations to calls, in any language: their services write them much the same.
const MEETINGS: &str = "meeting id | webinar id | conference id | meeting number | meeting passcode | dial in | join the meeting \
    | join meeting | join zoom | id de reunión | id da reunião | id de réunion | id riunione | meeting-id | besprechungs-id \
    | vergadering-id | vergader-id | id spotkania | toplantı kimliği | toplantı id | идентификатор конференции | ідентифікатор конференції \
    | id cuộc họp | mã cuộc họp | id phòng họp | 会议号 | 會議號 | 会议id | 會議id | 会议 id | 會議 id | ミーティングid | ミーティング id \
    | 会議id | 회의 id | 회의id | รหัสการประชุม | id การประชุม | मीटिंग आईडी | মিটিং আইডি | معرف الاجتماع | میٹنگ آئی ڈی | id rapat";

/// Links, in any language.
const POINTERS: &str = "link | button | url | enlace | lien | botón | bouton | botão | botao | collegamento | pulsante | schaltfläche | knop \
    | przycisk | ссылк* | кнопк* | посилан* | 链接 | 連結 | 按钮 | 按鈕 | リンク | ボタン | 링크 | 버튼 | click | tap | follow | clic | clique | cliquez | cliquant | clicca | klick* | klik | kliknij | tıkla* | нажм* | перейд* | натисн* \
    | 点击 | 點擊 | 点按 | クリック | タップ | 클릭 | 눌러 | اضغط | انقر | क्लिक | ক্লিক | کلک | nhấn | bấm | chạm | คลิก | แตะ | กด | رابط | الرابط | زر \
    | लिंक | बटन | লিংক* | লিঙ্ক* | বাটন* | لنک | بٹن | liên kết | đường dẫn | bağlantı* | tautan | tombol | ลิงก์ | ปุ่ม";

/// Passwords, in any language.
const PASSWORDS: &str = "password | contraseña | senha | palavra-passe | mot de passe | kennwort | passwort | wachtwoord | hasło | şifre* | parola* \
    | пароль | mật khẩu | 密码 | 密碼 | パスワード | 비밀번호 | รหัสผ่าน | पासवर्ड | পাসওয়ার্ড* | كلمة المرور | كلمة السر | پاس ورڈ | kata sandi";

/// Words that scripts without spaces would let be taken for the word inside.
const NEUTRAL: &str = "홈페이지 | 웹페이지 | 페이지에서 | ホームページ | ウェブページ | 网页 | 網頁 | 页面 | 頁面 | 首页 | 首頁 | หน้าเว็บ | หน้าจอ";

/// Every phrase in the text, in order; a phrase inside a longer one of a kind that tells more isn't reported.
pub(super) fn hits(folded: &Folded, original: &str) -> Vec<Hit> {
    let Some(matcher) = MATCHER.as_ref() else { return Vec::new() };
    let text = loosen(&folded.lower);
    let mut found: Vec<(Hit, bool)> = Vec::new();
    for m in matcher.automaton.find_overlapping_iter(&text) {
        let Some(pattern) = matcher.patterns.get(m.pattern().as_usize()) else { continue };
        let Some(hit) = pattern.check(&text, m.start(), m.end()) else { continue };
        if let Some(exact) = pattern.exact
            && !has_accents(folded.original(original, hit.start, hit.end), exact)
        {
            continue;
        }
        found.push((hit, pattern.open_start));
    }
    // Longest first among those that start together, so that one sweep sees what hides what.
    found.sort_by(|(a, _), (b, _)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    found.dedup();
    hide(&found)
}

fn hide(found: &[(Hit, bool)]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(found.len());
    // The phrase reaching furthest so far among those that hide others.
    let mut cover: Option<Hit> = None;
    let mut at = 0;
    while at < found.len() {
        let (first, _) = found[at];
        let same = found[at..].iter().take_while(|(h, _)| (h.start, h.end) == (first.start, first.end)).count();
        let group = &found[at..at + same];
        at += same;
        if cover.is_some_and(|c| c.end >= first.end) {
            continue;
        }
        // The same words in two roles: the more telling one wins, and a listed word beats one known by its ending.
        let has = |role: Role| group.iter().any(|(h, open)| h.role == role && !open);
        let strong = has(Role::Strong);
        let label = has(Role::Label);
        for (hit, _) in group {
            let beaten = match hit.role {
                Role::Noun => strong || label,
                Role::Label | Role::Number => strong,
                _ => false,
            };
            if !beaten && kept.last() != Some(hit) {
                kept.push(*hit);
            }
            if hit.role.hides() && cover.is_none_or(|c| hit.end > c.end) {
                cover = Some(*hit);
            }
        }
    }
    kept
}

impl Pattern {
    /// The hit, if the match stands where a word may; stems reach to the word's end.
    fn check(&self, text: &str, start: usize, end: usize) -> Option<Hit> {
        let first = class(text.get(start..)?.chars().next()?);
        let last = class(text.get(..end)?.chars().next_back()?);
        let mut hit = Hit { start, end, role: self.role };
        let before = text.get(..start)?;
        let same =
            |c: char, as_class: Class| as_class != Class::Gap && as_class != Class::Unspaced && class(c) == as_class;
        if before.chars().next_back().is_some_and(|c| same(c, first)) {
            // Words are short; a "word" beyond this is no word.
            let word: usize = before.chars().rev().take(24).take_while(|&c| same(c, first)).map(char::len_utf8).sum();
            let prefix = before.get(start - word..)?;
            let joined = first == Class::Arabic && ARABIC_PREFIXES.contains(&prefix);
            if !(self.open_start || joined) {
                return None;
            }
            hit.start -= word;
        }
        let after = text.get(end..)?;
        if after.chars().next().is_some_and(|c| same(c, last)) {
            let word: usize = after.chars().take(24).take_while(|&c| same(c, last)).map(char::len_utf8).sum();
            let suffix = after.get(..word)?;
            let joined = last == Class::Arabic && ARABIC_SUFFIXES.contains(&suffix);
            if !(self.open_end || joined) {
                return None;
            }
            hit.end += word;
        }
        // A one-syllable unit in hangul that goes on is most likely the start of another word.
        if self.role == Role::Unit
            && last == Class::Unspaced
            && text.get(start..end)?.chars().count() == 1
            && text.get(start..)?.chars().take(2).all(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c))
            && after.chars().next().is_some_and(|c| class(c) == Class::Unspaced)
        {
            return None;
        }
        Some(hit)
    }
}

/// Articles and prepositions that are written on to the word.
const ARABIC_PREFIXES: [&str; 12] = ["ال", "و", "وال", "ب", "بال", "لل", "ل", "ف", "فال", "ك", "كال", "ول"];
/// Pronouns that are written on to the word (folded), and the definite endings.
const ARABIC_SUFFIXES: [&str; 7] = ["ك", "كم", "ه", "ها", "ي", "نا", "هم"];

fn has_accents(original: &str, exact: &str) -> bool {
    let lower = original.to_lowercase();
    lower == exact || lower.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c))
}
