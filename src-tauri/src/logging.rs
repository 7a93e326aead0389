//! Logging to standard error.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts logging to standard error, filtered by `MAYFLY_LOG`; by default warnings and errors.
pub(crate) fn start_logging() {
    let requested = std::env::var("MAYFLY_LOG").ok().and_then(|text| text.parse().ok());
    // Not `EnvFilter`: its patterns for span fields would add a second regular-expression engine to the program.
    let filter = requested.unwrap_or_else(|| Targets::new().with_default(Level::WARN));
    let output = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let without_secrets = tracing_subscriber::filter::filter_fn(|line| may_log_event(line.target(), *line.level()));
    tracing_subscriber::registry().with(output.with_filter(without_secrets)).with(filter).init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "Mayfly starts");
}

/// Whether a line may be logged, whatever `MAYFLY_LOG` says: below warnings, libraries log the mail they parse and the
/// secrets they transport.
fn may_log_event(target: &str, level: Level) -> bool {
    const OWN_CRATES: [&str; 3] = ["mayfly", "mayfly_", "tempmailg"];
    let crate_name = target.split("::").next().unwrap_or_default();
    let is_own =
        OWN_CRATES.iter().any(|name| crate_name == *name || (name.ends_with('_') && crate_name.starts_with(name)));
    is_own || level <= Level::WARN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_log_nothing_below_warnings() {
        for (target, level, loggable) in [
            ("mayfly", Level::DEBUG, true),
            ("mayfly_core::sync", Level::TRACE, true),
            ("tempmailg::transport", Level::DEBUG, true),
            ("reqwest::connect", Level::INFO, false),
            ("tempmailg_sandbox", Level::INFO, false),
            ("reqwest::connect", Level::WARN, true),
        ] {
            assert_eq!(may_log_event(target, level), loggable, "{target} at {level}");
        }
    }
}
