//! The sample mail that a new inbox receives within half a minute.

use std::fmt::Write;

use bytes::Bytes;

use crate::mail::Mail;

/// One sample message and its time of arrival.
pub(crate) struct SampleMail {
    /// Time from the creation of the inbox to the arrival, in seconds.
    pub(crate) arrives_after_seconds: u32,
    pub(crate) build_mail: fn(&SampleRecipient<'_>) -> Mail,
}

/// The inbox that a sample is written for.
pub(crate) struct SampleRecipient<'a> {
    pub(crate) address: &'a str,
    /// The seed of the codes and tokens in the inbox's mail.
    pub(crate) seed: u64,
}

/// All samples in the order of arrival.
pub(crate) const SAMPLE_MAILS: &[SampleMail] = &[
    SampleMail { arrives_after_seconds: 1, build_mail: build_welcome_mail },
    SampleMail { arrives_after_seconds: 3, build_mail: build_confirmation_mail },
    SampleMail { arrives_after_seconds: 6, build_mail: build_newsletter },
    SampleMail { arrives_after_seconds: 9, build_mail: build_sample_reply_mail },
    SampleMail { arrives_after_seconds: 12, build_mail: build_tickets },
    SampleMail { arrives_after_seconds: 16, build_mail: build_vietnamese_mail },
    SampleMail { arrives_after_seconds: 20, build_mail: build_statement_mail },
    SampleMail { arrives_after_seconds: 25, build_mail: build_phishing_invoice },
];

impl SampleRecipient<'_> {
    /// Derives a six-digit code. Each `salt` gives another one.
    fn derive_code(&self, salt: u64) -> String {
        (100_000 + self.derive_number(salt) % 900_000).to_string()
    }

    fn derive_sample_token(&self, salt: u64) -> String {
        format!("{:016x}{:016x}", self.derive_number(salt + 100), self.derive_number(salt + 200))
    }

    fn derive_number(&self, salt: u64) -> u64 {
        // A step of Fibonacci hashing. The codes only have to look unrelated.
        let mixed = (self.seed ^ salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 29)
    }

    /// Replaces the placeholders of a template.
    fn fill_template(&self, template: &str, salt: u64) -> String {
        template
            .replace("{{address}}", self.address)
            .replace("{{code}}", &self.derive_code(salt))
            .replace("{{token}}", &self.derive_sample_token(salt))
    }
}

fn build_welcome_mail(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/welcome.html"), 1);
    Mail::new_html("Your inbox is open", content).from("Quickpost", "hello@quickpost.example")
}

fn build_confirmation_mail(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/confirm.html"), 2);
    let subject = format!("{} is your Lantern Notes code", to.derive_code(2));
    Mail::new_html(subject, content).from("Lantern Notes", "no-reply@lanternnotes.example")
}

fn build_newsletter(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/newsletter.html"), 3);
    Mail::new_html("The night train is not a nostalgia act", content)
        .from("The Slow Commute", "letters@slowcommute.example")
}

fn build_sample_reply_mail(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/reply.txt"), 4);
    Mail::new_text("Re: rear wheel, Thursday or Friday?", content)
        .from("Harbour Cycles", "workshop@harbourcycles.example")
}

fn build_tickets(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/tickets.html"), 5);
    let plan = Bytes::from_static(include_bytes!("../mail/files/seat-plan.png"));
    let ticket = Bytes::from_static(include_bytes!("../mail/files/ticket.pdf"));
    Mail::new_html("Your tickets: Eastmere to Port Callan", content)
        .from("Northline Rail", "bookings@northlinerail.example")
        .attach("ticket NR-7741-QK.pdf", ticket)
        .attach("seat-plan.png", plan)
        .attach("../../évil name?.txt", include_str!("../mail/notes.txt"))
}

fn build_vietnamese_mail(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/vietnamese.html"), 6);
    let subject = format!("Mã xác minh Chợ Nhỏ của bạn là {}", to.derive_code(6));
    Mail::new_html(subject, content).from("Chợ Nhỏ", "khongtraloi@chonho.example")
}

fn build_statement_mail(to: &SampleRecipient<'_>) -> Mail {
    let template = include_str!("../mail/statement.html").replace("{{months}}", &render_loan_tables());
    Mail::new_html("Your year at the library, line by line", to.fill_template(&template, 7))
        .from("Tidewater Library", "desk@tidewaterlibrary.example")
}

/// A phishing message: the display name is another address, and the attachment has a double extension.
fn build_phishing_invoice(to: &SampleRecipient<'_>) -> Mail {
    let content = to.fill_template(include_str!("../mail/invoice.txt"), 8);
    Mail::new_text("UNPAID: invoice 88213, last notice", content)
        .from("billing@parceldesk.example", "x19-bulk@mailout.test")
        .attach("invoice.pdf.exe", "Only a text that is named like a program.\n")
}

/// Renders twelve tables of loans, about 100 KB of HTML in total.
fn render_loan_tables() -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const TITLE_STARTS: [&str; 11] = [
        "The Salt",
        "A Short",
        "The Unhurried",
        "Notes on a",
        "The Last",
        "An Honest",
        "Beyond the",
        "The Paper",
        "A Winter",
        "The Borrowed",
        "Under the",
    ];
    const TITLE_ENDS: [&str; 13] = [
        "Cartographer",
        "Orchard",
        "Lighthouse",
        "Grammar",
        "Harbour",
        "Weather",
        "Apprentice",
        "Almanac",
        "River",
        "Clockmaker",
        "Border",
        "Kitchen",
        "Meridian",
    ];
    const CONDITIONS: [&str; 7] = [
        "as new, a tram ticket left at page 41",
        "good, spine a little tired",
        "good, smells faintly of coffee",
        "one corner bent, otherwise fine",
        "as new",
        "well read and all the better for it",
        "a pressed leaf in chapter three, which the next reader kept",
    ];
    let mut page = String::with_capacity(110_000);
    for (month, name) in MONTHS.iter().enumerate() {
        let _ = write!(
            page,
            "  <h2>{name}</h2>\n  <table>\n    <tr><th>Day</th><th>Title</th><th>Shelf</th><th>Days</th><th>Came back</th></tr>\n"
        );
        for row in 0..42 {
            let loan = month * 42 + row;
            let days = 3 + (loan * 17) % 29;
            let class = if days > 28 { " class=\"late\"" } else { "" };
            let _ = writeln!(
                page,
                "    <tr><td>{day}</td><td><a href=\"https://tidewaterlibrary.example/catalogue/{number}\">{first} {second}</a></td><td>{shelf}{level}</td><td{class}>{days}</td><td>{state}</td></tr>",
                day = 1 + (row * 28) / 42,
                number = 40_000 + loan * 37,
                first = TITLE_STARTS[loan % TITLE_STARTS.len()],
                second = TITLE_ENDS[(loan * 5 + month) % TITLE_ENDS.len()],
                shelf = char::from(b'A' + ((loan * 7) % 20) as u8),
                level = 1 + loan % 9,
                state = CONDITIONS[(loan * 3 + row) % CONDITIONS.len()],
            );
        }
        page.push_str("  </table>\n");
    }
    page
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn sample_mail_has_no_placeholders_and_the_intended_length() {
        let to = SampleRecipient { address: "velamo417@quickpost.example", seed: 7 };
        let mails: Vec<Mail> = SAMPLE_MAILS.iter().map(|sample| (sample.build_mail)(&to)).collect();
        for mail in &mails {
            assert!(!mail.content.contains("{{"), "a placeholder is left in {:?}", mail.subject);
            assert!(mail.content.len() < 200_000);
        }
        let longest = mails.iter().map(|mail| mail.content.len()).max().unwrap();
        assert!((90_000..120_000).contains(&longest), "{longest}");
        assert!(SAMPLE_MAILS.is_sorted_by_key(|sample| sample.arrives_after_seconds));
    }

    #[test]
    fn codes_differ_between_inboxes_and_messages() {
        let one = SampleRecipient { address: "a@quickpost.example", seed: 1 };
        let other = SampleRecipient { address: "a@quickpost.example", seed: 2 };
        assert_ne!(one.derive_code(2), one.derive_code(6));
        assert_ne!(one.derive_code(2), other.derive_code(2));
        assert_eq!(one.derive_code(2).len(), 6);
    }
}
