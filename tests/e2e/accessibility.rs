//! What those need who don't see the window, or don't use a mouse: axe-core finds nothing in any state.

use crate::support::{Desktop, Keychain, Window, tour};
use serde_json::{Value, json};

/// Collects what axe-core has to say.
struct Axe {
    source: String,
    findings: Vec<String>,
}

impl Axe {
    fn new() -> Self {
        let source = std::fs::read_to_string("ui/node_modules/axe-core/axe.min.js").expect("make ui installs axe-core");
        Self { source, findings: Vec::new() }
    }

    fn assert_nothing_found(&self) {
        assert!(self.findings.is_empty(), "axe-core found:\n{}", self.findings.join("\n"));
    }
}

impl tour::Visitor for Axe {
    async fn see(&mut self, _: &Desktop, window: &Window, state: &str) {
        window.settled().await;
        if window.run("return typeof axe === 'undefined'").await == json!(true) {
            window.run(&format!("{}; window.axe = axe;", self.source)).await;
        }
        // Not what is in a message: it is a stranger's, and the frame runs no script.
        let script = "const [done] = arguments;
            axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(
              ({ violations }) => done(violations.map(({ id, help, nodes }) =>
                `${id} (${help}): ` + nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).join(' | '))),
              (error) => done([String(error)]))";
        let found = window.client.execute_async(script, Vec::new()).await.unwrap();
        for finding in found.as_array().into_iter().flatten() {
            let finding = finding.as_str().map_or_else(|| Value::to_string(finding), str::to_owned);
            let finding = format!("{state}: {finding}");
            eprintln!("{finding}");
            self.findings.push(finding);
        }
    }
}

/// Colours don't depend on the language, nor names on the colours: two rounds see all of both.
#[tokio::test]
async fn nothing_is_found_in_any_state_in_light_and_english() {
    let (desktop, mut axe) = (Desktop::start(Keychain::Unlocked), Axe::new());
    tour::take(&desktop, &mut axe).await;
    drop(desktop);
    tour::blocked("1280x900x24", &[], &mut axe).await;
    axe.assert_nothing_found();
}

#[tokio::test]
async fn nothing_is_found_in_any_state_in_dark_and_vietnamese() {
    const LOOK: [(&str, &str); 2] = [("GTK_THEME", "Adwaita:dark"), ("LANG", "vi_VN.UTF-8")];
    let (mut desktop, mut axe) = (Desktop::start(Keychain::Unlocked), Axe::new());
    for (name, value) in LOOK {
        desktop.set(name, value);
    }
    tour::take(&desktop, &mut axe).await;
    drop(desktop);
    tour::blocked("1280x900x24", &LOOK, &mut axe).await;
    axe.assert_nothing_found();
}
