//! The lexicon of Swahili.

use super::language_lexicon::LanguageLexicon;

pub(super) const SWAHILI: LanguageLexicon = LanguageLexicon {
    verification_code: "nenosiri la mara moja | nenosiri la matumizi ya mara moja | nenosiri lako la matumizi ya mara moja | nenosiri lako la mara moja | nywila ya mara moja | nambari ya uthibitishaji | nambari yako ya uthibitishaji | namba ya uthibitisho | namba ya uthibitishaji | nambari ya siri | namba ya siri | nambari ya usalama | msimbo wa uthibitishaji \
        | msimbo wako wa uthibitishaji | nenosiri la muda | nambari ya kuthibitisha | msimbo wa usalama | nambari ya kuingia | msimbo wa kuingia",
    ambiguous_code: "msimbo | kodi | nambari hii | namba hii | nambari ifuatayo | namba ifuatayo",
    verify: "thibitish* | kuthibitish* | uthibitish* | uthibitisho | amilisha | kuamilisha | washa akaunti | weka upya | kuweka upya | rejesha | kurejesha | idhinisha",
    access: "ingia | kuingia | jisajili | kujisajili | usajili | usalama | mara moja | nenosiri | nywila | utambulisho | akaunti* | kifaa kipya | muda mfupi",
    enter: "weka | ingiza | andika | tumia | nakili | bandika",
    other_number: "agizo | nambari ya akaunti | nambari ya agizo | ankara | risiti | kifurushi | mzigo | tiketi | kumbukumbu | mteja | #nambari | #namba | mkataba | muamala | nafasi uliyohifadhi | ndege | chumba | ukurasa | toleo | bidhaa | hitilafu | simu | piga simu | kadi | punguzo | kuponi | zawadi | mwanachama | jumla | kiasi | salio | zaidi ya | mwaka",
    unit: "watu | watumiaji | wateja | pointi | dakika | saa | sekunde | siku | miezi | miaka | shilingi | tzs",
    other_code_topic: "punguzo | ofa | kuponi | zawadi | usafirishaji bure | ndege | hoteli | abiria",
    warning: "usimshirikishe | usishiriki | usimpe | usiwape | mtu yeyote | yeyote | kamwe | ulaghai | matapeli",
    expiry: "itatumika | inatumika | itaisha | muda wake | halali | dakika",
    disavowal: "kama si wewe | hukuomba | hujaomba | puuza | kama hukuomba",
    link_action: "ingia | kamilisha usajili | kubali mwaliko | jiunge | weka nenosiri | nenosiri jipya | unda nenosiri",
};

pub(super) const AMHARIC: LanguageLexicon = LanguageLexicon {
    verification_code: "የማረጋገጫ ኮድ* | የአንድ ጊዜ የይለፍ ቃል* | የደህንነት ኮድ* | የመግቢያ ኮድ*",
    ambiguous_code: "ኮድ | ኮዱ | ኮድዎ | ኮዱን",
    verify: "አረጋግጥ* | ያረጋግጡ | ማረጋገጫ* | ለማረጋገጥ | ዳግም",
    access: "መግቢያ* | ይግቡ | ለመግባት | ምዝገባ* | ደህንነት* | የይለፍ ቃል* | መለያ*",
    enter: "ያስገቡ | አስገባ | ይጠቀሙ",
    other_number: "ትዕዛዝ* | ደረሰኝ* | ትኬት* | #ቁጥር* | ስልክ* | ቅናሽ* | ድምር* | ዋጋ*",
    unit: "ብር | ሰው | ደቂቃ | ሰዓት | ቀን | ወር | ዓመት",
    warning: "ለማንም | አያጋሩ",
    expiry: "ያገለግላል | ደቂቃ*",
    disavowal: "እርስዎ ካልሆኑ | ካልጠየቁ | ችላ",
    link_action: "ይግቡ | ግብዣውን ይቀበሉ | አዲስ የይለፍ ቃል",
    ..LanguageLexicon::EMPTY
};
