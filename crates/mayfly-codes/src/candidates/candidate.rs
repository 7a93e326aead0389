//! A substring that is written like a verification code.

/// How a candidate is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CandidateShape {
    /// 4 to 10 digits: "482913". Those of more than 8 digits are ambiguous.
    Digits,
    /// Digits in groups: "482 913", "48-29-13".
    GroupedDigits,
    /// Single digits with separators between them: "4 8 2 9 1 3".
    SpacedDigits,
    /// Letters and digits: "K7QX2M", "ABCD-1234".
    LettersAndDigits,
    /// Capitals only: "FKXTB".
    Capitals,
    /// Three words or more, joined by hyphens: "swift-harbor-lunar-otter".
    Words,
}

/// A substring that is written like a verification code.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// First byte in the normalised text.
    pub(crate) start: usize,
    /// End, exclusive, in the normalised text.
    pub(crate) end: usize,
    /// The code without the separators that a form does not expect.
    pub(crate) value: String,
    pub(crate) shape: CandidateShape,
    /// Its line or lines hold nothing else.
    pub(crate) fills_line: bool,
    /// The characters next to it rule a code out, whatever the words say: "%", "€", "+", a mask.
    pub(crate) is_never_code: bool,
    /// It stands in a line quoted from an earlier message.
    pub(crate) is_quoted: bool,
    /// It could be a date or a phone number as well: "12-05-26", "555 0134", "4829137405".
    pub(crate) is_ambiguous: bool,
}
