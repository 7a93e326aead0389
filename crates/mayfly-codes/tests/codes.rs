//! Which numbers are verification codes, which links are confirmation links, and that no input costs too much time.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use mayfly_codes::{find_codes, find_confirmation_link};
use proptest::prelude::*;

fn code_values(subject: &str, text: &str) -> Vec<String> {
    find_codes(subject, text).into_iter().map(|code| code.value).collect()
}

#[track_caller]
fn assert_finds(text: &str, code: &str) {
    assert_eq!(code_values("", text), [code], "{text}");
}

#[track_caller]
fn assert_finds_nothing(text: &str) {
    assert_eq!(code_values("", text), Vec::<String>::new(), "{text}");
}

#[test]
fn value_has_the_form_that_a_verification_form_accepts() {
    for (text, value, shown) in [
        ("Your code is 123-456.", "123456", "123-456"),
        ("Your code is 123 456.", "123456", "123 456"),
        ("Your code is 1 2 3 4 5 6", "123456", "1 2 3 4 5 6"),
        ("Your code is G-123456.", "123456", "G-123456"),
        ("Your code: ABCD-1234", "ABCD-1234", "ABCD-1234"),
        ("Your code: aB3dE9", "aB3dE9", "aB3dE9"),
        ("您的验证码：１２３４５６", "123456", "１２３４５６"),
        ("رمز التحقق: ١٢٣٤٥٦", "123456", "١٢٣٤٥٦"),
        ("सत्यापन कोड: १२३४५६", "123456", "१२३४५६"),
        ("যাচাইকরণ কোড: ১২৩৪৫৬", "123456", "১২৩৪৫৬"),
        ("Your code is \u{2068}123\u{200b}456\u{2069}.", "123456", "123\u{200b}456"),
    ] {
        let found = find_codes("", text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].value.as_str(), found[0].as_written.as_str()), (value, shown), "{text}");
        assert!((1..=100).contains(&found[0].confidence));
    }
}

#[test]
fn a_label_directly_before_a_number_makes_it_another_number() {
    assert_finds_nothing("Your verification is complete. Order 482913");
    assert_finds_nothing("We sent a verification code to the phone ending in 4821.");
    assert_finds_nothing("Your verification code was used. Ticket #482913, case 482913, ref: 482913");
    assert_finds("Your verification code for order 48213 is 7391.", "7391");
    assert_finds("Verification code for your order: 7391", "7391");
    assert_finds("Your code is 482913 and your customer number is 771204.", "482913");
}

#[test]
fn only_codes_of_a_verifying_kind_are_found() {
    for kind in
        ["promo", "discount", "postal", "zip", "error", "product", "QR", "referral", "gift card", "country", "pickup"]
    {
        assert_finds_nothing(&format!("Your {kind} code is 482913."));
    }
    for kind in ["verification", "security", "login", "confirmation", "one-time", "activation", "access"] {
        assert_finds(&format!("Your {kind} code is 482913."), "482913");
    }
}

#[test]
fn years_prices_times_and_counts_are_not_codes() {
    for text in [
        "Your verification code expires on 12 May 2026.",
        "Your verification code works since 2024",
        "Use your security code to pay 4821 EUR or €4821",
        "A verification code was sent to 4821 users",
        "Your verification code page got HTTP 4040 at 14:30:25",
        "Never share your OTP. Version 4821, 4821 km, 4821%, #482913",
        "Enter the verification code at 4821 Elm Street",
    ] {
        assert_finds_nothing(text);
    }
    assert_finds("Your code is 2048. It expires in 10 minutes.", "2048");
}

#[test]
fn codes_of_uneven_groups_of_words_and_of_many_digits_need_a_word_beside_them() {
    assert_finds("One-time voting key:\n\nQ9W4-ZL7T-18\n", "Q9W4-ZL7T-18");
    assert_finds("Enter this confirmation code: FAREWELL-3318", "FAREWELL-3318");
    assert_finds("Your login code is below.\n\nsonar-amber-gulch-tide\n", "sonar-amber-gulch-tide");
    assert_finds("When asked for the verification number, please use 216-04.", "21604");
    assert_finds("Verification code: 4829137405", "4829137405");
    assert_finds("Authorisation number 5520197\nType it into the app within 5 minutes.", "5520197");
    assert_finds("4402917 onay şifresi ile 1.250,00 TL tutarındaki işlemi onaylıyorsunuz.", "4402917");
    assert_finds_nothing("We sent a verification code to 4829137405.");
    assert_finds_nothing("We sent a verification code to: 4829137405");
    assert_finds_nothing("Read about our state-of-the-art-phones.\nThe code is hidden.");
    assert_finds_nothing("The code of page 216-04 is in the archive.");
}

#[test]
fn numbers_in_reports_of_a_change_are_not_codes() {
    let found =
        code_values("Your password was changed", "The password of your account (customer no. 204417) was changed.");
    assert!(found.is_empty(), "{found:?}");
    assert_finds_nothing("The PIN of wallet 0903***217 was changed.");
    assert_finds_nothing(
        "Because you are a reader, here are 10 pounds.\nYour code:\nRX7K-92QD\nEnter it in the basket.",
    );
}

#[test]
fn a_code_on_its_own_line_is_named_by_the_lines_around_it() {
    assert_finds("Enter this code to finish signing up:\n\n  482 913\n\nIt expires in 10 minutes", "482913");
    assert_finds("482913\n\nis your one-time code", "482913");
    assert_finds("Verification code\n\nHello,\n\nthanks for joining us.\n\n482913\n", "482913");
    assert_finds("Here is your sign-in code:\n4\n8\n2\n9\n1\n3\n", "482913");
    assert_finds_nothing("Order number\n482913\nNever share your verification code.");
    assert_finds_nothing("Sign in to see your numbers\n\nVisitors\n48213");
    assert_eq!(code_values("Your login code", "482913"), ["482913"]);
}

#[test]
fn capitalised_words_are_not_codes() {
    assert_finds_nothing("Verification code\n\nVERIFY\n\nCONFIRM EMAIL\n");
    assert_finds_nothing("Your verification code is on its way to your iPhone15");
    assert_finds("Your verification code:\n\nFKXTB\n", "FKXTB");
}

#[test]
fn a_repeated_code_is_found_once_and_a_second_code_needs_its_own_word() {
    assert_eq!(code_values("482913 is your code", "Your code: 482913"), ["482913"]);
    assert_eq!(code_values("", "Your login code is 482913.\nYour recovery code is 771204."), ["482913", "771204"]);
    let many: String = (0..9).map(|i| format!("Your code is 48291{i}.\n")).collect();
    assert_eq!(code_values("", &many).len(), 3);
}

#[test]
fn an_obsolete_code_is_not_found() {
    assert_finds("The old code, 508316, no longer works. Your new security code is 227904.", "227904");
    assert_finds("Der alte Code 508316 ist abgelaufen. Ihr neuer Sicherheitscode lautet 227904.", "227904");
    assert_finds("旧验证码508316已失效，新验证码为227904。", "227904");
    assert_finds("The new login code is 881240.\n\n> The login code is 119283.", "881240");
    assert_finds("> The login code is 119283.", "119283");
    assert_finds("Votre code est 615204 (expire dans 10 minutes).", "615204");
}

#[test]
fn authorisation_codes_of_receipts_and_bookings_are_not_found() {
    assert_finds_nothing("Amount $48.21. Authorization code 482137. Terminal 00120482.");
    assert_finds_nothing("Booking confirmed. Confirmation code: 48213057. Check-in 14 May, hotel Fern.");
    assert_finds("Enter authorization code 482137 to approve the payment of $48.21.", "482137");
}

#[test]
fn a_number_that_may_be_a_date_needs_the_word_directly_before_it() {
    assert_finds("Your verification code: 12-05-26", "120526");
    assert_finds_nothing("Verification code requested on 12-05-26");
    assert_finds_nothing("Your verification code expires: 12-05-26");
}

#[test]
fn a_model_name_near_sign_in_words_is_not_a_code() {
    assert_finds_nothing("Die Anmeldung mit WPA3-ENT ist ab Juni Pflicht.");
    assert_finds_nothing("Pair with PS5-2048X in Settings, then log in with your usual account.");
    assert_finds("Falls ja, melde dich mit ZX94-T7KB an.", "ZX94-T7KB");
    assert_finds("ご本人の場合は ZX94-T7KB でログインしてください。", "ZX94-T7KB");
}

#[test]
fn a_count_of_codes_is_not_a_code() {
    assert_finds_nothing("In the last year 12048 cases of stolen verification codes were reported.");
    assert_finds("482913 is your verification code", "482913");
}

#[track_caller]
fn assert_values(subject: &str, text: &str, expected: &[&str]) {
    assert_eq!(code_values(subject, text), expected, "{subject:?} / {text:?}");
}

#[test]
fn a_token_right_beside_a_verb_of_typing_is_a_code() {
    for (subject, text, code) in [
        ("Reset your password", "When the page asks for it, key in 30817.", "30817"),
        ("New phone", "If that's you, type 7316 in the app. If not, call us.", "7316"),
        ("Neues Gerät", "Wenn du das bist, tippe bitte 48120 in der App ein.", "48120"),
        ("Adresse bestätigen", "Dazu 660 418 auf der Seite eintippen.", "660418"),
        ("Nouvel appareil", "Si c'est vous, tapez 93015 sur l'écran.", "93015"),
        ("Nuevo dispositivo", "Si eres tú, teclea 58204 en la pantalla.", "58204"),
        ("Novo aparelho", "Se for você, digite 39412 no aplicativo.", "39412"),
        ("Nuovo telefono", "Se sei tu, digita 71902 nell'app.", "71902"),
        ("Nieuw toestel", "Ben jij het? Tik dan 50218 in op je tablet.", "50218"),
        ("Ny enhet", "Är det du så knappar du in 316845 på sidan.", "316845"),
        ("Ny enhed", "Er det dig, så tast 60412 ind på skærmen.", "60412"),
        ("Nowe urządzenie", "Jeśli to Ty, wpisz 40938 w aplikacji.", "40938"),
        ("Nové zařízení", "Jste-li to vy, napište 51190 do aplikace.", "51190"),
        ("Dispozitiv nou", "Dacă ești tu, scrie 41720 în aplicație.", "41720"),
        ("Uus seade", "Kui see oled sina, trüki äppi: 1386.", "1386"),
        ("Új eszköz", "Ha te vagy az, írd be az appba: 7316.", "7316"),
        ("Новое устройство", "Если это вы, наберите 50917 в приложении.", "50917"),
        ("Νέα συσκευή", "Αν είσαι εσύ, πληκτρολόγησε 40917 στην οθόνη.", "40917"),
        ("Yeni cihaz", "Bu sizseniz ekrana 48209 yazın.", "48209"),
        ("Thiết bị mới", "Nếu là bạn, hãy gõ 66120 ở màn hình tiếp theo.", "66120"),
        ("新设备", "如果是您本人，请在屏幕上键入 50918。", "50918"),
        ("新しい端末", "ご本人の場合は、画面に 50918 と入力してください。", "50918"),
        ("새 기기", "본인이시면 화면에 50918을 입력해 주세요.", "50918"),
        ("जुड़ने की पुष्टि करें", "कृपया खुले पेज पर 774109 लिखें।", "774109"),
        ("تأكيد التغيير", "يرجى كتابة 774109 في الصفحة المفتوحة.", "774109"),
        ("Paiement de 48,70 €", "Pour l'autoriser, reportez les chiffres 55 02 18 dans l'application.", "550218"),
        ("Platba 48,70 €", "Ak súhlasíte, odťukajte 165902 na stránke banky.", "165902"),
        ("Plată", "Ca să o aprobi, trece 165902 pe pagina băncii.", "165902"),
        ("Betaling", "Akkoord? Neem dan 165902 over op de pagina van de bank.", "165902"),
        ("Fizetés", "Jóváhagyáshoz üsse be a bank oldalán: 165902.", "165902"),
        ("결제", "승인하시려면 은행 화면에 165902를 적어 주세요.", "165902"),
        ("Новий телефон", "Тоді перепишіть 4471 у застосунок. Якщо ні — телефонуйте.", "4471"),
        ("6031 gets you into Harrow", "Somebody is signing in from Leeds.", "6031"),
        ("Ticket 7718820", "Please answer this mail with 55 81 20 so that we know it's you.", "558120"),
        ("", "663018 is what Harrow needs to log you in. Reply STOP to end.", "663018"),
        ("Your Slate code", "Rather not click? This does as well:\n\nwqkzt-bnmrp-hjvdl", "wqkzt-bnmrp-hjvdl"),
        ("", "Harrow: 552 018 to log in. Don't tell anyone.", "552018"),
        ("Verification for case 448120", "Our adviser will ask for a number. Give them 7719.", "7719"),
        ("Confirm your address", "Type R4D8T in the app. Then save 5 € by the promo code SPRING5.", "R4D8T"),
        ("Age check", "To confirm your age, enter 90-22-A on the page that follows.", "90-22-A"),
    ] {
        assert_values(subject, text, &[code]);
    }
}

#[test]
fn a_number_to_type_without_a_purpose_is_no_code() {
    for (subject, text) in [
        ("Meter reading", "Enter 44310 or what the meter shows on the page by Friday."),
        ("Your parcel", "Type 4481209977 on the tracking page to follow it."),
        ("Prize draw", "Enter 2230 in the box on the raffle page."),
        ("The heating", "Type 2150 on the keypad for 21.5 degrees."),
        ("Your visit", "When you arrive, enter 4410 on the screen in the lobby."),
        ("Tax return", "Put 12570 in the field for the allowance."),
        ("Autumn sale", "Type MX4410 in the app for free delivery."),
        ("Gewinnspiel", "Sende 4410 an 80808 oder gib die Antwort auf der Seite ein."),
        ("Ihre Daten", "Tragen Sie in Zeile 4410 den Betrag ein."),
        ("Cita confirmada", "Marque 2207 en el portero. Expediente 93018."),
        ("Return label", "Show the drop-off code 4417 at any Parcelpoint."),
        ("Halaman", "Lihat halaman 4471 dan tulis nama Anda."),
        ("Receipt", "48.70 to Dawn Books, card ending 3361, auth 165902. The last digits 3361."),
        ("Đặt chỗ", "Tên đăng nhập của bạn: BS-20931"),
    ] {
        assert_values(subject, text, &[]);
    }
}

#[test]
fn something_is_confirmed_with_a_code() {
    for (text, code) in [
        ("Confirm your e-mail with 44 09 71 and get a voucher.", "440971"),
        ("Confirm the cancellation online with code 59031.", "59031"),
        ("Validez le virement avec le code 8841 dans l'application.", "8841"),
        ("Bestätigen Sie die Löschung mit 771 402.", "771402"),
    ] {
        assert_values("", text, &[code]);
    }
    assert_values("", "The study was confirmed with 4821 users.", &[]);
}

#[test]
fn one_word_may_stand_between_a_code_and_its_number_that_is_to_be_typed() {
    for (text, code) in [
        ("Give Leo the parent code 8163 to key in on the tablet.", "8163"),
        ("Đọc cho bé mã phụ huynh 2907 để bé nhập trên máy.", "2907"),
        ("Gib Mia den Elterncode 5093, damit sie ihn eintippen kann.", "5093"),
    ] {
        assert_values("", text, &[code]);
    }
    assert_values("", "Informe o código de entrega 5518 ao entregador.", &[]);
}

#[test]
fn a_line_below_a_request_to_type_is_a_code() {
    for (text, code) in [
        ("Finish logging in: go to the page and enter\n\nQWXP BTND\n\nIt lapses in 15 minutes.", "QWXPBTND"),
        ("To come in, type these three words where you left off:\n\ncopper-lantern-drift\n", "copper-lantern-drift"),
        ("To link the speaker say or type the following words:\n\nriver stone maple\n", "river stone maple"),
        ("A sign-in needs your one-time phrase:\n\nhazel.orbit.seventeen\n", "hazel.orbit.seventeen"),
        ("Para entrar escribe estas palabras, con guiones:\n\nGATO-LUNA-TREN\n", "GATO-LUNA-TREN"),
        ("Temporary access number\n671-88-204\n", "67188204"),
        ("Mã xác nhận ký: KY-2291-08", "KY-2291-08"),
        ("Activation key: yellow7fish", "yellow7fish"),
        ("Enter the tester verification code TESTPILOT-083 under Profile.", "TESTPILOT-083"),
    ] {
        assert_values("", text, &[code]);
    }
    for text in [
        "Please tell us by 1 October whether you're coming:\n\nRSVP",
        "Type your thoughts below:\n\nsilver rain falling\n\nWords by A. Lark.",
        "Enter your choice in the form:\n\nroast carrot soup\n\nbaked lemon cod\n",
        "Visit us and enter the prize draw:\n\nmail.fern.example\n",
    ] {
        assert_values("", text, &[]);
    }
}

#[test]
fn examples_and_years_and_codes_of_customers_are_no_codes() {
    for text in [
        "The verification code has six digits, e.g. 402918. Enter it in the form.",
        "Mã xác thực gồm 6 chữ số (ví dụ 123456).",
        "Der Bestätigungscode ist sechsstellig (z. B. 190283).",
        "Le code de vérification, par exemple 309112, est à saisir.",
        "Genera un código de verificación (por ejemplo, 482910).",
        "Код подтверждения состоит из цифр, например 482910.",
        "验证码为六位数字，例如 482910。",
        "Enter a verification code like 482913, for example.",
        "Verification codes by SMS are so 2015.",
        "Vevőkód: 23681148",
        "Mã thư: C5C9AA7D. Gửi lúc 14:43:04.",
        "Job 771204 failed with code 50231.\n\nEnter our draw and win.",
        "Kód zákazníka: 30219944",
        "Mitgliedscode: 4471902",
        "Codice cliente: 5580192",
        "Kod klienta: 55180277",
        "客户代码：23681148",
    ] {
        assert_values("", text, &[]);
    }
}

#[test]
fn the_code_of_the_next_sentence_is_the_one_that_was_named() {
    let text = "To see your reservation we've sent you a one-time access code. The code is: 2244. It works once.";
    assert_values("", text, &["2244"]);
}

#[test]
fn debug_output_contains_no_code_and_no_link() {
    assert!(!format!("{:?}", find_codes("", "Your code is 482913.")).contains("482913"));
    let link = find_confirmation_link(&[("https://example.com/verify?token=s3cr3t", "Verify")], "", "Verify").unwrap();
    assert!(!format!("{link:?}").contains("s3cr3t"));
}

fn find_confirmation_link_url(links: &[(&str, &str)], subject: &str, text: &str) -> Option<String> {
    find_confirmation_link(links, subject, text).map(|link| link.href)
}

#[test]
fn the_confirmation_link_is_picked_among_other_links() {
    let links = [
        ("https://example.com/", "Fernbank"),
        ("https://example.com/help", "Help centre"),
        ("https://click.example.com/ls/AbC123", "Confirm my email"),
        ("https://example.com/unsubscribe?token=abc", "Unsubscribe"),
        ("https://example.com/privacy", "Privacy"),
        ("https://www.facebook.com/confirm", "Confirm"),
    ];
    let text = "Fernbank\nWelcome!\nConfirm my email\nHelp centre · Unsubscribe · Privacy";
    assert_eq!(
        find_confirmation_link_url(&links, "Welcome", text).as_deref(),
        Some("https://click.example.com/ls/AbC123")
    );
}

#[test]
fn link_text_surrounding_text_or_path_identifies_a_confirmation_link() {
    for (href, words, text) in [
        ("https://x.example/a", "Verify email address", "Verify email address"),
        ("https://x.example/a", "Xác nhận email", "Xác nhận email"),
        ("https://x.example/a", "Подтвердить почту", "Подтвердить почту"),
        ("https://x.example/a", "激活账号", "激活账号"),
        ("https://x.example/a", "تأكيد البريد", "تأكيد البريد"),
        ("https://x.example/a", "E-Mail bestätigen", "E-Mail bestätigen"),
        ("https://x.example/a", "Reset password", "Reset password"),
        (
            "https://x.example/verify-email?token=abc",
            "",
            "To verify your address open https://x.example/verify-email?token=abc",
        ),
        ("https://x.example/magic?token=abc", "Sign in to Fern", "Use this magic link.\nSign in to Fern"),
        ("https://x.example/activate?t=9", "Click here", "To activate your account:\nClick here"),
    ] {
        assert_eq!(find_confirmation_link_url(&[(href, words)], "", text).as_deref(), Some(href), "{words} {text}");
    }
}

#[test]
fn the_words_of_a_button_tell_invitations_and_sign_in_links() {
    let footer = [
        ("https://click.fern.example/ls/Zz81kQ", "Unsubscribe"),
        ("https://click.fern.example/ls/Zz82kQ", "Help centre"),
        ("https://apps.apple.com/app/fern/id9912", "Download the app"),
    ];
    for (words, subject, text) in [
        ("Join the team", "Noor invited you to Fern", "Noor invited you to the Fern workspace."),
        ("Set up your account", "Welcome to Fern", "An account was made for you."),
        ("Sign in to Fern", "Your Fern code", "Your sign-in code is 628417."),
        ("Sign in", "Sign in to Fern", "If you didn't ask for this, ignore this e-mail."),
        ("Passwort festlegen", "Dein Konto", "Für dich wurde ein Konto angelegt."),
        ("Rejoindre l'équipe", "Invitation", "Luc vous invite dans Fern."),
        ("Tham gia nhóm", "Lời mời", "Lan đã mời bạn vào Fern."),
        ("Přidat se k týmu", "Pozvánka", "Jana vás zve do Fern."),
    ] {
        let href = "https://click.fern.example/ls/AbC123";
        let mut links = vec![("https://fern.example/", "Fern"), (href, words)];
        links.extend(footer);
        let text = format!("Fern\n\n{text}\n\n{words}\n\nUnsubscribe · Help centre · Download the app");
        assert_eq!(find_confirmation_link_url(&links, subject, &text).as_deref(), Some(href), "{words}");
    }
    for (words, subject, text) in [
        ("Log in", "Your order has shipped", "Your order is on its way."),
        ("Join the conversation", "Weekly digest", "Sam replied to you."),
        ("Get 30% off", "You're invited to our sale", "The sale ends on Sunday."),
        ("See who viewed you", "Noor wants to connect", "You have 3 invitations."),
        ("Manage preferences", "Confirm your plans", "Spring is here."),
    ] {
        let links = [("https://click.fern.example/ls/AbC123", words), footer[0]];
        assert_eq!(
            find_confirmation_link_url(&links, subject, &format!("{text}\n\n{words}\n\nUnsubscribe")),
            None,
            "{words}"
        );
    }
}

#[test]
fn a_token_after_a_hash_counts_as_path_and_query() {
    for href in [
        "https://vault.example/#/verify-email?token=c0ffee",
        "https://chat.example/#cred?code=a81f",
        "https://app.example/#!/reset/8fa31c",
        "https://app.example/signin#token=8fa31c",
    ] {
        let text = format!("To confirm that it was you:\n{href}");
        assert_eq!(find_confirmation_link_url(&[(href, href)], "Sign in", &text).as_deref(), Some(href), "{href}");
    }
    let href = "https://forum.example/t/spring/77#post-12";
    assert_eq!(find_confirmation_link_url(&[(href, href)], "New reply", &format!("Sam replied: {href}")), None);
}

#[test]
fn links_that_confirm_nothing_are_not_returned() {
    for (href, words, text) in [
        ("https://x.example/", "Fern", "Confirm your email with the code 482913. Fern"),
        ("https://x.example/login", "Log in", "News of the week\nLog in"),
        ("https://x.example/shop", "Shop now", "Shop now"),
        ("https://x.example/secure", "This wasn't me", "New sign-in.\nThis wasn't me"),
        ("https://x.example/reset", "reset your password", "If this wasn't you, reset your password"),
        ("https://x.example/confirm-unsubscribe", "Unsubscribe", "Unsubscribe"),
        ("mailto:confirm@x.example", "Confirm", "Confirm"),
        ("javascript:confirm()", "Confirm", "Confirm"),
        ("confirm", "Confirm", "Confirm"),
    ] {
        assert_eq!(find_confirmation_link_url(&[(href, words)], "", text), None, "{words} {text}");
    }
}

/// Texts for which a careless scanner needs quadratic time.
/// The processor time that this thread has used: what other programs do does not count.
#[cfg(unix)]
fn thread_processor_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().unwrap()
}

#[cfg(windows)]
fn thread_processor_time() -> Duration {
    let (_, _, kernel, user) = winsafe::HTHREAD::GetCurrentThread().GetThreadTimes().unwrap();
    // In units of 100 nanoseconds.
    Duration::from_nanos((u64::from(kernel) + u64::from(user)) * 100)
}

#[test]
fn time_is_linear_in_the_length_of_hostile_text() {
    let size = 400_000;
    let repeat_to_size = |part: &str| part.repeat(size / part.len());
    for text in [
        repeat_to_size("otp "),
        repeat_to_size("otp share "),
        repeat_to_size("1"),
        repeat_to_size("1 "),
        repeat_to_size("1-"),
        repeat_to_size("K7Q 2MX "),
        repeat_to_size("482913 "),
        repeat_to_size("code "),
        repeat_to_size("promo code "),
        repeat_to_size("code: 482913, order "),
        repeat_to_size("a"),
        repeat_to_size("@"),
        repeat_to_size("a.b"),
        repeat_to_size("://"),
        repeat_to_size("https://a/ "),
        repeat_to_size("验证码"),
        repeat_to_size("482913 验证码 "),
        repeat_to_size("\n"),
        repeat_to_size("\u{301}"),
        repeat_to_size("enter 482913 "),
        repeat_to_size("confirm with 482913 "),
        repeat_to_size("password confirm code "),
        repeat_to_size("ك"),
        format!("{}482913", repeat_to_size("code ")),
        repeat_to_size("(1) "),
        repeat_to_size("*"),
        repeat_to_size("type 482913 on the page, "),
        repeat_to_size("type these words:\nriver stone maple\n"),
        repeat_to_size("e.g. 482913 "),
        repeat_to_size("confirm with code 482913, you asked\n"),
    ] {
        let start = thread_processor_time();
        let _ = find_codes(&text, &text);
        let links: Vec<(&str, &str)> = (0..1000).map(|_| ("https://example.com/verify?token=a", "verify")).collect();
        let _ = find_confirmation_link(&links, &text, &text);
        let used = thread_processor_time() - start;
        // Generous for an unoptimised build; quadratic time would be minutes.
        assert!(used < Duration::from_secs(10), "{used:?} for {text:.20}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_causes_a_panic(subject in any::<String>(), text in any::<String>()) {
        let _ = find_codes(&subject, &text);
        let _ = find_confirmation_link(&[(&text, &subject), ("https://example.com/verify", &text)], &subject, &text);
    }

    /// Random sequences of codes, words and separators.
    #[test]
    fn every_found_code_occurs_in_the_message(parts in prop::collection::vec(prop::sample::select(vec![
        "code", "Your code is", "OTP", "482913", "482 913", "4821", "order", "#", ":", "\n", "\n\n", " ", ",", ".", "-", "验证码", "mã", "É", "４８２９",
        "٤٨٢٩", "\u{200b}", "\u{301}", "K7Q2M9", "ABCD-1234", "G-482913", "https://example.com/482913", "1 2 3 4 5 6", "2026", "%", "€", "İ", "ß", "*",
    ]), 0..40)) {
        let text = parts.concat();
        let found = find_codes("", &text);
        prop_assert!(found.len() <= 3);
        for code in found {
            prop_assert!(text.contains(&code.as_written));
            prop_assert!((4..=14).contains(&code.value.len()));
            prop_assert!(code.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        }
    }
}
