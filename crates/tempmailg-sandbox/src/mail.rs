//! The messages that can be delivered to inboxes.

use std::fmt;

use bytes::Bytes;

/// A message that can be delivered to an inbox.
#[derive(Clone)]
pub struct Mail {
    /// The sender's display name.
    pub from: String,
    /// The sender's address.
    pub from_email: String,
    /// The subject.
    pub subject: String,
    /// Whether the content is HTML rather than plain text.
    pub html: bool,
    /// The body.
    pub content: String,
    /// The attached files.
    pub attachments: Vec<SandboxMailAttachment>,
}

/// A file attached to a [`Mail`].
#[derive(Clone)]
pub struct SandboxMailAttachment {
    /// The name as the sender wrote it. It is not checked, so that tests can use hostile names.
    pub name: String,
    /// The content.
    pub bytes: Bytes,
    /// The size in bytes that the API lists instead of the real one.
    pub size_override: Option<u64>,
}

impl Mail {
    /// An HTML message from a default sender.
    pub fn new_html(subject: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            from: "Sandbox Sender".into(),
            from_email: "sender@sandbox.example".into(),
            subject: subject.into(),
            html: true,
            content: content.into(),
            attachments: Vec::new(),
        }
    }

    /// A plain-text message from a default sender.
    pub fn new_text(subject: impl Into<String>, content: impl Into<String>) -> Self {
        Self { html: false, ..Self::new_html(subject, content) }
    }

    /// Sets the sender's display name and address.
    pub fn from(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.from = name.into();
        self.from_email = address.into();
        self
    }

    /// Attaches a file.
    pub fn attach(mut self, name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        self.attachments.push(SandboxMailAttachment { name: name.into(), bytes: bytes.into(), size_override: None });
        self
    }
}

impl SandboxMailAttachment {
    /// The size that the API lists, in bytes.
    pub(crate) fn listed_size(&self) -> u64 {
        self.size_override.unwrap_or(self.bytes.len() as u64)
    }

    /// The part of the name after the last dot; empty without a dot.
    pub(crate) fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

// Debug output contains no mail bodies, so that failing tests and logs do not print them.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("from_email", &self.from_email)
            .field("html", &self.html)
            .field("content_bytes", &self.content.len())
            .field("attachments", &self.attachments)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SandboxMailAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxMailAttachment")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .field("size_override", &self.size_override)
            .finish()
    }
}
