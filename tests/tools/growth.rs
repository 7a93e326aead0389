//! How the cost of Mayfly grows with its mail: 10, 100 and 1,000 inboxes with 1,000, 10,000 and 100,000 messages.
//!
//! Half of the messages are in one inbox and short, as notifications are. The others are spread over all inboxes, with bodies of
//! 1 KB to 100 KB. Whatever the window shows is measured in the window, the rest in a core of the tool's own.

use crate::page_timings::{percentile, run_timing_script, time_inbox_clicks, time_scroll_frames, time_search_letters};
use crate::store_seeding;
use crate::support::process_stats::{measure_cpu_seconds, measure_memory};
use crate::support::test_desktop::{ChildGuard, app_program};
use crate::support::tray_host::TrayHost;
use crate::support::{AppWindow, Keychain, TestDesktop, wait_for_exit, wait_until_true};
use crate::x11_screen::{ScreenArea, X11Screen, find_element_screen_area};
use mayfly_core::view::{Change, InboxId, TransferState};
use mayfly_core::{Core, FileDestination};
use std::path::Path;
use std::time::{Duration, Instant};
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

/// The numbers of inboxes and of messages in each step.
const STEPS: [(usize, usize); 3] = [(10, 1_000), (100, 10_000), (1_000, 100_000)];

/// The sizes of the longer messages' bodies in bytes, in turns: 12 KB on average.
const BODY_SIZES: [usize; 10] = [1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 6_000, 8_000, 16_000, 80_000];

/// How many launches, checks and searches are measured.
const REPETITIONS: usize = 5;

/// How long Mayfly waits in the tray while its processor time is measured.
const TRAY_TIME: Duration = Duration::from_secs(60);

/// How long Mayfly settles after its start.
const SETTLE_TIME: Duration = Duration::from_secs(6);

/// The least number of colours in an area with text.
const MIN_TEXT_COLOURS: usize = 10;

/// One measured cost at one step.
struct Measurement {
    what: &'static str,
    value: f64,
    unit: &'static str,
}

/// Measures the first `steps` steps and prints a table, and a chart of each row for documents.
pub async fn measure_growth_with_mail_count(steps: usize) {
    let steps = &STEPS[..steps.clamp(1, STEPS.len())];
    let mut columns = Vec::new();
    for &(inboxes, messages) in steps {
        eprintln!("{messages} messages in {inboxes} inboxes…");
        columns.push(measure_at_store_size(inboxes, messages).await);
    }
    let heads: String = steps.iter().map(|(inboxes, messages)| format!(" {messages} in {inboxes} |")).collect();
    println!("| messages in inboxes |{heads}\n|---|{}", "---:|".repeat(steps.len()));
    for row in 0..columns[0].len() {
        let cells: String = columns.iter().map(|column| format!(" {} |", column[row].format_value())).collect();
        println!("| {} |{cells}", columns[0][row].what);
    }
    println!();
    for row in 0..columns[0].len() {
        print_chart(steps, &columns.iter().map(|column| &column[row]).collect::<Vec<_>>());
    }
}

async fn measure_at_store_size(inboxes: usize, messages: usize) -> Vec<Measurement> {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let service = store_seeding::start_unlimited_service().await;
    let mut measurements = Vec::new();
    let mut record = |what, value: f64, unit| measurements.push(Measurement { what, value, unit });

    let core = store_seeding::connect_app_and_open_core(&desktop, &service).await;
    let begin = Instant::now();
    let mailboxes = fill_store(&core, &service, inboxes, messages).await;
    record("storing a message", begin.elapsed().as_secs_f64() * 1000.0 / messages as f64, "ms");
    record("a check that brings ten messages", measure_median_check_time(&core, &service).await, "ms");
    record("search in the store, by letter", time_searches(&core).await, "ms");
    let export = desktop.path_in_home("downloads/largest.mbox");
    record("exporting the largest inbox", time_export(&core, mailboxes.largest, &export).await, "ms");
    core.shut_down(None).await;
    record("size on disk", folder_size(&desktop.path_in_home(store_seeding::DATA_FOLDER)) as f64 / 1e6, "MB");

    // From now on the service answers no checks: it has no paging, so each would fetch all mail again.
    service.inject_fault(
        InjectedFault::new(FaultAction::answer(503)).method("GET").path("/messages").apply_to_every_request(),
    );
    let screen = X11Screen::connect(&desktop);
    let window = AppWindow::open(&desktop).await;
    window.find_by_testid("inbox-item").await;
    let clicks = time_inbox_clicks(&window, &mailboxes.largest_address, messages / 2, REPETITIONS + 1).await;
    record("click on the largest inbox, the first time", clicks[0], "ms");
    record("the same again", percentile(&clicks[1..], 50), "ms");
    record("a frame while its list is scrolled", percentile(&time_scroll_frames(&window, "messages").await, 95), "ms");
    record(
        "a frame while the inboxes are scrolled",
        percentile(&time_scroll_frames(&window, "inboxes").await, 95),
        "ms",
    );
    record("click on a message", percentile(&time_message_clicks(&window).await, 50), "ms");
    let letters = time_search_letters(&window, &["lantern", "ferry", "number 00"]).await;
    record("a letter typed into the search", percentile(&letters, 50), "ms");
    let first_inbox = "document.querySelector('[data-testid=inbox-item] .middle')";
    let list = find_element_screen_area(&desktop, &window, first_inbox).await;
    // An address, no more: reading a larger area would slow down the drawing.
    let list = ScreenArea { width: list.width.min(160), ..list };
    window.quit_app().await;
    desktop.wait_until_app_exits().await;
    record("launch to the list painted", time_launches(&desktop, &screen, list).await, "ms");
    let (memory, processor) = measure_tray(&desktop).await;
    record("memory in the tray, never opened", memory, "MB");
    record("processor time in the tray, a minute", processor * 1000.0, "ms");

    record("update that rebuilds the search index", time_index_rebuild(&desktop).await, "ms");
    let core = store_seeding::open_core_on_installed_data(&desktop).await;
    let begin = Instant::now();
    core.delete_inbox(mailboxes.largest).await.unwrap();
    record("deleting the largest inbox", begin.elapsed().as_secs_f64() * 1000.0, "ms");
    core.shut_down(None).await;
    measurements
}

/// The inbox with half of the messages.
struct FilledInboxes {
    largest: InboxId,
    largest_address: String,
}

/// Creates the inboxes and their mail.
async fn fill_store(core: &Core, service: &Sandbox, inboxes: usize, messages: usize) -> FilledInboxes {
    let long_messages = messages / 2;
    for inbox in 1..inboxes {
        let created = core.create_inbox().await.unwrap();
        for n in 0..long_messages / (inboxes - 1) {
            let number = inbox * 1_000 + n;
            let body = build_body(number, BODY_SIZES[n % BODY_SIZES.len()]);
            service.deliver_mail(&created.address, Mail::new_html(build_subject(number), body)).unwrap();
        }
        core.list_messages(created.id, true).await.unwrap();
        // The service need not keep what Mayfly has.
        service.expire_inbox(&created.address);
    }
    // The second inbox of the list has no mail, so that a click on it leaves the largest.
    core.create_inbox().await.unwrap();
    let largest = core.create_inbox().await.unwrap();
    for n in 0..messages / 2 {
        let text = format!("Order {n}: the {} is on its way, number {:06}.", word(n), n * 37 % 1_000_000);
        service.deliver_mail(&largest.address, Mail::new_text(build_subject(n), text)).unwrap();
    }
    core.list_messages(largest.id, true).await.unwrap();
    FilledInboxes { largest: largest.id, largest_address: largest.address }
}

fn word(n: usize) -> &'static str {
    const WORDS: [&str; 8] =
        ["lantern", "ferry ticket", "harbour map", "market list", "violin", "winter coat", "library card", "bread"];
    WORDS[n * 7 % WORDS.len()]
}

fn build_subject(n: usize) -> String {
    format!("{} {n}: your {} is ready", ["Order", "Reminder", "Đơn hàng", "Receipt"][n % 4], word(n))
}

/// A body of about this many bytes, half of which are markup.
fn build_body(number: usize, bytes: usize) -> String {
    let mut body = format!("<h1>Letter {number}</h1>");
    for paragraph in 0.. {
        if body.len() >= bytes {
            break;
        }
        let (first, second) = (word(number + paragraph), word(number / 3 + paragraph));
        body.push_str(&format!(
            "<p style=\"margin:0 0 16px;font-size:14px;color:#333333\">The {first} of {paragraph} and the {second}.</p>"
        ));
    }
    body
}

/// The median time of checks of an inbox that each bring ten messages.
async fn measure_median_check_time(core: &Core, service: &Sandbox) -> f64 {
    let mut times = Vec::new();
    for _ in 0..REPETITIONS {
        let inbox = core.create_inbox().await.unwrap();
        for (n, bytes) in BODY_SIZES.into_iter().enumerate() {
            let body = build_body(n, bytes);
            service.deliver_mail(&inbox.address, Mail::new_html(build_subject(n), body)).unwrap();
        }
        let begin = Instant::now();
        assert_eq!(core.list_messages(inbox.id, true).await.unwrap().len(), BODY_SIZES.len());
        times.push(begin.elapsed().as_secs_f64() * 1000.0);
        core.delete_inbox(inbox.id).await.unwrap();
    }
    percentile(&times, 50)
}

/// The median time of a search, for each beginning of some words.
async fn time_searches(core: &Core) -> f64 {
    let mut times = Vec::new();
    for text in ["lantern", "harbour map", "number 0012"] {
        for end in 1..=text.len() {
            let begin = Instant::now();
            core.search_messages(&text[..end], 50, None).await.unwrap();
            times.push(begin.elapsed().as_secs_f64() * 1000.0);
        }
    }
    percentile(&times, 50)
}

async fn time_export(core: &Core, inbox: InboxId, path: &Path) -> f64 {
    let mut events = core.subscribe_events();
    let begin = Instant::now();
    core.save_mailbox(inbox, FileDestination::File(path.to_owned())).await.unwrap();
    loop {
        if let Change::Transfer { transfer } = events.recv().await.unwrap().change {
            match transfer.state {
                TransferState::Done { .. } => return begin.elapsed().as_secs_f64() * 1000.0,
                TransferState::Running => {}
                other => panic!("the export ended as {other:?}"),
            }
        }
    }
}

fn folder_size(folder: &Path) -> u64 {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// Times from the click on a message until its frame is asked for and a frame of the screen is painted, for the first
/// messages of the list.
async fn time_message_clicks(window: &AppWindow) -> Vec<f64> {
    let script = format!(
        "const times = []; const frameSource = () => document.querySelector('[data-testid=message-frame]')?.src;
         for (let n = 0; n < {REPETITIONS}; n++) {{
            const source = frameSource(); const before = performance.now(); rows()[n].querySelector('button').click();
            await painted(() => frameSource() && frameSource() !== source);
            times.push(performance.now() - before); }}
        return times;"
    );
    run_timing_script(window, &script).await
}

/// The median time from a launch to the first inbox on the screen.
async fn time_launches(desktop: &TestDesktop, screen: &X11Screen, list: ScreenArea) -> f64 {
    let mut times = Vec::new();
    for _ in 0..REPETITIONS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let begin = Instant::now();
        let mut app = ChildGuard(desktop.build_desktop_command(app_program()).spawn().unwrap());
        let is_painted = |screen: &X11Screen| screen.count_colours(list) > MIN_TEXT_COLOURS;
        times.push(screen.wait_until("the list", begin, is_painted).as_secs_f64() * 1000.0);
        tokio::time::sleep(SETTLE_TIME).await;
        desktop.close_window();
        wait_for_exit(&mut app.0).await;
        desktop.wait_until_app_exits().await;
    }
    percentile(&times, 50)
}

/// Memory in megabytes, and seconds of processor time, of a Mayfly that starts hidden and waits in the tray.
async fn measure_tray(desktop: &TestDesktop) -> (f64, f64) {
    let tray = TrayHost::start(desktop).await;
    let mut app = ChildGuard(desktop.build_desktop_command(app_program()).arg("--hidden").spawn().unwrap());
    wait_until_true("the tray", || async {
        tray.list_tray_menu_labels().await.iter().any(|label| label.contains('@'))
    })
    .await;
    tokio::time::sleep(SETTLE_TIME).await;
    let before = measure_cpu_seconds(app.0.id());
    tokio::time::sleep(TRAY_TIME).await;
    let processor = measure_cpu_seconds(app.0.id()) - before;
    let memory = measure_memory(app.0.id()).iter().map(|(_, megabytes)| megabytes).sum();
    tray.click_item("Quit").await;
    wait_for_exit(&mut app.0).await;
    desktop.wait_until_app_exits().await;
    (memory, processor)
}

/// The time of a start after an update that rebuilds everything derived from the messages.
async fn time_index_rebuild(desktop: &TestDesktop) -> f64 {
    store_seeding::mark_derived_data_outdated(desktop);
    let begin = Instant::now();
    let core = store_seeding::open_core_on_installed_data(desktop).await;
    let time = begin.elapsed().as_secs_f64() * 1000.0;
    core.shut_down(None).await;
    time
}

impl Measurement {
    fn format_value(&self) -> String {
        let (value, unit) = match self.unit {
            "ms" if self.value >= 10_000.0 => (self.value / 1000.0, "s"),
            unit => (self.value, unit),
        };
        let digits = usize::from(value < 100.0);
        format!("{value:.digits$} {unit}")
    }
}

/// Prints a chart that Markdown viewers draw.
fn print_chart(steps: &[(usize, usize)], row: &[&Measurement]) {
    let names: Vec<_> = steps.iter().map(|(_, messages)| format!("\"{messages}\"")).collect();
    let values: Vec<_> = row.iter().map(|measurement| format!("{:.1}", measurement.value)).collect();
    println!(
        "```mermaid\nxychart-beta\n    title \"{} ({})\"\n    x-axis \"messages\" [{}]\n    bar [{}]\n```\n",
        row[0].what,
        row[0].unit,
        names.join(", "),
        values.join(", ")
    );
}
