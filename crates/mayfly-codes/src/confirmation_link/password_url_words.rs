//! Tells whether a part of an address names an act on a password in English, the language of most programs whatever that of
//! their mail: "lost_password", "sendpwd", "createPassword", "pwauth".

/// The longest part that is read.
const MAX_PART_BYTES: usize = 40;

/// What a segment of a part means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Password,
    /// "pass", which is also a ticket.
    Pass,
    /// An act that sets a password or begins to.
    Act,
    /// What proves that the reader may set one.
    Credential,
    Other,
}

/// The segments that parts are made of, each before the shorter ones that it begins with.
const SEGMENTS: [(&str, Meaning); 71] = [
    ("passwords", Meaning::Password),
    ("password", Meaning::Password),
    ("passwort", Meaning::Password),
    ("passwd", Meaning::Password),
    ("passkey", Meaning::Other),
    ("passcode", Meaning::Other),
    ("passphrase", Meaning::Password),
    ("passw", Meaning::Password),
    ("pass", Meaning::Pass),
    ("pswd", Meaning::Password),
    ("pwd", Meaning::Password),
    ("pw", Meaning::Password),
    ("forgotten", Meaning::Act),
    ("forgot", Meaning::Act),
    ("forget", Meaning::Act),
    ("lost", Meaning::Act),
    ("resetting", Meaning::Act),
    ("reset", Meaning::Act),
    ("resend", Meaning::Act),
    ("reissue", Meaning::Act),
    ("regenerate", Meaning::Act),
    ("recovery", Meaning::Act),
    ("recover", Meaning::Act),
    ("retrieve", Meaning::Act),
    ("restore", Meaning::Act),
    ("renew", Meaning::Act),
    ("reminder", Meaning::Act),
    ("remind", Meaning::Act),
    ("request", Meaning::Act),
    ("redefine", Meaning::Act),
    ("new", Meaning::Act),
    ("setup", Meaning::Act),
    ("set", Meaning::Act),
    ("send", Meaning::Act),
    ("create", Meaning::Act),
    ("choose", Meaning::Act),
    ("change", Meaning::Act),
    ("confirm", Meaning::Act),
    ("define", Meaning::Act),
    ("edit", Meaning::Act),
    ("get", Meaning::Act),
    ("generate", Meaning::Act),
    ("update", Meaning::Act),
    ("verify", Meaning::Act),
    ("authentication", Meaning::Credential),
    ("auth", Meaning::Credential),
    ("token", Meaning::Credential),
    ("key", Meaning::Credential),
    ("hash", Meaning::Credential),
    ("code", Meaning::Credential),
    ("initial", Meaning::Other),
    ("init", Meaning::Other),
    ("account", Meaning::Other),
    ("action", Meaning::Other),
    ("admin", Meaning::Other),
    ("complete", Meaning::Other),
    ("customer", Meaning::Other),
    ("do", Meaning::Other),
    ("email", Meaning::Other),
    ("form", Meaning::Other),
    ("link", Meaning::Other),
    ("mail", Meaning::Other),
    ("member", Meaning::Other),
    ("my", Meaning::Other),
    ("page", Meaning::Other),
    ("process", Meaning::Other),
    ("step", Meaning::Other),
    ("submit", Meaning::Other),
    ("user", Meaning::Other),
    ("with", Meaning::Other),
    ("your", Meaning::Other),
];

/// Whether a segment of a path, or the name or the value of a parameter, in lower case, consists of words that name an act on a
/// password, or of what proves that the reader may set one.
pub(super) fn names_password_act(part: &str) -> bool {
    // "lostpassword.php"
    let part = part.split('.').next().unwrap_or_default();
    if part.len() > MAX_PART_BYTES {
        return false;
    }
    let is_separator = |c: char| matches!(c, '-' | '_');
    let mut rest = part.trim_start_matches(is_separator);
    let mut meanings = Vec::new();
    while !rest.is_empty() {
        let Some((segment, meaning)) = SEGMENTS.iter().find(|(segment, _)| rest.starts_with(segment)) else {
            return false;
        };
        meanings.push(*meaning);
        rest = rest[segment.len()..].trim_start_matches(is_separator);
    }
    let has = |meaning| meanings.contains(&meaning);
    has(Meaning::Password) && (has(Meaning::Act) || has(Meaning::Credential)) || has(Meaning::Pass) && has(Meaning::Act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_on_a_password_are_told_from_other_words() {
        for part in
            ["lost_password", "sendpwd", "pwauth", "createpassword", "forgot-password.php", "resetpass", "pwreset"]
        {
            assert!(names_password_act(part), "{part}");
        }
        for part in
            ["password", "passage", "passkey", "passcode", "pass_token", "newsletter", "new", "password-rules", ""]
        {
            assert!(!names_password_act(part), "{part}");
        }
    }
}
