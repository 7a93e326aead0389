//! Signals by which the link or the code of a message is told when no single word says it: the subject that asks, words of a
//! link that repeat the subject, "this link" in a sentence, the address, and nouns for what is to be typed.
use mayfly_codes::{find_codes, find_confirmation_link};

/// The words of the link found in a message whose links stand in double brackets, each with an identifier of its own.
fn find_confirmation_link_text(subject: &str, text: &str) -> Option<String> {
    let labels: Vec<&str> = text.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0)).collect();
    let addresses: Vec<String> =
        (0..labels.len()).map(|n| format!("https://click.acme.example/c/{n}f3Kc21aQa90/x{n}Kq7Zt4")).collect();
    let links: Vec<(&str, &str)> = addresses.iter().map(String::as_str).zip(labels).collect();
    find_confirmation_link(&links, subject, &text.replace("[[", "").replace("]]", "")).map(|link| link.text)
}

#[test]
fn a_link_named_this_link_does_what_its_sentence_says() {
    for (subject, text, expected) in [
        ("Inloggen bij De Polder", "Met [[deze link]] log je in. Hij werkt een uur.\n\n[[Kruiswoord 88]]", "deze link"),
        ("Passwort vergessen", "Über [[diesen Link]] wählen Sie ein neues.\n\n[[Unsere Filialen]]", "diesen Link"),
        ("Đặt lại mật khẩu", "Bạn chọn mật khẩu mới qua [[liên kết này]].\n\n[[Trang chủ]]", "liên kết này"),
    ] {
        assert_eq!(find_confirmation_link_text(subject, text).as_deref(), Some(expected), "{subject}");
    }
}

#[test]
fn a_booking_that_the_subject_asks_to_confirm_is_confirmed_by_the_button_that_repeats_it() {
    for (subject, text, expected) in [
        (
            "Please confirm your table",
            "We hold it until noon.\n\n[[Confirm my table]]\n\n[[Cancel]]",
            "Confirm my table",
        ),
        (
            "Bitte bestätigen Sie Ihren Termin",
            "Freitag, 9 Uhr.\n\n[[Termin bestätigen]]\n\n[[Termin absagen]]",
            "Termin bestätigen",
        ),
        (
            "Vui lòng xác nhận đặt phòng",
            "Phòng đang giữ cho anh.\n\n[[Xác nhận đặt phòng]]\n\n[[Huỷ phòng]]",
            "Xác nhận đặt phòng",
        ),
    ] {
        assert_eq!(find_confirmation_link_text(subject, text).as_deref(), Some(expected), "{subject}");
    }
    for (subject, text) in [
        ("Your booking is confirmed", "See you on Friday.\n\n[[View booking]]\n\n[[Cancel]]"),
        ("Please confirm your delivery", "It comes on Friday.\n\n[[Confirm delivery]]\n\n[[Change the day]]"),
        ("Đặt phòng đã được xác nhận", "Hẹn gặp anh.\n\n[[Xem đặt phòng]]\n\n[[Huỷ phòng]]"),
    ] {
        assert_eq!(find_confirmation_link_text(subject, text), None, "{subject}");
    }
}

#[test]
fn links_that_cancel_rate_chat_or_show_the_mail_are_not_found() {
    for (subject, text) in [
        ("You're registered: bees", "Thanks for registering.\n\nYou can [[cancel]] at any time."),
        ("Please rate us", "Was this e-mail helpful? [[Yes]] [[No]]"),
        ("Welcome to the choir", "Sing with us.\n\nOur [[chat group]] is here."),
        ("Contul e activ", "Adresa e confirmată.\n\nVezi [[în browser]]"),
        ("Your account was deleted", "Changed your mind? You can [[restore it]].\n\n[[Privacy]]"),
        ("Mia shared a folder with you", "Anyone with the link can view it.\n\n[[Open folder]]"),
    ] {
        assert_eq!(find_confirmation_link_text(subject, text), None, "{subject}");
    }
}

#[test]
fn a_link_that_opens_an_app_signs_in_and_no_other_scheme_does() {
    let text = "Tap to sign in\n\nContinue as jonas";
    for (href, is_found) in [
        ("larkspur://auth/done?ticket=AwBnxvfXybwLEDWbzwJQ", true),
        ("javascript://auth/done?ticket=AwBnxvfXybwLEDWbzwJQ", false),
        ("file://auth/done?ticket=AwBnxvfXybwLEDWbzwJQ", false),
        ("ms-settings://auth/done?ticket=AwBnxvfXybwLEDWbzwJQ", false),
        ("data:text/html,auth?ticket=AwBnxvfXybwLEDWbzwJQ", false),
    ] {
        let link = find_confirmation_link(&[(href, "Continue as jonas")], "Back into Larkspur", text);
        assert_eq!(link.is_some(), is_found, "{href}");
    }
}

#[test]
fn what_a_sentence_asks_to_type_is_a_code() {
    for (subject, text, expected) in [
        ("Potwierdź konto", "Wpisz w aplikacji ciąg pd4k7n (małe litery).", "pd4k7n"),
        ("Connexion", "Recopiez la suite k4p9zt dans le formulaire.", "k4p9zt"),
        ("Passwort vergessen?", "Trag im Fenster, das noch offen ist, die 44091 ein.", "44091"),
        ("Logging in?", "Somebody is logging in with your address. If it's you: 551 204.", "551204"),
        ("Claim your speaker", "Claim code: 55817720\n\nEnter the claim code to pair it. It expires soon.", "55817720"),
        ("Are you human?", "Type the magic word into the form:\n\nmarigold\n\nThanks!", "marigold"),
        ("Sign in", "Type this phrase there to sign in:\n\nSilver Heron", "Silver Heron"),
        ("OTP", "771 204 18 is the OTP for your transaction.", "77120418"),
    ] {
        let found: Vec<String> = find_codes(subject, text).into_iter().map(|code| code.value).collect();
        assert_eq!(found, [expected], "{text}");
    }
    for (subject, text) in [
        ("How to send codes", "Make a template such as \"Your Zed code is 246810\"."),
        ("Review requested", "!3310 Rename verify_token()\n!3312 Bump libbar to 2.0"),
        ("Afspraak bevestigd", "Toestel: RT-9 type 4417"),
        ("Gift", "Gift code: SPRING2577\n\nEnter the gift code at checkout for 20% off."),
    ] {
        assert!(find_codes(subject, text).is_empty(), "{text}");
    }
}
