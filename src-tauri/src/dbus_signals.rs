//! Receiving signals over D-Bus.

use zbus::message::Type;
use zbus::{Connection, MatchRule, MessageStream};

/// How many signals may wait to be read.
const QUEUE_LENGTH: usize = 8;

/// Receives the signals of a sender's interface from now on: one of them, or all where `member` is none.
pub(crate) async fn subscribe_to_signals(
    connection: &Connection,
    sender: &'static str,
    interface: &'static str,
    member: Option<&'static str>,
) -> zbus::Result<MessageStream> {
    let mut rule = MatchRule::builder().msg_type(Type::Signal).sender(sender)?.interface(interface)?;
    if let Some(member) = member {
        rule = rule.member(member)?;
    }
    MessageStream::for_match_rule(rule.build(), connection, Some(QUEUE_LENGTH)).await
}
