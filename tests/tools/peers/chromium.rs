//! Chromium with a page as heavy as a mail site's.

use super::peer::{MeasuredProgram, NewestSubjectPlace};
use super::web_page::{self, PageWeight};
use crate::support::TestDesktop;

/// Writes the page and returns it, opened in Chromium with a new profile.
pub fn set_up(desktop: &TestDesktop, message: &str) -> (MeasuredProgram, PageWeight) {
    let page = desktop.path_in_home("site");
    let weight = web_page::write_sample_website(&page, message);
    let mut arguments = vec![
        format!("--user-data-dir={}", desktop.path_in_home("chromium").display()),
        "--no-first-run".into(),
        "--no-default-browser-check".into(),
        "--password-store=basic".into(),
        // No network: what is still requested ends at a port at which nothing listens.
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        "--proxy-server=127.0.0.1:9".into(),
        "--window-size=1120,720".into(),
    ];
    if runs_as_root_user() {
        // Chromium refuses to run as root with its sandbox. The second option hides the warning about it.
        arguments.extend(["--no-sandbox".into(), "--test-type".into()]);
    }
    arguments.push(format!("file://{}", page.join("index.html").display()));
    let peer = MeasuredProgram {
        name: "Chromium",
        package: Some("chromium"),
        program: "/usr/bin/chromium".into(),
        arguments,
        environment: Vec::new(),
        window_title: "Chromium$",
        stays_in_tray: false,
        list_place: NewestSubjectPlace::Marker(web_page::MARKER_COLOUR, web_page::FIRST_SUBJECT),
        first_picture: "the subject of the first message in the page's list",
    };
    (peer, weight)
}

/// Whether this process runs as root.
pub fn runs_as_root_user() -> bool {
    std::process::Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}
