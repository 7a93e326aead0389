//! Which mail is awaited.

use crate::argument_values::parse_regex;
use crate::extracted_message_content::ExtractedMessageContent;
use regex::Regex;
use tempmailg::Message;

/// What a message must have besides matching the patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RequiredContent {
    /// Nothing in particular.
    #[default]
    Message,
    /// A verification code.
    Code,
    /// A confirmation link.
    Link,
}

/// Which mail is awaited.
#[derive(Debug, Clone, Default)]
pub struct MessageFilter {
    pub(crate) from: Option<Regex>,
    pub(crate) subject: Option<Regex>,
    pub(crate) wanted: RequiredContent,
}

impl MessageFilter {
    /// Mail with this part, whoever sent it.
    #[must_use]
    pub fn filter_for_required_content(wanted: RequiredContent) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Restricts the mail to that whose sender and subject match these regular expressions.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn with_sender_and_subject_patterns(
        mut self,
        from: Option<&str>,
        subject: Option<&str>,
    ) -> Result<Self, String> {
        self.from = from.map(parse_regex).transpose()?;
        self.subject = subject.map(parse_regex).transpose()?;
        Ok(self)
    }

    /// Whether sender and subject match.
    pub(crate) fn matches_sender_and_subject(&self, message: &Message) -> bool {
        let matches = |pattern: &Option<Regex>, texts: &[&str]| {
            pattern.as_ref().is_none_or(|pattern| texts.iter().any(|text| pattern.is_match(text)))
        };
        matches(&self.from, &[&message.from_name, &message.from_address]) && matches(&self.subject, &[&message.subject])
    }

    /// Whether the wanted part is there.
    pub(crate) fn matches_content(&self, content: &ExtractedMessageContent) -> bool {
        match self.wanted {
            RequiredContent::Message => true,
            RequiredContent::Code => content.code.is_some(),
            RequiredContent::Link => content.link.is_some(),
        }
    }
}
