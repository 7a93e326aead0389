//! How a candidate and a word for codes belong together.

/// How a candidate and a word for codes belong together.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct CodeWordConnection {
    pub(super) points: i32,
    /// The word means a verification code by itself ("OTP"), or the sentence says what the code is for.
    pub(super) is_explicit: bool,
    /// Nothing but "is" or ":" stands between the two.
    pub(super) is_direct: bool,
    /// The word is in another line or sentence.
    pub(super) crosses_sentences: bool,
    /// The word is an ambiguous "code" and nothing at all stands between the two.
    pub(super) is_bare: bool,
}

/// What the words on one side of a candidate say about it.
pub(super) enum CodeContextEvidence {
    /// They name another kind of number.
    OtherNumber,
    /// They link the candidate to a word for codes.
    CodeWord(CodeWordConnection),
    /// They say nothing about it.
    NoWord,
}
