//! Signals of structure that need no word of the language: an address that says in English what it resets, the last line that
//! binds a code to its site, a number at the end of a short text, and codes that stand alone in parentheses.
use mayfly_codes::{find_codes, find_confirmation_link};

fn values(subject: &str, text: &str) -> Vec<String> {
    find_codes(subject, text).into_iter().map(|code| code.value).collect()
}

/// The address found in a message whose only links are the addresses in its text.
fn address(subject: &str, text: &str) -> Option<String> {
    find_confirmation_link(&[], subject, text).map(|link| link.href)
}

const TOKEN: &str = "4b7c19fe02ad88d3056e1f";

#[test]
fn an_address_that_sets_a_password_with_a_token_is_found_in_any_language() {
    for page in [
        "konto/lost_password?token=",
        "index.php?do=sendpwd&pwauth=",
        "wp-login.php?action=rp&login=mikal&key=",
        "member/forgot-password/step2?k=",
        "customer/createPassword/?token=",
        "pwreset.php?id=44&hash=",
        "forum/index.php?action=reminder;sa=setpassword;u=9;code=",
        "front/lostpassword.php?password_forget_token=",
        "u/set-initial-password/",
    ] {
        for (subject, text) in [
            ("Kupu hipa hou", "Kia ora Mikal,\n\nPawhiritia:\n\n{}\n\nNgā mihi"),
            ("Jelszócsere", "Szia!\n\n{}\n\nhttps://lutra.example/"),
            ("ნარგიზი", "გამარჯობა\n{}\n--\nhttps://lutra.example/"),
        ] {
            let href = format!("https://lutra.example/{page}{TOKEN}");
            assert_eq!(address(subject, &text.replace("{}", &href)), Some(href), "{subject} {page}");
        }
    }
    for (subject, text) in [
        // A page without a token is the same for every reader.
        ("Kia ora", "Mikal, https://lutra.example/account/lost_password"),
        ("Welcome to Lutra", "Sign in any time. Forgot it? https://lutra.example/forgot-password?lang=en"),
        // An article about passwords
        ("Notes", "Read https://lutra.example/articles/10-new-password-rules-for-2026?r=8f21"),
        (
            "Your password was changed",
            "If that wasn't you, go to https://lutra.example/lost_password?t=4b7c19fe02ad88d3056e1f",
        ),
        // Words with other meanings
        ("Rundbrief", "Neues: https://lutra.example/passage/new?t=4b7c19fe02ad88d3056e1f"),
    ] {
        assert_eq!(address(subject, text), None, "{text}");
    }
}

#[test]
fn the_only_link_with_a_token_to_sign_in_is_found_where_the_message_is_about_signing_in() {
    for (subject, text) in [
        (
            "Podaci za prijavu",
            "Korisničko ime: mikal\n\nLozinka se bira na adresi:\n\n{}\n\nhttps://lutra.example/login",
        ),
        ("Choose a password for Lutra", "Username: mikal\n\n{}\n\nhttps://lutra.example/login"),
        ("Your Lutra login", "Username: mikal\nPassword: not chosen yet\n\n{}\n\nhttps://lutra.example/login"),
    ] {
        let href = format!("https://lutra.example/login.php?u=mikal&key={TOKEN}");
        assert_eq!(address(subject, &text.replace("{}", &href)), Some(href), "{subject}");
    }
    for (subject, text) in [
        ("Mika answered you", "Mika answered your post about otters.\n\n{}"),
        ("Our spring offers", "20% off all passwords books.\n\n{}"),
        ("New login to your account", "There was a new login to your account from Turku.\n\n{}"),
        ("HTTP 503", "The login service returned errors between 14:00 and 15:30.\n\n{}"),
        ("Your order 4417", "Your order is on its way. The password for the locker is in the app.\n\n{}"),
    ] {
        let href = format!("https://lutra.example/login.php?u=mikal&key={TOKEN}");
        assert_eq!(address(subject, &text.replace("{}", &href)), None, "{subject}");
    }
}

#[test]
fn a_button_that_signs_in_by_a_token_is_found_beside_a_code() {
    let text = "Sign in to Lutra\n\nBoth the button and the code stop working after ten minutes. Where buttons do nothing, there \
                is always the second way, which is to type the following code into the page by hand:\n\nKX4-77P\n\nLutra";
    for (href, is_found) in [
        ("https://lutra.example/auth/login?token=9fQkz17TTbQw40mnZs81&e=1", true),
        ("https://lutra.example/magic/9fQkz17TTbQw40mnZs81", true),
        ("https://lutra.example/login?lang=en", false),
        ("https://click.lutra.example/c/9fQkz17T", false),
    ] {
        let links = [(href, "Sign in to Lutra"), ("https://lutra.example/", "Lutra")];
        let link = find_confirmation_link(&links, "Your Lutra code", text);
        assert_eq!(link.map(|link| link.href).as_deref(), is_found.then_some(href), "{href}");
    }
}

#[test]
fn a_last_line_that_binds_a_code_to_its_site_names_it_in_every_language() {
    for (text, expected) in [
        ("Ko te tau mō Lutra: 4417 0932.\n\n@lutra.example #44170932", "44170932"),
        ("7 3 1 9 – ლუტრა, 5 წთ\n@app.lutra.example #7319", "7319"),
        ("Karibu\n\n@lutra.example #G7K2QX\n", "G7K2QX"),
        ("Lutra\n@lutra.example #571204 %pay.otters.example", "571204"),
    ] {
        assert_eq!(values("", text), [expected], "{text}");
    }
    for text in [
        "Thanks!\n\n@mikal #4417",
        "@lutra.example #441709 is the ticket.",
        "See @lutra.example #441709",
        "@lutra.example #441709\nOtters, beavers and minks.",
    ] {
        assert!(values("", text).is_empty(), "{text}");
    }
}

#[test]
fn a_number_that_ends_a_short_text_about_a_code_is_found() {
    for (subject, text, expected) in [
        // A word for codes, and unknown words between it and the number
        ("", "ನಿಮ್ಮ ಲುಟ್ರಾ ಕೋಡ್ ಹೀಗಿದೆ0 ನೋಡಿ: 571204", "571204"),
        ("", "လူထရာ ကုဒ်မှာ ဤသို့ဖြစ်သည်: 571204", "571204"),
        // The subject says what it is for.
        ("Two-factor login", "Kia ora Mikal!\n\nWhakamahia tēnei mō Lutra: 571204", "571204"),
        ("Sign in to Lutra", "ჩვენი სიტყვა: 5712", "5712"),
        ("Two-Factor Login", "Բարև, Միկալ։\n\nԼուտրա կայքում գործում է սա. 571204", "571204"),
    ] {
        assert_eq!(values(subject, text), [expected], "{text}");
    }
    for (subject, text) in [
        ("Lutra", "Kia ora Mikal! Te tau: 571204"),
        ("Sign in to Lutra", "Your order number: 571204"),
        ("Sign in to Lutra", "Kia ora, 12345 ngā manu: 571204"),
        ("New login", "Kia ora Mikal! Te tau: 2026"),
        ("Two-factor login is on", "It was turned on. Ticket: 571204"),
        ("Login", "Kia ora. Waea mai: 0800 571 204"),
    ] {
        assert!(values(subject, text).is_empty(), "{subject}: {text}");
    }
}

#[test]
fn a_long_token_is_found_where_it_is_called_the_code() {
    let token = "h4TqZ81nWc07RkLpX2sVb95MdYgE";
    let grouped = "7f3c-91d20b6e44ac18f05b72";
    for text in [
        "Confirm your address in the client. If it wants a code, the code is {}",
        "To verify your address, paste this verification code:\n\n{}\n\nLutra",
        "Your verification code is: {}",
        "Ihr Bestätigungscode lautet {}",
        "Twój kod weryfikacyjny: {}",
    ] {
        for token in [token, grouped, "0b6e44ac-7f3c-91d2-8af0-5b7218f04c1d"] {
            assert_eq!(values("Confirm your address", &text.replace("{}", token)), [token], "{text}");
        }
    }
    for (subject, text) in [
        ("Release 2.4", "The code is at h4TqZ81nWc07RkLpX2sVb95MdYgE in the main branch."),
        ("Your licence", "Licence key: h4TqZ81nWc07RkLpX2sVb95MdYgE"),
        ("Parcel", "Tracking code: 00340434161094027711AB"),
        ("Verify the download", "Its code: see commit 7f3c-91d20b6e44ac18f05b72"),
        ("Confirm your address", "Your verification code is in the app. Request id: h4TqZ81nWc07RkLpX2sVb95MdYgE"),
    ] {
        assert!(values(subject, text).is_empty(), "{text}");
    }
}

#[test]
fn a_code_alone_in_parentheses_with_its_noun_is_found() {
    for (text, expected) in [
        ("Press the button to set up your account. (Code KWTRPX) Ignore this mail if you didn't ask for it.", "KWTRPX"),
        (
            "Drücken Sie den Knopf, um Ihr Konto zu bestätigen (Code: UJTEXQ). Nicht angefordert? Ignorieren Sie diese E-Mail.",
            "UJTEXQ",
        ),
        ("Finish here. (Code EJSARK) Please ignore this mail if it is not for you.", "EJSARK"),
        ("Verify your address here. (Code EKARYS) Please ignore this mail if it is not for you.", "EKARYS"),
        ("Haz clic para activar tu cuenta (código EVWHRA). Si no has sido tú, ignora este correo.", "EVWHRA"),
    ] {
        assert_eq!(values("Set up your account", text), [expected], "{text}");
    }
    for (subject, text) in [
        ("Spring sale", "Everything is cheaper now (code SPRING). Ignore this mail if you didn't ask for it."),
        ("Only today", "Everything at half price (code SUMMER). Ignore this mail if it is not for you."),
        ("Spring", "All books 20% off (code KWTRPX)."),
        ("Your flight", "Booked: Turku to Oslo (code KWTRPX). See you on board."),
        (
            "Set up your account",
            "Press the button to set up your account (code ERROR). Ignore this mail if you didn't ask for it.",
        ),
    ] {
        assert!(values(subject, text).is_empty(), "{text}");
    }
}

#[test]
fn a_link_that_carries_the_capitals_of_the_code_is_found() {
    let href = "https://lutra.example/start?user=5512&code=KWTRPX&org=90";
    let text = "Press the button to finish. (Code KWTRPX) If you didn't ask for this mail, ignore it.\n\nFinish";
    let link = find_confirmation_link(&[(href, "Finish")], "New account", text);
    assert_eq!(link.map(|link| link.href).as_deref(), Some(href));
}

#[test]
fn mat_ma_is_a_password_in_vietnamese() {
    let href = "https://click.lutra.example/c/4f3Kc21aQa90/x1Kq7Zt4";
    for (subject, words) in [("Quên mật mã", "Chọn mật mã mới"), ("Lutra: mật mã của bạn", "Đặt lại mật mã")]
    {
        let text = format!("Chào Minh,\n\n{words}\n\nLutra");
        let link = find_confirmation_link(&[(href, words)], subject, &text);
        assert_eq!(link.map(|link| link.href).as_deref(), Some(href), "{subject}");
    }
    assert_eq!(values("Lutra", "Mật mã của bạn là 571204"), ["571204"]);
}

#[test]
fn a_verb_after_a_number_is_no_unit_with_an_ending() {
    for text in ["کد ورود شما 57120 می باشد", "کد ورود شما 57120 می‌باشد", "کد ورود 57120 می باشد.\nلوترا"]
    {
        assert_eq!(values("", text), ["57120"], "{text}");
    }
    assert!(values("", "طول الكود 5712 م").is_empty());
}

#[test]
fn a_short_word_for_a_page_excludes_a_link_as_a_whole_word_only() {
    let href = "https://lutra.example/reset/MQ/c9k-7f3c91d20b6e44ac/";
    for text in ["Hapni faqen dhe zgjidhni fjalëkalimin e ri: {}", "Faqja për fjalëkalimin e ri: {}"] {
        assert_eq!(address("Fjalëkalimi juaj", &text.replace("{}", href)).as_deref(), Some(href), "{text}");
    }
    for words in ["FAQ", "FAQs", "Our FAQ", "AGB", "Unsere AGB", "E-mail FAQ"] {
        let text = format!("Confirm your address below.\n\n{words}");
        let href = "https://lutra.example/c/7f3c91d20b6e44ac";
        assert_eq!(find_confirmation_link(&[(href, words)], "Confirm your address", &text), None, "{words}");
    }
}

#[test]
fn a_page_to_sign_in_with_the_address_of_the_reader_and_no_secret_confirms_nothing() {
    for (subject, text, words) in [
        (
            "Mật khẩu của bạn đã thay đổi",
            "Mật khẩu của bạn đã thay đổi. Nếu không phải bạn, vui lòng đặt lại mật khẩu ngay.\n\nĐăng nhập",
            "Đăng nhập",
        ),
        ("Thông tin mới", "Chào Minh, bạn có thể đăng nhập để xem.\n\nĐăng nhập", "Đăng nhập"),
        ("Your account", "Hello Mikal, your account has a new look.\n\nSign in", "Sign in"),
    ] {
        for href in [
            "https://lutra.example/ui/console?login_hint=mikal%40example.com",
            "https://lutra.example/login?email=mikal%40example.com&lang=vi",
            "https://lutra.example/login?lang=en&next=%2Finbox",
        ] {
            let link = find_confirmation_link(&[(href, words)], subject, text);
            assert_eq!(link.map(|link| link.href), None, "{subject} {href}");
        }
    }
    let href = "https://lutra.example/login?email=mikal%40example.com&token=7f3c91d20b6e44ac";
    let text = "Use this button to sign in. It works once.\n\nSign in";
    let link = find_confirmation_link(&[(href, "Sign in")], "Sign in to Lutra", text);
    assert_eq!(link.map(|link| link.href).as_deref(), Some(href));
}

#[test]
fn pages_of_posts_issues_and_builds_confirm_nothing_whatever_their_titles() {
    for (subject, text) in [
        (
            "Re: Confirm my address?",
            "jo wrote something.\n\nhttps://forum.lutra.example/t/where-can-one-verify-an-address/4412/9",
        ),
        (
            "[lutra] Verify fails (#4412)",
            "It fails since Monday.\n\nhttps://git.lutra.example/lutra/issues/4412?email_token=7f3c91d20b6e44ac",
        ),
        (
            "Pipeline failed",
            "The step \"verify\" failed.\n\nhttps://ci.lutra.example/pipelines/4412?token=7f3c91d20b6e44ac",
        ),
        (
            "A new device signed in",
            "A new device signed in to Lutra.\n\nhttps://lutra.example/devices?session=7f3c91d20b6e44ac",
        ),
    ] {
        assert_eq!(address(subject, text), None, "{subject}");
    }
    for page in ["confirm-your-email-address/7f3c91d20b6e44ac", "please-verify-your-address-now?t=7f3c91d20b6e44ac"] {
        let href = format!("https://lutra.example/{page}");
        assert_eq!(address("Kia ora", &format!("Pawhiritia:\n\n{href}")), Some(href), "{page}");
    }
}

#[test]
fn a_link_to_set_a_password_is_found_below_a_sentence_that_asks_to_ignore_mistakes() {
    let href = "https://lutra.example/lost-password/?login=mikal&key=4b7c19fe02ad88d3056e1f";
    let text =
        format!("Account: mikal\n\nIf you did not ask for it, ignore this mail and all stays as it is.\n\n{href}");
    assert_eq!(address("[Lutra] Password reset", &text).as_deref(), Some(href));
}

#[test]
fn a_code_with_a_qualifier_is_named_before_an_amount() {
    for text in [
        "LUTRA: 30412 is the one-time code for GBP 12.50 at OTTER SHOP.",
        "30412 is your verification code for Rs 2,300.",
        "30412 ist der einmalige Code für 12,50 EUR.",
    ] {
        assert_eq!(values("", text), ["30412"], "{text}");
    }
    assert!(values("", "30412 parcels and one verification code for 12.50 EUR each.").is_empty());
}
