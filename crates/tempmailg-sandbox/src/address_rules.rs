//! Which domains exist, and which user names and domains an address may have.

use crate::api_error_responses::ApiErrorResponse;

/// A domain on which inboxes can be created.
pub(crate) struct SandboxDomain {
    pub(crate) name: &'static str,
    /// The plan that includes the domain, spelled as in API responses.
    pub(crate) plan: &'static str,
    pub(crate) custom: bool,
}

pub(crate) const DOMAINS: [SandboxDomain; 5] = [
    SandboxDomain { name: "quickpost.example", plan: "Free", custom: false },
    SandboxDomain { name: "dayfly.example", plan: "Free", custom: false },
    SandboxDomain { name: "letterhop.test", plan: "Free", custom: false },
    SandboxDomain { name: "vip.quickpost.example", plan: "Premium", custom: false },
    SandboxDomain { name: "mail.own-brand.example", plan: "Premium", custom: true },
];

const RESERVED_USERNAMES: [&str; 8] =
    ["abuse", "admin", "administrator", "hostmaster", "noreply", "postmaster", "root", "webmaster"];

pub(crate) fn find_domain(name: &str) -> Result<&'static SandboxDomain, ApiErrorResponse> {
    DOMAINS
        .iter()
        .find(|domain| domain.name.eq_ignore_ascii_case(name))
        .ok_or_else(|| ApiErrorResponse::invalid_field("domain", "The selected domain is invalid."))
}

/// Checks a user name, which must be in lower case already.
pub(crate) fn validate_username(username: &str) -> Result<(), ApiErrorResponse> {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    let reason = if !(3..=32).contains(&username.chars().count()) {
        "The username must be between 3 and 32 characters."
    } else if !username.chars().all(is_allowed) {
        "The username may only contain letters, digits, dots, underscores and dashes."
    } else if !username.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !username.ends_with(|c: char| c.is_ascii_alphanumeric())
        || username.contains("..")
    {
        "The username must begin and end with a letter or digit, without two dots in a row."
    } else if RESERVED_USERNAMES.contains(&username) {
        "The username is reserved."
    } else {
        return Ok(());
    };
    Err(ApiErrorResponse::invalid_field("username", reason))
}
