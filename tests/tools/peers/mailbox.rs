//! The mail that every program shows: 1,000 newsletters of 1 to 100 KB. The newest has 100 KB, and a band of one colour.

use crate::x11_screen::Colour;
use std::path::Path;

pub const MESSAGE_COUNT: usize = 1_000;

/// The colour of the band at the top of the newest message, by which it is found on the screen.
pub const BAND_COLOUR: Colour = [0x30, 0xa0, 0x50];

/// The subject of the newest message.
pub const LARGE_SUBJECT: &str = "Message of 100 KB";

const SENDER: &str = "Sandbox Sender <sender@sandbox.example>";
const RECIPIENT: &str = "someone@sandbox.example";
const LARGE_BYTES: usize = 100_000;

/// A message of the mailbox.
pub struct SampleMessage {
    pub subject: String,
    pub html: String,
}

/// Builds the messages, the oldest first.
pub fn build_messages() -> Vec<SampleMessage> {
    (1..=MESSAGE_COUNT)
        .map(|number| match number {
            MESSAGE_COUNT => {
                let [red, green, blue] = BAND_COLOUR;
                let band =
                    format!("<div style=\"background-color:rgb({red},{green},{blue});height:400px\">&nbsp;</div>");
                SampleMessage { subject: LARGE_SUBJECT.to_owned(), html: build_newsletter(band, LARGE_BYTES) }
            }
            _ => {
                // A prime, so that the sizes are spread over the range in no order.
                let bytes = 1_000 + number * 7_919 % (LARGE_BYTES - 1_000);
                let heading = format!("<h1>Newsletter {number}</h1>");
                SampleMessage { subject: format!("Message {number}"), html: build_newsletter(heading, bytes) }
            }
        })
        .collect()
}

/// Writes the messages into a new Maildir, as read mail of the last hours, a minute apart.
pub fn write_maildir(folder: &Path, messages: &[SampleMessage]) {
    for name in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    let now = std::time::SystemTime::now();
    for (number, message) in messages.iter().enumerate() {
        let time = now - std::time::Duration::from_secs(60 * (messages.len() - number) as u64);
        let seconds = time.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let path = folder.join("cur").join(format!("{seconds}.M{number}P1.peers:2,S"));
        let text = format!(
            "From: {SENDER}\nTo: {RECIPIENT}\nSubject: {}\nDate: {}\nMessage-ID: <{number}@sandbox.example>\n\
             MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n",
            message.subject,
            format_mail_date(seconds),
            message.html
        );
        std::fs::write(&path, text).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }
}

/// Builds a newsletter of about this size that begins with `start`.
fn build_newsletter(start: String, bytes: usize) -> String {
    let source = include_str!("../../../crates/mayfly-mail/tests/data/newsletters/shop-sale.html");
    let body = &source[source.find("<body").unwrap()..];
    let body = &body[body.find('>').unwrap() + 1..body.rfind("</body>").unwrap()];
    let mut letter = start;
    while letter.len() < bytes {
        let rest = bytes - letter.len();
        letter.push_str(if rest > body.len() { body } else { "<p>Another line of the newsletter, with words.</p>" });
    }
    letter
}

/// Formats seconds since 1970 as the date of a mail, in UTC.
fn format_mail_date(seconds: u64) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March here, so that a leap day is the last day of its year.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12;
    let year = era * 400 + year_of_era + u64::from(month < 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{day} {} {year} {hour:02}:{minute:02}:{second:02} +0000", MONTHS[month as usize])
}
