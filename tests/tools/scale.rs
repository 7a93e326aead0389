//! How the window fares with 10,000 messages in one inbox and 1,000 inboxes: what a user waits for, measured in
//! the page itself, by its own clock.

use crate::stock;
use crate::support::service::KEY;
use crate::support::{Desktop, Keychain, Window, until_true};
use serde_json::{Value, json};
use std::time::Duration;
use tempmailg_sandbox::{Fault, FaultAction, Mail, Sandbox};

const INBOXES: usize = 1_000;
const MESSAGES: usize = 10_000;
/// The service lists all that an inbox has, with bodies, and an answer may only be so large.
const BATCH: usize = 5_000;

/// Defines what the measurements have in common: waiting for a frame, and for something to be on the screen.
const COMMON: &str = "
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    // The frame after the one in which it was drawn: by then it has been painted.
    const painted = async (there) => { while (!there()) await frame(); await frame(); };
    const rows = () => document.querySelectorAll('[data-testid=message-item]');
    const scroller = (pane) => document.querySelector(`[data-pane=${pane}] .scroller`);
    const done = arguments[arguments.length - 1];";

/// Fills Mayfly, measures and prints a table.
pub async fn run() {
    let desktop = Desktop::start(Keychain::Unlocked);
    let day = Duration::from_secs(86_400);
    let service = Sandbox::builder().key(KEY).empty(true).quota(1_000_000).lifetime(day).start().await.unwrap();
    let address = fill(&desktop, &service).await;
    // The service has no pages: each look at the large inbox would bring all of it again.
    service.inject(Fault::new(FaultAction::answer(503)).method("GET").path("/messages").always());

    let window = Window::open(&desktop).await;
    until_true("the inboxes", || async {
        window.run("return document.querySelector('[data-testid=inbox-item]')?.getAttribute('aria-setsize')").await
            == json!(INBOXES.to_string())
    })
    .await;
    println!("| what | median | 95 % | most |\n|---|---:|---:|---:|");
    let open = |address: &str| {
        format!(
            "const before = performance.now();
             document.querySelector('[data-address=\"{address}\"] button').click();
             await painted(() => rows().length > 0 && rows()[0].getAttribute('aria-setsize') === '{MESSAGES}');
             return performance.now() - before;"
        )
    };
    let away = "document.querySelector('[data-testid=inbox-item][data-index=\"1\"] button').click(); await painted(() => rows().length === 0);";
    let first = measure(&window, &timed(1, &open(&address), "")).await;
    row(&format!("click on an inbox of {MESSAGES} → list painted, the first time"), &first);
    let again = measure(&window, &timed(9, &open(&address), away)).await;
    row("the same inbox again", &again);
    for (pane, what) in
        [("messages", "a frame while its list is scrolled"), ("inboxes", "a frame while 1,000 inboxes are scrolled")]
    {
        let script = format!(
            "const list = scroller('{pane}'); list.scrollTop = 0; await frame(); await frame();
             const times = []; let last = await frame();
             for (let n = 0; n < 240; n++) {{ list.scrollTop += 330; const now = await frame(); times.push(now - last); last = now; }}
             return times;"
        );
        let times = measure(&window, &script).await;
        row(what, &times);
    }
    let sorts = "const select = document.querySelector('[data-testid=sort]'); const times = [];
        for (const sort of ['subject', 'sender', 'oldest', 'newest']) { const before = performance.now();
            const first = rows()[0]; select.value = sort; select.dispatchEvent(new Event('change', { bubbles: true }));
            await painted(() => !first.isConnected); times.push(performance.now() - before); } return times;";
    row("another order of the list", &measure(&window, sorts).await);
    // The hits of one more letter may be the same as before: that there is an answer tells that they are new.
    let search = "const field = document.querySelector('[data-testid=search]'); const times = [];
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
    row("a letter typed into the search → hits painted", &measure(&window, search).await);
    window.quit().await;
}

const WORDS: [&str; 12] = [
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

fn subject(n: usize) -> String {
    format!("{} {n}: your {} is ready", ["Order", "Reminder", "Đơn hàng", "Receipt"][n % 4], WORDS[n * 7 % WORDS.len()])
}

/// Makes the inboxes and their mail; answers with the address that has all of it.
async fn fill(desktop: &Desktop, service: &Sandbox) -> String {
    let core = stock::core(desktop, service).await;
    for _ in 1..INBOXES {
        core.create_inbox().await.unwrap();
    }
    let inbox = core.create_inbox().await.unwrap();
    for n in 0..MESSAGES {
        let word = WORDS[n % WORDS.len()];
        let number = n * 37 % 1_000_000;
        let text = format!("Order {n}: the {word} is on its way to you, and number {number:06} goes with it.");
        service
            .deliver(
                &inbox.address,
                Mail::text(subject(n), text).from(format!("Sender {}", n % 97), "sender@example.com"),
            )
            .unwrap();
        if (n + 1) % BATCH == 0 {
            core.list_messages(inbox.id, true).await.unwrap();
        }
    }
    core.shut_down().await;
    inbox.address
}

/// A script that does something several times and tells how long each took.
fn timed(times: usize, once: &str, between: &str) -> String {
    format!(
        "const all = []; for (let n = 0; n < {times}; n++) {{ {between} all.push(await (async () => {{ {once} }})()); }} return all;"
    )
}

/// What a script comes to that may wait; a failure as text.
async fn measure(window: &Window, script: &str) -> Value {
    let script = format!("{COMMON} (async () => {{ {script} }})().then(done, (error) => done(String(error)));");
    window.client.execute_async(&script, Vec::new()).await.unwrap()
}

fn row(what: &str, times: &Value) {
    let mut times: Vec<f64> = serde_json::from_value(times.clone()).unwrap_or_else(|_| panic!("{what}: {times}"));
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!("| {what} | {:.0} ms | {:.0} ms | {:.0} ms |", at(50), at(95), at(100));
}
