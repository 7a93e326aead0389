//! Response times of the window with 10,000 messages in one inbox and 1,000 inboxes, measured in the page by its own
//! clock.

use crate::store_seeding;
use crate::support::sandbox_process::API_KEY;
use crate::support::{AppWindow, Desktop, Keychain, wait_until_true};
use serde_json::{Value, json};
use std::time::Duration;
use tempmailg_sandbox::{FaultAction, InjectedFault, Mail, Sandbox};

const INBOXES: usize = 1_000;
const MESSAGES: usize = 10_000;
/// How many messages are fetched at once. The service lists all messages with bodies, and a response's size is limited.
const BATCH_SIZE: usize = 5_000;

/// Script functions of all measurements: they wait for a frame, and for a condition to be painted.
const SCRIPT_FUNCTIONS: &str = "
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    // The frame after the one in which it was drawn: by then it has been painted.
    const painted = async (there) => { while (!there()) await frame(); await frame(); };
    const rows = () => document.querySelectorAll('[data-testid=message-item]');
    const scroller = (pane) => document.querySelector(`[data-pane=${pane}] .scroller`);
    const done = arguments[arguments.length - 1];";

/// Fills Mayfly's store, measures the window and prints a table.
pub async fn measure_large_lists() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let day = Duration::from_secs(86_400);
    let service = Sandbox::builder().api_key(API_KEY).empty(true).quota(1_000_000).lifetime(day).start().await.unwrap();
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
    let open_inbox_script = |address: &str| {
        format!(
            "const before = performance.now();
             document.querySelector('[data-address=\"{address}\"] button').click();
             await painted(() => rows().length > 0 && rows()[0].getAttribute('aria-setsize') === '{MESSAGES}');
             return performance.now() - before;"
        )
    };
    let leave_inbox_script = "document.querySelector('[data-testid=inbox-item][data-index=\"1\"] button').click(); await painted(() => rows().length === 0);";
    let first = run_async_script(&window, &repeat_script(1, &open_inbox_script(&address), "")).await;
    print_row(&format!("click on an inbox of {MESSAGES} → list painted, the first time"), &first);
    let again = run_async_script(&window, &repeat_script(9, &open_inbox_script(&address), leave_inbox_script)).await;
    print_row("the same inbox again", &again);
    for (pane, what) in
        [("messages", "a frame while its list is scrolled"), ("inboxes", "a frame while 1,000 inboxes are scrolled")]
    {
        let script = format!(
            "const list = scroller('{pane}'); list.scrollTop = 0; await frame(); await frame();
             const times = []; let last = await frame();
             for (let n = 0; n < 240; n++) {{ list.scrollTop += 330; const now = await frame(); times.push(now - last); last = now; }}
             return times;"
        );
        let times = run_async_script(&window, &script).await;
        print_row(what, &times);
    }
    let sort_script = "const select = document.querySelector('[data-testid=sort]'); const times = [];
        for (const sort of ['subject', 'sender', 'oldest', 'newest']) { const before = performance.now();
            const first = rows()[0]; select.value = sort; select.dispatchEvent(new Event('change', { bubbles: true }));
            await painted(() => !first.isConnected); times.push(performance.now() - before); } return times;";
    print_row("another order of the list", &run_async_script(&window, sort_script).await);
    // Another letter may find the same messages, so a response of the search marks the results as new.
    let search_script = "const field = document.querySelector('[data-testid=search]'); const times = [];
        const ask = window.fetch; let answers = 0;
        window.fetch = async (...what) => { const answer = await ask(...what);
            if (String(what[0]).includes('search_messages')) answers++; return answer; };
        for (const word of ['lantern', 'ferry', 'number 00', 'harbour map']) for (let n = 1; n <= word.length; n++) {
            if (word[n - 1] === ' ') continue;
            const before = performance.now(); const had = answers;
            field.value = word.slice(0, n); field.dispatchEvent(new Event('input', { bubbles: true }));
            await painted(() => answers > had && document.querySelector('.row mark')); await frame();
        times.push(performance.now() - before); }
        return times;";
    print_row("a letter typed into the search → hits painted", &run_async_script(&window, search_script).await);
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
async fn fill_store(desktop: &Desktop, service: &Sandbox) -> String {
    let core = store_seeding::open_app_core(desktop, service).await;
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

/// Builds a script that repeats a measurement and returns all results.
fn repeat_script(times: usize, once: &str, between: &str) -> String {
    format!(
        "const all = []; for (let n = 0; n < {times}; n++) {{ {between} all.push(await (async () => {{ {once} }})()); }} return all;"
    )
}

/// Runs an asynchronous script and returns its result, or its error as a string.
async fn run_async_script(window: &AppWindow, script: &str) -> Value {
    let script =
        format!("{SCRIPT_FUNCTIONS} (async () => {{ {script} }})().then(done, (error) => done(String(error)));");
    window.client.execute_async(&script, Vec::new()).await.unwrap()
}

/// Prints a row of the table: median, 95th percentile and maximum.
fn print_row(what: &str, times: &Value) {
    let mut times: Vec<f64> = serde_json::from_value(times.clone()).unwrap_or_else(|_| panic!("{what}: {times}"));
    times.sort_by(f64::total_cmp);
    let percentile = |part: usize| times[(times.len() - 1) * part / 100];
    println!("| {what} | {:.0} ms | {:.0} ms | {:.0} ms |", percentile(50), percentile(95), percentile(100));
}
