//! Accessibility: axe-core finds no violation on any screen.

use crate::support::{AppWindow, Keychain, TestDesktop, screen_tour};
use serde_json::{Value, json};

/// Runs axe-core on each screen and collects its violations.
struct AxeScreenVisitor {
    source: String,
    violations: Vec<String>,
}

impl AxeScreenVisitor {
    fn new() -> Self {
        let source = std::fs::read_to_string("ui/node_modules/axe-core/axe.min.js").expect("make ui installs axe-core");
        Self { source, violations: Vec::new() }
    }

    fn assert_no_violations(&self) {
        assert!(self.violations.is_empty(), "axe-core found:\n{}", self.violations.join("\n"));
    }
}

impl screen_tour::ScreenVisitor for AxeScreenVisitor {
    async fn visit_screen(&mut self, _: &TestDesktop, window: &AppWindow, state: &str) {
        window.wait_until_painted().await;
        if window.run_script("return typeof axe === 'undefined'").await == json!(true) {
            window.run_script(&format!("{}; window.axe = axe;", self.source)).await;
        }
        // Message frames are left out: their content is a stranger's, and they run no scripts.
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
            self.violations.push(finding);
        }
    }
}

/// Colours don't depend on the language, and accessible names don't depend on the theme, so two combinations cover both.
#[tokio::test]
async fn axe_finds_no_violation_on_any_screen_in_light_english() {
    let (desktop, mut axe) = (TestDesktop::start(Keychain::Unlocked), AxeScreenVisitor::new());
    screen_tour::visit_all_screens(&desktop, &mut axe).await;
    drop(desktop);
    screen_tour::visit_blocked_screen("1280x900x24", &[], &mut axe).await;
    screen_tour::visit_stored_mail_screens("1280x900x24", &[], &mut axe).await;
    screen_tour::visit_unresponsive_message("1280x900x24", &[], &mut axe).await;
    axe.assert_no_violations();
}

#[tokio::test]
async fn axe_finds_no_violation_on_any_screen_in_dark_vietnamese() {
    const VARIABLES: [(&str, &str); 2] = [("GTK_THEME", "Adwaita:dark"), ("LANG", "vi_VN.UTF-8")];
    let (mut desktop, mut axe) = (TestDesktop::start(Keychain::Unlocked), AxeScreenVisitor::new());
    for (name, value) in VARIABLES {
        desktop.set_env(name, value);
    }
    screen_tour::visit_all_screens(&desktop, &mut axe).await;
    drop(desktop);
    screen_tour::visit_blocked_screen("1280x900x24", &VARIABLES, &mut axe).await;
    screen_tour::visit_stored_mail_screens("1280x900x24", &VARIABLES, &mut axe).await;
    screen_tour::visit_unresponsive_message("1280x900x24", &VARIABLES, &mut axe).await;
    axe.assert_no_violations();
}
