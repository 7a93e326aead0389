//! The commands about messages: `list`, `read` and `delete`.

use super::addresses::print_deleted;
use crate::api_connection::ApiConnection;
use crate::arguments::ReadFormat;
use crate::cli_error::CliError;
use crate::extracted_message_content::ExtractedMessageContent;
use crate::json_output::{FullMessageOutput, MessageOutput};
use crate::output::Output;
use crate::safe_text::{to_safe_multiline_text, to_single_line};
use mayfly_mail::EmlMessage;
use std::cmp::Reverse;
use std::fmt::Write as _;
use tempmailg::Message;

/// What is printed in place of a time that is not known.
const NO_TIME: &str = "-";

pub(super) async fn list_messages(connection: &ApiConnection, output: Output, address: &str) -> Result<(), CliError> {
    let list = connection.client.list_messages(address).await;
    let list = list.map_err(|error| CliError::from_address_or_message_error(&error))?.value;
    let mut messages = list.messages;
    messages.sort_by_key(|message| Reverse(message.received_at));
    for message in &messages {
        let record = MessageOutput::new(message, &ExtractedMessageContent::analyse(message));
        output.print_record(&record, format_message_line)?;
    }
    if list.unreadable > 0 {
        output.print_hint(&format!("{} messages are left out, because they have no identifier", list.unreadable));
    }
    if messages.is_empty() {
        output.print_hint("there is no mail");
    }
    Ok(())
}

pub(super) async fn read_message(
    connection: &ApiConnection,
    output: Output,
    id: &str,
    format: ReadFormat,
) -> Result<(), CliError> {
    if format.eml && output.is_json() {
        return Err(CliError::usage("--eml prints a file, which is not possible with --json"));
    }
    let message = connection.fetch_message(id).await?;
    if format.eml {
        let eml = build_eml(connection, &message).await?;
        return print_bytes_terminal_safe(output, &eml);
    }
    if format.html && !output.is_json() {
        return match message.is_html {
            true => print_bytes_terminal_safe(output, message.content.as_bytes()),
            false => Err(CliError::not_found("the message has no HTML, only text")),
        };
    }
    let content = ExtractedMessageContent::analyse(&message);
    let record = FullMessageOutput::new(message, content);
    output.print_record(&record, |record| {
        let text = to_safe_multiline_text(&record.text);
        let text = text.trim_end();
        if format.text { text.to_owned() } else { format!("{}\n\n{text}", format_message_head(record)) }
    })
}

pub(super) async fn delete_message(connection: &ApiConnection, output: Output, id: String) -> Result<(), CliError> {
    let deleting = connection.client.delete_message(&id).await;
    deleting.map_err(|error| CliError::from_address_or_message_error(&error))?;
    print_deleted(output, id)
}

/// Describes a message in one line.
fn format_message_line(record: &MessageOutput) -> String {
    let id = to_single_line(&record.id);
    let time = record.received_at.as_deref().unwrap_or(NO_TIME);
    let code = record.code.as_ref().map(|code| format!("  [{}]", to_single_line(code))).unwrap_or_default();
    format!("{id}  {time}  {}  {}{code}", format_sender(record), to_single_line(&record.subject))
}

/// Describes a message in several lines, each of which begins with what it is.
pub(super) fn format_message_block(record: &MessageOutput) -> String {
    let mut block = format!("Id: {}\nFrom: {}\n", to_single_line(&record.id), format_sender(record));
    let _ = writeln!(block, "Subject: {}", to_single_line(&record.subject));
    let _ = write!(block, "Received: {}", record.received_at.as_deref().unwrap_or(NO_TIME));
    for (label, value) in [("Code", &record.code), ("Link", &record.link)] {
        if let Some(value) = value {
            let _ = write!(block, "\n{label}: {}", to_single_line(value));
        }
    }
    block
}

fn format_message_head(record: &FullMessageOutput) -> String {
    let mut head = format_message_block(&record.message);
    for attachment in &record.attachments {
        let size = attachment.size.map(|size| format!(" ({size} bytes)")).unwrap_or_default();
        let _ = write!(head, "\nAttachment: {}{size}", to_single_line(&attachment.name));
    }
    head
}

fn format_sender(record: &MessageOutput) -> String {
    let (name, address) = (to_single_line(&record.from), to_single_line(&record.from_address));
    match (name.is_empty(), address.is_empty()) {
        (true, _) => address,
        (false, true) => name,
        (false, false) => format!("{name} <{address}>"),
    }
}

/// Prints bytes as they are, but not what may control a terminal.
fn print_bytes_terminal_safe(output: Output, bytes: &[u8]) -> Result<(), CliError> {
    if output.is_terminal() {
        return output.print_bytes(to_safe_multiline_text(&String::from_utf8_lossy(bytes)).as_bytes());
    }
    output.print_bytes(bytes)
}

async fn build_eml(connection: &ApiConnection, message: &Message) -> Result<Vec<u8>, CliError> {
    let mut attachments = Vec::new();
    for attachment in &message.attachments {
        let bytes = connection.fetch_attachment(&message.id, &attachment.name).await?;
        attachments.push((attachment.name.clone(), bytes));
    }
    let text = ExtractedMessageContent::analyse(message).text;
    let eml = EmlMessage {
        id: &message.id,
        from_name: &message.from_name,
        from_address: &message.from_address,
        to: &message.to,
        subject: &message.subject,
        received_at: message.received_at.unwrap_or_default().as_second(),
        text: &text,
        html: message.is_html.then_some(message.content.as_str()),
        attachments: &attachments,
    };
    Ok(eml.to_eml_bytes())
}
