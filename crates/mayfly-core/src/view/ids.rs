//! Identifiers as distinct types, so that one can't be passed in place of another.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// Creates the identifier with this number.
            #[must_use]
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The identifier's number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id! {
    /// Local identifier of an account; never reused for another account.
    AccountId
}

number_id! {
    /// Local identifier of an inbox; it does not change while the inbox is in the store.
    InboxId
}

/// The service's identifier of a message. It is unique within one service only: accounts of two services may both have
/// a message with the same identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct MessageId(String);

impl MessageId {
    /// Creates the identifier with this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for MessageId {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for MessageId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A message together with its account. Identifies a message outside windows, where another account may have become
/// active in the meantime.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountMessageId {
    /// The account that the message belongs to.
    pub account: AccountId,
    /// The message's identifier.
    pub message: MessageId,
}
