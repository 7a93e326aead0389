//! The command `wait`.

use super::messages::format_message_block;
use crate::api_connection::ApiConnection;
use crate::arguments::WaitArguments;
use crate::cli_error::CliError;
use crate::json_output::MessageOutput;
use crate::message_filter::{MessageFilter, RequiredContent};
use crate::message_wait::{WaitOptions, wait_and_extract_message_content};
use crate::output::Output;
use crate::safe_text::to_single_line;
use mayfly_schedule::PollTiming;
use std::collections::HashSet;

pub(super) async fn await_message(
    connection: &ApiConnection,
    output: Output,
    arguments: WaitArguments,
) -> Result<(), CliError> {
    let wanted = match (arguments.code, arguments.link) {
        (true, _) => RequiredContent::Code,
        (false, true) => RequiredContent::Link,
        (false, false) => RequiredContent::Message,
    };
    let recent = connection.recent_addresses.find_address(&arguments.address);
    let options = WaitOptions {
        filter: MessageFilter { from: arguments.from, subject: arguments.subject, wanted },
        address: arguments.address,
        timeout: arguments.timeout,
        since: arguments.since,
        recent,
        passed_over: HashSet::new(),
        timing: PollTiming::default(),
    };
    output.print_hint(&format!("waiting for mail to {}, {} s at most", options.address, options.timeout.as_secs()));
    let report = |error: &tempmailg::Error| output.print_hint(&format!("{error}; it is tried again"));
    let (message, content) = wait_and_extract_message_content(&connection.client, &options, report).await?;
    let record = MessageOutput::new(&message, &content);
    output.print_record(&record, |record| {
        let value = match wanted {
            RequiredContent::Code => record.code.as_deref(),
            RequiredContent::Link => record.link.as_deref(),
            RequiredContent::Message => None,
        };
        value.map_or_else(|| format_message_block(record), to_single_line)
    })
}
