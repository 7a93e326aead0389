//! Links that subject, words and address together tell: addresses that are no link, requests beside their refusal, prices beside a
//! confirmation, and the lists, manuals and offers that only look like one.
use mayfly_codes::find_confirmation_link;

fn find_link(links: &[(&str, &str)], subject: &str, text: &str) -> Option<String> {
    find_confirmation_link(links, subject, text).map(|link| link.href)
}

#[test]
fn an_address_that_is_no_link_is_found_in_the_text() {
    let links = [("https://bbs.example:8080/", "https://bbs.example:8080/")];
    let text = "Visit the following link to activate it:\n\nhttps://bbs.example:8080/activate.cgi?user=tamp&key=0b77e1\n\n\
                Board: https://bbs.example:8080/";
    assert_eq!(
        find_link(&links, "Activate your account", text).as_deref(),
        Some("https://bbs.example:8080/activate.cgi?user=tamp&key=0b77e1")
    );
    // The words of a link that counts clicks are no address of their own.
    let links = [("https://click.example/c/9f3Kc21aQa90", "https://fern.example/verify?t=9c1e")];
    let text = "Confirm your address:\n\nhttps://fern.example/verify?t=9c1e";
    assert_eq!(
        find_link(&links, "Confirm your address", text).as_deref(),
        Some("https://click.example/c/9f3Kc21aQa90")
    );
}

#[test]
fn words_of_a_page_in_an_address_that_confirms_exclude_nothing() {
    for (href, label, subject) in [
        ("https://fern.example/newsletter/confirm/id/20418/x7f3kqz90p/", "Anmeldung bestätigen", "Bitte bestätigen"),
        ("https://fern.example/verify-contact?t=Vb9k1", "Yes, verify this email", "Is this still your email?"),
        ("https://fern.example/verify/90417733/8c1e5bd07a", "Verify my contact details", "Verify your contact details"),
    ] {
        let text = format!("Hello\n\n{label}\n\nBye");
        assert_eq!(find_link(&[(href, label)], subject, &text).as_deref(), Some(href), "{label}");
    }
}

#[test]
fn what_somebody_asks_of_the_reader_is_accepted_beside_its_refusal() {
    for (accept, refuse, labels, subject, text) in [
        (
            "https://nest.example/guarantor/accept/QX-551-b",
            "https://nest.example/guarantor/refuse/QX-551-b",
            ["Accept as guarantor", "Tell us here"],
            "Leo has named you as guarantor",
            "Leo applied for a room (£178) and has named you as guarantor.\n\nAccept as guarantor\n\nNot willing? Tell us here",
        ),
        (
            "https://boek.example/akkoord/77418?c=2b6",
            "https://boek.example/afwijzen/77418?c=2b6",
            ["Toegang geven", "Afwijzen"],
            "De Groot wil meekijken in je administratie",
            "De Groot vraagt toegang tot je administratie.\n\nToegang geven Afwijzen",
        ),
        (
            "https://ledger.example/authorise/T-26?client=accept&k=4f1",
            "https://ledger.example/authorise/T-26?client=reject&k=4f1",
            ["Review and accept", "Reject"],
            "Marsh & Co would like to act for you",
            "Marsh & Co has asked to manage your account.\n\nReview and accept | Reject",
        ),
    ] {
        let links = [(accept, labels[0]), (refuse, labels[1])];
        assert_eq!(find_link(&links, subject, text).as_deref(), Some(accept), "{subject}");
    }
}

#[test]
fn lists_manuals_returns_and_offers_are_not_found() {
    for (subject, links, text) in [
        (
            "Chủ đề nổi bật tuần 48",
            [
                ("https://xe.example/t/33471", "Kinh nghiệm đi Hà Giang"),
                ("https://xe.example/t/33478", "Xác nhận offline 10/12"),
            ],
            "- Kinh nghiệm đi Hà Giang\n- Xác nhận offline 10/12",
        ),
        (
            "Ma santé",
            [
                ("https://m.example/c/33/1", "Lire l'article"),
                ("https://m.example/c/33/2", "Activer le tiers payant : mode d'emploi"),
            ],
            "Lire l'article\n\nActiver le tiers payant : mode d'emploi",
        ),
        (
            "Tilausvahvistus 55091",
            [("https://v.example/tili/tilaus/55091", "Katso tilaus"), ("https://v.example/palautus", "Palautus")],
            "Kiitos tilauksesta!\n\nKatso tilaus\n\nPalautus",
        ),
        (
            "Detektivky od 49 Kč",
            [("https://n.example/z/1", "Chci detektivku"), ("https://n.example/z/2", "Aktivovat dopravu zdarma")],
            "Detektivky od 49 Kč\n\nChci detektivku Aktivovat dopravu zdarma",
        ),
        (
            "Lähetyksesi viivästyy",
            [("https://p.example/seuranta/JJFI3841", "Seuraa"), ("https://p.example/palaute", "Anna palautetta")],
            "Hei, pakettisi on myöhässä. Seuraa. Anna palautetta",
        ),
    ] {
        assert_eq!(find_link(&links, subject, text), None, "{subject}");
    }
}

#[test]
fn a_link_counts_beside_a_price_when_subject_words_and_address_agree() {
    for (href, label, subject, text) in [
        (
            "https://rostok.example/podtverdit/41872/f5d530",
            "Подтвердить участие Алисы",
            "Подтвердите заявку участника",
            "Уважаемые родители!\n\nПодтвердить участие Алисы\n\nВзнос 500 ₽",
        ),
        (
            "https://calm.example/care/login-link?pt=0081&tok=b6Zq1",
            "Log in securely",
            "Join Calmwell securely",
            "Tap to log in before your session.\n\nLog in securely\n\nNeed another time? Reschedule ($40 late fee).",
        ),
    ] {
        assert_eq!(find_link(&[(href, label)], subject, text).as_deref(), Some(href), "{subject}");
    }
    let sale = "Activate now\n\nOnly $40 a month";
    assert_eq!(find_link(&[("https://fern.example/activate/9c1e77", "Activate now")], "Your summer sale", sale), None);
}

#[test]
fn accounts_are_reopened_and_registrations_confirmed_in_words_of_each_language() {
    for (href, label, subject, text) in [
        (
            "https://xe.example/mo-khoa?id=TX5530&v=71Kd",
            "mở lại tài khoản",
            "Mở lại tài khoản tài xế",
            "Hồ sơ đã được duyệt lại. Anh bấm mở lại tài khoản trong 3 ngày nhé.",
        ),
        (
            "https://uduero.example/alta?paso=2&id=3841%7CB",
            "confirmar mi alta",
            "Confirma tu alta en Alumni",
            "Un último paso: confirmar mi alta.\n\nBolsa de empleo y descuentos.",
        ),
        (
            "https://seva.example/login/link?sid=826&k=bq1",
            "यहाँ क्लिक कर लॉगिन करें",
            "एक बार उपयोग हेतु लॉगिन लिंक",
            "महोदय,\n\nयहाँ क्लिक कर लॉगिन करें (10 मिनट)",
        ),
    ] {
        assert_eq!(find_link(&[(href, label)], subject, text).as_deref(), Some(href), "{subject}");
    }
}
