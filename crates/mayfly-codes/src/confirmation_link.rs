//! Finds the link of a message that confirms an address, activates an account, resets a password or signs in.

use std::fmt;
use std::ops::Range;

use url::Url;

use crate::char_class::{CharClass, classify_char};
use crate::input_limits::{MAX_SUBJECT_BYTES, MAX_TEXT_BYTES, truncate_to_bytes};
use crate::lexicon::{PhraseMatch, PhraseRole};
use crate::message_context::MessageContext;
use crate::normalised_text::normalise_phrase;

/// The link that a message asks its reader to follow to confirm something or to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmationLink {
    /// The address as given, http or https. It is not checked for safety: ask the user before opening it.
    pub href: String,
    /// The text of the link as given.
    pub text: String,
}

/// Leaves the address out: whoever has it can sign in, so it must not get into logs.
impl fmt::Debug for ConfirmationLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmationLink").finish_non_exhaustive()
    }
}

/// The most links that are examined.
const MAX_LINKS: usize = 200;
/// Bytes of an address and of its text that are read.
const MAX_LINK_BYTES: usize = 2_000;
/// Bytes of text on each side of a link that are read.
const CONTEXT_BYTES: usize = 800;
/// A link with at least this many points is a confirmation link.
const LINK_THRESHOLD: i32 = 5;

/// Finds the confirmation link among `links`, pairs of an address and its text in the order of the message.
///
/// `text` is the message as plain text: the words around a link tell what a bare address or "click here" is for. Links
/// to unsubscribe, to policies, help or social networks and links that undo something ("this wasn't me") are never
/// returned.
///
/// ```
/// use mayfly_codes::find_confirmation_link;
///
/// let links = [("https://example.com/help", "Help"), ("https://example.com/verify?token=x", "Confirm my address")];
/// let link = find_confirmation_link(&links, "Welcome", "Welcome!\nConfirm my address\nHelp").unwrap();
/// assert_eq!(link.href, "https://example.com/verify?token=x");
/// ```
pub fn find_confirmation_link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<ConfirmationLink> {
    let context =
        MessageContext::new(truncate_to_bytes(subject, MAX_SUBJECT_BYTES), truncate_to_bytes(text, MAX_TEXT_BYTES));
    let mut best: Option<(i32, &(&str, &str))> = None;
    let mut cursor = 0;
    for link in links.iter().take(MAX_LINKS) {
        let (href, words) = *link;
        let span = find_link_span(&context, href, words, &mut cursor);
        let Some(points) = score_link(&context, href, words, span) else { continue };
        if points >= LINK_THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, (href, words))| ConfirmationLink { href: (*href).to_owned(), text: (*words).to_owned() })
}

/// Finds the span of a link in the normalised text. Links come in order, so the search starts after the last one.
fn find_link_span(context: &MessageContext, href: &str, words: &str, cursor: &mut usize) -> Option<Range<usize>> {
    let words = words.trim();
    let needle = if words.is_empty() { href } else { words };
    let rest = context.original.get(*cursor..)?;
    let at = *cursor + rest.find(needle)?;
    *cursor = at + needle.len();
    Some(context.normalised.offset_of_original(at)..context.normalised.offset_of_original(at + needle.len()))
}

/// The points of a link, or `None` when it cannot be a confirmation link.
fn score_link(context: &MessageContext, href: &str, words: &str, span: Option<Range<usize>>) -> Option<i32> {
    let url = Url::parse(truncate_to_bytes(href.trim(), MAX_LINK_BYTES)).ok()?;
    let host = url.host_str()?;
    if !matches!(url.scheme(), "https" | "http") || EXCLUDED_SITES.iter().any(|site| is_host_of_site(host, site)) {
        return None;
    }
    let words = truncate_to_bytes(words.trim(), MAX_LINK_BYTES);
    let bare = words.is_empty() || words.contains("://") || words.starts_with("www.");
    let path = url.path().to_ascii_lowercase();
    if !bare && is_excluded_text(words) || has_word_with_stem(&path, &EXCLUDED_PATH_STEMS) {
        return None;
    }
    let mut points = 0;
    if !bare {
        let own = MessageContext::new("", words);
        let has_role = |role| own.phrases.iter().any(|h| h.role == role);
        if has_role(PhraseRole::Disavowal) {
            return None;
        }
        points += if has_role(PhraseRole::Verify) {
            5
        } else if has_role(PhraseRole::LinkAction) {
            3
        } else if has_role(PhraseRole::Access) {
            2
        } else {
            0
        };
    }
    let query = url.query().unwrap_or_default().to_ascii_lowercase();
    if has_word_with_stem(&path, &CONFIRMATION_STEMS)
        || query.split('&').any(|pair| has_word_with_stem(pair, &CONFIRMATION_STEMS))
    {
        points += 3;
    } else if has_word_with_stem(&path, &SIGN_IN_STEMS) {
        points += 1;
    }
    points += i32::from(
        query.split('&').any(|pair| TOKEN_PARAMETERS.iter().any(|name| pair.split('=').next() == Some(name))),
    );
    // A front page or a login page is the same for every reader.
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if query.is_empty() && (last.is_empty() || GENERIC_PAGES.contains(&last)) {
        points -= 4;
    }
    let mut has_purpose = points >= 3;
    let is_about_verification =
        context.phrases.iter().any(|h| context.is_in_subject(h.start) && h.role == PhraseRole::Verify);
    if let Some(span) = span {
        let (nearby_points, signs_in) = score_surrounding_text(context, span, is_about_verification);
        points += nearby_points;
        has_purpose |= signs_in;
    }
    // An address made for one reader counts when words give its purpose.
    points += i32::from(has_purpose && ends_in_random_identifier(&url)) * 2;
    let subject = |role| context.phrases.iter().any(|h| context.is_in_subject(h.start) && h.role == role);
    points += if subject(PhraseRole::Verify) {
        2
    } else {
        i32::from(subject(PhraseRole::Access) || subject(PhraseRole::LinkAction))
    };
    Some(points)
}

/// The points for the sentence with the link or the sentences before it, and whether they say to sign in or to confirm.
fn score_surrounding_text(
    context: &MessageContext,
    link_span: Range<usize>,
    is_about_verification: bool,
) -> (i32, bool) {
    let index = context.sentence_index_at(link_span.start);
    let Some(own) = context.sentence_span(index) else { return (0, false) };
    let score_sentence = |span: Range<usize>| -> Option<(i32, bool)> {
        // Only hostile text has longer sentences.
        let phrases = context.phrases_in(
            span.start.max(link_span.start.saturating_sub(CONTEXT_BYTES))..span.end.min(link_span.end + CONTEXT_BYTES),
        );
        let outside = |h: &&PhraseMatch| h.end <= link_span.start || h.start >= link_span.end;
        let has_role = |role: PhraseRole| phrases.iter().filter(outside).any(|h| h.role == role);
        // "Accept the invitation" is about the link alone; "sign in" occurs in other sentences too.
        let is_link_action_only = |link: &&PhraseMatch| {
            let same = |h: &PhraseMatch| h.role == PhraseRole::Access && (h.start, h.end) == (link.start, link.end);
            link.role == PhraseRole::LinkAction && !context.phrases_in(link.start..link.start + 1).iter().any(same)
        };
        if has_role(PhraseRole::Disavowal) {
            None
        } else if has_role(PhraseRole::Verify) || phrases.iter().filter(outside).any(|h| is_link_action_only(&h)) {
            Some((3, true))
        } else {
            let signs_in =
                has_role(PhraseRole::LinkAction) || has_role(PhraseRole::Access) && has_role(PhraseRole::LinkWord);
            // "Use the link below", in mail about confirming.
            let sentence_text = context.slice(span.start.max(link_span.start.saturating_sub(CONTEXT_BYTES)), span.end);
            if is_about_verification && !signs_in && has_role(PhraseRole::LinkWord) && !is_excluded_text(sentence_text)
            {
                return Some((1, true));
            }
            Some((i32::from(has_role(PhraseRole::Access) || has_role(PhraseRole::LinkAction)) * 2, signs_in))
        }
    };
    let Some(own_score) = score_sentence(own.clone()) else { return (-6, false) };
    if own_score.0 == 3 {
        return own_score;
    }
    let starts_sentence =
        context.slice(own.start, link_span.start).chars().all(|c| classify_char(c) == CharClass::Separator);
    let before = (0..index)
        .rev()
        .filter_map(|i| context.sentence_span(i))
        .filter(|s| !context.slice(s.start, s.end).trim().is_empty())
        .take_while(|b| starts_sentence && link_span.start - b.end < 200);
    // "Use this link to sign in. It works once."
    for sentence in before.take(2) {
        match score_sentence(sentence) {
            None => return (-6, false),
            Some((0, _)) => {}
            Some((points, signs_in)) => return (own_score.0 + points, own_score.1 || signs_in),
        }
    }
    own_score
}

/// Whether the path or query ends in a random identifier: "/l/pQ82x-71kk", "?k=77aa12".
fn ends_in_random_identifier(url: &Url) -> bool {
    let is_random = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
        (digits > 0 && letters > 0 || digits + letters >= 16) && digits + letters >= 4 && !part.contains('.')
    };
    url.path().rsplit('/').take(2).any(is_random)
        || url.query().is_some_and(|q| q.split('&').any(|pair| pair.split_once('=').is_some_and(|(_, v)| is_random(v))))
}

/// Whether a host is a site or one of its subdomains.
fn is_host_of_site(host: &str, site: &str) -> bool {
    host == site || host.strip_suffix(site).is_some_and(|sub| sub.ends_with('.'))
}

/// Whether a text has a phrase that excludes a link.
fn is_excluded_text(words: &str) -> bool {
    let plain = normalise_phrase(words);
    EXCLUDED_PHRASES.split('|').any(|excluded| plain.contains(normalise_phrase(excluded.trim()).as_str()))
}

/// Whether a word of a path or query starts with one of the stems.
fn has_word_with_stem(path: &str, stems: &[&str]) -> bool {
    path.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() <= 40 && stems.iter().any(|stem| part.starts_with(stem)))
}

/// Sites that a confirmation link never leads to.
const EXCLUDED_SITES: [&str; 14] = [
    "facebook.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "linkedin.com",
    "youtube.com",
    "tiktok.com",
    "pinterest.com",
    "t.me",
    "apps.apple.com",
    "itunes.apple.com",
    "play.google.com",
    "wa.me",
    "zalo.me",
];

/// Stems in a path or query that say what is confirmed.
const CONFIRMATION_STEMS: [&str; 19] = [
    "confirm",
    "verif",
    "activat",
    "validat",
    "magic",
    "optin",
    "doi",
    "reset",
    "passwordreset",
    "emailconfirm",
    "emailverif",
    "accountactiv",
    "userconfirm",
    "xacnhan",
    "xacthuc",
    "kichhoat",
    "passwordless",
    "doubleoptin",
    "recover",
];

/// Stems in a path that say that the link signs in.
const SIGN_IN_STEMS: [&str; 9] =
    ["login", "signin", "signup", "register", "auth", "invit", "welcome", "session", "accept"];

/// The last path segments of pages that are the same for every reader.
const GENERIC_PAGES: [&str; 10] =
    ["login", "log-in", "signin", "sign-in", "signup", "sign-up", "register", "account", "auth", "users"];

/// Query parameters that hold a token.
const TOKEN_PARAMETERS: [&str; 12] = [
    "token",
    "code",
    "key",
    "hash",
    "sig",
    "signature",
    "t",
    "otp",
    "confirmation_token",
    "reset_token",
    "ticket",
    "oobcode",
];

/// Stems in a path that exclude a link.
const EXCLUDED_PATH_STEMS: [&str; 15] = [
    "unsub",
    "optout",
    "preferenc",
    "privacy",
    "terms",
    "help",
    "support",
    "faq",
    "policy",
    "policies",
    "legal",
    "contact",
    "imprint",
    "impressum",
    "datenschutz",
];

/// Phrases in the text of a link that exclude it.
const EXCLUDED_PHRASES: &str = "unsubscribe|opt out|preferences|privacy|terms of|terms and|terms & |help cent|contact us|contact support|get help|faq|view in browser|view online\
|view this email|app store|google play|manage subscription|manage notif|learn more|report \
|abbestellen|abmelden|datenschutz|impressum|agb|im browser|desabonn|desinscri|se desinscrire|confidentialite|conditions|dans le navigateur|darse de baja\
|cancelar suscrip|privacidad|preferencias|terminos|descadastr|cancelar inscri|cancelar a inscri|privacidade|termos|отписаться|отписк|конфиденциальн|условия|відписатися|відписк|конфіденц\
|取消订阅|退订|隐私|条款|帮助|取消訂閱|退訂|隱私|條款|幫助|hủy đăng ký|huỷ đăng ký|ngừng nhận|quyền riêng tư|chính sách|điều khoản|trợ giúp\
|配信停止|配信解除|プライバシー|利用規約|ヘルプ|수신거부|수신 거부|구독 취소|개인정보|이용약관|إلغاء الاشتراك|الخصوصية|الشروط|सदस्यता समाप्त|सदस्यता छोड़|गोपनीयता|शर्तें\
|আনসাবস্ক্রাইব|গোপনীয়তা|শর্তাবলী|ان سبسکرائب|رازداری|شرائط|berhenti berlangganan|privasi|syarat|ketentuan|annulla iscrizione|disiscri|cancella iscrizione|cancellati|termini\
|abonelikten|gizlilik|koşullar|wypisz|prywatno|regulamin|uitschrijven|afmelden|voorwaarden|ยกเลิกการรับ|ยกเลิกการสมัคร|ความเป็นส่วนตัว|เงื่อนไข";
