//! Codes that no word beside them names: pronouns and purposes, commands, rare groups and other alphabets, and the numbers beside
//! them that belong to something else.
use mayfly_codes::find_codes;

fn find_code_values(subject: &str, text: &str) -> Vec<String> {
    find_codes(subject, text).into_iter().map(|code| code.value).collect()
}

fn assert_values(table: &[(&str, &str, &[&str])]) {
    for (subject, text, expected) in table {
        assert_eq!(find_code_values(subject, text), *expected, "{subject} / {text}");
    }
}

#[test]
fn a_pronoun_stands_for_the_code_of_the_sentence_above() {
    assert_values(&[
        (
            "New laptop",
            "At first start it asks for an enrolment code. Yours is QTR-871-VLM; it works once.",
            &["QTR-871-VLM"],
        ),
        ("Anmeldung", "Die App fragt nach einem Code. Ihrer lautet 48291.", &["48291"]),
        ("Connexion", "L'application demande un code. Le voici : 48291", &["48291"]),
        (
            "Let's try again",
            "The code didn't go through (217-884 was typed too late). No bother. Your new one is 817-741.",
            &["817741"],
        ),
        ("Your booking", "The hotel asks for a booking number. Yours is QTR-871-VLM.", &[]),
    ]);
}

#[test]
fn a_purpose_before_a_colon_names_the_number_behind_it() {
    assert_values(&[
        (
            "Inside: not the one for 10% off",
            "Morning Theo\n\nTo sign in: 63926\n\nFor 10% off: MAILLOTROUGE",
            &["63926"],
        ),
        ("Hallo", "Zum Anmelden: 63926\n\nBis bald", &["63926"]),
        ("Xin chào", "Để đăng nhập: 63926\n\nHẹn gặp lại", &["63926"]),
        ("Questions?", "To reach us about your order: 63926\n\nBye", &[]),
    ]);
}

#[test]
fn the_token_of_a_command_is_found() {
    assert_values(&[
        ("confirm 4f8a19c3b2", "To be added, include only this line:\n\n    confirm 4f8a19c3b2\n", &["4f8a19c3b2"]),
        ("Nickname", "Type the following command:\n\n/msg NickServ CONFIRM 6d0f2e\n\nBye", &["6d0f2e"]),
        ("Build log", "We could not confirm 6d0f2e\n\nBye", &[]),
    ]);
}

#[test]
fn numbers_to_call_scores_door_codes_and_placeholders_are_no_codes() {
    assert_values(&[
        (
            "Ihre TAN",
            "Die TAN lautet: 417 082 903\n\nGeben Sie die TAN nicht ein und sperren Sie Ihren Zugang unter 116 116.",
            &["417082903"],
        ),
        ("Votre facture", "Pour toute réclamation, composez le 3918 (service gratuit).", &[]),
        ("Conferma", "Per cancellare l'account (punteggio 1724) scrivi 84 27 14 nella casella.", &["842714"]),
        ("קוד", "לכניסה לחשבונך המסתיים ב-2481 הקש את הקוד 74 81 20.", &["748120"]),
        ("Rappel", "Jeudi 27 mars, 11 h 40\nDigicode : 17B84, 2e étage", &[]),
        (
            "Re: code field rejects pasted codes",
            "If the mail says \"123 456\" and I paste it, a digit is dropped.",
            &[],
        ),
        (
            "Đặt phòng khách sạn",
            "Đặt phòng đã xác nhận.\nMã đặt phòng: ND-8840172\nMã PIN: 4410\nNhận phòng: 29/04",
            &[],
        ),
        ("Driver login", "966035 is the code for logging in as driver D-51930 on a new phone.", &["966035"]),
        ("Mã mới", "Mã 118460 gửi lúc 08:02 không còn dùng được nữa.\n\nMã mới của bạn: 553902", &["553902"]),
        ("[repo] Fix OTP input", "Tests use code 000000 and 999999. Merge when green.", &[]),
        ("Sign in", "Your code is 000000.", &["000000"]),
        ("Potvrda", "Unesi kod 5173 u aplikaciju da potvrdiš broj 063 555 144.", &["5173"]),
    ]);
}

#[test]
fn codes_in_rare_groups_and_other_alphabets_are_found_whole() {
    assert_values(&[
        ("Confirm your payment", "Code: 648213905\n\nUse this code to confirm the payment.", &["648213905"]),
        ("Potvrzení členství", "Do pole napište heslo TR5-88K. Schůze je 12. 5.", &["TR5-88K"]),
        ("Cod de autentificare", "Codul de autentificare este 8 4 0 - 2 2 1 și expiră în 2 minute.", &["840221"]),
        ("Log back in", "390-55-26 will log you back in for your session.", &["3905526"]),
        ("Activate", "Visit the page where you left off and enter\n\n38 417 265\n\nwithin 24 hours.", &["38417265"]),
        ("Подтверждение адреса", "Введите код РМ-4471 в поле «Код из письма».", &["РМ-4471"]),
        ("Код доступу", "Для першого входу потрібен одноразовий код доступу: Т9-5083", &["Т9-5083"]),
        ("Код", "Код підтвердження КАШТАН24: 5580. НІКОМУ не повідомляйте.", &["5580"]),
        ("Xác nhận", "Để lên bàn, gõ năm chữ này vào ô xác nhận: MWXTA", &["MWXTA"]),
        ("Xác nhận", "Mã xác nhận thành viên của bạn là ABKT-72 nhé, điền vào trang hồ sơ.", &["ABKT-72"]),
        ("Nevezés megerősítése", "A nevezésedet a TK84-2 jelszóval tudod megerősíteni.", &["TK84-2"]),
        ("Ενεργοποίηση", "Για να ενεργοποιηθεί, γράψε K39-PLX στο πεδίο «Κωδικός» της σελίδας.", &["K39-PLX"]),
        (
            "Ověřovací kód",
            "Ověřovací kód: 47118\n\nKód prosím zadejte do formuláře. Průkaz si pak vyzvednete na pobočce.",
            &["47118"],
        ),
    ]);
}
