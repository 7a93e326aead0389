//! Which messages of an address a wait may take: those that came since it began, and earlier ones only where that was
//! asked for or the address is young.

use crate::argument_values::SinceTime;
use crate::created_address_files::CreatedAddressTimes;
use crate::extracted_message_content::ExtractedMessageContent;
use crate::message_filter::MessageFilter;
use jiff::Timestamp;
use std::collections::HashSet;
use std::time::Duration;
use tempmailg::Message;

/// Chooses among the messages of one list after the other.
pub(crate) struct AwaitedMessageFinder<'a> {
    filter: &'a MessageFilter,
    /// The identifiers of messages that don't count, because they were there before or don't match.
    dismissed: HashSet<String>,
    /// Mail counts from this moment on, by the service's clock; `None` before the first list.
    earliest_accepted_message_time: Option<Timestamp>,
}

/// What is known when the first list has come.
pub(crate) struct WaitContextAtFirstList {
    /// The service's clock.
    pub(crate) server_time: Timestamp,
    /// How long the wait had lasted.
    pub(crate) elapsed: Duration,
    /// From when on the user wants mail.
    pub(crate) since: Option<SinceTime>,
    /// When the address was made, if it was made here.
    pub(crate) recent: Option<CreatedAddressTimes>,
    /// How long the wait lasts at most.
    pub(crate) timeout: Duration,
}

impl WaitContextAtFirstList {
    fn earliest_accepted_message_time(&self) -> Timestamp {
        let before = |span: Duration| self.server_time.checked_sub(span).unwrap_or(Timestamp::MIN);
        match (self.since, self.recent) {
            (Some(SinceTime::At(time)), _) => time,
            (Some(SinceTime::Ago(span)), _) => before(span),
            (None, Some(recent)) if recent.created_at > before(self.timeout) => Timestamp::MIN,
            // The service's times have whole seconds.
            _ => before(Duration::from_secs(self.elapsed.as_secs())),
        }
    }
}

impl<'a> AwaitedMessageFinder<'a> {
    /// `dismissed` are the identifiers of messages that don't count.
    pub(crate) fn new(filter: &'a MessageFilter, dismissed: HashSet<String>) -> Self {
        Self { filter, dismissed, earliest_accepted_message_time: None }
    }

    /// Returns the newest message that counts, and whether any message is new. `first` describes the first list and is
    /// not called for later ones.
    pub(crate) fn choose(
        &mut self,
        messages: Vec<Message>,
        first: impl FnOnce() -> WaitContextAtFirstList,
    ) -> (Option<(Message, ExtractedMessageContent)>, bool) {
        let is_first = self.earliest_accepted_message_time.is_none();
        let earliest_accepted_message_time =
            *self.earliest_accepted_message_time.get_or_insert_with(|| first().earliest_accepted_message_time());
        let mut chosen: Option<(Message, ExtractedMessageContent)> = None;
        let mut has_new = false;
        for message in messages {
            if self.dismissed.contains(&message.id) {
                continue;
            }
            has_new = true;
            // In a later list a message without a time is new all the same.
            let counts = match message.received_at {
                Some(time) => !is_first || time >= earliest_accepted_message_time,
                None => !is_first || earliest_accepted_message_time == Timestamp::MIN,
            };
            let is_newer = chosen.as_ref().is_none_or(|(other, _)| message.received_at > other.received_at);
            if counts && is_newer && self.filter.matches_sender_and_subject(&message) {
                let content = ExtractedMessageContent::analyse(&message);
                if self.filter.matches_content(&content) {
                    chosen = Some((message, content));
                    continue;
                }
            }
            self.dismissed.insert(message.id);
        }
        (chosen, has_new)
    }
}
