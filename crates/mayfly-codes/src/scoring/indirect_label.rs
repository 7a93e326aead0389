//! Codes that a pronoun or a purpose names: "The app asks for a code. Yours is QTR-871-VLM", "To sign in: 63926".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::candidate_scoring_input::{ScoringInput, is_year};
use super::code_word_connection::CodeWordConnection;
use crate::candidates::CandidateShape;
use crate::char_class::{CharClass, classify_char};
use crate::lexicon::{PhraseMatch, PhraseRole};
use crate::normalised_text::normalise_phrase_list;

/// Bytes of the end of the sentence above in which its word for codes is looked for.
const MAX_ABOVE_BYTES: usize = 160;
/// The longest text of a pronoun and its verb, in bytes.
const MAX_PRONOUN_BYTES: usize = 60;
/// Bytes of a purpose on the line of its code.
const MAX_PURPOSE_BYTES: usize = 60;

/// Commands that confirm an address, and the most words before their argument.
const COMMANDS: [&str; 5] = ["confirm", "verify", "activate", "auth", "identify"];
const MAX_COMMAND_WORDS: usize = 4;
/// The longest text before the argument of a command, in bytes.
const MAX_COMMAND_BYTES: usize = 80;

/// What stands for "your code" after a sentence that names it, as the whole of the text before the value.
static PRONOUNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "yours is|yours|it is|it's|it reads|this is yours|here it is|here is yours|here's yours|that is|that's|this is it|namely|ihrer lautet|ihrer ist|deiner lautet|deiner ist|er lautet|sie lautet|es lautet|hier ist er|hier ist sie|hier ist deiner|hier ist ihrer|das ist er|nämlich\
        |le voici|la voici|le vôtre est|le tien est|voici le vôtre|voici le tien|c'est|il s'agit de|à savoir|el tuyo es|el suyo es|es este|es el siguiente|aquí lo tienes|aquí lo tiene|aquí está|lo tienes aquí|o seu é|o teu é|é este|é o seguinte|aqui está|aqui está ele|il tuo è|il suo è|eccolo|eccola|è questo|è il seguente|vale a dire\
        |die van jou is|die van u is|de jouwe is|de uwe is|hier is hij|hij luidt|dat is|dit is hem|twój to|oto on|jest to|brzmi on|brzmi|a oto on|ten váš je|ten tvůj je|je to|tady je|zde je|zní|zní takto|ten váš znie|znie|váš je|din är|den är|här är den|den lyder|din er|den er|her er den|se on|tässä se on|sinun on|sinun on se|ez az|a tied|a tiéd|az öné|íme|ez a tied|így szól|al tău este|al dumneavoastră este|al dvs. este|acesta este|iată-l|este\
        |ваш|вот он|вот ваш|он такой|это|ось він|ось ваш|ваш такий|це|вашият е|ето го|ето ваш|sizinki|seninki|işte|işte burada|sizinki şu|ο δικός σας είναι|ο δικός σου είναι|είναι ο|ορίστε|είναι αυτός|của bạn là|của anh là|của chị là|của em là|của quý khách là|đó là|chính là|đây là|nó là|đây|milik anda|milikmu|punyamu|punya anda|yaitu|ini dia|您的是|你的是|就是|即|它是|こちらです|こちら|次の通りです|以下です|다음과 같습니다|바로 이것입니다|ของคุณคือ|คือ|นี่คือ\
        |وهو|هو|وهذا هو|ها هو|שלך הוא|הוא|זהו|הנה הוא|להלן|आपका है|यह है|यह रहा|مال شما|آن",
    )
    .into_iter()
    .collect()
});

/// What stands for a code that replaces another.
static NEW_ONES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "your new one is|the new one is|here is the new one|here's the new one|here is a new one|here's a new one|here is your new one|here's your new one|der neue lautet|ihr neuer lautet|dein neuer lautet|hier ist der neue|voici le nouveau|le nouveau est|el nuevo es|aquí tienes el nuevo|o novo é|aqui está o novo|il nuovo è|ecco quello nuovo|de nieuwe is|nowy to|oto nowy|nový je|tady je nový|den nya är|den nye er|uusi on|az új|cel nou este|вот новый|новый|ось новий|новий|yenisi|ο νέος είναι|mã mới là|yang baru|新的是|新しいのは|새 코드는",
    )
    .into_iter()
    .collect()
});

/// "For" and "to", at the start of a purpose.
static FOR_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list(
        "to|for|zum|zur|für|um|pour|afin de|para|pra|per|voor|om|för|för att|til|for at|for å|dla|do|aby|żeby|pro|k|na|pre|pentru|ca să|za|для|чтобы|щоб|για|γιά|để|dùng để|untuk|buat|用于|用於|为了|สำหรับ|เพื่อ|ใช้|ל|כדי|עבור|من أجل|ل|برای",
    )
});

/// "For" at the end of a purpose, in languages that put it there.
static FOR_ENDINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    normalise_phrase_list("için|üçün|लिए|जन्य|জন্য|用|용|する場合|するには|하려면|hoz|hez|höz|seen|iseen|miseksi|aksesi")
});

impl ScoringInput<'_> {
    /// The link of a value that a pronoun introduces, when the sentence above names a code.
    pub(super) fn find_pronoun_reference(&self) -> Option<CodeWordConnection> {
        let index = self.context.sentence_index_at(self.candidate.start);
        let own = self.context.sentence_span(index)?;
        let pronoun = self.context.slice(own.start, self.candidate.start);
        let pronoun = pronoun.trim_matches(|c: char| classify_char(c) == CharClass::Separator);
        if pronoun.len() > MAX_PRONOUN_BYTES {
            return None;
        }
        let replaces = NEW_ONES.contains(pronoun);
        if !replaces && !PRONOUNS.contains(pronoun) {
            return None;
        }
        // "The code didn't go through (217-884). No bother. Your new one is 817-741."
        let first = index.checked_sub(if replaces { 2 } else { 1 })?;
        let above = self.context.sentence_span(first)?.start..own.start;
        if self.context.is_offset_in_subject(above.start) {
            return None;
        }
        let above = above.start.max(above.end.saturating_sub(MAX_ABOVE_BYTES))..above.end;
        let is_code = |h: &PhraseMatch| matches!(h.role, PhraseRole::VerificationCode | PhraseRole::AmbiguousCode);
        let is_kind = |h: &&PhraseMatch| {
            is_code(h)
                || h.role == PhraseRole::OtherCode
                || !replaces && matches!(h.role, PhraseRole::OtherNumber | PhraseRole::Warning)
        };
        let noun = self.context.phrases_in(above.clone()).iter().rev().find(is_kind)?;
        (is_code(noun)
            && (replaces || !self.has_number_between(noun.end, self.candidate.start))
            && !is_year(self.candidate))
        .then_some(CodeWordConnection {
            points: 5,
            is_explicit: noun.role == PhraseRole::VerificationCode,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }

    /// The link of a value at the end of a line that says before a colon what it is for: "To sign in: 63926".
    pub(super) fn find_purpose_label(&self) -> Option<CodeWordConnection> {
        let (start, end) = (self.candidate.start, self.candidate.end);
        let is_code_form = matches!(
            self.candidate.shape,
            CandidateShape::Digits
                | CandidateShape::GroupedDigits
                | CandidateShape::SpacedDigits
                | CandidateShape::LettersAndDigits
        );
        if !is_code_form || self.candidate.is_ambiguous || is_year(self.candidate) || !self.follows_colon() {
            return None;
        }
        let line = self.context.line_start(start);
        let own = self.sentence_span().start.max(line);
        let purpose = self.context.slice(own, start).trim_matches([' ', '*', '"']).strip_suffix(':')?.trim();
        let rest = self.context.slice(end, self.context.normalised_text().len());
        let ends_clause =
            rest.trim_start_matches(['*', '"', ' ']).is_empty() || rest.starts_with(['\n', '.', ' ', '*']);
        if purpose.len() > MAX_PURPOSE_BYTES || !ends_clause || self.context.is_offset_in_subject(own) {
            return None;
        }
        let says_for = FOR_WORDS.iter().any(|word| {
            purpose.strip_prefix(word.as_str()).is_some_and(|rest| {
                rest.starts_with(|c| matches!(classify_char(c), CharClass::Separator | CharClass::Unspaced))
                    || word.starts_with(|c| classify_char(c) == CharClass::Unspaced)
            })
        }) || FOR_ENDINGS.iter().any(|word| purpose.ends_with(word.as_str()));
        let phrases = self.context.phrases_in(own..start);
        let has_purpose = phrases.iter().any(|h| matches!(h.role, PhraseRole::Verify | PhraseRole::Access));
        let names_other = phrases.iter().any(|h| {
            matches!(
                h.role,
                PhraseRole::OtherNumber
                    | PhraseRole::OtherCode
                    | PhraseRole::OtherCodeTopic
                    | PhraseRole::Disavowal
                    | PhraseRole::LinkWord
            )
        });
        (says_for && has_purpose && !names_other).then_some(CodeWordConnection {
            points: 5,
            is_explicit: true,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }

    /// The link of a token that ends a line with a command: "confirm 4f8a19c3b2", "/msg NickServ CONFIRM 6d0f2e". Mailing lists
    /// and chat servers ask for the line as it is.
    pub(super) fn connect_token_after_command(&self) -> Option<CodeWordConnection> {
        if self.candidate.shape != CandidateShape::LettersAndDigits {
            return None;
        }
        let (start, end) = (self.candidate.start, self.candidate.end);
        let line = self.context.line_start(start);
        if start - line > MAX_COMMAND_BYTES {
            return None;
        }
        let rest = self.context.slice(end, self.context.normalised_text().len());
        let ends_line = rest.trim_start_matches(' ').chars().next().is_none_or(|c| c == '\n');
        let words: Vec<&str> = self.context.slice(line, start).split_whitespace().collect();
        let is_command = words.last().is_some_and(|word| COMMANDS.contains(word))
            && (words.len() == 1 || words.len() <= MAX_COMMAND_WORDS && words[0].starts_with('/'));
        (ends_line && is_command).then_some(CodeWordConnection {
            points: 6,
            is_explicit: true,
            is_direct: true,
            ..CodeWordConnection::default()
        })
    }
}
