//! Finds verification codes and confirmation links in the text of a message.
//!
//! [`find_codes`] tells the code that a service sent from the order numbers, years, prices and phone numbers beside it,
//! in 21 languages. [`find_confirmation_link`] finds the link that confirms an address, resets a password or signs in.
//!
//! ```
//! use mayfly_codes::{find_codes, find_confirmation_link};
//!
//! let codes = find_codes("Sign in to Example", "Your code is 482 913. It expires in 10 minutes.");
//! assert_eq!(codes[0].value, "482913");
//! assert_eq!(codes[0].as_written, "482 913");
//!
//! let link = find_confirmation_link(&[("https://example.com/verify?token=x", "Confirm")], "Welcome", "Confirm").unwrap();
//! assert_eq!(link.href, "https://example.com/verify?token=x");
//! ```
//!
//! # How
//!
//! 1. The message is normalised: lower case, no accents, ASCII digits, no invisible characters.
//! 2. One automaton finds the phrases of all languages, and the neighbours of an ambiguous "code" or "number" give its
//!    role.
//! 3. A scanner collects everything that is written like a code.
//! 4. Each candidate gets points for its form, for the word that names it and for its surroundings; a word for another
//!    number rules it out.
//!
//! The time is linear in the length of the message, of which the first 2,000 bytes of the subject and the first 64 KiB
//! of the text are read. No input panics.
//!
//! # What it does not do
//!
//! - It reads no HTML: the caller extracts the text first.
//! - It fetches nothing, and it does not check where a link leads. Ask the user before opening one.
//! - It does not learn, and it keeps nothing between calls.
//! - It does not guarantee that a code is genuine, still valid, or found at all. `docs/codes.md` says how often it is
//!   wrong.
//! - It keeps codes and links out of `Debug` output only. The caller has to keep them out of logs elsewhere.

mod analysed_text;
mod candidates;
mod char_class;
mod confirmation_link;
mod gap_text;
mod input_limits;
mod lexicon;
mod normalised_text;
mod scoring;
mod sentences;
mod verification_code;

pub use confirmation_link::{ConfirmationLink, find_confirmation_link};
pub use verification_code::{Code, find_codes, find_codes_from_sender};
