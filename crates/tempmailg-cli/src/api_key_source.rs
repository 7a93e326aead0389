//! Where the API key comes from: a file, the keychain entry of a Mayfly account, or a variable; never an argument, which
//! other users of the computer can read.

use crate::arguments::ConnectionArguments;
use crate::cli_error::{CliError, CliErrorKind};
use crate::keychain::{Keychain, KeychainError};
use secrecy::zeroize::Zeroizing;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use tempmailg::{ApiKey, ExposeSecret as _};

const KEY_VARIABLE: &str = "TEMPMAILG_API_KEY";

/// The most bytes that are read of a key file.
const MAX_KEY_FILE_BYTES: u64 = 64 << 10;

/// Finds the API key: an option is stronger than the variable, which is stronger than the keychain.
pub(crate) async fn find_api_key(arguments: &ConnectionArguments) -> Result<ApiKey, CliError> {
    if let Some(path) = &arguments.key_file {
        return read_api_key_file(path).map_err(|reason| api_key_error(format!("{}: {reason}", path.display())));
    }
    if let Some(account) = &arguments.account {
        return read_keychain_entry(account).await;
    }
    match std::env::var(KEY_VARIABLE).map(Zeroizing::new) {
        Ok(text) if !text.trim().is_empty() => parse_api_key(&text, KEY_VARIABLE),
        Ok(_) => Err(api_key_error(format!("{KEY_VARIABLE} is empty"))),
        Err(std::env::VarError::NotUnicode(_)) => Err(api_key_error(format!("{KEY_VARIABLE} is not text"))),
        Err(std::env::VarError::NotPresent) => read_sole_keychain_entry().await,
    }
}

fn api_key_error(message: impl Into<String>) -> CliError {
    CliError::new(CliErrorKind::NoUsableKey, message)
}

fn parse_api_key(text: &str, source: &str) -> Result<ApiKey, CliError> {
    ApiKey::parse(text).map_err(|error| api_key_error(format!("{source}: {error}")))
}

fn read_api_key_file(path: &Path) -> Result<ApiKey, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    // The open file is asked, so that it can't be replaced in between.
    check_only_owner_can_read(&file)?;
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_KEY_FILE_BYTES).read_to_string(&mut text).map_err(|error| error.to_string())?;
    ApiKey::parse(&text).map_err(|error| error.to_string())
}

#[cfg(unix)]
fn check_only_owner_can_read(file: &File) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(|error| error.to_string())?.permissions().mode();
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err("others can read or change this key file; run chmod 600 on it".to_owned())
    }
}

#[cfg(not(unix))]
fn check_only_owner_can_read(_: &File) -> Result<(), String> {
    Ok(())
}

async fn read_keychain_entry(account: &str) -> Result<ApiKey, CliError> {
    let found =
        Keychain::read_api_key(account).await.map_err(|error| api_key_error(format!("the keychain {error}")))?;
    let Some(secret) = found else {
        return Err(api_key_error(format!("the keychain has no API key of a Mayfly account {account}")));
    };
    parse_api_key(secret.expose_secret(), "the keychain's entry")
}

/// Uses the only account of the keychain. A keychain that can't be reached is as good as an empty one here: most computers
/// that run scripts have none.
async fn read_sole_keychain_entry() -> Result<ApiKey, CliError> {
    let accounts = match Keychain::list_accounts().await {
        Ok(accounts) => accounts,
        Err(KeychainError::Locked) => return Err(api_key_error("no API key: the keychain is locked")),
        Err(KeychainError::Unavailable(_)) => Vec::new(),
    };
    match accounts.as_slice() {
        [] => Err(api_key_error(format!("no API key: set {KEY_VARIABLE} or use --key-file; see tempmailg --help"))),
        [account] => read_keychain_entry(account).await,
        several => {
            let names = several.join(", ");
            Err(api_key_error(format!("the keychain has several Mayfly accounts; choose one by --account: {names}")))
        }
    }
}
