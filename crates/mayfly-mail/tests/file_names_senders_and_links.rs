//! File names, display names, single lines and link inspection.

#![allow(missing_docs)]

use mayfly_mail::{inspect_link, is_dangerous_file, is_misleading_sender, sanitise_file_name, to_single_line};

#[test]
fn file_names_are_sanitised() {
    let long = format!("{}.pdf", "ж".repeat(200));
    for (name, expected) in [
        ("report.pdf", "report.pdf"),
        ("Báo cáo quý 2.xlsx", "Báo cáo quý 2.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("a/b\\c.txt", "c.txt"),
        ("x.txt/", "x.txt"),
        ("..", "attachment"),
        ("", "attachment"),
        (" . ", "attachment"),
        ("\u{0}\u{7}", "attachment"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "rf.txt"),
        ("name. . .", "name"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("COM¹.txt", "_COM¹.txt"),
        ("console.log", "console.log"),
        ("a:b<c>d\"e|f?g*h.txt", "a_b_c_d_e_f_g_h.txt"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("in\u{200b}vo\u{feff}ice.pdf", "invoice.pdf"),
        ("a\r\nb\tc.txt", "abc.txt"),
        ("many          spaces.exe", "many spaces.exe"),
        ("full\u{ff0f}width.txt", "width.txt"),
    ] {
        assert_eq!(sanitise_file_name(name), expected, "{name:?}");
    }
    let short = sanitise_file_name(&long);
    assert!(short.len() <= 150 && short.len() > 140 && short.ends_with("ж.pdf"), "{short}");
}

#[test]
fn dangerous_file_names_are_detected() {
    for name in [
        "setup.exe",
        "SETUP.EXE",
        "a.scr",
        "a.bat",
        "run.ps1",
        "a.lnk",
        "invoice.pdf.exe",
        "invoice.pdf.xyz",
        "photo.jpg .js",
        "a.docm",
        "a.xlsm",
        "page.html",
        "pic.svg",
        "a.iso",
        "App.dmg",
        "x.command",
        "install.sh",
        "a.desktop",
        "a.AppImage",
        "a.deb",
        "a.jar",
        "a.py",
        "photo\u{202e}gpj.exe",
        "photo\u{202e}txt.",
        "trailing.exe. .",
        "a.exe\u{200b}",
        "C:\\x\\y.vbs",
        "a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}",
    ] {
        assert!(is_dangerous_file(name), "{name:?}");
    }
    for name in [
        "report.pdf",
        "photo.jpg",
        "notes",
        "v1.2.3",
        "logs.tar.gz",
        "letter.docx",
        "letter.pdf.asc",
        "mail.eml",
        "song.mp3",
        "2024.05.01 plan.pdf",
        "",
        "data.csv.zip",
        "Mr. Smith.pdf",
    ] {
        assert!(!is_dangerous_file(name), "{name:?}");
    }
}

#[test]
fn misleading_display_names_are_detected() {
    for (name, address, expected) in [
        ("Example Bank", "no-reply@bank.example", false),
        ("no-reply@bank.example", "no-reply@bank.example", false),
        ("NO-REPLY@Bank.Example", "no-reply@bank.example", false),
        ("\"no-reply@bank.example\"", "<no-reply@bank.example>", false),
        ("security@bank.example", "x@evil.test", true),
        ("Bank <security@bank.example>", "x@evil.test", true),
        ("security＠bank.example", "x@evil.test", true),
        ("security @ bank.example", "x@evil.test", true),
        ("security@bank\u{200b}.example", "x@evil.test", true),
        ("security@bank。example", "x@evil.test", true),
        ("Anna via Team", "x@team.example", false),
        ("Anna @ Example", "x@evil.test", false),
        ("@anna", "x@evil.test", false),
        ("50% off @ 9.30", "x@evil.test", false),
        ("", "", false),
        ("", "x@evil.test", false),
        ("a@b.example c@d.example", "a@b.example", true),
        ("security@bank.example", "", true),
    ] {
        assert_eq!(is_misleading_sender(name, address), expected, "{name:?} {address:?}");
    }
}

#[test]
fn untrusted_text_becomes_one_line_without_directional_overrides() {
    for (text, line) in [
        ("Plain words", "Plain words"),
        ("\u{202e}moc.lapyap@troppus", "moc.lapyap@troppus"),
        ("invoice \u{202e}txt.exe\u{202c} \u{2066}x\u{2069}", "invoice txt.exe x"),
        (" two\r\n\tlines\u{2028}more\0 ", "two lines more"),
        ("\u{5d0}\u{200f}!", "\u{5d0}\u{200f}!"),
        ("\u{1f469}\u{200d}\u{1f467}", "\u{1f469}\u{200d}\u{1f467}"),
        ("", ""),
    ] {
        assert_eq!(to_single_line(text), line, "{text:?}");
    }
    assert_eq!(to_single_line(&"é".repeat(1_000)), "é".repeat(1_000));
    assert_eq!(to_single_line(&"é".repeat(5_000)), format!("{}…", "é".repeat(1_000)));
}

#[test]
fn link_inspection_reports_host_and_mismatch() {
    // href, text, host, unicode host, mismatch
    for (href, text, host, unicode, mismatch) in [
        ("https://example.com/a", "Click here", Some("example.com"), None, false),
        ("https://example.com/a", "example.com", Some("example.com"), None, false),
        ("https://www.example.com/a", "https://example.com/b", Some("www.example.com"), None, false),
        ("https://click.mail.example.com/x", "www.example.com", Some("click.mail.example.com"), None, false),
        ("https://account.example.com/x", "links.example.com", Some("account.example.com"), None, false),
        ("https://evil.test/", "https://example.com", Some("evil.test"), None, true),
        ("https://example.com.evil.test/", "example.com", Some("example.com.evil.test"), None, true),
        ("https://evil.co.uk/", "bank.co.uk", Some("evil.co.uk"), None, true),
        ("https://evil.com.vn/", "bank.com.vn", Some("evil.com.vn"), None, true),
        ("https://evil.github.io/", "bank.github.io", Some("evil.github.io"), None, true),
        ("https://evil.test/", "Go to https://example.com now", Some("evil.test"), None, true),
        ("https://evil.test/", "h\u{200b}ttps://exam\u{200b}ple.com", Some("evil.test"), None, true),
        ("https://evil.test/", "example。com", Some("evil.test"), None, true),
        ("https://evil.test/", "support@bank.example", Some("evil.test"), None, true),
        ("https://example.com/", "report.pdf", Some("example.com"), None, false),
        ("https://example.com/", "Read e.g. the manual", Some("example.com"), None, false),
        (
            "https://xn--mnchen-3ya.example/",
            "münchen.example",
            Some("xn--mnchen-3ya.example"),
            Some("münchen.example"),
            false,
        ),
        ("https://xn--pple-43d.com/", "apple.com", Some("xn--pple-43d.com"), Some("аpple.com"), true),
        ("http://127.0.0.1/", "example.com", Some("127.0.0.1"), None, true),
        ("mailto:a@example.com", "a@example.com", Some("example.com"), None, false),
        ("mailto:a@evil.test", "support@bank.example", Some("evil.test"), None, true),
    ] {
        let link = inspect_link(href, text);
        assert_eq!(
            (link.host.as_deref(), link.host_unicode.as_deref(), link.mismatch),
            (host, unicode, mismatch),
            "{href} {text:?}"
        );
        assert!(link.href.is_some());
    }
}

#[test]
fn links_that_may_not_be_opened_have_no_href() {
    for (href, scheme) in [
        ("javascript:alert(1)", "javascript"),
        ("file:///etc/passwd", "file"),
        ("tel:1", "tel"),
        ("/a", ""),
        ("", ""),
        ("data:text/html,x", "data"),
    ] {
        let link = inspect_link(href, "x");
        assert_eq!((link.href, link.scheme.as_str(), link.host), (None, scheme, None), "{href}");
    }
}

#[test]
fn tracking_parameters_and_redirects_are_stripped() {
    for (href, stripped) in [
        ("https://example.com/a?id=1", None),
        ("https://example.com/a?utm_source=x&id=1&UTM_Medium=y", Some("https://example.com/a?id=1")),
        ("https://example.com/a?fbclid=1#top", Some("https://example.com/a#top")),
        ("https://example.com/a?q=%20a+b&mc_eid=1&x", Some("https://example.com/a?q=%20a+b&x")),
        ("https://www.google.com/url?q=https://example.com/b%3Futm_source%3Dz&sa=D", Some("https://example.com/b")),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2F&data=1",
            Some("https://example.com/"),
        ),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("mailto:a@example.com?subject=utm_source", None),
    ] {
        assert_eq!(inspect_link(href, "").stripped.as_deref(), stripped, "{href}");
    }
}
