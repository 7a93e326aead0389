//! Mayfly compared with what people would otherwise open: Geary, Thunderbird, and a mail site in Chromium, on one desktop,
//! in turns, with the same mail. The programs come from Debian's packages, and no network but 127.0.0.1 is used.

mod chromium;
mod dovecot;
mod geary;
mod installed_size;
mod mailbox;
mod marionette;
mod mayfly;
mod measuring;
mod peer;
mod report;
mod thunderbird;
mod web_page;

use crate::store_seeding;
use crate::support::test_desktop::app_program;
use crate::support::tray_host::TrayHost;
use crate::support::{Keychain, TestDesktop};
use crate::x11_screen::X11Screen;
use dovecot::Dovecot;
use installed_size::{DebianPackageSizes, InstalledSize, find_mayfly_deb};
use mailbox::{MESSAGE_COUNT, build_messages};
use measuring::ProgramMeasurer;
use report::PeerResult;
use web_page::PageWeight;

/// Measures `runs` launches of every program and `idle_seconds` without use, and prints the table.
pub async fn compare_mail_programs(runs: usize, idle_seconds: u64) {
    let mut desktop = TestDesktop::start(Keychain::Unlocked);
    // Rendering as on a real desktop, with the available OpenGL, which the tests disable.
    desktop.remove_env("WEBKIT_DISABLE_DMABUF_RENDERER");
    let messages = build_messages();
    let service = store_seeding::start_unlimited_service().await;
    let server = Dovecot::start(&messages);

    eprintln!("Setting up the programs");
    let mayfly = mayfly::set_up(&desktop, &service, &messages).await;
    let geary = geary::set_up(&desktop, &server).await;
    let thunderbird = thunderbird::set_up(&desktop, &server).await;
    let (chromium, page_weight) = chromium::set_up(&desktop, &messages[MESSAGE_COUNT - 1].html);

    let tray = TrayHost::start(&desktop).await;
    let mut bench = ProgramMeasurer { desktop: &desktop, screen: X11Screen::connect(&desktop), tray };
    let mut results = Vec::new();
    let mut pictures = Vec::new();
    for peer in [mayfly, geary, thunderbird, chromium] {
        eprintln!("Looking at {}", peer.name);
        pictures.push(bench.read_reference_picture(&peer).await);
        results.push(PeerResult { peer, launches: Vec::new(), idle_seconds: 0.0, size: None });
    }
    let load_before = read_load();
    for run in 1..=runs {
        for (result, picture) in results.iter_mut().zip(&pictures) {
            let cost = bench.measure_launch(&result.peer, picture).await;
            eprintln!("Launch {run} of {}: {cost:.1?}", result.peer.name);
            result.launches.push(cost);
        }
    }
    for (result, picture) in results.iter_mut().zip(&pictures) {
        eprintln!("{} without use", result.peer.name);
        result.idle_seconds = bench.measure_idle_cpu_seconds(&result.peer, &picture.list, idle_seconds).await;
    }
    let load_after = read_load();
    measure_package_sizes(&mut results);

    println!("## Mayfly and its peers: {MESSAGE_COUNT} messages, {runs} launches each, in turns\n");
    println!("Medians, in brackets the least and the most, then the ratio to Mayfly.\n");
    println!("{}", report::format_comparison_table(&results, idle_seconds));
    print_measurement_notes(&results, &page_weight);
    println!("- Load of the machine (average of a minute) before and after: {load_before}, {load_after}.");
}

fn measure_package_sizes(results: &mut [PeerResult]) {
    let mut sizes = DebianPackageSizes::read();
    for result in results {
        let package = match result.peer.package {
            Some(name) => Some(name.to_owned()),
            None => find_mayfly_deb(&app_program()).map(|path| path.display().to_string()),
        };
        result.size = package.map(|package| -> InstalledSize { sizes.measure(&package) });
    }
}

/// Prints what was measured, and what can't be compared.
fn print_measurement_notes(results: &[PeerResult], page: &PageWeight) {
    for result in results {
        println!("- First useful picture of {}: {}.", result.peer.name, result.peer.first_picture);
    }
    let kilobytes = |bytes: usize| bytes / 1_000;
    println!(
        "- The page in Chromium is generated: {} KB of HTML, {} KB of script, {} KB of styles, {} KB of images, not compressed, \
         from files. No mail site was measured.",
        kilobytes(page.html),
        kilobytes(page.script),
        kilobytes(page.styles),
        kilobytes(page.images)
    );
    println!(
        "- Put away: minimised with the message open (processor time: with the list); Mayfly in the tray, its window closed."
    );
    println!(
        "- Memory that can't be dropped: Private_Dirty of all processes, without what they share with each other. PSS also \
         counts clean pages of program files."
    );
    println!(
        "- Installed sizes are without recommended packages. Mayfly's is that of the deb that `make bundle` built last."
    );
    println!("\nWhat can't be compared:\n");
    println!(
        "- Mayfly has the mail in {} inboxes of {} messages and lists one inbox; the clients list all {MESSAGE_COUNT}, the page {}.",
        mayfly::INBOXES,
        MESSAGE_COUNT / mayfly::INBOXES,
        web_page::ROWS
    );
    println!(
        "- Mayfly asks its service for new mail while idle; the clients keep a connection open; the page does nothing."
    );
    println!("- Mayfly's store is encrypted, and the clients' are not.");
    println!("- The clients also write, send and filter mail, which Mayfly does not.");
    println!("- The page comes from the disk. A site is loaded over the network, and has scripts that go on running.");
    if chromium::runs_as_root_user() {
        println!("- Chromium ran without its sandbox, because this run was root's.");
    }
}

fn read_load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    load.split(' ').next().unwrap_or_default().to_owned()
}
