//! Response times of the window with 10,000 messages in one inbox and 1,000 inboxes.

use crate::page_timings::{percentile, run_timing_script, time_inbox_clicks, time_scroll_frames, time_search_letters};
use crate::store_seeding;
use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Keychain, TestDesktop, wait_until_true};
use serde_json::json;
use std::time::Duration;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

const INBOXES: usize = 1_000;
const MESSAGES: usize = 10_000;
/// How many messages are fetched at once. The service lists all messages with bodies, and a response's size is limited.
const BATCH_SIZE: usize = 5_000;

/// Fills Mayfly's store, measures the window and prints a table.
pub async fn measure_large_lists() {
    let desktop = TestDesktop::start(Keychain::Unlocked);
    let day = Duration::from_secs(86_400);
    let service = Sandbox::builder()
        .api_key(API_KEY)
        .keep_new_inboxes_empty(true)
        .quota(1_000_000)
        .lifetime(day)
        .start()
        .await
        .unwrap();
    let address = fill_store(&desktop, &service).await;
    // The service has no paging: each check of the large inbox would fetch all of it again.
    service.inject_fault(
        InjectedFault::new(FaultAction::answer(503)).method("GET").path("/messages").apply_to_every_request(),
    );

    let window = AppWindow::open(&desktop).await;
    wait_until_true("the inboxes", || async {
        window
            .run_script("return document.querySelector('[data-testid=inbox-item]')?.getAttribute('aria-setsize')")
            .await
            == json!(INBOXES.to_string())
    })
    .await;
    println!("| what | median | 95 % | most |\n|---|---:|---:|---:|");
    let clicks = time_inbox_clicks(&window, &address, MESSAGES, 10).await;
    print_row(&format!("click on an inbox of {MESSAGES} → list painted, the first time"), &clicks[..1]);
    print_row("the same inbox again", &clicks[1..]);
    for (pane, what) in
        [("messages", "a frame while its list is scrolled"), ("inboxes", "a frame while 1,000 inboxes are scrolled")]
    {
        print_row(what, &time_scroll_frames(&window, pane).await);
    }
    let sort_script = "const select = document.querySelector('[data-testid=sort]'); const times = [];
        for (const sort of ['subject', 'sender', 'oldest', 'newest']) { const before = performance.now();
            const first = rows()[0]; select.value = sort; select.dispatchEvent(new Event('change', { bubbles: true }));
            await painted(() => !first.isConnected); times.push(performance.now() - before); } return times;";
    print_row("another order of the list", &run_timing_script(&window, sort_script).await);
    let letters = time_search_letters(&window, &["lantern", "ferry", "number 00", "harbour map"]).await;
    print_row("a letter typed into the search → hits painted", &letters);
    window.quit_app().await;
}

const SUBJECT_WORDS: [&str; 12] = [
    "lantern",
    "ferry ticket",
    "harbour map",
    "market list",
    "violin",
    "winter coat",
    "library card",
    "bread",
    "globe",
    "orchid",
    "teapot",
    "bicycle",
];

fn build_subject(n: usize) -> String {
    format!(
        "{} {n}: your {} is ready",
        ["Order", "Reminder", "Đơn hàng", "Receipt"][n % 4],
        SUBJECT_WORDS[n * 7 % SUBJECT_WORDS.len()]
    )
}

/// Creates the inboxes and the mail. Returns the address of the inbox that has all mail.
async fn fill_store(desktop: &TestDesktop, service: &Sandbox) -> String {
    let core = store_seeding::connect_app_and_open_core(desktop, service).await;
    for _ in 1..INBOXES {
        core.create_inbox().await.unwrap();
    }
    let inbox = core.create_inbox().await.unwrap();
    for n in 0..MESSAGES {
        let word = SUBJECT_WORDS[n % SUBJECT_WORDS.len()];
        let number = n * 37 % 1_000_000;
        let text = format!("Order {n}: the {word} is on its way to you, and number {number:06} goes with it.");
        service
            .deliver_mail(
                &inbox.address,
                Mail::new_text(build_subject(n), text).from(format!("Sender {}", n % 97), "sender@example.com"),
            )
            .unwrap();
        if (n + 1) % BATCH_SIZE == 0 {
            core.list_messages(inbox.id, true).await.unwrap();
        }
    }
    core.shut_down(None).await;
    inbox.address
}

/// Prints a row of the table: median, 95th percentile and maximum.
fn print_row(what: &str, times: &[f64]) {
    let [median, high, most] = [50, 95, 100].map(|percent| percentile(times, percent));
    println!("| {what} | {median:.0} ms | {high:.0} ms | {most:.0} ms |");
}
