//! What the words of a link say when it is never a confirmation link: unsubscribing, policies, help, app stores.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::normalised_text::{normalise_phrase, normalise_phrase_list};

/// Phrases in the words of a link that exclude it. They match inside words too.
const EXCLUDED_PHRASES: &str = "unsubscribe|opt out|preferences|privacy|terms of|terms and|terms & |help cent|contact us|contact support|get help|view in browser|view online|mail helpful|message helpful|this helpful|mail hilfreich|nachricht hilfreich|mail utile|message utile|message a ete utile|correo util|mensaje util|mail util|mensagem util|messaggio utile|mail nuttig|bericht nuttig|pomocna|pomocny|przydatn|полезн|корисн|yararlı oldu|faydalı oldu|hữu ích|有帮助|有幫助|役に立|도움이 되|bermanfaat|membantu|hjälpsam|nyttig|hyödyllinen|hasznos|užitečn|užitočn|koristn|χρήσιμ|مفيد|מועיל|whatsapp group|whatsapp gruppe|whatsapp grupp|whatsapp groep|groupe whatsapp|grupo de whatsapp|gruppo whatsapp|grupa whatsapp|grupy whatsapp|telegram group|telegram channel|telegram gruppe|discord server|chat group|group chat|gruppenchat|chatgruppe|groupe de discussion|grupo de chat|chat di gruppo|groepschat|czat grupow|группа в|группу в|чат группы|nhóm chat|nhóm zalo|nhóm whatsapp|微信群|群聊|グループチャット|단체방|grup whatsapp\
|view this email|app store|google play|manage subscription|manage notif|email settings|notification settings|stop receiving|learn more|learn about|learn how|no longer want|no longer wish|how often you hear|continue shopping|keep shopping|continuer mes achats|weiter einkaufen|weiter shoppen|seguir comprando|continuar comprando|continuar a comprar|continua lo shopping|verder winkelen|kontynuuj zakupy|продолжить покупки|продовжити покупки|alışverişe devam|tiếp tục mua|继续购物|繼續購物|買い物を続ける|쇼핑 계속|lanjut belanja|fortsätt handla|fortsæt med at handle|invite a friend|invite friends|freunde einladen|inviter un ami|inviter des amis|invita a un amigo|invita a tus amigos|convidar amigos|convide amigos|invita un amico|invita amici|vrienden uitnodigen|zaproś znajom|пригласить друз|запросити друз|arkadaşını davet|mời bạn bè|邀请好友|邀請好友|友達を招待|친구 초대|ajak teman|read more|xem trên trình duyệt|xem bằng trình duyệt|посмотреть в браузере|переглянути у браузері|ブラウザで見る|ブラウザで表示|브라우저에서 보기|在浏览器中查看|在瀏覽器中檢視|ver no navegador|ver en el navegador|visualizza nel browser|vedi nel browser|bekijk in je browser|bekijk in browser|zobacz w przegladarce|tarayicida goruntule|visa i webblasaren|vis i browser|vis i nettleser|nayta selaimessa|zobrazit v prohlizeci|megtekintes bongeszo|continue reading|keep reading|read on|watch the|watch now|weiterlesen|lire la suite|seguir leyendo|leer mas|continuar lendo|continuar a ler|ler mais|leggi tutto|continua a leggere|lees verder|lees meer|czytaj dalej|czytaj wiecej|читать дальше|читать далее|читати далі|devamini oku|đọc tiếp|đọc thêm|继续阅读|繼續閱讀|阅读全文|閱讀全文|閱讀更多|続きを読む|계속 읽기|더 읽기|อ่านต่อ|baca selengkapnya|las mer|las vidare|laes mere|laes videre|les mer|les videre|lue lisaa|cist dal|olvass tovabb|citeste mai mult|прочети още|procitaj vise|διαβαστε περισσοτερα|המשך קריאה|קרא עוד|ادامه مطلب|اقرا المزيد|report |see how to|how to spot|how to recogni|how to avoid\
|xem cách|cách nhận biết\
|abbestellen|abmelden|datenschutz|impressum|im browser|nutzungsbedingungen|desabonn|desinscri|se desinscrire|confidentialite|conditions|dans le navigateur|en ligne|darse de baja|anular la suscrip\
|cancelar suscrip|cancelar la suscrip|privacidad|preferencias|terminos|descadastr|cancelar inscri|cancelar a inscri|cancelar subscri|privacidade|termos|отписаться|отписк|конфиденциальн|условия|відписатися|відписк|конфіденц\
|取消订阅|退订|隐私|条款|帮助|取消訂閱|退訂|隱私|條款|幫助|hủy đăng ký|huỷ đăng ký|ngừng nhận|quyền riêng tư|chính sách|điều khoản|trợ giúp\
|配信停止|配信解除|プライバシー|利用規約|ヘルプ|수신거부|수신 거부|구독 취소|개인정보|이용약관|إلغاء الاشتراك|الخصوصية|الشروط|सदस्यता समाप्त|सदस्यता छोड़|गोपनीयता|शर्तें\
|আনসাবস্ক্রাইব|গোপনীয়তা|শর্তাবলী|ان سبسکرائب|رازداری|شرائط|berhenti berlangganan|berhenti melanggan|privasi|syarat|ketentuan|annulla iscrizione|annulla l'iscrizione|disiscri|cancella iscrizione|cancellati|termini\
|abonelikten|gizlilik|koşullar|wypisz|prywatno|regulamin|uitschrijven|afmelden|voorwaarden|ยกเลิกการรับ|ยกเลิกการสมัคร|ความเป็นส่วนตัว|เงื่อนไข\
|dezabon|confidențialit|termeni și|setări de notificare|donar-se de baixa|donar de baixa|cancel·lar la subscrip|privadesa|avregistrera|avsluta prenumerationen|avprenumerera|integritetspolicy|användarvillkor|afmeld|afmeld nyhedsbrev|privatlivspolitik|meld deg av|avslutt abonnement|personvern|afskrá\
|peruuta tilaus|peru tilaus|lopeta tilaus|tietosuoja|käyttöehdot|loobu|tühista tellimus|privaatsus|leiratkoz|adatvédel|felhasználási feltételek|atsisakyti prenumeratos|atsisakyti naujien|privatumo|atrakst|privātum|odhlásit odběr|odhlásit se z odběru|zrušit odběr|ochrana osobních|odhlásiť odber|zrušiť odber|ochrana osobných\
|odjava od|odjavite se|odjavi se|privatnost|pravila privatnosti|одјава од|одјавите се|приватност|отпишете се|отписване|отпиши се|поверителност|απεγγραφή|κατάργηση εγγραφής|διαγραφή από τη λίστα|απόρρητ|όροι χρήσης\
|הסרה מרשימת|להסרה מ|ביטול המינוי|מדיניות פרטיות|תנאי שימוש|لغو اشتراک|حریم خصوصی|شرایط استفاده|mag-unsubscribe|jiondoe|faragha|schrijf uit|teken uit\
|give feedback|give us feedback|leave feedback|send feedback|share your feedback|leave a review|write a review|rate us|rate this|rate your|feedback geben|ihr feedback|dein feedback|jetzt bewerten|bewertung abgeben|donner votre avis|donnez votre avis|donner mon avis|laisser un avis|danos tu opinion|dejar opinion|deja tu opinion|dejar una resena|deixe sua opiniao|dar feedback|avalie|lascia un feedback|lascia una recensione|dicci cosa ne pensi|geef feedback|geef je mening|beoordeel|wystaw opini|ocen nas|podziel sie opini|napiste recenzi|ohodnotte|zanechte hodnoceni|lamna feedback|ge feedback|lamna omdome|giv feedback|gi tilbakemelding|giv din mening|anmeld os|anna palaut|palautetta|visszajelzes|ertekeljen|ertekelje|ertekelj|lasa feedback|lasa o recenzie|spune ti parerea|оставить отзыв|оставьте отзыв|оцените|залишити відгук|залиште відгук|оцініть|geri bildirim|degerlendirin|bizi degerlendir|αξιολογ|danh gia|gop y|gui phan hoi|beri masukan|beri ulasan|beri nilai|评价|评分|反馈|評價|回饋|レビューを|ご意見|アンケート|피드백|후기 |평가하기|ให้คะแนน|แสดงความคิดเห็น|قيم تجربت|رأيك|שתפו אותנו|משוב|फ़ीडबैक|प्रतिक्रिया दें\
|leave this list|leave the list|leave our list|remove me|stop these|stop this mail|stop sending|stop getting|no more mail|no more email|stop email|turn off alerts|turn off these|mail preferences|email preferences|manage which|frequently asked|questions and answers|contact|help desk|helpdesk|visit our|about us|cookie|safety tips|our website|homepage|home page|download the app|get the app|who we are\
|keine mails mehr|keine weiteren mails|nicht mehr erhalten|austragen|häufige fragen|fragen & antworten|fragen und antworten|kontakt|über uns|hilfe |ne plus recevoir|ne plus être|arrêter ces|questions fréquentes|foire aux questions|contactez|nous contacter|mentions légales|à propos|no recibir más|dejar de recibir|no quiero recibir más|preguntas frecuentes|contacto|contacta|aviso legal|ayuda|não receber mais|deixar de receber|parar de receber|perguntas frequentes|contato|contacto|ajuda|fale conosco|non ricevere più|non voglio più|smettere di ricevere|domande frequenti|contatti|contattaci|assistenza|note legali\
|geen mails meer|niet meer ontvangen|veelgestelde vragen|contact|over ons|hulp|nie chcę otrzymywać|nie otrzymywać|przestań|pytania i odpowiedzi|najczęstsze pytania|kontakt|pomoc|не получать|больше не получать|вопросы и ответы|частые вопросы|контакты|помощь|не отримувати|питання й відповіді|поширені запитання|контакти|довідка|допомога|almak istemiyorum|almayı bırak|sıkça sorulan|iletişim|yardım|dừng nhận|không nhận|ngưng nhận|thôi nhận|câu hỏi thường gặp|liên hệ\
|不再接收|停止接收|常见问题|常見問題|联系我们|聯絡我們|受け取らない|メールを停止|よくある|お問い合わせ|받지 않기|그만 받기|자주 묻는|고객센터|문의|ไม่รับ|หยุดรับ|คำถามที่พบบ่อย|ติดต่อ|ช่วยเหลือ|tidak ingin menerima|berhenti menerima|tanya jawab|pertanyaan umum|hubungi|bantuan|soalan lazim|सहायता|संपर्क|সাহায্য|যোগাযোগ|مدد|رابطہ|عدم الرغبة|إيقاف الرسائل|التوقف عن تلقي|الأسئلة الشائعة|اتصل بنا|المساعدة|دریافت نکردن|پرسش‌های متداول|تماس با ما|راهنما|שאלות נפוצות|צור קשר|עזרה|הפסקת דיוור\
|συχνές ερωτήσεις|επικοινωνία|βοήθεια|να μη λαμβάνω|sluta få|vanliga frågor|kontakta|hjälp|stop mails|ofte stillede|ofte stilte|hjælp|hjelp|slutt å sende|usein kysyt|ota yhteyttä|ohjeet|ohje|lopeta viestit|algengar spurningar|hjálp|korduma kippuvad|biežāk uzdotie|palīdzība|dažniausi|pagalba|gyakori kérdés|gyik|súgó|kapcsolat|nem kérek|časté dotazy|časté otázky|nápověda|pomocník|pomoc|nechci dostávat|pogosta vprašanja|pomoč|česta pitanja|često postavlj|pomoć|помоћ|честа питања|често задавани|помощ|întrebări frecvente|ajutor|nu mai vreau|preguntes freqüents|ajuda|axuda|msaada\
|download on the|get it on|get our app|download our app|download app|app herunterladen|app laden|hol dir die app|zur app|télécharger l'app|téléchargez l'app|télécharger notre app|descarga la app|descargar la app|descarga nuestra app|descargar app|baixe o app|baixar o app|baixe nosso app|transferir a app|scarica l'app|scarica la nostra app|download de app|download onze app|pobierz aplikac|скачать прилож|скачайте прилож|завантажити застосунок|завантажити додаток|uygulamayı indir|uygulamamızı indir|tải ứng dụng|tải app|下载应用|下载app|下載應用|下載app|アプリをダウンロード|アプリを入手|앱 다운로드|앱 내려받기|ดาวน์โหลดแอป|unduh aplikasi|muat turun aplikasi|تحميل التطبيق|تنزيل التطبيق|حمل التطبيق|stáhnout aplikaci|stáhněte si aplikaci|stiahnuť aplikáciu|ladda ner appen|hent appen|last ned appen|lataa sovellus|κατεβάστε την εφαρμογή|λήψη εφαρμογής|alkalmazás letöltése|descarcă aplicația|הורדת האפליקציה|להורדת האפליקציה|دانلود اپلیکیشن\
|security tips|security centre|security center|security advice|stay safe|how we protect|follow us|legal notice|careers|refer a friend|share with a friend|forward to a friend|address book|accessibility|sicherheitstipps|sicherheitshinweise|sicherheitscenter|folgen sie uns|folge uns|karriere|weiterempfehlen|conseils de sécurité|suivez-nous|parrainer|consejos de seguridad|centro de seguridad|síguenos|dicas de segurança|siga-nos|consigli di sicurezza|seguici|veiligheidstips|volg ons|porady bezpieczeństwa|obserwuj nas|советы по безопасности|мы в соцсетях|поради з безпеки|güvenlik ipuçları|bizi takip|mẹo bảo mật|theo dõi chúng tôi|安全提示|安全中心|关注我们|關注我們|セキュリティのヒント|フォローする|보안 수칙|팔로우|เคล็ดลับความปลอดภัย|ติดตามเรา|tips keamanan|ikuti kami|نصائح الأمان|تابعنا|bezpečnostní tipy|sledujte nás|säkerhetstips|följ oss|συμβουλές ασφαλείας|biztonsági tippek|kövess minket|sfaturi de securitate|urmărește-ne|עקבו אחרינו|turvavinkit|seuraa meitä";

/// `None` if the automaton could not be built, which the size of the list excludes.
static EXCLUDED_PHRASE_MATCHER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(normalise_phrase_list(EXCLUDED_PHRASES)).ok());

/// Words that exclude a link as whole words only: "faqja" is a page in Albanian.
const EXCLUDED_WORDS: [&str; 4] = ["faq", "faqs", "agb", "agbs"];

/// Two-step verification, as the words of a button that turns it on.
const TWO_STEP_PHRASES: &str = "two step|two factor|2 step|2 factor|2fa|zwei faktor|zwei schritt|zwei stufen|deux etapes|deux facteurs|double authentification|dos pasos|dos factores|duas etapas|dois fatores|dois passos|due passaggi|due fattori|twee stappen|tweestaps|tweefactor|dwuetapow|dwuskladnik|двухэтапн|двухфактор|двоетапн|двофактор|iki adimli|iki asamali|iki faktorlu|hai bước|hai lớp|hai yếu tố|两步验证|双重验证|兩步驟|兩步驗證|雙重驗證|二段階|2段階|2단계|이중 인증|สองขั้นตอน|dua langkah|dua faktor|tvastegs|tvafaktor|totrin|tofaktor|kaksivaihe|ketlepcs|ketfaktor|dvoufazov|dvoufaktor|dvojfaktor|doi pasi|двуфактор|двустъпк|dvostruk|dvofaktor|δυο βηματων|διπλη επαληθευση|אימות דו שלבי|התחזות";

/// `None` if the automaton could not be built, which the size of the list excludes.
static TWO_STEP_MATCHER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(normalise_phrase_list(TWO_STEP_PHRASES)).ok());

/// Whether the words of a button turn on two-step verification.
pub(crate) fn sets_up_two_step_verification(words: &str) -> bool {
    TWO_STEP_MATCHER.as_ref().is_some_and(|matcher| matcher.is_match(&normalise_phrase(words)))
}

/// Stems of "ignore this e-mail", by which a mail about signing in reassures those who did not ask for it.
const IGNORE_STEMS: &str = "ignor|disregard|bỏ qua|忽略|無視|破棄|무시|игнор|ігнор|abaik|huomiotta|eira|bortse|se bort|zanemar|занемар|пренебрегн|αγνο|להתעלם|התעלם|نادیده|تجاهل|göz ard|görmezden|yok say|dikkate alma\
|अनदेखा|উপেক্ষা|نظر انداز|เพิกเฉย|ละเว้น|figyelmen kivul|prezri|nekreip|bez ievēr|huwag pansinin|balewalain|puuza|negeer|negeren|hunsa";

static IGNORE_STEM_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(IGNORE_STEMS));

/// Whether a normalised sentence asks to ignore a mail that the reader did not ask for.
pub(crate) fn asks_to_ignore(sentence: &str) -> bool {
    IGNORE_STEM_LIST.iter().any(|stem| sentence.contains(stem.as_str()))
}

/// What somebody verifies of himself, in words that contain "contact".
const CONTACT_DETAILS: &str = "contact details|contact detail|contact information|contact info|contact data|contact email|contact e mail|contact address|contact number|kontaktdaten|kontaktadresse|kontakt e mail|datos de contacto|correo de contacto|dados de contato|dados de contacto|dati di contatto|email di contatto|recapiti|contactgegevens|dane kontaktowe|danych kontaktowych|kontaktní údaje|kontaktné údaje|kontaktne podatke|kontaktné údaje|контактные данные|контактний адрес|контактні дані|данни за контакт|iletişim bilgi|iletişim adres|thông tin liên hệ|email liên hệ|địa chỉ liên hệ|联系方式|联系邮箱|聯絡資料|聯絡方式|聯絡信箱|連絡先|연락처|kontaktuppgifter|kontaktoplysninger|kontaktopplysninger|kontaktinformation|kontaktinformasjon|yhteystie|kapcsolattartási|datele de contact|date de contact|στοιχεία επικοινωνίας|informasi kontak|kontak email|data kontak|بيانات الاتصال|معلومات الاتصال|פרטי הקשר|פרטי קשר|संपर्क विवरण|संपर्क जानकारी|ข้อมูลติดต่อ|อีเมลติดต่อ|emergency contact|notfallkontakt|contact d'urgence|contacto de emergencia|contato de emergência|contatto di emergenza";

static CONTACT_DETAIL_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(CONTACT_DETAILS));

/// Whether the words of a link exclude it.
pub(crate) fn is_excluded_link_text(words: &str) -> bool {
    let plain = normalise_phrase(words);
    let is_excluded = |plain: &str| {
        EXCLUDED_PHRASE_MATCHER.as_ref().is_some_and(|matcher| matcher.is_match(plain))
            || plain.split(|c: char| !c.is_alphanumeric()).any(|word| EXCLUDED_WORDS.contains(&word))
    };
    is_excluded(&plain)
        // "Verify my contact details" leads to no contact form.
        && CONTACT_DETAIL_LIST
            .iter()
            .find(|details| plain.contains(details.as_str()))
            .is_none_or(|details| is_excluded(&plain.replace(details.as_str(), "")))
}

/// "How to", at the start of the words of a link to a help article: "how to verify a domain".
const INSTRUCTION_STARTS: &str = "how to|how do|how can|how it works|what is|what are|why|wie |wie man|was ist|warum|so geht|so verif|comment|qu'est-ce|pourquoi|cómo|qué es|por qué|como |o que é|por que|come funziona|come si|come verific|come fare|cos'è|che cos|perché|hoe |wat is|waarom|jak |co to|dlaczego|как |что такое|почему|як |що таке|чому|nasıl|nedir|neden|cách |làm sao|làm thế nào|như thế nào|vì sao|tại sao|hướng dẫn|如何|怎么|怎樣|怎麼|什么是|什麼是|为什么|為什麼|どうやって|方法|とは|なぜ|어떻게|무엇|방법|왜|วิธี|ทำไม|อะไรคือ|cara |bagaimana|mengapa|apa itu|कैसे|क्या है|क्यों|কীভাবে|কিভাবে|কেন|کیسے|کیا ہے|كيف|كيفية|ما هو|لماذا|چگونه|چطور|چیست|چرا|איך|כיצד|מה זה|למה|πώς|τι είναι|γιατί|hur |vad är|varför|hvordan|hvad er|hva er|hvorfor|miten|kuinka|mikä on|miksi|kuidas|mis on|miks|hogyan|mi az|miért|kaip |kas yra|kodėl|kā |kas ir|kāpēc|jak se|co je|proč|ako |čo je|prečo|kako |kaj je|što je|šta je|zašto|zakaj|како |шта је|зошто|зашто|що е|защо|cum |ce este|de ce|com |què és|per què|paano|ano ang|bakit|jinsi ya|kwa nini";

static INSTRUCTION_START_LIST: LazyLock<Vec<String>> =
    LazyLock::new(|| INSTRUCTION_STARTS.split('|').map(normalise_phrase).collect());

/// "Manual", behind a colon or a dash at the end of the words of a link to a help article.
const INSTRUCTION_ENDS: &str = "how to|a guide|the guide|step by step|explained|so geht's|so geht es|anleitung|schritt für schritt|mode d'emploi|pas à pas|guía|paso a paso|instrucciones|passo a passo|guia|guida|istruzioni|zo werkt het|handleiding|stap voor stap|instrukcja|poradnik|krok po kroku|návod|krok za krokem|så gör du|steg för steg|sådan gør du|trin for trin|slik gjør du|steg for steg|näin se toimii|ohjeet|útmutató|lépésről lépésre|ghid|pas cu pas|инструкция|пошагово|інструкція|покроково|nasıl yapılır|kılavuz|οδηγός|βήμα βήμα|hướng dẫn|từng bước|panduan|langkah demi langkah|教程|指南|使い方|手順|사용법|가이드|วิธีใช้|دليل|שלב אחר שלב|गाइड";

static INSTRUCTION_END_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(INSTRUCTION_ENDS));

/// Whether the words of a link are the title of a help article.
pub(crate) fn is_help_article_title(words: &str) -> bool {
    let plain = normalise_phrase(words);
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = plain.trim_end_matches(|c: char| !c.is_alphanumeric());
    // "Activer le tiers payant : mode d'emploi"
    let is_manual = || {
        INSTRUCTION_END_LIST.iter().any(|manual| {
            end.strip_suffix(manual.as_str())
                .is_some_and(|rest| rest.trim_end().ends_with([':', '-', '–', '(', '|', '.']))
        })
    };
    is_manual()
        || INSTRUCTION_START_LIST.iter().any(|start| {
            plain.strip_prefix(start.as_str()).is_some_and(|rest| {
                start.ends_with(' ') || !rest.starts_with(char::is_alphanumeric) || !start.is_ascii()
            })
        })
}

/// Names of social networks, of app stores and of pages that are the same for every reader. They exclude a link that has no
/// other words.
const PAGE_NAMES: &str = "returns|return|returns & refunds|free returns|retoure|retouren|rücksendung|rückgabe|retours|retour|échanges et retours|devoluciones|devolución|devoluções|devolução|trocas e devoluções|resi|reso|resi e rimborsi|retourneren|zwroty|zwrot|vrácení|vrácení zboží|reklamace|vrátenie|retur|returer|palautus|palautukset|visszaküldés|visszáru|retururi|возврат|возврат и обмен|повернення|iade|επιστροφές|επιστροφή|đổi trả|trả hàng|pengembalian|退货|退換貨|退货与退款|返品|返品・交換|반품|คืนสินค้า|إرجاع|المرتجعات|החזרות|वापसी|my profile|edit profile|mein profil|mein bereich|zum kundenkonto|zum konto|mon espace|espace personnel|mon profil|mi perfil|meu perfil|il mio profilo|mijn profiel|mój profil|мой профиль|мій профіль|profilim|mina sidor|min profil|min side|omat sivut|oma profiili|můj profil|môj profil|moj profil|мој профил|моят профил|profilul meu|el meu perfil|το προφίλ μου|trang cá nhân|hồ sơ của tôi|个人中心|我的账户|個人中心|プロフィール|내 프로필|โปรไฟล์|profil saya|मेरी प्रोफ़ाइल|আমার প্রোফাইল|ملفي الشخصي|پروفایل من|הפרופיל שלי|account page|your account page|web vault|web app|web console|kontoseite|seite ihres kontos|page de compte|page de votre compte|página de cuenta|página de tu cuenta|página da conta|pagina dell'account|accountpagina|strona konta|strony konta|strona twojego konta|страница аккаунта|странице аккаунта|сторінка облікового запису|hesap sayfası|hesap sayfanız|trang tài khoản|账号页面|账户页面|帳號頁面|アカウントページ|マイページ|계정 페이지|หน้าบัญชี|halaman akun|laman akaun|kontosidan|kontosiden|tilisivu|stránka účtu|facebook|instagram|twitter|x|linkedin|youtube|tiktok|pinterest|threads|mastodon|bluesky|telegram|whatsapp|discord|reddit|snapchat|line|zalo|viber|weibo|微博|微信|wechat|xing|vk|вконтакте|kakaotalk|카카오톡|naver blog|네이버 블로그|github|medium|spotify|podcast|ios|android|google maps|trustpilot|huawei appgallery|appgallery|galaxy store|galaxy apps|blog|rss\
|my account|your account|account|mein konto|ihr konto|dein konto|konto|kundenkonto|mon compte|votre compte|mon espace client|espace client|mi cuenta|tu cuenta|su cuenta|minha conta|a minha conta|sua conta|il mio account|il tuo account|area clienti|area riservata|mijn account|moje konto|личный кабинет|мой кабинет|мой аккаунт|особистий кабінет|мій кабінет|hesabım|tài khoản của tôi|tài khoản|我的账户|我的帐户|我的帳戶|我的账号|个人中心|個人中心|マイアカウント|アカウント|내 계정|บัญชีของฉัน|akun saya|akaun saya|حسابي|můj účet|môj účet|mitt konto|min konto|min profil|oma tili|ο λογαριασμός μου|saját fiók|fiókom|contul meu|החשבון שלי|האזור האישי|حساب من\
|security|sicherheit|sécurité|seguridad|segurança|sicurezza|veiligheid|bezpieczeństwo|безопасность|безпека|güvenlik|bảo mật|安全|セキュリティ|보안|trust & safety|home|shop|store|stores";

static PAGE_NAME_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(PAGE_NAMES));

/// Whether the words of a link are the name of a social network or of a common page and nothing else.
pub(crate) fn link_text_names_common_page(words: &str) -> bool {
    let plain = normalise_phrase(words);
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    PAGE_NAME_LIST.iter().any(|name| plain == name)
}

/// The place in which a mail is shown instead of the mail program, in the few words of a link: "View in browser".
const BROWSER_PLACES: &str = "in your browser|in browser|i browser|i browseren|v prohlizeci|v prehliadaci|bongeszoben|selaimessa|u pregledniku|u pretrazivacu|в браузере|у браузері|в браузері|в браузъра|у прегледачу|στον browser|en el navegador|no browser|dans votre navigateur|al navegador|trong trình duyệt|brauseris|parlukeje|narsykleje|im webbrowser|nel browser|a navegador";

static BROWSER_PLACE_LIST: LazyLock<Vec<String>> = LazyLock::new(|| normalise_phrase_list(BROWSER_PLACES));

/// Whether the words of a link show the mail itself in a browser. In a longer sentence, a link is opened there.
pub(crate) fn is_view_in_browser_text(words: &str) -> bool {
    let plain = normalise_phrase(words);
    BROWSER_PLACE_LIST.iter().any(|place| plain.contains(place.as_str()))
}
