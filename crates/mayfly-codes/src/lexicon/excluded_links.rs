//! What the words of a link say when it is never a confirmation link: unsubscribing, policies, help, app stores.

use std::sync::LazyLock;

use crate::normalised_text::{normalise_phrase, normalise_phrase_list};

/// Phrases in the words of a link that exclude it. They match inside words too.
const EXCLUDED_PHRASES: &str = "unsubscribe|opt out|preferences|privacy|terms of|terms and|terms & |help cent|contact us|contact support|get help|faq|view in browser|view online\
|view this email|app store|google play|manage subscription|manage notif|email settings|notification settings|stop receiving|learn more|read more|report \
|abbestellen|abmelden|datenschutz|impressum|agb|im browser|nutzungsbedingungen|desabonn|desinscri|se desinscrire|confidentialite|conditions|dans le navigateur|en ligne|darse de baja|anular la suscrip\
|cancelar suscrip|cancelar la suscrip|privacidad|preferencias|terminos|descadastr|cancelar inscri|cancelar a inscri|cancelar subscri|privacidade|termos|отписаться|отписк|конфиденциальн|условия|відписатися|відписк|конфіденц\
|取消订阅|退订|隐私|条款|帮助|取消訂閱|退訂|隱私|條款|幫助|hủy đăng ký|huỷ đăng ký|ngừng nhận|quyền riêng tư|chính sách|điều khoản|trợ giúp\
|配信停止|配信解除|プライバシー|利用規約|ヘルプ|수신거부|수신 거부|구독 취소|개인정보|이용약관|إلغاء الاشتراك|الخصوصية|الشروط|सदस्यता समाप्त|सदस्यता छोड़|गोपनीयता|शर्तें\
|আনসাবস্ক্রাইব|গোপনীয়তা|শর্তাবলী|ان سبسکرائب|رازداری|شرائط|berhenti berlangganan|berhenti melanggan|privasi|syarat|ketentuan|annulla iscrizione|annulla l'iscrizione|disiscri|cancella iscrizione|cancellati|termini\
|abonelikten|gizlilik|koşullar|wypisz|prywatno|regulamin|uitschrijven|afmelden|voorwaarden|ยกเลิกการรับ|ยกเลิกการสมัคร|ความเป็นส่วนตัว|เงื่อนไข\
|dezabon|confidențialit|termeni și|setări de notificare|donar-se de baixa|donar de baixa|cancel·lar la subscrip|privadesa|avregistrera|avsluta prenumerationen|avprenumerera|integritetspolicy|användarvillkor|afmeld|afmeld nyhedsbrev|privatlivspolitik|meld deg av|avslutt abonnement|personvern|afskrá\
|peruuta tilaus|peru tilaus|lopeta tilaus|tietosuoja|käyttöehdot|loobu|tühista tellimus|privaatsus|leiratkoz|adatvédel|felhasználási feltételek|atsisakyti prenumeratos|atsisakyti naujien|privatumo|atrakst|privātum|odhlásit odběr|odhlásit se z odběru|zrušit odběr|ochrana osobních|odhlásiť odber|zrušiť odber|ochrana osobných\
|odjava od|odjavite se|odjavi se|privatnost|pravila privatnosti|одјава од|одјавите се|приватност|отпишете се|отписване|отпиши се|поверителност|απεγγραφή|κατάργηση εγγραφής|διαγραφή από τη λίστα|απόρρητ|όροι χρήσης\
|הסרה מרשימת|להסרה מ|ביטול המינוי|מדיניות פרטיות|תנאי שימוש|لغو اشتراک|حریم خصوصی|شرایط استفاده|mag-unsubscribe|jiondoe|faragha|schrijf uit|teken uit";

static EXCLUDED_PHRASE_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(EXCLUDED_PHRASES));

/// Stems of "ignore this e-mail", by which a mail about signing in reassures those who did not ask for it.
const IGNORE_STEMS: &str = "ignor|disregard|bỏ qua|忽略|無視|破棄|무시|игнор|ігнор|abaik|huomiotta|eira|bortse|se bort|zanemar|занемар|пренебрегн|αγνο|להתעלם|התעלם|نادیده|تجاهل|göz ard|görmezden|yok say|dikkate alma\
|अनदेखा|উপেক্ষা|نظر انداز|เพิกเฉย|ละเว้น|figyelmen kivul|prezri|nekreip|bez ievēr|huwag pansinin|balewalain|puuza|negeer|negeren|hunsa";

static IGNORE_STEM_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(IGNORE_STEMS));

/// Whether a normalised sentence asks to ignore a mail that the reader did not ask for.
pub(crate) fn asks_to_ignore(sentence: &str) -> bool {
    IGNORE_STEM_LIST.iter().any(|stem| sentence.contains(stem.as_str()))
}

/// Whether the words of a link exclude it.
pub(crate) fn excludes_link(words: &str) -> bool {
    let plain = normalise_phrase(words);
    EXCLUDED_PHRASE_LIST.iter().any(|excluded| plain.contains(excluded.as_str()))
}
