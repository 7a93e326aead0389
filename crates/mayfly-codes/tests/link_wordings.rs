//! Wordings around links, by what the link is for: which is the confirmation link, and which never is.
#![allow(clippy::unwrap_used)]

mod plain_text_links;

use std::fmt::Write;

use mayfly_codes::find_confirmation_link;
use plain_text_links::find_web_addresses;

/// An address that tells nothing but that it is made for one reader.
const LINK: &str = "https://acme.example/x/7f3c21aa90";

fn find_link(subject: &str, text: &str) -> Option<String> {
    find_confirmation_link(&find_web_addresses(text), subject, text).map(|link| link.href)
}

/// Asserts that `expected` is found in every message of a table of subjects and texts, with `{link}` in the texts
/// replaced.
fn assert_links(table: &[(&str, &str)], link: &str, expected: Option<&str>) {
    let mut faults = String::new();
    for (subject, text) in table {
        let text = text.replace("{link}", link);
        let found = find_link(subject, &text);
        if found.as_deref() != expected {
            writeln!(faults, "  {found:?} in {subject:?} / {text:?}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn a_link_that_accepts_an_invitation_to_a_team_is_found() {
    assert_links(INVITATIONS, LINK, Some(LINK));
}

#[test]
fn a_link_that_signs_in_resets_or_confirms_is_found() {
    assert_links(SIGN_IN_AND_RESET, LINK, Some(LINK));
}

#[test]
fn a_link_that_leads_elsewhere_is_not_found() {
    assert_links(OTHER_LINKS, LINK, None);
}

#[test]
fn a_link_that_undoes_what_the_reader_did_not_do_is_not_found() {
    assert_links(UNDOING_LINKS, LINK, None);
    assert_links(UNDOING_LINKS, &format!("\n{LINK}"), None);
}

#[test]
fn a_link_that_carries_the_code_of_the_message_is_found() {
    for (subject, text, link) in [
        ("", "Your Acme code is 448120. Or tap: {link}", "https://a.example/448120"),
        ("Your code", "448-120\n\nOr open {link} to continue.", "https://a.example/v/448120"),
        ("", "Il tuo codice Acme è 448120. Oppure apri {link}", "https://a.example/v?c=448120"),
    ] {
        assert_eq!(find_link(subject, &text.replace("{link}", link)).as_deref(), Some(link), "{text}");
    }
}

#[test]
fn a_blog_a_forum_and_a_help_desk_send_confirmation_links_too() {
    for (subject, text, link) in [
        (
            "Activate your new account",
            "Click the following link to confirm and activate your new account:\n{link}",
            "https://community.acme.example/u/activate-account/9f3c21aa90b1",
        ),
        (
            "Password Reset",
            "To reset your password, visit the following address:\n\n{link}",
            "https://blog.acme.example/wp-login.php?action=rp&key=a81xQ&login=m",
        ),
        (
            "Welcome to Acme Support",
            "Please click the link below to create a password and sign in.\n\n{link}",
            "https://support.acme.example/verification/email/8f3c21aa90/?return=1",
        ),
    ] {
        assert_eq!(find_link(subject, &text.replace("{link}", link)).as_deref(), Some(link), "{text}");
    }
}

#[test]
fn the_link_beside_one_that_refuses_is_found_by_their_common_identifier() {
    for (accept, refuse) in
        [("Let's do it", "Decline"), ("Los geht's", "Ablehnen"), ("D'accord", "Refuser"), ("いいよ", "辞退")]
    {
        let links = [("https://acme.example/y/7f3c21", accept), ("https://acme.example/n/7f3c21", refuse)];
        let text = format!("A new phone wants to use your account.\n\n{accept}\n{refuse}");
        let found = find_confirmation_link(&links, "Approve a new phone", &text).map(|link| link.href);
        assert_eq!(found.as_deref(), Some("https://acme.example/y/7f3c21"), "{accept}");
    }
}

#[test]
fn a_link_of_unknown_words_is_found_where_the_message_asks_for_it() {
    let text =
        "Your account is almost ready. Press the button so that we know this address works.\n\nYoo-hoo\n\nUnsubscribe";
    let button = ("https://click.acme.example/7f3c21aa", "Yoo-hoo");
    let footer = ("https://click.acme.example/81bd90ff", "Unsubscribe");
    let find =
        |links: &[(&str, &str)], subject, text| find_confirmation_link(links, subject, text).map(|link| link.text);
    assert_eq!(find(&[button, footer], "Welcome to Acme", text).as_deref(), Some("Yoo-hoo"));
    // A page that is the same for every reader, and mail that reports something or has an offer.
    assert_eq!(find(&[("https://acme.example/yoo", "Yoo-hoo"), footer], "Welcome to Acme", text), None);
    let notice = "Your password was changed. Press the button to see more about your account.\n\nYoo-hoo";
    assert_eq!(find(&[button], "Your account", notice), None);
    let offer = "Log in to your account and save 20 %. Press the button.\n\nYoo-hoo";
    assert_eq!(find(&[button], "Your account", offer), None);
}

const INVITATIONS: &[(&str, &str)] = &[
    (
        "Lee invited you to Acme",
        "Lee has invited you to collaborate in the Heron workspace on Acme.\n\nJoin now: {link}",
    ),
    ("Lee invited you to Acme", "Lee invited you to the Heron project.\n\nGet started: {link}"),
    ("Lee invited you to Acme", "Lee invited you to the Heron project.\n\n{link}"),
    ("You're invited to join Heron", "Hi Sam,\n\nLee added you to the Heron team. Click below to accept:\n{link}"),
    ("Invitation", "You can accept or decline this invitation: {link}"),
    (
        "Join Heron on Acme",
        "Lee (lee@mail.example) has invited you to use Acme with them, in a workspace called Heron.\n\nJoin Now\n{link}",
    ),
    ("Your account is ready", "An account has been created for you at Acme. Choose your password: {link}"),
    (
        "Your account is ready",
        "Welcome aboard! Your administrator created an account for you.\n\nUsername: sam\nSet your password here: {link}",
    ),
    ("Einladung zu Heron", "Lee hat Sie zum Projekt Heron eingeladen. Klicken Sie hier, um beizutreten: {link}"),
    ("Einladung", "Du wurdest zum Team Heron eingeladen.\n\nJetzt beitreten: {link}"),
    ("Einladung", "Lee lädt dich ein, dem Arbeitsbereich Heron beizutreten.\n\nAnnehmen oder ablehnen: {link}"),
    ("Invitation à Heron", "Vous avez été invité à rejoindre le projet Heron. Acceptez l'invitation : {link}"),
    ("Invitation", "Lee vous a ajouté à l'équipe Heron. Commencer : {link}"),
    ("Invitación a Heron", "Has sido invitado al equipo Heron. Únete ahora: {link}"),
    ("Invitación", "Lee le ha invitado a colaborar en el proyecto Heron. Acepte la invitación: {link}"),
    ("Convite", "Lee convidou você para a equipe Heron. Aceitar: {link}"),
    ("Convite", "Você foi convidado para o projeto Heron. Aceite o convite aqui: {link}"),
    ("Invito", "Lee ti ha invitato nel team Heron. Unisciti: {link}"),
    ("Invito", "Sei stato invitato al progetto Heron. Accetta: {link}"),
    ("Uitnodiging", "Lee nodigt je uit voor het project Heron. Doe mee: {link}"),
    ("Uitnodiging", "Je bent uitgenodigd voor het team Heron. Accepteren: {link}"),
    ("Zaproszenie", "Lee zaprosił Cię do projektu Heron. Przyjmij zaproszenie: {link}"),
    ("Zaproszenie", "Otrzymałeś zaproszenie do zespołu Heron. Akceptuj: {link}"),
    ("Приглашение", "Lee пригласил вас в проект Heron. Принять: {link}"),
    ("Приглашение", "Вас пригласили в команду Heron. Чтобы присоединиться, нажмите: {link}"),
    ("Запрошення", "Вас запросили до команди Heron. Прийняти: {link}"),
    ("Davet", "Lee sizi Heron projesine davet etti. Kabul et: {link}"),
    ("Davet", "Heron ekibine davet edildiniz. Katılmak için tıklayın: {link}"),
    ("Lời mời", "Lee đã mời bạn vào dự án Heron. Tham gia ngay: {link}"),
    ("Lời mời", "Bạn được mời tham gia nhóm Heron. Chấp nhận: {link}"),
    ("Undangan", "Lee mengundang Anda ke proyek Heron. Terima: {link}"),
    ("Jemputan", "Anda dijemput menyertai pasukan Heron. Terima jemputan: {link}"),
    ("招待", "Leeさんがあなたをプロジェクト「Heron」に招待しました。参加する:{link}"),
    ("招待", "チームHeronに招待されました。承諾する {link}"),
    ("초대", "Lee님이 Heron 프로젝트에 초대했습니다. 참여하기: {link}"),
    ("초대", "Heron 팀에 초대되었습니다. 수락: {link}"),
    ("邀请", "Lee 邀请您加入项目 Heron。立即加入:{link}"),
    ("邀请", "您被邀请加入团队 Heron。接受:{link}"),
    ("邀請", "Lee 邀請您加入專案 Heron。立即加入:{link}"),
    ("คำเชิญ", "Lee เชิญคุณเข้าร่วมโปรเจกต์ Heron เข้าร่วมเลย: {link}"),
    ("دعوة", "دعاك Lee للانضمام إلى فريق Heron. انضم الآن: {link}"),
    ("निमंत्रण", "Lee ने आपको Heron टीम में आमंत्रित किया है। शामिल हों: {link}"),
    ("আমন্ত্রণ", "Lee আপনাকে Heron টিমে আমন্ত্রণ জানিয়েছেন। যোগ দিন: {link}"),
    ("Πρόσκληση", "Ο Lee σας προσκάλεσε στην ομάδα Heron. Αποδοχή: {link}"),
    ("הזמנה", "Lee הזמין אותך לצוות Heron. להצטרפות: {link}"),
    ("دعوت", "Lee شما را به تیم Heron دعوت کرد. پیوستن: {link}"),
    ("Kutsu", "Lee kutsui sinut tiimiin Heron. Hyväksy: {link}"),
    ("Inbjudan", "Lee har bjudit in dig till teamet Heron. Acceptera: {link}"),
    ("Invitation", "Lee har inviteret dig til teamet Heron. Accepter: {link}"),
    ("Invitasjon", "Lee har invitert deg til teamet Heron. Godta: {link}"),
    ("Meghívó", "Lee meghívott a Heron csapatba. Elfogadás: {link}"),
    ("Pozvánka", "Lee vás pozval do týmu Heron. Přijmout: {link}"),
    ("Pozvánka", "Lee vás pozval do tímu Heron. Prijať: {link}"),
    ("Invitație", "Lee te-a invitat în echipa Heron. Acceptă: {link}"),
    ("Покана", "Lee ви покани в екипа Heron. Приемане: {link}"),
    ("Pozivnica", "Lee vas je pozvao u tim Heron. Prihvati: {link}"),
    ("Invitació", "Lee t'ha convidat a l'equip Heron. Accepta: {link}"),
    ("Imbitasyon", "Inimbitahan ka ni Lee sa team na Heron. Sumali: {link}"),
];

const SIGN_IN_AND_RESET: &[(&str, &str)] = &[
    ("Sign in to Acme", "Tap the button below to sign in.\n\nSign in\n{link}\n\nThis link expires in 15 minutes."),
    ("Your sign-in link", "Here's your sign-in link for Acme: {link}"),
    ("Acme", "Your one-time login link: {link}. It can be used once."),
    ("Anmeldung", "Hier ist Ihr Link zur Anmeldung: {link}"),
    ("Dein Login-Link", "Mit diesem Link kommst du direkt in dein Konto: {link}"),
    ("Lien de connexion", "Connectez-vous en cliquant sur ce lien : {link}"),
    ("Connexion à Acme", "Cliquez sur le lien suivant pour accéder à votre compte : {link}"),
    ("Enlace de acceso", "Accede a tu cuenta con este enlace: {link}"),
    ("Inicia sesión", "Haz clic aquí para entrar en tu cuenta: {link}"),
    ("Acesso", "Use este link para acessar sua conta: {link}"),
    ("Accesso", "Clicca qui per accedere al tuo account: {link}"),
    ("Inloggen", "Klik op deze link om in te loggen: {link}"),
    ("Logowanie", "Kliknij link, aby się zalogować: {link}"),
    ("Вход", "Войдите по ссылке: {link}"),
    ("Вхід", "Щоб увійти, натисніть на посилання: {link}"),
    ("Giriş", "Hesabına girmek için bu bağlantıyı aç: {link}"),
    ("Đăng nhập", "Nhấn vào đây để đăng nhập: {link}"),
    ("Masuk", "Klik tautan ini untuk masuk: {link}"),
    ("Log masuk", "Klik pautan ini untuk log masuk: {link}"),
    ("ログイン", "こちらのリンクからログインしてください。\n{link}"),
    ("로그인", "아래 링크를 눌러 로그인하세요.\n{link}"),
    ("登录", "请点击以下链接登录:\n{link}"),
    ("登入", "請點選以下連結登入:\n{link}"),
    ("เข้าสู่ระบบ", "คลิกลิงก์นี้เพื่อเข้าสู่ระบบ: {link}"),
    ("تسجيل الدخول", "انقر على الرابط لتسجيل الدخول: {link}"),
    ("लॉग इन", "लॉग इन करने के लिए इस लिंक पर क्लिक करें: {link}"),
    ("লগইন", "লগইন করতে এই লিংকে ক্লিক করুন: {link}"),
    ("لاگ ان", "لاگ ان کرنے کے لیے اس لنک پر کلک کریں: {link}"),
    ("Σύνδεση", "Πατήστε εδώ για να συνδεθείτε: {link}"),
    ("התחברות", "לחצו כאן כדי להתחבר: {link}"),
    ("ورود", "برای ورود به حساب روی این پیوند کلیک کنید: {link}"),
    ("Kirjautuminen", "Kirjaudu sisään tästä linkistä: {link}"),
    ("Inloggning", "Klicka här för att logga in: {link}"),
    ("Log ind", "Klik her for at logge ind: {link}"),
    ("Innlogging", "Klikk her for å logge inn: {link}"),
    ("Bejelentkezés", "Kattints ide a bejelentkezéshez: {link}"),
    ("Přihlášení", "Přihlaste se kliknutím na odkaz: {link}"),
    ("Prihlásenie", "Kliknutím na odkaz sa prihlásite: {link}"),
    ("Autentificare", "Apasă aici pentru a te conecta: {link}"),
    ("Вход", "Кликнете тук, за да влезете: {link}"),
    ("Prijava", "Kliknite ovde da se prijavite: {link}"),
    ("Inici de sessió", "Fes clic aquí per iniciar la sessió: {link}"),
    ("Login", "I-click ang link na ito para mag-log in: {link}"),
    (
        "Reset your password",
        "We heard that you lost your password. Sorry about that!\n\nBut don't worry! You can use the following link to reset it:\n\n{link}\n\nIf you don't use this link within 3 hours, it will expire.",
    ),
    (
        "Trouble signing in?",
        "Resetting your password is easy. Just press the link below and follow the instructions.\n{link}",
    ),
    ("Passwort", "Klicken Sie auf den folgenden Link, um Ihr Kennwort zurückzusetzen: {link}"),
    ("Mot de passe oublié", "Pour réinitialiser votre mot de passe, suivez ce lien : {link}"),
    ("Mot de passe", "Vous pouvez choisir un nouveau mot de passe ici : {link}"),
    ("Contraseña olvidada", "¿Olvidaste tu contraseña? Restablécela aquí: {link}"),
    ("Contraseña", "Para cambiar tu contraseña haz clic en el siguiente enlace: {link}"),
    ("Senha", "Esqueceu sua senha? Clique aqui para redefini-la: {link}"),
    ("Password dimenticata", "Per reimpostare la password clicca qui: {link}"),
    ("Wachtwoord vergeten", "Klik op de link om je wachtwoord te wijzigen: {link}"),
    ("Hasło", "Nie pamiętasz hasła? Zresetuj je tutaj: {link}"),
    ("Пароль", "Забыли пароль? Восстановите его по ссылке: {link}"),
    ("Пароль", "Забули пароль? Відновіть його за посиланням: {link}"),
    ("Şifre", "Şifreni mi unuttun? Buradan sıfırla: {link}"),
    ("Mật khẩu", "Quên mật khẩu? Đặt lại tại đây: {link}"),
    ("Kata sandi", "Lupa kata sandi? Setel ulang di sini: {link}"),
    ("Kata laluan", "Lupa kata laluan? Tetapkan semula di sini: {link}"),
    ("パスワード", "パスワードの再設定はこちら:{link}"),
    ("비밀번호", "비밀번호를 잊으셨나요? 여기에서 재설정하세요: {link}"),
    ("密码", "忘记密码?点击这里重置:{link}"),
    ("密碼", "忘記密碼?請點此重設:{link}"),
    ("รหัสผ่าน", "ลืมรหัสผ่าน? รีเซ็ตได้ที่นี่: {link}"),
    ("كلمة المرور", "نسيت كلمة المرور؟ أعد تعيينها من هنا: {link}"),
    ("पासवर्ड", "पासवर्ड भूल गए? यहाँ रीसेट करें: {link}"),
    ("পাসওয়ার্ড", "পাসওয়ার্ড ভুলে গেছেন? এখানে রিসেট করুন: {link}"),
    ("پاس ورڈ", "پاس ورڈ بھول گئے؟ یہاں ری سیٹ کریں: {link}"),
    ("Κωδικός", "Ξεχάσατε τον κωδικό σας; Επαναφέρετέ τον εδώ: {link}"),
    ("סיסמה", "שכחת סיסמה? אפשר לאפס אותה כאן: {link}"),
    ("رمز عبور", "رمز عبور خود را فراموش کرده‌اید؟ از اینجا بازنشانی کنید: {link}"),
    ("Salasana", "Unohditko salasanasi? Vaihda se tästä: {link}"),
    ("Lösenord", "Glömt lösenordet? Återställ det här: {link}"),
    ("Adgangskode", "Har du glemt din adgangskode? Nulstil den her: {link}"),
    ("Passord", "Glemt passordet? Tilbakestill det her: {link}"),
    ("Jelszó", "Elfelejtetted a jelszavad? Itt állíthatod vissza: {link}"),
    ("Heslo", "Zapomněli jste heslo? Obnovte ho zde: {link}"),
    ("Heslo", "Zabudli ste heslo? Obnovte ho tu: {link}"),
    ("Parola", "Ai uitat parola? Resetează-o aici: {link}"),
    ("Парола", "Забравена парола? Възстановете я тук: {link}"),
    ("Lozinka", "Zaboravili ste lozinku? Resetujte je ovde: {link}"),
    ("Contrasenya", "Has oblidat la contrasenya? Restableix-la aquí: {link}"),
    ("Password", "Nakalimutan ang password? I-reset ito dito: {link}"),
    ("Welcome to Acme", "Thanks for signing up! One last step — please verify your email by clicking here: {link}"),
    ("One more step", "Please click on the link below to complete your registration.\n\n{link}"),
    ("Is this you?", "Someone used this address to sign up for Acme. If that was you, confirm here: {link}"),
    ("Willkommen", "Nur noch ein Schritt: Bitte bestätigen Sie Ihre E-Mail-Adresse unter {link}"),
    ("Bienvenue", "Dernière étape : confirmez votre adresse en cliquant ici : {link}"),
    ("Bienvenido", "Solo falta un paso: confirma tu correo aquí: {link}"),
    ("Bem-vindo", "Só falta confirmar seu e-mail: {link}"),
    ("Benvenuto", "Manca solo un passo: conferma la tua email: {link}"),
    ("Welkom", "Nog één stap: bevestig je e-mailadres via {link}"),
    ("Witaj", "Został jeszcze jeden krok: potwierdź swój adres: {link}"),
    ("Добро пожаловать", "Остался один шаг — подтвердите адрес: {link}"),
    ("Hoş geldin", "Son bir adım kaldı: e-postanı doğrula: {link}"),
    ("Chào mừng", "Chỉ còn một bước: xác nhận email của bạn tại {link}"),
    ("Selamat datang", "Tinggal satu langkah: konfirmasi email Anda: {link}"),
    ("ようこそ", "登録はまだ完了していません。以下のURLから本登録をお願いします。\n{link}"),
    ("환영합니다", "마지막 단계입니다. 이메일을 인증해 주세요: {link}"),
    ("欢迎", "还差一步,请验证您的邮箱:{link}"),
    ("ยินดีต้อนรับ", "เหลืออีกขั้นตอนเดียว ยืนยันอีเมลของคุณ: {link}"),
    ("أهلا", "بقيت خطوة واحدة: أكد بريدك الإلكتروني: {link}"),
    ("स्वागत है", "बस एक कदम बाकी है: अपना ईमेल सत्यापित करें: {link}"),
    ("Velkommen", "Bare ét skridt tilbage: bekræft din e-mail: {link}"),
    ("Tervetuloa", "Vielä yksi vaihe: vahvista sähköpostisi: {link}"),
    ("Üdvözlünk", "Már csak egy lépés: erősítsd meg az e-mail-címed: {link}"),
    ("Vítejte", "Zbývá poslední krok: potvrďte svůj e-mail: {link}"),
    ("Bun venit", "A mai rămas un pas: confirmă-ți adresa: {link}"),
];

const OTHER_LINKS: &[(&str, &str)] = &[
    ("You're invited!", "Lee invited you to the summer sale.\n\nShop now: {link}"),
    ("Invitation: Product demo", "You are invited to our webinar on Thursday. Register: {link}"),
    ("Lee invited you to an event", "Team dinner on Friday, 19:00. RSVP: {link}"),
    ("Invitation to tender", "The project is described here: {link}"),
    ("Your team this week", "3 tasks are due. Open the board: {link}"),
    ("New comment", "Lee mentioned you in the Heron project.\n\nView comment: {link}"),
    ("Lee shared a file with you", "plan.pdf\nOpen: {link}"),
    ("Order confirmed", "Thanks for your order! View it: {link}"),
    ("Your statement is ready", "Log in to view your statement: https://acme.example/login"),
    ("Confirm your appointment?", "Your appointment is on Friday. Details: {link}"),
    ("Rate your stay", "Tell us how it went: {link}"),
    ("Willkommen", "Schön, dass du da bist! So geht's los: https://acme.example/hilfe/start"),
    ("Your code", "Your code is 448120. Track your order: https://a.example/t/448121"),
    ("Order 448120", "Your order 448120 has shipped. https://a.example/o/448120"),
    ("Order 448120", "Track your order 448120 here: https://a.example/track?o=448120"),
    ("Your security code", "Your code is 448120.\n\nNot you? Lock your account: {link}"),
    ("New sign-in", "We noticed a new sign-in to your account. Check activity: {link}"),
    ("Password changed", "Your password was changed. If this wasn't you, reset it here: {link}"),
    ("How to reset your password", "Read the article: https://help.acme.example/article/reset-password"),
    ("Invitation", "Decline: {link}"),
    ("Einladung zum Sommerfest", "Wir laden das ganze Team ein! Programm: {link}"),
    ("Invitation", "L'équipe vous invite à découvrir nos soldes : {link}"),
    ("Convite", "O time convida você para a liquidação: {link}"),
    ("Приглашение на вебинар", "Команда Heron приглашает вас на вебинар. Подробнее: {link}"),
    ("ウェビナーへの招待", "チームHeronがウェビナーにご招待します。詳細:{link}"),
    ("Invitation to our survey", "Your team member Kim invites you to answer 5 questions. Start: {link}"),
    ("Pull request", "Lee requested your review on project Heron. View it: {link}"),
    ("Weekly digest", "Members joined your workspace. See who: {link}"),
];

/// Subject, text and words of one link with a random identifier, which the message asks for.
const SHARED_ITEMS: &[(&str, &str, &str)] = &[
    ("Kim shared the folder \"Wedding\" with you", "Kim invited you to the shared folder \"Wedding\".", "Go to folder"),
    ("Document shared with you", "Kim shared a document with you: \"Survey 2025\"", "Open"),
    (
        "Kim would like you to join a shared calendar",
        "Kim has shared the calendar \"Lab bookings\" with you.",
        "Accept",
    ),
    ("Please sign: Agreement", "Kim sent you a document to review and sign.", "REVIEW DOCUMENT"),
    ("Đã chia sẻ tài liệu với bạn", "Phượng đã chia sẻ một bảng tính với bạn", "Mở tài liệu"),
];

/// Subject, text and words of links with random identifiers that confirm no account.
const OTHER_BUTTONS: &[(&str, &str, &[&str])] = &[
    ("Planning", "Planning, Tuesday 13:00\nAre you coming?", &["Yes", "No", "Maybe"]),
    ("Please confirm your delivery slot", "We're bringing you 1 item on Monday.", &["Confirm slot", "Change slot"]),
    ("Lembrete: consulta", "Lembramos a sua consulta na quinta-feira.", &["Confirmar presença", "Remarcar"]),
    ("The Stone Letter #48", "How to confirm that your foundation is level", &["Continue reading", "Join us"]),
    ("Your password was changed", "Your password was changed today.", &["Turn on two-step verification"]),
    ("Beware of scams", "Fraudsters ask you to \"verify your account\".", &["See how to spot them"]),
    ("Your code", "Your code is 482913.", &["Continue shopping", "Join the club"]),
];

#[test]
fn a_shared_item_is_opened_by_its_button() {
    for (subject, text, words) in SHARED_ITEMS {
        let text = format!("{text}\n\n{words}\n\nHelp");
        let links = [("https://a.example/l/XapovKfa_hOii51a", *words), ("https://a.example/help", "Help")];
        let link = find_confirmation_link(&links, subject, &text);
        assert_eq!(link.map(|link| link.text).as_deref(), Some(*words), "{subject} / {text}");
    }
}

#[test]
fn buttons_that_confirm_no_account_are_not_found() {
    for (subject, text, buttons) in OTHER_BUTTONS {
        let text = format!("{text}\n\n{}", buttons.join("\n"));
        let addresses: Vec<String> =
            (0..buttons.len()).map(|n| format!("https://click.a.example/ls/click?upn=u001.{n}Kq7Zt4")).collect();
        let links: Vec<(&str, &str)> = addresses.iter().map(String::as_str).zip(buttons.iter().copied()).collect();
        let link = find_confirmation_link(&links, subject, &text);
        assert!(link.is_none(), "{:?} in {subject} / {text}", link.map(|link| link.text));
    }
}

#[test]
fn the_name_of_the_sender_is_no_event() {
    let address = "https://saltmarshreview.example/in/7yJhwr9vLdKTL2oyfyoZ";
    let links = [(address, "Sign in to The Saltmarsh Review")];
    let text = "Use this link to sign in:\n\nSign in to The Saltmarsh Review";
    assert!(find_confirmation_link(&links, "Sign in to The Saltmarsh Review", text).is_some());
}

#[test]
fn a_link_beside_maybe_later_or_for_two_step_sign_in_is_found() {
    let text = "Confirm your e-mail address.\n\nConfirm\nMaybe later";
    let links = [("https://a.example/in/7yJhwr9vLdKTL2", "Confirm"), ("https://a.example/later", "Maybe later")];
    assert!(find_confirmation_link(&links, "Confirm your address", text).is_some());
    let address = "https://a.example/in/7yJhwr9vLdKTL2";
    let text = format!("To complete your two-step sign-in, open this link:\n{address}");
    assert!(find_confirmation_link(&[(address, address)], "Your sign-in", &text).is_some());
}

/// Asserts which button is found in each message of a table of a subject, a text and the button. The words in double brackets
/// are links, each with an identifier of its own, as in mail that counts clicks.
fn assert_found_buttons(table: &[(&str, &str, Option<&str>)]) {
    let mut faults = String::new();
    for (subject, text, expected) in table {
        let labels: Vec<&str> = text.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0)).collect();
        let address = |n: usize| format!("https://click.acme.example/c/{n}f3Kc21aQa90/x{n}Kq7Zt4");
        let addresses: Vec<String> = (0..labels.len()).map(address).collect();
        let links: Vec<(&str, &str)> = addresses.iter().map(String::as_str).zip(labels).collect();
        let text = format!("{}\n\nAcme Ltd, 1 Quay Street", text.replace("[[", "").replace("]]", ""));
        let found = find_confirmation_link(&links, subject, &text).map(|link| link.href);
        // Of two links with the same words, the first is the one.
        let wanted = expected.and_then(|words| links.iter().find(|(_, label)| *label == words)).map(|(href, _)| *href);
        if found.as_deref() != wanted {
            writeln!(faults, "  {found:?} in {subject:?} / {text:?}").unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_first_button_of_mail_that_asks_for_an_answer_is_found_whatever_its_words() {
    assert_found_buttons(&[
        ("Verify to vote", "Your vote isn't counted yet!\n\n[[Count my vote]]\n\n[[Rules]]", Some("Count my vote")),
        ("Confirm: close your account", "Sad to see you go.\n\n[[Close it]]\n[[Keep my account]]", Some("Close it")),
        ("Confirm withdrawal", "We've got a request to send £240.\n\n[[Send it]]\n\n[[Stop it]]", Some("Send it")),
        ("Please confirm your place", "You asked us to keep you posted.\n\n[[Keep me posted]]", Some("Keep me posted")),
        (
            "Lee asked you to become a contributor",
            "Lee asked you to become a contributor.\n\n[[Be one]]",
            Some("Be one"),
        ),
        (
            "Phê duyệt thiết bị mới",
            "Có máy muốn vào.\n\n[[Cho máy vào]]\n\n[[Từ chối và đổi mật khẩu]]",
            Some("Cho máy vào"),
        ),
        (
            "Konfirmasi penarikan dana",
            "Kamu mengajukan penarikan.\n\n[[Ya, tarik]]\n\nBukan kamu? [[Batalkan]]",
            Some("Ya, tarik"),
        ),
        (
            "예약 변경을 확정해 주세요",
            "요청하신 변경 내용입니다.\n\n[[변경 확정]]\n[[기존 예약 유지]]",
            Some("변경 확정"),
        ),
        (
            "Confirme a alteração da reserva",
            "Depois: 12 de maio.\n\n[[Quero a nova data]]\n[[Manter como está]]",
            Some("Quero a nova data"),
        ),
        (
            "Kontoschließung bestätigen",
            "Ein Schritt fehlt noch.\n\n[[Alles löschen]]\n\n[[Lieber bleiben]]",
            Some("Alles löschen"),
        ),
    ]);
}

#[test]
fn the_first_button_of_mail_that_asks_for_nothing_is_not_found() {
    assert_found_buttons(&[
        ("Your address is confirmed", "All set!\n\n[[Look around]]\n\n[[Invite a friend]]", None),
        ("Potvrda rezervacije", "Vidimo se 12. svibnja.\n\n[[Moja rezervacija]]\n\n[[Odustani]]", None),
        ("Approve of our new logo?", "Tell us in two minutes.\n\n[[Take part]]", None),
        (
            "Confirm your delivery slot",
            "Parcel 88 arrives on Tuesday.\n\n[[Pick a slot]]\n[[Leave with a neighbour]]",
            None,
        ),
        ("Complete your profile", "Profiles with a photo get more views.\n\n[[Add a photo]]\n\n[[Not now]]", None),
        ("Verify we did a good job", "Rate your visit.\n\n[[Very happy]]\n[[Not happy]]", None),
        ("Approve or ignore? How to spot fraud", "Attackers send prompts.\n\n[[Read on]]\n\nIgnore them.", None),
        (
            "Lee wants to connect",
            "Lee has a profile.\n\n[[See it]]\n\n[[Mail preferences]] or [[log in to your account]].",
            None,
        ),
        ("Please confirm: dinner", "Will you be there?\n\n[[I'll be there]]\n[[I can't]]\n[[Maybe]]", None),
        ("Your trial ends", "You need a verified domain ([[how to verify a domain]]).\n\n[[Choose a plan]]", None),
        ("New device added", "If it was you, do nothing. Manage devices in the [[web vault]].", None),
    ]);
}

#[test]
fn a_link_in_a_sentence_that_does_not_want_something_is_not_found() {
    assert_found_buttons(&[
        (
            "Potwierdzenie zapisu",
            "Prosimy o potwierdzenie adresu. Wystarczy kliknąć [[tutaj]].\n\nJeśli nie chcesz wiadomości, kliknij [[tutaj]].",
            Some("tutaj"),
        ),
        (
            "Bevestig je inschrijving",
            "Klik [[hier]] om je adres te bevestigen.\n\nWil je geen mail, klik dan [[hier]].",
            Some("hier"),
        ),
        ("News", "If you don't want our mail, click [[here]].", None),
        ("Connexion", "Bonne lecture.\n\nVous ne souhaitez plus recevoir nos messages ? Cliquez [[ici]].", None),
    ]);
}

#[test]
fn a_link_that_a_sentence_introduces_as_what_was_asked_for_is_found() {
    assert_links(
        &[
            ("Your card", "You clicked \"Send me a way in\". It's this: {link}"),
            ("Your way in", "Here's the way in you asked for: {link}"),
            ("Đăng nhập", "Đây là đường link bạn yêu cầu: {link}"),
        ],
        LINK,
        Some(LINK),
    );
    assert_links(&[("Your card", "We're open from nine. Our hours: {link}")], LINK, None);
}

const UNDOING_LINKS: &[(&str, &str)] = &[
    ("Password changed", "Your password was changed. Wasn't you? Secure your account: {link}"),
    ("Security alert", "A new device signed in to your account. Don't recognize it? Lock account: {link}"),
    ("New sign-in", "New sign-in from Berlin. Not you? Change your password: {link}"),
    ("Passwort geändert", "Ihr Passwort wurde geändert. Waren Sie das nicht? Konto sperren: {link}"),
    ("Neue Anmeldung", "Neue Anmeldung aus Berlin. Das warst nicht du? Passwort ändern: {link}"),
    ("Nouvelle connexion", "Nouvelle connexion depuis Lyon. Ce n'était pas vous ? Sécurisez votre compte : {link}"),
    ("Nuevo inicio de sesión", "Nuevo inicio de sesión en tu cuenta. ¿No fuiste tú? Protege tu cuenta: {link}"),
    ("Novo acesso", "Novo acesso à sua conta. Não foi você? Proteja sua conta: {link}"),
    ("Nuovo accesso", "Nuovo accesso al tuo account. Non sei stato tu? Proteggi il tuo account: {link}"),
    ("Nieuwe aanmelding", "Nieuwe aanmelding. Was jij dit niet? Beveilig je account: {link}"),
    ("Nowe logowanie", "Nowe logowanie na konto. To nie Ty? Zabezpiecz konto: {link}"),
    ("Новый вход", "Новый вход в аккаунт. Это были не вы? Защитите аккаунт: {link}"),
    ("Новий вхід", "Новий вхід в обліковий запис. Це були не ви? Захистіть його: {link}"),
    ("Yeni giriş", "Hesabınıza yeni giriş yapıldı. Siz değil miydiniz? Hesabınızı koruyun: {link}"),
    ("Đăng nhập mới", "Tài khoản của bạn vừa đăng nhập trên thiết bị mới. Không phải bạn? Bảo vệ tài khoản: {link}"),
    ("Login baru", "Ada login baru di akun Anda. Bukan Anda? Amankan akun: {link}"),
    ("新しいログイン", "新しいログインがありました。心当たりがない場合はアカウントを保護してください:{link}"),
    ("새 로그인", "새로운 로그인이 감지되었습니다. 본인이 아닌가요? 계정 보호: {link}"),
    ("新登录提醒", "您的账号在新设备登录。不是您本人?立即保护账号:{link}"),
    ("เข้าสู่ระบบใหม่", "มีการเข้าสู่ระบบใหม่ ไม่ใช่คุณใช่ไหม? ปกป้องบัญชี: {link}"),
    ("تسجيل دخول جديد", "تم تسجيل دخول جديد إلى حسابك. لم تكن أنت؟ أمّن حسابك: {link}"),
    ("नया साइन इन", "आपके खाते में नया साइन इन हुआ। क्या यह आप नहीं थे? खाता सुरक्षित करें: {link}"),
    ("নতুন লগইন", "আপনার অ্যাকাউন্টে নতুন লগইন হয়েছে। এটা আপনি নন? অ্যাকাউন্ট সুরক্ষিত করুন: {link}"),
    ("نیا لاگ ان", "آپ کے اکاؤنٹ میں نیا لاگ ان ہوا۔ یہ آپ نہیں تھے؟ اکاؤنٹ محفوظ کریں: {link}"),
    ("Νέα σύνδεση", "Νέα σύνδεση στον λογαριασμό σας. Δεν ήσασταν εσείς; Ασφαλίστε τον λογαριασμό: {link}"),
    ("כניסה חדשה", "זוהתה כניסה חדשה לחשבונך. זה לא היית את? אבטחו את החשבון: {link}"),
    ("ورود جدید", "ورود جدیدی به حساب شما ثبت شد. شما نبودید؟ حساب را ایمن کنید: {link}"),
    ("Uusi kirjautuminen", "Tilillesi kirjauduttiin. Etkö se ollut sinä? Suojaa tilisi: {link}"),
    ("Ny inloggning", "Ny inloggning på ditt konto. Var det inte du? Säkra ditt konto: {link}"),
    ("Nyt login", "Nyt login på din konto. Var det ikke dig? Sikr din konto: {link}"),
    ("Ny innlogging", "Ny innlogging på kontoen din. Var det ikke deg? Sikre kontoen: {link}"),
    ("Új bejelentkezés", "Új bejelentkezés a fiókodba. Nem te voltál? Védd meg a fiókod: {link}"),
    ("Nové přihlášení", "Nové přihlášení k účtu. Nebyli jste to vy? Zabezpečte účet: {link}"),
    ("Nové prihlásenie", "Nové prihlásenie do účtu. Neboli ste to vy? Zabezpečte účet: {link}"),
    ("Conectare nouă", "Conectare nouă la contul tău. Nu ai fost tu? Securizează contul: {link}"),
    ("Нов вход", "Нов вход в профила Ви. Не бяхте ли Вие? Защитете профила: {link}"),
    ("Nova prijava", "Nova prijava na vaš nalog. Niste vi? Zaštitite nalog: {link}"),
    ("Nou inici de sessió", "Nou inici de sessió al teu compte. No has estat tu? Protegeix el compte: {link}"),
    ("Bagong login", "May bagong login sa account mo. Hindi ikaw? I-secure ang account: {link}"),
];
