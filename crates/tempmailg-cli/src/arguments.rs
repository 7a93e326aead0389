//! The command line. Man page and completions are generated from it.

use crate::argument_values::{
    SinceTime, parse_name_or_id, parse_regex, parse_since, parse_timeout, validate_email_address,
};
use clap::builder::ValueParser;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueHint};
use regex::Regex;
use std::path::PathBuf;
use std::time::Duration;

const ABOUT: &str = "Disposable e-mail addresses for scripts, continuous integration and agents";

const LONG_ABOUT: &str = "\
Makes disposable e-mail addresses at TempMailG, waits for their mail, and prints the verification code or the \
confirmation link in it.

Results are written to standard output, everything else to standard error. With --json, each result is one JSON object \
on one line.";

const AFTER_HELP: &str = "\
The API key is that of --key-file, else of --account, else of the variable TEMPMAILG_API_KEY, else of the only Mayfly \
account in the keychain.

Exit codes: 0 done or found, 1 failure, 2 wrong usage, 3 nothing in time, 4 no usable API key, 5 quota or rate limit, \
6 not found.

  A=$(tempmailg new) && CODE=$(tempmailg wait \"$A\" --code)";

/// Returns the definition of the command line.
pub fn build_clap_command() -> clap::Command {
    Arguments::command()
}

#[derive(Debug, Parser)]
#[command(name = "tempmailg", version, about = ABOUT, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
#[command(disable_help_subcommand = true, infer_subcommands = false)]
pub(crate) struct Arguments {
    /// Print each result as a JSON object on one line.
    #[arg(long, global = true, display_order = 100)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) connection: ConnectionArguments,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the service is reached, and as whom.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct ConnectionArguments {
    /// Read the API key from this file, which nobody but its owner may be able to read.
    #[arg(long, global = true, display_order = 101, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "account")]
    pub(crate) key_file: Option<PathBuf>,
    /// Use the API key of this Mayfly account in the keychain, such as 1.
    #[arg(long, global = true, display_order = 102, value_name = "NAME", value_parser = parse_name_or_id as fn(&str) -> Result<String, String>)]
    pub(crate) account: Option<String>,
    /// Base URL of the API [default: the variable TEMPMAILG_API_BASE_URL, else the service's own].
    #[arg(long, global = true, display_order = 103, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) base_url: Option<String>,
    /// Proxy, or "none" [default: the variables https_proxy, all_proxy and no_proxy].
    #[arg(long, global = true, display_order = 104, value_name = "URL", value_hint = ValueHint::Url)]
    pub(crate) proxy: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the domains on which addresses can be made.
    Domains,
    /// Make a new address and print it.
    New(NewArguments),
    /// Give an address another name, and print the new address.
    ///
    /// The old address ends. Whether its mail is kept is the service's decision.
    Rename {
        /// Address that is to be changed.
        #[arg(value_parser = address_parser(), value_hint = ValueHint::EmailAddress)]
        address: String,
        /// Name before the @ of the new address.
        #[arg(value_parser = nonempty_text_value_parser())]
        name: String,
        /// Domain of the new address [default: that of ADDRESS].
        #[arg(long, value_parser = nonempty_text_value_parser(), value_hint = ValueHint::Hostname)]
        domain: Option<String>,
    },
    /// Delete an address with its mail.
    Rm {
        /// Address that is to be deleted.
        #[arg(value_parser = address_parser(), value_hint = ValueHint::EmailAddress)]
        address: String,
    },
    /// List the mail of an address, the newest first.
    List {
        /// Address whose mail is listed.
        #[arg(value_parser = address_parser(), value_hint = ValueHint::EmailAddress)]
        address: String,
    },
    /// Print a message, which marks it as read.
    Read {
        /// Identifier of the message, as list and wait print it.
        #[arg(value_parser = nonempty_text_value_parser())]
        id: String,
        #[command(flatten)]
        format: ReadFormat,
    },
    /// Delete a message.
    Delete {
        /// Identifier of the message.
        #[arg(value_parser = nonempty_text_value_parser())]
        id: String,
    },
    /// Save the attachments of a message, and print the paths of the files.
    ///
    /// A file that exists is never replaced: the new one gets a number.
    Save {
        /// Identifier of the message.
        #[arg(value_parser = nonempty_text_value_parser())]
        id: String,
        /// Names of the attachments [default: all].
        names: Vec<String>,
        /// Folder that the files are written to.
        #[arg(short, long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
        output: PathBuf,
    },
    /// Wait for mail, and print it, its code or its link.
    ///
    /// Mail that is there already counts only with --since, or if this program made the address on this computer and
    /// less than the timeout ago.
    Wait(WaitArguments),
    /// Print the quota of the account, at the cost of one request.
    Quota,
    /// Serve the Model Context Protocol on standard input and output.
    Mcp {
        /// Most addresses that one session can make.
        #[arg(long, value_name = "N", default_value_t = 10)]
        max_addresses: u32,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// Name before the @ [default: a random one]
    ///
    /// The service makes a random address first, which is then changed: this takes two requests.
    #[arg(long, value_parser = nonempty_text_value_parser())]
    pub(crate) name: Option<String>,
    /// Domain of the address [default: the service's choice].
    #[arg(long, value_parser = nonempty_text_value_parser(), value_hint = ValueHint::Hostname)]
    pub(crate) domain: Option<String>,
}

/// Which form of a message is printed.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
pub(crate) struct ReadFormat {
    /// Print the text alone.
    #[arg(long)]
    pub(crate) text: bool,
    /// Print the HTML body as it was sent. It is not safe to open in a browser.
    #[arg(long)]
    pub(crate) html: bool,
    /// Print the message as an .eml file, with its attachments.
    #[arg(long)]
    pub(crate) eml: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WaitArguments {
    /// Address that mail is awaited at.
    #[arg(value_parser = address_parser(), value_hint = ValueHint::EmailAddress)]
    pub(crate) address: String,
    /// Only mail whose sender's name or address matches this regular expression.
    #[arg(long, value_name = "PATTERN", value_parser = regex_value_parser())]
    pub(crate) from: Option<Regex>,
    /// Only mail whose subject matches this regular expression.
    #[arg(long, value_name = "PATTERN", value_parser = regex_value_parser())]
    pub(crate) subject: Option<Regex>,
    /// Only mail with a verification code; print the code alone.
    #[arg(long, conflicts_with = "link")]
    pub(crate) code: bool,
    /// Only mail with a confirmation link; print the link alone.
    #[arg(long)]
    pub(crate) link: bool,
    /// How long to wait, such as 90s or 5m.
    #[arg(long, value_name = "TIME", default_value = "120s", value_parser = parse_timeout as fn(&str) -> Result<Duration, String>)]
    pub(crate) timeout: Duration,
    /// Also mail that came since this time, such as 2026-06-28T09:38:52Z, or so long ago, such as 10m.
    #[arg(long, value_name = "TIME", value_parser = parse_since as fn(&str) -> Result<SinceTime, String>)]
    pub(crate) since: Option<SinceTime>,
}

fn address_parser() -> ValueParser {
    ValueParser::new(validate_email_address)
}

fn nonempty_text_value_parser() -> ValueParser {
    ValueParser::new(parse_name_or_id)
}

fn regex_value_parser() -> ValueParser {
    ValueParser::new(parse_regex)
}

#[cfg(test)]
mod tests {
    #[test]
    fn definition_is_consistent() {
        super::build_clap_command().debug_assert();
    }
}
