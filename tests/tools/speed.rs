//! How fast Mayfly opens, how much memory it takes, and how fast it shows a message: beside an empty Tauri app with
//! the same plugins, both in the release profile, in turns, as seen on the screen.

use crate::screen::{Area, Colour, Screen};
use crate::stock;
use crate::support::desktop::Running;
use crate::support::process::{cpu_seconds, memory};
use crate::support::service::KEY;
use crate::support::tray::Tray;
use crate::support::{Desktop, Keychain, Window, until_ended, until_true};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempmailg_sandbox::{Mail, Sandbox};

const INBOXES: usize = 50;
const MESSAGES: usize = 10_000;

/// The messages that are opened, and the colour at the top of each.
const SIZES: [(&str, usize, Colour); 4] = [
    ("1 KB", 1_000, [0x20, 0x60, 0xd0]),
    ("10 KB", 10_000, [0xd0, 0x30, 0x60]),
    ("100 KB", 100_000, [0x30, 0xa0, 0x50]),
    ("1 MB", 1_000_000, [0xd0, 0x90, 0x20]),
];

/// What the empty app's page is filled with.
const EMPTY: Colour = [0x20, 0x40, 0xc0];

/// Text has at least so many colours, for its edges are smooth.
const TEXT: usize = 24;

/// After that long a program that has opened is at rest.
const REST: Duration = Duration::from_secs(6);

/// Measures so many times and prints the tables.
pub async fn run(runs: usize) {
    let mut desktop = Desktop::start(Keychain::Unlocked);
    // As programs draw on a desktop, with what OpenGL there is; the tests do without.
    desktop.unset("WEBKIT_DISABLE_DMABUF_RENDERER");
    let service =
        Sandbox::builder().key(KEY).empty(true).quota(1_000_000_000).lifetime(Duration::from_secs(30 * 86_400));
    let service = service.start().await.unwrap();
    fill(&desktop, &service).await;
    let (mayfly, empty) = (program("MAYFLY_BIN"), program("EMPTY_BIN"));
    let mut screen = Screen::of(&desktop);
    let places = Places::find(&desktop).await;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(launch(&desktop, &screen, &mayfly, |screen| screen.variety(places.list) > TEXT).await);
        theirs.push(launch(&desktop, &screen, &empty, |screen| screen.colours(places.reading)[0] == EMPTY).await);
    }
    let (ms, processor) = (|cost: &Cost| cost.opened, |cost: &Cost| cost.processor);
    println!("## Opening: {INBOXES} inboxes, {MESSAGES} messages, encrypted; {runs} runs each, in turns\n");
    println!("| | Mayfly: list painted | empty app: first frame | ratio |\n|---|---:|---:|---:|");
    let (a, b) = (median(&ours, ms), median(&theirs, ms));
    println!("| median | {a:.0} ms | {b:.0} ms | {:.2} |", a / b);
    let (a, b) = (least(&ours, ms), least(&theirs, ms));
    println!("| least | {a:.0} ms | {b:.0} ms | {:.2} |", a / b);
    let (a, b) = (median(&ours, processor), median(&theirs, processor));
    println!("| processor time until then | {a:.0} ms | {b:.0} ms | {:.2} |\n", a / b);

    println!("## Memory (PSS, all processes)\n");
    println!("| | Mayfly | empty app | ratio |\n|---|---:|---:|---:|");
    let row = |what: &str, a: f64, b: f64| println!("| {what} | {a:.1} MB | {b:.1} MB | {:.2} |", a / b);
    let idle = median(&theirs, |cost| cost.megabytes);
    row("window open, list", median(&ours, |cost| cost.megabytes), idle);
    row("window open, a message of 100 KB", on_a_message(&desktop, &mut screen, &mayfly, &places).await, idle);

    println!("\n## Opening a message: from the click to its first paint, {runs} times each\n");
    println!("| message | median | most |\n|---|---:|---:|");
    let app = start(&desktop, &mayfly);
    screen.until("the list", Instant::now(), |screen| screen.variety(places.list) > TEXT);
    tokio::time::sleep(REST).await;
    for (name, ..) in &SIZES[1..] {
        let mut times = Vec::new();
        for _ in 0..runs {
            screen.open(&places, "1 KB");
            tokio::time::sleep(Duration::from_millis(500)).await;
            times.push(screen.open(&places, name).as_secs_f64() * 1000.0);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        row_of_times(name, times);
    }
    end(&desktop, app).await;

    println!("\n## Opened again from the tray, {runs} times\n\n| | median | most |\n|---|---:|---:|");
    row_of_times("list painted", opened_again(&desktop, &screen, &mayfly, &places, runs).await);
}

fn row_of_times(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("| {name} | {:.0} ms | {:.0} ms |", times[times.len() / 2], times[times.len() - 1]);
}

/// Milliseconds from the click in the tray's menu.
async fn opened_again(desktop: &Desktop, screen: &Screen, mayfly: &Path, places: &Places, runs: usize) -> Vec<f64> {
    let tray = Tray::start(desktop).await;
    let mut app = start(desktop, mayfly);
    let is_painted = |screen: &Screen| screen.variety(places.list) > TEXT;
    screen.until("the list", Instant::now(), is_painted);
    tokio::time::sleep(REST).await;
    let mut times = Vec::new();
    for _ in 0..runs {
        desktop.close_window();
        until_true("the window to go", || async { desktop.windows().is_empty() && !is_painted(screen) }).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let begin = Instant::now();
        tray.click("Open Mayfly").await;
        times.push(screen.until("the list", begin, is_painted).as_secs_f64() * 1000.0);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    tray.click("Quit").await;
    until_ended(&mut app.0).await;
    times
}

/// What one launch cost.
struct Cost {
    /// Milliseconds.
    opened: f64,
    /// Milliseconds of processor time until then, of all processes.
    processor: f64,
    megabytes: f64,
}

fn program(variable: &str) -> PathBuf {
    PathBuf::from(std::env::var(variable).unwrap_or_else(|_| panic!("{variable} names the program to measure")))
}

fn start(desktop: &Desktop, program: &Path) -> Running {
    Running(desktop.command(program).spawn().unwrap())
}

async fn launch(desktop: &Desktop, screen: &Screen, program: &Path, is_painted: impl Fn(&Screen) -> bool) -> Cost {
    // The same peace before every start.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begin = Instant::now();
    let app = start(desktop, program);
    let opened =
        screen.until(&format!("the window of {}", program.display()), begin, is_painted).as_secs_f64() * 1000.0;
    let processor = cpu_seconds(app.0.id()) * 1000.0;
    tokio::time::sleep(REST).await;
    let megabytes = total(&app);
    end(desktop, app).await;
    Cost { opened, processor, megabytes }
}

fn total(app: &Running) -> f64 {
    memory(app.0.id()).iter().map(|(_, megabytes)| megabytes).sum()
}

/// Closes the window, with which a program ends where there is no tray.
async fn end(desktop: &Desktop, mut app: Running) {
    desktop.close_window();
    until_ended(&mut app.0).await;
    desktop.app_gone().await;
}

async fn on_a_message(desktop: &Desktop, screen: &mut Screen, mayfly: &Path, places: &Places) -> f64 {
    let app = start(desktop, mayfly);
    screen.until("the list", Instant::now(), |screen| screen.variety(places.list) > TEXT);
    tokio::time::sleep(REST).await;
    screen.open(places, "100 KB");
    tokio::time::sleep(REST).await;
    let megabytes = total(&app);
    end(desktop, app).await;
    megabytes
}

fn median(costs: &[Cost], of: impl Fn(&Cost) -> f64) -> f64 {
    let mut values: Vec<_> = costs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn least(costs: &[Cost], of: impl Fn(&Cost) -> f64) -> f64 {
    costs.iter().map(of).fold(f64::INFINITY, f64::min)
}

impl Screen {
    /// Clicks on a message and waits for the colour at its top.
    fn open(&mut self, places: &Places, name: &str) -> Duration {
        let at = SIZES.iter().position(|(size, ..)| *size == name).unwrap();
        let (x, y) = places.rows[at];
        self.point(x, y);
        // Only the click counts, not the way there; where a mouse rests, a message is got ready.
        std::thread::sleep(Duration::from_millis(200));
        let begin = Instant::now();
        self.click();
        self.until(name, begin, |screen| screen.colours(places.reading)[0] == SIZES[at].2)
    }
}

/// Where on the screen things are.
struct Places {
    /// The first address in the list of inboxes.
    list: Area,
    /// A point at the top of the message.
    reading: Area,
    /// The messages of [`SIZES`].
    rows: Vec<(i16, i16)>,
}

impl Places {
    /// Asks the page itself, through WebDriver; the window opens at the same place every time.
    async fn find(desktop: &Desktop) -> Self {
        let window = Window::open(desktop).await;
        window.get("inbox-item").await;
        until_true("the mail", || async { window.count("[data-testid=\"message-item\"]").await >= SIZES.len() }).await;
        let centre = async |script: &str| {
            let script =
                format!("const box = ({script}).getBoundingClientRect(); return [box.x, box.y, box.width, box.height]");
            let found = window.run(&script).await;
            let number = |at: usize| found[at].as_f64().unwrap() as i16;
            (number(0), number(1), number(2), number(3))
        };
        let mut rows = Vec::new();
        for (name, ..) in SIZES {
            let row = "[...document.querySelectorAll('[data-testid=message-item]')]";
            let (x, y, width, height) =
                centre(&format!("{row}.find((row) => row.innerText.includes('Mail of {name}'))")).await;
            rows.push((x + width / 2, y + height / 2));
        }
        // One address: looking at more of the screen would keep the computer from drawing it.
        let (x, y, width, height) = centre("document.querySelector('[data-testid=inbox-item] .middle')").await;
        let list = (x, y, width.min(160), height);
        window.click_on("[data-testid=\"message-item\"] button").await;
        window.get("message-frame").await;
        let (x, y, width, _) = centre("document.querySelector('[data-testid=message-frame]')").await;
        let reading = (x + width / 2, y + 60);
        let id = desktop.windows().pop().unwrap();
        let geometry = desktop.run("xdotool", &["getwindowgeometry", "--shell", &id]).1;
        let value = |name: &str| -> i16 {
            geometry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap().parse().unwrap()
        };
        let (left, top) = (value("X"), value("Y"));
        window.quit().await;
        desktop.app_gone().await;
        Self {
            list: Area {
                x: left + list.0,
                y: top + list.1,
                width: list.2.unsigned_abs(),
                height: list.3.unsigned_abs(),
            },
            reading: Area { x: left + reading.0, y: top + reading.1, width: 1, height: 1 },
            rows: rows.into_iter().map(|(x, y)| (left + x, top + y)).collect(),
        }
    }
}

/// Gives Mayfly its inboxes and mail.
async fn fill(desktop: &Desktop, service: &Sandbox) {
    let core = stock::core(desktop, service).await;
    for number in 0..INBOXES {
        let inbox = core.create_inbox().await.unwrap();
        for mail in 0..MESSAGES / INBOXES {
            let subject = format!("Message {mail} of inbox {number}");
            let text = format!("<p>What message {mail} has to say, in a sentence or two.</p>");
            service.deliver(&inbox.address, Mail::html(subject, text)).unwrap();
        }
        if number == INBOXES - 1 {
            for (name, bytes, colour) in SIZES {
                // Times are told in whole seconds; these are to be the newest, in this order.
                tokio::time::sleep(Duration::from_millis(1100)).await;
                service.deliver(&inbox.address, Mail::html(format!("Mail of {name}"), letter(bytes, colour))).unwrap();
            }
        }
        core.list_messages(inbox.id, true).await.unwrap();
    }
    core.shut_down().await;
}

/// A newsletter of about so many bytes, with a band of one colour at its top.
fn letter(bytes: usize, [red, green, blue]: Colour) -> String {
    let source = include_str!("../../crates/mayfly-mail/tests/data/newsletters/shop-sale.html");
    let body = &source[source.find("<body").unwrap()..];
    let body = &body[body.find('>').unwrap() + 1..body.rfind("</body>").unwrap()];
    let band = format!("<div style=\"background-color:rgb({red},{green},{blue});height:400px\">&nbsp;</div>");
    let mut letter = band;
    while letter.len() < bytes {
        let rest = bytes - letter.len();
        letter.push_str(if rest > body.len() { body } else { "<p>Another line of the newsletter, with words.</p>" });
    }
    letter
}
