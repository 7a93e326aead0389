//! Phrases that are listed for all languages together.

/// Invitations to calls.
pub(super) const MEETINGS: &str = "meeting id | webinar id | conference id | meeting number | meeting passcode | dial in | join the meeting \
    | join meeting | join zoom | id de reunión | id da reunião | id de réunion | id riunione | meeting-id | besprechungs-id \
    | vergadering-id | vergader-id | id spotkania | toplantı kimliği | toplantı id | идентификатор конференции | ідентифікатор конференції \
    | id cuộc họp | mã cuộc họp | id phòng họp | 会议号 | 會議號 | 会议id | 會議id | 会议 id | 會議 id | ミーティングid | ミーティング id \
    | 会議id | 회의 id | 회의id | รหัสการประชุม | id การประชุม | मीटिंग आईडी | মিটিং আইডি | معرف الاجتماع | میٹنگ آئی ڈی | id rapat";

/// Words for links and buttons.
pub(super) const LINK_WORDS: &str = "link | button | url | enlace | lien | botón | bouton | botão | botao | collegamento | pulsante | schaltfläche | knop \
    | przycisk | ссылк* | кнопк* | посилан* | 链接 | 連結 | 按钮 | 按鈕 | リンク | ボタン | 링크 | 버튼 | click | tap | follow | clic | clique | cliquez | cliquant | clicca | klick* | klik | kliknij | tıkla* | нажм* | перейд* | натисн* \
    | 点击 | 點擊 | 点按 | クリック | タップ | 클릭 | 눌러 | اضغط | انقر | क्लिक | ক্লিক | کلک | nhấn | bấm | chạm | คลิก | แตะ | กด | رابط | الرابط | زر \
    | लिंक | बटन | লিংক* | লিঙ্ক* | বাটন* | لنک | بٹن | liên kết | đường dẫn | bağlantı* | tautan | tombol | ลิงก์ | ปุ่ม";

/// Words for passwords.
pub(super) const PASSWORDS: &str = "password | contraseña | senha | palavra-passe | mot de passe | kennwort | passwort | wachtwoord | hasło | şifre* | parola* \
    | пароль | mật khẩu | 密码 | 密碼 | パスワード | 비밀번호 | รหัสผ่าน | पासवर्ड | পাসওয়ার্ড* | كلمة المرور | كلمة السر | پاس ورڈ | kata sandi";

/// Words that contain another phrase. Scripts without spaces have no word boundary that would exclude the inner phrase.
pub(super) const NEUTRAL_WORDS: &str = "홈페이지 | 웹페이지 | 페이지에서 | ホームページ | ウェブページ | 网页 | 網頁 | 页面 | 頁面 | 首页 | 首頁 | หน้าเว็บ | หน้าจอ";

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
    | kode lama | kod lama | kode sebelumnya | sudah tidak berlaku | tidak berlaku lagi | sudah kedaluwarsa | sudah hangus";
