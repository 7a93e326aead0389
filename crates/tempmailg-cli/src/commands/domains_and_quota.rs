//! The commands about the account: `domains` and `quota`.

use crate::api_connection::ApiConnection;
use crate::cli_error::CliError;
use crate::json_output::{DomainOutput, QuotaOutput};
use crate::output::Output;
use crate::safe_text::to_single_line;

/// The type of domains that every account may use.
const FIRST_TYPE: &str = "free";

/// The most types that are asked for, one request each.
const MAX_TYPES: usize = 8;

pub(super) async fn list_domains(connection: &ApiConnection, output: Output) -> Result<(), CliError> {
    let first = connection.client.list_domains(FIRST_TYPE).await?.value;
    let mut types: Vec<String> = first.allowed_types.iter().map(|name| name.to_lowercase()).collect();
    types.retain(|name| name != FIRST_TYPE && !name.is_empty());
    types.sort();
    types.dedup();
    let mut domains = first.domains;
    for name in types.iter().take(MAX_TYPES) {
        domains.extend(connection.client.list_domains(name).await?.value.domains);
    }
    let mut printed: Vec<String> = Vec::new();
    for domain in domains {
        if printed.contains(&domain.domain) {
            continue;
        }
        printed.push(domain.domain.clone());
        output.print_record(&DomainOutput::from(domain), |domain| to_single_line(&domain.domain))?;
    }
    Ok(())
}

pub(super) async fn print_quota(connection: &ApiConnection, output: Output) -> Result<(), CliError> {
    // No call returns the quota alone: it comes with every answer, and this one changes nothing.
    let quota = connection.client.list_domains(FIRST_TYPE).await?.quota;
    let quota = quota.ok_or_else(|| CliError::failure("TempMailG's answer says nothing about a quota"))?;
    output.print_record(&QuotaOutput::from(quota), |quota| {
        let resets = quota.resets_at.as_ref().map(|time| format!(", resets at {time}")).unwrap_or_default();
        format!("{} of {} requests left{resets}", quota.remaining, quota.limit)
    })
}
