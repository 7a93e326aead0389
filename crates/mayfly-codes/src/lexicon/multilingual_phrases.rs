//! Phrases that are listed for all languages together.

/// Invitations to calls.
pub(super) const MEETINGS: &str = "meeting id | webinar id | conference id | meeting number | meeting passcode | dial in | join the meeting \
    | join meeting | join zoom | id de reunión | id da reunião | id de réunion | id riunione | meeting-id | besprechungs-id \
    | vergadering-id | vergader-id | id spotkania | toplantı kimliği | toplantı id | идентификатор конференции | ідентифікатор конференції \
    | id cuộc họp | mã cuộc họp | id phòng họp | 会议号 | 會議號 | 会议id | 會議id | 会议 id | 會議 id | ミーティングid | ミーティング id \
    | 会議id | 회의 id | 회의id | รหัสการประชุม | id การประชุม | मीटिंग आईडी | মিটিং আইডি | معرف الاجتماع | میٹنگ آئی ڈی | id rapat";

/// Words for links and buttons.
pub(super) const LINK_WORDS: &str = "link | button | url | enlace | lien | botón | bouton | botão | botao | collegamento | pulsante | schaltfläche | knop \
    | przycisk | ссылк* | кнопк* | посилан* | 链接 | 連結 | 按钮 | 按鈕 | リンク | ボタン | 링크 | 버튼 | アクセスして | アドレスを開 | urlを開 | click | tap | follow | clic | clique | cliquez | cliquant | clicca | klick* | klik | kliknij | tıkla* | нажм* | перейд* | натисн* \
    | 点击 | 點擊 | 点按 | クリック | タップ | 클릭 | 눌러 | اضغط | انقر | क्लिक | ক্লিক | کلک | nhấn | bấm | chạm | คลิก | แตะ | กด | رابط | الرابط | زر \
    | लिंक | बटन | লিংক* | লিঙ্ক* | বাটন* | لنک | بٹن | liên kết | đường dẫn | bağlantı* | tautan | tombol | ลิงก์ | ปุ่ม \
    | adresă | linkul | linkului | butonul | apasă | apăsați | accesează | accesați | enllaç | cliqueu | prem | premeu | länk* | knapp* | tryck | klicka | linket | linket | knap* | lenke* | lenken | trykk* | følg | hlekk* | skakel | knoppie \
    | odkaz* | tlačít* | klikněte | klepněte | tlačid* | kliknite | povezav* | gumb* | vezu | poveznic* | dugme | kliknite na | везу | линк* | дугме | кликнете | връзк* | бутон* | натиснете | щракнете | кликнете \
    | σύνδεσμο* | κουμπί | πατήστε | πάτησε | κάντε κλικ | linkki* | linkkiä | painike* | painiketta | napsauta* | klikkaa* | lingil* | lingile | nupp* | klõpsa* | klikk* | linkre | gomb* | kattints* | nuorod* | mygtuk* | spustelėkite | saite | saites | saiti | pog* | noklikšķin* \
    | קישור* | *קישור | לינק | *כפתור | לחץ | לחצו | ללחוץ | پیوند | لینک | دکمه | کلیک کنید | بزنید | pindutin | i-click | kiungo | kitufe | bonyeza";

/// Words for passwords.
pub(super) const PASSWORDS: &str = "password | contraseña | senha | palavra-passe | mot de passe | kennwort | passwort | wachtwoord | hasło | şifre* | parola* \
    | пароль | mật khẩu | 密码 | 密碼 | パスワード | 비밀번호 | รหัสผ่าน | पासवर्ड | পাসওয়ার্ড* | كلمة المرور | كلمة السر | پاس ورڈ | kata sandi \
    | parola | contrasenya | lösenord* | adgangskode* | kodeord* | passord* | lykilorð* | wagwoord* | heslo | geslo | lozinka | zaporka | лозинка | парола | salasana* | parool | jelsz* | slaptažod* | parole | סיסמה | הסיסמה | סיסמתך | رمز عبور | گذرواژه* | nenosiri | nywila | kata laluan";

/// Words that contain another phrase, or that a stem for "activate" matches too. Scripts without spaces have no word
/// boundary that would exclude the inner phrase.
pub(super) const NEUTRAL_WORDS: &str = "홈페이지 | 웹페이지 | 페이지에서 | ホームページ | ウェブページ | 网页 | 網頁 | 页面 | 頁面 | 首页 | 首頁 | หน้าเว็บ | หน้าจอ \
    | activity | activities | activité* | actividad* | atividade* | attività | activitate* | activități* | activitat* | activiteit*";

/// Words for codes that are not valid any more. "Expires" and "will be invalid" are not among them: valid codes expire
/// too.
pub(super) const OBSOLETE_WORDS: &str = "old | previous | prior | earlier | expired | no longer valid | no longer works | no longer active | doesn't work anymore \
    | superseded | replaced | cancelled | revoked | void \
    | anterior | antiguo | antigua | caducado | vencido | ya no es válido | ya no es válida | ya no sirve | ya no funciona | ya no vale | anulado \
    | antigo | antiga | expirado | expirou | não é mais válido | não é mais válida | já não é válido | já não é válida | não vale mais \
    | précédent | précédente | ancien | ancienne | =expiré | périmé | n'est plus valable | n'est plus valide \
    | precedente | vecchio | vecchia | scaduto | scaduta | non è più valido | non è più valida | non vale più \
    | alte | alter | alten | vorherige* | bisherige* | abgelaufen* | nicht mehr gültig \
    | oude | vorige | verlopen | niet meer geldig | vervallen \
    | stary | starego | poprzedni* | wygasł* | nieaktualn* | już nie działa \
    | eski | önceki | süresi doldu | süresi dolan | süresi dolmuş | artık geçerli değil | artık geçersiz \
    | старый | старого | старым | предыдущ* | прежн* | истек | больше не действ* | уже не действ* | аннулир* \
    | старий | старого | попередн* | більше не дійсн* | більше не діє | вже не діє | анульов* \
    | =mã cũ | =cũ | mã trước | trước đó | đã hết hạn | không còn hiệu lực | hết hiệu lực \
    | 旧 | 舊 | 之前的 | 上一个 | 上一個 | 先前的 | 已失效 | 已过期 | 已過期 | 已作废 | 已作廢 | 不再有效 \
    | 以前の | 前回の | 前の | 古い | 無効になりました | 期限切れ | 失効しました | 旧 \
    | 이전 | 기존 | 만료되었 | 만료된 | 더 이상 유효하지 | 더 이상 사용 \
    | เก่า | ก่อนหน้า | หมดอายุแล้ว | ใช้ไม่ได้แล้ว \
    | पुराना | पुराने | पिछला | पिछले | समाप्त हो चुका | समाप्त हो गया | अब मान्य नहीं \
    | পুরনো | পুরানো | আগের | মেয়াদ শেষ হয়ে | মেয়াদোত্তীর্ণ | আর কার্যকর নয় | বাতিল \
    | القديم | القديمة | السابق | السابقة | منتهي الصلاحية | انتهت صلاحيته | لم يعد صالح* | لم يعد ساري* \
    | پرانا | پرانے | پچھلا | پچھلے | ختم ہو چکا | ختم ہو چکی | اب درست نہیں \
    | kode lama | kod lama | kode sebelumnya | sudah tidak berlaku | tidak berlaku lagi | sudah kedaluwarsa | sudah hangus \
    | codul vechi | vechiul | anteriorul | a expirat | nu mai este valabil | codi antic | ja no és vàlid | tidigare | gamla | gammel | gamle | tidligere | ikke længere gyldig | ikke lenger gyldig | inte längre giltig \
    | starý kód | předchozí | již neplatí | už neplatí | predchádzajúci | už neplatí | prejšnj* | stari kod | prethodn* | više ne važi | više ne vrijedi | стари код | претходн* | више не важи | предишн* | стария | вече не е валид* | вече не важи \
    | παλιός | παλιό | προηγούμεν* | δεν ισχύει πλέον | έληξε | vanha koodi | edellinen | ei ole enää voimassa | eelmine | vana kood | enam ei kehti | korábbi | régi | már nem érvényes | lejárt | ankstesn* | senas kodas | nebegalioja | iepriekšēj* | vecais | vairs nav derīg* \
    | הקודם | הישן | כבר לא בתוקף | قبلی | قدیمی | دیگر معتبر نیست | dating code | lumang";

/// "Otherwise": "if you didn't ask for it, ignore this mail, otherwise follow the link".
pub(super) const OTHERWISE_WORDS: &str = "otherwise | if it was you | if this was you | sonst | andernfalls | ansonsten | sinon | autrement | dans le cas contraire | altrimenti | in caso contrario | de lo contrario | en caso contrario | caso contrário | senão | do contrário \
    | anders | zo niet | annars | ellers | muuten | muussa tapauksessa | muidu | vastasel juhul | kitu atveju | pretējā gadījumā | ellenkező esetben | egyébként | în caz contrar | altfel | altrament | en cas contrari | w przeciwnym razie | v opačném případě | v opačnom prípade | u suprotnom | у супротном \
    | в противном случае | иначе | в іншому випадку | інакше | в противен случай | διαφορετικά | σε αντίθετη περίπτωση | aksi halde | aksi takdirde | 否则 | 否則 | それ以外の場合 | 그렇지 않으면 | nếu không thì | jika tidak | אחרת | در غیر این صورت | وإلا | অন্যথায় | अन्यथा";

/// Invitations.
pub(super) const INVITATIONS: &str = "added you to | has added you | hinzugefügt | vous a ajouté | t'a ajouté | te ha añadido | te agregó | te ha agregado | lo ha añadido | adicionou você | adicionou-te | ti ha aggiunto | heeft je toegevoegd | heeft u toegevoegd | dodał* cię | добавил* вас | додав вас | додала вас | sizi ekledi | seni ekledi | đã thêm bạn | menambahkan anda | 追加しました | 추가했습니다 | 将您添加 | 將您加入 | 將您新增 | bạn được mời | được mời | запросил* | pozvao | pozvala | invit* | einlad* | eingeladen | lädt dich | convi* | convid* | convoc* | uitnod* | uitgenod* | nodigt * uit | zapro* | zapras* | приглас* | приглаш* | запрош* | запрас* | davet* | lời mời | mời bạn | đã mời | 邀请 | 邀請 | 招待 | 초대 | เชิญ | undang* | mengundang | jemput* | menjemput \
    | आमंत्र* | निमंत्र* | आमन्त्र* | निमन्त्र* | আমন্ত্র* | دعوة | دعوتك | يدعوك | دعاك | دعوت* | dəvət* | taklif* | шақыр* | чакыр* | урил* | πρόσκλη* | προσκαλ* | προσκεκλη* | להזמין אותך | הזמין אותך | הזמינה אותך | הזמנה להצטרף | הזמנה לצוות | pozván* | pozvat | pozval* | pozýva | pozvat* \
    | inbjud* | bjuder in | bjudit in | indbyd* | inviter* | innby* | kutsu* | kutse | kutsunud | meghív* | pakviet* | pakvies* | kviečia | kvietim* | ielūg* | uzaicin* | povabil* | povabi* | poziv* | pozivnic* | позив* | позвал* | покан* | imbita* | inimbitahan | mwaliko | amekualika | ftes* | հրավեր* | հրավիր* | მოწვევ* | gonbida* | boð | bauð | boðið | konvit* | envit* \
    | ಆಹ್ವಾನ* | ക്ഷണ* | ക്ഷണി* | அழைப்பு* | அழைத்த* | ఆహ్వాన* | આમંત્ર* | ਸੱਦਾ* | ආරාධනා* | gwahodd*";

/// Teams, workspaces and their members.
pub(super) const TEAMS: &str = "team | teams | team* | workspace | organization | organisation | project | member | équipe | équipes | espace de travail | membre | projet | equipo | miembro | espacio de trabajo | proyecto | equipe | equipa | membro | projeto | espaço de trabalho | gruppo di lavoro | squadra | progetto | mitglied | arbeitsbereich | projekt | lid | werkruimte \
    | zespoł* | zespół | członk* | команд* | член* | участник* | участн* | проект* | каманд* | takım* | ekip* | ekib* | üye* | proje* | nhóm | thành viên | không gian làm việc | dự án | đội | 团队 | 團隊 | 成员 | 成員 | 工作区 | 项目 | 專案 | チーム | メンバー | ワークスペース | プロジェクト | 팀 | 멤버 | 워크스페이스 | ทีม | สมาชิก | โปรเจ | tim | anggota | pasukan | proyek \
    | टीम | सदस्य | संघ* | टोली | দল* | টিম* | সদস্য* | فريق | فرقة | بفريق | عضوا | عضو | ٹیم | رکن | komanda* | üzv* | jamoa* | команда* | баг | ομάδα* | ομάδας | μέλος | צוות | בצוות | לצוות | חבר | تیم | عضو | tým* | tím | tímu | člen* | lag | lagets | medlem* | teamet | tiimi* | jäsen* | csapat* | tagja | meeskon* | liikme* | komand* | nariai | narys | dalībniek* | biedr* | ekipa | ekipi | ekipo | član* | tima | timu | тим* | члан* | екип* \
    | echip* | membru | equip | koponan | miyembro | timu | skup | թիմ* | անդամ* | გუნდ* | taldea* | taldeko | ekipaj | ತಂಡ* | ടീമ* | குழு* | బృంద* | ટીમ* | ਟੀਮ* | කණ්ඩායම*";

/// Words by which an invitation is accepted, and those that offer both answers.
pub(super) const ACCEPT_WORDS: &str = "accept | accept or decline | accept or reject | accept or ignore | annehmen | akzeptieren | annehmen oder ablehnen | zusagen | accepter | acceptez | accepter ou refuser | acceptez ou refusez | accepte* ou décline* | aceptar | acepta | acepte | aceptar o rechazar | acepta o rechaza | acepte o rechace | aceitar | aceite | aceitar ou recusar | aceite ou recuse | accetta | accettare | accettare o rifiutare | accetta o rifiuta | accepteren | accepteer | accepteren of weigeren | accepteer of weiger \
    | akceptuj | zaakceptuj | przyjmij | zaakceptuj lub odrzuć | принять | примите | принять или отклонить | примите или отклоните | прийняти | прийміть | прийняти або відхилити | kabul et* | kabul edin | chấp nhận | đồng ý tham gia | chấp nhận hoặc từ chối | terima | terima atau tolak | 接受 | 同意加入 | 接受或拒绝 | 接受或拒絕 | 承諾 | 承認する | 受け入れる | 承諾または辞退 | 수락 | 수락하기 | 수락 또는 거절 | 수락하거나 거절 | ยอมรับ | ตอบรับ | ยอมรับหรือปฏิเสธ | قبول | اقبل | قبول أو رفض \
    | स्वीकार* | গ্রহণ* | قبول کریں | αποδοχή | αποδεχτείτε | αποδέξου | לאישור ההזמנה | קבל | קבלת | پذیرش | پذیرفتن | hyväksy | acceptera | tacka ja | acceptér | godta | aksepter | elfogadás | elfogad* | fogadd el | fogadja el | přijmout | přijměte | přijmi | prijať | prijmite | prijmi | acceptă | acceptați | acceptare | приеми | приемете | приемане | прифати | прифатете | prihvati | prihvatite | прихвати | прихватите | sprejmi | sprejmite | priimti | priimkite | pieņemt | pieņemiet | nõustu | accepta | accepteu | tanggapin | kubali | pranoni | aanvaar | samþykkja";

/// Words by which an invitation is followed.
pub(super) const JOIN_WORDS: &str = "join | join now | join us | get started | loslegen | jetzt loslegen | mitmachen | jetzt mitmachen | beitreten | beizutreten | teilnehmen | commencer | participer | rejoignez | unirse | unirme | únete | únase | comenzar | empezar | participar | começar | entrar | partecipa | unisciti | inizia | doe mee | meedoen | word lid | aan de slag | dołącz | dołączyć | zacznij | rozpocznij | присоединиться | вступить | начать | начните | приєднатися | почати | katıl | katılmak | katılın | başla* | tham gia | bắt đầu \
    | gabung | bergabung | ikut serta | sertai | mulai | mula | 加入 | 立即加入 | 开始使用 | 開始使用 | 参加する | 参加はこちら | 参加 | はじめる | 참여 | 참가 | 합류 | 시작하기 | เข้าร่วม | เริ่มต้นใช้งาน | انضم | الانضمام | ابدأ | शामिल | শুরু করুন | যোগ দিন | شامل ہوں | συμμετοχή | συμμετέχετε | ξεκινήστε | להצטרפות | הצטרפו | להתחיל | پیوستن | شروع | liity | aloita | gå med | kom igång | bliv medlem | tilslut | deltag | kom i gang | bli med | csatlakoz* | kezdés | připojit se | připojte se | začít | pripojiť sa | pripojte sa | začať \
    | alătură* | începe | присъединете се | присъедини се | придружете се | pridruži* | придружи* | započni | prisijung* | pievienot* | liitu | uneix* | uniu* | comença | sumali | jiunge | bashkohu | sluit aan | ganga í";

/// Events, sales and surveys.
pub(super) const EVENTS: &str = "webinar* | event | dinner | lunch | party | sale | sales | survey | questions | questionnaire | poll | conference | workshop | meetup | exhibition | concert | wedding | birthday | demo | launch | feedback | review | vote | seminar* | veranstaltung* | umfrage* | feier | fest | sommerfest | schlussverkauf | konferenz* | messe \
    | événement | sondage | enquête | soldes | conférence | fête | atelier | découvrir | evento | encuesta | rebajas | conferencia | fiesta | taller | boda | pesquisa | liquidação | conferência | festa | sondaggio | saldi | conferenza | evenement | enquête | uitverkoop | conferentie | feest | wydarzeni* | ankiet* | wyprzedaż* | konferencj* | impreza | вебинар* | опрос* | мероприяти* | распродаж* | конференци* | вечеринк* | вебінар* | опитуван* | захід | заходу | розпродаж* | конференц* \
    | etkinli* | anket* | indirim* | konferans* | hội thảo | sự kiện | khảo sát | tiệc | acara | survei | tinjauan | diskon | konferensi | 活动 | 活動 | 问卷 | 問卷 | 调查 | 調查 | 促销 | 促銷 | 研讨会 | 研討會 | 网络研讨 | ウェビナー | イベント | アンケート | セール | セミナー | 懇親会 | 웨비나 | 이벤트 | 설문 | 세미나 | 행사 | งานสัมมนา | สัมมนา | แบบสอบถาม | กิจกรรม | ندوة | فعالية | استطلاع | استبيان | تخفيضات | वेबिनार | सर्वेक्षण | কার্যক্রম | ওয়েবিনার | জরিপ \
    | εκδήλωση | έρευνα | εκπτώσεις | συνέδριο | וובינר | אירוע | סקר | מבצע | وبینار | رویداد | نظرسنجی | tapahtum* | kysely* | ale | evenemang* | enkät* | rea | begivenhed* | spørgeskema* | undersøgelse* | arrangement* | undersøkelse* | esemény* | kérdőív* | akció | akce | dotazník | průzkum | slevy | podujati* | dotazník | prieskum | eveniment* | sondaj* | reduceri | събити* | анкет* | разпродажб* | događaj* | anket* | rasprodaj* | догађај* | renginys | apklaus* | pasākum* | aptauj* | üritus* | küsitlus* | esdeveniment | enquesta | rebaixes | kaganapan | hafla";

/// Appointments, whose codes are shown and not entered.
pub(super) const APPOINTMENTS: &str = "appointment | appointments | terminbestätigung | termincode* | terminnummer | termin | cita | citas | rendez-vous | appuntamento | prenotazione | consulta | agendamento | marcação \
    | afspraak | afspraken | wizyt* | randevu* | запись на приём | запись на прием | код записи | номер записи | номер талона | талон* | код запису | запис на прийом | номер запису \
    | đặt lịch | lịch hẹn | lịch khám | đặt bàn | khám bệnh | số thứ tự | mã khám | mã hẹn | mã đặt | đặt vé | mã vé | 预约 | 預約 | 挂号 | 掛號 | 予約確認 | ご予約 | 来店予約 | 예약 확인 | 예약번호 | 접수번호 | นัดหมาย | การนัด | หมายเลขคิว \
    | janji temu | temu janji | kode booking | nomor antrean | अपॉइंटमेंट* | अपॉइन्टमेंट* | অ্যাপয়েন্টমেন্ট* | موعد | الموعد | موعدك | اپائنٹمنٹ* | نوبت* | *תור | *התור | programare | programarea | programării | cita prèvia | cita previa \
    | tidsbokning* | bokad tid | tidsbestilling* | time hos | timebestilling* | aika varau* | ajanvarau* | vastuvõtu* | időpont* | vizito | vizīt* | ραντεβού | objednání | termín* | rezervační kód | rezervačný kód | termin wizyty | naročil* termin \
    | termina | termin pregleda | прегледа | термина | час при | запазен час | miadi";

/// Requests to show a code to a person: at a desk, in a shop, to a driver.
pub(super) const SHOWN_IN_PERSON: &str = "show this | show the code | show your code | show it at | present this | present the code | present it at | present your code | present your booking | at the counter | at reception | at the reception | front desk | at the desk | at the gate \
    | to the shop assistant | to the driver | to the cashier | to collect your | to the staff | to our staff | when you arrive | on arrival \
    | vorzeigen | zeigen sie | zeige den | vorlegen | am empfang | an der rezeption | an der kasse | in der filiale | présentez | montrez | à l'accueil | à la caisse | au point relais | au comptoir | muestra este | muéstralo | muestre | presente este | preséntelo | presenta este | en el mostrador | en recepción \
    | apresente | mostre | na recepção | na receção | no balcão | mostra questo | mostralo | mostrare | esibisci | alla cassa | alla reception | laat deze | toon deze | toon de | aan de balie | bij de balie | okaż | pokaż | okazać | w recepcji | w punkcie odbioru | gösterin | gösteriniz | göster | danışmaya | resepsiyon* | girişte \
    | покажите | предъявите | назовите его | на стойке | на кассе | администратору | покажіть | пред'явіть | на рецепції | на реєстратурі | xuất trình | đưa mã | tại quầy | quầy tiếp | quầy lễ tân | cho nhân viên | khi nhận phòng | khi đến | soát vé | khi lên tàu \
    | 出示 | 到店 | 前台 | 櫃檯 | 柜台 | 凭码取 | お見せ | ご提示 | 提示し | 受付で | 店頭 | フロントで | フロントに | カウンターで | レジで | 보여 주 | 보여주 | 제시해 | 제시하 | 프런트 | 창구 | แสดงรหัส | โปรดแสดง | กรุณาแสดง | เคาน์เตอร์ | tunjukkan | perlihatkan | di resepsionis | ke kasir | di kaunter | दिखाएँ | दिखाएं | दिखाइए | रिसेप्शन | काउंटर | দেখান | দেখাবেন | কাউন্টার* | রিসেপশন* \
    | أظهر* | اعرض* | أبرز* | عند الاستقبال | في الاستقبال | دکھائیں | کاؤنٹر | استقبالیہ | نشان دهید | ارائه دهید | در پذیرش | להציג | הציגו | הצג את | בקבלה | בדלפק | prezentați | prezintă | arată acest | arătați | la recepție | la ghișeu | mostreu | mostra el codi | a la recepció | al taulell | visa koden | visa upp | i receptionen | i butiken | i kassan \
    | vis koden | vis denne | fremvis | i receptionen | i butikken | i kassen | i resepsjonen | näytä koodi | näytä tämä | kassalla | vastaanotossa | näita | esita | mutassa | mutasd | a pultnál | a recepción | parodykite | pateikite kodą | registratūroje | uzrādiet | parādiet | reģistratūrā | δείξτε | επιδείξτε | στη ρεσεψιόν | στη γραμματεία | στο ταμείο \
    | ukažte | předložte | na recepci | na pobočce | na prodejně | ukážte | predložte | na recepcii | na predajni | pokažite | na recepciji | pokaži | na blagajni | покажите | на рецепцији | покажете | на рецепцията | на касата | ipakita | sa counter | onyesha | kaunta";

/// Texts of links that join a team, choose the first or a new password, or set up an account.
pub(super) const LINK_ACTIONS: &str = "join the team | join your team | join team | join the workspace | join workspace | join the organization | join the organisation | join the project | accept your invitation | accept the invite | accept your invite | view invitation | view the invitation \
    | respond to the invitation | see the invitation | invited you to join | set up your password | setup your account | set up my account | set up account | choose a new password | choose new password | set a new password | set new password | create a new password | create new password \
    | create a password | choose your password | create your account | finish creating | finish setting up | complete your account | complete account | finish registration | complete sign up | change your password using | magic sign in | sign in link | login link | log in link | sign in with this link | sign in instantly | continue to sign in \
    | tritt dem team bei | team beitreten | dem team beitreten | beitreten | einladung anzeigen | konto einrichten | richte dein konto ein | richten sie ihr konto ein | neues passwort | neues kennwort | passwort wählen | passwort erstellen | passwort setzen | konto erstellen abschließen | einladung ansehen | meldest du dich an | melden sie sich an | logge dich ein \
    | rejoindre l'équipe | rejoignez l'équipe | rejoindre | accepter cette invitation | acceptez l'invitation | voir l'invitation | configurer mon compte | configurez votre compte | configurer votre compte | nouveau mot de passe | choisir un mot de passe | choisissez un mot de passe | définir un mot de passe | définissez votre mot de passe | créer un mot de passe | créez votre mot de passe | vous connecter | te connecter \
    | únete | unirme | unirte | unirse al | aceptar la invitación | aceptar invitación | ver invitación | configura tu cuenta | configure su cuenta | configurar cuenta | nueva contraseña | contraseña nueva | crea tu contraseña | establecer contraseña | establece tu contraseña | elige una contraseña | para entrar | enlace de acceso | completa el registro \
    | junte-se | junta-te | participar da equipe | entrar na equipe | entrar na equipa | aceitar o convite | aceite o convite | ver convite | configure sua conta | configurar conta | configura a tua conta | nova senha | nova palavra-passe | crie sua senha | definir senha | defina sua senha | definir palavra-passe | link de acesso | link de login \
    | unisciti | partecipa al team | accetta l'invito | accetta invito | vedi invito | configura il tuo account | configura account | nuova password | scegli una password | imposta una password | imposta la password | crea una password | crea la tua password | link di accesso | accedi con | completa la registrazione \
    | word lid | lid worden | deelnemen aan het team | neem deel | accepteer de uitnodiging | uitnodiging bekijken | account instellen | stel je account in | stel uw account in | nieuw wachtwoord | wachtwoord kiezen | kies een wachtwoord | stel een wachtwoord in | log in met deze link \
    | dołącz | zaakceptuj | zobacz zaproszenie | skonfiguruj konto | skonfiguruj swoje konto | nowe hasło | ustaw hasło | utwórz hasło | ustawić nowe hasło | link do logowania \
    | присоединиться | присоединяйтесь | присоединитесь | вступить в команду | принять приглашение | примите приглашение | новый пароль | придумать пароль | придумайте пароль | задать пароль | задайте пароль | установить пароль | установите пароль | настроить аккаунт | настройте аккаунт | настройте учетную запись | ссылка для входа | чтобы войти \
    | приєднатися | приєднуйтесь | приєднайтесь | приєднуйтеся | прийняти запрошення | прийміть запрошення | новий пароль | встановити пароль | задати пароль | створіть пароль | налаштувати акаунт | налаштуйте обліковий запис | посилання для входу | щоб увійти \
    | takıma katıl* | ekibe katıl* | çalışma alanına katıl* | daveti görüntüle* | daveti kabul* | yeni şifre* | yeni parola* | şifre belirle* | parola belirle* | parola oluştur* | şifrenizi belirle* | hesabınızı kur* | hesabını kur* | hesabınızı oluştur* | giriş bağlantı* \
    | tham gia nhóm | tham gia đội | tham gia không gian | tham gia dự án | chấp nhận lời mời | xem lời mời | mật khẩu mới | đặt mật khẩu | thiết lập mật khẩu | thiết lập tài khoản | hoàn tất tài khoản | liên kết đăng nhập | để đăng nhập | tạo tài khoản \
    | 加入团队 | 加入團隊 | 加入工作区 | 加入工作區 | 加入项目 | 查看邀请 | 查看邀請 | 接受此邀请 | 新密码 | 新密碼 | 设置新密码 | 設定新密碼 | 设置您的账户 | 設定您的帳戶 | 创建密码 | 建立密碼 | 完成设置 | 完成設定 | 创建账户 | 登录链接 | 链接登录 | 連結登入 | 一键登录 | 一鍵登入 \
    | チームに参加 | ワークスペースに参加 | プロジェクトに参加 | 招待を確認 | 招待を受け | 招待を表示 | 新しいパスワード | 新パスワード | パスワードを作成 | アカウントを設定 | アカウントの設定 | アカウントを作成 | こちらからログイン | からログイン | リンクでログイン | ログイン用リンク \
    | 팀에 참여 | 팀 참여 | 팀에 합류 | 참여하기 | 초대 확인 | 초대를 수락 | 초대장 보기 | 새 비밀번호 | 비밀번호 만들 | 비밀번호를 설정 | 계정 설정 | 계정을 설정 | 계정 만들기 | 눌러 로그인 | 링크로 로그인 \
    | เข้าร่วมทีม | เข้าร่วมพื้นที่ | เข้าร่วมโปรเจกต์ | ตอบรับคำเชิญ | ดูคำเชิญ | รหัสผ่านใหม่ | ตั้งค่าบัญชี | สร้างรหัสผ่าน | สร้างบัญชี | ลิงก์เข้าสู่ระบบ | เพื่อเข้าสู่ระบบ \
    | gabung ke tim | bergabung dengan tim | gabung tim | sertai pasukan | terima jemputan | lihat undangan | kata sandi baru | kata laluan baharu | kata laluan baru | atur kata sandi | tetapkan kata laluan | siapkan akun | atur akun | sediakan akaun | buat akun | tautan masuk | pautan log masuk \
    | टीम में शामिल | शामिल हों | आमंत्रण स्वीकार | निमंत्रण स्वीकार | नया पासवर्ड | पासवर्ड बनाएं | पासवर्ड बनाएँ | खाता सेट | लॉग इन लिंक | টিমে যোগ | দলে যোগ | যোগ দিন | আমন্ত্রণ গ্রহণ | নতুন পাসওয়ার্ড | পাসওয়ার্ড তৈরি | অ্যাকাউন্ট সেট | লগইন লিংক \
    | ٹیم میں شامل | شامل ہوں | دعوت قبول | نیا پاس ورڈ | پاس ورڈ بنائیں | اکاؤنٹ سیٹ | انضم | انضم إلى | الانضمام إلى | قبول الدعوة | اقبل الدعوة | عرض الدعوة | كلمة مرور جديدة | كلمة المرور الجديدة | كلمة سر جديدة | إنشاء كلمة مرور | إعداد حسابك | إعداد الحساب | رابط تسجيل الدخول";

/// What else has a code of its own: shops, banks, products, partners, statistics.
pub(super) const OWNERS_OF_CODES: &str = "vendor | agent | bank | company | site | seller | property | tariff | airline | merchant | partner | dealer | reason | event | affiliate | shop | supplier | cost center | cost centre | warehouse | industry | activity \
    | sucursal | agencia | interno | artículo | proveedor | tienda | banco | socio | vendedor | empresa | actividad | cnae | producto | cliente | agence | banque | magasin | partenaire | fournisseur | article | entreprise | activité | boutique | caisse \
    | filiale | fornitore | negozio | banca | ateco | articolo | azienda | prodotto | código do cliente | código do produto | código do pedido | código do item | código do imóvel | código do fornecedor | loja | agência | fornecedor | empresa | produto | vendedor | filialcode* | kundencode* | artikelcode* | lieferantencode* | branchencode* | händlercode* | filial* | händler* | bankleit* | klantcode* | winkelcode* | artikelcode* | leverancier* \
    | sklep* | towar* | oddzia* | dostawc* | bank* kod | магазин* | партнер* | филиал* | окпо | оквэд | октмо | поставщик* | банк | банка | магазину | постачальник* | філі* | mağaza* | şube* | banka | satıcı* | bayi | tedarikçi* | cửa hàng | chi nhánh | đại lý | ngân hàng | mã nv | mã kh | nhà cung cấp | doanh nghiệp | khách hàng | nhân viên | mã ngành \
    | cabang | toko | bank | pemasok | gudang | barang | cawangan | kedai | สาขา | ร้าน | ธนาคาร | ตัวแทน | 店舗 | 支店 | 取引先 | 店番 | 得意先 | 仕入先 | 매장 | 지점 | 은행 | 거래처 | 상점 | 门店 | 門店 | 分行 | 支行 | 供应商 | 供應商 | 商户 | 商戶 | 分店 | 行业 \
    | शाखा* | दुकान* | विक्रेता* | बैंक | শাখা* | দোকান* | বিক্রেতা* | ব্যাংক | الفرع | فرع | المتجر | البنك | المورد | برانچ* | شعبه | فروشگاه | بانک* | کالا | *סניף | *חנות | *ספק | *בנק | κατάστημα* | καταστήματος | πληρωμής | προμηθευτή | τράπεζας | υποκατάστημα* | πληρωμή \
    | banky | bankový | zboží | pobočk* | prodejn* | dodavatel* | tovaru | predajn* | dodávateľ* | trgovin* | prodavnic* | poslovnic* | podružnic* | dobavljač* | продавниц* | клон* | доставчик* | magazin | magazinului | furnizor* | sucursal* | fiscal | bankkód* | termékkód* | ügyfélkód* | üzlet* | beszállító* | boltkód* | butik* | butikskod* | produktkod* | varekod* | varukod* | kundkod* | leverantör* | leverandør* | bankkod* \
    | tuotekoodi* | asiakaskoodi* | myymälä* | toimittaja* | pankki* | kaupa* kood | tootekood* | kliendikood* | botiga | proveïdor | prekės kod* | parduotuv* | veikal* | tindahan | duka";
