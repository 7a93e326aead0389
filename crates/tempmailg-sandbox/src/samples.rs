//! The mail that fills a new inbox: what a busy disposable address gets in half a minute.

use std::fmt::Write;

use bytes::Bytes;

use crate::mail::Mail;

/// One sample, and when it comes.
pub(crate) struct Sample {
    /// Seconds from the inbox's beginning.
    pub(crate) after: u32,
    pub(crate) build: fn(&Recipient<'_>) -> Mail,
}

/// Whom a sample is written to.
pub(crate) struct Recipient<'a> {
    pub(crate) address: &'a str,
    /// What the codes and tokens in this inbox's mail are made from.
    pub(crate) codes_seed: u64,
}

/// In the order of arrival.
pub(crate) const ALL: &[Sample] = &[
    Sample { after: 1, build: welcome },
    Sample { after: 3, build: confirm },
    Sample { after: 6, build: newsletter },
    Sample { after: 9, build: reply },
    Sample { after: 12, build: tickets },
    Sample { after: 16, build: vietnamese },
    Sample { after: 20, build: statement },
    Sample { after: 25, build: invoice },
];

impl Recipient<'_> {
    /// A six-digit code; each `salt` has its own.
    fn code(&self, salt: u64) -> String {
        (100_000 + self.mixed(salt) % 900_000).to_string()
    }

    fn token(&self, salt: u64) -> String {
        format!("{:016x}{:016x}", self.mixed(salt + 100), self.mixed(salt + 200))
    }

    fn mixed(&self, salt: u64) -> u64 {
        // A Fibonacci-hashing step: the codes only have to look unrelated.
        let mixed = (self.codes_seed ^ salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 29)
    }

    fn fill(&self, template: &str, salt: u64) -> String {
        template
            .replace("{{address}}", self.address)
            .replace("{{code}}", &self.code(salt))
            .replace("{{token}}", &self.token(salt))
    }
}

fn welcome(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/welcome.html"), 1);
    Mail::html("Your inbox is open", content).from("Quickpost", "hello@quickpost.example")
}

fn confirm(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/confirm.html"), 2);
    let subject = format!("{} is your Lantern Notes code", to.code(2));
    Mail::html(subject, content).from("Lantern Notes", "no-reply@lanternnotes.example")
}

fn newsletter(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/newsletter.html"), 3);
    Mail::html("The night train is not a nostalgia act", content)
        .from("The Slow Commute", "letters@slowcommute.example")
}

fn reply(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/reply.txt"), 4);
    Mail::text("Re: rear wheel, Thursday or Friday?", content).from("Harbour Cycles", "workshop@harbourcycles.example")
}

fn tickets(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/tickets.html"), 5);
    let plan = Bytes::from_static(include_bytes!("../mail/files/seat-plan.png"));
    let ticket = Bytes::from_static(include_bytes!("../mail/files/ticket.pdf"));
    Mail::html("Your tickets: Eastmere to Port Callan", content)
        .from("Northline Rail", "bookings@northlinerail.example")
        .attach("ticket NR-7741-QK.pdf", ticket)
        .attach("seat-plan.png", plan)
        .attach("../../évil name?.txt", include_str!("../mail/notes.txt"))
}

fn vietnamese(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/vietnamese.html"), 6);
    let subject = format!("Mã xác minh Chợ Nhỏ của bạn là {}", to.code(6));
    Mail::html(subject, content).from("Chợ Nhỏ", "khongtraloi@chonho.example")
}

fn statement(to: &Recipient<'_>) -> Mail {
    let template = include_str!("../mail/statement.html").replace("{{months}}", &loans());
    Mail::html("Your year at the library, line by line", to.fill(&template, 7))
        .from("Tidewater Library", "desk@tidewaterlibrary.example")
}

/// Shows another address as its name and hides a program behind a document's: both common disguises.
fn invoice(to: &Recipient<'_>) -> Mail {
    let content = to.fill(include_str!("../mail/invoice.txt"), 8);
    Mail::text("UNPAID: invoice 88213, last notice", content)
        .from("billing@parceldesk.example", "x19-bulk@mailout.test")
        .attach("invoice.pdf.exe", "Only a text that is named like a program.\n")
}

/// Twelve tables of some 100 KB together.
fn loans() -> String {
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
    const FIRST: [&str; 11] = [
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
    const SECOND: [&str; 13] = [
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
    const STATE: [&str; 7] = [
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
            let n = month * 42 + row;
            let kept = 3 + (n * 17) % 29;
            let class = if kept > 28 { " class=\"late\"" } else { "" };
            let _ = writeln!(
                page,
                "    <tr><td>{day}</td><td><a href=\"https://tidewaterlibrary.example/catalogue/{number}\">{first} {second}</a></td><td>{shelf}{level}</td><td{class}>{kept}</td><td>{state}</td></tr>",
                day = 1 + (row * 28) / 42,
                number = 40_000 + n * 37,
                first = FIRST[n % FIRST.len()],
                second = SECOND[(n * 5 + month) % SECOND.len()],
                shelf = char::from(b'A' + ((n * 7) % 20) as u8),
                level = 1 + n % 9,
                state = STATE[(n * 3 + row) % STATE.len()],
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
    fn samples_are_filled_in_and_as_long_as_promised() {
        let to = Recipient { address: "velamo417@quickpost.example", codes_seed: 7 };
        let mails: Vec<Mail> = ALL.iter().map(|sample| (sample.build)(&to)).collect();
        for mail in &mails {
            assert!(!mail.content.contains("{{"), "a placeholder is left in {:?}", mail.subject);
            assert!(mail.content.len() < 200_000);
        }
        let longest = mails.iter().map(|mail| mail.content.len()).max().unwrap();
        assert!((90_000..120_000).contains(&longest), "{longest}");
        assert!(ALL.is_sorted_by_key(|sample| sample.after));
    }

    #[test]
    fn each_inbox_and_each_mail_has_its_own_code() {
        let one = Recipient { address: "a@quickpost.example", codes_seed: 1 };
        let other = Recipient { address: "a@quickpost.example", codes_seed: 2 };
        assert_ne!(one.code(2), one.code(6));
        assert_ne!(one.code(2), other.code(2));
        assert_eq!(one.code(2).len(), 6);
    }
}
