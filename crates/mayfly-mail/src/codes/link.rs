//! The link in a message that confirms an address, activates an account, resets a password or signs in.

use std::fmt;
use std::ops::Range;

use url::Url;

use super::context::Context;
use super::fold::{Class, class, phrase};
use super::lexicon::{Hit, Role};
use super::{MAX_SUBJECT, MAX_TEXT, cap};

/// The link a message wants followed to confirm something.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmationLink {
    /// Where it leads, as given: http or https. Not checked for safety; ask before opening it.
    pub href: String,
    /// The words on it, as given.
    pub text: String,
}

/// Such a link lets whoever has it in, so it stays out of logs.
impl fmt::Debug for ConfirmationLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmationLink").finish_non_exhaustive()
    }
}

/// Links that are looked at.
const MAX_LINKS: usize = 200;
/// Bytes of an address and of the words on it that are read.
const MAX_LINK: usize = 2_000;
/// Bytes around a link that are read.
const FAR: usize = 800;
/// Links from this many points on are confirmation links.
const THRESHOLD: i32 = 5;

/// The confirmation link among `links` (address and the words on it, in the message's order), if there is one.
///
/// `text` is the message as plain text; what stands around a link there tells what a bare address or "click here"
/// is for. Links to unsubscribe, to policies, help or social networks are never meant, nor is "this wasn't me".
pub fn find_link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<ConfirmationLink> {
    let context = Context::new(cap(subject, MAX_SUBJECT), cap(text, MAX_TEXT));
    let mut best: Option<(i32, &(&str, &str))> = None;
    let mut cursor = 0;
    for link in links.iter().take(MAX_LINKS) {
        let (href, words) = *link;
        let place = place(&context, href, words, &mut cursor);
        let Some(points) = points(&context, href, words, place) else { continue };
        if points >= THRESHOLD && best.is_none_or(|(most, _)| points > most) {
            best = Some((points, link));
        }
    }
    best.map(|(_, (href, words))| ConfirmationLink { href: (*href).to_owned(), text: (*words).to_owned() })
}

/// Where the link stands in the folded text; links come in order, so the search goes on from the last one.
fn place(context: &Context, href: &str, words: &str, cursor: &mut usize) -> Option<Range<usize>> {
    let words = words.trim();
    let needle = if words.is_empty() { href } else { words };
    let rest = context.original.get(*cursor..)?;
    let at = *cursor + rest.find(needle)?;
    *cursor = at + needle.len();
    Some(context.folded.position(at)..context.folded.position(at + needle.len()))
}

fn points(context: &Context, href: &str, words: &str, place: Option<Range<usize>>) -> Option<i32> {
    let url = Url::parse(cap(href.trim(), MAX_LINK)).ok()?;
    let host = url.host_str()?;
    if !matches!(url.scheme(), "https" | "http") || ELSEWHERE.iter().any(|site| is_site(host, site)) {
        return None;
    }
    let words = cap(words.trim(), MAX_LINK);
    let bare = words.is_empty() || words.contains("://") || words.starts_with("www.");
    let path = url.path().to_ascii_lowercase();
    if !bare && refused(words) || path_has(&path, &NEVER_IN_PATH) {
        return None;
    }
    let mut points = 0;
    if !bare {
        let own = Context::new("", words);
        let has = |role| own.hits.iter().any(|h| h.role == role);
        if has(Role::Refuse) {
            return None;
        }
        points += if has(Role::Verify) {
            5
        } else if has(Role::Link) {
            3
        } else if has(Role::Access) {
            2
        } else {
            0
        };
    }
    let query = url.query().unwrap_or_default().to_ascii_lowercase();
    if path_has(&path, &CONFIRMS) || query.split('&').any(|pair| path_has(pair, &CONFIRMS)) {
        points += 3;
    } else if path_has(&path, &LETS_IN) {
        points += 1;
    }
    points += i32::from(query.split('&').any(|pair| SECRETS.iter().any(|key| pair.split('=').next() == Some(key))));
    // A front page or a login page, the same for everybody: nothing in it says who is meant.
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if query.is_empty() && (last.is_empty() || PAGES.contains(&last)) {
        points -= 4;
    }
    let mut told = points >= 3;
    let about = context.hits.iter().any(|h| context.in_subject(h.start) && h.role == Role::Verify);
    if let Some(place) = place {
        let (near, lets_in) = around(context, place, about);
        points += near;
        told |= lets_in;
    }
    // Something made for one reader, where words say what for.
    points += i32::from(told && is_made_for_one(&url)) * 2;
    let subject = |role| context.hits.iter().any(|h| context.in_subject(h.start) && h.role == role);
    points += if subject(Role::Verify) { 2 } else { i32::from(subject(Role::Access) || subject(Role::Link)) };
    Some(points)
}

/// What the sentence with the link, or the one that leads to it, says, and whether it says to get in or confirm.
fn around(context: &Context, place: Range<usize>, about: bool) -> (i32, bool) {
    let number = context.sentence_at(place.start);
    let Some(own) = context.sentence(number) else { return (0, false) };
    let said = |span: Range<usize>| -> Option<(i32, bool)> {
        // No sentence is that long; hostile text is.
        let hits = context.hits_in(span.start.max(place.start.saturating_sub(FAR))..span.end.min(place.end + FAR));
        let outside = |h: &&Hit| h.end <= place.start || h.start >= place.end;
        let has = |role: Role| hits.iter().filter(outside).any(|h| h.role == role);
        // "Accept the invitation" is for the link alone, "sign in" is said of many things.
        let only = |link: &&Hit| {
            let same = |h: &Hit| h.role == Role::Access && (h.start, h.end) == (link.start, link.end);
            link.role == Role::Link && !context.hits_in(link.start..link.start + 1).iter().any(same)
        };
        if has(Role::Refuse) {
            None
        } else if has(Role::Verify) || hits.iter().filter(outside).any(|h| only(&h)) {
            Some((3, true))
        } else {
            let lets_in = has(Role::Link) || has(Role::Access) && has(Role::Pointer);
            // "Use the link below", in mail about confirming.
            let says = context.slice(span.start.max(place.start.saturating_sub(FAR)), span.end);
            if about && !lets_in && has(Role::Pointer) && !refused(says) {
                return Some((1, true));
            }
            Some((i32::from(has(Role::Access) || has(Role::Link)) * 2, lets_in))
        }
    };
    let Some(own_says) = said(own.clone()) else { return (-6, false) };
    if own_says.0 == 3 {
        return own_says;
    }
    let first = context.slice(own.start, place.start).chars().all(|c| class(c) == Class::Gap);
    let before = (0..number)
        .rev()
        .filter_map(|i| context.sentence(i))
        .filter(|s| !context.slice(s.start, s.end).trim().is_empty())
        .take_while(|b| first && place.start - b.end < 200);
    // "Use this link to sign in. It works once."
    for sentence in before.take(2) {
        match said(sentence) {
            None => return (-6, false),
            Some((0, _)) => {}
            Some((points, lets_in)) => return (own_says.0 + points, own_says.1 || lets_in),
        }
    }
    own_says
}

/// Ends in letters and digits that nobody would choose: "/l/pQ82x-71kk", "?k=77aa12".
fn is_made_for_one(url: &Url) -> bool {
    let opaque = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
        (digits > 0 && letters > 0 || digits + letters >= 16) && digits + letters >= 4 && !part.contains('.')
    };
    url.path().rsplit('/').take(2).any(opaque)
        || url.query().is_some_and(|q| q.split('&').any(|pair| pair.split_once('=').is_some_and(|(_, v)| opaque(v))))
}

fn is_site(host: &str, site: &str) -> bool {
    host == site || host.strip_suffix(site).is_some_and(|sub| sub.ends_with('.'))
}

fn refused(words: &str) -> bool {
    let plain = phrase(words);
    NEVER.split('|').any(|no| plain.contains(phrase(no.trim()).as_str()))
}

fn path_has(path: &str, stems: &[&str]) -> bool {
    path.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() <= 40 && stems.iter().any(|stem| part.starts_with(stem)))
}

/// Places a confirmation never leads to.
const ELSEWHERE: [&str; 14] = [
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

const CONFIRMS: [&str; 19] = [
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

const LETS_IN: [&str; 9] = ["login", "signin", "signup", "register", "auth", "invit", "welcome", "session", "accept"];

const PAGES: [&str; 10] =
    ["login", "log-in", "signin", "sign-in", "signup", "sign-up", "register", "account", "auth", "users"];

const SECRETS: [&str; 12] = [
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

const NEVER_IN_PATH: [&str; 15] = [
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

/// Words on links that are never it.
const NEVER: &str = "unsubscribe|opt out|preferences|privacy|terms of|terms and|terms & |help cent|contact us|contact support|get help|faq|view in browser|view online\
|view this email|app store|google play|manage subscription|manage notif|learn more|report \
|abbestellen|abmelden|datenschutz|impressum|agb|im browser|desabonn|desinscri|se desinscrire|confidentialite|conditions|dans le navigateur|darse de baja\
|cancelar suscrip|privacidad|preferencias|terminos|descadastr|cancelar inscri|cancelar a inscri|privacidade|termos|отписаться|отписк|конфиденциальн|условия|відписатися|відписк|конфіденц\
|取消订阅|退订|隐私|条款|帮助|取消訂閱|退訂|隱私|條款|幫助|hủy đăng ký|huỷ đăng ký|ngừng nhận|quyền riêng tư|chính sách|điều khoản|trợ giúp\
|配信停止|配信解除|プライバシー|利用規約|ヘルプ|수신거부|수신 거부|구독 취소|개인정보|이용약관|إلغاء الاشتراك|الخصوصية|الشروط|सदस्यता समाप्त|सदस्यता छोड़|गोपनीयता|शर्तें\
|আনসাবস্ক্রাইব|গোপনীয়তা|শর্তাবলী|ان سبسکرائب|رازداری|شرائط|berhenti berlangganan|privasi|syarat|ketentuan|annulla iscrizione|disiscri|cancella iscrizione|cancellati|termini\
|abonelikten|gizlilik|koşullar|wypisz|prywatno|regulamin|uitschrijven|afmelden|voorwaarden|ยกเลิกการรับ|ยกเลิกการสมัคร|ความเป็นส่วนตัว|เงื่อนไข";
