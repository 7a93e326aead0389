//! What the address of a link says about its purpose.

use url::Url;

use super::password_url_words::names_password_act;

/// The parts of an address that tell its purpose, in lower case. What stands after `#` counts as path and query, as it
/// is for pages that run in the browser: `/#/verify-email?token=c0ffee`, `/#cred?code=81`.
pub(super) struct LinkUrlEvidence {
    host: String,
    path: String,
    query: String,
    /// Path, query and fragment as written: identifiers are case-sensitive.
    segments: Vec<String>,
    values: Vec<String>,
    opens_app: bool,
}

impl LinkUrlEvidence {
    /// Reads an address; `None` unless it is http or https with a host, or opens an app by a scheme of its own.
    pub(super) fn parse(href: &str) -> Option<Self> {
        let url = Url::parse(href).ok()?;
        let opens_app = !matches!(url.scheme(), "https" | "http");
        if opens_app && !is_custom_app_scheme(url.scheme()) {
            return None;
        }
        let host = url.host_str()?.to_owned();
        let mut path = url.path().to_owned();
        let mut query = url.query().unwrap_or_default().to_owned();
        if let Some(fragment) = url.fragment().map(|f| f.trim_start_matches('!')) {
            let (fragment_path, fragment_query) = match fragment.split_once('?') {
                Some(parts) => parts,
                // "#token=c0ffee"
                None if fragment.contains('=') && !fragment.starts_with('/') => ("", fragment),
                None => (fragment, ""),
            };
            // "#comment-77" is a place on a page.
            if fragment_path.starts_with('/') || !fragment_query.is_empty() {
                path = format!("{}/{}", path.trim_end_matches('/'), fragment_path.trim_start_matches('/'));
            }
            if !fragment_query.is_empty() {
                query = format!("{query}&{fragment_query}").trim_start_matches('&').to_owned();
            }
        }
        // "fathompod://auth/complete?ticket=": the first word of the path stands where others have the host.
        if opens_app {
            path = format!("/{host}{path}");
        }
        let segments = path.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let values = pairs.filter(|(name, _)| !is_page_parameter(name)).map(|(_, value)| value.to_owned()).collect();
        let (path, query) = decode_embedded_url(&path.to_ascii_lowercase(), &query.to_ascii_lowercase());
        Some(Self { host, path, query, segments, values, opens_app })
    }

    /// Whether the address can't be a confirmation link: a social network, an app store, an unsubscribe or help page. A
    /// blog, a forum or a help desk has accounts too, so an address there with a token may be one.
    pub(super) fn is_never_confirmation_link(&self) -> bool {
        EXCLUDED_SITES.iter().any(|site| is_host_of_site(&self.host, site))
            || EXCLUDED_SUBDOMAINS.iter().any(|name| self.host.split('.').next() == Some(name))
                && !self.has_confirmation_token()
                && !self.is_hosted_document_url()
            || has_word_with_stem(&self.path, &EXCLUDED_PATH_STEMS) && !self.confirms_in_spite_of_page()
            || self.path.split('/').any(|segment| EXCLUDED_SEGMENTS.contains(&segment))
    }

    /// Whether this is a document of somebody, and not a page of a manual: "docs.example.com/d/5oGWjb6MjDrmpOk9P4pogm4MB3CV".
    fn is_hosted_document_url(&self) -> bool {
        self.host.starts_with("docs.")
            && self.segments.iter().any(|s| s.len() >= MIN_DOCUMENT_IDENTIFIER && is_random(s))
    }

    /// Whether a parameter is named like a token, or the path confirms something and has an identifier that no article
    /// has: "/activate-account/9f3c21aa90".
    fn has_confirmation_token(&self) -> bool {
        let is_token = |s: &String| is_random(s) && s.bytes().all(|b| b.is_ascii_alphanumeric()) && s.len() >= 8;
        self.has_token_parameter() || self.confirms() && self.segments.iter().any(is_token)
    }

    /// The parts of the path and the parameters that are as long as a code and have a digit or capitals only.
    pub(super) fn code_like_url_parts(&self) -> impl Iterator<Item = &str> {
        let is_like_code = |part: &&str| {
            (4..=12).contains(&part.len())
                && (part.bytes().any(|b| b.is_ascii_digit()) || part.bytes().all(|b| b.is_ascii_uppercase()))
        };
        self.segments.iter().chain(&self.values).map(String::as_str).filter(is_like_code)
    }

    /// The parts of the path and the parameters that have a digit or are random.
    pub(super) fn identifier_like_url_parts(&self) -> impl Iterator<Item = &str> {
        let is_identifier =
            |part: &&str| part.len() >= 2 && part.bytes().any(|b| b.is_ascii_digit()) || is_random(part);
        self.segments.iter().chain(&self.values).map(String::as_str).filter(is_identifier)
    }

    /// Whether the address may be made for one reader: it has a parameter or an identifier.
    pub(super) fn identifies_reader(&self) -> bool {
        self.has_own_parameter() || self.identifier_like_url_parts().next().is_some()
    }

    /// Whether the query has a parameter that may be made for one reader.
    fn has_own_parameter(&self) -> bool {
        let is_own = |pair: &str| !pair.is_empty() && !is_page_parameter(pair.split('=').next().unwrap_or_default());
        self.query.split('&').any(is_own)
    }

    /// Whether the path or query says that something is confirmed or reset.
    pub(super) fn confirms(&self) -> bool {
        self.path.split('/').filter(|s| !is_title(s)).any(|s| has_word_with_stem(s, &CONFIRMATION_STEMS))
            || self.query.split('&').any(|pair| has_word_with_stem(pair, &CONFIRMATION_STEMS))
            || self.has_double_opt_in_path()
            || self.has_segment_pair_that_confirms()
            || self.sets_password_by_secret()
    }

    /// Whether the path or query names an act on a password, and has what only one reader knows: "/lost_password?token=4b7c19fe02ad".
    pub(super) fn sets_password_by_secret(&self) -> bool {
        let names_act = || {
            self.path.split('/').any(names_password_act)
                || self
                    .query_pairs()
                    .any(|pair| pair == WORDPRESS_RESET || pair.split('=').take(2).any(names_password_act))
        };
        self.has_secret() && names_act()
    }

    /// Whether a part of the path or the query is so long and mixed that nobody guesses it, or a parameter named like a token is
    /// random.
    fn has_secret(&self) -> bool {
        let is_secret = |part: &str| {
            part.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| {
                run.len() >= MIN_SECRET
                    && run.bytes().any(|b| b.is_ascii_digit())
                    && run.bytes().any(|b| b.is_ascii_alphabetic())
            })
        };
        is_secret(&self.path)
            || self.query_pairs().filter_map(|pair| pair.split_once('=')).any(|(name, value)| {
                is_secret(value)
                    || is_token_parameter(name) && value.len() >= MIN_TOKEN && value.split('.').any(is_random)
            })
    }

    /// The parameters of the query.
    fn query_pairs(&self) -> impl Iterator<Item = &str> {
        self.query.split(PAIR_SEPARATORS)
    }

    /// Whether two parts of the path together say that something is confirmed or reset: "/passwort/neu", "/pin/new".
    fn has_segment_pair_that_confirms(&self) -> bool {
        let pairs = self.path.split('/').zip(self.path.split('/').skip(1));
        pairs
            .filter(|(first, second)| !first.is_empty() && !second.is_empty() && first.len() + second.len() <= 40)
            .any(|(first, second)| CONFIRMATION_STEMS.contains(&format!("{first}{second}").as_str()))
    }

    /// Whether the path or query has "doi", double opt-in, before an identifier: "/doi/4f21a9", "?doi=4f21a9".
    fn has_double_opt_in_path(&self) -> bool {
        self.query.split('&').any(|pair| pair.starts_with("doi="))
            || self.path.split('/').skip_while(|segment| *segment != "doi").nth(1).is_some_and(|next| !next.is_empty())
            || has_word_with_stem(&self.path, &["doiconfirm"])
    }

    /// Whether the path says that something is cancelled or stays as it is.
    pub(super) fn cancels(&self) -> bool {
        self.path.split('/').any(|segment| CANCELLATION_SEGMENTS.contains(&segment))
    }

    /// Whether the path confirms something of one reader, whatever page it names: "/newsletter/confirm/9c1e", "/verify-contact?t=9c1e".
    fn confirms_in_spite_of_page(&self) -> bool {
        !has_word_with_stem(&self.path, &EXCLUDED_PATH_STEMS[..UNCONDITIONAL_STEMS])
            && self.confirms()
            && self.identifies_reader()
    }

    /// Whether two addresses differ only in the last part of their paths.
    pub(super) fn differs_only_in_last_segment(&self, other: &Self) -> bool {
        let parent = |path: &'_ str| path.trim_end_matches('/').rfind('/').unwrap_or(0);
        self.host == other.host
            && self.path != other.path
            && self.path[..parent(&self.path)] == other.path[..parent(&other.path)]
    }

    /// Whether the path names a link to sign in with, and the query has something for one reader: "/login-link?pt=0081&tok=b6Zq".
    pub(super) fn signs_in_by_token(&self) -> bool {
        has_word_with_stem(&self.path, &["loginlink", "magiclink", "signinlink", "loginbylink"])
            && self.identifies_reader()
    }

    /// Whether the path signs in or registers, and the address has what only one reader knows: "/auth/login?token=9fQkz17TTbQw".
    pub(super) fn signs_in_by_secret(&self) -> bool {
        self.path_has_sign_in_word() && self.has_token_parameter() && self.has_secret()
    }

    /// Whether the path says that something is refused.
    pub(super) fn refuses(&self) -> bool {
        self.path.split('/').any(|segment| REFUSAL_SEGMENTS.contains(&segment))
    }

    /// Whether the address opens an app by a scheme of its own, at a page that signs in: "fathompod://auth/complete?ticket=…".
    pub(super) fn opens_app(&self) -> bool {
        self.opens_app && !self.query.is_empty()
    }

    /// Whether the path says that the link signs in, invites or sets a password.
    pub(super) fn path_has_sign_in_word(&self) -> bool {
        has_word_with_stem(&self.path, &SIGN_IN_STEMS)
    }

    /// Whether a query parameter is named like a token.
    pub(super) fn has_token_parameter(&self) -> bool {
        self.query_pairs().any(|pair| is_token_parameter(pair.split('=').next().unwrap_or_default()))
    }

    /// Whether this is a front page, a login page or a settings page, which is the same for every reader.
    pub(super) fn is_generic_page(&self) -> bool {
        let last = self.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        !self.has_own_parameter()
            && (last.is_empty() || GENERIC_PAGES.contains(&last))
            && !self.segments.iter().any(|s| is_random(s))
    }

    /// Whether the path or query ends in an identifier made for one reader: "/l/pQ82x-71kk", "?k=77aa12".
    pub(super) fn ends_in_random_identifier(&self) -> bool {
        self.segments.iter().rev().take(3).any(|s| is_random(s) || is_signed_token(s))
            || self.segments.len() >= 2 && self.segments.last().is_some_and(|s| is_three_character_identifier(s))
            || self.values.iter().any(|v| v.split('.').any(is_random) || is_three_character_identifier(v))
    }
}

/// What stands between the parameters of a query.
const PAIR_SEPARATORS: [char; 2] = ['&', ';'];

/// Whether a parameter is named like a token.
fn is_token_parameter(name: &str) -> bool {
    let has_token_ending = name.ends_with("token") || name.ends_with("_key") || name.ends_with("_code");
    // Parameters of this prefix count clicks.
    TOKEN_PARAMETERS.contains(&name) || has_token_ending && !name.starts_with("utm_")
}

/// Whether a parameter tells the language, the place or the name with which a page opens, as for any reader.
fn is_page_parameter(name: &str) -> bool {
    PAGE_PARAMETERS.contains(&name) || name.starts_with("utm_")
}

/// The separators of an address inside another, as mail that counts clicks writes them.
const ENCODED_SEPARATORS: [(&str, &str); 3] = [("%2f", "/"), ("%3d", "="), ("%26", "&")];

/// Decodes the address inside the path of another: "/L0/https:%2F%2Ffern.example%2Fpasswort%2Fneu%3Ft%3D61". What stands
/// after its question mark goes to the query.
fn decode_embedded_url(path: &str, query: &str) -> (String, String) {
    let decode = |text: &str| {
        ENCODED_SEPARATORS.iter().fold(text.to_owned(), |text, (encoded, plain)| text.replace(encoded, plain))
    };
    match path.split_once("%3f") {
        Some((path, inner)) => (decode(path), format!("{query}&{}", decode(inner)).trim_start_matches('&').to_owned()),
        None => (decode(path), query.to_owned()),
    }
}

/// Whether a scheme is that of an app, and none that a browser or the system gives a meaning.
fn is_custom_app_scheme(scheme: &str) -> bool {
    scheme.len() >= 4
        && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && !SYSTEM_SCHEMES.iter().any(|system| scheme.starts_with(system))
}

/// The starts of schemes that are no app's own.
const SYSTEM_SCHEMES: [&str; 25] = [
    "about", "blob", "chrome", "data", "dict", "file", "ftp", "gopher", "intent", "java", "ldap", "mailto", "market",
    "ms", "nfs", "search", "sftp", "shell", "smb", "ssh", "tel", "vbscript", "view", "web", "x-",
];

/// The parameter by which WordPress sets a new password.
const WORDPRESS_RESET: &str = "action=rp";
/// The fewest letters and digits in a row that nobody guesses, and those of a parameter named like a token.
const MIN_SECRET: usize = 12;
const MIN_TOKEN: usize = 8;
/// The fewest words of a title in a path.
const MIN_TITLE_WORDS: usize = 4;
/// The fewest characters of a signed token.
const MIN_SIGNED_TOKEN: usize = 40;
/// The fewest characters of a document's identifier.
const MIN_DOCUMENT_IDENTIFIER: usize = 20;

/// Whether a part of an address is a random identifier and not a word, a number or a file name.
fn is_random(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_inner_capital =
        part.bytes().skip(1).any(|b| b.is_ascii_uppercase()) && part.bytes().any(|b| b.is_ascii_lowercase());
    let is_mixed = digits > 0 && letters > 0 || has_inner_capital && letters >= 8;
    let is_hexadecimal = letters >= 6 && part.bytes().all(|b| b.is_ascii_hexdigit());
    (is_mixed || is_hexadecimal || digits + letters >= 16 && !part.contains('-'))
        && digits + letters >= 4
        && !part.contains('.')
}

/// Whether a part is a signed token of several parts, as "eyJhbGciOi.eyJzdWIiOi.pOQTyWw56h".
fn is_signed_token(part: &str) -> bool {
    part.len() >= MIN_SIGNED_TOKEN && part.contains('.') && part.split('.').all(is_random)
}

/// Whether a part is three letters and digits that begin with a digit: "71c".
fn is_three_character_identifier(part: &str) -> bool {
    part.len() == 3
        && (part.starts_with(|c: char| c.is_ascii_digit()) || part.bytes().filter(u8::is_ascii_digit).count() == 2)
        && part.bytes().all(|b| b.is_ascii_alphanumeric())
        && part.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a host is a site or one of its subdomains.
fn is_host_of_site(host: &str, site: &str) -> bool {
    host == site || host.strip_suffix(site).is_some_and(|sub| sub.ends_with('.'))
}

/// Whether a word of a path or query starts with one of the stems.
fn has_word_with_stem(path: &str, stems: &[&str]) -> bool {
    let is_stem = |part: &str| part.len() <= 40 && stems.iter().any(|stem| part.starts_with(stem));
    path.split(|c: char| !c.is_ascii_alphanumeric()).any(is_stem)
        // "/xac-thuc/", "/opt-in/"
        || path
            .split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
            .filter(|part| part.len() <= 40 && part.contains(['-', '_']))
            .any(|part| is_stem(&part.replace(['-', '_'], "")))
}

/// Whether a segment of a path is the title of an article or a post, whose purpose is not in its first words:
/// "how-do-i-confirm-my-email", but not "confirm-your-email-address".
fn is_title(segment: &str) -> bool {
    let is_word = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase());
    let words = || segment.split(['-', '_']).filter(is_word);
    words().count() >= MIN_TITLE_WORDS && !words().take(2).any(|word| has_word_with_stem(word, &CONFIRMATION_STEMS))
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

/// First labels of hosts that hold help, news and the like.
const EXCLUDED_SUBDOMAINS: [&str; 8] = ["help", "support", "docs", "blog", "status", "community", "faq", "kb"];

/// Stems in a path or query that say what is confirmed.
const CONFIRMATION_STEMS: [&str; 95] = [
    "confirm",
    "conferm",
    "verif",
    "verific",
    "activat",
    "activar",
    "activer",
    "activ",
    "aktiv",
    "ativa",
    "attiva",
    "validat",
    "valider",
    "validar",
    "bestaetig",
    "bestatig",
    "bevestig",
    "bekraft",
    "bekreft",
    "bekraeft",
    "vahvist",
    "potwierdz",
    "potvr",
    "overeni",
    "overit",
    "onayla",
    "dogrula",
    "magic",
    "optin",
    "reset",
    "passwordreset",
    "zuruecksetz",
    "zurucksetz",
    "restablec",
    "redefin",
    "reinitialis",
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
    "unlock",
    "newuseremail",
    "changeemail",
    "emailchange",
    "reverif",
    "redeem",
    "megerosit",
    "erosit",
    "visszaigazol",
    "patvirtin",
    "apstiprin",
    "kinnita",
    "odsouhlas",
    "zatwierdz",
    "akcept",
    "godkaend",
    "godkann",
    "godkjenn",
    "hyvaksy",
    "freigabe",
    "freigeb",
    "zustimm",
    "einwillig",
    "newpassword",
    "passwordnew",
    "newpin",
    "pinnew",
    "pinchange",
    "changepin",
    "passwortneu",
    "neuespasswort",
    "nouveaumotdepasse",
    "motdepassenouveau",
    "nuevacontrasena",
    "novasenha",
    "nuovapassword",
    "nieuwwachtwoord",
    "nowehaslo",
    "noveheslo",
    "hesloobnova",
    "matkhaumoi",
    "datlaimatkhau",
    "podtverd",
    "pidtverd",
    "sahkan",
    "konfirm",
    "thibitish",
    "kakutei",
    "kakunin",
];

/// Stems in a path that say that the link signs in, invites or sets a password.
const SIGN_IN_STEMS: [&str; 54] = [
    "login",
    "logon",
    "signin",
    "signup",
    "register",
    "registr",
    "auth",
    "invit",
    "einlad",
    "uitnodig",
    "convite",
    "davet",
    "welcome",
    "session",
    "accept",
    "join",
    "onboard",
    "setup",
    "finish",
    "complete",
    "password",
    "passwort",
    "haslo",
    "heslo",
    "sso",
    "otp",
    "credential",
    "dangnhap",
    "anmeld",
    "inlog",
    "logga",
    "logind",
    "connexion",
    "acceder",
    "acceso",
    "acesso",
    "accesso",
    "zalogu",
    "prihlas",
    "prijava",
    "belep",
    "kirjaudu",
    "giris",
    "vhod",
    "inbjud",
    "meghiv",
    "zapros",
    "loimoi",
    "senha",
    "contrasena",
    "wachtwoord",
    "motdepasse",
    "pin",
    "recheck",
];

/// The last path segments of pages that are the same for every reader.
const GENERIC_PAGES: [&str; 29] = [
    "login",
    "log-in",
    "signin",
    "sign-in",
    "sign_in",
    "signup",
    "sign-up",
    "sign_up",
    "register",
    "account",
    "auth",
    "users",
    "settings",
    "password",
    "security",
    "profile",
    "dashboard",
    "home",
    "start",
    "download",
    "app",
    "konto",
    "compte",
    "cuenta",
    "conta",
    "cont",
    "fiok",
    "ucet",
    "conto",
];

/// Query parameters that hold a token.
const TOKEN_PARAMETERS: [&str; 16] = [
    "invite",
    "invitation",
    "token",
    "code",
    "key",
    "hash",
    "sig",
    "signature",
    "t",
    "otp",
    "ticket",
    "oobcode",
    "secret",
    "nonce",
    "jwt",
    "uid",
];

/// Query parameters that tell the language, the place or the name with which a page opens, and prove nothing.
const PAGE_PARAMETERS: [&str; 12] = [
    "lang",
    "language",
    "locale",
    "hl",
    "login_hint",
    "email",
    "next",
    "return",
    "returnto",
    "return_to",
    "continue",
    "source",
];

/// Stems in a path that exclude a link. Those behind the first do so unless the path confirms something of one reader as well.
const EXCLUDED_PATH_STEMS: [&str; 22] = [
    "unsub",
    "optout",
    "abmeld",
    "desabonn",
    "desinscri",
    "privacy",
    "terms",
    "help",
    "faq",
    "policy",
    "policies",
    "legal",
    "imprint",
    "impressum",
    "datenschutz",
    "preferenc",
    "support",
    "contact",
    "notification",
    "newsletter",
    "docs",
    "guide",
];
/// How many of the stems exclude a link in any case.
const UNCONDITIONAL_STEMS: usize = 15;

/// Path segments that exclude a link.
const EXCLUDED_SEGMENTS: [&str; 44] = [
    "blog",
    "builds",
    "commit",
    "issues",
    "merge_requests",
    "pipelines",
    "pull",
    "news",
    "tracking",
    "orders",
    "invoices",
    "receipts",
    "pricing",
    "open.gif",
    "decline",
    "deny",
    "reject",
    "refuse",
    "report",
    "block",
    "undo",
    "revert",
    "revoke",
    "freeze",
    "lock",
    "abuse",
    "fb",
    "feedback",
    "nps",
    "csat",
    "survey",
    "rate",
    "review",
    "reviews",
    "palaute",
    "bewertung",
    "bewerten",
    "avis",
    "opinion",
    "recensione",
    "recenze",
    "otzyv",
    "danh-gia",
    "ulasan",
];

/// Path segments that refuse what another link accepts.
const REFUSAL_SEGMENTS: [&str; 23] = [
    "decline",
    "declined",
    "refuse",
    "reject",
    "deny",
    "ablehnen",
    "refuser",
    "rechazar",
    "recusar",
    "rejeitar",
    "rifiuta",
    "weigeren",
    "afwijzen",
    "odrzuc",
    "odmitnout",
    "otklonit",
    "avvisa",
    "afvis",
    "avslag",
    "elutasit",
    "tolak",
    "tu-choi",
    "tuchoi",
];

/// Path segments that cancel something or leave it as it is.
const CANCELLATION_SEGMENTS: [&str; 29] = [
    "cancel",
    "cancellation",
    "keep",
    "storno",
    "stornieren",
    "absagen",
    "annuler",
    "annulation",
    "annuleren",
    "annulla",
    "anulare",
    "cancelar",
    "anular",
    "zrusit",
    "zrusenie",
    "zruseni",
    "odwolaj",
    "anuluj",
    "lemond",
    "lemondas",
    "aflys",
    "avboka",
    "avbestill",
    "peruuta",
    "otkazi",
    "otmena",
    "skasuvaty",
    "iptal",
    "huy",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_inside_another_confirms_and_a_page_does_not() {
        let confirms = |href: &str| LinkUrlEvidence::parse(href).is_some_and(|address| address.confirms());
        let inner = "https:%2F%2Fwerke.example%2Fpasswort%2Fneu%3Ft%3D61QIqvjzRZYlY";
        assert!(confirms(&format!("https://click.werke.example/L0/{inner}/1/01000196ef121c52")));
        assert!(!confirms("https://click.werke.example/L0/https:%2F%2Fwerke.example%2Fkontakt/1/01000196ef121c52"));
    }
}
