//! A message before it is delivered.

use std::fmt;

use bytes::Bytes;

/// A message to put into an inbox.
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
    pub attachments: Vec<Attachment>,
}

/// A file attached to a [`Mail`].
#[derive(Clone)]
pub struct Attachment {
    /// Its name exactly as a sender wrote it, however hostile.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
    /// The size to claim in listings instead of the true one.
    pub size_override: Option<u64>,
}

impl Mail {
    /// An HTML message from a made-up sender.
    pub fn html(subject: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            from: "Sandbox Sender".into(),
            from_email: "sender@sandbox.example".into(),
            subject: subject.into(),
            html: true,
            content: content.into(),
            attachments: Vec::new(),
        }
    }

    /// A plain-text message from a made-up sender.
    pub fn text(subject: impl Into<String>, content: impl Into<String>) -> Self {
        Self { html: false, ..Self::html(subject, content) }
    }

    /// Sets the sender's display name and address.
    pub fn from(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.from = name.into();
        self.from_email = address.into();
        self
    }

    /// Attaches a file.
    pub fn attach(mut self, name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        self.attachments.push(Attachment { name: name.into(), bytes: bytes.into(), size_override: None });
        self
    }
}

impl Attachment {
    /// The size a listing claims, in bytes.
    pub(crate) fn claimed_size(&self) -> u64 {
        self.size_override.unwrap_or(self.bytes.len() as u64)
    }

    /// What follows the last dot of the name, or nothing.
    pub(crate) fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

// Bodies stay out of debug output: a failing test or a log line is no place for mail.
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

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .field("size_override", &self.size_override)
            .finish()
    }
}
