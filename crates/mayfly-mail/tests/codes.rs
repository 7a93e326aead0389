//! What counts as a verification code and as a confirmation link, and that no input is too much.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use mayfly_mail::{find_codes, find_link};
use proptest::prelude::*;

fn codes(subject: &str, text: &str) -> Vec<String> {
    find_codes(subject, text).into_iter().map(|code| code.value).collect()
}

#[track_caller]
fn finds(text: &str, code: &str) {
    assert_eq!(codes("", text), [code], "{text}");
}

#[track_caller]
fn ignores(text: &str) {
    assert_eq!(codes("", text), Vec::<String>::new(), "{text}");
}

#[test]
fn the_clipboard_gets_what_the_form_wants() {
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
        assert_eq!((found[0].value.as_str(), found[0].shown.as_str()), (value, shown), "{text}");
        assert!((1..=100).contains(&found[0].confidence));
    }
}

#[test]
fn a_label_right_before_names_another_number() {
    ignores("Your verification is complete. Order 482913");
    ignores("We sent a verification code to the phone ending in 4821.");
    ignores("Your verification code was used. Ticket #482913, case 482913, ref: 482913");
    finds("Your verification code for order 48213 is 7391.", "7391");
    finds("Verification code for your order: 7391", "7391");
    finds("Your code is 482913 and your customer number is 771204.", "482913");
}

#[test]
fn the_kind_of_code_matters() {
    for kind in
        ["promo", "discount", "postal", "zip", "error", "product", "QR", "referral", "gift card", "country", "pickup"]
    {
        ignores(&format!("Your {kind} code is 482913."));
    }
    for kind in ["verification", "security", "login", "confirmation", "one-time", "activation", "access"] {
        finds(&format!("Your {kind} code is 482913."), "482913");
    }
}

#[test]
fn years_prices_times_and_counts_stay() {
    for text in [
        "Your verification code expires on 12 May 2026.",
        "Your verification code works since 2024",
        "Use your security code to pay 4821 EUR or €4821",
        "A verification code was sent to 4821 users",
        "Your verification code page got HTTP 4040 at 14:30:25",
        "Never share your OTP. Version 4821, 4821 km, 4821%, #482913",
        "Enter the verification code at 4821 Elm Street",
    ] {
        ignores(text);
    }
    finds("Your code is 2048. It expires in 10 minutes.", "2048");
}

#[test]
fn a_code_alone_takes_its_meaning_from_the_lines_around() {
    finds("Enter this code to finish signing up:\n\n  482 913\n\nIt expires in 10 minutes", "482913");
    finds("482913\n\nis your one-time code", "482913");
    finds("Verification code\n\nHello,\n\nthanks for joining us.\n\n482913\n", "482913");
    finds("Here is your sign-in code:\n4\n8\n2\n9\n1\n3\n", "482913");
    ignores("Order number\n482913\nNever share your verification code.");
    ignores("Sign in to see your numbers\n\nVisitors\n48213");
    assert_eq!(codes("Your login code", "482913"), ["482913"]);
}

#[test]
fn words_are_no_codes() {
    ignores("Verification code\n\nVERIFY\n\nCONFIRM EMAIL\n");
    ignores("Your verification code is on its way to your iPhone15");
    finds("Your verification code:\n\nFKXTB\n", "FKXTB");
}

#[test]
fn said_twice_is_found_once_and_a_second_code_needs_its_own_word() {
    assert_eq!(codes("482913 is your code", "Your code: 482913"), ["482913"]);
    assert_eq!(codes("", "Your login code is 482913.\nYour recovery code is 771204."), ["482913", "771204"]);
    let many: String = (0..9).map(|i| format!("Your code is 48291{i}.\n")).collect();
    assert_eq!(codes("", &many).len(), 3);
}

#[test]
fn a_code_that_is_none_any_more_is_left() {
    finds("The old code, 508316, no longer works. Your new security code is 227904.", "227904");
    finds("Der alte Code 508316 ist abgelaufen. Ihr neuer Sicherheitscode lautet 227904.", "227904");
    finds("旧验证码508316已失效，新验证码为227904。", "227904");
    finds("The new login code is 881240.\n\n> The login code is 119283.", "881240");
    finds("> The login code is 119283.", "119283");
    finds("Votre code est 615204 (expire dans 10 minutes).", "615204");
}

#[test]
fn receipts_and_bookings_have_codes_of_their_own() {
    ignores("Amount $48.21. Authorization code 482137. Terminal 00120482.");
    ignores("Booking confirmed. Confirmation code: 48213057. Check-in 14 May, hotel Fern.");
    finds("Enter authorization code 482137 to approve the payment of $48.21.", "482137");
}

#[test]
fn what_may_be_a_date_needs_the_word_right_before() {
    finds("Your verification code: 12-05-26", "120526");
    ignores("Verification code requested on 12-05-26");
    ignores("Your verification code expires: 12-05-26");
}

#[test]
fn a_model_to_sign_in_with_is_no_code() {
    ignores("Die Anmeldung mit WPA3-ENT ist ab Juni Pflicht.");
    ignores("Pair with PS5-2048X in Settings, then log in with your usual account.");
    finds("Falls ja, melde dich mit ZX94-T7KB an.", "ZX94-T7KB");
    finds("ご本人の場合は ZX94-T7KB でログインしてください。", "ZX94-T7KB");
}

#[test]
fn a_count_of_codes_is_no_code() {
    ignores("In the last year 12048 cases of stolen verification codes were reported.");
    finds("482913 is your verification code", "482913");
}

#[test]
fn what_was_found_stays_out_of_debug_output() {
    assert!(!format!("{:?}", find_codes("", "Your code is 482913.")).contains("482913"));
    let link = find_link(&[("https://example.com/verify?token=s3cr3t", "Verify")], "", "Verify").unwrap();
    assert!(!format!("{link:?}").contains("s3cr3t"));
}

fn link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<String> {
    find_link(links, subject, text).map(|link| link.href)
}

#[test]
fn the_confirmation_link_is_picked_among_the_others() {
    let links = [
        ("https://example.com/", "Fernbank"),
        ("https://example.com/help", "Help centre"),
        ("https://click.example.com/ls/AbC123", "Confirm my email"),
        ("https://example.com/unsubscribe?token=abc", "Unsubscribe"),
        ("https://example.com/privacy", "Privacy"),
        ("https://www.facebook.com/confirm", "Confirm"),
    ];
    let text = "Fernbank\nWelcome!\nConfirm my email\nHelp centre · Unsubscribe · Privacy";
    assert_eq!(link(&links, "Welcome", text).as_deref(), Some("https://click.example.com/ls/AbC123"));
}

#[test]
fn words_on_the_link_or_around_it_or_in_its_path_will_do() {
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
        assert_eq!(link(&[(href, words)], "", text).as_deref(), Some(href), "{words} {text}");
    }
}

#[test]
fn links_that_confirm_nothing_are_left() {
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
        assert_eq!(link(&[(href, words)], "", text), None, "{words} {text}");
    }
}

/// Texts built to make a careless scanner look at everything again and again.
#[test]
fn hostile_text_costs_no_more_than_its_length() {
    let size = 400_000;
    let long = |part: &str| part.repeat(size / part.len());
    for text in [
        long("otp "),
        long("otp share "),
        long("1"),
        long("1 "),
        long("1-"),
        long("K7Q 2MX "),
        long("482913 "),
        long("code "),
        long("promo code "),
        long("code: 482913, order "),
        long("a"),
        long("@"),
        long("a.b"),
        long("://"),
        long("https://a/ "),
        long("验证码"),
        long("482913 验证码 "),
        long("\n"),
        long("\u{301}"),
        long("enter 482913 "),
        long("confirm with 482913 "),
        long("password confirm code "),
        long("ك"),
        format!("{}482913", long("code ")),
        long("(1) "),
        long("*"),
    ] {
        let start = Instant::now();
        let _ = find_codes(&text, &text);
        let links: Vec<(&str, &str)> = (0..1000).map(|_| ("https://example.com/verify?token=a", "verify")).collect();
        let _ = find_link(&links, &text, &text);
        // Generous for an unoptimised build on a busy machine; quadratic work would take minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{:?} for {:.20}", start.elapsed(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_without_a_panic(subject in any::<String>(), text in any::<String>()) {
        let _ = find_codes(&subject, &text);
        let _ = find_link(&[(&text, &subject), ("https://example.com/verify", &text)], &subject, &text);
    }

    /// Codes, words and separators thrown together: what is found is clipboard material and is in the message.
    #[test]
    fn what_is_found_is_in_the_message(parts in prop::collection::vec(prop::sample::select(vec![
        "code", "Your code is", "OTP", "482913", "482 913", "4821", "order", "#", ":", "\n", "\n\n", " ", ",", ".", "-", "验证码", "mã", "É", "４８２９",
        "٤٨٢٩", "\u{200b}", "\u{301}", "K7Q2M9", "ABCD-1234", "G-482913", "https://example.com/482913", "1 2 3 4 5 6", "2026", "%", "€", "İ", "ß", "*",
    ]), 0..40)) {
        let text = parts.concat();
        let found = find_codes("", &text);
        prop_assert!(found.len() <= 3);
        for code in found {
            prop_assert!(text.contains(&code.shown));
            prop_assert!((4..=14).contains(&code.value.len()));
            prop_assert!(code.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        }
    }
}
