//! What the phrases of the lexicon mean.

/// The meaning of a phrase: the field of the language's lexicon it is listed in, or what its neighbours make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PhraseRole {
    /// A word that means a verification code by itself, or a noun whose neighbours say so.
    VerificationCode,
    /// "code": the neighbouring words tell its kind.
    AmbiguousCode,
    Verify,
    Access,
    /// A password, which is a code when a number follows: "Password: 6402".
    Password,
    Enter,
    /// Types, keys in or reads out, and has hardly another object than a code: right beside a token it asks for that token.
    TypingVerb,
    /// Says, reads out or tells, which a phrase of words or a code for a person is for.
    TellingVerb,
    /// What is approved or finished by entering something.
    Purpose,
    /// "The string", "the word", right before what is to be typed.
    StringNoun,
    /// "Digits", right before a number that is to be entered.
    DigitNoun,
    /// "If that's you": what follows is what the reader is asked to do.
    Agreement,
    /// Asks to confirm, allow or finish something, as a subject does.
    SubjectRequest,
    /// Asks to finish or to delete something, as a subject does, and as advertisements do.
    WeakSubjectRequest,
    /// "Not now", as the words of a link.
    Postponement,
    /// "Confirmation", in a subject.
    SubjectRequestNoun,
    /// "Please", in a subject.
    Please,
    /// Says in a subject that something has been confirmed.
    DoneMarker,
    /// Says that the reader asked for something.
    AskedBefore,
    /// Says that something happens only after an answer.
    NotYet,
    /// Says that the reader does not want something.
    DecliningWish,
    /// "Free", as the words of a link or in a subject.
    FreeOffer,
    /// Leaves everything as it is, as the words of a link.
    Keeping,
    /// Where something is typed: "in the app", "on the page".
    EntryPlace,
    /// "These words", "this phrase": what is to be typed consists of words.
    WordNoun,
    /// "For example", before a number that shows what codes look like.
    Example,
    OtherNumber,
    /// "number": another number, unless the words beside it say what it is for.
    AmbiguousNumber,
    Unit,
    OtherCodeTopic,
    /// An invitation to a call, which has a passcode of its own.
    Meeting,
    Warning,
    Expiry,
    Disavowal,
    LinkAction,
    /// Says that somebody invites the reader.
    Invitation,
    /// Says that a person has invited the reader.
    PersonalInvitation,
    /// Says that a person shares a document, a folder or a list with the reader.
    Sharing,
    /// Says that what is shared is open to everyone who has its link.
    PublicShare,
    /// Opens what is shared, as the words of a link.
    Opening,
    /// "Maybe", as the words of a link.
    Maybe,
    /// Warns of fraud.
    Scam,
    /// An offer, a price or a reward.
    Offer,
    /// A word for a team, a workspace or a member: what an invitation with a link is to.
    Team,
    /// "Accept", as the words of a link below an invitation.
    Accept,
    /// "Join" or "get started", as the words of a link below an invitation.
    Join,
    /// An event, a sale or a survey, which anyone may be invited to.
    Event,
    /// Subscribes to a newsletter, as the words of a link in mail that asks for a confirmation.
    Subscription,
    /// "Choose a new one", which is about a link where a password is named.
    NewChoice,
    /// "Yes" or "continue", as the words of a link.
    Affirmation,
    /// "Decline" or "report", as the words of a link.
    Refusal,
    /// Allows a device, a sign-in or what a child does.
    Approval,
    /// Says that a password is forgotten.
    ForgottenPassword,
    /// Says that a registration is almost done.
    AlmostDone,
    /// Welcomes the reader to a service.
    Welcome,
    /// An address, a mailbox or an account.
    Address,
    /// A delivery or a parcel.
    Delivery,
    /// A table, a room or an appointment that is kept for the reader.
    Booking,
    /// An order, a payment or another record, as the words of a link.
    Record,
    /// "No", at the start of the words of a link.
    Negation,
    /// Reports a change that is already made: "your password was changed".
    CompletedChange,
    /// A code of another kind: "promo code".
    OtherCode,
    /// A word for a link or a button.
    LinkWord,
    /// Old, replaced, no longer valid.
    Obsolete,
    /// "If it was you": what stands before is another case.
    AffirmedCase,
    /// "Otherwise": what stands before is another case.
    Otherwise,
    /// Asks to show a code to a person: "at reception", "present this code".
    ShownInPerson,
    /// Has no meaning, but contains another phrase: 홈페이지, "home page", contains 페이지, "page".
    Neutral,
}

impl PhraseRole {
    /// Whether the phrase matters only beside a token to enter or a link to follow. Such phrases are kept apart, because they
    /// are too frequent to tell anything about the rest of a message.
    pub(crate) fn matters_only_near_code_or_link(self) -> bool {
        self.asks_for_answer()
            || matches!(
                self,
                Self::TypingVerb
                    | Self::TellingVerb
                    | Self::Agreement
                    | Self::Purpose
                    | Self::DigitNoun
                    | Self::StringNoun
                    | Self::EntryPlace
                    | Self::WordNoun
                    | Self::Example
            )
    }

    /// Whether the phrase tells about a request that a link answers. It counts inside a longer phrase too.
    pub(super) fn asks_for_answer(self) -> bool {
        matches!(
            self,
            Self::SubjectRequest
                | Self::SubjectRequestNoun
                | Self::WeakSubjectRequest
                | Self::Postponement
                | Self::DoneMarker
                | Self::Please
                | Self::AskedBefore
                | Self::NotYet
                | Self::DecliningWish
                | Self::Keeping
                | Self::FreeOffer
        )
    }

    /// Whether a longer phrase of this role hides shorter ones inside it: "tracking number" hides "number".
    pub(super) fn hides_inner_phrases(self) -> bool {
        matches!(
            self,
            Self::VerificationCode
                | Self::AmbiguousCode
                | Self::Verify
                | Self::Access
                | Self::OtherNumber
                | Self::AmbiguousNumber
                | Self::Neutral
        )
    }
}
