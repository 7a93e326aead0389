//! How likely each candidate is a verification code, by the words around it.
//!
//! Points are added for the form of a candidate, for the word that names it and how closely the two are linked, for
//! standing alone on a line, and for the topic of the message. A word that names another number (order, phone, year)
//! rules a candidate out.

mod called_numbers;
mod candidate_scoring_input;
mod capitalised_names;
mod code_word_connection;
mod counted_numbers;
mod entry_request;
mod example_numbers;
mod indirect_label;
mod label_to_enter;
mod line_below_request;
mod message_topic;
mod nearby_sentences;
mod obsolete_codes;
mod random_letters;
mod receipt_codes;
mod score;
mod structural_labels;
mod words_after;
mod words_before;

pub(crate) use candidate_scoring_input::ScoredCandidate;
pub(crate) use message_topic::has_payment_word;
pub(crate) use score::{CODE_THRESHOLD, score_candidates};
