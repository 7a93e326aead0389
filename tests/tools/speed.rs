//! Launch time, memory, and time to show a message, compared with an empty Tauri app with the same plugins. Both are release
//! builds, run alternately, and times are read from the pixels of the screen.

use crate::store_seeding;
use crate::support::process_stats::{measure_cpu_seconds, measure_memory};
use crate::support::test_desktop::ChildGuard;
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, TestDesktop, wait_for_exit, wait_until_true};
use crate::x11_screen::{Colour, ScreenArea, X11Screen, find_element_screen_area};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempmailg_sandbox::{Mail, Sandbox};

const INBOXES: usize = 50;
const MESSAGES: usize = 10_000;

/// The messages that are opened: name, size in bytes, and the colour at the top.
const SIZED_MESSAGES: [(&str, usize, Colour); 4] = [
    ("1 KB", 1_000, [0x20, 0x60, 0xd0]),
    ("10 KB", 10_000, [0xd0, 0x30, 0x60]),
    ("100 KB", 100_000, [0x30, 0xa0, 0x50]),
    ("1 MB", 1_000_000, [0xd0, 0x90, 0x20]),
];

/// The background colour of the empty app's page.
const EMPTY_APP_COLOUR: Colour = [0x20, 0x40, 0xc0];

/// The least number of colours in an area with text, whose edges are antialiased.
const MIN_TEXT_COLOURS: usize = 10;

/// How long after its launch a program is idle.
const SETTLE_TIME: Duration = Duration::from_secs(6);

/// Measures `runs` times and prints the tables.
pub async fn measure_app_speed(runs: usize) {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    // Rendering as on a real desktop, with the available OpenGL, which the tests disable.
    desktop.remove_env("WEBKIT_DISABLE_DMABUF_RENDERER");
    let service = store_seeding::start_unlimited_service().await;
    fill_store(&desktop, &service).await;
    let (mayfly, empty) = (program_from_env("MAYFLY_BIN"), program_from_env("EMPTY_BIN"));
    let mut screen = X11Screen::connect(&desktop);
    let positions = PageElementPositions::locate(&desktop).await;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(
            measure_launch(&desktop, &screen, &mayfly, |screen| {
                screen.count_colours(positions.list) > MIN_TEXT_COLOURS
            })
            .await,
        );
        theirs.push(
            measure_launch(&desktop, &screen, &empty, |screen| {
                screen.read_pixel_colours(positions.reading)[0] == EMPTY_APP_COLOUR
            })
            .await,
        );
    }
    let (ms, processor) = (|cost: &LaunchCost| cost.launch_ms, |cost: &LaunchCost| cost.processor_ms);
    println!("## Opening: {INBOXES} inboxes, {MESSAGES} messages, encrypted; {runs} runs each, in turns\n");
    println!("| | Mayfly: list painted | empty app: first frame | ratio |\n|---|---:|---:|---:|");
    let (a, b) = (median_of(&ours, ms), median_of(&theirs, ms));
    println!("| median | {a:.0} ms | {b:.0} ms | {:.2} |", a / b);
    let (a, b) = (minimum_of(&ours, ms), minimum_of(&theirs, ms));
    println!("| least | {a:.0} ms | {b:.0} ms | {:.2} |", a / b);
    let (a, b) = (median_of(&ours, processor), median_of(&theirs, processor));
    println!("| processor time until then | {a:.0} ms | {b:.0} ms | {:.2} |\n", a / b);

    println!("## Memory (PSS, all processes)\n");
    println!("| | Mayfly | empty app | ratio |\n|---|---:|---:|---:|");
    let row = |what: &str, a: f64, b: f64| println!("| {what} | {a:.1} MB | {b:.1} MB | {:.2} |", a / b);
    let idle = median_of(&theirs, |cost| cost.megabytes);
    row("window open, list", median_of(&ours, |cost| cost.megabytes), idle);
    row(
        "window open, a message of 100 KB",
        measure_memory_with_message(&desktop, &mut screen, &mayfly, &positions).await,
        idle,
    );

    println!("\n## Opening a message: from the click to its first paint, {runs} times each\n");
    println!("| message | median | most |\n|---|---:|---:|");
    let app = start_program(&desktop, &mayfly);
    screen.wait_until("the list", Instant::now(), |screen| screen.count_colours(positions.list) > MIN_TEXT_COLOURS);
    tokio::time::sleep(SETTLE_TIME).await;
    for (name, ..) in &SIZED_MESSAGES[1..] {
        let mut times = Vec::new();
        for _ in 0..runs {
            screen.open_message(&positions, "1 KB");
            tokio::time::sleep(Duration::from_millis(500)).await;
            times.push(screen.open_message(&positions, name).as_secs_f64() * 1000.0);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        print_median_and_maximum_row(name, times);
    }
    close_app(&desktop, app).await;

    println!("\n## Opened again from the tray, {runs} times\n\n| | median | most |\n|---|---:|---:|");
    print_median_and_maximum_row("list painted", measure_reopening(&desktop, &screen, &mayfly, &positions, runs).await);
}

fn print_median_and_maximum_row(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("| {name} | {:.0} ms | {:.0} ms |", times[times.len() / 2], times[times.len() - 1]);
}

/// Returns the milliseconds from each click in the tray's menu to the painted list.
async fn measure_reopening(
    desktop: &TestDesktop,
    screen: &X11Screen,
    mayfly: &Path,
    positions: &PageElementPositions,
    runs: usize,
) -> Vec<f64> {
    let tray = TrayHost::start(desktop).await;
    let mut app = start_program(desktop, mayfly);
    let is_painted = |screen: &X11Screen| screen.count_colours(positions.list) > MIN_TEXT_COLOURS;
    screen.wait_until("the list", Instant::now(), is_painted);
    tokio::time::sleep(SETTLE_TIME).await;
    let mut times = Vec::new();
    for _ in 0..runs {
        desktop.close_window();
        wait_until_true("the window to close", || async {
            desktop.list_window_ids().is_empty() && !is_painted(screen)
        })
        .await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let begin = Instant::now();
        tray.click_item("Open Mayfly").await;
        times.push(screen.wait_until("the list", begin, is_painted).as_secs_f64() * 1000.0);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
    times
}

/// Times and memory of one launch.
struct LaunchCost {
    /// Milliseconds from the launch to the first paint.
    launch_ms: f64,
    /// Milliseconds of processor time until then, in all processes.
    processor_ms: f64,
    megabytes: f64,
}

fn program_from_env(variable: &str) -> PathBuf {
    PathBuf::from(std::env::var(variable).unwrap_or_else(|_| panic!("{variable} names the program to measure")))
}

fn start_program(desktop: &TestDesktop, program: &Path) -> ChildGuard {
    ChildGuard(desktop.build_desktop_command(program).spawn().unwrap())
}

async fn measure_launch(
    desktop: &TestDesktop,
    screen: &X11Screen,
    program: &Path,
    is_painted: impl Fn(&X11Screen) -> bool,
) -> LaunchCost {
    // The same idle time before every launch.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begin = Instant::now();
    let app = start_program(desktop, program);
    let launch_ms =
        screen.wait_until(&format!("the window of {}", program.display()), begin, is_painted).as_secs_f64() * 1000.0;
    let processor_ms = measure_cpu_seconds(app.0.id()) * 1000.0;
    tokio::time::sleep(SETTLE_TIME).await;
    let megabytes = measure_total_memory(&app);
    close_app(desktop, app).await;
    LaunchCost { launch_ms, processor_ms, megabytes }
}

fn measure_total_memory(app: &ChildGuard) -> f64 {
    measure_memory(app.0.id()).iter().map(|(_, megabytes)| megabytes).sum()
}

/// Closes the window, which ends the program because there is no tray.
async fn close_app(desktop: &TestDesktop, mut app: ChildGuard) {
    desktop.close_window();
    wait_for_exit(&mut app.0).await;
    desktop.wait_until_app_exits().await;
}

async fn measure_memory_with_message(
    desktop: &TestDesktop,
    screen: &mut X11Screen,
    mayfly: &Path,
    positions: &PageElementPositions,
) -> f64 {
    let app = start_program(desktop, mayfly);
    screen.wait_until("the list", Instant::now(), |screen| screen.count_colours(positions.list) > MIN_TEXT_COLOURS);
    tokio::time::sleep(SETTLE_TIME).await;
    screen.open_message(positions, "100 KB");
    tokio::time::sleep(SETTLE_TIME).await;
    let megabytes = measure_total_memory(&app);
    close_app(desktop, app).await;
    megabytes
}

fn median_of(costs: &[LaunchCost], of: impl Fn(&LaunchCost) -> f64) -> f64 {
    let mut values: Vec<_> = costs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn minimum_of(costs: &[LaunchCost], of: impl Fn(&LaunchCost) -> f64) -> f64 {
    costs.iter().map(of).fold(f64::INFINITY, f64::min)
}

impl X11Screen {
    /// Clicks a message and returns how long it takes until the colour at its top is painted.
    fn open_message(&mut self, positions: &PageElementPositions, name: &str) -> Duration {
        let at = SIZED_MESSAGES.iter().position(|(size, ..)| *size == name).unwrap();
        let (x, y) = positions.rows[at];
        self.move_mouse(x, y);
        // The way to the row is not measured. A message under a resting mouse is prerendered.
        std::thread::sleep(Duration::from_millis(200));
        let begin = Instant::now();
        self.click_mouse();
        self.wait_until(name, begin, |screen| screen.read_pixel_colours(positions.reading)[0] == SIZED_MESSAGES[at].2)
    }
}

/// Positions on the screen.
struct PageElementPositions {
    /// The first address in the list of inboxes.
    list: ScreenArea,
    /// A point at the top of the message.
    reading: ScreenArea,
    /// The messages of [`SIZED_MESSAGES`].
    rows: Vec<(i16, i16)>,
}

impl PageElementPositions {
    /// Reads the positions from the page through WebDriver; the window opens at the same place every time.
    async fn locate(desktop: &TestDesktop) -> Self {
        let window = AppWindow::open(desktop).await;
        window.find_by_testid("inbox-item").await;
        wait_until_true("the mail", || async {
            window.count_matching_elements("[data-testid=\"message-item\"]").await >= SIZED_MESSAGES.len()
        })
        .await;
        let mut rows = Vec::new();
        for (name, ..) in SIZED_MESSAGES {
            let row = "[...document.querySelectorAll('[data-testid=message-item]')]";
            let row = format!("{row}.find((row) => row.innerText.includes('Mail of {name}'))");
            let ScreenArea { x, y, width, height } = find_element_screen_area(desktop, &window, &row).await;
            rows.push((x + width as i16 / 2, y + height as i16 / 2));
        }
        // One address only: reading a larger area would slow down the drawing.
        let list =
            find_element_screen_area(desktop, &window, "document.querySelector('[data-testid=inbox-item] .middle')")
                .await;
        let list = ScreenArea { width: list.width.min(160), ..list };
        window.click_selector("[data-testid=\"message-item\"] button").await;
        window.find_by_testid("message-frame").await;
        let frame =
            find_element_screen_area(desktop, &window, "document.querySelector('[data-testid=message-frame]')").await;
        let reading = ScreenArea { x: frame.x + frame.width as i16 / 2, y: frame.y + 80, width: 1, height: 1 };
        window.quit_app().await;
        desktop.wait_until_app_exits().await;
        Self { list, reading, rows }
    }
}

/// Creates the inboxes and the mail.
async fn fill_store(desktop: &TestDesktop, service: &Sandbox) {
    let core = store_seeding::connect_app_and_open_core(desktop, service).await;
    for number in 0..INBOXES {
        let inbox = core.create_inbox().await.unwrap();
        for mail in 0..MESSAGES / INBOXES {
            let subject = format!("Message {mail} of inbox {number}");
            let text = format!("<p>What message {mail} has to say, in a sentence or two.</p>");
            service.deliver_mail(&inbox.address, Mail::new_html(subject, text)).unwrap();
        }
        if number == INBOXES - 1 {
            for (name, bytes, colour) in SIZED_MESSAGES {
                // Mail times are in whole seconds; these messages have to be the newest, in this order.
                tokio::time::sleep(Duration::from_millis(1100)).await;
                service
                    .deliver_mail(
                        &inbox.address,
                        Mail::new_html(format!("Mail of {name}"), build_newsletter(bytes, colour)),
                    )
                    .unwrap();
            }
        }
        core.list_messages(inbox.id, true).await.unwrap();
    }
    core.shut_down(None).await;
}

/// Builds a newsletter of about this size, with a band of one colour at its top.
fn build_newsletter(bytes: usize, [red, green, blue]: Colour) -> String {
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
