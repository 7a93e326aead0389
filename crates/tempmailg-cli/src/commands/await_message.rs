//! The command `wait`.

use super::messages::format_message_block;
use crate::arguments::WaitArguments;
use crate::command_error::CommandError;
use crate::connection::Connection;
use crate::message_filter::{MessageFilter, WantedPart};
use crate::message_wait::{WaitOptions, wait_for_content};
use crate::output::Output;
use crate::records::MessageRecord;
use crate::safe_text::to_single_line;
use mayfly_schedule::PollTiming;
use std::collections::HashSet;

pub(super) async fn await_message(
    connection: &Connection,
    output: Output,
    arguments: WaitArguments,
) -> Result<(), CommandError> {
    let wanted = match (arguments.code, arguments.link) {
        (true, _) => WantedPart::Code,
        (false, true) => WantedPart::Link,
        (false, false) => WantedPart::Message,
    };
    let recent = connection.recent_addresses.find(&arguments.address);
    let options = WaitOptions {
        filter: MessageFilter { from: arguments.from, subject: arguments.subject, wanted },
        address: arguments.address,
        timeout: arguments.timeout,
        since: arguments.since,
        recent,
        passed_over: HashSet::new(),
        timing: PollTiming::default(),
    };
    output.hint(&format!("waiting for mail to {}, {} s at most", options.address, options.timeout.as_secs()));
    let report = |error: &tempmailg::Error| output.hint(&format!("{error}; it is tried again"));
    let (message, content) = wait_for_content(&connection.client, &options, report).await?;
    let record = MessageRecord::new(&message, &content);
    output.print_record(&record, |record| {
        let value = match wanted {
            WantedPart::Code => record.code.as_deref(),
            WantedPart::Link => record.link.as_deref(),
            WantedPart::Message => None,
        };
        value.map_or_else(|| format_message_block(record), to_single_line)
    })
}
