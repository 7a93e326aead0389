//! Response times in the window, measured in the page by its own clock, in milliseconds.

use crate::support::AppWindow;
use serde_json::Value;

/// Script functions of all measurements: they wait for a frame, and for a condition to be painted.
const SCRIPT_FUNCTIONS: &str = "
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    // The frame after the one in which it was drawn: by then it has been painted.
    const painted = async (there) => { while (!there()) await frame(); await frame(); };
    const rows = () => document.querySelectorAll('[data-testid=message-item]');
    const scroller = (pane) => document.querySelector(`[data-pane=${pane}] .scroller`);
    const done = arguments[arguments.length - 1];";

/// Times from the click on an inbox with this many messages to its painted list. Before each click but the first, the
/// second inbox of the list, which has no mail, is opened.
pub async fn time_inbox_clicks(window: &AppWindow, address: &str, messages: usize, clicks: usize) -> Vec<f64> {
    let script = format!(
        "const times = []; const inbox = () => document.querySelector('[data-address=\"{address}\"] button');
        // The selected inbox may have been scrolled into view, and rows out of view are not in the page.
        scroller('inboxes').scrollTop = 0;
        await painted(inbox);
        for (let n = 0; n < {clicks}; n++) {{
            if (n > 0) {{ document.querySelector('[data-testid=inbox-item][data-index=\"1\"] button').click();
                await painted(() => rows().length === 0); }}
            const before = performance.now();
            inbox().click();
            await painted(() => rows().length > 0 && rows()[0].getAttribute('aria-setsize') === '{messages}');
            times.push(performance.now() - before); }}
        return times;"
    );
    run_timing_script(window, &script).await
}

/// Times of the frames while a list is scrolled by 330 pixels a frame.
pub async fn time_scroll_frames(window: &AppWindow, pane: &str) -> Vec<f64> {
    let script = format!(
        "const list = scroller('{pane}'); list.scrollTop = 0; await frame(); await frame();
         const times = []; let last = await frame();
         for (let n = 0; n < 240; n++) {{ list.scrollTop += 330; const now = await frame(); times.push(now - last); last = now; }}
         list.scrollTop = 0; await frame(); return times;"
    );
    run_timing_script(window, &script).await
}

/// Times from each letter of these words, typed into the search, to its painted hits.
pub async fn time_search_letters(window: &AppWindow, words: &[&str]) -> Vec<f64> {
    // Another letter may find the same messages, so a response of the search marks the results as new.
    let script = format!(
        "const field = document.querySelector('[data-testid=search]'); const times = [];
        const ask = window.fetch; let answers = 0;
        window.fetch = async (...what) => {{ const answer = await ask(...what);
            if (String(what[0]).includes('search_messages')) answers++; return answer; }};
        for (const word of {}) for (let n = 1; n <= word.length; n++) {{
            if (word[n - 1] === ' ') continue;
            const before = performance.now(); const had = answers;
            field.value = word.slice(0, n); field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            await painted(() => answers > had && document.querySelector('.row mark')); await frame();
            times.push(performance.now() - before); }}
        window.fetch = ask; return times;",
        Value::from(words)
    );
    run_timing_script(window, &script).await
}

/// Runs an asynchronous script that returns times.
pub async fn run_timing_script(window: &AppWindow, script: &str) -> Vec<f64> {
    let script =
        format!("{SCRIPT_FUNCTIONS} (async () => {{ {script} }})().then(done, (error) => done(String(error)));");
    let times = match window.client.execute_async(&script, Vec::new()).await {
        Ok(times) => times,
        Err(error) => panic!(
            "{error}, in the script {script} on the page:\n{}",
            window.run_script("return document.body.innerText.slice(0, 2000)").await
        ),
    };
    serde_json::from_value(times.clone()).unwrap_or_else(|_| panic!("instead of times: {times}"))
}

/// The value below which this many per cent of the times are.
pub fn percentile(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() - 1) * percent / 100]
}
